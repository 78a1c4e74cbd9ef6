import type { Account } from '../account/inventory';
import { DAY } from '../account/known';
import type { Instant } from '../account/known';

/** Numbers, money, shares and dates in words, the same on Node and in Apps Script: every option is pinned. */
export interface Formats {
  /** A whole number with the locale's grouping: `18,204`. */
  readonly count: (value: number) => string;
  /** Up to one decimal: `2.4`. */
  readonly decimal: (value: number) => string;
  /** In the account's currency; cents only below 100. */
  readonly money: (value: number) => string;
  /** A fraction 0..1 as a percentage without decimals, below 10 % with one: `42%`, `1.7%`. */
  readonly share: (fraction: number) => string;
  /** `YYYY-MM-DD` as `23 Nov 2026`; anything else comes back as it is. */
  readonly day: (day: string) => string;
  /** The calendar day of an instant in the account's zone, `YYYY-MM-DD`. */
  readonly dayOf: (at: Instant) => string;
  /** `23 Nov 2026, 19:20` in the account's zone. */
  readonly moment: (at: Instant) => string;
  readonly currency: string;
  readonly timezone: string;
}

const QUARTER_HOUR = 900_000;
/** Shown for a number that is no time at all; Intl would throw. */
const NO_DATE = 'Unknown';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Formats of one account. An unknown locale, currency or zone (all three come from outside) falls back to `en-US`, to the
 * bare code after the number, and to UTC. */
export function createFormats(account: Pick<Account, 'locale' | 'currency' | 'timezone'>): Formats {
  const locale = usable((tag) => new Intl.NumberFormat(tag), account.locale?.replace('_', '-')) ?? 'en-US';
  const timezone = usable((zone) => new Intl.DateTimeFormat('en-US', { timeZone: zone }), account.timezone) ?? 'UTC';
  const currency = usable((code) => new Intl.NumberFormat('en-US', { style: 'currency', currency: code }), account.currency);
  const count = number(locale, { maximumFractionDigits: 0 });
  const money = currency === null ? null : moneyFormat(locale, currency);
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23',
    year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
  });
  const parts = (at: Instant): Record<string, string> =>
    Object.fromEntries(clock.formatToParts(new Date(at)).map((part) => [part.type, part.value]));
  // Tens of thousands of uses are dated in one refresh and Intl is slow; zones differ from UTC by whole quarters of an hour.
  const days = new Map<number, string>();
  const dayOf = (at: Instant): string => {
    if (!isInstant(at)) return NO_DATE;
    const quarter = Math.floor(at / QUARTER_HOUR);
    const kept = days.get(quarter);
    if (kept !== undefined) return kept;
    const { year, month, day } = parts(at);
    const made = `${(year ?? '').padStart(4, '0')}-${month}-${day}`;
    days.set(quarter, made);
    return made;
  };
  return {
    count,
    decimal: number(locale, { maximumFractionDigits: 1 }),
    money: money ?? ((value) => `${count(value)} ${account.currency}`.trim()),
    share: shareFormat(locale),
    day: dayWords,
    dayOf,
    moment: (at) => {
      if (!isInstant(at)) return NO_DATE;
      const { hour, minute } = parts(at);
      return `${dayWords(dayOf(at))}, ${hour}:${minute}`;
    },
    currency: account.currency,
    timezone,
  };
}

/** True for what `Date` can hold. */
function isInstant(at: number): boolean {
  return Math.abs(at) <= 8.64e15;
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

function dayWords(day: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  const month = match ? MONTHS[Number(match[2]) - 1] : undefined;
  return match && month !== undefined ? `${Number(match[3])} ${month} ${match[1]}` : day;
}

/** `1 campaign`, `12 campaigns`; irregular plurals are given. */
export function plural(count: number, one: string, many = `${one}s`, shown = String(count)): string {
  return `${shown} ${count === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function wordList(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

/** How long ago, in the coarsest honest unit: `today`, `3 days ago`, `5 months ago`. Future instants read `in 3 days`. */
export function ago(at: Instant, now: Instant): string {
  const days = Math.round(Math.abs(now - at) / DAY);
  if (days === 0) return 'today';
  const words = days < 60 ? plural(days, 'day') : days < 730 ? plural(Math.round(days / 30.4), 'month') : plural(Math.round(days / 365.25), 'year');
  return at > now ? `in ${words}` : `${words} ago`;
}
