import type { EventSeries } from '../../klaviyo/account-data';

const references = new WeakMap<EventSeries, Int32Array>();

/** What the event at a position was told from; -1 for a series that was not made of columns. */
export function referenceAt(series: EventSeries, position: number): number {
  return references.get(series)?.[position] ?? -1;
}

/** More events than any sample metric has; keeps the order of insertion within one second. */
const ROOM = 1_048_576;

/** Columns of one metric while it is being filled. Times are kept in whole seconds, as the API shows them. */
export class Columns {
  private readonly seconds: number[] = [];
  private readonly profiles: number[] = [];
  private readonly values: number[] = [];
  private readonly told: number[] = [];
  private readonly attributed: number[] = [];

  /** Adds one event. `reference` is whatever the metric's properties are told from; `attributed` an index into the messages. */
  add(profile: number, at: number, reference: number, value = Number.NaN, attributed = -1): void {
    this.seconds.push(Math.floor(at / 1000));
    this.profiles.push(profile);
    this.values.push(value);
    this.told.push(reference);
    this.attributed.push(attributed);
  }

  /** The events up to `until`, by time and then in the order in which they were added. */
  series(
    metricId: string,
    until: number,
    describe: (reference: number, profile: number, at: number) => Readonly<Record<string, unknown>>,
    messageIds: readonly string[],
  ): EventSeries {
    const keys = Float64Array.from(this.seconds, (second, place) => second * ROOM + place).sort();
    let size = keys.length;
    while (size > 0 && Math.floor((keys[size - 1] as number) / ROOM) * 1000 > until) size -= 1;
    const order = Uint32Array.from(keys.subarray(0, size), (key) => key % ROOM);
    const times = Float64Array.from(order, (place) => (this.seconds[place] as number) * 1000);
    const profiles = Uint32Array.from(order, (place) => this.profiles[place] as number);
    const told = Int32Array.from(order, (place) => this.told[place] as number);
    const attributed = Int32Array.from(order, (place) => this.attributed[place] as number);
    const values = this.values.some((value) => !Number.isNaN(value)) ? Float64Array.from(order, (place) => this.values[place] as number) : null;
    const series: EventSeries = {
      metricId,
      times,
      profiles,
      values,
      properties: (position) => {
        const properties = describe(told[position] as number, profiles[position] as number, times[position] as number);
        const value = values?.[position];
        return value === undefined || Number.isNaN(value) ? properties : { ...properties, $value: value };
      },
      attribution: (position) => messageIds[attributed[position] as number] ?? null,
    };
    references.set(series, told);
    return series;
  }
}
