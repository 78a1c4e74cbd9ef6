import { gzipCodec } from './codec';

/** One question that only Google can answer: what the local host takes for granted, and how to find out. Cells are of the scratch tab. */
interface Question {
  readonly name: string;
  readonly expected: string;
  readonly ask: (scratch: GoogleAppsScript.Spreadsheet.Sheet) => unknown;
}

const TAB = 'Self-test';
const SCRATCH = 'Self-test scratch';

/** Texts that some locale reads as something else; entered as the add-on enters them, behind an apostrophe. */
const ENTRIES: readonly string[] = [
  'May-24',
  'Nov-2023',
  'Friday, November 24',
  'März 2025',
  'VRAI',
  'WAHR',
  'R$50 off',
  '₹500',
  '1.5',
  '5,5',
  '=1+1',
  '2024',
  '50%',
];

function text(letters: number): string {
  return 'abcdefghij'.repeat(Math.ceil(letters / 10)).slice(0, letters);
}

/** Writes so many characters in cells of 30,000 with one call and reads them back. */
function throughCells(sheet: GoogleAppsScript.Spreadsheet.Sheet, characters: number): string {
  const cells = Array.from({ length: Math.ceil(characters / 30_000) }, () => [text(Math.min(30_000, characters))]);
  const range = sheet.getRange(1, 20, cells.length, 1);
  range.setValues(cells);
  SpreadsheetApp.flush();
  const back = range
    .getValues()
    .map(([value]) => String(value))
    .join('');
  range.clearContent();
  return back === cells.map(([cell]) => cell).join('') ? 'same' : 'changed';
}

function inDrive(): string {
  const files = Drive?.Files;
  if (files === undefined) return 'no service';
  const made = String(
    files.create(
      { name: 'Segment Coverage self-test', mimeType: 'text/plain', appProperties: { selfTest: 'yes' } },
      Utilities.newBlob('häßlich', 'text/plain', 't.txt'),
    ).id,
  );
  try {
    const read = UrlFetchApp.fetch(`https://www.googleapis.com/drive/v3/files/${made}?alt=media`, {
      headers: { Authorization: `Bearer ${ScriptApp.getOAuthToken()}` },
      muteHttpExceptions: true,
    });
    return `${read.getResponseCode()} ${read.getContentText()}`;
  } finally {
    files.remove(made);
  }
}

const QUESTIONS: readonly Question[] = [
  {
    name: 'Patterns and zones of the engine',
    expected: 'true 2026',
    // eslint-disable-next-line no-restricted-syntax -- asks whether the engine knows zones; nothing is written for a person
    ask: () => `${/^\p{L}/u.test('ä')} ${new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York', year: 'numeric' }).format(1_780_000_000_000)}`,
  },
  {
    name: 'Ten million steps of a loop',
    expected: 'done',
    ask: () => {
      let sum = 0;
      for (let at = 0; at < 1e7; at += 1) sum += at % 7;
      return sum > 0 ? 'done' : '';
    },
  },
  { name: 'A typed array of 256 MB', expected: '268435456', ask: () => new Uint8Array(268_435_456).length },
  {
    name: 'A gzip round trip of 1 MB',
    expected: 'same',
    ask: () => {
      const long = text(1_000_000);
      return gzipCodec.unpack(gzipCodec.pack(long)) === long ? 'same' : 'changed';
    },
  },
  ...ENTRIES.map((entry, row): Question => ({
    name: `Entering ${entry} behind an apostrophe`,
    expected: `${entry} (text)`,
    ask: (sheet) => {
      const cell = sheet.getRange(row + 1, 1);
      cell.setValue(`'${entry}`);
      SpreadsheetApp.flush();
      return `${String(cell.getValue())} (${typeof cell.getValue() === 'string' ? 'text' : 'changed'})`;
    },
  })),
  {
    name: 'A formula rule without separators',
    expected: 'taken',
    ask: (sheet) => {
      sheet.setConditionalFormatRules([
        SpreadsheetApp.newConditionalFormatRule()
          .whenFormulaSatisfied('=ISNUMBER($A1)*($A1<TODAY())')
          .setBackground('#ff0000')
          .setRanges([sheet.getRange('A1:A9')])
          .build(),
      ]);
      SpreadsheetApp.flush();
      return 'taken';
    },
  },
  ...(
    [
      ['#,##0', 1234, '1,234'],
      ['0.00%', 0.125, '12.50%'],
      ['yyyy-mm-dd', 45_000, '2023-03-15'],
    ] as const
  ).map(([format, value, shown]): Question => ({
    name: `The number format ${format}, in an English sheet`,
    expected: shown,
    ask: (sheet) => {
      sheet.getRange(1, 5).setNumberFormat(format).setValue(value);
      SpreadsheetApp.flush();
      return sheet.getRange(1, 5).getDisplayValue();
    },
  })),
  {
    name: 'A refused value: where it is said',
    expected: 'at setValue or at flush',
    ask: (sheet) => {
      const cell = sheet
        .getRange(1, 6)
        .setDataValidation(SpreadsheetApp.newDataValidation().requireValueInList(['a', 'b'], true).setAllowInvalid(false).build());
      try {
        cell.setValue('c');
      } catch {
        return 'at setValue or at flush';
      }
      try {
        SpreadsheetApp.flush();
      } catch {
        return 'at setValue or at flush';
      }
      return 'taken';
    },
  },
  ...[300_000, 1_000_000].map((size): Question => ({
    name: `${size} characters through one call`,
    expected: 'same',
    ask: (sheet) => throughCells(sheet, size),
  })),
  {
    name: 'Twenty requests side by side to Klaviyo without a key',
    expected: '20 answers of 401',
    ask: () => {
      const answers = UrlFetchApp.fetchAll(
        Array.from({ length: 20 }, () => ({ url: 'https://a.klaviyo.com/api/accounts', headers: { revision: '2026-01-15' }, muteHttpExceptions: true })),
      );
      return `${answers.filter((answer) => answer.getResponseCode() === 401).length} answers of 401`;
    },
  },
  {
    name: 'A lock, and the same lock again',
    expected: 'true true',
    ask: () => {
      const lock = LockService.getDocumentLock();
      try {
        return `${lock?.tryLock(100) === true} ${lock?.hasLock() === true}`;
      } finally {
        lock?.releaseLock();
      }
    },
  },
  {
    name: 'A property of 9,000 bytes',
    expected: '9000',
    ask: () => {
      const kept = PropertiesService.getDocumentProperties();
      kept.setProperty('self-test', text(9_000));
      try {
        return kept.getProperty('self-test')?.length;
      } finally {
        kept.deleteProperty('self-test');
      }
    },
  },
  { name: 'A file in Drive: made, its contents fetched, deleted', expected: '200 häßlich', ask: inDrive },
  { name: 'Timers of this script and person', expected: 'a number', ask: () => (ScriptApp.getProjectTriggers().length >= 0 ? 'a number' : '') },
];

/** Asks every question, each for itself: a refusal is an answer. Writes name, expected, got and milliseconds, to be pasted back. */
export function runSelfTest(): void {
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  const scratch = spreadsheet.getSheetByName(SCRATCH) ?? spreadsheet.insertSheet(SCRATCH);
  const answers = QUESTIONS.map(({ name, expected, ask }) => {
    const began = Date.now();
    let got: string;
    try {
      got = String(ask(scratch));
    } catch (error) {
      got = `refused: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
    }
    return [name, expected, got, Date.now() - began, got === expected ? 'as expected' : 'DIFFERENT'];
  });
  spreadsheet.deleteSheet(scratch);
  const tab = spreadsheet.getSheetByName(TAB) ?? spreadsheet.insertSheet(TAB);
  tab.clear();
  const rows = [
    ['Question', 'Expected', 'Got', 'Milliseconds', 'Answer'],
    ...answers,
    ['Locale and zone', '', `${spreadsheet.getSpreadsheetLocale()} ${spreadsheet.getSpreadsheetTimeZone()}`, '', ''],
  ];
  tab.getRange(1, 1, rows.length, 5).setValues(rows.map((row) => row.map((value) => (typeof value === 'string' && value !== '' ? `'${value}` : value))));
}
