import { offer, type Gate } from './refusal';
import { createUser } from './user';

export interface SessionOptions { readonly gate: Gate; readonly email: string; readonly scriptZone: string; readonly userKey: string; readonly locale: string }

/** `Session`: who runs the script, in which zone. */
export function createSession({ gate, email, scriptZone, userKey, locale }: SessionOptions): GoogleAppsScript.Base.Session {
  const members = {
    getActiveUser: () => createUser(email, gate),
    getEffectiveUser: () => createUser(email, gate),
    getActiveUserLocale: () => locale,
    getScriptTimeZone: () => scriptZone,
    getTemporaryActiveUserKey: () => userKey,
  } satisfies Partial<GoogleAppsScript.Base.Session>;
  return offer<object>('Session', members, gate) as GoogleAppsScript.Base.Session;
}
