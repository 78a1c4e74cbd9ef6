import type { TabColumn } from '../domain/table/tab';
import type { CellPatterns } from '../domain/text/cell-patterns';
import { plainHeader } from '../domain/tracker/columns';
import { isClippedIn } from './apply-styles';
import { softly } from './patience';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** Formats of the first version of looks; amounts had any currency's sign before them. */
export const EARLIER_PATTERNS: CellPatterns = { money: '#,##0.00', share: '0.0%', day: 'd mmm yyyy', moment: 'd mmm yyyy hh:mm' };
const EARLIER_PAGE: readonly number[] = [180, 95, 95, 95, 95, 95, 95, 95, 95, 95];
const EARLIER_MONEY = /^("[^"]*")?#,##0\.00$/;

const RESULTS = { Campaigns: 90, Recipients: 90, Conversions: 90, 'Conversion rate': 90, 'Unsubscribe rate': 90, 'Spam complaints': 90 };

/** Widths of the first version of looks, of columns that have another one by now. */
const EARLIER_WIDTHS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Tracker: { When: 70, Action: 80, Segment: 200, Why: 300, Reachable: 90, 'Value at stake': 95, Owner: 130, Status: 95, Due: 95 },
  Segments: RESULTS,
  Lists: RESULTS,
  Campaigns: RESULTS,
  Flows: RESULTS,
};

/**
 * Gives a tab that had its looks from an earlier version those of this one where they are still as that version left them: widths, number formats, and
 * long texts that are cut now rather than broken into lines. What a person set since then, and every other look, stays.
 */
export function renewLooks(sheet: Sheet, tab: string, columns: readonly TabColumn[], patterns: CellPatterns): void {
  const rows = sheet.getMaxRows() - 1;
  const across = sheet.getLastColumn();
  if (rows < 1 || across === 0) return;
  softly('the looks of this version', () => {
    const headers = (sheet.getRange(1, 1, 1, across).getValues()[0] ?? []).map((header) => plainHeader(String(header)));
    const body = sheet.getRange(2, 1, rows, headers.length);
    const [formats, wraps] = [body.getNumberFormats(), sheet.getRange(2, 1, 1, headers.length).getWrapStrategies()[0] ?? []];
    for (const column of columns) {
      const place = headers.indexOf(plainHeader(column.header));
      if (place < 0) continue;
      if (sheet.getColumnWidth(place + 1) === EARLIER_WIDTHS[tab]?.[column.header]) sheet.setColumnWidth(place + 1, column.width);
      const cells = sheet.getRange(2, place + 1, rows, 1);
      const now = formats.map((row) => renewed(row[place] ?? '', patterns));
      if (now.some((format, row) => format !== formats[row]?.[place])) cells.setNumberFormats(now.map((format) => [format]));
      if (isClippedIn(tab, column) && wraps[place] === SpreadsheetApp.WrapStrategy.WRAP) cells.setWrapStrategy(SpreadsheetApp.WrapStrategy.CLIP);
    }
  });
}

/** The same for the widths of a page whose columns have no headers. */
export function renewPage(sheet: Sheet, widths: readonly number[]): void {
  softly('the widths of this version', () => {
    widths.forEach((width, index) => {
      if (sheet.getColumnWidth(index + 1) === EARLIER_PAGE[index] && width !== EARLIER_PAGE[index]) sheet.setColumnWidth(index + 1, width);
    });
  });
}

/** The account's own format in place of an earlier one; any other stays. */
function renewed(format: string, patterns: CellPatterns): string {
  if (EARLIER_MONEY.test(format)) return patterns.money;
  const name = (['share', 'day', 'moment'] as const).find((kind) => EARLIER_PATTERNS[kind] === format);
  return name === undefined ? format : patterns[name];
}
