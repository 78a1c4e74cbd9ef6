import { THE_SHEET } from '../domain/report/document-blocks';
import { isForbidden, isGone } from './drive-answer';
import { keepOfSheet, readOfSheet } from './key-vault';

const GOOGLE_DOC = 'application/vnd.google-apps.document';
/** Id of this person's document about this sheet: with the scope `drive.file` nobody's script sees another person's. */
const DOCUMENT = 'recommendation-document';

/**
 * Makes this person's recommendation document from HTML, or replaces the contents of the one that they have, through Drive's import. `shared` is the address
 * that the sheet knows, made by whoever refreshed last. Only a document that is gone or in the bin is made anew: any other failure is thrown, so that a
 * passing error never makes a second one; one with open comments is kept, and a new one is made beside it. Gives the document's address.
 */
export function writeGoogleDoc(title: string, html: string, shared: string | null): string {
  const drive = Drive?.Files;
  if (drive === undefined) throw new Error('The Drive service is not enabled for this script.');
  const contents = Utilities.newBlob(html, 'text/html', `${title}.html`);
  const id = readOfSheet(DOCUMENT) ?? (shared === null ? null : idIn(shared));
  if (id !== null && isThere(id)) {
    if (!hasOpenComments(id)) {
      drive.update({ name: title }, id, contents);
      keepOfSheet(DOCUMENT, id);
      return addressOf(id);
    }
    // Drive keeps no place for a comment in a text that is replaced: this one stays as it was commented on, and the figures go into a new one.
    drive.update({ name: `${title} (kept for its comments)` }, id);
  }
  const made = String(drive.create({ name: title, mimeType: GOOGLE_DOC }, contents).id);
  keepOfSheet(DOCUMENT, made);
  return addressOf(made);
}

/** The document's HTML with the address of the spreadsheet where it speaks of it. */
export function linkedToSheet(html: string, spreadsheet: Pick<GoogleAppsScript.Spreadsheet.Spreadsheet, 'getId'>): string {
  return html.split(`href="${THE_SHEET}"`).join(`href="https://docs.google.com/spreadsheets/d/${spreadsheet.getId()}"`);
}

/** Address of this person's document about this sheet; null when they have none. */
export function ownDocument(): string | null {
  const id = readOfSheet(DOCUMENT);
  return id === null ? null : addressOf(id);
}

/** Drive answers 404 for what is gone and for what is another person's; a trashed document could still be written, where nobody looks for it. */
function isThere(id: string): boolean {
  try {
    return Drive?.Files?.get(id, { fields: 'id,trashed' }).trashed !== true;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

/** Whether people have written comments that nobody resolved. Where Drive does not let a script see them, there are none to keep. */
function hasOpenComments(id: string): boolean {
  try {
    const found = Drive?.Comments?.list(id, { fields: 'comments(resolved,deleted)', pageSize: 100 }).comments ?? [];
    return found.some(({ resolved, deleted }) => resolved !== true && deleted !== true);
  } catch (error) {
    if (isGone(error) || isForbidden(error)) return false;
    throw error;
  }
}

function idIn(address: string): string | null {
  return /\/d\/([A-Za-z0-9_-]+)/.exec(address)?.[1] ?? null;
}

function addressOf(id: string): string {
  return `https://docs.google.com/document/d/${id}/edit`;
}
