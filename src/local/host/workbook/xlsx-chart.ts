import type { Worksheet } from '@cj-tech-master/excelts';
import { columnLetters, type Region } from './region';
import { displayText } from './display';
import type { Tab } from './tab';
import type { ChartPart } from './tab-parts';
import type { Workbook } from './workbook';

/** EMU of a pixel. */
const EMU = 9_525;
const STANDARD_SIZE = { width: 600, height: 371 };

type Kind = 'bar' | 'line' | 'area' | 'pie' | 'doughnut' | 'scatter';
const KINDS: Readonly<Record<string, { type: Kind; barDir?: 'bar' | 'col' }>> = {
  COLUMN: { type: 'bar', barDir: 'col' },
  BAR: { type: 'bar', barDir: 'bar' },
  LINE: { type: 'line' },
  AREA: { type: 'area' },
  STEPPED_AREA: { type: 'area' },
  PIE: { type: 'pie' },
  SCATTER: { type: 'scatter' },
  COMBO: { type: 'bar', barDir: 'col' },
  HISTOGRAM: { type: 'bar', barDir: 'col' },
};

interface Line {
  readonly sheet: string;
  readonly tab: Tab;
  readonly region: Region;
}

function reference({ sheet, region }: Line): string {
  const corner = (row: number, column: number): string => `$${columnLetters(column)}$${row}`;
  return `'${sheet.replace(/'/g, "''")}'!${corner(region.row, region.column)}:${corner(region.row + region.rows - 1, region.column + region.columns - 1)}`;
}

/** Columns (or rows) of the chart's data, and how many cells at their heads are names. */
function linesOf(part: ChartPart, workbook: Workbook, fileNames: ReadonlyMap<Tab, string>): { lines: Line[]; headers: number } {
  const across = part.transposed || part.mergeStrategy === 'MERGE_ROWS';
  const lines = part.ranges.flatMap(({ sheet, region }) => {
    const tab = workbook.tabById(sheet);
    if (!tab) return [];
    const at = { sheet: fileNames.get(tab) ?? tab.name, tab };
    return across
      ? Array.from({ length: region.rows }, (_, index) => ({ ...at, region: { ...region, row: region.row + index, rows: 1 } }))
      : Array.from({ length: region.columns }, (_, index) => ({ ...at, region: { ...region, column: region.column + index, columns: 1 } }));
  });
  const [, values] = lines;
  const guessed = values && typeof values.tab.cell(values.region.row, values.region.column).value === 'string' ? 1 : 0;
  return { lines, headers: part.headers >= 0 ? Math.min(1, part.headers) : guessed };
}

function body(line: Line, headers: number): Line {
  const { region } = line;
  return {
    ...line,
    region:
      region.columns === 1
        ? { ...region, row: region.row + headers, rows: region.rows - headers }
        : { ...region, column: region.column + headers, columns: region.columns - headers },
  };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const color = (value: unknown): string | undefined => text(value)?.replace(/^#/, '').toUpperCase();

/** Draws a tab's charts into a sheet of an .xlsx. One of a kind that Excel lacks, or without data, is left out of the picture (not of the workbook). */
export function drawCharts(sheet: Worksheet, tab: Tab, workbook: Workbook, fileNames: ReadonlyMap<Tab, string>): void {
  for (const part of tab.charts) {
    const { lines, headers } = linesOf(part, workbook, fileNames);
    const [categories, ...values] = lines;
    const kind = KINDS[part.type];
    if (!kind || !categories || values.length === 0 || categories.region.rows * categories.region.columns <= headers) continue;
    const { options } = part;
    const colors = Array.isArray(options['colors']) ? options['colors'] : [];
    const seriesOptions = options['series'] as Record<string, { color?: unknown }> | undefined;
    const stacked = options['isStacked'] === true || options['isStacked'] === 'true' || options['isStacked'] === 'absolute';
    const percent = options['isStacked'] === 'percent';
    const series = values.map((line, index) => {
      const name = headers > 0 ? displayText(line.tab.cell(line.region.row, line.region.column)) : undefined;
      const fill = color(seriesOptions?.[index]?.color) ?? color(colors[index]);
      return {
        categories: reference(body(categories, headers)),
        values: reference(body(line, headers)),
        ...(name ? { name } : {}),
        ...(fill ? (kind.type === 'line' ? { line: fill } : { fill }) : {}),
      };
    });
    const title = text(options['title']);
    const isPie = kind.type === 'pie';
    const legend = options['legend'] as { position?: string } | string | undefined;
    const position = typeof legend === 'string' ? legend : legend?.position;
    const width = Number(options['width']) || STANDARD_SIZE.width;
    const height = Number(options['height']) || STANDARD_SIZE.height;
    sheet.addChart(
      {
        ...kind,
        series: isPie ? series.slice(0, 1) : series,
        title: title ?? null,
        showLegend: position !== 'none',
        legendPosition: position === 'bottom' ? 'b' : position === 'top' ? 't' : 'r',
        ...(isPie && Number(options['pieHole']) > 0 ? { type: 'doughnut' as const, holeSize: Math.round(Number(options['pieHole']) * 100) } : {}),
        ...(kind.type === 'bar' || kind.type === 'area'
          ? {
              grouping: percent
                ? ('percentStacked' as const)
                : stacked
                  ? ('stacked' as const)
                  : kind.type === 'bar'
                    ? ('clustered' as const)
                    : ('standard' as const),
            }
          : {}),
        ...(kind.type === 'bar' ? { gapWidth: 60, ...(stacked || percent ? { overlap: 100 } : {}) } : {}),
      },
      { tl: { col: part.anchor.column - 1, row: part.anchor.row - 1 }, ext: { cx: Math.round(width * EMU), cy: Math.round(height * EMU) } },
    );
  }
}
