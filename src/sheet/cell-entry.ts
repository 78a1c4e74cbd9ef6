import type { CellValue } from '../domain/report/tab';
import { cleanValue } from '../domain/tracker/cell-stamp';
import type { Zone } from './zone';

/** What `setValues` takes for a cell. */
export type Entered = string | number | boolean | Date;

/** Text that Google Sheets would read as a formula, a number, a day, a time or a truth value when it is entered. */
const READ_AS_SOMETHING_ELSE = /^\s*(['=+@\-]|[($€£¥]?[\d.,]|true$|false$|[a-z]{3,9}\.? \d|#)/i;

/**
 * A value as it is entered. Text that the sheet would read as something else gets the leading apostrophe by which spreadsheets tell text; it is not
 * part of the cell's value. A plain-text format would not do: Google makes a formula of every entered value that begins with `=`.
 */
export function enteredValue(value: CellValue, zone: Zone): Entered {
  const clean = cleanValue(value);
  if (clean === null) return '';
  if (typeof clean === 'string') return READ_AS_SOMETHING_ELSE.test(clean) ? `'${clean}` : clean;
  if (typeof clean === 'object') return 'day' in clean ? zone.dateOf(clean.day) : new Date(clean.moment);
  return clean;
}
