import type { Formats } from '../text/format';
import { DAY, known, unknown } from '../account/known';
import type { Instant } from '../account/known';
import type { BehaviorFigure } from './figure';
import { figure } from './figure-wording';
import type { OrderHistory } from './order-history';
import { HORIZON_DAYS } from './purchase-waits';
import { scoreFlag } from './silence-scores';
import type { Silent } from './silence-scores';
import { Waits } from './survival';
import type { Survival } from './survival';
import { GAPS_AT_LEAST } from './thresholds';

/** Fewest orders of each band, before bands are merged: few enough to read in a rule. */
const FROM = [2, 4, 6, 10] as const;
/** Windows that differ by less are one. */
const APART = 0.8;
const SHARE = 0.8;

/** Repeat buyers with `from` to `to` orders (null: and more), and the days in which four of five of those who order again do. */
export interface WindowBand {
  readonly from: number;
  readonly to: number | null;
  readonly days: number;
  readonly low: number;
  readonly high: number;
  readonly cases: number;
  readonly customers: number;
}

interface Wait {
  readonly days: number;
  readonly happened: boolean;
  readonly profile: number;
}

/**
 * Windows by number of orders: who has ordered often is late sooner. Waits from each order on are told apart by how many orders there were; bands with
 * too few cases, with a window no shorter than that of fewer orders, or hardly shorter, are merged, so that windows fall with orders.
 * @param at waits end here: what came later is not known
 * @param read days of orders that were read until then, 730 at most
 * @returns few orders first; empty where not even all repeat buyers together tell
 */
export function windowBands({ starts, seconds }: OrderHistory, read: number, at: Instant): readonly WindowBand[] {
  const groups: { from: number; waits: Wait[] }[] = FROM.map((from) => ({ from, waits: [] }));
  for (let profile = 0; profile + 1 < starts.length; profile += 1) {
    for (let place = starts[profile]! + 1; place < starts[profile + 1]! && seconds[place]! * 1000 <= at; place += 1) {
      const orders = place - starts[profile]! + 1;
      const next = place + 1 < starts[profile + 1]! && seconds[place + 1]! * 1000 <= at ? seconds[place + 1]! * 1000 : null;
      let band = FROM.length - 1;
      while (orders < FROM[band]!) band -= 1;
      groups[band]!.waits.push({ days: ((next ?? at) - seconds[place]! * 1000) / DAY, happened: next !== null, profile });
    }
  }
  let bands = groups.map(({ from, waits }) => ({ from, waits, curve: curveOf(waits, read) }));
  for (;;) {
    const place = bands.findIndex(
      (band, index) => index > 0 && (!tells(band.curve) || !tells(bands[index - 1]!.curve) || windowOf(band.curve) > APART * windowOf(bands[index - 1]!.curve)),
    );
    if (place < 0) break;
    const waits = [...bands[place - 1]!.waits, ...bands[place]!.waits];
    bands = [...bands.slice(0, place - 1), { from: bands[place - 1]!.from, waits, curve: curveOf(waits, read) }, ...bands.slice(place + 1)];
  }
  if (!tells(bands[0]!.curve)) return [];
  return bands.map(({ from, curve }, index) => {
    const [low, high] = curve.bounds(SHARE)!;
    return {
      from,
      to: index + 1 < bands.length ? bands[index + 1]!.from - 1 : null,
      days: windowOf(curve),
      low,
      high,
      cases: curve.events,
      customers: curve.customers,
    };
  });
}

const tells = (curve: Survival): boolean => curve.events >= GAPS_AT_LEAST;
const windowOf = (curve: Survival): number => curve.quantile(SHARE)!;

function curveOf(waits: readonly Wait[], read: number): Survival {
  const collected = new Waits();
  for (const { days, happened, profile } of waits) collected.add(days, happened, profile);
  return collected.curve(read, HORIZON_DAYS);
}

/** Each band's window, and how the bands do together as a flag over the last window, beside one window for all and plain 90 days. */
export function bandFigures(orders: OrderHistory, historyDays: number, windowDays: number, now: Instant, formats: Formats): readonly BehaviorFigure[] {
  const bands = windowBands(orders, historyDays, now);
  // One band is the single window, which stands among the thresholds.
  if (bands.length < 2) return [];
  const period = formats.period(now - historyDays * DAY, now);
  const named = ({ from, to }: WindowBand): string => (to === null ? `${from} orders or more` : `${from} to ${to} orders`);
  const then = now - windowDays * DAY;
  const read = Math.max(0, historyDays - windowDays);
  const past = windowBands(orders, read, then);
  const scored = scoreBands(orders, past, read, then, now);
  return [
    ...bands.map((band): BehaviorFigure => ({
      id: `window-${band.from}`,
      topic: 'Forecast',
      name: `Repeat buyers with ${named(band)}: of those who order again, ${formats.share(SHARE)} do within`,
      figure: figure(
        known(band.days),
        'days',
        historyDays < HORIZON_DAYS ? 'estimated' : 'measured',
        period,
        `${formats.count(band.cases)} cases of ${formats.counted(band.customers, 'person', 'people')}`,
        `Waits after an order, by how many orders there were in what was read (those of one day are one); bands with too few cases or hardly shorter windows are merged. ${formats.share(0.95)} interval: customers drawn anew 200 times.`,
        [band.low, band.high],
      ),
    })),
    {
      id: 'window-bands-score',
      topic: 'Forecast',
      name: `Windows by number of orders: balanced accuracy as a sign that no order comes within ${windowDays} days`,
      figure: figure(
        scored === null ? unknown(`too little was known on ${formats.date(then)} to tell windows by orders`) : known(scored.banded),
        'share',
        'measured',
        formats.period(then, now),
        scored === null ? 'none' : formats.counted(scored.people, 'repeat buyer'),
        scored === null
          ? 'Not worked out.'
          : `Windows as they could be told on ${formats.date(then)}: ${past.map((band) => `${named(band)}: ${formats.counted(band.days, 'day')}`).join('; ')}. One window of ${formats.counted(scored.singleDays, 'day')} for all: ${formats.share(scored.single)}; plain ${formats.count(90)} days: ${formats.share(scored.plain)}. ${formats.share(0.5)} is chance.`,
      ),
    },
  ];
}

/** Scores of the bands, of one window for all told on the same day, and of 90 days; null where a past day told fewer than two bands or nobody returned. */
export function scoreBands(
  orders: OrderHistory,
  bands: readonly WindowBand[],
  read: number,
  then: Instant,
  now: Instant,
): { readonly banded: number; readonly single: number; readonly singleDays: number; readonly plain: number; readonly people: number } | null {
  if (bands.length < 2) return null;
  const late: Silent[] = [];
  const people: Silent[] = [];
  const waits: Wait[] = [];
  const { starts, seconds } = orders;
  for (let profile = 0; profile + 1 < starts.length; profile += 1) {
    let stop = starts[profile + 1]!;
    while (stop > starts[profile]! && seconds[stop - 1]! * 1000 > then) stop -= 1;
    const count = stop - starts[profile]!;
    for (let place = starts[profile]! + 1; place < stop; place += 1) {
      const happened = place + 1 < stop;
      waits.push({ days: ((happened ? seconds[place + 1]! * 1000 : then) - seconds[place]! * 1000) / DAY, happened, profile });
    }
    if (count < 2) continue;
    const days = (then - seconds[stop - 1]! * 1000) / DAY;
    const returned = stop < starts[profile + 1]! && seconds[stop]! * 1000 <= now;
    const band = [...bands].reverse().find(({ from }) => count >= from)!;
    people.push({ days, returned });
    // Days over the own window: one cut at 0 serves everybody.
    late.push({ days: days - band.days, returned });
  }
  const single = windowOf(curveOf(waits, read));
  const banded = scoreFlag(late, 0).balanced;
  return Number.isNaN(banded)
    ? null
    : { banded, single: scoreFlag(people, single).balanced, singleDays: single, plain: scoreFlag(people, 90).balanced, people: people.length };
}
