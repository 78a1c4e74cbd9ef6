import { ByteReader, ByteWriter } from './bytes';
import { NO_WORD } from './string-dictionary';

/** Rows per stored piece: at most 22 bytes a row, so that a piece stays below 1 MB of text. */
export const ROWS_PER_PIECE = 32_768;

/**
 * Events of one metric as columns: profile number, second, value, word of the kept properties. 8 bytes a row, 8 more where the
 * value counts and 4 more where properties are kept.
 */
export class EventColumns {
  profiles = new Int32Array(256);
  seconds = new Uint32Array(256);
  /** NaN: the event has no value. Null while no event had one. */
  values: Float64Array | null = null;
  words: Int32Array | null = null;
  rows = 0;

  add(profile: number, second: number, value: number | null, word: number): void {
    if (this.rows === this.profiles.length) this.grow(Math.ceil(this.rows * 1.5));
    if (value !== null && this.values === null) this.values = new Float64Array(this.profiles.length).fill(Number.NaN);
    if (word !== NO_WORD && this.words === null) this.words = new Int32Array(this.profiles.length).fill(NO_WORD);
    this.profiles[this.rows] = profile;
    this.seconds[this.rows] = second;
    if (this.values !== null) this.values[this.rows] = value ?? Number.NaN;
    if (this.words !== null) this.words[this.rows] = word;
    this.rows += 1;
  }

  /** Keeps the rows that pass, in their order. */
  filter(keep: (second: number) => boolean): void {
    let kept = 0;
    for (let row = 0; row < this.rows; row += 1) {
      if (!keep(this.seconds[row]!)) continue;
      this.profiles[kept] = this.profiles[row]!;
      this.seconds[kept] = this.seconds[row]!;
      if (this.values !== null) this.values[kept] = this.values[row]!;
      if (this.words !== null) this.words[kept] = this.words[row]!;
      kept += 1;
    }
    this.rows = kept;
  }

  /** Rows of one piece as text, ordered by profile and time inside it: neighbours then differ little. */
  piece(start: number, end: number): string {
    const order = Array.from({ length: end - start }, (_, at) => start + at).sort(
      (one, other) => this.profiles[one]! - this.profiles[other]! || this.seconds[one]! - this.seconds[other]!,
    );
    const base = order.reduce((least, row) => Math.min(least, this.seconds[row]!), 0xffffffff);
    const writer = new ByteWriter();
    writer.whole(order.length);
    writer.whole(order.length === 0 ? 0 : base);
    writer.whole((this.values === null ? 0 : 1) + (this.words === null ? 0 : 2));
    let profile = 0;
    for (const row of order) {
      const step = this.profiles[row]! - profile;
      writer.whole(step);
      profile += step;
      writer.whole(this.seconds[row]! - base);
      if (this.values !== null) writer.amount(this.values[row]!);
      if (this.words !== null) writer.whole(this.words[row]! + 2);
    }
    return writer.text();
  }

  /** Adds the rows of a stored piece. */
  restore(text: string): void {
    const reader = new ByteReader(text);
    const count = reader.whole();
    const base = reader.whole();
    const kinds = reader.whole();
    let profile = 0;
    for (let row = 0; row < count; row += 1) {
      profile += reader.whole();
      const second = base + reader.whole();
      const value = kinds % 2 === 1 ? reader.amount() : Number.NaN;
      const word = kinds >= 2 ? reader.whole() - 2 : NO_WORD;
      this.add(profile, second, Number.isNaN(value) ? null : value, word);
    }
  }

  private grow(size: number): void {
    const profiles = new Int32Array(size);
    profiles.set(this.profiles);
    this.profiles = profiles;
    const seconds = new Uint32Array(size);
    seconds.set(this.seconds);
    this.seconds = seconds;
    if (this.values !== null) {
      const values = new Float64Array(size).fill(Number.NaN);
      values.set(this.values);
      this.values = values;
    }
    if (this.words !== null) {
      const words = new Int32Array(size).fill(NO_WORD);
      words.set(this.words);
      this.words = words;
    }
  }
}
