import type { TabCell, TableTab } from '../../src/domain/table/tab';

/** The cell of one row under a header; fails when the tab has no such column. */
export function cellOf(tab: TableTab, header: string, row = 0): TabCell {
  const column = tab.columns.findIndex((each) => each.header === header);
  const found = tab.rows[row]?.[column];
  if (found === undefined) throw new Error(`${tab.name} has no cell “${header}” in row ${row}`);
  return found;
}

/** One row as header and value, without notes. */
export function rowOf(tab: TableTab, row = 0): Readonly<Record<string, unknown>> {
  return Object.fromEntries(tab.columns.map((column, place) => [column.header, tab.rows[row]?.[place]?.value]));
}

/** The values of one column. */
export function columnOf(tab: TableTab, header: string): readonly unknown[] {
  const column = tab.columns.findIndex((each) => each.header === header);
  return tab.rows.map((row) => row[column]?.value);
}
