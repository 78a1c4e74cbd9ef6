import type { BoundRows } from './bind-rows';
import { cellText } from './cell-stamp';
import { hash53 } from '../text/hash53';
import { TRACKER_COLUMNS, plainHeader } from './columns';
import type { Grid } from './grid';
import { isBlankRow } from './grid';
import { findColumns } from './living-table';
import type { TrackerRow } from './tracker';
import { rowOfValues } from './tracker';

const OWN = 'own:';

/** What a decision changes in a row, so that it stays the same row by its other cells. */
const DECIDED: ReadonlySet<string> = new Set(['Status', 'Owner'].map(plainHeader));

/**
 * Rows of the tracker that people typed themselves, from top to bottom. They have no key: they are addressed by what stands in them and where, see
 * `findOwnRow`. Blank rows are none.
 */
export function ownRows(grid: Grid, bound: BoundRows): readonly TrackerRow[] {
  const taken = new Set(bound.rowOf.values());
  const located = findColumns(TRACKER_COLUMNS, grid.headers);
  return grid.rows.flatMap((row, position) => {
    if (taken.has(position) || (isBlankRow(row) && (grid.formulas[position] ?? []).every((formula) => formula === ''))) return [];
    const values = new Map(located.map(({ column, index }) => [column.header, row[index] ?? null] as const));
    return [rowOfValues(`${OWN}${position}:${contents(grid, position)}`, position, values)];
  });
}

/** True for the address of a person's own row. */
export function isOwnRow(key: string): boolean {
  return key.startsWith(OWN);
}

/**
 * The own row of an address that may be older than the sheet: the one with the same contents in the same place, else the only one with these contents,
 * wherever it went. Null where it changed, is gone, or several could be meant: nothing may be written on a guess.
 */
export function findOwnRow(rows: readonly TrackerRow[], address: string): TrackerRow | null {
  const exact = rows.find(({ key }) => key === address);
  if (exact !== undefined || !isOwnRow(address)) return exact ?? null;
  const alike = rows.filter(({ key }) => isOwnRow(key) && contentsIn(key) === contentsIn(address));
  return alike.length === 1 ? (alike[0] ?? null) : null;
}

function contentsIn(address: string): string {
  return address.slice(address.lastIndexOf(':') + 1);
}

/** A formula counts as written, not as it comes out today. */
function contents(grid: Grid, position: number): string {
  const cells = grid.headers.flatMap((header, index) => {
    const formula = grid.formulas[position]?.[index] ?? '';
    const value = grid.rows[position]?.[index] ?? null;
    return DECIDED.has(plainHeader(header)) || (formula === '' && value === null) ? [] : [[header, formula === '' ? value : formula]];
  });
  return hash53(cellText(JSON.stringify(cells)), 5);
}
