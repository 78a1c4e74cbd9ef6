import type { Instant } from '../account/known';
import { DAY } from '../account/known';
import { hash53 } from '../text/hash53';
import type { EventNeed, EventRow, ProfileRow, ReadingNeeds } from './rows';
import { EventColumns, ROWS_PER_PIECE } from './event-columns';
import { PROFILES_PER_PIECE, ProfileColumns } from './profile-columns';
import { join, subtract } from './read-span';
import type { ReadSpan } from './read-span';
import { NO_WORD, Words } from './string-dictionary';

/** What is kept of one metric. */
export interface KeptMetric {
  readonly properties: readonly string[];
  readonly keepLengthOf: readonly string[];
  /** True when every event's `$value` was asked for: an event without one has none. */
  valued: boolean;
  spans: readonly ReadSpan[];
  readonly events: EventColumns;
}

/** Everything kept, for measuring (behavior-state.ts reads it). Profile numbers are places in `ids`. */
export interface KeptBehavior {
  readonly words: Words;
  readonly ids: readonly string[];
  readonly profiles: ProfileColumns;
  readonly metrics: ReadonlyMap<string, KeptMetric>;
  /** Custom profile properties that were asked for: a profile without one does not have it. */
  readonly profileProperties: readonly string[];
  readonly profilesReadAt: Instant | null;
}

/**
 * Takes behavior as it is read and reduces it to a compact state that survives between executions and refreshes.
 *
 * Order of calls in a refresh: `createCollector(kept parts)`, `begin(needs)` once at its start (not when an execution resumes
 * it), then for each metric the `missing` spans are read: rows of a span come in any order and in several calls, and when the
 * span, or a part of it that was split off, is complete, `finish` says so. Spans handed to `finish` must not overlap: an event
 * delivered in two spans counts twice. Rows whose span was never finished are dropped by the next `begin`.
 *
 * Kept per event: 9 to 25 bytes in memory, about 12 letters stored (before the store compresses). Per profile: a hash of its id once
 * (14 letters) and some 100 bytes in memory, 170 where there are predictive figures.
 */
export interface BehaviorCollector {
  /** Drops metrics that are no longer wanted, or of which more or other things are needed; events far before the needs' start; unfinished rows. */
  begin(needs: ReadingNeeds): void;
  /** Spans of the metric still to be read for its need up to `to`, oldest first; nothing is read twice. */
  missing(metricId: string, to: Instant): readonly ReadSpan[];
  /** Rows of a metric that `begin` was told of; others are ignored. */
  addEvents(metricId: string, rows: readonly EventRow[]): void;
  /** Everything of the metric in the span has been added. */
  finish(metricId: string, span: ReadSpan): void;
  /** What has been read of the metric: spans joined, oldest first. */
  readSpans(metricId: string): readonly ReadSpan[];

  /** Adds profiles; one that is known already is replaced (profiles that changed since the last refresh). */
  addProfiles(rows: readonly ProfileRow[]): void;
  /** Forgets every profile, before they are all read anew (a new sample, other properties). Events stay. */
  restartProfiles(): void;
  /** All profiles that were to be read (whole account or sample) are in, as of `at`. */
  finishProfiles(at: Instant): void;
  /** As of when profiles are complete; null while they are not. */
  profilesReadAt(): Instant | null;
  profileCount(): number;
  eventCount(metricId: string): number;

  /** Pieces that changed since the last call (or since creation), keyed `behavior/…`, each at most about 1 MB; null: delete. */
  changedParts(): ReadonlyMap<string, string | null>;
  /** What is kept, for measuring. */
  kept(): KeptBehavior;
}

const INDEX = 'behavior/index';
/** 2: ids as short hashes, postal codes only where a rule compares them. What was stored before is read anew. */
const VERSION = 2;
/** History beyond the look-back is kept this long before the metric's pieces are written anew without it. */
const SPARE_HISTORY = 60 * DAY;
const IDS_PER_PIECE = 16_384;

interface StoredIndex {
  readonly version: number;
  readonly metrics: readonly {
    readonly id: string;
    readonly properties: readonly string[];
    readonly keepLengthOf: readonly string[];
    readonly from: Instant;
    /** Missing in what was stored before it was told: values came then only along with other properties. */
    readonly valued?: boolean;
    readonly spans: readonly ReadSpan[];
    readonly rows: number;
  }[];
  readonly ids: number;
  readonly words: number;
  readonly profileProperties: readonly string[];
  readonly postalCodes: boolean;
  readonly profilesReadAt: Instant | null;
}

interface Metric extends KeptMetric {
  from: Instant;
  /** Rows in pieces that are stored and full. */
  settled: number;
  /** Rows stored in all. */
  stored: number;
  /** Pieces stored. */
  pieces: number;
}

/** A collector over what was kept (all parts whose key begins with `behavior/`); null or damaged parts: from nothing. */
export function createCollector(parts: ReadonlyMap<string, string> | null): BehaviorCollector {
  if (parts !== null && parts.has(INDEX)) {
    try {
      return new Collector(parts);
    } catch {
      // Damaged or older parts: behavior is read anew, and what lies around is deleted with the first commit.
    }
  }
  const fresh = new Collector(null);
  fresh.forgetKeys(parts === null ? [] : [...parts.keys()].filter((key) => key.startsWith('behavior/')));
  return fresh;
}

class Collector implements BehaviorCollector {
  private words = new Words();
  private readonly ids: string[] = [];
  private readonly numbers = new Map<string, number>();
  private profiles: ProfileColumns;
  private readonly metrics = new Map<string, Metric>();
  private readAt: Instant | null = null;
  private profileProperties: readonly string[] = [];
  private postalCodes = false;
  private storedIds = 0;
  private readonly changedProfiles = new Set<number>();
  private readonly toDelete = new Set<string>();
  private storedIndex = '';

  constructor(parts: ReadonlyMap<string, string> | null) {
    this.profiles = new ProfileColumns(this.words);
    if (parts !== null) this.restore(parts);
  }

  begin(needs: ReadingNeeds): void {
    this.profileProperties = needs.profileProperties;
    this.postalCodes = needs.postalCodes === true;
    for (const [id, metric] of this.metrics) {
      const need = needs.events.find((one) => one.metricId === id);
      if (need === undefined || !sameKeeping(need, metric)) this.dropMetric(id, metric);
    }
    for (const need of needs.events) {
      const metric = this.metrics.get(need.metricId) ?? this.addMetric(need);
      metric.from = need.from;
      // What is added from now on comes without values.
      metric.valued = bringsValue(need);
      const spans = metric.spans;
      const tooOld = spans.length > 0 && spans[0]!.from < need.from - SPARE_HISTORY;
      if (tooOld) metric.spans = subtract(spans, [{ from: 0, to: need.from }]);
      const before = metric.events.rows;
      const inside = (second: number): boolean => metric.spans.some((span) => second * 1000 >= floor(span.from) && second * 1000 < floor(span.to));
      metric.events.filter(inside);
      if (metric.events.rows !== before) metric.settled = 0;
      if (metric.events.rows !== before) metric.stored = -1;
    }
  }

  missing(metricId: string, to: Instant): readonly ReadSpan[] {
    const metric = this.metrics.get(metricId);
    return metric === undefined || to <= metric.from ? [] : subtract([{ from: metric.from, to }], metric.spans);
  }

  addEvents(metricId: string, rows: readonly EventRow[]): void {
    const metric = this.metrics.get(metricId);
    if (metric === undefined) return;
    for (const row of rows) {
      const word = metric.properties.length === 0 ? NO_WORD : this.wordOf(metric, row);
      metric.events.add(this.numberOf(row.profileId), Math.max(0, Math.floor(row.at / 1000)), row.value, word);
    }
  }

  finish(metricId: string, span: ReadSpan): void {
    const metric = this.metrics.get(metricId);
    if (metric !== undefined && span.to > span.from) metric.spans = join([...metric.spans, span]);
  }

  readSpans(metricId: string): readonly ReadSpan[] {
    return this.metrics.get(metricId)?.spans ?? [];
  }

  addProfiles(rows: readonly ProfileRow[]): void {
    for (const row of rows) {
      const number = this.numberOf(row.id);
      this.profiles.put(number, row, this.postalCodes);
      this.changedProfiles.add(Math.floor(number / PROFILES_PER_PIECE));
    }
  }

  restartProfiles(): void {
    for (let piece = 0; piece * PROFILES_PER_PIECE < this.ids.length; piece += 1) this.changedProfiles.add(piece);
    this.profiles = new ProfileColumns(this.words);
    this.readAt = null;
  }

  finishProfiles(at: Instant): void {
    this.readAt = at;
  }

  profilesReadAt(): Instant | null {
    return this.readAt;
  }

  profileCount(): number {
    return this.profiles.count;
  }

  eventCount(metricId: string): number {
    return this.metrics.get(metricId)?.events.rows ?? 0;
  }

  kept(): KeptBehavior {
    return {
      words: this.words,
      ids: this.ids,
      profiles: this.profiles,
      metrics: this.metrics,
      profileProperties: this.profileProperties,
      profilesReadAt: this.readAt,
    };
  }

  forgetKeys(keys: readonly string[]): void {
    keys.forEach((key) => this.toDelete.add(key));
  }

  changedParts(): ReadonlyMap<string, string | null> {
    const parts = new Map<string, string | null>();
    for (const key of this.toDelete) parts.set(key, null);
    this.toDelete.clear();
    for (const [id, metric] of this.metrics) this.eventParts(id, metric, parts);
    // Profiles before words: packing them names their properties.
    for (const piece of this.changedProfiles) {
      parts.set(`behavior/profiles/${piece}`, this.profiles.piece(piece * PROFILES_PER_PIECE, Math.min(this.ids.length, (piece + 1) * PROFILES_PER_PIECE)));
    }
    this.changedProfiles.clear();
    for (let piece = Math.floor(this.storedIds / IDS_PER_PIECE); piece * IDS_PER_PIECE < this.ids.length && this.storedIds < this.ids.length; piece += 1) {
      parts.set(`behavior/ids/${piece}`, JSON.stringify(this.ids.slice(piece * IDS_PER_PIECE, (piece + 1) * IDS_PER_PIECE)));
    }
    this.storedIds = this.ids.length;
    for (const [piece, text] of this.words.changedPieces()) parts.set(`behavior/words/${piece}`, text);
    const index = JSON.stringify(this.index());
    if (index !== this.storedIndex) parts.set(INDEX, index);
    this.storedIndex = index;
    return parts;
  }

  private eventParts(id: string, metric: Metric, parts: Map<string, string | null>): void {
    if (metric.stored === metric.events.rows) return;
    let piece = Math.floor(metric.settled / ROWS_PER_PIECE);
    for (let start = metric.settled; start < metric.events.rows; start += ROWS_PER_PIECE) {
      parts.set(eventKey(id, piece), metric.events.piece(start, Math.min(metric.events.rows, start + ROWS_PER_PIECE)));
      piece += 1;
    }
    for (let old = piece; old < metric.pieces; old += 1) parts.set(eventKey(id, old), null);
    metric.pieces = piece;
    metric.stored = metric.events.rows;
    metric.settled = metric.events.rows - (metric.events.rows % ROWS_PER_PIECE);
  }

  private index(): StoredIndex {
    return {
      version: VERSION,
      metrics: [...this.metrics].map(([id, metric]) => ({
        id,
        properties: metric.properties,
        keepLengthOf: metric.keepLengthOf,
        valued: metric.valued,
        from: metric.from,
        spans: metric.spans,
        rows: metric.events.rows,
      })),
      ids: this.ids.length,
      words: this.words.count === 0 ? 0 : this.words.pieces,
      profileProperties: this.profileProperties,
      postalCodes: this.postalCodes,
      profilesReadAt: this.readAt,
    };
  }

  private restore(parts: ReadonlyMap<string, string>): void {
    const part = (key: string): string => {
      const text = parts.get(key);
      if (text === undefined) throw new RangeError(`Stored behavior is damaged: ${key} is missing.`);
      return text;
    };
    const index = JSON.parse(part(INDEX)) as StoredIndex;
    if (index.version !== VERSION) throw new RangeError('Stored behavior is of another version.');
    this.words = Words.restore(Array.from({ length: index.words }, (_, piece) => part(`behavior/words/${piece}`)));
    this.profiles = new ProfileColumns(this.words);
    for (let piece = 0; piece * IDS_PER_PIECE < index.ids; piece += 1) {
      for (const id of JSON.parse(part(`behavior/ids/${piece}`)) as string[]) {
        this.numbers.set(id, this.ids.length);
        this.ids.push(id);
      }
    }
    if (this.ids.length !== index.ids) throw new RangeError('Stored behavior is damaged: ids.');
    this.storedIds = this.ids.length;
    for (let start = 0; start < this.ids.length; start += PROFILES_PER_PIECE) {
      const text = parts.get(`behavior/profiles/${start / PROFILES_PER_PIECE}`);
      if (text !== undefined) this.profiles.restore(start, text);
    }
    for (const stored of index.metrics) {
      const metric = this.addMetric({
        metricId: stored.id,
        properties: stored.properties,
        keepLengthOf: stored.keepLengthOf,
        value: stored.valued ?? false,
        from: stored.from,
      });
      metric.spans = stored.spans;
      metric.pieces = Math.ceil(stored.rows / ROWS_PER_PIECE);
      for (let piece = 0; piece < metric.pieces; piece += 1) metric.events.restore(part(eventKey(stored.id, piece)));
      if (metric.events.rows !== stored.rows) throw new RangeError('Stored behavior is damaged: events.');
      metric.stored = stored.rows;
      metric.settled = stored.rows - (stored.rows % ROWS_PER_PIECE);
    }
    this.profileProperties = index.profileProperties;
    this.postalCodes = index.postalCodes;
    this.readAt = index.profilesReadAt;
    this.storedIndex = part(INDEX);
  }

  private addMetric(need: EventNeed): Metric {
    const metric: Metric = {
      properties: need.properties,
      keepLengthOf: need.keepLengthOf ?? [],
      valued: bringsValue(need),
      spans: [],
      events: new EventColumns(),
      from: need.from,
      settled: 0,
      stored: 0,
      pieces: 0,
    };
    this.metrics.set(need.metricId, metric);
    return metric;
  }

  private dropMetric(id: string, metric: Metric): void {
    for (let piece = 0; piece < metric.pieces; piece += 1) this.toDelete.add(eventKey(id, piece));
    this.metrics.delete(id);
  }

  private wordOf(metric: Metric, row: EventRow): number {
    return this.words.codeOfValue(
      metric.properties.map((name) => {
        const value = row.properties[name];
        return metric.keepLengthOf.includes(name) && Array.isArray(value) ? value.length : (value ?? null);
      }),
    );
  }

  private numberOf(given: string): number {
    const id = shortId(given);
    const known = this.numbers.get(id);
    if (known !== undefined) return known;
    const number = this.ids.length;
    this.ids.push(id);
    this.numbers.set(id, number);
    return number;
  }
}

/**
 * What is kept of a profile's id: enough to tell profiles apart (in one of some twenty thousand accounts of a million profiles two would fall
 * together), and no way back to the person.
 */
export function shortId(profileId: string): string {
  return hash53(profileId, 4);
}

/** Values come with any other property, whether or not they were asked for. */
function bringsValue(need: EventNeed): boolean {
  return need.value === true || need.properties.length > 0;
}

/** What was read without values is read again once they count. */
function sameKeeping(need: EventNeed, metric: KeptMetric): boolean {
  if (bringsValue(need) && !metric.valued) return false;
  return JSON.stringify([need.properties, need.keepLengthOf ?? []]) === JSON.stringify([metric.properties, metric.keepLengthOf]);
}

/** Events are kept to the second, so spans are compared there too. */
function floor(at: Instant): number {
  return Math.floor(at / 1000) * 1000;
}

function eventKey(metricId: string, piece: number): string {
  return `behavior/events/${encodeURIComponent(metricId)}/${piece}`;
}
