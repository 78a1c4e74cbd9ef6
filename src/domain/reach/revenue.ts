import { zoneOffset } from '../account/local-day';
import type { Instant } from '../account/known';
import { DAY } from '../account/known';
import type { BehaviorState } from '../behavior/behavior-state';
import type { OrderHistory } from '../behavior/order-history';
import { orderHistory } from '../behavior/order-history';
import { rfm } from '../behavior/rfm';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';

/** Days since the last order that part people who are likely to come back from those who are not. */
const RECENCY = [30, 60, 90, 180, 365] as const;
const STEPS = RECENCY.length + 1;
const YEAR = 365;

/** What people spent and are expected to spend, by profile number, and which RFM group they are in. */
export interface Revenue {
  /** Orders' value over the last 365 days. */
  readonly lastYear: (profile: number) => number;
  /** Expected value of orders over the planning window; null where orders were not read a window back. */
  readonly expected: ((profile: number) => number) | null;
  readonly groupOf: (profile: number) => RfmGroup;
}

export const RFM_GROUPS = ['Best buyers', 'Loyal, still buying', 'Loyal, slipping away', 'Bought lately', 'Bought long ago', 'Never bought'] as const;
export type RfmGroup = (typeof RFM_GROUPS)[number];

/**
 * Null where order events were not read. Expected: what people with as many orders (none, 1, 2, 3 and more), the last as long ago, spent on average in the window
 * before the reading; people who were no profile yet then are not in the average. An estimate for groups of people, not for one.
 */
export function revenueOf(state: BehaviorState, recognized: RecognizedMetrics, timezone: string, windowDays: number, now: Instant): Revenue | null {
  const ids = recognized.byAlias.get('order')?.metricIds ?? [];
  const metrics = ids.flatMap((id) => state.metrics.get(id) ?? []);
  if (ids.length === 0 || metrics.length < ids.length) return null;
  const orders = orderHistory(state, metrics, zoneOffset(timezone), () => null);
  const from = Math.max(...metrics.map(({ completeFrom }) => completeFrom));
  const spentSince = (profile: number, since: Instant): number => {
    let sum = 0;
    for (let at = orders.starts[profile + 1]! - 1; at >= orders.starts[profile]! && orders.seconds[at]! * 1000 > since; at -= 1) sum += orders.amounts[at]!;
    return sum;
  };
  const then = now - windowDays * DAY;
  let expected: Revenue['expected'] = null;
  if (then > from) {
    const sums = new Float64Array(1 + 3 * STEPS);
    const people = new Float64Array(sums.length);
    for (let profile = 0; profile < state.count; profile += 1) {
      if (!existed(state, orders, profile, then)) continue;
      const own = classOf(orders, profile, then);
      people[own]! += 1;
      sums[own]! += spentSince(profile, then);
    }
    const means = sums.map((sum, own) => (people[own]! > 0 ? sum / people[own]! : 0));
    expected = (profile) => means[classOf(orders, profile, now)]!;
  }
  return { lastYear: (profile) => spentSince(profile, now - YEAR * DAY), expected, groupOf: groupsOf(state, orders, now) };
}

function existed(state: BehaviorState, orders: OrderHistory, profile: number, at: Instant): boolean {
  if (orders.starts[profile + 1]! > orders.starts[profile]! && orders.seconds[orders.starts[profile]!]! * 1000 <= at) return true;
  return !(state.isRead(profile) && state.profiles.created[profile]! * 1000 > at);
}

function classOf({ starts, seconds }: OrderHistory, profile: number, at: Instant): number {
  let last = starts[profile + 1]! - 1;
  while (last >= starts[profile]! && seconds[last]! * 1000 > at) last -= 1;
  const count = last - starts[profile]! + 1;
  if (count === 0) return 0;
  const days = (at - seconds[last]! * 1000) / DAY;
  const age = RECENCY.findIndex((limit) => days <= limit);
  return 1 + (Math.min(count, 3) - 1) * STEPS + (age < 0 ? RECENCY.length : age);
}

/** By the same fifths as the Behavior tab's RFM figures: recent is among the most recent two fifths of buyers, loyal the two fifths with most orders. */
function groupsOf(state: BehaviorState, orders: OrderHistory, now: Instant): (profile: number) => RfmGroup {
  const cuts = rfm(state, orders, now);
  return (profile) => {
    const [start, stop] = [orders.starts[profile]!, orders.starts[profile + 1]!];
    if (cuts === null || start === stop) return 'Never bought';
    const recent = (now - orders.seconds[stop - 1]! * 1000) / DAY <= cuts.recencyDays[1]!;
    const loyal = stop - start >= cuts.frequency[2]!;
    let spend = 0;
    for (let order = start; order < stop; order += 1) spend += orders.amounts[order]!;
    if (recent && loyal) return spend > cuts.spend[2]! ? 'Best buyers' : 'Loyal, still buying';
    return loyal ? 'Loyal, slipping away' : recent ? 'Bought lately' : 'Bought long ago';
  };
}
