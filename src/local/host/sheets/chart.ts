import type { Tab } from '../workbook/tab';
import type { ChartPart } from '../workbook/tab-parts';
import { enumeration, memberName } from '../enumeration';
import { coreOf, offer } from '../refusal';
import { RangeCore } from './range-core';
import type { SheetsContext } from './sheets-context';

type Chart = GoogleAppsScript.Spreadsheet.EmbeddedChart;
type Builder = GoogleAppsScript.Spreadsheet.EmbeddedChartBuilder;

/** The service `Charts`, as far as charts in a sheet need its enums. */
export const CHART_ENUMS = {
  ChartType: enumeration<typeof GoogleAppsScript.Charts.ChartType>('ChartType', [
    'TIMELINE',
    'AREA',
    'BAR',
    'BUBBLE',
    'CANDLESTICK',
    'COLUMN',
    'COMBO',
    'GAUGE',
    'GEO',
    'HISTOGRAM',
    'RADAR',
    'LINE',
    'ORG',
    'PIE',
    'SCATTER',
    'SPARKLINE',
    'STEPPED_AREA',
    'TABLE',
    'TREEMAP',
    'WATERFALL',
  ]),
};

/** The chart behind an `EmbeddedChart`; `tab` is where it stands once it is inserted. */
export class ChartCore {
  constructor(readonly part: ChartPart) {}
}

function emptyChart(): ChartPart {
  return {
    id: 0,
    type: 'COLUMN',
    ranges: [],
    headers: -1,
    transposed: false,
    mergeStrategy: 'MERGE_COLUMNS',
    hiddenStrategy: 'IGNORE_BOTH',
    options: {},
    anchor: { row: 1, column: 1, offsetX: 0, offsetY: 0 },
  };
}

function rangesOf(part: ChartPart, context: SheetsContext) {
  return part.ranges.flatMap(({ sheet, region }) => {
    const tab = context.workbook.tabById(sheet);
    return tab ? [context.make.range(tab, region)] : [];
  });
}

/** An `EmbeddedChart` over a chart's description. */
export function createChart(context: SheetsContext, part: ChartPart): Chart {
  const options = { get: (name: string) => part.options[name] ?? null } satisfies Partial<GoogleAppsScript.Charts.ChartOptions>;
  const members = {
    getChartId: () => part.id || null,
    getOptions: () => offer<object>('ChartOptions', options, context.quiet) as GoogleAppsScript.Charts.ChartOptions,
    getRanges: () => rangesOf(part, context),
    modify: () => createChartBuilder(context, part),
  } satisfies Partial<Chart>;
  return offer<object>('EmbeddedChart', members, context.quiet, new ChartCore(part)) as Chart;
}

/** What `Sheet.newChart()` gives. */
export function createChartBuilder(context: SheetsContext, start: ChartPart = emptyChart()): Builder {
  let part = start;
  const set = (members: Partial<ChartPart>): Builder => {
    part = { ...part, ...members };
    return builder;
  };
  const rangeOf = (range: unknown, method: string) => {
    const core = coreOf(range, RangeCore, `SpreadsheetApp.EmbeddedChartBuilder.${method}`);
    return { sheet: core.tab.id, region: core.region };
  };
  const members = {
    build: () => createChart(context, part),
    addRange: (range: unknown) => set({ ranges: [...part.ranges, rangeOf(range, 'addRange')] }),
    clearRanges: () => set({ ranges: [] }),
    getRanges: () => rangesOf(part, context),
    setChartType: (type: unknown) => set({ type: memberName(type, 'ChartType', 'SpreadsheetApp.EmbeddedChartBuilder.setChartType') }),
    setNumHeaders: (headers: number) => set({ headers }),
    // Options are kept as plain data: what a chart cannot keep would not survive being saved.
    setOption: (option: string, value: unknown) => set({ options: { ...part.options, [option]: JSON.parse(JSON.stringify(value ?? null)) as unknown } }),
    setPosition: (row: number, column: number, offsetX: number, offsetY: number) => {
      if (row < 1 || column < 1) throw new Error('The position of a chart counts from row 1 and column 1.');
      return set({ anchor: { row, column, offsetX, offsetY } });
    },
  } satisfies Partial<Builder>;
  const builder: Builder = offer<object>('EmbeddedChartBuilder', members, context.quiet) as Builder;
  return builder;
}

/** Charts of a tab. */
export function chartMethods(context: SheetsContext, tab: Tab, change: (work: () => void) => void) {
  const partOf = (chart: unknown, method: string): ChartPart => coreOf(chart, ChartCore, `SpreadsheetApp.Sheet.${method}`).part;
  const requireKnown = (part: ChartPart): void => {
    if (!tab.charts.some((chart) => chart.id === part.id)) throw new Error('The chart is not on this sheet.');
  };
  return {
    newChart: () => createChartBuilder(context),
    getCharts: () => tab.charts.map((part) => createChart(context, part)),
    insertChart: (chart: Chart) =>
      change(() => {
        const part = partOf(chart, 'insertChart');
        if (part.ranges.length === 0) throw new Error('A chart needs at least one range.');
        tab.charts.push({ ...part, id: context.workbook.freshId() });
      }),
    updateChart: (chart: Chart) =>
      change(() => {
        const part = partOf(chart, 'updateChart');
        requireKnown(part);
        tab.charts = tab.charts.map((one) => (one.id === part.id ? part : one));
      }),
  } satisfies Partial<GoogleAppsScript.Spreadsheet.Sheet>;
}
