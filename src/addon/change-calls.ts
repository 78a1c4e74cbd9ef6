import { askedDeed, NEVER } from '../domain/changes/change';
import { creationOf } from '../domain/changes/may-create';
import { NOT_TOLD } from '../domain/changes/may-deactivate';
import { UNKNOWN } from '../domain/table/cell';
import type { Formats } from '../domain/text/format';
import type { TrackerRow } from '../domain/tracker/tracker';
import { isOwnRow } from '../domain/tracker/own-rows';
import { openTracker } from '../sheet/tracker-row';
import { changesAllowed, sheetFormats } from './changes-shelf';
import { readWriteAccess } from './key-vault';
import { openSheet } from './open-sheet';
import { readRowDetails } from './page-texts';
import type { ChangeView, ChangesView } from './protocol';

/** Whether changes may be asked for: the two switches. */
export function changesView(): ChangesView {
  const access = readWriteAccess();
  return { allowed: changesAllowed(), connected: access !== null, who: access?.who ?? '', note: access?.note ?? '' };
}

/**
 * What the approved rows ask for, in full, before anything is agreed to: all of them (`keys` null), or those named. A row that asks for nothing that is
 * done from here says why.
 */
export function planChanges(keys: readonly string[] | null): { readonly changes: readonly ChangeView[] } {
  const formats = sheetFormats();
  const sheet = openSheet();
  const rows = (openTracker(sheet)?.rows ?? []).filter((row) => row.status.trim().toLowerCase() === 'approved' && (keys === null || keys.includes(row.key)));
  return { changes: rows.map((row) => changeOf(row, readRowDetails(sheet.store, row.key)?.together ?? 1, formats)) };
}

/** One row's change as a person is shown it. */
export function changeOf(row: TrackerRow, together: number, formats: Formats): ChangeView {
  const asked = askedDeed(row);
  const shown = {
    key: row.key,
    action: row.action,
    segment: row.segment,
    rule: row.rule,
    definition: row.definition === '' ? null : row.definition,
    size: row.size === null ? UNKNOWN : formats.counted(row.size, 'person', 'people'),
    never: NEVER,
  };
  if (asked === null) return { ...shown, deed: null, why: notFromHere(row), will: '' };
  if (asked.deed === 'create') {
    const creation = creationOf(row);
    return {
      ...shown,
      deed: 'create',
      why: creation.may ? '' : creation.why,
      will: `Klaviyo gets one new segment of this name and this definition, after a last look that nothing there means the same and that the name is free.`,
    };
  }
  return {
    ...shown,
    deed: 'deactivate',
    why: together > 1 ? 'Its segments refer to each other, so none can go before the others: change one of their rules in Klaviyo first.' : '',
    will: `Klaviyo makes it inactive: its members no longer change, and nothing is deleted. Who uses it is read once more right before. It can be taken back here for 30 days. ${NOT_TOLD}`,
  };
}

function notFromHere(row: TrackerRow): string {
  if (isOwnRow(row.key)) return 'This row was added by hand: nothing is done for it from here.';
  return row.action.trim().toLowerCase() === 'refresh'
    ? 'An existing segment is never edited from here: copy the definition by hand, with the two rules side by side in the sidebar.'
    : 'Nothing is done for this row from here: its action is not the one that the add-on proposed.';
}
