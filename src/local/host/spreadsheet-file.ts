import { filterShows } from './sheets/filter';
import { displayText } from './workbook/display';
import type { Workbook } from './workbook/workbook';
import { openWorkbook } from './workbook/workbook-file';
import { writeXlsx } from './workbook/write-xlsx';

/** Headers by which the tracker is known even in a file that lost its hidden tab on the way through another program. */
const TRACKER_HEADERS = ['Action', 'Segment', 'Status', 'Key'];

function looksLikeOurs(workbook: Workbook): boolean {
  const tracker = workbook.tabs.find((tab) => tab.name === 'Tracker');
  if (!tracker) return false;
  const texts = new Set<string>();
  for (let row = 1; row <= 5; row += 1)
    for (let column = 1; column <= tracker.contentEnd().column; column += 1) texts.add(displayText(tracker.cell(row, column)));
  return TRACKER_HEADERS.every((header) => texts.has(header));
}

/** Opens the spreadsheet in an .xlsx; null when there is none yet. Throws `WorkbookFileError`. */
export function openSpreadsheet(path: string, now: () => number): Promise<Workbook | null> {
  return openWorkbook(path, { looksLikeOurs, hiddenByFilter: (workbook, tab, row) => !filterShows({ workbook, now }, tab, row) });
}

/** The spreadsheet as the bytes of an .xlsx. */
export function spreadsheetBytes(workbook: Workbook, now: () => number): Promise<Uint8Array> {
  return writeXlsx(workbook, { hiddenByFilter: (tab, row) => !filterShows({ workbook, now }, tab, row) });
}
