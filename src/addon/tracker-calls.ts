import { askedDeed } from '../domain/changes/change';
import { undoableOf } from '../domain/changes/journal';
import { trackerCounts } from '../domain/report/tracker-counts';
import { addDays } from '../domain/text/dates';
import { createFormats } from '../domain/text/format';
import { isOpen, isOverdue } from '../domain/table/tracker-line';
import { STATUSES } from '../domain/terms/coverage-terms';
import { TRACKER_MEMORY } from '../domain/tracker/memory';
import { findOwnRow, isOwnRow } from '../domain/tracker/own-rows';
import type { TrackerRow } from '../domain/tracker/tracker';
import type { Store } from '../refresh/store';
import type { AccountFormats } from '../sheet/pending-write';
import type { TrackerSheet } from '../sheet/tracker-row';
import { openTracker } from '../sheet/tracker-row';
import { restoreDismissedRows } from '../sheet/write-workbook';
import { readRowDetails } from './page-texts';
import type { ResultsView, RowView, TrackerFilter } from './protocol';
import { readJournal, sheetFormats } from './changes-shelf';
import { readConnection } from './connection';
import { openSheet, sheetAccount } from './open-sheet';
import { intoRow, whenFree } from './settings-shelf';
import { Told } from './told';

/** The row with that key, selected in the sheet. */
export function showRow(key: string): RowView {
  const { store, tracker } = opened();
  const row = rowWith(tracker, key);
  tracker.show(row);
  return viewOfRow(store, tracker, row);
}

/** The row under the cursor (no key), or the one `step` rows from the given one, which is then selected. */
export function rowAt(key: string | null, step: -1 | 0 | 1): RowView {
  const { store, tracker } = opened();
  const from = key === null ? underCursor(tracker) : rowWith(tracker, key);
  const row = tracker.rows[tracker.rows.indexOf(from) + step] ?? from;
  if (step !== 0) tracker.show(row);
  return viewOfRow(store, tracker, row);
}

interface RowChange {
  readonly key: string;
  readonly status?: string;
  readonly owner?: string;
}

/** Sets status or owner of a row as the person's own edit. */
export function setRow(change: RowChange): RowView {
  return intoRow(() => setRowNow(change));
}

function setRowNow({ key, status, owner }: RowChange): RowView {
  const { tracker } = opened();
  if (status !== undefined && !(STATUSES as readonly string[]).includes(status)) throw new Told({ kind: 'status', text: status, choices: STATUSES });
  const row = findOwnRow(tracker.rows, key);
  if (row === null) {
    throw new Told({ kind: 'gone-row', own: isOwnRow(key) });
  }
  const enter = (header: 'Status' | 'Owner', text: string): void => {
    if (!tracker.set(row, header, text)) throw new Told({ kind: 'no-column', header });
  };
  if (status !== undefined) enter('Status', status);
  if (owner !== undefined) enter('Owner', owner.trim().slice(0, 500));
  return rowAt(row.key, 0);
}

/** Sets the status of several rows as the person's own edits; gives how many were still there. */
export function setRows(keys: readonly string[], status: string): { readonly set: number } {
  if (!(STATUSES as readonly string[]).includes(status)) throw new Told({ kind: 'status', text: status, choices: STATUSES });
  return intoRow(() => {
    const { tracker } = opened();
    const rows = keys.flatMap((key) => findOwnRow(tracker.rows, key) ?? []);
    for (const row of rows) if (!tracker.set(row, 'Status', status)) throw new Told({ kind: 'no-column', header: 'Status' });
    return { set: rows.length };
  });
}

/**
 * The last refresh's results with what people decided in the tracker since: counts as they stand now, without the moves and clean-up rows that are settled.
 * Rows whose deletion, or of which nothing, is known here stay as the refresh had them.
 */
export function withDecisions(results: ResultsView): ResultsView {
  const sheet = openSheet();
  const tracker = openTracker(sheet);
  if (tracker === null) return results;
  const rows = tracker.rows.filter(({ key }) => !isOwnRow(key));
  const today = createFormats(formatsOf(sheet)).dayOf(Date.now());
  const stands = (key: string, holds: (row: TrackerRow) => boolean): boolean => {
    const row = rows.find((one) => one.key === key);
    return row === undefined || holds(row);
  };
  return {
    ...results,
    counts: trackerCounts(rows, today),
    moves: results.moves.filter(({ key }) => stands(key, isOpen)),
    ...(results.cleanUp === undefined ? {} : { cleanUp: results.cleanUp.filter(({ key }) => stands(key, isWaiting)) }),
  };
}

/** Nobody has said yes or no yet. */
function isWaiting({ status }: Pick<TrackerRow, 'status'>): boolean {
  return status === 'Proposed' || status === 'In review';
}

/** The row that an address means, wherever it stands now. */
function rowWith(tracker: TrackerSheet, key: string): TrackerRow {
  const row = findOwnRow(tracker.rows, key);
  if (row === null) throw new Told({ kind: 'no-row', why: 'gone' });
  return row;
}

function underCursor(tracker: TrackerSheet): TrackerRow {
  const cursor = tracker.cursor();
  if (typeof cursor === 'object') return cursor;
  throw new Told(cursor === 'no row' ? { kind: 'no-row', why: 'none selected' } : { kind: 'another-tab' });
}

/** Shows only some rows of the tracker. */
export function filterTracker(filter: TrackerFilter, owner = ''): { readonly shown: number } {
  const { tracker } = opened();
  const today = createFormats(formatsOf(openSheet())).dayOf(Date.now());
  const wanted: Readonly<Record<TrackerFilter, ((row: TrackerRow) => boolean) | null>> = {
    all: null,
    now: (row) => row.when === 'Now' && isOpen(row),
    waiting: isWaiting,
    'clean-up': (row) => isOpen(row) && (row.action === 'Merge' || row.action === 'Retire'),
    owner: (row) => isOpen(row) && row.owner.trim().toLowerCase() === owner.trim().toLowerCase(),
    overdue: (row) => isOverdue(row, addDays(today, 1)),
  };
  if (!(filter in wanted)) throw new Told({ kind: 'unlisted' });
  return { shown: tracker.filter(wanted[filter]) };
}

/** Puts the rows that people deleted back into the tracker. */
export function restoreRows(): { readonly restored: number } {
  const sheet = openSheet();
  const account = formatsOf(sheet);
  return { restored: whenFree(() => restoreDismissedRows({ ...sheet, account, today: createFormats(account).dayOf(Date.now()) })) };
}

/** Zone and currency of the sheet's account: the same today for everybody who edits it, with a key of their own or without. */
function formatsOf({ spreadsheet, store }: ReturnType<typeof openSheet>): AccountFormats {
  const account = sheetAccount(store);
  const connection = readConnection();
  return {
    locale: null,
    currency: account?.currency ?? connection?.currency ?? 'USD',
    timezone: account?.timezone ?? connection?.timezone ?? spreadsheet.getSpreadsheetTimeZone(),
  };
}

/** How many rows people deleted. */
export function countDismissed(store: Store): number {
  return Object.keys(TRACKER_MEMORY.read(store.read(TRACKER_MEMORY.key))?.dismissed ?? {}).length;
}

function opened(): { readonly store: Store; readonly tracker: TrackerSheet } {
  const sheet = openSheet();
  const tracker = openTracker(sheet);
  if (tracker === null) throw new Told({ kind: 'no-results', what: 'tracker' });
  return { store: sheet.store, tracker };
}

function changeOfRow(store: Store, row: TrackerRow): Pick<RowView, 'change' | 'undoUntil'> {
  const formats = sheetFormats();
  const undoable = undoableOf(readJournal(store), row.key, formats.dayOf(Date.now()));
  return { change: askedDeed(row)?.deed ?? null, undoUntil: undoable === null || undoable.graceUntil === null ? null : formats.day(undoable.graceUntil) };
}

/** What the sheet has counts before what the refresh computed: people may have edited any of it. */
function viewOfRow(store: Store, tracker: TrackerSheet, row: TrackerRow): RowView {
  const details = readRowDetails(store, row.key);
  const inSheet = {
    key: row.key,
    action: row.action,
    segment: row.segment,
    stage: row.stage,
    priority: row.priority,
    rule: row.rule,
    evidence: row.evidence,
    own: isOwnRow(row.key),
    status: row.status,
    owner: row.owner,
    statuses: STATUSES,
    ...changeOfRow(store, row),
    position: tracker.rows.indexOf(row) + 1,
    of: tracker.rows.length,
  };
  if (details !== null) return { ...details, ...inSheet, detailed: true };
  return {
    ...inSheet,
    detailed: false,
    scoreReason: '',
    figures: [],
    uses: row.use === '' ? [] : [row.use],
    near: [],
    steps: [],
    link: row.link,
    build: null,
    readiness: isOwnRow(row.key)
      ? 'A row that was added by hand: Segment Coverage did not propose it and says nothing about it.'
      : 'The last refresh no longer recommended this.',
  };
}
