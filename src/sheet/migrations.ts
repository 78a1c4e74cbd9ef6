import type { CellValue } from '../domain/table/tab';
import { isDay } from '../domain/tracker/calendar';
import { plainHeader, TRACKER_COLUMNS } from '../domain/tracker/columns';
import { MEMORY_VERSION, SETTINGS_MEMORY, TRACKER_MEMORY } from '../domain/tracker/memory';
import type { RowMemory, TableMemory } from '../domain/tracker/memory';
import { settingKey } from '../domain/tracker/settings-merge';
import type { Store } from '../refresh/store';
import { styleAddedColumns } from './apply-styles';
import { EARLIER_PATTERNS } from './renew-looks';
import { openTabs } from './find-tabs';
import { SETTINGS_HEADERS } from './read-shared-tabs';
import { SCHEMA_KEY, TABS } from './store-keys';

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;

/** The layout of tabs and memory that this version of the add-on writes. */
export const CURRENT_SCHEMA = 4;

/** The workbook was written by a later version of the add-on; nothing was changed. `message` is for the person. */
export class NewerWorkbookError extends Error {
  override readonly name = 'NewerWorkbookError';
  constructor(readonly schema: number) {
    super(
      `This sheet was last refreshed by a newer version of Segment Coverage (layout ${schema}; this one knows up to ${CURRENT_SCHEMA}). ` +
        'Nothing was changed: update the add-on, then press Refresh again.',
    );
  }
}

/** One step from a schema to the next. It may run again after a failure, so it looks before it changes. */
interface Migration {
  readonly from: number;
  /** What it does, for the record. */
  readonly name: string;
  /** Changes the tabs and gives what changes in the store. */
  readonly run: (spreadsheet: Spreadsheet, store: Store) => ReadonlyMap<string, string | null>;
}

const MIGRATIONS: readonly Migration[] = [
  { from: 1, name: 'Add Score and Reachable to the tracker; remember what was written cell by cell', run: toVersion2 },
  { from: 2, name: 'Add When, Why and Due to the tracker', run: toVersion3 },
  { from: 3, name: 'Rename “Store postal code”, which now takes several', run: toVersion4 },
];

/** Brings a workbook of an older version forward, step by step; gives the names of the steps taken. Throws `NewerWorkbookError`. */
export function migrateWorkbook({ spreadsheet, store }: { readonly spreadsheet: Spreadsheet; readonly store: Store }): readonly string[] {
  const stored = store.read(SCHEMA_KEY);
  let schema = stored === null ? CURRENT_SCHEMA : Number(stored);
  // A damaged number is no version: the merge finds rows and columns by itself.
  if (!Number.isInteger(schema) || schema < 1) schema = CURRENT_SCHEMA;
  if (schema > CURRENT_SCHEMA) throw new NewerWorkbookError(schema);
  const taken: string[] = [];
  for (const migration of MIGRATIONS) {
    if (migration.from !== schema) continue;
    const changes = migration.run(spreadsheet, store);
    schema += 1;
    store.commit(new Map([...changes, [SCHEMA_KEY, String(schema)]]));
    taken.push(migration.name);
  }
  return taken;
}

/**
 * Version 1 had no `Score` and no `Reachable`, and remembered by key what it had last written as plain text and numbers (days as `YYYY-MM-DD`), with the
 * dismissed keys in a list. The new columns are put where the design has them; the rest of the tab stays as people arranged it.
 */
function toVersion2(spreadsheet: Spreadsheet, store: Store): ReadonlyMap<string, string | null> {
  addColumns(spreadsheet, store, V1_HEADERS, [
    ['Score', 'Priority'],
    ['Reachable', 'Audience size'],
  ]);
  return new Map([
    [V1_MEMORY_KEY, null],
    [TRACKER_MEMORY.key, TRACKER_MEMORY.text(fromVersion1(store.read(V1_MEMORY_KEY)))],
  ]);
}

/** Version 2 had no plan: what is new is put beside its neighbours of the design's order, and everything else stays as people arranged it. */
function toVersion3(spreadsheet: Spreadsheet, store: Store): ReadonlyMap<string, string | null> {
  addColumns(spreadsheet, store, V2_HEADERS, [
    ['When', 'Key'],
    ['Why', 'Segment'],
    ['Due', 'Status'],
  ]);
  return new Map();
}

/** Version 3 asked for one postal code. The row keeps what a person typed, and the memory what was last written, under the name of now. */
function toVersion4(spreadsheet: Spreadsheet, store: Store): ReadonlyMap<string, string | null> {
  const [then, now] = ['Store postal code', 'Store postal codes'];
  const settings = openTabs(spreadsheet, TABS.read(store.read(TABS.key)) ?? {}).find('Settings', SETTINGS_HEADERS);
  if (settings !== null && settings.getLastRow() > 1) {
    const cells = settings.getRange(1, 1, settings.getLastRow(), settings.getLastColumn()).getValues();
    const column = (cells[0] ?? []).findIndex((header) => plainHeader(String(header)) === plainHeader('Setting'));
    const names = cells.map((row) => settingKey(String(row[column] ?? '')));
    const place = names.indexOf(settingKey(then));
    if (column >= 0 && place > 0 && !names.includes(settingKey(now))) settings.getRange(place + 1, column + 1).setValue(now);
  }
  const memory = SETTINGS_MEMORY.read(store.read(SETTINGS_MEMORY.key));
  const row = memory?.rows[settingKey(then)];
  if (memory === null || row === undefined) return new Map();
  const { [settingKey(then)]: _, ...rest } = memory.rows;
  return new Map([[SETTINGS_MEMORY.key, SETTINGS_MEMORY.text({ ...memory, rows: { ...rest, [settingKey(now)]: row } })]]);
}

/** Puts columns into the tracker, each behind the one that it belongs to; where that one is missing the merge adds it at the end. */
function addColumns(
  spreadsheet: Spreadsheet,
  store: Store,
  headersThen: readonly string[],
  added: readonly (readonly [header: string, behind: string])[],
): void {
  const tracker = openTabs(spreadsheet, TABS.read(store.read(TABS.key)) ?? {}).find('Tracker', headersThen);
  if (!tracker || tracker.getLastColumn() === 0) return;
  for (const [header, before] of added) {
    const headers = (tracker.getRange(1, 1, 1, tracker.getLastColumn()).getValues()[0] ?? []).map((value) => plainHeader(String(value)));
    const place = headers.indexOf(plainHeader(before)) + 1;
    if (headers.includes(plainHeader(header)) || place === 0) continue;
    // A blank column there is what an attempt left that was cut off before it wrote the header.
    const isLeft = headers[place] === '' && tracker.getRange(1, place + 1, tracker.getLastRow(), 1).isBlank();
    if (!isLeft) tracker.insertColumnAfter(place);
    tracker.getRange(2, place + 1, Math.max(1, tracker.getMaxRows() - 1), 1).clearDataValidations();
    const column = TRACKER_COLUMNS.find((one) => one.header === header);
    // The account is not known here: its own formats come with the looks of this version, which a sheet to be migrated has not had.
    if (column !== undefined) styleAddedColumns(tracker, [{ column, at: place + 1 }], EARLIER_PATTERNS);
    // Last: a column without its header is what a later attempt takes up again.
    tracker.getRange(1, place + 1).setValue(header);
  }
}

const V1_MEMORY_KEY = 'memory';
/** The tracker's columns as earlier versions wrote them: fixed, whatever later ones add. */
const V1_HEADERS = [
  'Key',
  'Action',
  'Segment',
  'Stage',
  'Rule',
  'Evidence',
  'Intended use',
  'Priority',
  'Audience size',
  'Value at stake',
  'Owner',
  'Status',
  'Cadence',
  'Next review',
  'Notes',
  'Link',
  'First found',
  'Last found',
  'Definition',
];
const V2_HEADERS = [...V1_HEADERS, 'Score', 'Reachable'];

/** Memory of version 1 in the present form; a damaged one gives an empty memory, with which every edit is kept. */
function fromVersion1(text: string | null): TableMemory {
  const rows: Record<string, RowMemory> = {};
  const dismissed: Record<string, RowMemory> = {};
  try {
    const read = JSON.parse(text ?? '{}') as { rows?: Record<string, Record<string, unknown>>; dismissed?: readonly unknown[] };
    for (const [key, cells] of Object.entries(read.rows ?? {})) rows[key] = rowOf(cells);
    for (const key of read.dismissed ?? []) if (typeof key === 'string') dismissed[key] = rowOf({ Key: key });
  } catch {
    // Nothing remembered: nothing lost.
  }
  return { version: MEMORY_VERSION, rows, dismissed, extraReview: 'None' };
}

function rowOf(cells: Readonly<Record<string, unknown>>): RowMemory {
  const values = Object.fromEntries(Object.entries(cells).map(([header, value]) => [header, valueOf(value)]));
  const firstFound = dayOf(cells['First found']);
  const lastFound = dayOf(cells['Last found']);
  return {
    cells: values,
    written: {},
    notes: {},
    state:
      firstFound === null || lastFound === null
        ? null
        : {
            firstFound,
            lastFound,
            goneSince: null,
            created: cells.Status === 'Created',
            reviewFrom: lastFound,
            extraReview: null,
            status: String(cells.Status ?? ''),
          },
  };
}

function valueOf(value: unknown): CellValue {
  if (typeof value === 'string') return isDay(value) ? { day: value } : value;
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function dayOf(value: unknown): string | null {
  return typeof value === 'string' && isDay(value) ? value : null;
}
