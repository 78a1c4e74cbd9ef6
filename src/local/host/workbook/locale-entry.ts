import { serialOfDay } from './serial-date';
import { readEntry, type Entry } from './typed-entry';

/** Words that spreadsheets of a language read as true and false; everywhere the English ones count as well. */
const TRUTHS: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  de: ['WAHR', 'FALSCH'],
  fr: ['VRAI', 'FAUX'],
  es: ['VERDADERO', 'FALSO'],
  pt: ['VERDADEIRO', 'FALSO'],
  it: ['VERO', 'FALSO'],
  tr: ['DOĞRU', 'YANLIŞ'],
  nl: ['WAAR', 'ONWAAR'],
  pl: ['PRAWDA', 'FAŁSZ'],
};

interface Habits {
  readonly commaDecimals: boolean;
  readonly dayFirst: boolean;
  readonly months: readonly (readonly string[])[];
}

const known = new Map<string, Habits>();

function habitsOf(locale: string): Habits {
  let habits = known.get(locale);
  if (habits === undefined) {
    const tag = locale.replace('_', '-');
    const month = (index: number, style: 'long' | 'short', day: boolean): string => {
      const parts = new Intl.DateTimeFormat(tag, { month: style, timeZone: 'UTC', ...(day ? { day: 'numeric' } : {}) }).formatToParts(
        Date.UTC(2025, index, 14),
      );
      return (parts.find(({ type }) => type === 'month')?.value ?? '').toLowerCase().replace(/\.$/, '');
    };
    const order = new Intl.DateTimeFormat(tag)
      .formatToParts(Date.UTC(2025, 10, 24))
      .map(({ type }) => type)
      .filter((type) => type === 'day' || type === 'month');
    habits = {
      commaDecimals: new Intl.NumberFormat(tag).format(1.5).includes(','),
      dayFirst: order[0] === 'day',
      months: Array.from({ length: 12 }, (_, index) =>
        [...new Set([month(index, 'long', false), month(index, 'short', false), month(index, 'long', true), month(index, 'short', true)])].filter((name) =>
          /^\p{L}{3,}/u.test(name),
        ),
      ),
    };
    known.set(locale, habits);
  }
  return habits;
}

function yearOf(text: string | undefined, thisYear: number): number {
  if (text === undefined || text === '') return thisYear;
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}

function dayEntry(year: number, month: number, day: number): Entry | null {
  const serial = serialOfDay(year, month, day);
  return serial === null ? null : { value: serial, format: 'yyyy-mm-dd' };
}

/** Days with the month's name (`März 2025`, `May-24`, `14. kasım 2025`), and with the locale's own order and points (`24.11.2026`, `5.5`). */
function localDay(text: string, thisYear: number, { commaDecimals, dayFirst, months }: Habits): Entry | null {
  const monthOf = (name: string): number => months.findIndex((names) => names.includes(name.toLowerCase().replace(/\.$/, ''))) + 1;
  let match = /^(\p{L}+\.?),?[ -](\d{4}|\d{2})$/u.exec(text);
  if (match && monthOf(match[1]!) > 0) return dayEntry(yearOf(match[2], thisYear), monthOf(match[1]!), 1);
  match = /^(\d{1,2})\.?[ -](\p{L}+)\.?(?:[ -](\d{4}|\d{2}))?$/u.exec(text);
  if (match && monthOf(match[2]!) > 0) return dayEntry(yearOf(match[3], thisYear), monthOf(match[2]!), Number(match[1]));
  match = commaDecimals ? /^(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2})?)?$/.exec(text) : null;
  if (match) return dayEntry(yearOf(match[3], thisYear), Number(match[2]), Number(match[1]));
  match = dayFirst ? /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?$/.exec(text) : null;
  if (match) return dayEntry(yearOf(match[3], thisYear), Number(match[2]), Number(match[1]));
  match = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(text);
  return match ? dayEntry(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}

/** Reads text as a sheet of the locale reads what a person types: its truth values, days and decimal sign; the rest as in English. */
export function readLocalEntry(text: string, thisYear: number, locale: string): Entry {
  if (text.startsWith("'") || text.startsWith('=')) return readEntry(text, thisYear);
  const trimmed = text.trim();
  const habits = habitsOf(locale);
  const truth = TRUTHS[locale.slice(0, 2)]?.indexOf(trimmed.toLocaleUpperCase(locale.replace('_', '-'))) ?? -1;
  if (truth >= 0) return { value: truth === 0 };
  const day = localDay(trimmed, thisYear, habits);
  if (day !== null) return day;
  if (!habits.commaDecimals || !/^[-+\d.,\s%€$£]+$/.test(trimmed) || !/\d/.test(trimmed)) return readEntry(text, thisYear);
  // 1.234,5 € is 1,234.5 elsewhere.
  const english = readEntry(
    trimmed.replace(/\s*€$/, '').replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.')),
    thisYear,
  );
  return typeof english.value === 'number' && !/[dy]/.test(english.format ?? '') ? english : { value: text };
}
