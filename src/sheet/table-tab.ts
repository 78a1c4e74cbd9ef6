import type { TabCell, TabColumn, TableTab } from '../domain/table/tab';
import type { CellPatterns } from '../domain/text/cell-patterns';
import { cellText } from '../domain/tracker/cell-stamp';
import { plainHeader } from '../domain/tracker/columns';
import { dropdownOf, styleTable } from './apply-styles';
import type { Entered } from './cell-entry';
import { enteredValue } from './cell-entry';
import { enterBlocks, weightOf } from './enter-block';
import { patiently, softly } from './patience';
import { numberFormat } from './styles';
import { makeRoom } from './tab-room';
import type { Zone } from './zone';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

export interface TableWrite {
  readonly sheet: Sheet;
  readonly tab: TableTab;
  readonly zone: Zone;
  readonly patterns: CellPatterns;
  /** The tab has not had its looks yet. */
  readonly unstyled: boolean;
}

/** A stretch of the tab's own columns that stand side by side: where it begins in the sheet and in the declaration. */
interface Stretch {
  readonly at: number;
  readonly first: number;
  readonly count: number;
}

/**
 * Writes a tab that the add-on writes whole: values, notes, links and single formats, each in one call for every stretch of columns. Columns that people
 * moved are found by their header and columns that they inserted are left alone; rows that are no longer there are blanked with the same calls.
 */
export function writeTableTab({ sheet, tab, zone, patterns, unstyled }: TableWrite): void {
  const used = sheet.getLastRow();
  const headers = used === 0 ? [] : (sheet.getRange(1, 1, 1, Math.max(1, sheet.getLastColumn())).getValues()[0] ?? []);
  const places = placeColumns(tab.columns, headers.map(String));
  const rows = Math.max(tab.rows.length, used - 1);
  makeRoom(sheet, Math.max(rows + 1, 2), Math.max(...places));
  for (const stretch of stretchesOf(places)) writeStretch(sheet, tab, stretch, rows, zone, patterns);
  if (!unstyled) return;
  styleTable(sheet, {
    name: tab.name,
    patterns,
    free: 'none',
    grouped: [],
    columns: tab.columns.map((column, index) => ({ column, at: places[index] ?? index + 1 })),
  });
}

/** Where each column stands, counted from 1; missing ones come after everything. */
function placeColumns(columns: readonly TabColumn[], headers: readonly string[]): readonly number[] {
  const plain = headers.map(plainHeader);
  let next = headers.every((header) => header === '') ? 1 : headers.length + 1;
  const taken = new Set<number>();
  return columns.map(({ header }) => {
    const found = plain.findIndex((other, index) => other === plainHeader(header) && !taken.has(index + 1));
    const place = found >= 0 ? found + 1 : next++;
    taken.add(place);
    return place;
  });
}

function stretchesOf(places: readonly number[]): readonly Stretch[] {
  const found: { at: number; first: number; count: number }[] = [];
  places.forEach((at, index) => {
    const last = found[found.length - 1];
    if (last && last.at + last.count === at) last.count += 1;
    else found.push({ at, first: index, count: 1 });
  });
  return found;
}

const NO_CELL: TabCell = { value: null };

function writeStretch(sheet: Sheet, tab: TableTab, { at, first, count }: Stretch, rows: number, zone: Zone, patterns: CellPatterns): void {
  const columns = tab.columns.slice(first, first + count);
  const cells = Array.from({ length: rows }, (_, row) => columns.map((_column, index) => tab.rows[row]?.[first + index] ?? NO_CELL));
  const values: Entered[][] = [columns.map(({ header }) => header), ...cells.map((row) => row.map(({ value }) => enteredValue(value, zone)))];
  enterBlocks([{ sheet, row: 1, column: at, cells: values }], weightOf, (range, entered) => {
    range.setValues(entered);
  });
  // What a column means may rest on the account's figures, so it changes from one refresh to the next.
  softly('the meanings of columns', () =>
    patiently(() => {
      const head = sheet.getRange(1, at, 1, count);
      const before = head.getNotes()[0] ?? [];
      const meanings = columns.map(({ meaning }, index) => (meaning === undefined ? (before[index] ?? '') : cellText(meaning)));
      if (meanings.some((meaning, index) => meaning !== before[index])) head.setNotes([meanings]);
    }),
  );
  if (rows === 0) return;
  const notes = cells.map((row) => row.map(({ note }) => (note ? cellText(note) : '')));
  // Notes and links say something: unlike a look they are tried again where the service only failed in passing.
  softly('the notes of cells', () => patiently(() => sheet.getRange(2, at, rows, count).setNotes(notes)));
  columns.forEach((column, index) => {
    const own = cells.map((row) => row[index] ?? NO_CELL);
    const range = (): GoogleAppsScript.Spreadsheet.Range => sheet.getRange(2, at + index, rows, 1);
    if (own.some(({ link }) => link)) softly('links', () => patiently(() => range().setRichTextValues(own.map((cell) => [linkedText(cell)]))));
    if (own.some(({ format }) => format))
      softly('number formats', () => {
        range().setNumberFormats(own.map(({ format }) => [numberFormat(format ?? column.format, patterns)]));
      });
    if (own.some(({ choices }) => choices))
      softly('dropdowns', () => {
        range().setDataValidations(own.map(({ choices }) => [choices ? dropdownOf(choices, false) : null]));
      });
  });
}

/** The cell's text with its link; rich text is text whatever it begins with. */
export function linkedText({ value, link }: Pick<TabCell, 'value' | 'link'>): GoogleAppsScript.Spreadsheet.RichTextValue {
  const text = value === null ? '' : cellText(typeof value === 'object' ? ('day' in value ? value.day : new Date(value.moment).toISOString()) : String(value));
  const builder = SpreadsheetApp.newRichTextValue().setText(text);
  return (link && text !== '' && /^https:\/\//.test(link) ? builder.setLinkUrl(link) : builder).build();
}
