/** Klaviyo keys live in the user's own properties only: no other editor of the sheet can read them. */
const KEY = 'klaviyo-private-key';
const BASE_URL = 'klaviyo-base-url';
const USER_TOKEN = 'user-token';

/** Klaviyo's address unless the local command names another (a published add-on can reach no other: see the manifest). */
const KLAVIYO = 'https://a.klaviyo.com';

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

/** Address that requests go to, without a trailing slash. */
export function readBaseUrl(): string {
  return PropertiesService.getUserProperties().getProperty(BASE_URL) ?? KLAVIYO;
}

/** Sets the address for this user; the local command's door. */
export function keepBaseUrl(url: string): void {
  PropertiesService.getUserProperties().setProperty(BASE_URL, url.replace(/\/+$/, ''));
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
