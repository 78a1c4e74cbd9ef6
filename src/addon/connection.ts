import { checkKey, checkSecondKey } from '../klaviyo/connect';
import type { Store } from '../refresh/store';
import { googleTransport } from './google-transport';
import { forgetKey, forgetOfSheet, forgetWriteAccess, keepKey, keepOfSheet, keepWriteAccess, readKey, readOfSheet, readWriteAccess } from './key-vault';
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
  if (readWriteAccess()?.key === given) throw new Told({ kind: 'same-key' });
  const check = checkKey(googleTransport(), given);
  if ('error' in check) throw new Told(check.error);
  const { account, scopes } = check;
  const sheet = sheetAccount(store);
  if (sheet !== null && sheet.id !== account.id) {
    throw new Told({ kind: 'other-account', expectedId: sheet.id, foundId: account.id, foundName: account.name });
  }
  const view: ConnectionView = {
    accountName: account.name,
    accountId: account.id,
    currency: account.currency,
    timezone: account.timezone,
    testAccount: account.testAccount,
    scopes,
    // Only a write request would show that a key may write, and this key is never on one.
    note: 'A read-only key is enough. If this key may also write, that is more than it needs: nothing in Klaviyo is ever changed with it.',
  };
  keepKey(given);
  keepOfSheet(FOUND, JSON.stringify(view));
  return view;
}

/**
 * Keeps a second key, which alone may change something: of the same account, and another one than the key that reads. Nothing is written to find out
 * whether it may write; the first change that a person asks for tells.
 */
export function connectWriting(given: { readonly key: string; readonly who: string }): void {
  const key = given.key.trim();
  const who = given.who.replace(/\s+/g, ' ').trim().slice(0, 100);
  const [reading, connection] = [readKey(), readConnection()];
  if (reading === null || connection === null) throw new Told({ kind: 'no-key' });
  if (key === reading) throw new Told({ kind: 'same-key' });
  if (who === '') throw new Told({ kind: 'no-name' });
  const check = checkSecondKey(googleTransport(), { key, reading, accountId: connection.accountId });
  if ('error' in check) throw new Told(check.error);
  if (check.account === 'another') throw new Told({ kind: 'stranger-key' });
  keepWriteAccess({
    key,
    who,
    note: check.account === 'same' ? '' : `Klaviyo does not tell whose key this is: be sure that it was made in ${connection.accountName}.`,
  });
}

/** Forgets both keys and what was found with them. */
export function disconnect(): void {
  forgetKey();
  forgetWriteAccess();
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
