import type { SummaryChart, SummaryPage, SummaryTable } from '../domain/report/summary-page';
import type { TabCell, TabColumn } from '../domain/table/tab';
import { briefLines } from './brief-lines';
import { brokenInto } from './broken-into';
import type { LineRole, PageCell, PageLine } from './page-lines';

export type { LineRole, PageLine } from './page-lines';

/** Columns of the page and their widths in pixels: together about what a laptop shows and what a landscape page prints. */
export const PAGE_COLUMNS: readonly number[] = [166, 95, 95, 95, 109, 95, 95, 95, 95, 95];
export const CHART_ROWS = 15;
export const CHART_SIZE = { width: 510, height: 300 } as const;

/** A chart with the place of its data block, in lines of the page counted from 0. */
export interface PlacedChart {
  readonly chart: SummaryChart;
  readonly line: number;
  readonly side: 'left' | 'right';
  readonly data: { readonly line: number; readonly rows: number; readonly columns: number };
}

export interface SummaryLayout {
  readonly lines: readonly PageLine[];
  readonly charts: readonly PlacedChart[];
  readonly heat: { readonly line: number; readonly rows: number; readonly columns: number };
}

const LINE = 21;
/** Characters that fit into one line of the page's whole width. */
const PAGE_CHARACTERS = 150;

/**
 * Lays the page out: the brief as the first screen, the plan with its curve, key figures, heat map, further tables, limits and assumptions, and last the
 * figures behind the charts. Long sentences are broken into
 * lines here, since a sheet does not grow the rows of merged cells by itself.
 */
export function layoutSummary(page: SummaryPage): SummaryLayout {
  const lines: PageLine[] = [];
  const put = (role: LineRole, cells: readonly PageCell[], height = LINE): void => {
    lines.push({ role, cells, height });
  };
  const text = (role: LineRole, words: string): void => {
    for (const part of brokenInto(words, PAGE_CHARACTERS)) put(role, [whole(part)], role === 'title' ? 36 : role === 'headline' ? 28 : LINE);
  };
  const blank = (): void => put('blank', []);

  text('title', page.title);
  text('subtitle', page.subtitle);
  text('headline', page.headline);
  if (page.brief.plan !== null) text('sentence', page.brief.plan);
  for (const line of briefLines(page.brief)) put(line.role, line.cells, line.height);
  blank();
  const [plan, ...others] = page.tables;
  const block = (of: SummaryTable): void => {
    text('heading', of.title);
    if (of.explanation !== '') text('explanation', of.explanation);
    if (of.rows.length === 0) text('sentence', of.whenEmpty);
    else table(put, of.columns, of.rows);
    blank();
  };
  if (plan !== undefined) block(plan);
  const places = chartSpaces(page.charts, lines, put, text);
  text('heading', 'Key figures');
  table(
    put,
    FIGURE_COLUMNS,
    page.figures.map((figure) => [
      { value: figure.name },
      { ...figure.cell, format: figure.cell.format ?? figure.format },
      { value: figure.counts },
      { value: figure.period },
      { value: figure.method },
    ]),
  );
  blank();
  text('heading', page.heatMap.title);
  text('explanation', page.heatMap.explanation);
  const heatLine = lines.length + 1;
  heatMap(put, page);
  const heat = { line: heatLine, rows: page.heatMap.rows.length, columns: page.heatMap.columns.length };
  blank();
  for (const one of others) block(one);
  for (const notes of page.notes) {
    text('heading', notes.title);
    for (const sentence of notes.sentences) text('sentence', `• ${sentence}`);
    blank();
  }
  if (page.charts.length > 0) text('heading', 'Figures behind the charts');
  const charts = page.charts.map((chart, index): PlacedChart => {
    text('explanation', chart.title);
    const data = { line: lines.length, rows: chart.rows.length + 1, columns: chart.columns.length };
    plainTable(put, chart.columns, chart.rows);
    blank();
    const place = places[index] ?? { line: 0, side: 'left' as const };
    return { chart, ...place, data };
  });
  return { lines, charts, heat };
}

const FIGURE_COLUMNS: readonly TabColumn[] = [
  { header: 'Key figure', width: 180, format: 'text' },
  { header: 'Value', width: 95, format: 'text' },
  { header: 'What it counts', width: 285, format: 'long text' },
  { header: 'Period', width: 190, format: 'long text' },
  { header: 'How it came about', width: 285, format: 'long text' },
];

type Put = (role: LineRole, cells: readonly PageCell[], height?: number) => void;

function whole(words: string): PageCell {
  return { value: words, at: 0, span: 1, as: 'text' };
}

/** Two charts side by side to a row of space; explanations that charts need stand under them. */
function chartSpaces(
  charts: readonly SummaryChart[],
  lines: readonly PageLine[],
  put: Put,
  text: (role: LineRole, words: string) => void,
): readonly { line: number; side: 'left' | 'right' }[] {
  const places: { line: number; side: 'left' | 'right' }[] = [];
  for (let index = 0; index < charts.length; index += 2) {
    const line = lines.length;
    const pair = charts.slice(index, index + 2);
    pair.forEach((_chart, side) => places.push({ line, side: side === 0 ? 'left' : 'right' }));
    for (let row = 0; row < CHART_ROWS; row += 1) put('chart space', []);
    for (const { title, explanation } of pair) if (explanation !== '') text('explanation', `${title}: ${explanation}`);
    put('blank', []);
  }
  return places;
}

function heatMap(put: Put, { heatMap: map }: SummaryPage): void {
  const spans = map.columns.map((_column, index) => ({ at: index, span: 1 }));
  const row = (role: LineRole, cells: readonly TabCell[]): void =>
    put(
      role,
      cells.map((cell, index) => ({ ...cell, at: spans[index]?.at ?? 0, span: 1, as: cell.format ?? map.columns[index]?.format ?? 'text' })),
      role === 'heat head' ? 38 : 24,
    );
  row(
    'heat head',
    map.columns.map(({ header }) => ({ value: header, format: 'text' as const })),
  );
  map.rows.forEach((cells, index) => row(index === map.rows.length - 1 && String(cells[0]?.value).startsWith('All ') ? 'heat total' : 'heat row', cells));
}

/** A table whose columns take as many columns of the page as their widths need. */
function table(put: Put, columns: readonly TabColumn[], rows: readonly (readonly TabCell[])[]): void {
  const spans = spansOf(columns);
  const line = (role: LineRole, cells: readonly TabCell[]): void => {
    const placed = cells.map((cell, index): PageCell => {
      const { at, span } = spans[index] ?? { at: 0, span: 1 };
      return { ...cell, at, span, as: cell.format ?? columns[index]?.format ?? 'text' };
    });
    put(role, placed, heightOf(placed));
  };
  line(
    'table head',
    columns.map(({ header }) => ({ value: header, format: 'text' as const })),
  );
  for (const row of rows) line('table row', row);
}

/** A table of figures for a chart: one column of the page each, so that the chart finds them side by side. */
function plainTable(put: Put, columns: readonly TabColumn[], rows: readonly (readonly TabCell[])[]): void {
  put(
    'table head',
    columns.map(({ header }, index) => ({ value: header, at: index, span: 1, as: 'text' })),
    38,
  );
  for (const row of rows)
    put(
      'table row',
      row.map((cell, index) => ({ ...cell, at: index, span: 1, as: cell.format ?? columns[index]?.format ?? 'text' })),
    );
}

/** Every column gets one column of the page; what is left goes to those whose text is widest. */
export function spansOf(columns: readonly TabColumn[]): readonly { readonly at: number; readonly span: number }[] {
  const spans = columns.map(() => 1);
  const widthOf = (from: number, span: number): number => PAGE_COLUMNS.slice(from, from + span).reduce((sum, width) => sum + width, 0);
  const starts = (): number[] => spans.map((_span, index) => spans.slice(0, index).reduce((sum, span) => sum + span, 0));
  for (let left = PAGE_COLUMNS.length - columns.length; left > 0; left -= 1) {
    const at = starts();
    const lacks = columns.map(({ width }, index) => width - widthOf(at[index] ?? 0, spans[index] ?? 1));
    const most = Math.max(...lacks);
    if (most <= 20) break;
    const neediest = lacks.indexOf(most);
    spans[neediest] = (spans[neediest] ?? 1) + 1;
  }
  const at = starts();
  return spans.map((span, index) => ({ at: at[index] ?? 0, span }));
}

/** Height that shows the text of a line's cells in full, up to eight lines. */
function heightOf(cells: readonly PageCell[]): number {
  const lines = cells.map(({ value, at, span }) => {
    const width = PAGE_COLUMNS.slice(at, at + span).reduce((sum, one) => sum + one, 0);
    const text = typeof value === 'string' ? value : '';
    return text.split('\n').reduce((sum, part) => sum + Math.max(1, Math.ceil(part.length / (width / 6.2))), 0);
  });
  return LINE + 16 * (Math.min(8, Math.max(1, ...lines)) - 1);
}

/** Tells two layouts apart that need other looks: where blocks begin, how they are merged and how high their lines are. */
export function layoutSignature(layout: SummaryLayout): string {
  return layout.lines
    .map(({ role, height, cells }) => `${role}/${height}/${cells.map(({ at, span, as, strong }) => `${at}.${span}.${as}${strong ? '!' : ''}`).join(',')}`)
    .join('\n');
}
