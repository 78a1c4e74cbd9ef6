import type { Formats } from '../text/format';
import { known } from '../account/known';
import type { Instant } from '../account/known';
import type { ParameterSource } from '../catalogue/audience';
import type { SettingValues } from '../settings/setting';
import { valueOf } from '../settings/setting';
import type { Figure } from './figure';
import { HORIZON_DAYS } from './purchase-waits';
import type { PurchaseWaits } from './purchase-waits';
import { THRESHOLD_SETTINGS } from './behavior-settings';
import type { Survival } from './survival';
import { figure } from './figure-wording';
import { inQuotes } from '../text/quotes';

/** A threshold for this account, with what it rests on. */
export interface Threshold {
  readonly value: number;
  readonly figure: Figure;
  /** `118 days: of the repeat buyers who order again within two years, 80 % have by then`. */
  readonly because: string;
  /** True for a usual value, for a provisional one of too short a history, and for what follows from either: no amount or rank rests on it. */
  readonly working?: boolean;
}

export type Thresholds = ReadonlyMap<ParameterSource, Threshold>;

/** Fewest repurchases for a quantile near the middle, and for one near the end. */
export const GAPS_AT_LEAST = 100;
export const GAPS_AT_LEAST_FAR = 300;

/** usual values where the account has too little data (Klaviyo's rules of thumb and practice: lifecycle research section 2). */
export const FALLBACK_DAYS = { 'active window': 120, lapsed: 180, lost: 540, 'second-order window': 90, 'one-time lapse': 365, 'welcome window': 30 } as const;
type TimeSource = keyof typeof FALLBACK_DAYS;

/** The person's own value of a threshold, where the settings have one. */
export function setByPerson(source: ParameterSource, settings: SettingValues): number | string | null {
  const setting = THRESHOLD_SETTINGS[source];
  if (setting === undefined) return null;
  const value = valueOf(settings, setting as Parameters<typeof valueOf>[1]);
  return (typeof value === 'number' && value !== setting.standard) || (typeof value === 'string' && value.trim() !== '') ? value : null;
}

/** A threshold as a person set it. */
export function personal(value: number, unit: Figure['unit'], source: ParameterSource): Threshold {
  const name = THRESHOLD_SETTINGS[source]!.name;
  return {
    value,
    because: `set by a person (${inQuotes(name)})`,
    figure: figure(known(value), unit, 'set by a person', 'as set', 'none needed', `The setting ${inQuotes(name)} decides.`),
  };
}

/** A usual value, with why the account's own could not be measured. */
export function fallback(value: number, unit: Figure['unit'], why: string): Threshold {
  return {
    value,
    because: `usual value: ${why}`,
    working: true,
    figure: figure(known(value), unit, 'fallback', 'none', `no sample: ${why}`, 'A usual value, until the account’s own data can tell.'),
  };
}

interface Wanted {
  readonly source: TimeSource;
  readonly waits: Survival;
  readonly share: number;
  readonly least: number;
  /** Those of whom it is the share. */
  readonly who: string;
}

/** Thresholds in days, from how long this account's people take to buy (again). `now` ends the period. */
export function timeThresholds(waits: PurchaseWaits, settings: SettingValues, now: Instant, formats: Formats): Thresholds {
  const found = new Map<ParameterSource, Threshold>();
  const period = formats.period(now - waits.historyDays * 86_400_000, now);
  const measure = (wanted: Wanted): Threshold => fromWaits(wanted, waits.historyDays, settings, period, formats);
  const active = measure({ source: 'active window', waits: waits.twoYears.repeat, share: 0.8, least: GAPS_AT_LEAST, who: 'repeat buyers who order again' });
  found.set('active window', active);
  const lapsed = later(
    measure({ source: 'lapsed', waits: waits.twoYears.repeat, share: 0.95, least: GAPS_AT_LEAST_FAR, who: 'repeat buyers who order again' }),
    active,
    2 * active.value,
    'twice the days after which a repeat buyer is at risk',
    formats,
  );
  found.set('lapsed', lapsed);
  found.set('lost', lostFrom(lapsed, settings, period, formats));
  found.set('reactivation gap', {
    ...lapsed,
    value: 30 + lapsed.value,
    because: `${formats.count(30 + lapsed.value)} days: a month after the lapse of ${formats.count(lapsed.value)} days`,
    figure: { ...lapsed.figure, value: known(30 + lapsed.value), low: null, high: null },
  });
  const second = measure({
    source: 'second-order window',
    waits: waits.twoYears.second,
    share: 0.8,
    least: GAPS_AT_LEAST,
    who: 'first-time buyers who order again',
  });
  // New customers are those of the last 30 days: the window of the others begins there.
  const secondWindow = later(second, NEW_CUSTOMER, 60, 'the month of a new customer, and another', formats);
  found.set('second-order window', secondWindow);
  const lapse = measure({
    source: 'one-time lapse',
    waits: waits.twoYears.second,
    share: 0.95,
    least: GAPS_AT_LEAST_FAR,
    who: 'first-time buyers who order again',
  });
  found.set('one-time lapse', later(lapse, secondWindow, 2 * secondWindow.value, 'twice the second-order window', formats));
  found.set(
    'welcome window',
    later(
      measure({ source: 'welcome window', waits: waits.twoYears.first, share: 0.8, least: GAPS_AT_LEAST, who: 'subscribers who buy' }),
      { value: 6 },
      7,
      'a week at least',
      formats,
    ),
  );
  return found;
}

/** An interval that reaches further than this many times the value, or less than its part, tells nothing to act on. */
const TOO_WIDE = 2;

function fromWaits({ source, waits, share, least, who }: Wanted, historyDays: number, settings: SettingValues, period: string, formats: Formats): Threshold {
  const set = setByPerson(source, settings);
  if (typeof set === 'number') return personal(set, 'days', source);
  const standard = FALLBACK_DAYS[source];
  if (waits.events < least) return fallback(standard, 'days', `${formats.count(waits.events)} cases in the account, ${least} are needed`);
  const value = waits.quantile(share)!;
  if (historyDays < 2 * (waits.quantile(0.8) ?? historyDays) || value > historyDays) {
    return fallback(standard, 'days', `${formats.count(historyDays)} days of orders are too few to tell when ${formats.share(share)} of ${who} have`);
  }
  const [low, high] = waits.bounds(share)!;
  if (high > TOO_WIDE * value || low * TOO_WIDE < value) {
    return fallback(standard, 'days', `the account’s own orders only tell that it lies between ${formats.count(low)} and ${formats.count(high)} days`);
  }
  const wholeHorizon = historyDays >= HORIZON_DAYS;
  const short = historyDays < Math.min(HORIZON_DAYS, 3 * waits.quantile(0.95)!);
  return {
    value,
    ...(short ? { working: true } : {}),
    because: `${formats.count(value)} days: of ${who} within two years, ${formats.share(share)} have by then${short ? ` (provisional: only ${formats.count(historyDays)} days of orders)` : ''}`,
    figure: figure(
      known(value),
      'days',
      wholeHorizon ? 'measured' : 'estimated',
      period,
      `${formats.count(waits.events)} cases of ${formats.count(waits.customers)} people, ${formats.count(waits.waited - waits.events)} still waited for`,
      `Kaplan–Meier: those who have not yet are still waited for. ${formats.share(waits.ever)} do within ${formats.count(waits.horizon)} days; the share is of these, so of all who wait ${formats.share(waits.happenedBy(value))} have by day ${formats.count(value)}.` +
        (!wholeHorizon ? ` After the ${formats.count(historyDays)} days read, the rate of return is taken to fall as 1 ÷ days, as in published curves.` : '') +
        (short ? ` The history is shorter than three times the ${formats.share(0.95)} wait: look again when there is more.` : '') +
        (wholeHorizon
          ? ` ${formats.share(0.95)} interval: customers drawn anew 200 times.`
          : ' The range: customers drawn anew 200 times, every other time as if nobody came after the days read.'),
      [low, high],
      // What comes after the days read is an assumption: how often such a range holds the truth cannot be stated.
      wholeHorizon ? null : `if, after the ${formats.counted(historyDays, 'day')} read, anything from nobody to as many as in published curves come back`,
    ),
  };
}

/** New customers are those of the last 30 days. */
const NEW_CUSTOMER = { value: 30 };

/** Windows follow on each other: one that is not longer than the one before is replaced; what follows from a usual value is one. */
function later(
  threshold: Threshold,
  than: Pick<Threshold, 'value' | 'working'> & Partial<Pick<Threshold, 'figure'>>,
  instead: number,
  words: string,
  formats: Formats,
): Threshold {
  if (threshold.value > than.value) return threshold;
  const working = threshold.working === true || than.working === true;
  const practice = threshold.figure.method === 'fallback' || (than.working === true && than.figure?.method === 'fallback');
  return {
    value: instead,
    ...(working ? { working } : {}),
    because: `${formats.count(instead)} days: ${words}`,
    figure: {
      ...threshold.figure,
      value: known(instead),
      low: null,
      high: null,
      method: practice ? 'fallback' : 'estimated',
      explanation: `${threshold.figure.explanation} It came out as ${formats.count(threshold.value)}, too short to follow on the window before, so it is ${words}.`,
    },
  };
}

function lostFrom(lapsed: Threshold, settings: SettingValues, period: string, formats: Formats): Threshold {
  const set = setByPerson('lost', settings);
  if (typeof set === 'number') return later(personal(set, 'days', 'lost'), lapsed, 2 * lapsed.value, 'twice the lapse', formats);
  if (lapsed.figure.method === 'fallback')
    return later(fallback(FALLBACK_DAYS.lost, 'days', 'the lapse could not be measured'), lapsed, 2 * lapsed.value, 'twice the lapse', formats);
  const value = Math.max(2 * lapsed.value, 365);
  return {
    value,
    ...(lapsed.working === true ? { working: true } : {}),
    because: `${formats.count(value)} days: twice the lapse of ${formats.count(lapsed.value)} days, at least a year`,
    figure: figure(
      known(value),
      'days',
      lapsed.figure.method,
      period,
      lapsed.figure.sample,
      'Twice the days after which a repeat buyer has lapsed, and at least 365.',
    ),
  };
}
