import type { EventSeries } from '../account-data';

const references = new WeakMap<EventSeries, Int32Array>();

/** What the event at a position was told from; -1 for a series that was not made of columns. */
export function referenceAt(series: EventSeries, position: number): number {
  return references.get(series)?.[position] ?? -1;
}

/** Columns of one metric while it is being filled. Times are kept in whole seconds, as the API shows them. */
export class Columns {
  private readonly rows: { readonly at: number; readonly profile: number; readonly value: number; readonly reference: number; readonly attributed: number }[] = [];

  /** Adds one event. `reference` is whatever the metric's properties are told from; `attributed` an index into the messages. */
  add(profile: number, at: number, reference: number, value = Number.NaN, attributed = -1): void {
    this.rows.push({ at: Math.floor(at / 1000) * 1000, profile, value, reference, attributed });
  }

  get size(): number {
    return this.rows.length;
  }

  /** The events up to `until`, sorted. */
  series(
    metricId: string, until: number, describe: (reference: number, profile: number, at: number) => Readonly<Record<string, unknown>>, messageIds: readonly string[],
  ): EventSeries {
    const rows = this.rows.filter((row) => row.at <= until).sort((a, b) => a.at - b.at || a.profile - b.profile || a.reference - b.reference);
    const times = Float64Array.from(rows, (row) => row.at);
    const profiles = Uint32Array.from(rows, (row) => row.profile);
    const told = Int32Array.from(rows, (row) => row.reference);
    const attributed = Int32Array.from(rows, (row) => row.attributed);
    const values = rows.some((row) => !Number.isNaN(row.value)) ? Float64Array.from(rows, (row) => row.value) : null;
    const series: EventSeries = {
      metricId, times, profiles, values,
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
