import { BARE_CELLS } from '../domain/tracker/cell-note';
import { TRACKER_COLUMNS } from '../domain/tracker/columns';
import type { Grid } from '../domain/tracker/grid';
import type { TableMemory } from '../domain/tracker/memory';
import { NO_MEMORY, parseMemory } from '../domain/tracker/memory';
import { ownRows } from '../domain/tracker/own-rows';
import type { GivenSetting } from '../domain/tracker/settings-merge';
import { givenSettings, settingKey } from '../domain/tracker/settings-merge';
import { mergeTracker } from '../domain/tracker/tracker';
import type { TrackerMerge, TrackerRow } from '../domain/tracker/tracker';
import { planRemembered } from '../domain/tracker/tracker-plan';
import type { Store } from '../refresh/store';
import { openTabs } from './find-tabs';
import { readPending } from './pending-write';
import { readGrid } from './read-grid';
import { readRecord, SETTINGS_EDITS_KEY, SETTINGS_MEMORY_KEY, TABS_KEY, TRACKER_MEMORY_KEY } from './store-keys';
import { createZone } from './zone';

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;

/** Where the shared tabs are read from. */
export interface SharedTabs {
  readonly spreadsheet: Spreadsheet;
  readonly store: Store;
}

/** By these headers a `Settings` tab of unknown origin is told from a person's own. */
export const SETTINGS_HEADERS: readonly string[] = ['Setting', 'Value', 'Allowed values', 'Meaning'];
export const TRACKER_HEADERS: readonly string[] = TRACKER_COLUMNS.map(({ header }) => header);

/** A shared tab as it stands, with what is remembered of it. `sheet` is null where it is missing. */
export interface FoundTab {
  readonly sheet: GoogleAppsScript.Spreadsheet.Sheet | null;
  readonly grid: Grid;
  readonly memory: TableMemory | null;
}

export function findTracker({ spreadsheet, store }: SharedTabs): FoundTab {
  return findShared(spreadsheet, store, 'Tracker', TRACKER_HEADERS, TRACKER_MEMORY_KEY);
}

export function findSettings({ spreadsheet, store }: SharedTabs): FoundTab {
  return findShared(spreadsheet, store, 'Settings', SETTINGS_HEADERS, SETTINGS_MEMORY_KEY);
}

function findShared(spreadsheet: Spreadsheet, store: Store, name: string, headers: readonly string[], memoryKey: string): FoundTab {
  const sheet = openTabs(spreadsheet, readRecord<number>(store.read(TABS_KEY), 'number')).find(name, headers);
  return { sheet, grid: readGrid(sheet, createZone(spreadsheet.getSpreadsheetTimeZone())), memory: parseMemory(store.read(memoryKey)) };
}

/** The settings that a person gave, in the tab or, before there is one, in the sidebar or on the command line. */
export function readSettings(tabs: SharedTabs): readonly GivenSetting[] {
  const { grid, memory } = findSettings(tabs);
  const pending = readPending(tabs.store);
  const edits = readRecord<string>(tabs.store.read(SETTINGS_EDITS_KEY), 'string');
  const typedThere = givenSettings(grid, memory, pending && { plan: pending.settings, kept: pending.settingsKept });
  return [
    ...typedThere.filter(({ name }) => edits[settingKey(name)] === undefined),
    ...Object.entries(edits)
      .filter(([, text]) => text !== '')
      .map(([name, text]) => ({ name, text })),
  ];
}

/** The tracker's rows as they stand in the sheet, person's edits included; own rows are not among them. */
export function readTracker(tabs: SharedTabs): readonly TrackerRow[] {
  const tab = findTracker(tabs);
  return tab.memory === null ? [] : mergedAsFound(tab).found;
}

/** Every row of a tracker as it stands, from top to bottom: those with a key and the ones that people typed themselves. */
export function allRows(tab: FoundTab): readonly TrackerRow[] {
  const { found, bound } = mergedAsFound(tab);
  return [...found, ...ownRows(tab.grid, bound)].sort((a, b) => a.position - b.position);
}

function mergedAsFound({ grid, memory }: FoundTab): TrackerMerge {
  return mergeTracker(planRemembered(memory ?? NO_MEMORY), grid, memory, BARE_CELLS);
}
