import { serialOfDay } from './serial-date';
import type { CellContent } from './cell';

/** What a cell gets when text is entered into it: a value with the format it brings along, or a formula. */
export interface Entry {
  readonly value: CellContent;
  readonly formula?: string;
  readonly format?: string;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function number(text: string): Entry | null {
  const match = /^([-+]?)([$€£¥]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d*)?(e[-+]?\d+)?(%?)$/i.exec(text.replace(/^([$€£¥])([-+])/, '$2$1'));
  if (!match) return null;
  const [, sign, currency = '', whole, fraction = '', exponent = '', percent] = match;
  if (whole === undefined && fraction.length < 2) return null;
  if (exponent && (percent || currency)) return null;
  const plain = Number(`${sign}${(whole ?? '0').replace(/,/g, '')}${fraction}${exponent}`);
  if (!Number.isFinite(plain)) return null;
  const decimals = fraction.length > 1 ? '.00' : '';
  if (percent) return { value: Number((plain / 100).toPrecision(15)), format: `0${decimals}%` };
  if (currency) return { value: plain, format: `${currency === '$' ? '"$"' : `"${currency}"`}#,##0${decimals}` };
  if (exponent) return { value: plain, format: '0.00E+00' };
  return whole?.includes(',') ? { value: plain, format: `#,##0${decimals}` } : { value: plain };
}

function clockTime(text: string): { days: number; seconds: boolean } | null {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(am|pm)?$/i.exec(text);
  if (!match) return null;
  let hours = Number(match[1]);
  const half = match[4]?.toLowerCase();
  if (half && (hours < 1 || hours > 12)) return null;
  if (half) hours = (hours % 12) + (half === 'pm' ? 12 : 0);
  const minutes = Number(match[2]);
  const seconds = Number(match[3] ?? 0);
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  return { days: (hours * 3600 + minutes * 60 + seconds) / 86_400, seconds: match[3] !== undefined };
}

function fullYear(text: string | undefined, thisYear: number): number {
  if (text === undefined) return thisYear;
  const year = Number(text);
  return text.length <= 2 ? year + (year < 70 ? 2000 : 1900) : year;
}

function calendarDay(text: string, thisYear: number): { serial: number; format: string } | null {
  let match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text);
  if (match) return day(Number(match[1]), Number(match[2]), Number(match[3]), text.includes('-') ? 'yyyy-mm-dd' : 'yyyy/mm/dd');
  match = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?$/.exec(text) ?? /^(\d{1,2})-(\d{1,2})-(\d{4}|\d{2})$/.exec(text);
  if (match) return day(fullYear(match[3], thisYear), Number(match[1]), Number(match[2]), match[3] ? 'm/d/yyyy' : 'm/d');
  match = /^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})$/.exec(text);
  if (match) return day(Number(match[3]), monthNumber(match[1]), Number(match[2]), 'mmm d, yyyy');
  match = /^(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})$/.exec(text);
  return match ? day(Number(match[3]), monthNumber(match[2]), Number(match[1]), 'd mmm yyyy') : null;
}

function monthNumber(name = ''): number {
  const lower = name.toLowerCase();
  const index = MONTHS.findIndex((month) => lower.startsWith(month));
  const full = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'][index];
  return full && (lower.length === 3 || lower === 'sept' || full === lower) ? index + 1 : 0;
}

function day(year: number, month: number, date: number, format: string): { serial: number; format: string } | null {
  const serial = serialOfDay(year, month, date);
  return serial === null ? null : { serial, format };
}

/**
 * Reads text as a sheet of the locale en_US reads what a person types: numbers, percentages, money, days, times, TRUE and FALSE, formulas, and
 * everything else as text. A leading apostrophe makes text of the rest.
 */
export function readEntry(text: string, thisYear: number): Entry {
  if (text.startsWith("'")) return { value: text.slice(1) };
  if (text.startsWith('=') && text.length > 1) return { value: '', formula: text };
  const trimmed = text.trim();
  if (trimmed === '') return { value: text };
  if (/^(true|false)$/i.test(trimmed)) return { value: trimmed.toLowerCase() === 'true' };
  const asNumber = number(trimmed);
  if (asNumber) return asNumber;
  const asDay = calendarDay(trimmed, thisYear);
  if (asDay) return { value: asDay.serial, format: asDay.format };
  const asTime = clockTime(trimmed);
  if (asTime) return { value: asTime.days, format: asTime.seconds ? 'h:mm:ss am/pm' : 'h:mm am/pm' };
  const parts = /^(\S+)[ T](\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[ap]m)?)$/i.exec(trimmed);
  const datePart = parts && calendarDay(parts[1] ?? '', thisYear);
  const timePart = parts && clockTime(parts[2] ?? '');
  if (datePart && timePart) return { value: datePart.serial + timePart.days, format: `${datePart.format} h:mm:ss` };
  return { value: text };
}
