import { DAY } from '../account/known';
import type { Instant } from '../account/known';
import { BuyingCounts, chanceOfOrder, expectedOrders, fitBgNbd } from '../prediction/bg-nbd';
import type { BgNbd, BgNbdFit, Buying } from '../prediction/bg-nbd';
import { expectedSpend, fitGammaGamma } from '../prediction/gamma-gamma';
import type { GammaGammaFit, Spending } from '../prediction/gamma-gamma';
import type { Formats } from '../text/format';
import { RecencyRule } from './recency-rule';
import type { OrderHistory } from './order-history';

/** Fewer customers, or fewer repeat orders among them, tell no model of four parameters. */
export const CUSTOMERS_AT_LEAST = 300;
export const REPEATS_AT_LEAST = 100;
/** A model whose forecast of the account's own last window was further off than this is not used. */
export const ERROR_AT_MOST = 0.25;
/** Customers that a fit looks at, evenly spread: more would move the parameters by less than their own error, and cost seconds each. */
const FITTED_AT_MOST = 20_000;
/** The published fits are in weeks. */
const WEEK = 7;

/** A forecast of the account's own past, held against what came. */
export interface ForecastCheck {
  readonly from: Instant;
  /** Orders that the customers of that day placed since, and what was forecast: by the model (null: it could not be fitted), and by the recency rule. */
  readonly came: number;
  readonly byModel: number | null;
  readonly byRule: number;
  /** The same in money, by the model; null without a model of spend. */
  readonly cameMoney: number;
  readonly money: number | null;
  /** Fitted on the orders up to `from`. */
  readonly model: BgNbdFit | null;
}

/** How many orders to expect of everybody who has ordered, and how that was found. */
export interface OrderForecast {
  readonly used: 'model' | 'recency rule';
  /** Why the recency rule stands in; null where the model is used. */
  readonly why: string | null;
  /** Fitted on all orders read; null where there were too few. Time is in weeks. */
  readonly model: BgNbdFit | null;
  readonly spend: GammaGammaFit | null;
  readonly days: number;
  readonly check: ForecastCheck | null;
  /** Orders to expect within `days`, by profile number; 0 for who never ordered. */
  readonly expected: Float64Array;
  /** Spend per order to expect, by profile number; NaN where nothing tells. */
  readonly perOrder: Float64Array;
  /** Why nothing can be expected of anybody; null where it can, and `expected` holds only then. */
  readonly untold: string | null;
  /** Revenue to expect within `days`, by profile number, 0 for who never ordered: the one figure that everything which speaks of expected revenue adds up; null where nothing tells. */
  readonly revenue: Float64Array | null;
  /** Chance that a customer orders within so many days, by profile number, by the model; NaN for who never ordered, null where the model is not used. */
  chances(ahead: number): Float64Array | null;
}

/**
 * Expected orders of every customer from the orders read: BG/NBD for how many and gamma-gamma for how much, each tried on the account's own last
 * window first. The first order that was read counts as the first: who bought before the look-back is taken as younger than they are, which the
 * trial shows where it matters.
 * @param days to look ahead, and of the window on which the forecast is tried
 */
export function forecastOrders(orders: OrderHistory, readFrom: Instant, days: number, now: Instant, formats: Pick<Formats, 'share' | 'date'>): OrderForecast {
  const model = fitAt(orders, now);
  const spend = fitSpend(orders, now);
  const check = checkAt(orders, readFrom, now - days * DAY, now, days);
  const why = whyNot(model, check, days, formats);
  const rule = why === null ? null : new RecencyRule(orders, now - days * DAY, now);
  const untold =
    rule === null
      ? null
      : readFrom > now - days * DAY
        ? `orders were not read back to ${formats.date(now - days * DAY)}`
        : rule.customers === 0
          ? `nobody had ordered by ${formats.date(now - days * DAY)}, so what customers do within ${days} days is not known yet`
          : null;
  const profiles = orders.starts.length - 1;
  const revenue = new Float64Array(profiles);
  let valued = false;
  const expected = new Float64Array(profiles);
  const perOrder = new Float64Array(profiles).fill(Number.NaN);
  const known = new Map<string, number>();
  const chances = new Map<number, Float64Array>();
  for (let profile = 0; profile < profiles; profile += 1) {
    const buying = buyingOf(orders, profile, now);
    if (buying === null || untold !== null) continue;
    expected[profile] = rule === null ? remembered(known, model!, buying, days / WEEK) : rule.expected(profile, now);
    const money = spendingOf(orders, profile, now);
    if (money === null) continue;
    perOrder[profile] = (spend === null ? null : expectedSpend(spend, money)) ?? money.mean;
    revenue[profile] = expected[profile]! * perOrder[profile]!;
    valued = true;
  }
  return {
    used: why === null ? 'model' : 'recency rule',
    why,
    model,
    spend,
    days,
    check,
    expected,
    perOrder,
    untold,
    revenue: valued ? revenue : null,
    chances: (ahead) => {
      if (why !== null) return null;
      let found = chances.get(ahead);
      if (found === undefined) {
        found = Float64Array.from({ length: profiles }, (_, profile) => {
          const buying = buyingOf(orders, profile, now);
          return buying === null ? Number.NaN : chanceOfOrder(model!, buying, ahead / WEEK);
        });
        chances.set(ahead, found);
      }
      return found;
    },
  };
}

/** What a customer did up to a moment, in weeks since the first order; null where there was none. */
export function buyingOf({ starts, seconds }: OrderHistory, profile: number, at: Instant): Buying | null {
  const start = starts[profile]!;
  const stop = stopAt(starts, seconds, profile, at);
  if (stop === start) return null;
  const day = (from: number, to: number): number => Math.floor((to - from) / (DAY / 1000));
  const first = seconds[start]!;
  return { repeats: stop - start - 1, last: day(first, seconds[stop - 1]!) / WEEK, age: day(first, at / 1000) / WEEK };
}

/** Place after the last order up to a moment. */
function stopAt(starts: Int32Array, seconds: Uint32Array, profile: number, at: Instant): number {
  let stop = starts[profile + 1]!;
  while (stop > starts[profile]! && seconds[stop - 1]! * 1000 > at) stop -= 1;
  return stop;
}

function spendingOf({ starts, seconds, amounts }: OrderHistory, profile: number, at: Instant): Spending | null {
  let sum = 0;
  let count = 0;
  for (let place = starts[profile]!; place < stopAt(starts, seconds, profile, at); place += 1) {
    if (!(amounts[place]! > 0)) continue;
    sum += amounts[place]!;
    count += 1;
  }
  return count === 0 ? null : { orders: count, mean: sum / count };
}

function fitAt(orders: OrderHistory, at: Instant): BgNbdFit | null {
  const counts = new BuyingCounts();
  let repeats = 0;
  for (const profile of chosen(orders)) {
    const buying = buyingOf(orders, profile, at);
    if (buying === null) continue;
    counts.add(buying);
    repeats += buying.repeats;
  }
  return counts.customers < CUSTOMERS_AT_LEAST || repeats < REPEATS_AT_LEAST ? null : fitBgNbd(counts);
}

function fitSpend(orders: OrderHistory, at: Instant): GammaGammaFit | null {
  const spending = chosen(orders).flatMap((profile) => spendingOf(orders, profile, at) ?? []);
  if (spending.filter(({ orders: own }) => own > 1).length < REPEATS_AT_LEAST) return null;
  const fit = fitGammaGamma(spending);
  // Without a mean over customers (q at most 1) there is nothing to draw towards.
  return fit.converged && fit.q > 1 ? fit : null;
}

/** Buyers, evenly spread where there are too many to look at each. */
export function chosen({ starts, buyers }: OrderHistory): readonly number[] {
  const step = Math.max(1, buyers / FITTED_AT_MOST);
  const found: number[] = [];
  let next = 0;
  let seen = 0;
  for (let profile = 0; profile + 1 < starts.length; profile += 1) {
    if (starts[profile + 1]! === starts[profile]!) continue;
    if (seen >= next) {
      found.push(profile);
      next += step;
    }
    seen += 1;
  }
  return found;
}

/** Forecasts from `then` on with what was known by then; null where too little lies before it. */
function checkAt(orders: OrderHistory, readFrom: Instant, then: Instant, now: Instant, days: number): ForecastCheck | null {
  if (then - 2 * days * DAY < readFrom) return null;
  const model = fitAt(orders, then);
  const spend = fitSpend(orders, then);
  const rule = new RecencyRule(orders, then - days * DAY, then);
  const known = new Map<string, number>();
  const sum = { came: 0, cameMoney: 0, byModel: 0, byRule: 0, money: 0 };
  for (let profile = 0; profile + 1 < orders.starts.length; profile += 1) {
    const buying = buyingOf(orders, profile, then);
    if (buying === null) continue;
    const stop = orders.starts[profile + 1]!;
    for (let place = stopAt(orders.starts, orders.seconds, profile, then); place < stop && orders.seconds[place]! * 1000 <= now; place += 1) {
      sum.came += 1;
      sum.cameMoney += orders.amounts[place]!;
    }
    sum.byRule += rule.expected(profile, then);
    if (model === null) continue;
    const expected = remembered(known, model, buying, days / WEEK);
    sum.byModel += expected;
    const money = spendingOf(orders, profile, then);
    if (spend !== null && money !== null) sum.money += expected * (expectedSpend(spend, money) ?? money.mean);
  }
  return { from: then, model, ...sum, byModel: model === null ? null : sum.byModel, money: model === null || spend === null ? null : sum.money };
}

function whyNot(model: BgNbdFit | null, check: ForecastCheck | null, days: number, formats: Pick<Formats, 'share'>): string | null {
  if (model === null) return `a model needs ${CUSTOMERS_AT_LEAST} customers with ${REPEATS_AT_LEAST} repeat orders between them`;
  if (!model.converged) return 'the model of repeat orders found no parameters that fit best';
  if (check === null || check.byModel === null) return `too few orders lie before the last ${days} days to try a model on them`;
  if (check.came === 0) return `nobody who had ordered before ordered in the last ${days} days, so nothing could be tried`;
  const error = Math.abs(check.byModel / check.came - 1);
  return error > ERROR_AT_MOST ? `the model’s forecast of the last ${days} days was ${formats.share(error)} off` : null;
}

/** Many customers share a history: each is worked out once. */
function remembered(known: Map<string, number>, model: BgNbd, buying: Buying, ahead: number): number {
  const key = `${buying.repeats} ${buying.last} ${buying.age}`;
  let found = known.get(key);
  if (found === undefined) {
    found = expectedOrders(model, buying, ahead);
    known.set(key, found);
  }
  return found;
}
