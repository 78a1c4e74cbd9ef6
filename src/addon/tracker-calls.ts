import { createFormats } from '../domain/report/format';
import { isOpen, isOverdue } from '../domain/report/tracker-line';
import { STATUSES } from '../domain/coverage/vocabulary';
import { parseMemory } from '../domain/tracker/memory';
import type { TrackerRow } from '../domain/tracker/tracker';
import type { Store } from '../refresh/store';
import { TRACKER_MEMORY_KEY } from '../sheet/store-keys';
import type { TrackerSheet } from '../sheet/tracker-row';
import { openTracker } from '../sheet/tracker-row';
import { restoreDismissedRows } from '../sheet/write-workbook';
import { readRowDetails } from './page-texts';
import type { RowView, TrackerFilter } from './protocol';
import { readConnection } from './connection';
import { openSheet } from './refresh-doors';
import { Told } from './told';

/** The row with that key, selected in the sheet. */
export function showRow(key: string): RowView {
  const { store, tracker } = opened();
  const row = tracker.rows.find((each) => each.key === key);
  if (row === undefined) throw new Told('This row is no longer in the tracker. It may have been deleted: “Restore dismissed rows” in the menu brings it back.', 'no-row');
  tracker.show(key);
  return viewOfRow(store, tracker, row);
}

/** The row under the cursor (no key), or the one `step` rows from the given one, which is then selected. */
export function rowAt(key: string | null, step: -1 | 0 | 1): RowView {
  const { store, tracker } = opened();
  const from = key ?? tracker.selected();
  const place = tracker.rows.findIndex((each) => each.key === from);
  const row = tracker.rows[place < 0 ? -1 : place + step];
  if (row === undefined) throw new Told('Click a row in the Tracker tab, then press “Show the selected row”. Rows that you added yourself have no details here.', 'no-row');
  if (step !== 0) tracker.show(row.key);
  return viewOfRow(store, tracker, row);
}

/** Sets status or owner of a row as the person's own edit. */
export function setRow({ key, status, owner }: { readonly key: string; readonly status?: string; readonly owner?: string }): RowView {
  const { tracker } = opened();
  if (!tracker.rows.some((each) => each.key === key)) throw new Told('This row is no longer in the tracker, so nothing was set.', 'no-row');
  if (status !== undefined && !(STATUSES as readonly string[]).includes(status)) throw new Told(`“${status}” is no status. Choose one of: ${STATUSES.join(', ')}.`, 'status');
  if (status !== undefined) tracker.set(key, 'Status', status);
  if (owner !== undefined) tracker.set(key, 'Owner', owner.trim().slice(0, 500));
  return rowAt(key, 0);
}

/** Shows only some rows of the tracker. */
export function filterTracker(filter: TrackerFilter): { readonly shown: number } {
  const { tracker } = opened();
  const connection = readConnection();
  const today = createFormats({ locale: null, currency: 'USD', timezone: connection?.timezone ?? SpreadsheetApp.getActiveSpreadsheet().getSpreadsheetTimeZone() }).dayOf(Date.now());
  const wanted: Readonly<Record<TrackerFilter, ((row: TrackerRow) => boolean) | null>> = {
    all: null,
    'only P1': (row) => row.priority === 'P1',
    'needs review': (row) => isOpen(row) && (row.status === 'Proposed' || row.status === 'In review'),
    overdue: (row) => isOverdue(row, today),
  };
  if (!(filter in wanted)) throw new Told('The sidebar is older than the add-on. Close it and open it again.', 'unlisted');
  return { shown: tracker.filter(wanted[filter]) };
}

/** Puts the rows that people deleted back into the tracker. */
export function restoreRows(): { readonly restored: number } {
  const sheet = openSheet();
  const connection = readConnection();
  const account = { locale: null, currency: connection?.currency ?? 'USD', timezone: connection?.timezone ?? sheet.spreadsheet.getSpreadsheetTimeZone() };
  return { restored: restoreDismissedRows({ ...sheet, account, today: createFormats(account).dayOf(Date.now()) }) };
}

/** How many rows people deleted. */
export function countDismissed(store: Store): number {
  return Object.keys(parseMemory(store.read(TRACKER_MEMORY_KEY))?.dismissed ?? {}).length;
}

function opened(): { readonly store: Store; readonly tracker: TrackerSheet } {
  const sheet = openSheet();
  const tracker = openTracker(sheet);
  if (tracker === null) throw new Told('There is no tracker in this sheet yet. Press Refresh first.', 'no-results');
  return { store: sheet.store, tracker };
}

/** What the sheet has counts before what the refresh computed: people may have edited any of it. */
function viewOfRow(store: Store, tracker: TrackerSheet, row: TrackerRow): RowView {
  const details = readRowDetails(store, row.key);
  const inSheet = {
    key: row.key, action: row.action, segment: row.segment, stage: row.stage, priority: row.priority, rule: row.rule, evidence: row.evidence,
    status: row.status, owner: row.owner, statuses: STATUSES, position: tracker.rows.indexOf(row) + 1, of: tracker.rows.length,
  };
  if (details !== null) return { ...details, ...inSheet };
  return {
    ...inSheet, scoreReason: '', figures: [], uses: [row.use], near: [], steps: [], link: row.link, definition: row.definition === '' ? null : row.definition,
    readiness: 'The last refresh no longer recommended this.',
  };
}
