import { ACCOUNT } from '../refresh/store-keys';
import type { SheetAccount } from '../refresh/store-keys';
import type { Store } from '../refresh/store';
import { setWays } from '../sheet/patience';
import { createPlaces, moveRecords } from '../sheet/places';
import { createRecordStore } from '../sheet/record-store';
import { createSheetStore, type SheetStore } from '../sheet/sheet-store';
import { gzipCodec } from './codec';
import { recordFile } from './record-file';

setWays({
  sleep: (milliseconds) => {
    Utilities.sleep(milliseconds);
  },
  note: (line) => {
    console.warn(line);
  },
});

/** The sheet that the script runs in, with its store: what the sheet needs lies in it, what was read of the account in the file of whoever runs this. */
export function openSheet(): { readonly spreadsheet: GoogleAppsScript.Spreadsheet.Spreadsheet; readonly store: Store } {
  return { spreadsheet: SpreadsheetApp.getActiveSpreadsheet(), store: createPlaces(sheetStore(), createRecordStore(recordFile(), gzipCodec)) };
}

/** The same for a refresh, which takes out what an earlier version kept of people in the sheet. */
export function openSheetToRefresh(): ReturnType<typeof openSheet> {
  const inSheet = sheetStore();
  const records = createRecordStore(recordFile(), gzipCodec);
  moveRecords(inSheet, records);
  return { spreadsheet: SpreadsheetApp.getActiveSpreadsheet(), store: createPlaces(inSheet, records) };
}

/** What lies in the sheet itself. */
export function sheetStore(): SheetStore {
  return createSheetStore(SpreadsheetApp.getActiveSpreadsheet(), gzipCodec);
}

/** The account that the sheet belongs to; null before the first refresh. */
export function sheetAccount(store: Store): SheetAccount | null {
  return ACCOUNT.read(store.read(ACCOUNT.key));
}
