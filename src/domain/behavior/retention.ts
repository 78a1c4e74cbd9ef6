import type { Formats } from '../text/format';
import { DAY, known, unknown } from '../account/known';
import type { Instant } from '../account/known';
import { monthStart } from '../account/local-day';
import type { ZoneOffset } from '../account/local-day';
import type { BehaviorFigure } from './figure';
import { figure } from './figure-wording';
import { wilson } from './interval';
import type { OrderHistory } from './order-history';

/** Customers of one month of first order, and how many had ordered again within so many days. */
export interface Cohort {
  readonly month: Instant;
  readonly customers: number;
  /** By the days of `STEPS`; null where not everybody of the month has had so many days yet. */
  readonly again: readonly (number | null)[];
}

/** Days after the first order at which retention is looked at. */
export const STEPS = [30, 60, 90, 180, 365] as const;
const MONTHS = 24;
/** Months of fewer first-time buyers tell nothing. */
export const CUSTOMERS_AT_LEAST = 30;
/** An order this long after the start of reading, with nothing before it, is taken as the first. */
const QUIET_START_DAYS = 180;

/**
 * Retention by month of first order, oldest first, in the account's months.
 * @param firstFrom orders from here on, with none before, count as first ones
 */
export function retention({ starts, seconds }: OrderHistory, firstFrom: Instant, offset: ZoneOffset, now: Instant): readonly Cohort[] {
  const begins = Array.from({ length: MONTHS + 1 }, (_, at) => monthStart(offset, now, MONTHS - 1 - at));
  const cohorts = begins.slice(0, MONTHS).map((month) => ({ month, customers: 0, again: STEPS.map(() => 0) }));
  for (let profile = 0; profile + 1 < starts.length; profile += 1) {
    if (starts[profile + 1] === starts[profile]) continue;
    const first = seconds[starts[profile]!]! * 1000;
    if (first < firstFrom || first < begins[0]! || first > now) continue;
    let place = MONTHS - 1;
    while (place > 0 && first < begins[place]!) place -= 1;
    const cohort = cohorts[place]!;
    cohort.customers += 1;
    const second = starts[profile]! + 1 < starts[profile + 1]! ? seconds[starts[profile]! + 1]! * 1000 : Infinity;
    STEPS.forEach((days, at) => {
      if (second - first <= days * DAY) cohort.again[at]! += 1;
    });
  }
  return (
    cohorts
      .map(({ month, customers, again }, at) => ({
        month,
        customers,
        again: again.map((count, step) => (begins[at + 1]! + STEPS[step]! * DAY <= now ? count : null)),
      }))
      // A month that began before first orders could be told would be a part of itself.
      .filter(({ month, customers }) => customers > 0 && month >= firstFrom)
  );
}

/** From when on an order with none before it counts as the first. @param readFrom start of the orders read; null where nothing can lie before */
export function firstOrdersFrom(readFrom: Instant | null): Instant {
  return readFrom === null ? Number.NEGATIVE_INFINITY : readFrom + QUIET_START_DAYS * DAY;
}

/** A row for each month of first order: the share who ordered again within 90 days, with the other steps beside it. */
export function retentionFigures(
  orders: OrderHistory,
  readFrom: Instant | null,
  offset: ZoneOffset,
  now: Instant,
  formats: Formats,
): readonly BehaviorFigure[] {
  const at = STEPS.indexOf(90);
  return retention(orders, firstOrdersFrom(readFrom), offset, now)
    .filter(({ customers }) => customers >= CUSTOMERS_AT_LEAST)
    .map(({ month, customers, again }): BehaviorFigure => {
      const count = again[at] ?? null;
      const share = wilson((count ?? 0) / customers, customers);
      const steps = STEPS.flatMap((days, step) =>
        again[step] === null || again[step] === undefined ? [] : [`${formats.share(again[step] / customers)} within ${days}`],
      );
      return {
        id: `retention-${formats.dayOf(month).slice(0, 7)}`,
        topic: 'Repurchase',
        name: `First ordered in ${formats.month(month)}: share who ordered again within 90 days`,
        figure: figure(
          count === null ? unknown('not all of them have had 90 days since their first order') : known(share.share),
          'share',
          'measured',
          formats.month(month),
          formats.counted(customers, 'first-time buyer'),
          `${steps.length === 0 ? 'Too early to say.' : `Ordered again, of all of the month: ${steps.join(', ')} days.`} An order on another day counts.`,
          count === null ? null : [share.low, share.high],
        ),
      };
    });
}
