import { Told } from './told';

/** What Google's consent screen lets people leave out one by one; the rest of the manifest's scopes is needed to open the sidebar at all. */
const REQUESTS = 'https://www.googleapis.com/auth/script.external_request';
const DRIVE = 'https://www.googleapis.com/auth/drive.file';

/** Address at which the person grants what is still missing of all that the add-on asks for; null when nothing is, or when Google does not tell. */
export function missingConsent(scopes?: readonly string[]): string | null {
  try {
    const { FULL } = ScriptApp.AuthMode;
    // Documented with a list of scopes; the published types lack it.
    const app = ScriptApp as unknown as { getAuthorizationInfo(mode: typeof FULL, scopes?: readonly string[]): GoogleAppsScript.Script.AuthorizationInfo };
    const info = scopes === undefined ? app.getAuthorizationInfo(FULL) : app.getAuthorizationInfo(FULL, [...scopes]);
    return info.getAuthorizationStatus() === ScriptApp.AuthorizationStatus.REQUIRED ? info.getAuthorizationUrl() : null;
  } catch {
    return null;
  }
}

/** Throws `Told` with the link that mends it where the person has not allowed requests to Klaviyo. To be called before a key is asked for anything. */
export function requireRequests(): void {
  requireScopes([REQUESTS]);
}

/** The same for what a refresh needs: requests, and the file in the person's own Drive in which it keeps what it has read from one execution to the next. */
export function requireRefresh(): void {
  requireScopes([REQUESTS, DRIVE]);
}

function requireScopes(scopes: readonly string[]): void {
  const link = missingConsent(scopes);
  if (link !== null) throw consentTold(link);
  // Where Google tells nothing of single scopes, this ends the execution with Google's own page.
  ScriptApp.requireScopes(ScriptApp.AuthMode.FULL, [...scopes]);
}

/** The failure of a person who left a permission out. */
export function consentTold(link: string): Told {
  return new Told({ kind: 'consent' }, link);
}
