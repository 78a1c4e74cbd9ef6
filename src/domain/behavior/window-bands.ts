import { DAY, known, unknown } from '../account/known';
import type { Instant } from '../account/known';
import type { OrderWindow } from '../catalogue/windows-by-orders';
import { ordersWords } from '../catalogue/windows-by-orders';
import { chanceOfOrder } from '../prediction/bg-nbd';
import type { BgNbd } from '../prediction/bg-nbd';
import type { SettingValues } from '../settings/setting';
import { valueOf } from '../settings/setting';
import type { Formats } from '../text/format';
import { capitalized } from '../text/capitalized';
import { windowByOrders } from './behavior-settings';
import type { BehaviorFigure } from './figure';
import { figure } from './figure-wording';
import type { OrderForecast } from './order-forecast';
import { buyingOf, chosen } from './order-forecast';
import type { OrderHistory } from './order-history';
import { HORIZON_DAYS } from './purchase-waits';
import type { PurchaseWaits } from './purchase-waits';
import { scoreFlag, silentSince } from './silence-scores';
import { Waits } from './survival';
import type { Survival } from './survival';
import { GAPS_AT_LEAST } from './thresholds';
import { inQuotes } from '../text/quotes';

/** Fewest orders of each band, before bands are merged: few enough to read in a rule. */
const FROM = [2, 3, 5] as const;
/** Windows that are closer than this are one. */
const APART = 0.8;
/** Fewer repeat buyers are no band. */
const BUYERS_AT_LEAST = 100;
/** So much more right, in balanced accuracy, is worth a longer rule. */
const BETTER = 0.01;
/** Lapse follows on being at risk by so many days at least. */
const LAPSE_AFTER = 30;
const WEEK = 7;

/** The bounds within which a window lies, in days. */
interface Bounds {
  /** Nobody is late before half of those who order again have: the window is no shorter. */
  readonly least: number;
  readonly most: number;
}

/** Windows by number of orders for being at risk and for having lapsed, whether the audiences use them, and why. */
export interface WindowsByOrders {
  readonly used: boolean;
  /** A sentence's end: stands in the reason of the parameters. */
  readonly why: string;
  /** Two bands or more, few orders first; empty where they are not told, and those of the lapse also where they are all alike. */
  readonly atRisk: readonly OrderWindow[];
  readonly lapsed: readonly OrderWindow[];
  /** Chance of an order within the planning window at which a repeat buyer counts as at risk. */
  readonly limit: number | null;
  readonly score: WindowScore | null;
}

/** Balanced accuracy over the last window of the windows as they could be told at its start, of one for all told as early, and of plain 90 days. */
export interface WindowScore {
  readonly atRisk: readonly OrderWindow[];
  readonly banded: number;
  readonly flagged: number;
  readonly singleDays: number;
  readonly single: number;
  readonly singleFlagged: number;
  readonly plain: number;
  readonly people: number;
}

/**
 * Windows by number of orders at equal return: for each band the days of silence after which a repeat buyer is as little likely to order within the planning
 * window as the least likely ones are of whom one window for all would flag as many. Chances are each customer's own by the model of repeat orders; a band's
 * window is the one that parts those above the limit from those below with the least left on the wrong side. Bands with too few people or hardly another
 * window are merged.
 * @param cut days of the one window for all
 * @returns empty where fewer than two bands can be told
 */
export function equalReturn(
  orders: OrderHistory,
  model: BgNbd,
  at: Instant,
  windowDays: number,
  cut: number,
  { least, most }: Bounds,
): { readonly windows: readonly OrderWindow[]; readonly limit: number } {
  const people = chosen(orders).flatMap((profile): readonly Buyer[] => {
    const buying = buyingOf(orders, profile, at);
    if (buying === null || buying.repeats === 0) return [];
    return [{ orders: buying.repeats + 1, silent: (buying.age - buying.last) * WEEK, chance: chanceOfOrder(model, buying, windowDays / WEEK) }];
  });
  const flagged = people.filter(({ silent }) => silent >= cut).length;
  const limit = [...people].sort((one, other) => one.chance - other.chance)[flagged]?.chance ?? 1;
  const windowOf = (own: readonly Buyer[]): number => Math.round(Math.min(most, Math.max(least, bestCut(own, limit))));
  let bands = FROM.map((from, place) => {
    const own = people.filter((one) => one.orders >= from && one.orders < (FROM[place + 1] ?? Infinity));
    return { from: from as number, own, days: windowOf(own) };
  });
  for (;;) {
    const place = bands.findIndex(
      (band, index) => index > 0 && (isSmall(band.own) || isSmall(bands[index - 1]!.own) || areClose(band.days, bands[index - 1]!.days)),
    );
    if (place < 0) break;
    const own = [...bands[place - 1]!.own, ...bands[place]!.own];
    bands = [...bands.slice(0, place - 1), { from: bands[place - 1]!.from, own, days: windowOf(own) }, ...bands.slice(place + 1)];
  }
  return {
    limit,
    windows: bands.length < 2 ? [] : bands.map(({ from, days }, place) => ({ from, to: place + 1 < bands.length ? bands[place + 1]!.from - 1 : null, days })),
  };
}

interface Buyer {
  readonly orders: number;
  readonly silent: number;
  readonly chance: number;
}

const isSmall = (own: readonly Buyer[]): boolean => own.length < BUYERS_AT_LEAST;
const areClose = (one: number, other: number): boolean => Math.min(one, other) > APART * Math.max(one, other);

/** Days of silence from which flagging gains most: each one below the limit counts by how far below, each above against it. Infinite where nobody is below. */
function bestCut(own: readonly Buyer[], limit: number): number {
  const sorted = [...own].sort((one, other) => other.silent - one.silent);
  let [gain, best, cut] = [0, 0, Infinity];
  sorted.forEach(({ silent, chance }, at) => {
    gain += limit - chance;
    if (gain > best && sorted[at + 1]?.silent !== silent) [best, cut] = [gain, silent];
  });
  return cut;
}

interface Inputs {
  readonly orders: OrderHistory | null;
  readonly forecast: OrderForecast | null;
  /** Waits of repeat buyers as the thresholds have them, and days of orders that were read, 730 at most; null where orders were not read. */
  readonly waits: Pick<PurchaseWaits, 'twoYears' | 'historyDays'> | null;
  /** Days of the one window for all, and of the lapse; null where they are usual values or a person's own. */
  readonly measured: { readonly atRisk: number; readonly lapsed: number } | { readonly why: string };
  readonly orderMetrics: number;
  readonly windowDays: number;
  readonly settings: SettingValues;
  readonly now: Instant;
  readonly formats: Formats;
}

/** Tells the windows, scores them on the account's own last window, and decides by that and the setting. */
export function windowsByOrders(inputs: Inputs): WindowsByOrders {
  const { orders, forecast, waits, measured, orderMetrics, windowDays, settings, now, formats } = inputs;
  const wanted = valueOf(settings, windowByOrders);
  const none = (why: string): WindowsByOrders => ({ used: false, why, atRisk: [], lapsed: [], limit: null, score: null });
  if (wanted === 'No') return none(`as ${inQuotes(windowByOrders.name)} in Settings says`);
  if (orders === null || forecast === null || waits === null) return none('orders were not read');
  if (forecast.used !== 'model' || forecast.model === null) return none(`no model of repeat orders tells chances: ${forecast.why ?? ''}`);
  if ('why' in measured) return none(measured.why);
  // "Fewer than three orders" cannot be said of two metrics together.
  if (orderMetrics > 1) return none('orders come in as several metrics, which no rule can count together');
  const least = Math.min(measured.atRisk, quantileOf(waits.twoYears.repeat, 0.5) ?? measured.atRisk);
  const own = equalReturn(orders, forecast.model, now, windowDays, measured.atRisk, { least, most: Math.max(measured.atRisk, measured.lapsed - LAPSE_AFTER) });
  if (own.windows.length === 0) return none('buyers with few and with many orders are as likely to come back after as long a silence');
  const late = equalReturn(orders, forecast.model, now, windowDays, measured.lapsed, { least: measured.lapsed / 2, most: HORIZON_DAYS });
  const lapsed = lapseAfter(own.windows, late.windows);
  const score = scoreWindows(orders, forecast, waits.historyDays, windowDays, measured.atRisk, now);
  const told = { atRisk: own.windows, lapsed, limit: own.limit, score };
  if (wanted === 'Yes') return { used: true, why: `as ${inQuotes(windowByOrders.name)} in Settings says`, ...told };
  if (score === null) return { used: false, why: `too little was known ${formats.counted(windowDays, 'day')} ago to try windows by number of orders`, ...told };
  const result = `over the last ${formats.counted(windowDays, 'day')} windows by number of orders were right on ${formats.fineShare(score.banded).words} and one for all on ${formats.fineShare(score.single).words} (balanced accuracy)`;
  return score.banded >= score.single + BETTER
    ? { used: true, why: result, ...told }
    : { used: false, why: `${result}: not enough better for a longer rule`, ...told };
}

/** Windows of the lapse, each a month at least after those with as many orders are at risk; none where all come out alike. */
function lapseAfter(atRisk: readonly OrderWindow[], late: readonly OrderWindow[]): readonly OrderWindow[] {
  const windows = late.map(({ from, to, days }) => {
    const before = atRisk.filter((one) => (to === null || one.from <= to) && (one.to === null || one.to >= from));
    return { from, to, days: Math.max(days, ...before.map((one) => one.days + LAPSE_AFTER)) };
  });
  return windows.some(({ days }) => days !== windows[0]!.days) ? windows : [];
}

/** Days by which a share of those who order again have; null where too few tell. */
function quantileOf(curve: Survival, share: number): number | null {
  return curve.events < GAPS_AT_LEAST ? null : curve.quantile(share);
}

/** Waits of repeat buyers as they were known at an earlier moment. */
function waitsAt({ starts, seconds }: OrderHistory, read: number, at: Instant): Survival {
  const waits = new Waits();
  for (let profile = 0; profile + 1 < starts.length; profile += 1) {
    for (let place = starts[profile]! + 1; place < starts[profile + 1]! && seconds[place]! * 1000 <= at; place += 1) {
      const next = place + 1 < starts[profile + 1]! && seconds[place + 1]! * 1000 <= at ? seconds[place + 1]! * 1000 : null;
      waits.add(((next ?? at) - seconds[place]! * 1000) / DAY, next !== null, profile);
    }
  }
  return waits.curve(read, HORIZON_DAYS);
}

/** Windows told at the start of the last window, held to what came; null where they could not be told then, or too few tell. */
export function scoreWindows(
  orders: OrderHistory,
  { check }: Pick<OrderForecast, 'check'>,
  historyDays: number,
  windowDays: number,
  cutNow: number,
  now: Instant,
): WindowScore | null {
  const then = now - windowDays * DAY;
  const read = Math.max(0, historyDays - windowDays);
  const waits = waitsAt(orders, read, then);
  const singleDays = quantileOf(waits, 0.8);
  if (check === null || check.model?.converged !== true || singleDays === null) return null;
  const least = Math.min(singleDays, quantileOf(waits, 0.5) ?? singleDays);
  const { windows } = equalReturn(orders, check.model, then, windowDays, singleDays, { least, most: Math.max(2 * cutNow, singleDays) });
  if (windows.length === 0) return null;
  const people = silentSince(orders, then, now, 2);
  const late = windows.flatMap(({ from, to, days }) =>
    // Days over the own window: one cut at 0 serves everybody.
    silentSince(orders, then, now, from, to ?? Infinity).map((one) => ({ ...one, days: one.days - days })),
  );
  const [banded, single, plain] = [scoreFlag(late, 0), scoreFlag(people, singleDays), scoreFlag(people, 90)];
  return Number.isNaN(banded.balanced)
    ? null
    : {
        atRisk: windows,
        banded: banded.balanced,
        flagged: banded.flagged,
        singleDays,
        single: single.balanced,
        singleFlagged: single.flagged,
        plain: plain.balanced,
        people: people.length,
      };
}

/** The windows, how they did beside one for all, and which are used and why. */
export function bandFigures(
  { used, why, atRisk, lapsed, limit, score }: WindowsByOrders,
  historyDays: number,
  windowDays: number,
  now: Instant,
  formats: Formats,
): readonly BehaviorFigure[] {
  const then = now - windowDays * DAY;
  const words = (windows: readonly OrderWindow[]): string => windows.map((one) => `${ordersWords(one)}: ${formats.counted(one.days, 'day')}`).join('; ');
  const row = (kind: 'at-risk' | 'lapsed', { from, to, days }: OrderWindow): BehaviorFigure => ({
    id: `window-${kind}-${from}`,
    topic: 'Forecast',
    name: `Repeat buyers with ${ordersWords({ from, to })}: ${kind === 'at-risk' ? 'at risk' : 'lapsed'} after so many days without an order${used ? ' (used)' : ' (not used)'}`,
    figure: figure(
      known(days),
      'days',
      'estimated',
      formats.period(now - historyDays * DAY, now),
      'repeat buyers of what was read',
      kind === 'at-risk'
        ? `From then on the chance of an order within ${windowDays} days is ${formats.share(limit ?? 0)} or less for most of them, by the model of repeat orders: the same in each band, and as many are flagged as by one window for all. No shorter than half of those who order again take.`
        : 'As for being at risk, with as many flagged as by one lapse for all, and a month at least after it.',
    ),
  });
  return [
    ...atRisk.map((one) => row('at-risk', one)),
    ...lapsed.map((one) => row('lapsed', one)),
    {
      id: 'window-bands-score',
      topic: 'Forecast',
      name: `Windows by number of orders (${used ? 'used' : 'not used: one window for all is'}): balanced accuracy as a sign that no order comes within ${windowDays} days`,
      figure: figure(
        score === null ? unknown(why) : known(score.banded),
        'share',
        'measured',
        score === null ? 'none' : formats.period(then, now),
        score === null ? 'none' : formats.counted(score.people, 'repeat buyer'),
        score === null
          ? 'Not worked out.'
          : `${capitalized(why)}. Windows as they could be told on ${formats.date(then)}: ${words(score.atRisk)} (${formats.count(score.flagged)} flagged). One window of ${formats.counted(score.singleDays, 'day')} for all: ${formats.fineShare(score.single).words} (${formats.count(score.singleFlagged)} flagged); plain ${formats.count(90)} days: ${formats.fineShare(score.plain).words}. ${formats.share(0.5)} is chance.`,
      ),
    },
  ];
}
