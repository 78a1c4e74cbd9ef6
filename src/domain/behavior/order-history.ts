import type { ZoneOffset } from '../account/local-day';
import { localDay } from '../account/local-day';
import type { BehaviorState, MeasuredMetric } from './behavior-state';

/** Orders of every profile, all order metrics together, one a day: several orders of one day of the account's own zone are one purchase. */
export interface OrderHistory {
  /** Orders of profile p are `starts[p]` to `starts[p + 1]` (exclusive), oldest first. */
  readonly starts: Int32Array;
  /** Second of the day's first order. */
  readonly seconds: Uint32Array;
  /** Day's orders added up; 0 where no value was told. */
  readonly amounts: Float64Array;
  /** 1 discounted, 0 not, 2 not known. */
  readonly discounted: Uint8Array;
  readonly buyers: number;
  readonly orders: number;
  readonly worthless: number;
}

/**
 * @param offset the account's zone, which says where a day ends
 * @param isDiscounted tells from an event's kept word; null where that is not known
 * Orders without value where others have one are left out: drafts and replacements are no purchases. Where none has one (gifts, values that do not arrive) all count.
 */
export function orderHistory(
  state: BehaviorState,
  metrics: readonly MeasuredMetric[],
  offset: ZoneOffset,
  isDiscounted: (metric: MeasuredMetric, row: number) => boolean | null,
): OrderHistory {
  const most = metrics.reduce((sum, metric) => sum + metric.index.rows, 0);
  const valued = metrics.some(({ index }) => index.values?.some((value) => value > 0) === true);
  const starts = new Int32Array(state.count + 1);
  const seconds = new Uint32Array(most);
  const amounts = new Float64Array(most);
  const discounted = new Uint8Array(most);
  let filled = 0;
  let buyers = 0;
  let worthless = 0;
  const next = metrics.map(() => 0);
  for (let profile = 0; profile < state.count; profile += 1) {
    starts[profile] = filled;
    metrics.forEach((metric, at) => {
      next[at] = metric.index.starts[profile]!;
    });
    for (;;) {
      let earliest = -1;
      for (let at = 0; at < metrics.length; at += 1) {
        const row = next[at]!;
        if (row >= metrics[at]!.index.starts[profile + 1]!) continue;
        if (earliest < 0 || metrics[at]!.index.seconds[row]! < metrics[earliest]!.index.seconds[next[earliest]!]!) earliest = at;
      }
      if (earliest < 0) break;
      const metric = metrics[earliest]!;
      const row = next[earliest]!;
      next[earliest] = row + 1;
      const value = metric.index.values?.[row] ?? Number.NaN;
      if (valued && !(value > 0)) {
        worthless += 1;
        continue;
      }
      const second = metric.index.seconds[row]!;
      const code = isDiscounted(metric, row);
      const mark = code === null ? 2 : code ? 1 : 0;
      const previous = filled - 1;
      if (filled > starts[profile]! && localDay(offset, seconds[previous]! * 1000) === localDay(offset, second * 1000)) {
        amounts[previous]! += Number.isNaN(value) ? 0 : value;
        if (mark === 1 || (mark === 2 && discounted[previous] === 0)) discounted[previous] = mark;
        continue;
      }
      seconds[filled] = second;
      amounts[filled] = Number.isNaN(value) ? 0 : value;
      discounted[filled] = mark;
      filled += 1;
    }
    if (filled > starts[profile]!) buyers += 1;
  }
  starts[state.count] = filled;
  return {
    starts,
    seconds: seconds.subarray(0, filled),
    amounts: amounts.subarray(0, filled),
    discounted: discounted.subarray(0, filled),
    buyers,
    orders: filled,
    worthless,
  };
}
