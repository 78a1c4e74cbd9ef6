import type { Instant } from '../account/known';
import { DAY } from '../account/known';
import type { EventFilter } from '../rule/filter';
import { matchesFilter } from '../rule/match-filter';
import type { TimeSpan } from '../rule/profile-facts';
import type { KeptBehavior, KeptMetric } from './collector';
import type { EventIndex } from './event-index';
import { indexEvents, rowsSince } from './event-index';
import { CHANNELS } from './profile-columns';
import type { ProfileColumns } from './profile-columns';
import { NO_WORD, WORD_NOT_KEPT } from './string-dictionary';
import type { Words } from './string-dictionary';

/** Without a single event in so many days after the start of the look-back, the metric began later: nothing lies before. */
const SILENT_START = 60 * DAY;
/** Reading ends a little before the moment at which it is measured. */
const READ_UP_TO = DAY;

/** One metric, indexed, with what is known of its completeness. */
export interface MeasuredMetric {
  readonly index: EventIndex;
  readonly properties: readonly string[];
  readonly keepLengthOf: readonly string[];
  /** False: events' values were not read, so sums and filters on `$value` are not known. */
  readonly valued: boolean;
  /** Everything from here to the end of reading was read. */
  readonly completeFrom: Instant;
  /** True when nothing can lie before `completeFrom`: the first events came well after it. */
  readonly beganLater: boolean;
  /** True when events of this metric do not come before their profile was created (no history was imported). */
  readonly followsCreation: boolean;
}

/** Filters on events, prepared by `filterTest`. */
export interface EventTest {
  readonly where: readonly EventFilter[];
  /** True when they look at the event's value, which differs event by event. */
  readonly byValue: boolean;
  /** By word: 0 not decided yet, 1 yes, 2 no, 3 not known. */
  readonly answers: Uint8Array;
}

/** How the profiles at hand stand for the account. */
export type Coverage = 'all profiles' | 'sample' | 'events only';

/**
 * What was kept, laid out for measuring at one instant. Profile numbers run over all ids, read profiles and those known from
 * events alone. Built once; `at` may be asked for other instants in the past as well.
 */
export class BehaviorState {
  readonly words: Words;
  readonly ids: readonly string[];
  readonly profiles: ProfileColumns;
  readonly count: number;
  readonly metrics: ReadonlyMap<string, MeasuredMetric>;
  readonly coverage: Coverage;
  /** Metrics of the orders, whose number Klaviyo tells as a predictive figure. */
  readonly orderMetrics: ReadonlySet<string>;
  readonly askedProperties: ReadonlySet<string>;
  /** True when consent came with the profiles at all. */
  readonly consentRead: boolean;
  private readonly tests = new Map<string, EventTest>();
  private readonly complete = new Map<string, Uint8Array>();

  constructor(
    kept: KeptBehavior,
    readonly now: Instant,
    orderMetrics: readonly string[],
  ) {
    this.words = kept.words;
    this.ids = kept.ids;
    this.profiles = kept.profiles;
    this.count = kept.ids.length;
    this.orderMetrics = new Set(orderMetrics);
    this.askedProperties = new Set(kept.profileProperties);
    this.consentRead = CHANNELS.some((channel) => kept.profiles.consent[channel].state.some((word) => word >= 0));
    const metrics = new Map<string, MeasuredMetric>();
    for (const [id, metric] of kept.metrics) {
      const measured = measuredOf(metric, kept.profiles, this.count, now);
      if (measured !== null) metrics.set(id, measured);
    }
    this.metrics = metrics;
    this.coverage = kept.profilesReadAt === null || kept.profiles.count === 0 ? 'events only' : isWhole(kept.profiles, this.count) ? 'all profiles' : 'sample';
  }

  /** The same people with further metrics beside the account's, by ids of their own. */
  withMetrics(added: ReadonlyMap<string, MeasuredMetric>): BehaviorState {
    return Object.create(this, { metrics: { value: new Map([...this.metrics, ...added]) } }) as BehaviorState;
  }

  isRead(profile: number): boolean {
    return this.profiles.present[profile] === 1;
  }

  /** Events of a metric over the last `days` days, counted one by one; null where they were not all read. */
  eventsOfLast(metricId: string, days: number): number | null {
    const metric = this.metrics.get(metricId);
    const from = this.now - days * DAY;
    return metric === undefined || (!metric.beganLater && metric.completeFrom > from) ? null : rowsSince(metric.index, from);
  }

  /**
   * True when every event of the metric in the span that the profile can have was read. Before the look-back there is nothing
   * where the metric began later, where the profile was created later (and no history was imported: the events read would show
   * it), or where Klaviyo's own count of orders says that all were seen.
   */
  isComplete(metricId: string, metric: MeasuredMetric, span: TimeSpan, profile: number): boolean {
    const known = this.completeness(metricId, metric, span);
    return known === true || known[profile] === 1;
  }

  /** The same for all profiles: true when it holds for everybody, else 1 for each profile for which it does. */
  completeness(metricId: string, metric: MeasuredMetric, span: TimeSpan): true | Uint8Array {
    if (metric.beganLater || (span.from !== null && span.from >= metric.completeFrom)) return true;
    let found = this.complete.get(metricId);
    if (found === undefined) {
      found = Uint8Array.from({ length: this.count }, (_, profile) => (this.nothingBefore(metricId, metric, profile) ? 1 : 0));
      this.complete.set(metricId, found);
    }
    return found;
  }

  private nothingBefore(metricId: string, metric: MeasuredMetric, profile: number): boolean {
    if (metric.followsCreation && this.profiles.created[profile]! * 1000 >= metric.completeFrom) return true;
    return this.orderMetrics.size === 1 && this.orderMetrics.has(metricId) && this.sawAllOrders(metric, profile);
  }

  /** Whether an event meets every filter; null where a property was not kept or Klaviyo does not say. `test` from `filterTest`. */
  eventMeets(metric: MeasuredMetric, row: number, test: EventTest): boolean | null {
    if (test.where.length === 0) return true;
    const word = metric.index.words?.[row] ?? NO_WORD;
    if (test.byValue) return this.decide(metric, row, word, test.where);
    const place = word - WORD_NOT_KEPT;
    const known = test.answers[place];
    if (known !== undefined && known !== 0) return known === 3 ? null : known === 1;
    const answer = this.decide(metric, row, word, test.where);
    test.answers[place] = answer === null ? 3 : answer ? 1 : 2;
    return answer;
  }

  /** Filters on a metric's events, prepared: each combination of kept properties is decided once. */
  filterTest(metricId: string, where: readonly EventFilter[]): EventTest {
    const key = `${metricId} ${JSON.stringify(where)}`;
    let test = this.tests.get(key);
    if (test === undefined) {
      const byValue = where.some((one) => one.property === '$value');
      test = { where, byValue, answers: new Uint8Array(where.length === 0 || byValue ? 0 : this.words.count - WORD_NOT_KEPT) };
      this.tests.set(key, test);
    }
    return test;
  }

  /** Value of a kept property of an event; undefined when it was not kept. Of lists kept by length, as many blanks. */
  eventProperty(metric: MeasuredMetric, word: number, property: string): unknown {
    const place = metric.properties.indexOf(property);
    if (place < 0 || word === WORD_NOT_KEPT) return undefined;
    const value = word < 0 ? null : (this.words.valueOf(word) as unknown[])[place];
    if (metric.keepLengthOf.includes(property) && typeof value === 'number') return new Array<string>(value).fill('');
    return value ?? null;
  }

  private decide(metric: MeasuredMetric, row: number, word: number, where: readonly EventFilter[]): boolean | null {
    let result: boolean | null = true;
    for (const { property, filter } of where) {
      if (filter === undefined || filter === null) continue;
      const value = property === '$value' ? valueOf(metric, row) : this.eventProperty(metric, word, property);
      const answer = value === undefined ? null : matchesFilter(filter, value, this.now);
      if (answer === false) return false;
      if (answer === null) result = null;
    }
    return result;
  }

  private sawAllOrders(metric: MeasuredMetric, profile: number): boolean {
    const { predicted, predictions } = this.profiles;
    if (predicted === null || predicted[profile] !== 1) return false;
    const told = predictions[3]![profile]!;
    return !Number.isNaN(told) && told <= metric.index.starts[profile + 1]! - metric.index.starts[profile]!;
  }
}

function valueOf(metric: MeasuredMetric, row: number): number | null | undefined {
  if (!metric.valued) return undefined;
  const value = metric.index.values?.[row] ?? Number.NaN;
  return Number.isNaN(value) ? null : value;
}

function measuredOf(metric: KeptMetric, profiles: ProfileColumns, count: number, now: Instant): MeasuredMetric | null {
  const last = metric.spans[metric.spans.length - 1];
  if (last === undefined || last.to < now - READ_UP_TO) return null;
  const index = indexEvents(metric.events, count);
  const silentUntil = index.earliest === null ? now : index.earliest * 1000;
  return {
    index,
    properties: metric.properties,
    keepLengthOf: metric.keepLengthOf,
    valued: metric.valued,
    completeFrom: last.from,
    beganLater: metric.spans.length === 1 && silentUntil - last.from >= SILENT_START && index.rows > 0,
    followsCreation: followsCreation(index, profiles, count),
  };
}

/** An import shows: more than one event in a thousand would lie before its profile came to be. */
function followsCreation(index: EventIndex, profiles: ProfileColumns, count: number): boolean {
  let before = 0;
  let seen = 0;
  for (let profile = 0; profile < count; profile += 1) {
    if (profiles.present[profile] !== 1 || Number.isNaN(profiles.created[profile]!)) continue;
    for (let row = index.starts[profile]!; row < index.starts[profile + 1]!; row += 1) {
      seen += 1;
      // Profile and first event are often made in one go, in either order.
      if (index.seconds[row]! < profiles.created[profile]! - 86_400) before += 1;
    }
  }
  return seen > 0 && before <= seen / 1000;
}

function isWhole(profiles: ProfileColumns, count: number): boolean {
  for (let profile = 0; profile < count; profile += 1) if (profiles.present[profile] === 1 && profiles.weight[profile] !== 1) return false;
  return true;
}
