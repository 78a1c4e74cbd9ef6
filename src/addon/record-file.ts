import { patiently, softly } from '../sheet/patience';
import type { TextFile } from '../sheet/record-store';
import { isGone } from './drive-answer';
import { throwIfSpent } from './google-transport';
import { forgetOfSheet, keepOfSheet, readOfSheet } from './key-vault';
import { Told } from './told';

/** Id of this person's file about this sheet: written last, so that a save which is cut off leaves the file before it in force. */
const FILE = 'records-file';
/** Kept with each file, so that it is found again when the id is lost. */
const SHEET = 'segmentCoverageSheet';
/** Google's figure for a blob. */
const MOST_BYTES = 50 * 1024 * 1024;
/** The manifest lists it under the addresses that may be fetched. */
const CONTENTS = 'https://www.googleapis.com/drive/v3/files';

/**
 * The file in the Drive of whoever runs this, under the scope `drive.file`: private until they share it themselves. It is written through the advanced
 * service (one call, up to 50 MB) and read through UrlFetch, since that service answers contents with an error; a read costs one of the day's requests.
 * Every save is a new file that takes the place of the old one: Drive would keep a hundred revisions of one that is written over. Throws what Google throws.
 */
export function recordFile(): TextFile {
  let tidied = false;
  return {
    read: () => {
      const known = readOfSheet(FILE);
      const id = known ?? patiently(filesOfSheet)[0] ?? null;
      if (id === null || !patiently(() => isThere(id))) return null;
      if (known === null) keepOfSheet(FILE, id);
      return patiently(() => contentsOf(id));
    },
    write: (text) => {
      const before = readOfSheet(FILE);
      requireRoom(text.length);
      const made = patiently(() => create(text));
      keepOfSheet(FILE, made);
      softly('removing the file before', () => {
        if (before !== null) remove(before);
        if (!tidied)
          filesOfSheet()
            .filter((id) => id !== made && id !== before)
            .forEach(remove);
        tidied = true;
      });
    },
  };
}

/** Deletes this person's files about this sheet for good, past the bin; how many there were. */
export function deleteRecordFiles(): number {
  const known = readOfSheet(FILE);
  const ids = new Set([...patiently(filesOfSheet), ...(known === null ? [] : [known])]);
  const there = [...ids].filter((id) => patiently(() => removed(id)));
  forgetOfSheet(FILE);
  return there.length;
}

function files(): GoogleAppsScript.Drive_v3.Drive.V3.Collection.FilesCollection {
  const service = Drive?.Files;
  if (service === undefined) throw new Error('The Drive service is not enabled for this script.');
  return service;
}

/** Google takes a blob of 50 MB at most: said before it is sent, with what a person can do. The text is packed, so that a letter is a byte. */
export function requireRoom(bytes: number): void {
  if (bytes > MOST_BYTES) throw new Told({ kind: 'too-much-to-keep', megabytes: Math.ceil(bytes / 1e6) });
}

function create(text: string): string {
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  const resource = {
    name: `Segment Coverage records of ${spreadsheet.getName()}`,
    mimeType: 'text/plain',
    appProperties: { [SHEET]: spreadsheet.getId() },
    description:
      'Written and read by Segment Coverage for Klaviyo. Holds what it read of customers. Delete it at any time: the next refresh reads everything anew.',
  };
  return String(files().create(resource, Utilities.newBlob(text, 'text/plain', 'records.txt')).id);
}

/** Ids of the files about this sheet that this person may see, the newest first. */
function filesOfSheet(): readonly string[] {
  const sheet = SpreadsheetApp.getActiveSpreadsheet().getId();
  const found = files().list({
    q: `appProperties has { key='${SHEET}' and value='${sheet}' } and trashed=false`,
    fields: 'files(id)',
    orderBy: 'modifiedTime desc',
  });
  return (found.files ?? []).map(({ id }) => String(id));
}

function contentsOf(id: string): string | null {
  const answer = fetched(`${CONTENTS}/${encodeURIComponent(id)}?alt=media`);
  const status = answer.getResponseCode();
  if (status === 404) return null;
  if (status !== 200) throw new Error(`Drive answered ${status} for the records of this sheet.`);
  return answer.getContentText();
}

function fetched(address: string): GoogleAppsScript.URL_Fetch.HTTPResponse {
  try {
    return UrlFetchApp.fetch(address, { headers: { Authorization: `Bearer ${ScriptApp.getOAuthToken()}` }, muteHttpExceptions: true });
  } catch (error) {
    throwIfSpent(error);
    throw error;
  }
}

/** False for a file that is gone or in the bin. */
function isThere(id: string): boolean {
  try {
    return files().get(id, { fields: 'id,trashed' }).trashed !== true;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

function remove(id: string): void {
  removed(id);
}

function removed(id: string): boolean {
  try {
    files().remove(id);
    return true;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}
