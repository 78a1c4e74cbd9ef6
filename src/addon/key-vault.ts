/** Klaviyo keys live in the user's own properties only: no other editor of the sheet can read them. */
const KEY = 'klaviyo-private-key';
const USER_TOKEN = 'user-token';

/** This user's private key; null when none is connected. */
export function readKey(): string | null {
  return PropertiesService.getUserProperties().getProperty(KEY);
}

/** Keeps the key for this user, in place of an earlier one. */
export function keepKey(key: string): void {
  PropertiesService.getUserProperties().setProperty(KEY, key);
}

/** Forgets the key. */
export function forgetKey(): void {
  PropertiesService.getUserProperties().deleteProperty(KEY);
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
