import type { ConditionalFormattingOptions } from '@cj-tech-master/excelts';
import { blocksOf } from './cell-blocks';
import { a1Notation, columnLetters, parseA1, type Region } from './region';
import type { Tab } from './tab';
import type { BandingPart } from './tab-parts';
import { ruleStyle } from './xlsx-conditional';

/**
 * An .xlsx has no banding. It is kept as conditional formats whose formulas bear its data as a text that changes nothing (N of a text is 0):
 * every program shows the stripes, and moves them when rows are inserted, deleted or sorted.
 */
const MARK = /N\("banding (\S+) (rows|columns) (\S+) (\S+) (\S+) (\S+) (header|first|second|footer)"\)=0/;
/** Above this number of blocks, stripes run over cells that have a color of their own. */
const MOST_BLOCKS = 150;

const PARTS = ['header', 'first', 'second', 'footer'] as const;
type Part = (typeof PARTS)[number];

function regionOf(banding: BandingPart, part: Part): Region | null {
  const { region, by, header, footer } = banding;
  const size = by === 'rows' ? region.rows : region.columns;
  const start = by === 'rows' ? region.row : region.column;
  const [from, count] =
    part === 'header'
      ? [start, header ? 1 : 0]
      : part === 'footer'
        ? [start + size - 1, footer ? 1 : 0]
        : [start + (header ? 1 : 0), size - (header ? 1 : 0) - (footer ? 1 : 0)];
  if (count <= 0 || banding[part] === null) return null;
  return by === 'rows' ? { ...region, row: from, rows: count } : { ...region, column: from, columns: count };
}

/** The cells of a region that have no color of their own, in few blocks: a cell's own color goes before a stripe. */
function uncolored(tab: Tab, region: Region): Region[] {
  const colored = new Set<string>();
  tab.eachCell((cell, row, column) => {
    if (cell.style.background) colored.add(`${row} ${column}`);
  });
  const own: [number, number][] = [];
  let any = false;
  for (let row = region.row; row < region.row + region.rows; row += 1) {
    for (let column = region.column; column < region.column + region.columns; column += 1) {
      if (colored.has(`${row} ${column}`)) any = true;
      else own.push([row, column]);
    }
  }
  if (!any) return [region];
  const blocks = blocksOf(own);
  return blocks.length > MOST_BLOCKS ? [region] : blocks;
}

/** A tab's bandings as conditional formats, from `priority` on. */
export function xlsxBandings(tab: Tab, priority: number): ConditionalFormattingOptions[] {
  let order = priority;
  return tab.bandings.flatMap((banding) =>
    PARTS.flatMap((part) => {
      const region = regionOf(banding, part);
      if (!region) return [];
      const blocks = uncolored(tab, region);
      const mark = `N("banding ${banding.id} ${banding.by} ${PARTS.map((name) => banding[name] ?? '-').join(' ')} ${part}")=0`;
      const counted =
        banding.by === 'rows' ? `ROW()-ROW($${columnLetters(region.column)}$${region.row})` : `COLUMN()-COLUMN($${columnLetters(region.column)}$${region.row})`;
      const formula = part === 'first' || part === 'second' ? `AND(MOD(${counted},2)=${part === 'first' ? 0 : 1},${mark})` : mark;
      order += 1;
      // Where every cell has a color of its own the rule colors nothing: it only marks the place.
      const style = blocks.length === 0 ? {} : ruleStyle({ background: banding[part] as string });
      return [
        {
          ref: (blocks.length === 0 ? [region] : blocks).map(a1Notation).join(' '),
          rules: [{ type: 'expression' as const, priority: order, formulae: [formula], style }],
        },
      ];
    }),
  );
}

/** Takes the bandings out of a tab's conditional formats; gives them and the formats that are left. */
export function bandingsOf(
  written: readonly ConditionalFormattingOptions[],
  bounds: { rows: number; columns: number },
): { bandings: BandingPart[]; rest: ConditionalFormattingOptions[] } {
  const bandings = new Map<string, BandingPart>();
  const rest = written.map((entry) => {
    const kept = entry.rules.filter((rule) => {
      const match = rule.type === 'expression' ? MARK.exec(String(rule.formulae?.[0] ?? '')) : null;
      if (!match) return true;
      const [, id = '', by, ...colors] = match;
      const regions = entry.ref
        .split(' ')
        .map((one) => parseA1(one, bounds))
        .filter((region) => region !== null);
      const [header, first, second, footer] = colors.slice(0, 4).map((color) => (color === '-' ? null : color)) as (string | null)[];
      const known = bandings.get(id);
      const region = regions.reduce(around, known?.region ?? (regions[0] as Region));
      if (regions.length > 0)
        bandings.set(id, {
          id,
          by: by as BandingPart['by'],
          region,
          header: header ?? null,
          first: first ?? null,
          second: second ?? null,
          footer: footer ?? null,
        });
      return false;
    });
    return { ...entry, rules: kept };
  });
  return { bandings: [...bandings.values()], rest: rest.filter(({ rules }) => rules.length > 0) };
}

/** The smallest region that holds both. */
function around(a: Region, b: Region): Region {
  const row = Math.min(a.row, b.row);
  const column = Math.min(a.column, b.column);
  return { row, column, rows: Math.max(a.row + a.rows, b.row + b.rows) - row, columns: Math.max(a.column + a.columns, b.column + b.columns) - column };
}
