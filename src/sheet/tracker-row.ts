import type { TrackerHeader } from '../domain/tracker/columns';
import { TRACKER_COLUMNS } from '../domain/tracker/columns';
import { findColumns } from '../domain/tracker/living-table';
import type { TrackerRow } from '../domain/tracker/tracker';
import { enteredValue } from './cell-entry';
import type { SharedTabs } from './read-shared-tabs';
import { findTracker, readTracker } from './read-shared-tabs';
import { createZone } from './zone';

/** The tracker as the sidebar works in it. */
export interface TrackerSheet {
  /** Rows with a key, from top to bottom, as they stand. */
  readonly rows: readonly TrackerRow[];
  /** Key of the row under the cursor; null where it is in another tab, in the header or in a person's own row. */
  selected(): string | null;
  /** Puts the cursor on the row and brings the tracker to the front. */
  show(key: string): void;
  /** Enters text in a cell as a person's own typing. */
  set(key: string, header: TrackerHeader, text: string): void;
  /** Shows only the rows for which `wanted` says true, own rows among them only for `null`, which shows all; gives how many keyed rows are shown. */
  filter(wanted: ((row: TrackerRow) => boolean) | null): number;
}

/** Opens the tracker; null where there is none. */
export function openTracker(tabs: SharedTabs): TrackerSheet | null {
  const { sheet, grid } = findTracker(tabs);
  if (sheet === null) return null;
  const rows = [...readTracker(tabs)].sort((a, b) => a.position - b.position);
  const columnOf = new Map(findColumns(TRACKER_COLUMNS, grid.headers).map(({ column, index }) => [column.header as TrackerHeader, index]));
  const lineOf = (key: string): number | null => {
    const row = rows.find((each) => each.key === key);
    return row === undefined ? null : row.position + 2;
  };
  return {
    rows,
    selected: () => {
      if (tabs.spreadsheet.getActiveSheet().getSheetId() !== sheet.getSheetId()) return null;
      const line = sheet.getActiveRange()?.getRow() ?? 0;
      return rows.find(({ position }) => position + 2 === line)?.key ?? null;
    },
    show: (key) => {
      const line = lineOf(key);
      if (line === null) return;
      tabs.spreadsheet.setActiveSheet(sheet);
      sheet.getRange(line, Math.max(1, (columnOf.get('Segment') ?? 0) + 1)).activate();
    },
    set: (key, header, text) => {
      const line = lineOf(key);
      const column = columnOf.get(header) ?? -1;
      if (line === null || column < 0) return;
      sheet.getRange(line, column + 1).setValue(enteredValue(text === '' ? null : text, createZone(tabs.spreadsheet.getSpreadsheetTimeZone())));
    },
    filter: (wanted) => filterRows(sheet, rows, grid.rows.length, wanted),
  };
}

/**
 * Hides rows rather than setting filter criteria: a person's own filter, sort order and filter views stay as they are, and what is hidden here is
 * shown again by `All rows` or by hand.
 */
function filterRows(
  sheet: GoogleAppsScript.Spreadsheet.Sheet, rows: readonly TrackerRow[], lines: number, wanted: ((row: TrackerRow) => boolean) | null,
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
