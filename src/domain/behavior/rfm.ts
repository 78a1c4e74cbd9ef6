import type { Instant } from '../account/known';
import { DAY } from '../account/known';
import type { BehaviorState } from './behavior-state';
import type { OrderHistory } from './order-history';
import { weightedQuantile } from './quantile';

/** Cuts between the fifths of buyers by recency, frequency and spend, and how many are at the top of all three. */
export interface Rfm {
  readonly buyers: number;
  /** Days since the last order up to which a buyer scores 5, 4, 3, 2. */
  readonly recencyDays: readonly number[];
  /** Orders from which a buyer scores 2, 3, 4, 5. */
  readonly frequency: readonly number[];
  /** Spend above which a buyer scores 2, 3, 4, 5. */
  readonly spend: readonly number[];
  /** Buyers who score 4 or 5 on all three. */
  readonly best: number;
  /** Buyers with 1, 2, 3, 4–5, 6 and more orders. */
  readonly byOrders: readonly number[];
}

const FIFTHS = [0.2, 0.4, 0.6, 0.8] as const;
/** Orders by value where most buyers bought once and fifths would fall together. */
const BY_VALUE = [2, 3, 4, 6] as const;

/** Scores all buyers of the look-back; null without any. */
export function rfm(state: BehaviorState, { starts, seconds, amounts, buyers }: OrderHistory, now: Instant): Rfm | null {
  if (buyers === 0) return null;
  const recency = new Float64Array(buyers);
  const frequency = new Float64Array(buyers);
  const spend = new Float64Array(buyers);
  let at = 0;
  for (let profile = 0; profile < state.count; profile += 1) {
    const [start, stop] = [starts[profile]!, starts[profile + 1]!];
    if (start === stop) continue;
    recency[at] = (now - seconds[stop - 1]! * 1000) / DAY;
    frequency[at] = stop - start;
    for (let order = start; order < stop; order += 1) spend[at]! += amounts[order]!;
    at += 1;
  }
  const cuts = (values: Float64Array): readonly number[] => FIFTHS.map((share) => weightedQuantile(values, null, share)!);
  const fifths = cuts(frequency);
  const degenerate = new Set(fifths).size < FIFTHS.length;
  const result = { recencyDays: cuts(recency), frequency: degenerate ? [...BY_VALUE] : fifths.map((value) => value + 1), spend: cuts(spend) };
  let best = 0;
  const byOrders = [0, 0, 0, 0, 0];
  for (let buyer = 0; buyer < buyers; buyer += 1) {
    if (recency[buyer]! <= result.recencyDays[1]! && frequency[buyer]! >= result.frequency[2]! && spend[buyer]! > result.spend[2]!) best += 1;
    const orders = frequency[buyer]!;
    byOrders[orders >= 6 ? 4 : orders >= 4 ? 3 : orders - 1]! += 1;
  }
  return { buyers, ...result, best, byOrders };
}
