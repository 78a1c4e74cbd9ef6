import type { Account } from '../account/inventory';
import { DAY } from '../account/known';
import type { Instant } from '../account/known';
import { dayText, localDay, zoneOffset } from '../account/local-day';
import type { CellPatterns } from './cell-patterns';
import { cellPatterns } from './cell-patterns';
import { monthName } from './dates';
import { localeOfPlace } from './locale-of-place';

/** A number as it enters a product that is shown: as rounded as it is written, so that a calculator comes to the same. */
export interface Factor {
  readonly value: number;
  readonly words: string;
}

/**
 * The one writer of numbers, money, shares and days, in the account's own locale, currency and zone, for cells, notes, evidence, document and sidebar
 * alike; the same on Node and in Apps Script, since every option is pinned. Made once for an account and handed on.
 */
export interface Formats {
  /** A whole number with the locale's grouping: `18,204`. */
  readonly count: (value: number) => string;
  /** A number that somebody typed, every digit kept: `1,250.5`. */
  readonly exact: (value: number) => string;
  /** A number of percent, every digit kept: `35%`. */
  readonly percent: (value: number) => string;
  /** Up to one decimal: `2.4`. */
  readonly decimal: (value: number) => string;
  /** In the account's currency; cents only below 100. */
  readonly money: (value: number) => string;
  /** A fraction 0..1 as a percentage without decimals, below 10 % with one: `42%`, `1.7%`. */
  readonly share: (fraction: number) => string;
  /** A number and its noun: `1 campaign`, `1,200 campaigns`; irregular plurals are given. */
  readonly counted: (value: number, noun: string, many?: string) => string;
  /** An amount to the currency's own smallest coin, from 1,000 up in whole units: `$48.69`, `$1,845`. */
  readonly coins: (value: number) => Factor;
  /** A rate to three digits that count: `0.743`, `1.52`, `0.00817`. */
  readonly rate: (value: number) => Factor;
  /** A share to a hundredth of a percent: `25%`, `12.5%`. */
  readonly fineShare: (fraction: number) => Factor;
  /** `YYYY-MM-DD` as `Nov 23, 2026` where the locale puts the month first, else `23 Nov 2026`; anything else comes back as it is. */
  readonly day: (day: string) => string;
  /** An instant's calendar day in the account's zone, in the same words. */
  readonly date: (at: Instant) => string;
  /** A moment as a rule has it, `Mar 5, 2024 at 14:30 UTC`, without the time where it is midnight: UTC, as segments are evaluated (help.klaviyo.com 4403222359451). */
  readonly utc: (at: Instant) => string;
  /** `November 2026`, in the account's zone. */
  readonly month: (at: Instant) => string;
  /** `Nov 23, 2024 to Nov 23, 2026`. */
  readonly period: (from: Instant, to: Instant) => string;
  /** The calendar day of an instant in the account's zone, `YYYY-MM-DD`. */
  readonly dayOf: (at: Instant) => string;
  /** `Nov 23, 2026, 19:20` in the account's zone. */
  readonly moment: (at: Instant) => string;
  readonly currency: string;
  readonly timezone: string;
  /** Number formats that show the same in cells. */
  readonly patterns: CellPatterns;
}

const QUARTER_HOUR = 900_000;
/** Shown for a number that is no time at all; Intl would throw. */
const NO_DATE = 'Unknown';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Formats of one account. An unknown locale, currency or zone (all three come from outside) falls back to `en-US`, to the
 * bare code after the number, and to UTC. */
export function createFormats(account: Pick<Account, 'locale' | 'currency' | 'timezone'>): Formats {
  const locale = usable((tag) => new Intl.NumberFormat(tag), account.locale?.replace('_', '-')) ?? localeOfPlace(account);
  const timezone = usable((zone) => new Intl.DateTimeFormat('en-US', { timeZone: zone }), account.timezone) ?? 'UTC';
  const currency = usable((code) => new Intl.NumberFormat('en-US', { style: 'currency', currency: code }), account.currency);
  const count = number(locale, { maximumFractionDigits: 0 });
  const money = currency === null ? null : moneyFormat(locale, currency);
  const dayWords = dayWriter(locale);
  const unit = currency ?? account.currency;
  const offset = zoneOffset(timezone);
  // Tens of thousands of uses are dated in one refresh; zones differ from UTC by whole quarters of an hour.
  const days = new Map<number, string>();
  const dayOf = (at: Instant): string => {
    if (!isInstant(at)) return NO_DATE;
    const quarter = Math.floor(at / QUARTER_HOUR);
    const kept = days.get(quarter);
    if (kept !== undefined) return kept;
    const made = dayText(localDay(offset, at));
    days.set(quarter, made);
    return made;
  };
  const date = (at: Instant): string => (isInstant(at) ? dayWords(dayOf(at)) : 'an unreadable date');
  return {
    count,
    exact: exactWriter(locale),
    percent: percentWriter(locale),
    utc: utcWriter(dayWords),
    counted: (value, noun, many = `${noun}s`) => `${count(value)} ${Math.round(value) === 1 ? noun : many}`,
    coins: coinWriter(locale, currency, unit),
    rate: rateWriter(locale),
    fineShare: fineShareWriter(locale),
    date,
    month: (at) => (isInstant(at) ? `${monthName(Number(dayOf(at).slice(5, 7)))} ${dayOf(at).slice(0, 4)}` : 'an unreadable date'),
    period: (from, to) => `${date(from)} to ${date(to)}`,
    decimal: number(locale, { maximumFractionDigits: 1 }),
    money: money ?? ((value) => `${count(value)} ${unit}`.trim()),
    share: shareFormat(locale),
    day: dayWords,
    dayOf,
    moment: (at) => {
      if (!isInstant(at)) return NO_DATE;
      return `${dayWords(dayOf(at))}, ${new Date(at + offset(at)).toISOString().slice(-13, -8)}`;
    },
    currency: account.currency,
    timezone,
    patterns: cellPatterns({ locale, currency, unit, monthFirst: isMonthFirst(locale) }),
  };
}

/** True for what `Date` can hold, in any zone. */
function isInstant(at: number): boolean {
  return Math.abs(at) <= 8.64e15 - 2 * DAY;
}

/** `value` as it is when `make` takes it without throwing, otherwise null. */
function usable(make: (value: string) => unknown, value: string | null | undefined): string | null {
  if (!value) return null;
  try {
    make(value);
    return value;
  } catch {
    return null;
  }
}

/** Intl's own spaces differ between versions of its data (U+202F, U+00A0): plain ones read the same everywhere. */
function plainSpaces(text: string): string {
  return text.replace(/[\u00A0\u202F]/g, ' ');
}

function number(locale: string, options: Intl.NumberFormatOptions): (value: number) => string {
  const format = new Intl.NumberFormat(locale, { numberingSystem: 'latn', useGrouping: true, minimumFractionDigits: 0, ...options });
  // Adding 0 turns -0 into 0.
  return (value) => plainSpaces(format.format(value + 0));
}

/** Below this more than twenty decimals tell numbers apart; Intl writes no more. */
const TINY = 1e-5;

function exactWriter(locale: string): (value: number) => string {
  const write = number(locale, { maximumFractionDigits: 20 });
  return (value) => (value !== 0 && Math.abs(value) < TINY ? String(value) : write(value));
}

function percentWriter(locale: string): (value: number) => string {
  const write = number(locale, { style: 'percent', maximumFractionDigits: 20 });
  // A hundredth of 33.3 has an error in its last digit, which would be written.
  return (value) => write(Number((value / 100).toPrecision(15)));
}

function utcWriter(dayWords: (day: string) => string): (at: Instant) => string {
  return (at) => {
    if (!isInstant(at)) return 'an unreadable date';
    const [day = '', time = ''] = new Date(at).toISOString().split('T');
    const clock = time
      .replace('Z', '')
      .replace(/\.000$/, '')
      .replace(/:00$/, '');
    return clock === '00:00' ? dayWords(day) : `${dayWords(day)} at ${clock} UTC`;
  };
}

function moneyFormat(locale: string, currency: string): (value: number) => string {
  const pinned: Intl.NumberFormatOptions = { style: 'currency', currency, currencyDisplay: 'symbol' };
  const cents = new Intl.NumberFormat(locale, pinned).resolvedOptions().maximumFractionDigits ?? 2;
  const small = number(locale, { ...pinned, minimumFractionDigits: cents, maximumFractionDigits: cents });
  const large = number(locale, { ...pinned, minimumFractionDigits: 0, maximumFractionDigits: 0 });
  return (value) => (value === 0 || Math.abs(value) >= 100 ? large(value) : small(value));
}

function shareFormat(locale: string): (fraction: number) => string {
  const whole = number(locale, { style: 'percent', maximumFractionDigits: 0 });
  const fine = number(locale, { style: 'percent', maximumFractionDigits: 1 });
  return (fraction) => (Math.abs(fraction) < 0.1 ? fine(fraction) : whole(fraction));
}

/** From here up nobody reads coins. */
const WHOLE_FROM = 1000;

function coinWriter(locale: string, currency: string | null, unit: string): (value: number) => Factor {
  const pinned: Intl.NumberFormatOptions = currency === null ? {} : { style: 'currency', currency, currencyDisplay: 'symbol' };
  const digits = currency === null ? 2 : (new Intl.NumberFormat(locale, pinned).resolvedOptions().maximumFractionDigits ?? 2);
  const small = number(locale, { ...pinned, minimumFractionDigits: digits, maximumFractionDigits: digits });
  const large = number(locale, { ...pinned, minimumFractionDigits: 0, maximumFractionDigits: 0 });
  return (value) => {
    const coins = Math.round(value * 10 ** digits) / 10 ** digits;
    const [rounded, write] = Math.abs(coins) >= WHOLE_FROM ? ([Math.round(value), large] as const) : ([coins, small] as const);
    return { value: rounded, words: currency === null ? `${write(rounded)} ${unit}`.trim() : write(rounded) };
  };
}

function rateWriter(locale: string): (rate: number) => Factor {
  const write = number(locale, { maximumFractionDigits: 12 });
  return (rate) => {
    const value = Number(rate.toPrecision(3));
    return { value, words: write(value) };
  };
}

function fineShareWriter(locale: string): (fraction: number) => Factor {
  const write = number(locale, { style: 'percent', maximumFractionDigits: 2 });
  return (fraction) => {
    const value = Math.round(fraction * 10_000) / 10_000;
    return { value, words: write(value) };
  };
}

/** Places that write the month before the day in English; sentences are English everywhere. */
const MONTH_FIRST = /[-](US|CA|PH)$/i;

function isMonthFirst(locale: string): boolean {
  return MONTH_FIRST.test(locale) || locale === 'en';
}

function dayWriter(locale: string): (day: string) => string {
  return (day) => {
    const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
    const month = match ? MONTHS[Number(match[2]) - 1] : undefined;
    if (!match || month === undefined) return day;
    return isMonthFirst(locale) ? `${month} ${Number(match[3])}, ${match[1]}` : `${Number(match[3])} ${month} ${match[1]}`;
  };
}

/** `1 campaign`, `12 campaigns`; irregular plurals are given. */
export function plural(count: number, one: string, many = `${one}s`, shown = String(count)): string {
  return `${shown} ${count === 1 ? one : many}`;
}

/** How long ago, in the coarsest honest unit: `today`, `3 days ago`, `5 months ago`. Future instants read `in 3 days`. */
export function ago(at: Instant, now: Instant): string {
  const days = Math.round(Math.abs(now - at) / DAY);
  if (days === 0) return 'today';
  const words = days < 60 ? plural(days, 'day') : days < 730 ? plural(Math.round(days / 30.4), 'month') : plural(Math.round(days / 365.25), 'year');
  return at > now ? `in ${words}` : `${words} ago`;
}
