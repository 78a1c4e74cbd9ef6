import type { CellValue } from '../report/tab';
import { stampFound } from './cell-stamp';
import type { LivingColumn } from './columns';
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
 * Finds the rows of the known keys, wherever they are. The first row with a key stays bound. When no known key stands under its header any more
 * (the column was renamed, emptied or deleted), the keys are looked for in the other columns, and then rows are told by what was last written in them:
 * a hidden column that went missing must not look like a person deleting every row.
 */
export function bindRows(
  grid: Grid, keyColumn: number, columns: readonly { readonly column: LivingColumn; readonly index: number }[],
  known: ReadonlySet<string>, memory: ReadonlyMap<string, RowMemory>, plainKey: PlainKey = exactKey,
): BoundRows {
  const byHeader = keyColumn < 0 ? nothing() : bindByColumn(grid, keyColumn, known, plainKey);
  if (byHeader.rowOf.size > 0 || memory.size === 0) return byHeader;
  for (let column = 0; column < grid.headers.length; column += 1) {
    const found = column === keyColumn ? nothing() : bindByColumn(grid, column, known, plainKey);
    // A copy beside the emptied key column has nothing to be cleared.
    if (found.rowOf.size > 0) return { rowOf: found.rowOf, copies: [] };
  }
  return bindByContent(grid, columns.filter(({ index }) => index !== keyColumn), memory);
}

function nothing(): BoundRows {
  return { rowOf: new Map(), copies: [] };
}

function bindByColumn(grid: Grid, column: number, known: ReadonlySet<string>, plainKey: PlainKey): BoundRows {
  const rowOf = new Map<string, number>();
  const copies: number[] = [];
  grid.rows.forEach((row, index) => {
    const key = plainKey(row[column] ?? null);
    if (key === '' || !known.has(key)) return;
    if (rowOf.has(key)) copies.push(index);
    else rowOf.set(key, index);
  });
  return { rowOf, copies };
}

/** Columns whose contents tell rows apart; the others hold words or dates that many rows share. */
const TELLING: ReadonlySet<string> = new Set(['Segment', 'Rule', 'Evidence', 'Definition', 'Link', 'Score', 'Audience size', 'Value at stake']);

/** Telling cells that have to be as they were left before a row counts as recognized. */
const ENOUGH = 3;

function bindByContent(
  grid: Grid, columns: readonly { readonly column: LivingColumn; readonly index: number }[], memory: ReadonlyMap<string, RowMemory>,
): BoundRows {
  const telling = columns.filter(({ column, index }) => index >= 0 && TELLING.has(column.header));
  const stamps = grid.rows.map((row, at) => isBlankRow(row) ? [] : telling.map(({ column, index }) =>
    stampFound(row[index] ?? null, grid.formulas[at]?.[index] ?? '', column.format)));
  const rowOf = new Map<string, number>();
  const taken = new Set<number>();
  for (const [key, row] of memory) {
    const last = telling.map(({ column }) => lastStamp(row, column));
    let best = -1;
    let bestScore = ENOUGH - 1;
    stamps.forEach((found, at) => {
      if (taken.has(at)) return;
      const score = found.filter((stamp, column) => stamp !== '' && stamp === last[column]).length;
      if (score > bestScore) { best = at; bestScore = score; }
    });
    if (best < 0) continue;
    taken.add(best);
    rowOf.set(key, best);
  }
  return { rowOf, copies: [] };
}
