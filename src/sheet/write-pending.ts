import type { Formats } from '../domain/text/format';
import { createFormats } from '../domain/text/format';
import { TRACKER_COLUMNS } from '../domain/tracker/columns';
import { SETTINGS_MEMORY, TRACKER_MEMORY } from '../domain/tracker/memory';
import { mergeSettings, VALUE_HEADER } from '../domain/tracker/settings-merge';
import type { TrackerMerge, TrackerRow } from '../domain/tracker/tracker';
import { mergeTracker } from '../domain/tracker/tracker';
import type { TrackerPlan } from '../domain/tracker/tracker-plan';
import type { Store } from '../refresh/store';
import type { TabDirectory, TabIds } from './find-tabs';
import { openTabs } from './find-tabs';
import { writeLivingTab } from './living-tab';
import { CURRENT_SCHEMA } from './migrations';
import type { AccountFormats, KeptCells, PendingWrite } from './pending-write';
import { SHARED_TABS_DONE, sharedTabsDone } from './pending-write';
import { mappedHeaders, writeMappedTab } from './mapped-tab';
import { readGrid } from './read-grid';
import { SETTINGS_HEADERS, TRACKER_HEADERS } from './read-shared-tabs';
import { styleSettingValues } from './setting-values';
import { PENDING_KEY, PROGRESS_KEY, SCHEMA_KEY, SETTINGS_EDITS, STYLES, SUMMARY_LAYOUT_KEY, TABS } from './store-keys';
import { renewLooks, renewPage } from './renew-looks';
import { STYLE_VERSION } from './styles';
import { PAGE_COLUMNS } from './summary-layout';
import { summaryHeaders, writeSummary } from './summary-tab';
import { writeTableTab } from './table-tab';
import type { Zone } from './zone';
import { createZone } from './zone';
import { inQuotes } from '../domain/text/quotes';

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** What a write did. */
export interface WriteReport {
  /** The tracker's rows as they stand now. */
  readonly rows: readonly TrackerRow[];
  /** Keys of rows that people deleted since the last refresh. */
  readonly newlyDismissed: readonly string[];
  /** Sentences for the person: tabs of theirs that had to get another name. */
  readonly messages: readonly string[];
}

/** One run over the spreadsheet: its tabs, zone and what of it already has its looks. */
interface Writing {
  readonly spreadsheet: Spreadsheet;
  readonly store: Store;
  readonly tabs: TabDirectory;
  readonly zone: Zone;
  /** For tabs that nobody edits: moments show the account's clock, whatever the sheet's. */
  readonly accountZone: Zone;
  readonly formats: Formats;
  readonly ids: Record<string, number>;
  readonly styled: Record<string, number>;
}

function begin(spreadsheet: Spreadsheet, store: Store, account: AccountFormats): Writing {
  const known: TabIds = TABS.read(store.read(TABS.key)) ?? {};
  const sheetZone = spreadsheet.getSpreadsheetTimeZone();
  return {
    spreadsheet,
    store,
    tabs: openTabs(spreadsheet, known),
    zone: createZone(sheetZone),
    accountZone: createZone(sheetZone, account.timezone),
    formats: createFormats(account),
    ids: { ...known },
    styled: STYLES.read(store.read(STYLES.key)) ?? {},
  };
}

/** The tab under its own name, and whether it still has to get its looks or has those of an earlier version. Looks are remembered by tab: one that was made again gets them again. */
function open(writing: Writing, name: string, ...headers: readonly (readonly string[])[]): { sheet: Sheet; unstyled: boolean; outdated: boolean } {
  const { sheet, blank } = writing.tabs.claim(name, ...headers);
  const id = sheet.getSheetId();
  writing.ids[name] = id;
  const version = blank ? undefined : writing.styled[id];
  writing.styled[id] = STYLE_VERSION;
  return { sheet, unstyled: version === undefined, outdated: version !== undefined && version < STYLE_VERSION };
}

/**
 * Writes what is pending. `cutOff`: an earlier attempt may have written some of it. The tabs that people work in come first, right after they were read
 * once more, and their memory is committed as soon as they are written: from then on an edit is an edit.
 */
export function writePending({
  spreadsheet,
  store,
  pending,
  cutOff,
}: {
  readonly spreadsheet: Spreadsheet;
  readonly store: Store;
  readonly pending: PendingWrite;
  readonly cutOff: boolean;
}): WriteReport {
  const writing = begin(spreadsheet, store, pending.account);
  const active = spreadsheet.getActiveSheet();
  const done = cutOff && sharedTabsDone(store);
  // Claimed in their order, so that new tabs come to stand in it.
  const summary = open(writing, 'Summary', summaryHeaders(pending.summary));
  const merged = done ? rereadTracker(writing, pending) : writeTracker(writing, pending.tracker, cutOff ? pending.trackerKept : null);
  if (!done) {
    const settings = writeSettings(writing, pending, cutOff);
    SpreadsheetApp.flush();
    store.commit(
      new Map<string, string | null>([
        [TRACKER_MEMORY.key, TRACKER_MEMORY.text(merged.memory)],
        [SETTINGS_MEMORY.key, settings],
        [SETTINGS_EDITS.key, null],
        [PROGRESS_KEY, SHARED_TABS_DONE],
        [SCHEMA_KEY, String(CURRENT_SCHEMA)],
      ]),
    );
  }
  for (const tab of pending.tabs) {
    const { top } = tab;
    const { sheet, unstyled, outdated } = open(writing, tab.name, ...(top === undefined ? [tab.columns.map(({ header }) => header)] : mappedHeaders(tab, top)));
    const write = { sheet, tab, zone: writing.accountZone, patterns: writing.formats.patterns, unstyled };
    if (top === undefined) writeTableTab(write);
    else writeMappedTab({ ...write, top });
    if (outdated && top === undefined) renewLooks(sheet, tab.name, tab.columns, writing.formats.patterns);
  }
  const layout = writeSummary({
    ...summary,
    page: pending.summary,
    zone: writing.accountZone,
    patterns: writing.formats.patterns,
    signature: store.read(SUMMARY_LAYOUT_KEY) ?? '',
  });
  if (summary.outdated) renewPage(summary.sheet, PAGE_COLUMNS);
  backTo(spreadsheet, active, summary.sheet);
  SpreadsheetApp.flush();
  store.commit(
    new Map<string, string | null>([
      ...pending.also,
      [TABS.key, TABS.text(writing.ids)],
      [STYLES.key, STYLES.text(writing.styled)],
      [SUMMARY_LAYOUT_KEY, layout],
      [PENDING_KEY, null],
      [PROGRESS_KEY, null],
    ]),
  );
  return { rows: merged.rows, newlyDismissed: merged.newlyDismissed, messages: [...writing.tabs.messages, ...reviewsSaid(pending.tracker)] };
}

/** What an extra review did. */
function reviewsSaid({ broughtUp = 0, extraReview }: PendingWrite['tracker']): readonly string[] {
  return broughtUp === 0 ? [] : [`Extra review ${inQuotes(extraReview)}: ${broughtUp} ${broughtUp === 1 ? 'row is' : 'rows are'} due for review now.`];
}

/** Making a tab shows it; people are brought back to where they were, in a new sheet to the summary. */
function backTo(spreadsheet: Spreadsheet, active: Sheet, summary: Sheet): void {
  const now = spreadsheet.getActiveSheet().getSheetId();
  const wanted = active.isSheetHidden() ? summary : active;
  if (wanted.getSheetId() !== now) spreadsheet.setActiveSheet(wanted);
}

/** The lesser columns, which fold away together. */
const TRACKER_GROUP: readonly string[] = ['Priority', 'Stage', 'Intended use', 'Audience size', 'Score', 'Cadence'];

function writeTracker(writing: Writing, plan: TrackerPlan, cutOff: KeptCells | null): TrackerMerge {
  const { sheet, unstyled, outdated } = open(writing, 'Tracker', TRACKER_HEADERS);
  const grid = readGrid(sheet, writing.zone);
  const merged = mergeTracker(plan, grid, TRACKER_MEMORY.read(writing.store.read(TRACKER_MEMORY.key)), writing.formats, cutOff);
  writeLivingTab({
    name: 'Tracker',
    sheet,
    grid,
    merge: merged.table,
    zone: writing.zone,
    patterns: writing.formats.patterns,
    unstyled,
    free: 'all',
    grouped: TRACKER_GROUP,
    frozenThrough: 'Segment',
  });
  if (outdated) renewLooks(sheet, 'Tracker', TRACKER_COLUMNS, writing.formats.patterns);
  return merged;
}

function rereadTracker(writing: Writing, pending: PendingWrite): TrackerMerge {
  const { sheet } = open(writing, 'Tracker', TRACKER_HEADERS);
  open(writing, 'Settings', SETTINGS_HEADERS);
  return mergeTracker(pending.tracker, readGrid(sheet, writing.zone), TRACKER_MEMORY.read(writing.store.read(TRACKER_MEMORY.key)), writing.formats);
}

function writeSettings(writing: Writing, pending: PendingWrite, cutOff: boolean): string {
  const { sheet, unstyled, outdated } = open(writing, 'Settings', SETTINGS_HEADERS);
  const grid = readGrid(sheet, writing.zone);
  const merged = mergeSettings(pending.settings, grid, SETTINGS_MEMORY.read(writing.store.read(SETTINGS_MEMORY.key)), cutOff ? pending.settingsKept : null);
  writeLivingTab({
    name: 'Settings',
    sheet,
    grid,
    merge: merged.table,
    zone: writing.zone,
    patterns: writing.formats.patterns,
    unstyled,
    free: [VALUE_HEADER],
    grouped: [],
  });
  if (unstyled) styleSettingValues(sheet, pending.settings.tab, merged.table, writing.formats.patterns);
  if (outdated) renewLooks(sheet, 'Settings', pending.settings.tab.columns, writing.formats.patterns);
  return SETTINGS_MEMORY.text(merged.memory);
}

/** Writes the tracker alone, as when deleted rows are put back. A failure leaves memory as it was; rows that were added are found by their keys. */
export function writeLoneTracker({
  spreadsheet,
  store,
  account,
  plan,
}: {
  readonly spreadsheet: Spreadsheet;
  readonly store: Store;
  readonly account: AccountFormats;
  readonly plan: TrackerPlan;
}): TrackerMerge {
  const writing = begin(spreadsheet, store, account);
  const active = spreadsheet.getActiveSheet();
  const merged = writeTracker(writing, plan, null);
  backTo(spreadsheet, active, active);
  SpreadsheetApp.flush();
  store.commit(
    new Map([
      [TRACKER_MEMORY.key, TRACKER_MEMORY.text(merged.memory)],
      [TABS.key, TABS.text(writing.ids)],
      [STYLES.key, STYLES.text(writing.styled)],
    ]),
  );
  return merged;
}
