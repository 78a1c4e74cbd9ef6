import { hash53 } from '../text/hash53';
import type { CellValue, ColumnFormat } from '../table/tab';
import { dayOfSerial, isDay, serialOf } from './calendar';

/** Excel refuses more than 32,767 characters in a cell, Google Sheets more than 50,000: the stricter one holds. */
export const LONGEST_CELL = 32_000;

/** Characters up to which a stamp is the text itself; above, a hash keeps the memory small. */
const LONGEST_PLAIN = 48;

/** Text as a cell can hold it in Google Sheets and in a workbook's XML: no control characters or half surrogates, one kind of line end, bounded. */
export function cellText(text: string): string {
  const clean = text
    .replace(/\r\n?/g, '\n')
    // XML cannot carry control characters, so they would come back as an edit.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
  return clean.length <= LONGEST_CELL ? clean : clip(clean, LONGEST_CELL - 40);
}

/** `text` within `most` characters and a word on what is missing; never cuts a surrogate pair. */
function clip(text: string, most: number): string {
  const end = /[\ud800-\udbff]/.test(text.charAt(most - 1)) ? most - 1 : most;
  return `${text.slice(0, end)} … (${text.length - end} more characters)`;
}

/** A cell value as it will stand in the sheet: clean text, finite numbers, real days; anything else is blank. */
export function cleanValue(value: CellValue): CellValue {
  if (typeof value === 'string') return cellText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null;
  if (typeof value === 'object' && value !== null && 'day' in value) return isDay(value.day) ? value : cellText(value.day);
  return value;
}

/**
 * The value of a cell in one form, whatever a spreadsheet program made of it without a person's doing: `''` for blank; numbers to the 15 digits that
 * Excel keeps; days as days even where the column's format was changed to numbers; moments to the second; text without outer space, a leading
 * apostrophe or carriage returns. Two contents that a person would call different have different forms.
 */
export function plainForm(value: CellValue, format: ColumnFormat): string {
  if (value === null) return '';
  if (typeof value === 'string') return ofText(value, format);
  if (typeof value === 'boolean') return isTextual(format) ? ofText(value ? 'TRUE' : 'FALSE', format) : `b${value}`;
  if (typeof value === 'number') return ofNumber(value, format);
  if ('day' in value) return isNumeric(format) && isDay(value.day) ? ofNumber(serialOf(value.day), format) : `d${value.day}`;
  return `m${Math.round(value.moment / 1000)}`;
}

function ofNumber(value: number, format: ColumnFormat): string {
  const day = format === 'day' ? dayOfSerial(value) : null;
  if (day !== null) return `d${day}`;
  const digits = String(Number((value + 0).toPrecision(12)));
  return isTextual(format) ? `t${digits}` : `n${digits}`;
}

function ofText(text: string, format: ColumnFormat): string {
  const plain = text
    .replace(/\r\n?/g, '\n')
    .replace(/^\s*'?\s*/, '')
    .replace(/\s+$/, '');
  if (plain === '') return '';
  if (isNumeric(format) && /^-?\d{1,15}(\.\d+)?$/.test(plain)) return ofNumber(Number(plain), format);
  if (format === 'day' && isDay(plain)) return `d${plain}`;
  return `t${plain}`;
}

function isNumeric(format: ColumnFormat): boolean {
  return format === 'whole number' || format === 'number' || format === 'score' || format === 'share' || format === 'money';
}

function isTextual(format: ColumnFormat): boolean {
  return format === 'text' || format === 'long text' || format === 'json';
}

/** What memory keeps of a value: equal stamps mean the same content. Long text is kept as its length and two 53-bit hashes. */
export function stampOf(value: CellValue, format: ColumnFormat): string {
  return shorten(plainForm(value, format));
}

/** The stamp of a cell as found: a formula is a person's, whatever it comes to at the moment. */
export function stampFound(value: CellValue, formula: string, format: ColumnFormat): string {
  return formula === '' ? stampOf(value, format) : shorten(`f${formula}`);
}

/** The stamp of a cell note, by which it is found again inside a note that a person added to. */
export function noteStamp(note: string): string {
  const plain = plainNote(note);
  return plain === '' ? '' : `${plain.length}:${hash53(plain, 3)}`;
}

/** A note as spreadsheet programs agree on it. */
export function plainNote(note: string): string {
  return cellText(note).trim();
}

function shorten(form: string): string {
  return form.length <= LONGEST_PLAIN ? form : `#${form.length}:${hash53(form, 1)}${hash53(form, 2)}`;
}
