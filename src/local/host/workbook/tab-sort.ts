import { BLANK_CELL, hasContent, type Cell } from './cell';
import type { Region } from './region';
import type { Tab } from './tab';

/** One column to sort by; `column` counts from 1 in the tab. */
export interface SortKey {
  readonly column: number;
  readonly ascending: boolean;
}

const rank = { number: 0, string: 1, boolean: 2 } as const;

/** Numbers before text before FALSE and TRUE; text without regard to case. */
function compare(a: Cell, b: Cell): number {
  const typeA = typeof a.value as keyof typeof rank;
  const typeB = typeof b.value as keyof typeof rank;
  if (typeA !== typeB) return rank[typeA] - rank[typeB];
  if (typeA === 'string') return String(a.value).localeCompare(String(b.value), 'en', { sensitivity: 'accent' });
  return Number(a.value) - Number(b.value);
}

/** Sorts the rows of a block: values, formulas, notes, looks, links and dropdowns move together; blanks go last either way; equal rows keep their order. */
export function sortRows(tab: Tab, region: Region, keys: readonly SortKey[]): void {
  const columns = Array.from({ length: region.columns }, (_, index) => region.column + index);
  const lines = Array.from({ length: region.rows }, (_, index) => ({
    cells: columns.map((column) => tab.cell(region.row + index, column)),
    keys: keys.map(({ column }) => tab.cell(region.row + index, column)),
  }));
  lines.sort((a, b) => {
    for (const [index, { ascending }] of keys.entries()) {
      const left = a.keys[index] ?? BLANK_CELL;
      const right = b.keys[index] ?? BLANK_CELL;
      if (!hasContent(left) || !hasContent(right)) {
        if (hasContent(left) !== hasContent(right)) return hasContent(left) ? -1 : 1;
        continue;
      }
      const order = compare(left, right);
      if (order !== 0) return ascending ? order : -order;
    }
    return 0;
  });
  lines.forEach(({ cells }, index) => cells.forEach((cell, at) => tab.setCell(region.row + index, region.column + at, cell)));
}
