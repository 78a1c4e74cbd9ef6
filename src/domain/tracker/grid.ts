import type { CellValue } from '../table/tab';

/** A tab as found: the header row and everything below it, each row as long as the header row. */
export interface Grid {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly CellValue[])[];
  /** Cell notes in the same shape; `''` where there is none. */
  readonly notes: readonly (readonly string[])[];
  /** Formulas in the same shape; `''` where the cell holds a plain value. */
  readonly formulas: readonly (readonly string[])[];
}

/** A tab that does not exist yet. */
export const NO_GRID: Grid = { headers: [], rows: [], notes: [], formulas: [] };

/** True when nothing stands in the row. */
export function isBlankRow(row: readonly CellValue[]): boolean {
  return row.every((value) => value === null || value === '');
}
