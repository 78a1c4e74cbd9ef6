import { klaviyoAddress } from '../domain/account/klaviyo-address';
import type { Store } from '../refresh/store';
import { writeJournalTab } from '../sheet/journal-tab';
import { openTracker } from '../sheet/tracker-row';
import { noteCreatedRow } from '../sheet/write-workbook';
import { readJournal, sheetAccountFormats, sheetFormats } from './changes-shelf';
import type { OutcomeView } from './protocol';

/** What came of a change, before its link. */
type Outcome = Omit<OutcomeView, 'link'> & { readonly segmentId: string | null; readonly graceUntil: string | null };

interface Sheet {
  readonly spreadsheet: GoogleAppsScript.Spreadsheet.Spreadsheet;
  readonly store: Store;
}

/**
 * Brings the row up to date with what was done about it: a created segment with its link, a deactivated one as Done with the last day on which it can be
 * taken back, one taken back as In review. A sheet that refuses costs the row's cells, never the deed: the sentence says so.
 */
export function noteOutcome(outcome: Outcome, sheet: Sheet): OutcomeView {
  const link = outcome.deed === 'create' && outcome.segmentId !== null ? klaviyoAddress('segment', outcome.segmentId) : null;
  const view = { key: outcome.key, deed: outcome.deed, segment: outcome.segment, result: outcome.result, sentence: outcome.sentence, link };
  if (outcome.result === 'would be done') return view;
  try {
    writeJournalTab(sheet.spreadsheet, readJournal(sheet.store));
    if (outcome.result === 'done') enter(outcome, link, sheet);
    return view;
  } catch (error) {
    console.error(`entering what was done: ${error instanceof Error ? error.name : 'failed'}`);
    return { ...view, sentence: `${outcome.sentence} Its row could not be brought up to date; the next refresh does it.` };
  }
}

function enter(outcome: Outcome, link: string | null, sheet: Sheet): void {
  if (outcome.deed === 'create') {
    if (link !== null)
      noteCreatedRow({ ...sheet, account: sheetAccountFormats(), today: sheetFormats().dayOf(Date.now()), created: { key: outcome.key, link } });
    return;
  }
  const tracker = openTracker(sheet);
  const row = tracker?.rows.find(({ key }) => key === outcome.key);
  if (tracker === null || row === undefined) return;
  tracker.set(row, 'Status', outcome.deed === 'deactivate' ? 'Done' : 'In review');
  tracker.set(row, 'Next review', outcome.graceUntil === null ? '' : { day: outcome.graceUntil });
}
