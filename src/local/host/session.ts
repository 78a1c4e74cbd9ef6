import { offer, type Gate } from './refusal';

export interface SessionOptions {
  readonly gate: Gate;
  readonly email: string;
  readonly scriptZone: string;
  readonly userKey: string;
  readonly locale: string;
}

/** `Session`: who runs the script, in which zone. */
export function createSession({ gate }: SessionOptions): GoogleAppsScript.Base.Session {
  const members = {} satisfies Partial<GoogleAppsScript.Base.Session>;
  return offer<object>('Session', members, gate) as GoogleAppsScript.Base.Session;
}
