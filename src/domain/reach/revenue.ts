import type { Instant } from '../account/known';
import { DAY } from '../account/known';
import type { BehaviorState } from '../behavior/behavior-state';
import type { BehaviorReading } from '../behavior/figure';
import { groupBuyers, RFM_GROUPS, type RfmGroup } from '../behavior/rfm-groups';

const YEAR = 365;

/** What people spent and are expected to spend, by profile number, and which RFM group they are in. */
export interface Revenue {
  /** Orders' value over the last 365 days. */
  readonly lastYear: (profile: number) => number;
  /** Expected value of orders over the planning window: of customers by the forecast of the Behavior tab, of others what such people spent in the window before; null where nothing tells. */
  readonly expected: ((profile: number) => number) | null;
  readonly groupOf: (profile: number) => BuyingGroup;
}

const NEVER_BOUGHT = 'Never bought';
/** The groups of the Behavior tab, and those who are in none because they never bought. */
export const BUYING_GROUPS = [...RFM_GROUPS, NEVER_BOUGHT] as const;
export type BuyingGroup = RfmGroup | typeof NEVER_BOUGHT;

/** How expected revenue is found, in words that stand after "expected": customers' is the figure of the Behavior tab everywhere, by the model or by the rule. */
export type ExpectedBy = 'model' | 'recency rule';
const NEWCOMERS = 'of people who never bought, what such people spent in the window before';
export const EXPECTED_BY: Readonly<Record<ExpectedBy, string>> = {
  model: `each customer’s orders by the model of repeat orders times their spend per order, as in Behavior; ${NEWCOMERS}`,
  'recency rule': `as many orders as customers with as many, the last as long ago, placed in the window before, times their own spend per order, as in Behavior; ${NEWCOMERS}`,
};

/** Null where order events were not read. */
export function revenueOf(state: BehaviorState, customers: BehaviorReading['customers'], now: Instant): Revenue | null {
  if (customers === null) return null;
  const {
    orders,
    forecast: { revenue, days },
  } = customers;
  const { starts, seconds, amounts } = orders;
  const spentSince = (profile: number, since: Instant): number => {
    let sum = 0;
    for (let at = starts[profile + 1]! - 1; at >= starts[profile]! && seconds[at]! * 1000 > since; at -= 1) sum += amounts[at]!;
    return sum;
  };
  const hasOrdered = (profile: number): boolean => starts[profile + 1]! > starts[profile]!;
  let expected: Revenue['expected'] = null;
  if (revenue !== null) {
    const then = now - days * DAY;
    let [newcomers, spent] = [0, 0];
    for (let profile = 0; profile < state.count; profile += 1) {
      // Who was no profile yet could not have been addressed.
      if ((hasOrdered(profile) && seconds[starts[profile]!]! * 1000 <= then) || (state.isRead(profile) && state.profiles.created[profile]! * 1000 > then))
        continue;
      newcomers += 1;
      spent += spentSince(profile, then);
    }
    const first = newcomers > 0 ? spent / newcomers : 0;
    expected = (profile) => (hasOrdered(profile) ? revenue[profile]! : first);
  }
  const groups = new Map(groupBuyers(orders, now).map(({ profile, group }) => [profile, group]));
  return { lastYear: (profile) => spentSince(profile, now - YEAR * DAY), expected, groupOf: (profile) => groups.get(profile) ?? NEVER_BOUGHT };
}
