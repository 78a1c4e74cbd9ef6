import type { CellValue } from '../domain/table/tab';
import type { Grid } from '../domain/tracker/grid';
import { isBlankRow, NO_GRID } from '../domain/tracker/grid';
import { patiently } from './patience';
import type { Zone } from './zone';

/**
 * Reads a tab as a grid: header row, values, formulas and notes, in three calls for the cells. Its rows end with the last that holds a value or a note: Sheets
 * counts no note as content, and a row that a person only wrote a note on would be taken for free.
 */
export function readGrid(sheet: GoogleAppsScript.Spreadsheet.Sheet | null, zone: Zone): Grid {
  if (sheet === null) return NO_GRID;
  return patiently(() => gridOf(sheet, zone));
}

function gridOf(sheet: GoogleAppsScript.Spreadsheet.Sheet, zone: Zone): Grid {
  const columns = sheet.getLastColumn();
  if (columns === 0) return NO_GRID;
  const range = sheet.getRange(1, 1, sheet.getMaxRows(), columns);
  const values = (range.getValues() as readonly (readonly unknown[])[]).map((row) => row.map((value) => plainValue(value, zone)));
  const formulas: string[][] = range.getFormulas();
  const notes: string[][] = range.getNotes();
  const holds = (at: number): boolean => !isBlankRow(values[at]!) || [formulas[at], notes[at]].some((row) => row?.some((text) => text !== '') === true);
  let used = values.length;
  while (used > 0 && !holds(used - 1)) used -= 1;
  return { headers: (values[0] ?? []).map(headerText), rows: values.slice(1, used), formulas: formulas.slice(1, used), notes: notes.slice(1, used) };
}

/** What `getValues` gives, as plain data. */
export function plainValue(value: unknown, zone: Zone): CellValue {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  // The Date may be of another realm, where `instanceof` fails.
  if (Object.prototype.toString.call(value) === '[object Date]') return zone.valueOf(value as Date);
  const text = String(value ?? '');
  return text === '' ? null : text;
}

function headerText(value: CellValue): string {
  return value === null || typeof value === 'object' ? '' : String(value);
}
