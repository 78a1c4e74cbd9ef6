import { DAY } from '../account/known';
import type { Instant } from '../account/known';
import type { OrderHistory } from './order-history';

/** Days since the last order that part people who are likely to come back from those who are not. */
export const RECENCY = [30, 60, 90, 180, 365] as const;
/** None, or 1, 2, 3 and more orders by time since the last. */
export const RECENCY_CLASSES = 1 + 3 * (RECENCY.length + 1);

/** Class of a profile by number of orders and time since the last, as of `at`; 0 is nobody's order yet. */
export function recencyClass({ starts, seconds }: OrderHistory, profile: number, at: Instant): number {
  let last = starts[profile + 1]! - 1;
  while (last >= starts[profile]! && seconds[last]! * 1000 > at) last -= 1;
  const orders = last - starts[profile]! + 1;
  if (orders === 0) return 0;
  const days = (at - seconds[last]! * 1000) / DAY;
  const age = RECENCY.findIndex((limit) => days <= limit);
  return 1 + (Math.min(orders, 3) - 1) * (RECENCY.length + 1) + (age < 0 ? RECENCY.length : age);
}

/**
 * Expects of a customer as many orders as people with as many orders, the last as long ago, placed in a window of the past. Where nobody stood so at its
 * start (the account is younger), as many as all customers of that day.
 */
export class RecencyRule {
  private readonly rates = new Float64Array(RECENCY_CLASSES);
  /** Customers at the start of the window: without any nothing is expected of anybody. */
  readonly customers: number;

  constructor(
    private readonly orders: OrderHistory,
    from: Instant,
    to: Instant,
  ) {
    const people = new Float64Array(RECENCY_CLASSES);
    for (let profile = 0; profile + 1 < orders.starts.length; profile += 1) {
      const own = recencyClass(orders, profile, from);
      people[own]! += 1;
      for (let at = orders.starts[profile + 1]! - 1; at >= orders.starts[profile]! && orders.seconds[at]! * 1000 > from; at -= 1) {
        if (orders.seconds[at]! * 1000 <= to) this.rates[own]! += 1;
      }
    }
    this.customers = people.subarray(1).reduce((sum, count) => sum + count, 0);
    const all = this.rates.subarray(1).reduce((sum, count) => sum + count, 0) / this.customers;
    for (let own = 0; own < RECENCY_CLASSES; own += 1) this.rates[own] = people[own]! > 0 ? this.rates[own]! / people[own]! : all;
  }

  /** Orders to expect of a customer within a window as long, from `at` on. */
  expected(profile: number, at: Instant): number {
    return this.rates[recencyClass(this.orders, profile, at)]!;
  }
}
