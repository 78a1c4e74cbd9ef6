import type { Formats } from '../text/format';
import type { Instant, Known } from '../account/known';
import { DAY, known, unknown } from '../account/known';
import type { BehaviorFigure, Figure } from './figure';
import type { OrderHistory } from './order-history';
import type { PurchaseWaits } from './purchase-waits';
import type { Rfm } from './rfm';
import type { Survival } from './survival';
import { GAPS_AT_LEAST } from './thresholds';
import { figure, lengthOf } from './figure-wording';

interface OrderInputs {
  readonly orders: OrderHistory | null;
  /** Why there are no orders to measure. */
  readonly missing: string;
  readonly from: Instant;
  /** True where nothing lies before `from`. */
  readonly beganLater: boolean;
  /** Order events from an instant on, each counted. */
  readonly eventsSince: (from: Instant) => number;
  readonly now: Instant;
  readonly windowDays: number;
  readonly formats: Formats;
}

/** Orders, revenue, buyers and what an order is worth, over the look-back and the planning window. */
export function orderFigures({ orders, missing, from, beganLater, eventsSince, now, windowDays, formats }: OrderInputs): readonly BehaviorFigure[] {
  const total = totals(orders, from, now);
  const start = now - windowDays * DAY;
  const window = totals(orders, start, now);
  const unread = orders !== null && !beganLater && from > start ? `only ${lengthOf(now - from, formats)} of orders were read` : null;
  const put = (
    id: string,
    name: string,
    unit: Figure['unit'],
    value: number | null,
    since: Instant,
    sample: string,
    explanation: string,
    absent = 'there were no orders',
  ): BehaviorFigure => ({
    id,
    topic: 'Orders',
    name,
    figure: figure(
      orders === null ? unknown(missing) : value === null ? unknown(absent) : known(cents(value)),
      unit,
      'measured',
      orders === null ? 'none' : formats.period(since, now),
      orders === null ? 'none' : sample,
      explanation,
    ),
  });
  const inWindow = (own: BehaviorFigure): BehaviorFigure => (unread === null ? own : { ...own, figure: { ...own.figure, value: unknown(unread) } });
  const sample = (since: Instant): string => formats.counted(eventsSince(since), 'order event');
  const oneADay = `Orders of one person on one day (of the account’s time zone) are one purchase here; rules in Klaviyo count every order event${orders !== null && orders.worthless > 0 ? `. ${formats.count(orders.worthless)} of the look-back without a value are left out` : ''}.`;
  const share = (part: number, of: number): number | null => (of > 0 ? part / of : null);
  return [
    put('orders', 'Orders', 'orders', total.orders, from, sample(from), oneADay),
    inWindow(put('orders-window', `Orders of the last ${windowDays} days`, 'orders', window.orders, start, sample(start), oneADay)),
    put('revenue', 'Revenue', 'money', worth(total), from, sample(from), 'Sum of the order events’ value.', WORTHLESS),
    inWindow(
      put(
        'revenue-window',
        `Revenue of the last ${windowDays} days`,
        'money',
        worth(window),
        start,
        sample(start),
        'Sum of the order events’ value: what values at stake are measured against.',
        WORTHLESS,
      ),
    ),
    put('buyers', 'Buyers', 'profiles', total.buyers, from, sample(from), 'People with at least one order.'),
    put(
      'average-order-value',
      'Average order value',
      'money per order',
      worth(total) === null ? null : share(total.revenue, total.orders),
      from,
      `${formats.count(total.orders)} orders`,
      'Revenue divided by orders (orders of one person on one day are one).',
      total.orders > 0 ? WORTHLESS : undefined,
    ),
    put(
      'orders-per-buyer',
      'Orders per buyer',
      'count',
      share(total.orders, total.buyers),
      from,
      `${formats.count(total.buyers)} buyers`,
      'Orders (those of one day as one) divided by buyers.',
    ),
    put(
      'repeat-share',
      'Buyers with two orders or more',
      'share',
      share(total.repeat, total.buyers),
      from,
      `${formats.count(total.buyers)} buyers`,
      'Only orders of the look-back count, those of one day as one.',
    ),
    put(
      'discount-share',
      'Orders with a discount',
      'share',
      total.told > 0 ? total.discounted / total.told : null,
      from,
      `${formats.count(total.told)} orders that tell`,
      'Codes and discounts that the order event carries; store-wide markdowns leave none.',
    ),
  ];
}

const WORTHLESS = 'the account’s orders carry no value';
/** Orders without any value between them tell nothing of revenue: it is not zero. */
const worth = ({ orders, revenue }: Totals): number | null => (orders > 0 && revenue <= 0 ? null : revenue);

/** Sums of decimal fractions miss cents by a hair. Shares keep four places. */
const cents = (value: number): number => (Math.abs(value) < 10 ? Math.round(value * 1e4) / 1e4 : Math.round(value * 100) / 100);

interface Totals {
  orders: number;
  revenue: number;
  buyers: number;
  repeat: number;
  discounted: number;
  told: number;
}

function totals(orders: OrderHistory | null, from: Instant, to: Instant): Totals {
  const total: Totals = { orders: 0, revenue: 0, buyers: 0, repeat: 0, discounted: 0, told: 0 };
  if (orders === null) return total;
  for (let profile = 0; profile + 1 < orders.starts.length; profile += 1) {
    let own = 0;
    for (let at = orders.starts[profile]!; at < orders.starts[profile + 1]!; at += 1) {
      const when = orders.seconds[at]! * 1000;
      if (when < from || when > to) continue;
      own += 1;
      total.revenue += orders.amounts[at]!;
      if (orders.discounted[at] !== 2) total.told += 1;
      if (orders.discounted[at] === 1) total.discounted += 1;
    }
    total.orders += own;
    if (own > 0) total.buyers += 1;
    if (own > 1) total.repeat += 1;
  }
  return total;
}

/** Revenue from orders in a span. */
export function revenueBetween(orders: OrderHistory, from: Instant, to: Instant): number {
  return totals(orders, from, to).revenue;
}

/** Revenue divided by orders over everything read; null without orders or values. */
export function averageOrderValue(orders: OrderHistory): number | null {
  const sum = orders.amounts.reduce((total, amount) => total + amount, 0);
  return orders.orders > 0 && sum > 0 ? sum / orders.orders : null;
}

/** How long people take to buy again, and how many ever do. */
export function repurchaseFigures(waits: PurchaseWaits | null, missing: string, now: Instant, formats: Formats): readonly BehaviorFigure[] {
  const named: readonly (readonly [string, string, (own: PurchaseWaits) => Survival])[] = [
    ['any', 'between orders (first orders too)', (own) => own.all],
    ['second', 'from first to second order', (own) => own.second],
    ['third', 'from second to third order', (own) => own.third],
    ['first', 'from opting in to first order', (own) => own.first],
  ];
  return named.flatMap(([id, words, pick]) => {
    const curve = waits === null ? null : pick(waits);
    const enough = curve !== null && curve.events >= GAPS_AT_LEAST;
    const why = curve === null ? missing : `${formats.count(curve.events)} cases, ${GAPS_AT_LEAST} are needed`;
    const period = waits === null ? 'none' : formats.period(now - waits.historyDays * DAY, now);
    const sample = curve === null ? 'none' : `${formats.count(curve.events)} cases, ${formats.count(curve.waited - curve.events)} still waited for`;
    const explanation = `Kaplan–Meier: people who have not yet count as still waited for; shares are of those who do within the time read. ${formats.share(0.95)} interval: customers drawn anew 200 times.`;
    const days = ([0.5, 0.8, 0.95] as const).map((share): BehaviorFigure => {
      const value: Known<number> = enough ? known(curve.quantile(share)!) : unknown(why);
      return {
        id: `gap-${id}-${Math.round(share * 100)}`,
        topic: 'Repurchase',
        name: `Days ${words}: of those who do, ${formats.share(share)} take no longer`,
        figure: figure(value, 'days', 'measured', period, sample, explanation, enough ? curve.bounds(share) : null),
      };
    });
    return [
      ...days,
      {
        id: `gap-${id}-ever`,
        topic: 'Repurchase' as const,
        name: `Share that goes on ${words} within ${curve === null ? 'the time read' : `${formats.count(curve.horizon)} days`}`,
        figure: figure(
          enough ? known(curve.ever) : unknown(why),
          'share',
          'measured',
          period,
          sample,
          'Kaplan–Meier estimate of ever doing so within that time.',
        ),
      },
    ];
  });
}

/** Recency, frequency and spend of buyers, in fifths. */
export function rfmFigures(own: Rfm | null, missing: string, from: Instant, now: Instant, formats: Formats): readonly BehaviorFigure[] {
  const sample = own === null ? 'none' : `${formats.count(own.buyers)} buyers`;
  const put = (id: string, name: string, unit: Figure['unit'], value: (own: Rfm) => number, explanation: string): BehaviorFigure => ({
    id: `rfm-${id}`,
    topic: 'Repurchase',
    name,
    figure: figure(
      own === null ? unknown(missing) : known(value(own)),
      unit,
      'measured',
      own === null ? 'none' : formats.period(from, now),
      sample,
      explanation,
    ),
  });
  const fifth = 'Quintiles over all buyers of the look-back; 5 is the best fifth.';
  return [
    put('recency-5', 'Days since the last order: best fifth of buyers, at most', 'days', (one) => one.recencyDays[0]!, fifth),
    put('recency-1', 'Days since the last order: last fifth of buyers, more than', 'days', (one) => one.recencyDays[3]!, fifth),
    put(
      'frequency-5',
      'Orders: best fifth of buyers, at least',
      'count',
      (one) => one.frequency[3]!,
      'Quintiles, or 1, 2, 3, 4–5 and 6 or more orders where most buyers bought as often; orders of one day are one.',
    ),
    put('spend-5', 'Spend: best fifth of buyers, more than', 'money', (one) => one.spend[3]!, fifth),
    put('best', 'Buyers in the two best fifths by recency, orders and spend', 'profiles', (one) => one.best, 'Scores of 4 or 5 on all three.'),
    ...(['1 order', '2 orders', '3 orders', '4–5 orders', '6 orders or more'] as const).map((words, at) =>
      put(`orders-${at + 1}`, `Buyers with ${words}`, 'profiles', (one) => one.byOrders[at]!, 'Over the look-back; orders of one day are one.'),
    ),
  ];
}
