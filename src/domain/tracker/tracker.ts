import { DAY } from '../account/known';
import { dayText } from '../account/local-day';
import type { CellFormats } from './cell-note';
import type { CellValue } from '../table/tab';
import type { TrackerLine } from '../table/tracker-line';
import type { TrackerHeader } from './columns';
import type { BoundRows } from './bind-rows';
import { bindRows } from './bind-rows';
import { TRACKER_COLUMNS } from './columns';
import type { Grid } from './grid';
import type { MergedRow, TableMerge } from './living-table';
import { findColumns, mergeTable } from './living-table';
import type { RowMemory, TableMemory } from './memory';
import { MEMORY_VERSION, NO_MEMORY, withDismissed } from './memory';
import type { TrackerPlan } from './tracker-plan';

/** A tracker row after the merge, with what the report leaves out. */
export interface TrackerRow extends TrackerLine {
  /** Klaviyo definition as JSON text; empty where there is none. */
  readonly definition: string;
  /** False when the last refresh no longer recommended it. */
  readonly holds: boolean;
  /** Row below the header, from 0. */
  readonly position: number;
}

/** What a refresh does to the tracker, and what it looks like afterwards. */
export interface TrackerMerge {
  readonly table: TableMerge;
  readonly memory: TableMemory;
  readonly rows: readonly TrackerRow[];
  /** The rows that are in the sheet, as they stand before the merge. */
  readonly found: readonly TrackerRow[];
  /** Which row of the tab is whose, before the merge. */
  readonly bound: BoundRows;
  /** Keys of the rows that people deleted since the last refresh. */
  readonly newlyDismissed: readonly string[];
}

/**
 * Merges the planned rows with the tracker as it stands. `cutOff` is the kept cells of an attempt that did not get to its end (as `key` and header):
 * every other cell that holds its planned value was written by that attempt. A tracker without any of its columns was deleted or never made; it is
 * built anew, which dismisses nothing.
 */
export function mergeTracker(
  plan: TrackerPlan,
  grid: Grid,
  memory: TableMemory | null,
  formats: CellFormats,
  cutOff: readonly (readonly [key: string, header: string])[] | null = null,
): TrackerMerge {
  const known = memory ?? NO_MEMORY;
  const remembered = new Map(Object.entries(known.rows));
  const located = findColumns(TRACKER_COLUMNS, grid.headers);
  const keys = new Set([...remembered.keys(), ...plan.rows.map(({ key }) => key)]);
  const bound = bindRows(grid, 'Key', located, keys, remembered);
  const rebuilt = located.every(({ index }) => index < 0);
  const isDeleted = (key: string): boolean => !rebuilt && remembered.has(key) && !bound.rowOf.has(key);
  const deleted = plan.rows.filter(({ key }) => isDeleted(key));
  const heldBefore = new Set((cutOff ?? []).map(([key, header]) => `${key}\n${header}`));
  const table = mergeTable({
    columns: TRACKER_COLUMNS,
    keyHeader: 'Key',
    grid,
    bound,
    memory: remembered,
    formats,
    adoptsEqual: () => true,
    edits: new Map(),
    computed: plan.rows.filter(({ key }) => !isDeleted(key)),
    wasWritten: (key, header) => cutOff !== null && !heldBefore.has(`${key}\n${header}`),
  });
  const dismissed: Record<string, RowMemory> = {};
  for (const row of deleted) {
    const last = remembered.get(row.key);
    if (last) dismissed[row.key] = { ...last, cells: { ...last.cells, ...valuesOf(row.cells) }, written: {}, notes: {}, state: row.state };
  }
  const placed = new Set(plan.rows.map(({ key }) => key));
  return {
    table,
    memory: {
      version: MEMORY_VERSION,
      rows: Object.fromEntries(table.memory),
      extraReview: plan.extraReview,
      dismissed: withoutKeys(withDismissed(known.dismissed, dismissed), new Set([...placed].filter((key) => table.memory.has(key)))),
    },
    rows: table.rows.map((row) => trackerRow(row, row.values)),
    found: table.rows.filter(({ found }) => found.size > 0).map((row) => trackerRow(row, row.found)),
    bound,
    newlyDismissed: deleted.map(({ key }) => key),
  };
}

function valuesOf(cells: Readonly<Record<string, { readonly value: CellValue }>>): Record<string, CellValue> {
  return Object.fromEntries(Object.entries(cells).map(([header, cell]) => [header, cell.value]));
}

function withoutKeys(rows: Readonly<Record<string, RowMemory>>, keys: ReadonlySet<string>): Readonly<Record<string, RowMemory>> {
  return Object.fromEntries(Object.entries(rows).filter(([key]) => !keys.has(key)));
}

/**
 * Rows whose segment is to be looked for in Klaviyo, with the definition to look for: approved and not there yet, or created and to be seen again, so
 * that a created segment does not count as missing.
 */
export function waitingForCreation(rows: readonly TrackerRow[]): readonly TrackerRow[] {
  return rows.filter((row) => ['approved', 'created'].includes(row.status.trim().toLowerCase()) && row.definition !== '');
}

function trackerRow(row: MergedRow, values: ReadonlyMap<string, CellValue>): TrackerRow {
  return { ...rowOfValues(row.key, row.row, values), holds: row.state?.goneSince === null };
}

/** A row by its cells' values, by header. */
export function rowOfValues(key: string, position: number, values: ReadonlyMap<string, CellValue>): TrackerRow {
  const at = (header: TrackerHeader): CellValue => values.get(header) ?? null;
  return {
    key,
    when: words(at('When')),
    why: words(at('Why')),
    due: day(at('Due')),
    action: words(at('Action')),
    segment: words(at('Segment')),
    stage: words(at('Stage')),
    rule: words(at('Rule')),
    evidence: words(at('Evidence')),
    use: words(at('Intended use')),
    priority: words(at('Priority')),
    score: figure(at('Score')),
    size: figure(at('Audience size')),
    reachable: figure(at('Reachable')),
    value: figure(at('Value at stake')),
    owner: words(at('Owner')),
    status: words(at('Status')),
    cadence: words(at('Cadence')),
    nextReview: day(at('Next review')),
    notes: words(at('Notes')),
    link: words(at('Link')) || null,
    firstFound: day(at('First found')),
    lastFound: day(at('Last found')),
    definition: words(at('Definition')),
    holds: false,
    position,
  };
}

function words(value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'object') return 'day' in value ? value.day : new Date(value.moment).toISOString();
  return String(value).trim();
}

function figure(value: CellValue): number | null {
  return typeof value === 'number' ? value : null;
}

function day(value: CellValue): string | null {
  if (value === null || typeof value !== 'object') return null;
  // A day typed with an hour is that day in the sheet, whatever day it is elsewhere.
  return 'day' in value ? value.day : (value.on ?? dayText(Math.floor(value.moment / DAY)));
}
