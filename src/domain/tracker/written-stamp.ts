import { stampOf } from './cell-stamp';
import type { LivingColumn } from './columns';
import type { RowMemory } from './memory';

/** The stamp of what the add-on last wrote in a cell; null when it never wrote there or does not remember. */
export function lastStamp(row: RowMemory | undefined, column: Pick<LivingColumn, 'header' | 'format'>): string | null {
  if (row === undefined) return null;
  if (has(row.written, column.header)) return row.written[column.header] ?? null;
  return has(row.cells, column.header) ? stampOf(row.cells[column.header] ?? null, column.format) : null;
}

function has(record: Readonly<Record<string, unknown>>, key: string): boolean {
  return Object.prototype.hasOwnProperty.call(record, key);
}
