import { offer, type Gate } from './refusal';

/** A `User` of the platform. */
export function createUser(gate: Gate): GoogleAppsScript.Base.User {
  const members = {} satisfies Partial<GoogleAppsScript.Base.User>;
  return offer<object>('User', members, gate) as GoogleAppsScript.Base.User;
}
