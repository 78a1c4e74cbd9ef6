import { filterShows } from '../../host/sheets/filter';
import type { Cell } from '../../host/workbook/cell';
import { displayText } from '../../host/workbook/display';
import { contains } from '../../host/workbook/region';
import { serialOf } from '../../host/workbook/serial-date';
import { STANDARD_COLUMN_WIDTH, STANDARD_ROW_HEIGHT, type Tab } from '../../host/workbook/tab';
import type { ChartPart } from '../../host/workbook/tab-parts';
import type { Workbook } from '../../host/workbook/workbook';
import { lookOf, oneCell } from './look-of-cell';
import type { BookView, CellView, ChartView, ColumnShown, Look, RowShown, RunView, TabView } from './view';

/** Free rows and columns that are shown after the last one in use. */
const SPARE_ROWS = 12;
const SPARE_COLUMNS = 2;
const MOST_ROWS = 1500;

/** The visible tabs of a workbook. */
export function viewBook(workbook: Workbook): BookView {
  const tabs = workbook.tabs.filter((tab) => !tab.hidden).map(({ id, name, color }) => ({ id, name, color }));
  return { name: workbook.name, active: tabs.some(({ id }) => id === workbook.activeTabId) ? workbook.activeTabId : (tabs[0]?.id ?? 0), tabs };
}

/** A tab as a person sees it: hidden and filtered rows and columns are left out. */
export function viewTab(workbook: Workbook, tab: Tab, now: number): TabView {
  const end = tab.contentEnd();
  const columns = shownColumns(tab, Math.min(tab.columns, Math.max(end.column + SPARE_COLUMNS, 8)));
  const today = Math.floor(serialOf(now, workbook.timeZone));
  const looks = new Registry<Look>();
  const choices = new Registry<readonly string[]>();
  const lastRow = Math.min(tab.rows, Math.max(end.row + SPARE_ROWS, 30), MOST_ROWS);
  const rows: RowShown[] = [];
  for (let row = 1; row <= lastRow; row += 1) {
    if (tab.line('rows', row).hidden === true || !filterShows({ workbook, now: () => now }, tab, row)) continue;
    const cells = columns.flatMap(({ column }) => {
      const merge = tab.merges.find((region) => contains(region, oneCell(row, column)));
      if (merge !== undefined && (merge.row !== row || merge.column !== column)) return [];
      const cell = tab.cell(row, column);
      const look = looks.place(lookOf(tab, cell, row, column, today));
      return [
        {
          ...cellView(cell, column, look, choices),
          ...(merge === undefined ? {} : { columns: shownWithin(columns, merge.column, merge.columns), rows: merge.rows }),
        },
      ];
    });
    rows.push({ row, height: tab.line('rows', row).size ?? STANDARD_ROW_HEIGHT, cells });
  }
  return {
    id: tab.id,
    name: tab.name,
    frozenRows: tab.frozenRows,
    frozenColumns: columns.filter(({ column }) => column <= tab.frozenColumns).length,
    gridlines: !tab.gridlinesHidden,
    filtered: tab.filter !== null && tab.filter.tests.size > 0,
    selected: { row: tab.active.row, column: tab.active.column },
    columns,
    rows,
    looks: looks.all,
    choices: choices.all,
    charts: tab.charts.flatMap((chart) => chartView(workbook, chart)),
  };
}

/** Equal things once, each by its place. */
class Registry<T> {
  readonly all: T[] = [];
  private readonly places = new Map<string, number>();

  place(thing: T): number {
    const key = JSON.stringify(thing);
    const known = this.places.get(key);
    if (known !== undefined) return known;
    this.places.set(key, this.all.length);
    return this.all.push(thing) - 1;
  }
}

function shownColumns(tab: Tab, last: number): readonly ColumnShown[] {
  return Array.from({ length: last }, (_, index) => index + 1)
    .filter((column) => tab.line('columns', column).hidden !== true)
    .map((column) => ({ column, letters: lettersOf(column), width: tab.line('columns', column).size ?? STANDARD_COLUMN_WIDTH }));
}

function shownWithin(columns: readonly ColumnShown[], first: number, count: number): number {
  return Math.max(1, columns.filter(({ column }) => column >= first && column < first + count).length);
}

function lettersOf(column: number): string {
  return column <= 26 ? String.fromCharCode(64 + column) : lettersOf(Math.floor((column - 1) / 26)) + lettersOf(((column - 1) % 26) + 1);
}

function cellView(cell: Cell, column: number, look: number, choices: Registry<readonly string[]>): CellView {
  const text = displayText(cell);
  const runs = cell.runs && typeof cell.value === 'string' ? runViews(cell.value, cell.runs) : undefined;
  const whole = runs?.length === 1 ? runs[0]?.link : undefined;
  const listed = cell.validation?.criteria === 'VALUE_IN_LIST' ? (cell.validation.values[0] as readonly string[]) : undefined;
  return {
    column,
    text,
    typed: cell.formula ?? text,
    look,
    ...(cell.note ? { note: cell.note } : {}),
    ...(whole !== undefined ? { link: whole } : runs ? { runs } : {}),
    ...(listed ? { choices: choices.place(listed), strict: cell.validation?.allowInvalid === false } : {}),
  };
}

function runViews(text: string, runs: NonNullable<Cell['runs']>): readonly RunView[] {
  const views: RunView[] = [];
  let at = 0;
  const plainUntil = (to: number): void => {
    if (to > at) views.push({ text: text.slice(at, to) });
  };
  for (const { start, end, link, bold, fontColor } of runs) {
    plainUntil(start);
    views.push({ text: text.slice(start, end), ...(link ? { link } : {}), ...(bold ? { bold } : {}), ...(fontColor ? { color: fontColor } : {}) });
    at = end;
  }
  plainUntil(text.length);
  return views.filter((view) => view.text !== '');
}

/** A chart over one block whose first column holds the labels and whose first row the names of the series. */
function chartView(workbook: Workbook, chart: ChartPart): readonly ChartView[] {
  const [range] = chart.ranges;
  const data = range === undefined ? null : workbook.tabById(range.sheet);
  if (!data || range === undefined || (chart.type !== 'BAR' && chart.type !== 'COLUMN' && chart.type !== 'LINE')) return [];
  const { row, column, rows, columns } = range.region;
  const lines = Array.from({ length: Math.max(0, rows - 1) }, (_, index) => row + 1 + index);
  const { options, anchor } = chart;
  return [
    {
      title: String(options.title ?? ''),
      type: chart.type,
      stacked: options.isStacked === true,
      labels: lines.map((line) => displayText(data.cell(line, column))),
      series: Array.from({ length: Math.max(0, columns - 1) }, (_, index) => column + 1 + index).map((at) => ({
        name: displayText(data.cell(row, at)),
        values: lines.map((line) => {
          const { value } = data.cell(line, at);
          return typeof value === 'number' ? value : null;
        }),
      })),
      ...anchor,
      width: Number(options.width ?? 480),
      height: Number(options.height ?? 290),
    },
  ];
}
