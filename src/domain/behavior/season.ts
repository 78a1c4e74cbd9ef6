import { DAY, known } from '../account/known';
import type { Instant } from '../account/known';
import type { ZoneOffset } from '../account/local-day';
import type { Formats } from '../text/format';
import type { ParameterSource } from '../catalogue/audience';
import { figure } from './figure-wording';
import type { OrderHistory } from './order-history';
import type { Threshold } from './thresholds';

/** The account's selling season: three months in a row that bring most orders of a year. */
export interface Season {
  /** Of all orders of whole years read. */
  readonly share: number;
  /** First day and end of the latest one that is over. */
  readonly from: Instant;
  readonly to: Instant;
  /** First day of the coming one. */
  readonly next: Instant;
}

const MONTHS = 3;
/** An even year has a quarter of its orders in any three months; a season has at least twice as much. */
const SEASON_FROM = 0.5;
const ORDERS_AT_LEAST = 100;
/** A season is prepared for this many days ahead (the product's rule for seasonal segments). */
export const DAYS_AHEAD = 120;

/**
 * Finds the three calendar months in a row with most orders, by the account's own days, over the last one or two whole years.
 * @returns null where a year was not read, orders are too few, or no three months bring half of them
 */
export function findSeason(orders: OrderHistory, from: Instant, now: Instant, offset: ZoneOffset): Season | null {
  const years = Math.min(2, Math.floor((now - from) / (365 * DAY)));
  if (years < 1) return null;
  const start = now - years * 365 * DAY;
  const byMonth = new Array<number>(12).fill(0);
  let total = 0;
  for (const second of orders.seconds) {
    const at = second * 1000;
    if (at < start) continue;
    byMonth[new Date(at + offset(at)).getUTCMonth()]! += 1;
    total += 1;
  }
  if (total < ORDERS_AT_LEAST) return null;
  const sums = byMonth.map((_, month) => byMonth.reduce((sum, _own, at) => (at < MONTHS ? sum + byMonth[(month + at) % 12]! : sum), 0));
  const best = sums.indexOf(Math.max(...sums));
  if (sums[best]! < SEASON_FROM * total) return null;
  const year = new Date(now + offset(now)).getUTCFullYear();
  const begins = (of: number): Instant => Date.UTC(of, best, 1);
  const ends = (of: number): Instant => Date.UTC(of, best + MONTHS, 1);
  const over = [year, year - 1, year - 2].find((of) => ends(of) <= now)!;
  return { share: sums[best]! / total, from: begins(over), to: ends(over), next: begins(over + 1) };
}

/** Why no season lies ahead, as a sentence; null where one begins within the days in which it is prepared for. */
export function noSeasonAhead(season: Season | null, now: Instant, formats: Formats): string | null {
  if (season === null) return 'Orders come all through the year: no three months bring half of them.';
  if (season.next <= now) return 'The season is on: its buyers are served as everybody is.';
  return season.next - now <= DAYS_AHEAD * DAY ? null : `The next season begins on ${formats.date(season.next)}: this is for the ${DAYS_AHEAD} days before.`;
}

/** Days from now back to the season's first day and to its end. */
export function seasonThresholds({ share, from, to }: Season, now: Instant, formats: Formats): readonly (readonly [ParameterSource, Threshold])[] {
  const day = (at: Instant, what: string): Threshold => {
    const days = Math.max(1, Math.round((now - at) / DAY));
    return {
      value: days,
      because: `${formats.count(days)} days back to ${what} of the last season (${formats.period(from, to)}), in which ${formats.share(share)} of a year’s orders come`,
      figure: figure(
        known(days),
        'days',
        'measured',
        formats.period(from, to),
        'all orders of whole years',
        'The three calendar months in a row with most orders, where they bring at least half.',
      ),
    };
  };
  return [
    ['season start', day(from, 'the first day')],
    ['season end', day(to, 'the end')],
  ];
}
