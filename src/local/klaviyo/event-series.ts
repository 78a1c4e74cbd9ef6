import type { EventSeries } from './account-data';

/** One event on its way into a series. */
export interface RawEvent {
  readonly profile: number;
  readonly at: number;
  readonly value: number | null;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Campaign or flow message that the event is attributed to. */
  readonly attributed: string | null;
}

/** A series from events in any order; for small and medium numbers of events. */
export function seriesOf(metricId: string, events: readonly RawEvent[]): EventSeries {
  const sorted = [...events].sort((a, b) => a.at - b.at || a.profile - b.profile);
  const withValues = sorted.some((event) => event.value !== null);
  return {
    metricId,
    times: Float64Array.from(sorted, (event) => event.at),
    profiles: Uint32Array.from(sorted, (event) => event.profile),
    values: withValues ? Float64Array.from(sorted, (event) => event.value ?? Number.NaN) : null,
    properties: (position) => {
      const event = sorted[position];
      if (!event) return {};
      return event.value === null ? event.properties : { ...event.properties, $value: event.value };
    },
    attribution: (position) => sorted[position]?.attributed ?? null,
  };
}

/** The first position whose time is at or after `at`. */
export function firstAtOrAfter(times: Float64Array, at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Positions of one metric's events by profile, oldest first. */
export interface ByProfile {
  /** Positions `start..end` of `positions` belong to the profile. */
  readonly offsets: Uint32Array;
  readonly positions: Uint32Array;
}

const grouped = new WeakMap<EventSeries, ByProfile>();

/** Groups a series by profile, once. */
export function byProfile(series: EventSeries, profiles: number): ByProfile {
  let found = grouped.get(series);
  if (!found || found.offsets.length !== profiles + 1) {
    const offsets = new Uint32Array(profiles + 1);
    for (const profile of series.profiles) offsets[profile + 1] = (offsets[profile + 1] as number) + 1;
    for (let index = 0; index < profiles; index += 1) offsets[index + 1] = (offsets[index + 1] as number) + (offsets[index] as number);
    const next = offsets.slice(0, profiles);
    const positions = new Uint32Array(series.profiles.length);
    series.profiles.forEach((profile, position) => {
      positions[next[profile] as number] = position;
      next[profile] = (next[profile] as number) + 1;
    });
    found = { offsets, positions };
    grouped.set(series, found);
  }
  return found;
}
