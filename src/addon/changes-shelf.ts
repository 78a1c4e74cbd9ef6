import type { JournalEntry } from '../domain/changes/journal';
import { journalText, parseJournal, withEntry } from '../domain/changes/journal';
import { allowChanges } from '../domain/settings/plan';
import { valueOf } from '../domain/settings/setting';
import { parseSettings } from '../domain/settings-registry/all-settings';
import type { Formats } from '../domain/text/format';
import { createFormats } from '../domain/text/format';
import { CHANGES_KEY } from '../refresh/store-keys';
import type { Store } from '../refresh/store';
import { readSettings } from '../sheet/read-shared-tabs';
import { readConnection } from './connection';
import { openSheet } from './open-sheet';
import { readWaiting } from './settings-shelf';

/** True while the sheet's switch for changes stands on Yes; one that cannot be read counts as No. */
export function changesAllowed(): boolean {
  const { values } = parseSettings([...readSettings(openSheet()), ...readWaiting()]);
  return valueOf(values, allowChanges);
}

/** Every request that was sent to change something in Klaviyo. */
export function readJournal(store: Store): readonly JournalEntry[] {
  return parseJournal(store.read(CHANGES_KEY));
}

/** Keeps one entry for good: committed before this returns. */
export function keepEntry(store: Store, entry: JournalEntry): void {
  store.commit(new Map([[CHANGES_KEY, journalText(withEntry(readJournal(store), entry))]]));
}

/** How numbers and days are written for this person's account. */
export function sheetFormats(): Formats {
  return createFormats(sheetAccountFormats());
}

export function sheetAccountFormats(): { readonly locale: null; readonly currency: string; readonly timezone: string } {
  const connection = readConnection();
  return {
    locale: null,
    currency: connection?.currency ?? 'USD',
    timezone: connection?.timezone ?? SpreadsheetApp.getActiveSpreadsheet().getSpreadsheetTimeZone(),
  };
}
