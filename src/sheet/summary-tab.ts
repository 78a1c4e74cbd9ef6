import type { SummaryPage } from '../domain/report/summary-page';
import type { CellPatterns } from '../domain/text/cell-patterns';
import { cellText } from '../domain/tracker/cell-stamp';
import { hash53 } from '../domain/text/hash53';
import { PROTECTED_BY } from './apply-styles';
import type { Entered } from './cell-entry';
import { enteredValue } from './cell-entry';
import { enterBlocks, weightOf } from './enter-block';
import { patiently, softly } from './patience';
import { runsOf } from './store-manifest';
import { HEADER, TAB_COLORS, heatColor, isNumeric, numberFormat } from './styles';
import { CHART_SIZE, layoutSignature, layoutSummary, PAGE_COLUMNS } from './summary-layout';
import type { LineRole, PageLine, PlacedChart, SummaryLayout } from './summary-layout';
import { makeRoom } from './tab-room';
import { linkedText } from './table-tab';
import type { Zone } from './zone';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type EmbeddedChart = GoogleAppsScript.Spreadsheet.EmbeddedChart;

export interface SummaryWrite {
  readonly sheet: Sheet;
  readonly page: SummaryPage;
  readonly zone: Zone;
  readonly patterns: CellPatterns;
  readonly unstyled: boolean;
  /** What `writeSummary` gave the last time: while it stays the same, no looks are touched. */
  readonly signature: string;
}

/** By its first cell, a `Summary` tab of unknown origin is told from a person's own. */
export function summaryHeaders(page: SummaryPage): readonly string[] {
  return [page.title];
}

/** Charts that a sheet of an earlier version has, or had until a person deleted them. */
const FIRST_CHARTS: readonly string[] = ['coverage over time', 'value by action', 'audiences by state'];

/** Writes the page and gives the signature of its layout, with the charts that were ever placed. Looks are applied when the layout changed; charts stay where people put them. */
export function writeSummary(write: SummaryWrite): string {
  const { sheet, page, zone, patterns } = write;
  const layout = layoutSummary(page);
  const looks = hash53(`${JSON.stringify(patterns)}\n${layoutSignature(layout)}`, 11);
  const [looksBefore = '', chartsBefore] = write.signature.split('|');
  // An earlier version kept no list: it had placed all of its charts.
  const placed = placedCharts(write.unstyled ? '' : (chartsBefore ?? FIRST_CHARTS.join(',')));
  const relaid = write.unstyled || looks !== looksBefore;
  const lines = Math.max(layout.lines.length, sheet.getLastRow());
  const width = PAGE_COLUMNS.length;
  makeRoom(sheet, lines, width);
  const area = sheet.getRange(1, 1, lines, width);
  if (relaid)
    softly('the old layout', () => {
      area.breakApart();
      area.clearFormat();
    });
  const values = Array.from({ length: lines }, (_, line) => rowOf<Entered>(layout.lines[line], width, ({ value }) => enteredValue(value, zone), ''));
  enterBlocks([{ sheet, row: 1, column: 1, cells: values }], weightOf, (range, cells) => {
    range.setValues(cells);
  });
  // Notes and links say something: unlike a look they are tried again where the service only failed in passing.
  const notes = Array.from({ length: lines }, (_, line) => rowOf(layout.lines[line], width, ({ note }) => (note ? cellText(note) : ''), ''));
  softly('the notes of cells', () => patiently(() => area.setNotes(notes)));
  softly('links', () =>
    patiently(() => {
      writeLinks(sheet, layout);
    }),
  );
  if (relaid) applyLooks(sheet, layout, patterns, lines);
  softly('the colors of the map', () => colorMap(sheet, layout, page.heatMap));
  if (write.unstyled) softly('the looks of the page', () => applyOnce(sheet));
  softly('charts', () => {
    placeCharts(sheet, layout.charts, placed, relaid);
    noteCharts(sheet, layout.charts, placed);
  });
  softly('looks', () => {
    SpreadsheetApp.flush();
  });
  for (const { chart } of layout.charts) if (!placed.has(chart.id)) placed.set(chart.id, null);
  return `${looks}|${[...placed].map(([id, own]) => (own === null ? id : `${id}=${own}`)).join(',')}`;
}

function rowOf<T>(line: PageLine | undefined, width: number, of: (cell: PageLine['cells'][number]) => T, none: T): T[] {
  const row = Array.from({ length: width }, () => none);
  for (const cell of line?.cells ?? []) if (cell.at < width) row[cell.at] = of(cell);
  return row;
}

function writeLinks(sheet: Sheet, { lines }: SummaryLayout): void {
  lines.forEach(({ cells }, line) => {
    for (const cell of cells) if (cell.link) sheet.getRange(line + 1, cell.at + 1).setRichTextValue(linkedText(cell));
  });
}

/** Looks of the page's lines, as data. */
const LOOKS: Readonly<Partial<Record<LineRole, { size?: number; bold?: boolean; italic?: boolean; color?: string; background?: string }>>> = {
  title: { size: 20, bold: true, color: HEADER.background },
  subtitle: { color: '#5f6368' },
  headline: { size: 14, bold: true },
  heading: { size: 13, bold: true, color: HEADER.background },
  explanation: { italic: true, color: '#5f6368' },
  'table head': { bold: true, color: '#1f3a5f', background: '#dfe8f2' },
  'heat head': { bold: true, color: HEADER.fontColor, background: HEADER.background },
  'heat total': { bold: true },
  'card head': { bold: true, size: 11, background: '#eaf1f8' },
  card: { background: '#f6f9fc' },
};

function applyLooks(sheet: Sheet, layout: SummaryLayout, patterns: CellPatterns, lines: number): void {
  const width = PAGE_COLUMNS.length;
  const matrix = <T>(of: (line: PageLine, column: number) => T, none: T): T[][] =>
    Array.from({ length: lines }, (_, index) => {
      const line = layout.lines[index];
      return Array.from({ length: width }, (_unused, column) => (line ? of(line, column) : none));
    });
  const area = sheet.getRange(1, 1, lines, width);
  const usedWidth = (line: PageLine): number => line.cells.reduce((most, { at, span }) => Math.max(most, at + span), 0);
  softly('font sizes', () => {
    area.setFontSizes(matrix((line) => LOOKS[line.role]?.size ?? 10, 10));
  });
  softly('bold text', () => {
    area.setFontWeights(
      matrix((line, column) => (LOOKS[line.role]?.bold || line.cells.some(({ at, strong }) => at === column && strong) ? 'bold' : 'normal'), 'normal'),
    );
  });
  softly('italics', () => {
    area.setFontStyles(matrix((line) => (LOOKS[line.role]?.italic ? 'italic' : 'normal'), 'normal'));
  });
  softly('text colors', () => {
    area.setFontColors(matrix((line) => LOOKS[line.role]?.color ?? '#202124', '#202124'));
  });
  softly('colors', () => {
    area.setBackgrounds(matrix((line, column) => (column < usedWidth(line) ? (LOOKS[line.role]?.background ?? '#ffffff') : '#ffffff'), '#ffffff'));
  });
  softly('alignment', () => {
    area.setVerticalAlignments(matrix((line) => (line.role === 'table row' || line.role.startsWith('card') ? 'top' : 'middle'), 'middle'));
  });
  const formats = matrix((line, column) => numberFormat(line.cells.find(({ at }) => at === column)?.as ?? 'text', patterns), 'General');
  softly('number formats', () => {
    area.setNumberFormats(formats);
  });
  const alignments = matrix((line, column) => {
    const cell = line.cells.find(({ at }) => at === column);
    if (line.role.startsWith('heat') && column > 0) return 'center';
    return cell && (isNumeric(cell.as) || typeof cell.value === 'number') ? 'right' : 'left';
  }, 'left');
  softly('alignment', () => {
    area.setHorizontalAlignments(alignments);
  });
  const wraps = (role: LineRole): boolean => role.startsWith('table') || role.startsWith('heat') || role.startsWith('card');
  softly('wrapping', () => {
    area.setWraps(matrix((line) => wraps(line.role), false));
  });
  softly('merged cells', () => mergeSpans(sheet, layout));
  for (const height of new Set(layout.lines.map((line) => line.height))) {
    const rows = layout.lines.flatMap((line, index) => (line.height === height ? [index + 1] : []));
    softly('row heights', () => {
      for (const [start, count] of runsOf(rows)) sheet.setRowHeights(start, count, height);
    });
  }
  // Versions before this one colored the map by a scale of numbers.
  softly('the colors of the map', () => {
    sheet.setConditionalFormatRules([]);
  });
}

/** Colors the map by the shares behind its words, at every refresh: the words change without the layout. */
function colorMap(sheet: Sheet, { heat }: SummaryLayout, { shares }: SummaryPage['heatMap']): void {
  const columns = heat.columns - 1;
  if (heat.rows === 0 || columns < 1) return;
  sheet
    .getRange(heat.line + 1, 2, heat.rows, columns)
    .setBackgrounds(
      Array.from({ length: heat.rows }, (_, row) => Array.from({ length: columns }, (_unused, column) => heatColor(shares[row]?.[column] ?? null))),
    );
}

/** Merges the cells of wide columns, one call for all neighbouring lines that are alike. */
function mergeSpans(sheet: Sheet, { lines }: SummaryLayout): void {
  const byShape = new Map<string, { at: number; span: number; rows: number[] }>();
  lines.forEach(({ cells }, index) => {
    for (const { at, span } of cells) {
      if (span < 2) continue;
      const shape = byShape.get(`${at}:${span}`) ?? { at, span, rows: [] };
      shape.rows.push(index + 1);
      byShape.set(`${at}:${span}`, shape);
    }
  });
  for (const { at, span, rows } of byShape.values()) {
    for (const [start, count] of runsOf(rows)) sheet.getRange(start, at + 1, count, span).mergeAcross();
  }
}

function applyOnce(sheet: Sheet): void {
  PAGE_COLUMNS.forEach((width, index) => sheet.setColumnWidth(index + 1, width));
  sheet.setHiddenGridlines(true);
  sheet.setTabColor(TAB_COLORS.Summary ?? null);
  const already = sheet.getProtections(SpreadsheetApp.ProtectionType.SHEET).some((protection) => protection.getDescription() === PROTECTED_BY);
  if (!already) sheet.protect().setDescription(PROTECTED_BY).setWarningOnly(true);
}

/** Charts that were ever placed, by our id, with the id that Sheets gave each; null where an earlier version did not keep it. */
function placedCharts(kept: string): Map<string, string | null> {
  return new Map(
    kept
      .split(',')
      .filter((one) => one !== '')
      .map((one): [string, string | null] => {
        const [id = '', own] = one.split('=');
        return [id, own ?? null];
      }),
  );
}

/** The chart as it stands in the tab: by its id, since people retitle charts and the chart editor may keep titles elsewhere; by its title where none is kept or the sheet is a copy. */
function chartIn(present: readonly EmbeddedChart[], { chart }: PlacedChart, placed: ReadonlyMap<string, string | null>): EmbeddedChart | undefined {
  const own = placed.get(chart.id) ?? null;
  return (
    (own === null ? undefined : present.find((one) => String(one.getChartId()) === own)) ??
    present.find((one) => one.getOptions()?.get('title') === chart.title)
  );
}

/** Keeps the ids of the charts as they stand now. */
function noteCharts(sheet: Sheet, charts: readonly PlacedChart[], placed: Map<string, string | null>): void {
  const present = sheet.getCharts();
  for (const one of charts) {
    const id = chartIn(present, one, placed)?.getChartId() ?? null;
    if (id !== null) placed.set(one.chart.id, String(id));
  }
}

/** One that a person deleted stays deleted; one that they moved is moved again only when the page is laid out anew. */
function placeCharts(sheet: Sheet, charts: readonly PlacedChart[], placed: ReadonlyMap<string, string | null>, relaid: boolean): void {
  const present = sheet.getCharts();
  for (const one of charts) {
    const { chart, line, side, data } = one;
    const range = sheet.getRange(data.line + 1, 1, data.rows, data.columns);
    const found = chartIn(present, one, placed);
    if (!found && placed.has(chart.id)) continue;
    let builder = (found ? found.modify().clearRanges() : sheet.newChart()).addRange(range);
    if (relaid || !found) builder = builder.setPosition(line + 1, side === 'left' ? 1 : 6, side === 'left' ? 0 : 10, 4);
    if (!found) {
      builder = builder
        .setChartType(chartType(chart.kind))
        .setNumHeaders(1)
        .setOption('title', chart.title)
        .setOption('isStacked', chart.stacked)
        .setOption('width', CHART_SIZE.width)
        .setOption('height', CHART_SIZE.height)
        .setOption('hAxis', { title: chart.axes[chart.kind === 'bar' ? 1 : 0] })
        .setOption('vAxis', { title: chart.axes[chart.kind === 'bar' ? 0 : 1] })
        .setOption('legend', { position: chart.columns.length > 2 ? 'bottom' : 'none' });
    }
    if (found) sheet.updateChart(builder.build());
    else sheet.insertChart(builder.build());
  }
}

function chartType(kind: PlacedChart['chart']['kind']): GoogleAppsScript.Charts.ChartType {
  switch (kind) {
    case 'line':
      return Charts.ChartType.LINE;
    case 'column':
      return Charts.ChartType.COLUMN;
    case 'bar':
      return Charts.ChartType.BAR;
  }
}
