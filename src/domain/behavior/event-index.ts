import type { Instant } from '../account/known';
import type { EventColumns } from './event-columns';
import { NO_WORD } from './string-dictionary';

/** Events of one metric by profile, each profile's in order of time. */
export interface EventIndex {
  /** Events of profile p are the rows `starts[p]` to `starts[p + 1]` (exclusive). */
  readonly starts: Int32Array;
  readonly seconds: Uint32Array;
  readonly values: Float64Array | null;
  readonly words: Int32Array | null;
  readonly rows: number;
  /** Profiles with at least one event, ascending. */
  readonly active: Int32Array;
  /** Second of the earliest event; null when there is none. */
  readonly earliest: number | null;
}

/** Sorts events by profile and time: one pass to count, one to place, then short sorts inside each profile. */
export function indexEvents(events: EventColumns, profiles: number): EventIndex {
  const { rows } = events;
  const starts = new Int32Array(profiles + 1);
  for (let row = 0; row < rows; row += 1) starts[events.profiles[row]! + 1]! += 1;
  for (let profile = 0; profile < profiles; profile += 1) starts[profile + 1]! += starts[profile]!;
  const next = starts.slice(0, profiles);
  const order = new Int32Array(rows);
  for (let row = 0; row < rows; row += 1) order[next[events.profiles[row]!]!++] = row;
  let earliest: number | null = null;
  const active = new Int32Array(profiles);
  let filled = 0;
  for (let profile = 0; profile < profiles; profile += 1) {
    const start = starts[profile]!;
    const end = starts[profile + 1]!;
    if (end - start > 1) sortByTime(order, start, end, events.seconds);
    if (end === start) continue;
    earliest = Math.min(earliest ?? Number.POSITIVE_INFINITY, events.seconds[order[start]!]!);
    active[filled++] = profile;
  }
  const seconds = new Uint32Array(rows);
  const values = events.values === null ? null : new Float64Array(rows);
  const words = events.words === null ? null : new Int32Array(rows).fill(NO_WORD);
  for (let place = 0; place < rows; place += 1) {
    const row = order[place]!;
    seconds[place] = events.seconds[row]!;
    if (values !== null) values[place] = events.values![row]!;
    if (words !== null) words[place] = events.words![row]!;
  }
  return { starts, seconds, values, words, rows, active: active.slice(0, filled), earliest };
}

function sortByTime(order: Int32Array, start: number, end: number, seconds: Uint32Array): void {
  if (end - start > 32) {
    order.subarray(start, end).sort((one, other) => seconds[one]! - seconds[other]!);
    return;
  }
  for (let at = start + 1; at < end; at += 1) {
    const row = order[at]!;
    const second = seconds[row]!;
    let place = at - 1;
    while (place >= start && seconds[order[place]!]! > second) {
      order[place + 1] = order[place]!;
      place -= 1;
    }
    order[place + 1] = row;
  }
}

/** First row of the profile at or after the second. */
export function firstFrom(index: EventIndex, profile: number, second: number): number {
  let low = index.starts[profile]!;
  let high = index.starts[profile + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (index.seconds[middle]! < second) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Events from an instant on. */
export function rowsSince({ seconds, rows }: EventIndex, from: Instant): number {
  let count = 0;
  for (let row = 0; row < rows; row += 1) if (seconds[row]! * 1000 >= from) count += 1;
  return count;
}
