import { zoneOffset } from '../account/local-day';
import type { Instant } from '../account/known';
import { DAY } from '../account/known';
import type { BehaviorState } from '../behavior/behavior-state';
import type { OrderHistory } from '../behavior/order-history';
import { orderHistory } from '../behavior/order-history';
import { RECENCY_CLASSES, recencyClass } from '../behavior/recency-rule';
import { groupBuyers, RFM_GROUPS, type RfmGroup } from '../behavior/rfm-groups';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';

const YEAR = 365;

/** What people spent and are expected to spend, by profile number, and which RFM group they are in. */
export interface Revenue {
  /** Orders' value over the last 365 days. */
  readonly lastYear: (profile: number) => number;
  /** Expected value of orders over the planning window; null where orders were not read a window back. */
  readonly expected: ((profile: number) => number) | null;
  readonly groupOf: (profile: number) => BuyingGroup;
}

const NEVER_BOUGHT = 'Never bought';
/** The groups of the Behavior tab, and those who are in none because they never bought. */
export const BUYING_GROUPS = [...RFM_GROUPS, NEVER_BOUGHT] as const;
export type BuyingGroup = RfmGroup | typeof NEVER_BOUGHT;

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
    const sums = new Float64Array(RECENCY_CLASSES);
    const people = new Float64Array(sums.length);
    for (let profile = 0; profile < state.count; profile += 1) {
      if (!existed(state, orders, profile, then)) continue;
      const own = recencyClass(orders, profile, then);
      people[own]! += 1;
      sums[own]! += spentSince(profile, then);
    }
    const means = sums.map((sum, own) => (people[own]! > 0 ? sum / people[own]! : 0));
    expected = (profile) => means[recencyClass(orders, profile, now)]!;
  }
  const groups = new Map(groupBuyers(orders, now).map(({ profile, group }) => [profile, group]));
  return { lastYear: (profile) => spentSince(profile, now - YEAR * DAY), expected, groupOf: (profile) => groups.get(profile) ?? NEVER_BOUGHT };
}

function existed(state: BehaviorState, orders: OrderHistory, profile: number, at: Instant): boolean {
  if (orders.starts[profile + 1]! > orders.starts[profile]! && orders.seconds[orders.starts[profile]!]! * 1000 <= at) return true;
  return !(state.isRead(profile) && state.profiles.created[profile]! * 1000 > at);
}
