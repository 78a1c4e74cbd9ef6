import type { Formats } from '../text/format';
import { DAY, known } from '../account/known';
import type { Instant } from '../account/known';
import type { ParameterSource } from '../catalogue/audience';
import type { SettingValues } from '../settings/setting';
import type { BehaviorState, MeasuredMetric } from './behavior-state';
import { firstFrom } from './event-index';
import type { OrderHistory } from './order-history';
import { weightedQuantile } from './quantile';
import { checkoutBounds, vipBounds, vipOrderBounds } from './spend-bounds';
import { highChurn } from './behavior-settings';
import { GAPS_AT_LEAST, fallback, personal, setByPerson } from './thresholds';
import type { Threshold } from './thresholds';
import { figure, lengthOf } from './figure-wording';

const YEAR = 365 * DAY;

/** What customers spent in the last 365 days, or in what was read of them, by profile. */
export interface YearOfSpend {
  /** Start of what is added up: a year before the reading, later where less was read or the first order came later. */
  readonly from: Instant;
  /** `a year`, `the 6 months read`, `the 45 days since the first order`. */
  readonly words: string;
  /** What was read, `6 months`, where orders of the year may lie before: a rule over a year counts them, these figures do not; null else. */
  readonly part: string | null;
  readonly spend: Float64Array;
  readonly orders: Int32Array;
  readonly customers: number;
  readonly revenue: number;
}

/**
 * Adds up each profile's orders of the last 365 days as the rules do: every order event counts, whatever its day. Where less was read
 * it says so, since a half year's spend is no year's.
 */
export function yearOfSpend(state: BehaviorState, metrics: readonly MeasuredMetric[], now: Instant, formats: Formats): YearOfSpend {
  const spend = new Float64Array(state.count);
  const orders = new Int32Array(state.count);
  let customers = 0;
  let revenue = 0;
  let earliest = now;
  for (let profile = 0; profile < state.count; profile += 1) {
    for (const { index } of metrics) {
      for (let row = firstFrom(index, profile, (now - YEAR) / 1000); row < index.starts[profile + 1]!; row += 1) {
        const value = index.values?.[row] ?? Number.NaN;
        earliest = Math.min(earliest, index.seconds[row]! * 1000);
        spend[profile]! += Number.isNaN(value) ? 0 : value;
        orders[profile]! += 1;
      }
    }
    if (orders[profile]! > 0) customers += 1;
    revenue += spend[profile]!;
  }
  return { spend, orders, customers, revenue, ...readOfYear(metrics, earliest, now, formats) };
}

/** How much of the last 365 days the events tell. @param earliest instant of the first event in them */
function readOfYear(metrics: readonly MeasuredMetric[], earliest: Instant, now: Instant, formats: Formats): Pick<YearOfSpend, 'from' | 'words' | 'part'> {
  const read = Math.max(now - YEAR, ...metrics.filter((one) => !one.beganLater).map((one) => one.completeFrom));
  if (read > now - YEAR) return { from: read, words: `the ${lengthOf(now - read, formats)} read`, part: lengthOf(now - read, formats) };
  const began = metrics.length > 0 && metrics.every((one) => one.beganLater && one.index.earliest !== null && one.index.earliest * 1000 > now - YEAR);
  return began
    ? { from: earliest, words: `the ${lengthOf(now - earliest, formats)} since the first`, part: null }
    : { from: now - YEAR, words: 'a year', part: null };
}

/** Where the top customers begin. */
export interface VipCut {
  readonly spend: number;
  /** Customers at or above the cut with two orders or more, and their share of customers and revenue. */
  readonly customers: number;
  readonly customerShare: number;
  readonly revenueShare: number;
}

/**
 * The smallest group of top customers by spend that brings half of the year's revenue, but no fewer than 5 % and no more than
 * 20 % of customers (lifecycle research section 2). Customers with a single order do not count as top: one big basket is no habit.
 * Where so many spend the same that the cut would hold more than 20 %, it rises until it does not.
 * @returns null without any repeat customer, or where the top spend is that of more than 20 %: nobody stands out
 */
export function vipCut({ spend, orders, customers, revenue }: Pick<YearOfSpend, 'spend' | 'orders' | 'customers' | 'revenue'>): VipCut | null {
  const repeat = Array.from(spend.keys())
    .filter((profile) => orders[profile]! >= 2)
    .sort((one, other) => spend[other]! - spend[one]!);
  if (repeat.length === 0 || revenue <= 0) return null;
  const least = Math.max(1, Math.ceil(0.05 * customers));
  const most = Math.max(1, Math.floor(0.2 * customers));
  let taken = 0;
  let reached = 0;
  while (taken < repeat.length && (taken < least || (reached < 0.5 * revenue && taken < most))) reached += spend[repeat[taken++]!]!;
  // Whole units read better in a rule; rounding down keeps the last one in.
  let cut = Math.max(1, Math.floor(spend[repeat[taken - 1]!]!));
  const reaching = (amount: number): number => repeat.findIndex((profile) => spend[profile]! < amount);
  const countOf = (amount: number): number => (reaching(amount) < 0 ? repeat.length : reaching(amount));
  if (countOf(cut) > most)
    cut = risenAbove(
      repeat.map((profile) => spend[profile]!),
      most,
    );
  const above = countOf(cut);
  if (above === 0) return null;
  const brought = repeat.slice(0, above).reduce((sum, profile) => sum + spend[profile]!, 0);
  return { spend: cut, customers: above, customerShare: above / customers, revenueShare: brought / revenue };
}

const drawnAnew = (formats: Formats): string => `${formats.share(0.95)} interval: customers drawn anew 200 times.`;

/** The least whole amount that at most `most` of the amounts (largest first) reach. */
function risenAbove(amounts: readonly number[], most: number): number {
  return Math.floor(amounts[most]!) + 1;
}

interface Inputs {
  readonly state: BehaviorState;
  readonly year: YearOfSpend;
  readonly orders: OrderHistory;
  readonly checkouts: readonly MeasuredMetric[];
  readonly settings: SettingValues;
  readonly now: Instant;
  readonly formats: Formats;
}

/** Thresholds in money and counts. */
export function spendThresholds(inputs: Inputs): ReadonlyMap<ParameterSource, Threshold> {
  const { year, settings, now, formats } = inputs;
  const found = new Map<ParameterSource, Threshold>();
  const put = (source: ParameterSource, unit: 'money' | 'count' | 'probability', measured: () => Threshold): void => {
    const set = setByPerson(source, settings);
    found.set(source, typeof set === 'number' ? personal(set, unit, source) : measured());
  };
  const period = formats.period(year.from, now);
  put('vip spend', 'money', () => {
    const cut = vipCut(year);
    const least = leastVipSpend(year);
    if (year.customers >= GAPS_AT_LEAST && cut === null)
      return fallback(
        Math.max(500, least),
        'money',
        year.revenue <= 0
          ? 'the account’s orders carry no value'
          : least > 0
            ? 'too many spend the same for anybody to stand out'
            : `nobody ordered twice in ${year.words}`,
      );
    // A usual value must not make every fifth customer a VIP either.
    if (cut === null || year.customers < GAPS_AT_LEAST)
      return fallback(Math.max(500, least), 'money', `${formats.count(year.customers)} customers in ${year.words}, ${GAPS_AT_LEAST} are needed`);
    return ofYear(year, {
      value: cut.spend,
      because: `${formats.money(cut.spend)} in ${year.words}: ${formats.count(cut.customers)} customers (${formats.share(cut.customerShare)}) bring ${formats.share(cut.revenueShare)} of revenue`,
      figure: figure(
        known(cut.spend),
        'money',
        'measured',
        period,
        `${formats.count(year.customers)} customers`,
        `Smallest group of repeat customers that brings half of the revenue of ${year.words}, bounded to ${formats.share(0.05)} to ${formats.share(0.2)} of customers (Pareto). ${drawnAnew(formats)}`,
        vipBounds(year, cut.spend),
      ),
    });
  });
  const vip = found.get('vip spend')!;
  found.set('near-vip spend', {
    ...vip,
    value: Math.floor(vip.value * 0.6),
    because: `${formats.share(0.6)} of the VIP cut of ${formats.money(vip.value)}`,
    figure: { ...vip.figure, value: known(Math.floor(vip.value * 0.6)), explanation: `${formats.share(0.6)} of the spend that makes a VIP.` },
  });
  put('vip orders', 'count', () => vipOrdersFrom(year, period, formats));
  put('checkout value', 'money', () => checkoutValue(inputs));
  put('order value', 'money', () => topFifth(inputs, 6, 'average order values', 120, 'average order value', 1));
  put('historic value', 'money', () => topFifth(inputs, 0, 'values so far', 300, 'spend so far', 1));
  put('predicted value', 'money', () => topFifth(inputs, 1, 'predicted values', 100, 'predicted spend', 0));
  put('churn probability', 'probability', () => ({
    // A band of practice, not a stand-in for something that the account could tell.
    ...fallback(highChurn.standard, 'probability', 'a band in use'),
    working: false,
    because: `${highChurn.standard}: the upper third of the scale, as practitioners read it`,
  }));
  return found;
}

/**
 * A threshold of a rule over a year, told from what was read of it. Where that is less than a year the rule counts more orders than the figure
 * did, so it stands for now only and no amount rests on it.
 */
function ofYear({ part }: YearOfSpend, measured: Threshold): Threshold {
  if (part === null) return measured;
  const why = `provisional: the rule counts a year, of which only ${part} were read`;
  return {
    ...measured,
    working: true,
    because: `${measured.because} (${why})`,
    figure: {
      ...measured.figure,
      method: 'estimated',
      explanation: `${measured.figure.explanation} It is ${why}; a year’s spend is higher, so more people meet the rule than are meant.`,
    },
  };
}

/** The least whole amount that at most a fifth of customers spend in a year with two orders or more. */
function leastVipSpend({ spend, orders, customers }: Pick<YearOfSpend, 'spend' | 'orders' | 'customers'>): number {
  const amounts = Array.from(spend)
    .filter((_, profile) => orders[profile]! >= 2)
    .sort((one, other) => other - one);
  const most = Math.floor(0.2 * customers);
  return amounts.length <= most ? 0 : risenAbove(amounts, most);
}

/** Fewest orders in a year that no more than a tenth of customers place, at least two. */
function vipOrdersFrom(year: YearOfSpend, period: string, formats: Formats): Threshold {
  const { orders, customers, words } = year;
  const reaching = (count: number): number => orders.reduce((sum, own) => sum + (own >= count ? 1 : 0), 0);
  let count = 2;
  if (customers < GAPS_AT_LEAST) {
    for (count = 4; reaching(count) > 0.2 * customers;) count += 1;
    return fallback(count, 'count', `${formats.count(customers)} customers in ${words}, ${GAPS_AT_LEAST} are needed`);
  }
  while (reaching(count) > 0.1 * customers) count += 1;
  const there = reaching(count);
  return ofYear(year, {
    value: count,
    because: `${count} orders in ${words}: placed by ${formats.share(there / customers)} of customers`,
    figure: figure(
      known(count),
      'count',
      'measured',
      period,
      `${formats.count(customers)} customers`,
      `Fewest orders in ${words} that at most a tenth of customers place. Every order event counts, as in Klaviyo’s rules; elsewhere orders of one day are one purchase. ${drawnAnew(formats)}`,
      vipOrderBounds(year, count),
    ),
  });
}

function checkoutValue({ state, checkouts, formats, now }: Inputs): Threshold {
  const from = Math.max(now - YEAR, ...checkouts.filter((one) => !one.beganLater).map((one) => one.completeFrom));
  const values: number[] = [];
  // Checkouts of one person resemble each other: people are what is drawn anew.
  const owners: number[] = [];
  let people = 0;
  for (let profile = 0; profile < state.count; profile += 1) {
    const before = values.length;
    for (const { index } of checkouts) {
      for (let row = firstFrom(index, profile, from / 1000); row < index.starts[profile + 1]!; row += 1) {
        const value = index.values?.[row] ?? Number.NaN;
        if (!(value > 0)) continue;
        values.push(value);
        owners.push(people);
      }
    }
    if (values.length > before) people += 1;
  }
  if (values.length < GAPS_AT_LEAST) return fallback(150, 'money', `${formats.count(values.length)} checkouts with a value, ${GAPS_AT_LEAST} are needed`);
  const value = Math.floor(weightedQuantile(values, null, 0.8)!);
  return {
    value,
    because: `${formats.money(value)}: one checkout in five is worth as much`,
    figure: figure(
      known(value),
      'money',
      'measured',
      formats.period(from, now),
      `${formats.count(values.length)} checkouts`,
      `Value that ${formats.share(0.8)} of checkouts do not exceed. ${drawnAnew(formats)}`,
      checkoutBounds(values, owners, people, value),
    ),
  };
}

/** 80 % point of a predictive figure over the profiles that have it and at least `leastOrders` orders by Klaviyo's count. */
function topFifth({ state, now, formats }: Inputs, place: number, what: string, standard: number, words: string, leastOrders: number): Threshold {
  const { predicted, predictions, weight } = state.profiles;
  const values: number[] = [];
  const weights: number[] = [];
  for (let profile = 0; predicted !== null && profile < state.count; profile += 1) {
    const value = predicted[profile] === 1 ? predictions[place]![profile]! : Number.NaN;
    if (Number.isNaN(value) || (leastOrders > 0 && !(predictions[3]![profile]! >= leastOrders))) continue;
    values.push(value);
    weights.push(weight[profile]!);
  }
  if (values.length < GAPS_AT_LEAST) return fallback(standard, 'money', `${formats.count(values.length)} profiles with it, ${GAPS_AT_LEAST} are needed`);
  // A hundred times 64.1 is a hair less than 6410: whole cents have to stay what they are.
  const value = Math.floor(weightedQuantile(values, weights, 0.8)! * 100 + 1e-6) / 100;
  return {
    value,
    because: `${formats.money(value)}: the ${words} of the top fifth`,
    figure: figure(
      known(value),
      'money',
      state.coverage === 'sample' ? 'sampled' : 'measured',
      `as of ${formats.date(now)}`,
      `${formats.count(values.length)} profiles`,
      `Klaviyo’s own ${what}: ${formats.share(0.8)} of the profiles that have one do not exceed it.`,
    ),
  };
}
