import type { TrackerHeader } from '../domain/tracker/columns';
import { TRACKER_COLUMNS } from '../domain/tracker/columns';
import { findColumns } from '../domain/tracker/living-table';
import type { TrackerRow } from '../domain/tracker/tracker';
import { enteredValue } from './cell-entry';
import { enterBlocks, weightOf } from './enter-block';
import type { SharedTabs } from './read-shared-tabs';
import { allRows, findTracker } from './read-shared-tabs';
import { createZone } from './zone';

/** Where the cursor is: in a row of the tracker, beside its rows (header, blank lines), or in another tab. */
export type Cursor = TrackerRow | 'no row' | 'another tab';

/** The tracker as the sidebar works in it. */
export interface TrackerSheet {
  /** Rows from top to bottom, as they stand: those with a key and people's own. */
  readonly rows: readonly TrackerRow[];
  cursor(): Cursor;
  /** Puts the cursor on the row and brings the tracker to the front. */
  show(row: TrackerRow): void;
  /** Enters text, or a day, in a cell as a person's own typing; false where the tracker has no such column. */
  set(row: TrackerRow, header: TrackerHeader, value: string | { readonly day: string }): boolean;
  /** Shows only the rows for which `wanted` says true; null shows all; gives how many are shown. */
  filter(wanted: ((row: TrackerRow) => boolean) | null): number;
}

/** Opens the tracker; null where there is none. */
export function openTracker(tabs: SharedTabs): TrackerSheet | null {
  const tab = findTracker(tabs);
  const { sheet, grid } = tab;
  if (sheet === null) return null;
  const rows = allRows(tab);
  const columnOf = new Map(findColumns(TRACKER_COLUMNS, grid.headers).map(({ column, index }) => [column.header as TrackerHeader, index]));
  return {
    rows,
    cursor: () => {
      if (tabs.spreadsheet.getActiveSheet().getSheetId() !== sheet.getSheetId()) return 'another tab';
      const line = sheet.getActiveRange()?.getRow() ?? 0;
      return rows.find(({ position }) => position + 2 === line) ?? 'no row';
    },
    show: ({ position }) => {
      tabs.spreadsheet.setActiveSheet(sheet);
      sheet.getRange(position + 2, Math.max(1, (columnOf.get('Segment') ?? 0) + 1)).activate();
    },
    set: ({ position }, header, given) => {
      const column = columnOf.get(header) ?? -1;
      if (column < 0) return false;
      const value = enteredValue(given === '' ? null : given, createZone(tabs.spreadsheet.getSpreadsheetTimeZone()));
      enterBlocks([{ sheet, row: position + 2, column: column + 1, cells: [[value]] }], weightOf, (range, cells) => {
        range.setValues(cells);
      });
      return true;
    },
    filter: (wanted) => filterRows(sheet, rows, grid.rows.length, wanted),
  };
}

/**
 * Hides rows rather than setting filter criteria: a person's own filter, sort order and filter views stay as they are, and what is hidden here is
 * shown again by `All rows` or by hand.
 */
function filterRows(
  sheet: GoogleAppsScript.Spreadsheet.Sheet,
  rows: readonly TrackerRow[],
  lines: number,
  wanted: ((row: TrackerRow) => boolean) | null,
): number {
  if (lines === 0) return 0;
  sheet.showRows(2, lines);
  if (wanted === null) return rows.length;
  const shown = new Set(rows.filter(wanted).map(({ position }) => position));
  for (let start = 0; start < lines;) {
    let end = start;
    while (end < lines && !shown.has(end)) end += 1;
    if (end > start) sheet.hideRows(start + 2, end - start);
    start = end + 1;
  }
  return shown.size;
}
