import { BARE_CELLS } from '../domain/tracker/cell-note';
import { TRACKER_COLUMNS } from '../domain/tracker/columns';
import type { Grid } from '../domain/tracker/grid';
import type { Kept } from '../domain/text/kept';
import type { TableMemory } from '../domain/tracker/memory';
import { NO_MEMORY, SETTINGS_MEMORY, TRACKER_MEMORY } from '../domain/tracker/memory';
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
import { SETTINGS_EDITS, TABS } from './store-keys';
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
  return findShared(spreadsheet, store, 'Tracker', TRACKER_HEADERS, TRACKER_MEMORY);
}

export function findSettings({ spreadsheet, store }: SharedTabs): FoundTab {
  return findShared(spreadsheet, store, 'Settings', SETTINGS_HEADERS, SETTINGS_MEMORY);
}

function findShared(spreadsheet: Spreadsheet, store: Store, name: string, headers: readonly string[], memory: Kept<TableMemory>): FoundTab {
  const sheet = openTabs(spreadsheet, TABS.read(store.read(TABS.key)) ?? {}).find(name, headers);
  return { sheet, grid: readGrid(sheet, createZone(spreadsheet.getSpreadsheetTimeZone())), memory: memory.read(store.read(memory.key)) };
}

/** The settings that a person gave, in the tab or, before there is one, in the sidebar or on the command line. */
export function readSettings(tabs: SharedTabs): readonly GivenSetting[] {
  const { grid, memory } = findSettings(tabs);
  const pending = readPending(tabs.store);
  const edits = SETTINGS_EDITS.read(tabs.store.read(SETTINGS_EDITS.key)) ?? {};
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
