import type { CellValue } from '../domain/table/tab';
import type { Grid } from '../domain/tracker/grid';
import { NO_GRID } from '../domain/tracker/grid';
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
  const rows = sheet.getLastRow();
  const columns = sheet.getLastColumn();
  if (rows === 0 || columns === 0) return NO_GRID;
  const range = sheet.getRange(1, 1, rows, columns);
  const [headers = [], ...values] = (range.getValues() as readonly (readonly unknown[])[]).map((row) => row.map((value) => plainValue(value, zone)));
  const notes: string[][] = sheet.getRange(1, 1, sheet.getMaxRows(), columns).getNotes();
  const used = notes.reduce((last, row, at) => (at >= last && row.some((note) => note !== '') ? at + 1 : last), rows);
  const noted = Array.from({ length: used - rows }, () => new Array<null>(columns).fill(null));
  const noFormulas = noted.map((row) => row.map(() => ''));
  return {
    headers: headers.map(headerText),
    rows: [...values, ...noted],
    formulas: [...range.getFormulas().slice(1), ...noFormulas],
    notes: notes.slice(1, used),
  };
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
