import { createFormats } from '../domain/text/format';
import type { SummaryPage } from '../domain/report/summary-page';
import type { TableTab } from '../domain/table/tab';
import type { TrackerRow } from '../domain/tracker/tracker';
import { mergeSettings } from '../domain/tracker/settings-merge';
import { mergeTracker } from '../domain/tracker/tracker';
import type { TrackerInput, TrackerPlan } from '../domain/tracker/tracker-plan';
import { planCreated, planRestore, planTracker } from '../domain/tracker/tracker-plan';
import type { Store } from '../refresh/store';
import { migrateWorkbook } from './migrations';
import type { AccountFormats, PendingWrite } from './pending-write';
import { keepPending, readPending } from './pending-write';
import { findSettings, findTracker } from './read-shared-tabs';
import { SETTINGS_EDITS } from './store-keys';
import type { WriteReport } from './write-pending';
import { writeLoneTracker, writePending } from './write-pending';

/** What the tabs are made from once the tracker is merged. */
export interface ComposedTabs {
  readonly summary: SummaryPage;
  /** The tabs that the add-on writes whole, in the fixed order. */
  readonly tabs: readonly TableTab[];
  /** The `Settings` tab; its first column is the setting's name. */
  readonly settings: TableTab;
  /** Further changes to the store (history, what the reading leaves behind) that are committed with the finished write. */
  readonly also: ReadonlyMap<string, string | null>;
}

export interface WriteInput {
  readonly spreadsheet: GoogleAppsScript.Spreadsheet.Spreadsheet;
  readonly store: Store;
  readonly account: AccountFormats;
  readonly tracker: Omit<TrackerInput, 'formats'>;
  /** Called once with the tracker's rows as they will stand: the summary and the document count people's edits too. */
  readonly compose: (rows: readonly TrackerRow[]) => ComposedTabs;
}

/** A write that may be left to the next run. */
export interface WriteInTime extends WriteInput {
  /** Asked once everything is worked out and kept: false where too little of the execution's time is left, and the next run writes it. */
  readonly mayWrite: () => boolean;
}

/**
 * Brings every tab up to date, all or nothing: everything is computed first; then the whole of it is kept in the store in one commit; then each tab is
 * written in few calls, the tracker and the settings after they were read once more, so that a cell changed in the meantime is seen before it would be
 * overwritten; then memory and the rest are committed. Whatever cuts this off, `finishPendingWrite` brings it to its end.
 * Throws what a service throws, and `NewerWorkbookError` before anything was touched.
 * @returns null where `mayWrite` said no: nothing is in the sheet yet
 */
export function writeWorkbook(input: WriteInTime): WriteReport | null;
export function writeWorkbook(input: WriteInput): WriteReport;
export function writeWorkbook(input: WriteInput & Partial<WriteInTime>): WriteReport | null {
  const { spreadsheet, store, account } = input;
  migrateWorkbook({ spreadsheet, store });
  finishPendingWrite({ spreadsheet, store });
  const formats = createFormats({ locale: account.locale, currency: account.currency, timezone: account.timezone });
  const tracker = findTracker({ spreadsheet, store });
  const plan = planTracker({ ...input.tracker, formats }, tracker.grid, tracker.memory);
  const merged = mergeTracker(plan, tracker.grid, tracker.memory, formats);
  const { summary, tabs, settings, also } = input.compose(merged.rows);
  const settingsPlan = { tab: settings, edits: SETTINGS_EDITS.read(store.read(SETTINGS_EDITS.key)) ?? {} };
  const found = findSettings({ spreadsheet, store });
  const pending: PendingWrite = {
    version: 1,
    account: { locale: account.locale, currency: account.currency, timezone: account.timezone },
    tracker: plan,
    trackerKept: merged.table.kept,
    settings: settingsPlan,
    settingsKept: mergeSettings(settingsPlan, found.grid, found.memory).table.kept,
    tabs,
    summary,
    also: [...also],
  };
  keepPending(store, pending);
  if (input.mayWrite?.() === false) return null;
  return writePending({ spreadsheet, store, pending, cutOff: false });
}

/** Finishes a write that was cut off; null when there is none. To be called before anything is read from the sheet for a new refresh. */
export function finishPendingWrite({ spreadsheet, store }: Pick<WriteInput, 'spreadsheet' | 'store'>): WriteReport | null {
  const pending = readPending(store);
  return pending === null ? null : writePending({ spreadsheet, store, pending, cutOff: true });
}

/** Says of an approved row that its segment exists now; false where the tracker has no such row. */
export function noteCreatedRow({
  spreadsheet,
  store,
  account,
  today,
  created,
}: Pick<WriteInput, 'spreadsheet' | 'store' | 'account'> & {
  readonly today: string;
  readonly created: { readonly key: string; readonly link: string };
}): boolean {
  const { grid, memory } = findTracker({ spreadsheet, store });
  const plan = memory === null ? null : planCreated(memory, grid, created, today);
  if (plan === null) return false;
  writeLoneTracker({ spreadsheet, store, account, plan });
  return true;
}

/** Puts the rows that people deleted back at the end of the tracker, as they were last computed; gives how many. */
export function restoreDismissedRows({
  spreadsheet,
  store,
  account,
  today,
}: Pick<WriteInput, 'spreadsheet' | 'store' | 'account'> & { readonly today: string }): number {
  finishPendingWrite({ spreadsheet, store });
  const { memory } = findTracker({ spreadsheet, store });
  const count = memory === null ? 0 : Object.keys(memory.dismissed).length;
  if (memory === null || count === 0) return 0;
  const plan: TrackerPlan = planRestore(memory, today);
  writeLoneTracker({ spreadsheet, store, account, plan });
  return count;
}
