import type { JournalEntry } from '../domain/changes/journal';
import { enteredValue } from './cell-entry';
import { enterBlocks, weightOf } from './enter-block';
import { softly } from './patience';
import { createZone } from './zone';

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** Hidden, and plain to read for whoever unhides it: one row for each request that was sent to change something in Klaviyo. The store has the same. */
export const JOURNAL_TAB = '_Changes in Klaviyo';
const HEADERS = [
  'When (UTC)',
  'Who',
  'Asked',
  'Segment',
  'Segment id',
  'Sent',
  'State',
  'What came back',
  'Settled (UTC)',
  'Definition kept',
  'Take back until',
];
/** Excel takes 32,767 characters in a cell. */
const LONGEST = 30_000;

/** Brings the hidden tab up to date with the journal; makes it where it is missing. */
export function writeJournalTab(spreadsheet: Spreadsheet, entries: readonly JournalEntry[]): void {
  if (entries.length === 0) return;
  const sheet = spreadsheet.getSheetByName(JOURNAL_TAB) ?? createTab(spreadsheet);
  const zone = createZone('UTC');
  const rows = [HEADERS, ...entries.map(rowOf)].map((row) => row.map((text) => enteredValue(text.slice(0, LONGEST), zone)));
  const missing = rows.length - sheet.getMaxRows();
  if (missing > 0) sheet.insertRowsAfter(sheet.getMaxRows(), missing);
  enterBlocks([{ sheet, row: 1, column: 1, cells: rows }], weightOf, (range, cells) => {
    range.setValues(cells);
  });
}

function rowOf(entry: JournalEntry): readonly string[] {
  return [
    new Date(entry.at).toISOString(),
    entry.who,
    entry.deed,
    entry.segment,
    entry.segmentId ?? '',
    entry.sent,
    entry.state,
    entry.came,
    entry.settledAt === null ? '' : new Date(entry.settledAt).toISOString(),
    entry.definition,
    entry.graceUntil ?? '',
  ];
}

function createTab(spreadsheet: Spreadsheet): Sheet {
  const active = spreadsheet.getActiveSheet();
  const sheet = spreadsheet.insertSheet(JOURNAL_TAB, spreadsheet.getNumSheets());
  softly('hiding the journal', () => {
    sheet.hideSheet();
  });
  softly('the warning before changes', () => {
    sheet.protect().setDescription('What Segment Coverage changed in Klaviyo, and who asked for it.').setWarningOnly(true);
  });
  spreadsheet.setActiveSheet(active);
  return sheet;
}
