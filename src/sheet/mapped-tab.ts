import type { TabCell, TableTab, TopOfTab } from '../domain/table/tab';
import type { CellPatterns } from '../domain/text/cell-patterns';
import { cellText } from '../domain/tracker/cell-stamp';
import { plainHeader } from '../domain/tracker/columns';
import { PROTECTED_BY } from './apply-styles';
import type { Entered } from './cell-entry';
import { enteredValue } from './cell-entry';
import { enterBlocks, weightOf } from './enter-block';
import { patiently, softly } from './patience';
import { HEADER, STANDARD_TAB_COLOR, numberFormat } from './styles';
import { makeRoom } from './tab-room';
import { linkedText } from './table-tab';
import type { Zone } from './zone';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

export interface MappedWrite {
  readonly sheet: Sheet;
  readonly tab: TableTab;
  readonly top: TopOfTab;
  readonly zone: Zone;
  readonly patterns: CellPatterns;
  /** The tab has not had its looks yet. */
  readonly unstyled: boolean;
}

/** One line of the tab: its cells, and what it is. */
interface Line {
  readonly cells: readonly TabCell[];
  readonly is: 'title' | 'words' | 'blank' | 'map head' | 'map row' | 'table head' | 'table row';
}

/** By its first cell, a tab of unknown origin is told from a person's own; by its header row where it was a plain table in an earlier version. */
export function mappedHeaders(tab: TableTab, top: TopOfTab): readonly (readonly string[])[] {
  return [[top.title], tab.columns.map(({ header }) => header)];
}

/**
 * Writes a tab with a map above its table. The map's height changes with the account, so the whole tab is laid out anew each time: values and notes in one call each,
 * links by column, looks from what each line is. Columns that people put among these are not kept, those right of them are; where the tab was a plain table before, a person's own
 * columns are moved there first.
 */
export function writeMappedTab({ sheet, tab, top, zone, patterns, unstyled }: MappedWrite): void {
  const lines = linesOf(tab, top);
  const width = Math.max(...lines.map(({ cells }) => cells.length));
  const before = { rows: sheet.getLastRow(), columns: sheet.getLastColumn() };
  const ours = Math.max(width, top.widest);
  if (before.rows > 0) keepOwnColumns(sheet, tab, top, ours, lines.findIndex(({ is }) => is === 'table head') + 1);
  const [rows, columns] = [Math.max(lines.length, before.rows), Math.max(width, Math.min(before.columns, ours))];
  makeRoom(sheet, rows, columns);
  const area = sheet.getRange(1, 1, rows, columns);
  const matrix = <T>(of: (cell: TabCell | undefined, line: Line | undefined, column: number) => T): T[][] =>
    Array.from({ length: rows }, (_row, row) => Array.from({ length: columns }, (_column, column) => of(lines[row]?.cells[column], lines[row], column)));
  enterBlocks(
    [{ sheet, row: 1, column: 1, cells: matrix<Entered>((cell) => (cell === undefined ? '' : enteredValue(cell.value, zone))) }],
    weightOf,
    (range, cells) => {
      range.setValues(cells);
    },
  );
  const notes = matrix((cell) => (cell?.note ? cellText(cell.note) : ''));
  softly('the notes of cells', () => patiently(() => area.setNotes(notes)));
  for (const is of ['map row', 'table row'] as const) writeLinks(sheet, lines, is);
  softly('number formats', () => {
    area.setNumberFormats(matrix((cell, line, column) => formatOf(cell, line, column, tab, patterns)));
  });
  softly('colors', () => {
    area.setBackgrounds(matrix((cell, line, column) => backgroundOf(cell, line, column)));
  });
  softly('text colors', () => {
    area.setFontColors(matrix((_cell, line) => (isHead(line) ? HEADER.fontColor : line?.is === 'words' ? '#5f6368' : '#202124')));
  });
  softly('bold text', () => {
    area.setFontWeights(matrix((_cell, line) => (isHead(line) || line?.is === 'title' ? 'bold' : 'normal')));
  });
  softly('wrapping', () => {
    area.setWraps(matrix((_cell, line) => line?.is === 'table head'));
  });
  if (unstyled) softly('the looks of the tab', () => styleOnce(sheet, tab, columns));
  softly('the filter', () => {
    filterTable(sheet, lines.findIndex(({ is }) => is === 'table head') + 1, rows, tab.columns.length);
  });
}

/** Copies the columns that a person put into a plain table to the right of ours, beside the rows they stood at. */
function keepOwnColumns(sheet: Sheet, tab: TableTab, top: TopOfTab, ours: number, head: number): void {
  if (sheet.getRange(1, 1).getValue() === top.title) return;
  const values = sheet.getRange(1, 1, sheet.getLastRow(), sheet.getLastColumn()).getValues();
  const known = new Set(tab.columns.map(({ header }) => plainHeader(header)));
  const own = (values[0] ?? []).flatMap((header, at) => (!known.has(plainHeader(String(header))) && values.some((row) => row[at] !== '') ? [at] : []));
  // From the last on, so that none is copied over one that is still to be copied.
  own.reverse().forEach((at, place) => {
    const to = Math.max(ours, values[0]?.length ?? 0) + own.length - place;
    makeRoom(sheet, head - 1 + values.length, to);
    sheet.getRange(1, at + 1, values.length, 1).copyTo(sheet.getRange(head, to, values.length, 1));
    if (at >= ours) sheet.getRange(1, at + 1, values.length, 1).clearContent();
  });
}

/** The table's own filter. It moves with the table: what a person had filtered by is kept for as long as the table stays where it is. */
function filterTable(sheet: Sheet, head: number, last: number, columns: number): void {
  const filter = sheet.getFilter();
  if (filter !== null) {
    const range = filter.getRange();
    if (range.getRow() === head && range.getLastRow() >= last) return;
    filter.remove();
  }
  sheet.getRange(head, 1, Math.max(2, last - head + 1), columns).createFilter();
}

function linesOf(tab: TableTab, top: TopOfTab): readonly Line[] {
  const words = (text: string, is: Line['is']): Line => ({ cells: [{ value: text }], is });
  const blank: Line = { cells: [], is: 'blank' };
  return [
    words(top.title, 'title'),
    ...top.lines.map((line) => words(line, 'words')),
    blank,
    ...(top.headers.length === 0 ? [] : [{ cells: top.headers, is: 'map head' as const }, ...top.rows.map((cells): Line => ({ cells, is: 'map row' })), blank]),
    { cells: tab.columns.map(({ header, meaning }) => ({ value: header, ...(meaning === undefined ? {} : { note: meaning }) })), is: 'table head' },
    ...tab.rows.map((cells): Line => ({ cells, is: 'table row' })),
  ];
}

/** Lines of one kind stand together, so that each column's links are one call. */
function writeLinks(sheet: Sheet, lines: readonly Line[], is: Line['is']): void {
  const first = lines.findIndex((line) => line.is === is);
  if (first < 0) return;
  const of = lines.filter((line) => line.is === is);
  for (const column of [0, 1]) {
    if (!of.some(({ cells }) => cells[column]?.link)) continue;
    softly('links', () =>
      patiently(() =>
        sheet.getRange(first + 1, column + 1, of.length, 1).setRichTextValues(of.map(({ cells }) => [linkedText(cells[column] ?? { value: null })])),
      ),
    );
  }
}

function isHead(line: Line | undefined): boolean {
  return line?.is === 'map head' || line?.is === 'table head';
}

function formatOf(cell: TabCell | undefined, line: Line | undefined, column: number, tab: TableTab, patterns: CellPatterns): string {
  if (line?.is === 'map row') return column === 0 ? 'General' : column === 1 ? '#,##0' : '0%';
  if (line?.is === 'table row') return numberFormat(cell?.format ?? tab.columns[column]?.format ?? 'text', patterns);
  return 'General';
}

const WHITE = '#ffffff';
/** The map's darkest color, all people shared: dark text on it has a contrast above 7 : 1. */
const ALL_SHARED = [0xf2, 0xa2, 0x4a] as const;

function backgroundOf(cell: TabCell | undefined, line: Line | undefined, column: number): string {
  if (isHead(line)) return column < (line?.cells.length ?? 0) ? HEADER.background : WHITE;
  if (line?.is !== 'map row' || column < 2 || typeof cell?.value !== 'number')
    return line?.is === 'map row' && column >= 2 && cell !== undefined ? '#f1f3f4' : WHITE;
  const share = Math.min(1, Math.max(0, cell.value));
  return `#${ALL_SHARED.map((all) =>
    Math.round(255 - (255 - all) * share)
      .toString(16)
      .padStart(2, '0'),
  ).join('')}`;
}

function styleOnce(sheet: Sheet, tab: TableTab, columns: number): void {
  const narrow = tab.columns[tab.columns.length - 1]?.width ?? 70;
  for (let column = 1; column <= Math.max(columns, tab.columns.length); column += 1) sheet.setColumnWidth(column, tab.columns[column - 1]?.width ?? narrow);
  sheet.setTabColor(STANDARD_TAB_COLOR);
  sheet.setFrozenColumns(1);
  const already = sheet.getProtections(SpreadsheetApp.ProtectionType.SHEET).some((protection) => protection.getDescription() === PROTECTED_BY);
  if (!already) sheet.protect().setDescription(PROTECTED_BY).setWarningOnly(true);
}
