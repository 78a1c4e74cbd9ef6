import type { Instant } from '../account/known';
import type { ChannelConsent, Predictions, ProfileRow } from './rows';
import { ByteReader, ByteWriter } from './bytes';
import { NO_WORD, WORD_NOT_KEPT } from './string-dictionary';
import type { Words } from './string-dictionary';

/** Profiles per stored piece: at most some 160 bytes a profile, so that a piece stays below 1 MB of text. */
export const PROFILES_PER_PIECE = 4096;

export const CHANNELS = ['email', 'sms', 'push'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Predictive figures in the order in which they are stored. */
export const PREDICTED = [
  'historicClv',
  'predictedClv',
  'totalClv',
  'historicOrders',
  'predictedOrders',
  'averageDaysBetweenOrders',
  'averageOrderValue',
  'churnProbability',
] as const satisfies readonly (keyof Predictions)[];

/** Reasons of suppression whose time rules can ask for. */
export const DATED_SUPPRESSIONS = ['HARD_BOUNCE', 'USER_SUPPRESSED', 'INVALID_EMAIL'] as const;

/** A consent state as one word: what repeats over profiles. Times are kept beside it. */
export interface ConsentState {
  readonly consent: string | null;
  readonly canReceive: boolean | null;
  readonly method: string | null;
  readonly doubleOptIn: boolean | null;
  readonly suppressions: readonly string[];
}

interface ConsentColumns {
  state: Int32Array;
  at: Float64Array;
}

/** What is kept of each profile, by profile number. Times are whole seconds, NaN where none. */
export class ProfileColumns {
  /** 1: the profile was read. */
  present = new Uint8Array(0);
  created = new Float64Array(0);
  weight = new Float64Array(0);
  /** Stratum of the sample; -1: none. */
  stratum = new Int32Array(0);
  country = new Int32Array(0);
  region = new Int32Array(0);
  postalCode = new Int32Array(0);
  readonly consent: Record<Channel, ConsentColumns> = { email: consentColumns(), sms: consentColumns(), push: consentColumns() };
  /** 1: predictive figures were told. Null while no profile had any. */
  predicted: Uint8Array | null = null;
  readonly predictions: Float64Array[] = [];
  expectedNextOrder = new Float64Array(0);
  affinity = new Int32Array(0);
  /** Custom properties by name: the word of the value. */
  readonly properties = new Map<string, Int32Array>();
  /** Times of suppression by profile, in the order of DATED_SUPPRESSIONS: few profiles have any. */
  readonly suppressedAt = new Map<number, readonly number[]>();
  count = 0;
  private size = 0;
  private readonly states = new Map<number, ConsentState>();

  constructor(private readonly words: Words) {}

  /** `postalCodes`: keep which one, not only that there is one. */
  put(profile: number, row: ProfileRow, postalCodes: boolean): void {
    this.fit(profile + 1);
    if (this.present[profile] === 0) this.count += 1;
    this.present[profile] = 1;
    this.created[profile] = seconds(row.created);
    this.weight[profile] = row.weight;
    this.stratum[profile] = row.stratum ?? -1;
    this.country[profile] = this.words.codeOfValue(row.country);
    this.region[profile] = this.words.codeOfValue(row.region);
    this.postalCode[profile] = postalCodes || row.postalCode === null ? this.words.codeOfValue(row.postalCode) : WORD_NOT_KEPT;
    for (const channel of CHANNELS) this.putConsent(profile, channel, row[channel]);
    this.putPredictions(profile, row.predictions);
    for (const [name, column] of this.properties) column[profile] = this.words.codeOfValue(row.properties[name]);
    for (const name of Object.keys(row.properties)) {
      if (!this.properties.has(name)) this.propertyColumn(name)[profile] = this.words.codeOfValue(row.properties[name]);
    }
  }

  consentOf(profile: number, channel: Channel): ConsentState | null {
    const code = this.consent[channel].state[profile] ?? NO_WORD;
    if (code < 0) return null;
    let state = this.states.get(code);
    if (state === undefined) {
      const [consent, canReceive, method, doubleOptIn, suppressions] = this.words.valueOf(code) as [
        string | null,
        boolean | null,
        string | null,
        boolean | null,
        string[],
      ];
      state = { consent, canReceive, method, doubleOptIn, suppressions };
      this.states.set(code, state);
    }
    return state;
  }

  /** Profiles `start` to `end` (exclusive) as text. */
  piece(start: number, end: number): string {
    const writer = new ByteWriter();
    writer.whole(end - start);
    const names = [...this.properties.keys()];
    writer.whole(names.length);
    for (const name of names) writer.whole(this.words.codeOf(name) + 2);
    for (let profile = start; profile < end; profile += 1) {
      // 0: not read; 1: read; more: read as a member of a stratum.
      writer.whole(this.present[profile] === 1 ? this.stratum[profile]! + 2 : 0);
      if (this.present[profile] !== 1) continue;
      time(writer, this.created[profile]!);
      writer.amount(this.weight[profile]!);
      for (const column of [this.country, this.region, this.postalCode]) writer.whole(column[profile]! + 2);
      for (const channel of CHANNELS) {
        writer.whole(this.consent[channel].state[profile]! + 2);
        time(writer, this.consent[channel].at[profile]!);
      }
      const dates = this.suppressedAt.get(profile);
      writer.whole(dates ? 1 : 0);
      dates?.forEach((date) => time(writer, date));
      const told = this.predicted !== null && this.predicted[profile] === 1;
      writer.whole(told ? 1 : 0);
      if (told) {
        for (const column of this.predictions) writer.amount(column[profile]!);
        time(writer, this.expectedNextOrder[profile]!);
        writer.whole(this.affinity[profile]! + 2);
      }
      for (const name of names) writer.whole(this.properties.get(name)![profile]! + 2);
    }
    return writer.text();
  }

  /** Reads a stored piece that begins with profile `start`. */
  restore(start: number, text: string): void {
    const reader = new ByteReader(text);
    const end = start + reader.whole();
    if (end > start + PROFILES_PER_PIECE) throw new RangeError('Stored behavior is damaged: profiles.');
    this.fit(end);
    const columns = Array.from({ length: reader.whole() }, () => this.propertyColumn(this.words.textOf(reader.whole() - 2)));
    for (let profile = start; profile < end; profile += 1) {
      const kind = reader.whole();
      if (kind === 0) continue;
      this.stratum[profile] = kind - 2;
      this.present[profile] = 1;
      this.count += 1;
      this.created[profile] = timeOf(reader);
      this.weight[profile] = reader.amount();
      for (const column of [this.country, this.region, this.postalCode]) column[profile] = reader.whole() - 2;
      for (const channel of CHANNELS) {
        this.consent[channel].state[profile] = reader.whole() - 2;
        this.consent[channel].at[profile] = timeOf(reader);
      }
      if (reader.whole() === 1)
        this.suppressedAt.set(
          profile,
          DATED_SUPPRESSIONS.map(() => timeOf(reader)),
        );
      if (reader.whole() === 1) {
        this.predictionColumns()[profile] = 1;
        for (const column of this.predictions) column[profile] = reader.amount();
        this.expectedNextOrder[profile] = timeOf(reader);
        this.affinity[profile] = reader.whole() - 2;
      }
      for (const column of columns) column[profile] = reader.whole() - 2;
    }
  }

  private putConsent(profile: number, channel: Channel, row: ChannelConsent): void {
    const reasons = [...new Set(row.suppressions.map((one) => one.reason))].sort();
    const untold = row.consent === null && row.canReceive === null;
    this.consent[channel].state[profile] = untold ? NO_WORD : this.words.codeOfValue([row.consent, row.canReceive, row.method, row.doubleOptIn, reasons]);
    this.consent[channel].at[profile] = seconds(row.consentAt);
    if (channel !== 'email') return;
    const dates = DATED_SUPPRESSIONS.map((reason) => seconds(row.suppressions.find((one) => one.reason === reason)?.at ?? null));
    if (dates.some((date) => !Number.isNaN(date))) this.suppressedAt.set(profile, dates);
    else this.suppressedAt.delete(profile);
  }

  private putPredictions(profile: number, row: Predictions | null): void {
    if (row === null) {
      if (this.predicted !== null) this.predicted[profile] = 0;
      return;
    }
    this.predictionColumns()[profile] = 1;
    PREDICTED.forEach((name, at) => {
      this.predictions[at]![profile] = row[name] ?? Number.NaN;
    });
    this.expectedNextOrder[profile] = seconds(row.expectedNextOrder);
    this.affinity[profile] = this.words.codeOfValue(row.channelAffinity);
  }

  private predictionColumns(): Uint8Array {
    if (this.predicted === null) {
      this.predicted = new Uint8Array(this.size);
      for (let at = 0; at < PREDICTED.length; at += 1) this.predictions.push(new Float64Array(this.size).fill(Number.NaN));
      this.expectedNextOrder = new Float64Array(this.size).fill(Number.NaN);
      this.affinity = new Int32Array(this.size).fill(NO_WORD);
    }
    return this.predicted;
  }

  private propertyColumn(name: string): Int32Array {
    let column = this.properties.get(name);
    if (column === undefined) {
      column = new Int32Array(this.size).fill(NO_WORD);
      this.properties.set(name, column);
    }
    return column;
  }

  private fit(size: number): void {
    if (size <= this.size) return;
    const room = Math.max(256, Math.ceil(Math.max(size, this.size * 1.5)));
    this.size = room;
    this.present = copy(this.present, new Uint8Array(room));
    this.created = copy(this.created, new Float64Array(room).fill(Number.NaN));
    this.weight = copy(this.weight, new Float64Array(room));
    this.stratum = copy(this.stratum, new Int32Array(room).fill(-1));
    this.country = copy(this.country, new Int32Array(room).fill(NO_WORD));
    this.region = copy(this.region, new Int32Array(room).fill(NO_WORD));
    this.postalCode = copy(this.postalCode, new Int32Array(room).fill(NO_WORD));
    for (const channel of CHANNELS) {
      const columns = this.consent[channel];
      columns.state = copy(columns.state, new Int32Array(room).fill(NO_WORD));
      columns.at = copy(columns.at, new Float64Array(room).fill(Number.NaN));
    }
    for (const [name, column] of this.properties) this.properties.set(name, copy(column, new Int32Array(room).fill(NO_WORD)));
    if (this.predicted === null) return;
    this.predicted = copy(this.predicted, new Uint8Array(room));
    this.predictions.forEach((column, at) => {
      this.predictions[at] = copy(column, new Float64Array(room).fill(Number.NaN));
    });
    this.expectedNextOrder = copy(this.expectedNextOrder, new Float64Array(room).fill(Number.NaN));
    this.affinity = copy(this.affinity, new Int32Array(room).fill(NO_WORD));
  }
}

function consentColumns(): ConsentColumns {
  return { state: new Int32Array(0), at: new Float64Array(0) };
}

function seconds(at: Instant | null): number {
  return at === null ? Number.NaN : Math.floor(at / 1000);
}

function copy<T extends Uint8Array | Int32Array | Float64Array>(from: T, into: T): T {
  into.set(from as never);
  return into;
}

function time(writer: ByteWriter, second: number): void {
  writer.whole(Number.isNaN(second) ? 0 : Math.max(0, second) + 1);
}

function timeOf(reader: ByteReader): number {
  const code = reader.whole();
  return code === 0 ? Number.NaN : code - 1;
}
