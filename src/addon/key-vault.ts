import * as v from 'valibot';
import { kept } from '../domain/text/kept';
import { patiently } from '../sheet/patience';

/**
 * Klaviyo keys live in the user's own properties, one for each spreadsheet: an add-on's properties are shared by all sheets of a person, and an agency has a
 * key for each client.
 */
const KEY = 'klaviyo-private-key';
const WRITE_ACCESS = kept<WriteAccess>('klaviyo-write-access', v.object({ key: v.string(), who: v.string(), note: v.string() }));
const USER_TOKEN = 'user-token';

/** This user's private key for this sheet; null when none is connected. */
export function readKey(): string | null {
  return readOfSheet(KEY);
}

/** Keeps the key for this user and sheet, in place of an earlier one. */
export function keepKey(key: string): void {
  keepOfSheet(KEY, key);
}

/** Forgets the key of this sheet. */
export function forgetKey(): void {
  forgetOfSheet(KEY);
}

/** The second key, which alone may change something in Klaviyo, and the name under which its person stands in the journal. */
export interface WriteAccess {
  readonly key: string;
  readonly who: string;
  readonly note: string;
}

/** This user's second key for this sheet; null when none was given, and while it is the key that reads. */
export function readWriteAccess(): WriteAccess | null {
  const access = WRITE_ACCESS.read(readOfSheet(WRITE_ACCESS.key));
  return access !== null && access.key !== readKey() ? access : null;
}

/** Keeps the second key for this user and sheet. */
export function keepWriteAccess(access: WriteAccess): void {
  keepOfSheet(WRITE_ACCESS.key, WRITE_ACCESS.text(access));
}

/** Forgets the second key of this sheet. */
export function forgetWriteAccess(): void {
  forgetOfSheet(WRITE_ACCESS.key);
}

/** A text of this user's about this sheet. Earlier versions kept one for all sheets: it counts until this sheet has its own. */
export function readOfSheet(name: string): string | null {
  const properties = PropertiesService.getUserProperties();
  const own = properties.getProperty(ofSheet(name));
  // Empty: forgotten here, whatever an earlier version left for all sheets.
  return own === null ? properties.getProperty(name) : own === '' ? null : own;
}

export function keepOfSheet(name: string, text: string): void {
  patiently(() => {
    PropertiesService.getUserProperties().setProperty(ofSheet(name), text);
  });
}

export function forgetOfSheet(name: string): void {
  const properties = PropertiesService.getUserProperties();
  if (properties.getProperty(name) === null) properties.deleteProperty(ofSheet(name));
  else properties.setProperty(ofSheet(name), '');
}

function ofSheet(name: string): string {
  return `${name}:${SpreadsheetApp.getActiveSpreadsheet().getId()}`;
}

/** A random token that tells this user's refresh from another's without asking Google for an e-mail address. */
export function userToken(): string {
  const properties = PropertiesService.getUserProperties();
  const kept = properties.getProperty(USER_TOKEN);
  if (kept !== null) return kept;
  const token = Utilities.getUuid();
  properties.setProperty(USER_TOKEN, token);
  return token;
}
