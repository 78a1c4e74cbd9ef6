import { isAutomatic } from '../settings/setting';
import { BARE_CELLS } from './cell-note';
import type { CellValue, TableTab } from '../table/tab';
import { bindRows } from './bind-rows';
import type { Grid } from './grid';
import type { ComputedRow, TableMerge } from './living-table';
import { findCell, findColumns, mergeTable } from './living-table';
import type { RowMemory, TableMemory } from './memory';
import { MEMORY_VERSION, NO_MEMORY } from './memory';

/** The column in which people set. */
export const VALUE_HEADER = 'Value';

/** The `Settings` tab as newly computed. Plain data: an attempt that is cut off is finished from it. */
export interface SettingsPlan {
  readonly tab: TableTab;
  /** Values that a person gave in the sidebar or on the command line, by setting name in lower case. */
  readonly edits: Readonly<Record<string, string>>;
}

export interface SettingsMerge {
  readonly table: TableMerge;
  readonly memory: TableMemory;
}

/** A setting's name as a key. */
export function settingKey(value: CellValue): string {
  return typeof value === 'string' ? value.trim().replace(/\s+/g, ' ').toLowerCase() : '';
}

/**
 * Merges the settings as the tracker is merged: a value that a person changed stays until they clear it or type `Automatic`, others follow the standards
 * and the account's data. A setting's row that was deleted is put back. A value never counts as the add-on's only because it equals the new one: the new one may come
 * from what the person had set.
 */
export function mergeSettings(
  plan: SettingsPlan,
  asFound: Grid,
  memory: TableMemory | null,
  cutOff: readonly (readonly [key: string, header: string])[] | null = null,
): SettingsMerge {
  const remembered = new Map(Object.entries((memory ?? NO_MEMORY).rows));
  const computed = settingRows(plan.tab);
  const keyHeader = plan.tab.columns[0]?.header ?? '';
  const grid = withGivenBack(asFound, remembered);
  const located = findColumns(plan.tab.columns, grid.headers);
  const bound = bindRows(grid, keyHeader, located, new Set(computed.map(({ key }) => key)), remembered, settingKey);
  const heldBefore = new Set((cutOff ?? []).map(([key, header]) => `${key}\n${header}`));
  const table = mergeTable({
    columns: plan.tab.columns,
    keyHeader,
    grid,
    bound: { rowOf: bound.rowOf, copies: [] },
    memory: remembered,
    computed,
    formats: BARE_CELLS,
    adoptsEqual: (header) => header !== VALUE_HEADER,
    wasWritten: (key, header) => cutOff !== null && !heldBefore.has(`${key}\n${header}`),
    edits: new Map(Object.entries(plan.edits).map(([key, text]) => [key, { [VALUE_HEADER]: typed(text) }])),
  });
  return { table, memory: { version: MEMORY_VERSION, rows: Object.fromEntries(table.memory), dismissed: {}, extraReview: 'None' } };
}

function settingRows(tab: TableTab): readonly ComputedRow[] {
  return tab.rows.map((row) => ({
    key: settingKey(row[0]?.value ?? null),
    state: null,
    replaces: {},
    cells: Object.fromEntries(tab.columns.map(({ header }, index) => [header, { value: row[index]?.value ?? null, note: row[index]?.note ?? '', link: null }])),
  }));
}

const NAME_AND_VALUE = [
  { header: 'Setting', width: 0, format: 'text' as const },
  { header: VALUE_HEADER, width: 0, format: 'text' as const },
];

/** The tab with the cells cleared in which a person typed `Automatic`: whoever leaves a value to the account's data gives the cell back. */
function withGivenBack(grid: Grid, remembered: ReadonlyMap<string, RowMemory>): Grid {
  const [name, value] = findColumns(NAME_AND_VALUE, grid.headers);
  if (!name || !value || name.index < 0 || value.index < 0) return grid;
  const rows = grid.rows.map((row, at) => {
    const text = row[value.index];
    if (typeof text !== 'string' || !isAutomatic(text)) return row;
    const { owner } = findCell(grid, at, value.index, value.column, remembered.get(settingKey(row[name.index] ?? null)));
    return owner === 'person' ? row.map((cell, column) => (column === value.index ? null : cell)) : row;
  });
  return { ...grid, rows };
}

/** Text as a person's typing would leave it in the sheet. */
export function typed(text: string): CellValue {
  const plain = text.trim();
  return /^-?\d{1,15}(\.\d+)?$/.test(plain) ? Number(plain) : plain;
}

/** A setting that a person set in the tab: its name and the text of its value. */
export interface GivenSetting {
  readonly name: string;
  readonly text: string;
}

/**
 * The settings whose value a person changed. Where memory was lost, every value counts as a person's. `unfinished` is the plan of a write that was cut
 * off with the cells that people held then: what it wrote is no edit.
 */
export function givenSettings(
  asFound: Grid,
  memory: TableMemory | null,
  unfinished: { readonly plan: SettingsPlan; readonly kept: readonly (readonly [string, string])[] } | null,
): readonly GivenSetting[] {
  const remembered = new Map<string, RowMemory>(Object.entries((memory ?? NO_MEMORY).rows));
  const grid = withGivenBack(asFound, remembered);
  const [name, value] = findColumns(NAME_AND_VALUE, grid.headers);
  if (!name || !value || name.index < 0 || value.index < 0) return [];
  const planned = new Map((unfinished ? settingRows(unfinished.plan.tab) : []).map((row) => [row.key, row]));
  const seen = new Set<string>();
  return grid.rows.flatMap((row, at) => {
    const key = settingKey(row[name.index] ?? null);
    if (key === '' || seen.has(key) || (memory !== null && !remembered.has(key))) return [];
    seen.add(key);
    const cell = findCell(grid, at, value.index, value.column, remembered.get(key));
    if (cell.owner !== 'person') return [];
    const attempt = planned.get(key)?.cells[VALUE_HEADER];
    const held = unfinished?.kept.some(([keptKey, header]) => keptKey === key && header === VALUE_HEADER) ?? false;
    if (attempt && !held && textOf(attempt.value) === textOf(cell.value)) return [];
    return [{ name: String(row[name.index]).trim(), text: textOf(cell.value) }];
  });
}

function textOf(value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'object') return 'day' in value ? value.day : new Date(value.moment).toISOString();
  return String(value).trim();
}
