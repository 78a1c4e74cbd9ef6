import type { CellValue } from '../domain/table/tab';
import { cleanValue } from '../domain/tracker/cell-stamp';
import type { Zone } from './zone';

/** What `setValues` takes for a cell. */
export type Entered = string | number | boolean | Date;

/** No locale writes a day, a time, a number or an amount of money that begins with a letter in more characters. */
const LONGEST_SPECIAL = 60;

/**
 * Text that a spreadsheet of any locale takes for text when it is entered: it begins with a letter and either is long, or is several words without a
 * digit. Single words may be truth values (WAHR, VRAI, DOĞRU), and with a digit they may be days (`May-24`, `März 2025`) or money (`R$50`, `kr 100`).
 */
function isPlainlyText(text: string): boolean {
  if (!/^\p{L}/u.test(text)) return false;
  return text.length > LONGEST_SPECIAL || (/\S\s+\S/.test(text) && !/\p{N}/u.test(text));
}

/**
 * A value as it is entered. Text that a sheet of some locale would read as something else gets the leading apostrophe by which spreadsheets tell text; it
 * is not part of the cell's value. A plain-text format would not do: Google makes a formula of every entered value that begins with `=`.
 */
export function enteredValue(value: CellValue, zone: Zone): Entered {
  const clean = cleanValue(value);
  if (clean === null || clean === '') return '';
  if (typeof clean === 'string') return isPlainlyText(clean) ? clean : `'${clean}`;
  if (typeof clean === 'object') return 'day' in clean ? zone.dateOf(clean.day) : zone.momentOf(clean.moment);
  return clean;
}
