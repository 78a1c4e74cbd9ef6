import { badParameter } from './refusal';

/** A place in a listing: the number of items already given and the id of the last one. */
export interface Place {
  readonly offset: number;
  readonly last: string;
}

/** 32-bit FNV-1a; only to tell one text from another. */
export function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** An opaque cursor, bound to the listing (path, filter, sort) that it came from. */
export function writeCursor(place: Place, listing: string): string {
  return Buffer.from(JSON.stringify([place.offset, place.last, fingerprint(listing)])).toString('base64url');
}

/** Reads a cursor of the same listing; 400 for any other text. */
export function readCursor(text: string, listing: string, parameter = 'page[cursor]'): Place {
  try {
    const [offset, last, mark] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [number, string, string];
    if (Number.isInteger(offset) && typeof last === 'string' && mark === fingerprint(listing)) return { offset, last };
  } catch {
    // Falls through: unreadable is refused like foreign.
  }
  throw badParameter(parameter, 'Invalid cursor provided.');
}
