import { checkKey } from '../klaviyo/connect';
import type { Store } from '../refresh/store';
import { googleTransport } from './google-transport';
import { forgetKey, forgetOfSheet, keepKey, keepOfSheet, readKey, readOfSheet } from './key-vault';
import type { ConnectionView } from './protocol';
import { sheetAccount } from './open-sheet';
import { Told } from './told';

/** What a key was found to be when it was connected: this user's, without the key. */
const FOUND = 'klaviyo-connection';

/**
 * Checks a key with Klaviyo and keeps it for this user. Throws `Told` with what is wrong with it, and keeps the earlier key then. A key of another
 * account than the sheet's is refused: the sheet's history and people's edits are about that account.
 */
export function connect(key: string, store: Store): ConnectionView {
  const given = key.trim();
  const check = checkKey(googleTransport(), given);
  if ('error' in check) throw new Told(check.error);
  const { account, scopes } = check;
  const sheet = sheetAccount(store);
  if (sheet !== null && sheet.id !== account.id) {
    throw new Told({ kind: 'other-account', expectedId: sheet.id, foundId: account.id, foundName: account.name });
  }
  const view: ConnectionView = {
    accountName: account.name, accountId: account.id, currency: account.currency, timezone: account.timezone, testAccount: account.testAccount, scopes,
    // Only a write request would show that a key may write, and the add-on makes none.
    note: 'A read-only key is enough. If this key may also write, that is more than the add-on needs; it never changes anything in Klaviyo.',
  };
  keepKey(given);
  keepOfSheet(FOUND, JSON.stringify(view));
  return view;
}

/** Forgets the key and what was found with it. */
export function disconnect(): void {
  forgetKey();
  forgetOfSheet(FOUND);
}

/** The connection as it was found; null when this user has none. */
export function readConnection(): ConnectionView | null {
  if (readKey() === null) return null;
  try {
    return JSON.parse(readOfSheet(FOUND) ?? 'null') as ConnectionView | null;
  } catch {
    return null;
  }
}
