const GOOGLE_DOC = 'application/vnd.google-apps.document';

/**
 * Makes the recommendation document from HTML, or replaces the contents of the one at `address`, through Drive's import: with the `drive.file`
 * scope alone the add-on sees no other file. A document that somebody threw away is made anew. Gives the document's address.
 */
export function writeGoogleDoc(title: string, html: string, address: string | null): string {
  const drive = Drive?.Files;
  if (drive === undefined) throw new Error('The Drive service is not enabled for this script.');
  const contents = Utilities.newBlob(html, 'text/html', `${title}.html`);
  const id = address === null ? null : idIn(address);
  if (id !== null) {
    try {
      drive.update({ name: title }, id, contents);
      return address ?? addressOf(id);
    } catch {
      // Deleted, or another editor's file: this person gets a document of their own.
    }
  }
  const made = drive.create({ name: title, mimeType: GOOGLE_DOC }, contents);
  return addressOf(String(made.id));
}

function idIn(address: string): string | null {
  return /\/d\/([A-Za-z0-9_-]+)/.exec(address)?.[1] ?? null;
}

function addressOf(id: string): string {
  return `https://docs.google.com/document/d/${id}/edit`;
}
