import type { TabColumn } from '../domain/table/tab';
import type { CellPatterns } from '../domain/text/cell-patterns';
import type { LivingColumn } from '../domain/tracker/columns';
import { patiently, softly } from './patience';
import { BANDING, HEADER, OVERDUE, UNKNOWN_CELL, STANDARD_TAB_COLOR, TAB_COLORS, WORD_COLORS, isNumeric, numberFormat } from './styles';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type Range = GoogleAppsScript.Spreadsheet.Range;

/** A column with its place in the tab, counted from 1. */
export interface PlacedColumn {
  readonly column: TabColumn | LivingColumn;
  readonly at: number;
}

export interface TableStyle {
  readonly name: string;
  readonly columns: readonly PlacedColumn[];
  readonly patterns: CellPatterns;
  /** Blocks that people write in; the rest of the tab warns before it is changed. `all`: only the header row and hidden columns warn. */
  readonly free: 'none' | 'all' | readonly string[];
  /** Headers of columns that stand together and can be folded away. */
  readonly grouped: readonly string[];
  /** Columns up to this header stay in sight; left out: the first that is shown. */
  readonly frozenThrough?: string;
}

export const PROTECTED_BY = 'Written by Segment Coverage';

/**
 * Gives a tab its looks: once for each tab and style version, on the whole height of the tab, so that later rows have them and a person's own colors,
 * widths, hidden columns and filters are never fought. Every step may be taken again after one that failed.
 */
export function styleTable(sheet: Sheet, style: TableStyle): void {
  const rows = Math.max(2, sheet.getMaxRows());
  const columns = style.columns;
  const width = Math.max(...columns.map(({ at }) => at));
  // Values are written by now: what is refused from here on is a look.
  SpreadsheetApp.flush();
  softly('the tab color', () => {
    sheet.setTabColor(TAB_COLORS[style.name] ?? STANDARD_TAB_COLOR);
  });
  softly('vertical alignment', () => {
    sheet.getRange(2, 1, rows - 1, width).setVerticalAlignment('top');
  });
  styleColumns(sheet, { ...style, columns }, rows, width);
  softly('frozen rows and columns', () => {
    sheet.setFrozenRows(1);
    const through = columns.find(({ column }) => column.header === style.frozenThrough)?.at;
    sheet.setFrozenColumns(through ?? columns.filter(({ column }) => !column.hidden).reduce((first, { at }) => Math.min(first, at), width));
  });
  softly('colors by rule', () => {
    sheet.setConditionalFormatRules(conditionalRules(sheet, columns, rows));
  });
  softly('row colors', () => {
    if (sheet.getBandings().length > 0) return;
    sheet.getRange(1, 1, rows, width).applyRowBanding().setHeaderRowColor(HEADER.background).setFirstRowColor(BANDING.first).setSecondRowColor(BANDING.second);
  });
  softly('the filter', () => {
    if (sheet.getFilter() === null) sheet.getRange(1, 1, rows, width).createFilter();
  });
  softly('column groups', () => groupColumns(sheet, columns, style.grouped));
  softly('the warning before changes', () => protectTable(sheet, style, rows));
  softly('looks', () => {
    SpreadsheetApp.flush();
  });
}

/** Gives columns that were put back, later than the others, their formats and dropdowns. */
export function styleAddedColumns(sheet: Sheet, columns: readonly PlacedColumn[], patterns: CellPatterns): void {
  const rows = Math.max(2, sheet.getMaxRows());
  SpreadsheetApp.flush();
  styleColumns(sheet, { name: 'Tracker', columns, patterns, free: 'all', grouped: [] }, rows, Math.max(...columns.map(({ at }) => at)));
  softly('looks', () => {
    SpreadsheetApp.flush();
  });
}

function styleColumns(sheet: Sheet, style: TableStyle, rows: number, width: number): void {
  const { columns } = style;
  styleHeader(sheet, columns, width);
  formatBody(sheet, style, rows);
  for (const { column, at } of columns) {
    softly('a column width', () => {
      sheet.setColumnWidth(at, column.width);
    });
    const rule = dropdown(column);
    if (rule)
      softly('a dropdown', () => {
        sheet.getRange(2, at, rows - 1, 1).setDataValidation(rule);
      });
    if (column.hidden)
      softly('a hidden column', () => {
        sheet.hideColumns(at);
      });
  }
}

function styleHeader(sheet: Sheet, columns: readonly PlacedColumn[], width: number): void {
  for (const [first, count] of stretches(columns, () => 'header')) {
    softly('the colors of the header row', () => {
      sheet
        .getRange(1, first, 1, count)
        .setBackground(HEADER.background)
        .setFontColor(HEADER.fontColor)
        .setFontWeight('bold')
        .setWrapStrategy(SpreadsheetApp.WrapStrategy.WRAP)
        .setVerticalAlignment('middle');
    });
    const meanings = Array.from({ length: count }, (_, index) => columns.find(({ at }) => at === first + index)?.column.meaning ?? '');
    // They say what a figure counts: unlike a look they are tried again where the service only failed in passing.
    softly('the meanings of columns', () => patiently(() => sheet.getRange(1, first, 1, count).setNotes([meanings])));
  }
  if (width > 0)
    softly('the height of the header row', () => {
      sheet.setRowHeight(1, HEADER.height);
    });
}

/** Formats, wrapping and alignment, one call for each stretch of columns that are alike. */
function formatBody(sheet: Sheet, { columns, patterns, name }: TableStyle, rows: number): void {
  const over = (alike: (column: TabColumn) => string, apply: (range: Range, column: TabColumn) => void): void => {
    for (const [first, count, column] of stretches(columns, alike)) softly('a column format', () => apply(sheet.getRange(2, first, rows - 1, count), column));
  };
  over(
    ({ format }) => numberFormat(format, patterns),
    (range, { format }) => {
      const pattern = numberFormat(format, patterns);
      if (pattern !== 'General') range.setNumberFormat(pattern);
    },
  );
  const isClipped = (column: TabColumn): boolean => isClippedIn(name, column);
  over(
    (column) => (isClipped(column) ? 'clip' : 'wrap'),
    (range, column) => range.setWrapStrategy(isClipped(column) ? SpreadsheetApp.WrapStrategy.CLIP : SpreadsheetApp.WrapStrategy.WRAP),
  );
  over(
    ({ format }) => (isNumeric(format) ? 'right' : 'left'),
    (range, { format }) => {
      if (isNumeric(format)) range.setHorizontalAlignment('right');
    },
  );
}

/** Neighbouring columns that are alike: first place, how many, one of them. */
function stretches(columns: readonly PlacedColumn[], alike: (column: TabColumn) => string): readonly (readonly [number, number, TabColumn])[] {
  const found: [number, number, TabColumn][] = [];
  for (const { column, at } of [...columns].sort((a, b) => a.at - b.at)) {
    const last = found[found.length - 1];
    if (last && last[0] + last[1] === at && alike(last[2]) === alike(column)) last[1] += 1;
    else found.push([at, 1, column]);
  }
  return found;
}

function dropdown(column: TabColumn | LivingColumn): GoogleAppsScript.Spreadsheet.DataValidation | null {
  const suggestions = 'suggestions' in column ? column.suggestions : undefined;
  const words = column.choices ?? suggestions;
  return words ? dropdownOf(words, column.choices === undefined) : null;
}

/** A dropdown; one that only suggests takes other text too. */
export function dropdownOf(words: readonly string[], suggestsOnly: boolean): GoogleAppsScript.Spreadsheet.DataValidation {
  return SpreadsheetApp.newDataValidation()
    .requireValueInList([...words], true)
    .setAllowInvalid(suggestsOnly)
    .build();
}

function conditionalRules(sheet: Sheet, columns: readonly PlacedColumn[], rows: number): GoogleAppsScript.Spreadsheet.ConditionalFormatRule[] {
  const kept = sheet.getConditionalFormatRules();
  // Styled before, at an earlier version: rules that people added come last and stay.
  if (kept.length > 0) return kept;
  const rules: GoogleAppsScript.Spreadsheet.ConditionalFormatRule[] = [];
  const key = columns.find(({ column }) => column.header === 'Key')?.at;
  for (const { column, at } of columns) {
    const range = sheet.getRange(2, at, rows - 1, 1);
    for (const { word, background, fontColor, bold } of WORD_COLORS[column.header] ?? []) {
      const rule = SpreadsheetApp.newConditionalFormatRule().whenTextEqualTo(word).setBackground(background).setFontColor(fontColor).setRanges([range]);
      rules.push((bold ? rule.setBold(true) : rule).build());
    }
    if (key !== undefined && UNKNOWN_IS_BLANK.has(column.header)) {
      const cell = sheet.getRange(2, at).getA1Notation();
      rules.push(
        SpreadsheetApp.newConditionalFormatRule()
          .whenFormulaSatisfied(`=ISBLANK($${cell})*($${sheet.getRange(2, key).getA1Notation()}<>"")`)
          .setBackground(UNKNOWN_CELL.background)
          .setRanges([range])
          .build(),
      );
    }
    if (column.header === 'Next review' || column.header === 'Due') {
      const cell = sheet.getRange(2, at).getA1Notation();
      const status = columns.find((other) => other.column.header === 'Status');
      const settled = status
        ? ['Covered', 'Rejected', 'Done'].map((word) => `*($${sheet.getRange(2, status.at).getA1Notation()}<>${JSON.stringify(word)})`).join('')
        : '';
      // Formulas are read with the separators of the spreadsheet's locale (`,` or `;`): one without any is the same everywhere, in Excel too.
      rules.push(
        SpreadsheetApp.newConditionalFormatRule()
          .whenFormulaSatisfied(`=ISNUMBER($${cell})*($${cell}<TODAY())${settled}`)
          .setBackground(OVERDUE.background)
          .setFontColor(OVERDUE.fontColor)
          .setBold(true)
          .setRanges([range])
          .build(),
      );
    }
  }
  return rules;
}

/** Long columns of the tracker that are read in the sidebar or by a click: wrapped, each row would fill half a screen. */
const CLIPPED_IN_TRACKER: ReadonlySet<string> = new Set(['Rule', 'Evidence', 'Notes']);

/** Whether a column's texts are cut at its edge rather than broken into lines. */
export function isClippedIn(tab: string, { format, header }: TabColumn): boolean {
  return format === 'json' || (tab === 'Tracker' && CLIPPED_IN_TRACKER.has(header));
}

/** Number columns of the tracker, in which an unknown is an empty cell: shaded, so that it is not taken for forgotten. */
const UNKNOWN_IS_BLANK: ReadonlySet<string> = new Set(['Reachable', 'Value at stake', 'Audience size']);

function groupColumns(sheet: Sheet, columns: readonly PlacedColumn[], grouped: readonly string[]): void {
  const places = columns
    .filter(({ column }) => grouped.includes(column.header))
    .map(({ at }) => at)
    .sort((a, b) => a - b);
  const first = places[0];
  if (first === undefined || places.some((at, index) => at !== first + index) || sheet.getColumnGroupDepth(first) > 0) return;
  sheet.getRange(1, first, 1, places.length).shiftColumnGroupDepth(1);
}

/** Warnings only: nobody is locked out of their own sheet, but nobody overwrites a machine's column by accident. */
function protectTable(sheet: Sheet, style: TableStyle, rows: number): void {
  const already = [SpreadsheetApp.ProtectionType.SHEET, SpreadsheetApp.ProtectionType.RANGE].some((type) =>
    sheet.getProtections(type).some((protection) => protection.getDescription() === PROTECTED_BY),
  );
  if (already) return;
  const warn = (protection: GoogleAppsScript.Spreadsheet.Protection): unknown => protection.setDescription(PROTECTED_BY).setWarningOnly(true);
  if (style.free === 'all') {
    for (const { column, at } of style.columns) if (column.hidden) warn(sheet.getRange(1, at, rows, 1).protect());
    // Last: its description is what says that all are there.
    warn(sheet.getRange(1, 1, 1, Math.max(...style.columns.map(({ at }) => at))).protect());
    return;
  }
  const free = style.free === 'none' ? [] : style.free;
  const ranges = style.columns.filter(({ column }) => free.includes(column.header)).map(({ at }) => sheet.getRange(2, at, rows - 1, 1));
  const protection = sheet.protect();
  if (ranges.length > 0) protection.setUnprotectedRanges(ranges);
  warn(protection);
}
