import type { CellValue } from '../table/tab';
import { stampFound } from './cell-stamp';
import type { LivingColumn } from './columns';
import { plainHeader } from './columns';
import type { Grid } from './grid';
import { isBlankRow } from './grid';
import type { RowMemory } from './memory';
import { lastStamp } from './written-stamp';

/** Which row of the tab belongs to which key. Row numbers count from 0 below the header. */
export interface BoundRows {
  readonly rowOf: ReadonlyMap<string, number>;
  /** Rows that repeat another row's key: a person copied them, so they are their own from now on. */
  readonly copies: readonly number[];
}

/** How a key is compared. */
export type PlainKey = (value: CellValue) => string;

export const exactKey: PlainKey = (value) => (typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '');

/**
 * Finds the rows of the known keys, wherever they are. The first row with a key stays bound; where two columns bear the key's header, the first one that
 * names a row counts. A row whose key cell holds something else is looked up in the other columns (the column was renamed and another took its name).
 * When no known key stands under that header at all (the column was renamed, emptied or deleted), every row is, and then rows are told by what was last
 * written in them: a hidden column that went missing must not look like a person deleting every row. Where the column is still there, that takes most
 * rows to be recognized: a copy of one that outlived the deleted original is its person's.
 */
export function bindRows(
  grid: Grid,
  keyHeader: string,
  columns: readonly { readonly column: LivingColumn; readonly index: number }[],
  known: ReadonlySet<string>,
  memory: ReadonlyMap<string, RowMemory>,
  plainKey: PlainKey = exactKey,
): BoundRows {
  const titled = grid.headers.flatMap((header, index) => (plainHeader(header) === plainHeader(keyHeader) ? [index] : []));
  const others = grid.headers.map((_header, index) => index).filter((index) => !titled.includes(index));
  const keyIn = (row: readonly CellValue[], among: readonly number[]): string | undefined =>
    among.map((column) => plainKey(row[column] ?? null)).find((text) => text !== '' && known.has(text));
  const inPlace = grid.rows.map((row) => keyIn(row, titled));
  const lost = inPlace.every((key) => key === undefined) && memory.size > 0;
  const isForeign = (row: readonly CellValue[]): boolean => titled.some((column) => !isBlank(row[column]));
  const rowOf = new Map<string, number>();
  const copies: number[] = [];
  const bind = (key: string, index: number): void => {
    if (!rowOf.has(key)) rowOf.set(key, index);
    // A copy found beside the key column has no key of its own that could be cleared.
    else if (inPlace[index] === key) copies.push(index);
  };
  inPlace.forEach((key, index) => {
    if (key !== undefined) bind(key, index);
  });
  grid.rows.forEach((row, index) => {
    const key = inPlace[index] === undefined && (lost || isForeign(row)) ? keyIn(row, others) : undefined;
    if (key !== undefined) bind(key, index);
  });
  if (!lost) return { rowOf, copies };
  // A row without a key in the column that now holds the others' is its person's own.
  const keyed = others.filter((column) => grid.rows.some((row) => keyIn(row, [column]) !== undefined));
  const isOwn = (row: readonly CellValue[]): boolean => keyed.length > 0 && keyed.every((column) => isBlank(row[column]));
  const recognized = bindByContent(
    grid,
    columns.filter(({ column }) => column.header !== keyHeader),
    memory,
    rowOf,
    isOwn,
  );
  return { rowOf: titled.length === 0 || recognized.size >= Math.max(2, memory.size / 2) ? recognized : rowOf, copies };
}

/** Columns whose contents tell rows apart; the others hold words or dates that many rows share. */
const TELLING: ReadonlySet<string> = new Set(['Segment', 'Rule', 'Evidence', 'Definition', 'Link', 'Score', 'Audience size', 'Value at stake']);

/** Telling cells that have to be as they were left before a row counts as recognized. */
const ENOUGH = 3;

function bindByContent(
  grid: Grid,
  columns: readonly { readonly column: LivingColumn; readonly index: number }[],
  memory: ReadonlyMap<string, RowMemory>,
  bound: ReadonlyMap<string, number>,
  isOwn: (row: readonly CellValue[]) => boolean,
): ReadonlyMap<string, number> {
  const telling = columns.filter(({ column, index }) => index >= 0 && TELLING.has(column.header));
  const stamps = grid.rows.map((row, at) =>
    isBlankRow(row) || isOwn(row) ? [] : telling.map(({ column, index }) => stampFound(row[index] ?? null, grid.formulas[at]?.[index] ?? '', column.format)),
  );
  const pairs: { key: string; row: number; score: number }[] = [];
  const taken = new Set(bound.values());
  for (const [key, row] of memory) {
    if (bound.has(key)) continue;
    const last = telling.map(({ column }) => lastStamp(row, column));
    stamps.forEach((found, at) => {
      const score = taken.has(at) ? 0 : found.filter((stamp, column) => stamp !== '' && stamp === last[column]).length;
      if (score >= ENOUGH) pairs.push({ key, row: at, score });
    });
  }
  const rowOf = new Map(bound);
  for (const { key, row } of pairs.sort((a, b) => b.score - a.score)) {
    if (rowOf.has(key) || taken.has(row)) continue;
    taken.add(row);
    rowOf.set(key, row);
  }
  return rowOf;
}

function isBlank(value: CellValue | undefined): boolean {
  return value === undefined || value === null || value === '';
}
