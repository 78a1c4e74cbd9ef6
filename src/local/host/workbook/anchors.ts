import { displayText } from './display';
import type { AnchoredRegion } from './extras';
import type { Region } from './region';
import type { Tab } from './tab';

/** The row whose texts name the columns: the last frozen one, else the first. */
function headerRow(tab: Tab): number {
  return Math.max(1, tab.frozenRows);
}

/** What stands at the head of a column. */
export function headerOf(tab: Tab, column: number): string {
  return displayText(tab.cell(headerRow(tab), column));
}

/** The region with what it is found by again, should another program move columns or add rows. */
export function anchored(tab: Tab, region: Region): AnchoredRegion {
  return {
    ...region,
    headers: Array.from({ length: region.columns }, (_, index) => headerOf(tab, region.column + index)),
    toEnd: region.row + region.rows - 1 >= tab.contentEnd().row,
  };
}

/** The column that bears the header, `expected` if it does; null when none or several others do. */
export function columnOf(tab: Tab, header: string, expected: number): number | null {
  if (headerOf(tab, expected) === header) return expected;
  if (header === '') return null;
  const found: number[] = [];
  for (let column = 1; column <= tab.contentEnd().column; column += 1) if (headerOf(tab, column) === header) found.push(column);
  return found.length === 1 ? (found[0] as number) : null;
}

/** Where the region lies now: over the columns that bear its headers. Null when none is left. What reached to the last row still does. */
export function located(tab: Tab, region: AnchoredRegion): Region | null {
  if (region.row > tab.rows) return null;
  const named = region.headers.flatMap((header, index) =>
    header === '' ? [] : [{ before: region.column + index, now: columnOf(tab, header, region.column + index) }],
  );
  const places = named.map(({ now }) => now).filter((now) => now !== null);
  if (named.length > 0 && places.length === 0) return null;
  const moved = named.some(({ before, now }) => before !== now);
  const column = moved ? Math.min(...places) : region.column;
  const columns = moved ? Math.max(...places) - column + 1 : Math.min(region.columns, tab.columns - region.column + 1);
  if (columns < 1) return null;
  const end = Math.max(region.row + region.rows - 1, region.toEnd ? tab.contentEnd().row : 0);
  return { row: region.row, column, rows: Math.min(end, tab.rows) - region.row + 1, columns };
}

/** The texts of a row, by which it is found again. */
export function rowText(tab: Tab, row: number): string {
  return Array.from({ length: tab.contentEnd().column }, (_, index) => displayText(tab.cell(row, index + 1))).join('\u001f');
}

/** The row that has these texts, `expected` if it does; null when none or several others do. */
export function rowOf(tab: Tab, text: string, expected: number): number | null {
  if (rowText(tab, expected) === text) return expected;
  const found: number[] = [];
  for (let row = 1; row <= tab.contentEnd().row; row += 1) if (rowText(tab, row) === text) found.push(row);
  return found.length === 1 ? (found[0] as number) : null;
}
