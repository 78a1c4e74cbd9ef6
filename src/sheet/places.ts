import type { Store } from '../refresh/store';
import type { SheetStore } from './sheet-store';

/** What is read of the account, people and all: it lies in the file of the person who refreshes, never in the sheet. */
const OF_THE_FILE: readonly string[] = ['reading/', 'behavior/'];
/** Says that records were taken out of the sheet's tab and their old cells are still to be emptied. */
const EMPTYING_KEY = 'store/emptying';

/** True for keys of what is read, which may tell of people. */
export function isRecord(key: string): boolean {
  return OF_THE_FILE.some((prefix) => key.startsWith(prefix));
}

/**
 * One store over two places: records in the person's file, everything that the sheet needs itself (memory of tracker and settings, history, report) in the
 * sheet. A commit writes the file first and the sheet's root cell last. The file is not touched by whoever asks for nothing of it.
 */
export function createPlaces(sheet: Store, records: Store): Store {
  const placeOf = (key: string): Store => (isRecord(key) ? records : sheet);
  return {
    read: (key) => placeOf(key).read(key),
    keys: (prefix) => {
      if (isRecord(prefix)) return records.keys(prefix);
      return OF_THE_FILE.some((own) => own.startsWith(prefix))
        ? [...sheet.keys(prefix).filter((key) => !isRecord(key)), ...records.keys(prefix)].sort()
        : sheet.keys(prefix);
    },
    bytes: () => sheet.bytes() + records.bytes(),
    commit: (changes) => {
      for (const place of [records, sheet]) {
        const own = new Map([...changes].filter(([key]) => placeOf(key) === place));
        if (own.size > 0) place.commit(own);
      }
    },
  };
}

/**
 * Brings a sheet of a version that kept records in its tab to today's places: what was read of the account moves to the person's file unless they have one;
 * what was read of people is read anew, since it held more than is kept today. Then the tab's freed cells are emptied. May be cut off anywhere.
 */
export function moveRecords(sheet: SheetStore, records: Store): void {
  const old = sheet.keys('').filter(isRecord);
  if (old.length > 0) {
    if (records.keys('').length === 0) {
      records.commit(new Map(old.filter((key) => !key.startsWith('behavior/')).map((key) => [key, sheet.read(key)])));
    }
    emptyOldCells(sheet);
  } else if (sheet.keys(EMPTYING_KEY).length > 0) emptyOldCells(sheet);
}

/** Takes every record out of the sheet's tab, cells and all; true when there were any. */
export function emptyOldCells(sheet: SheetStore): boolean {
  const old = sheet.keys('').filter(isRecord);
  if (old.length === 0 && sheet.keys(EMPTYING_KEY).length === 0) return false;
  sheet.commit(new Map<string, string | null>([...old.map((key) => [key, null] as const), [EMPTYING_KEY, 'yes']]));
  sheet.wipe();
  sheet.commit(new Map([[EMPTYING_KEY, null]]));
  return true;
}
