/** How far a person has authorized the script: an add-on's onOpen runs with NONE before its first use in a file, then with LIMITED. */
export type AuthMode = 'NONE' | 'LIMITED' | 'FULL';

/** Services that need nobody's consent: menus, text, time, and what lies inside the script. */
const WITHOUT_CONSENT = new Set(['Ui', 'Menu', 'Logger', 'console', 'Utilities', 'Blob', 'HtmlService', 'HtmlOutput', 'HtmlTemplate', 'TriggerBuilder']);
/** Services that LIMITED withholds: they act for the person outside of this file. */
const WITH_FULL_CONSENT = new Set(['UrlFetchApp', 'ScriptApp', 'ClockTriggerBuilder', 'Trigger', 'Drive.Files', 'Drive.Comments']);
const SHOWING = new Set(['showSidebar', 'showModalDialog', 'showModelessDialog', 'alert', 'prompt']);

const SCOPE = 'https://www.googleapis.com/auth/';

/** The scope that a call needs, of those that a person may leave out at the consent screen. */
function scopeOf(service: string, method: string): string | null {
  if (service === 'UrlFetchApp') return `${SCOPE}script.external_request`;
  if (service === 'Drive.Files' || service === 'Drive.Comments') return `${SCOPE}drive.file`;
  if (service === 'ScriptApp' && ['newTrigger', 'getProjectTriggers', 'getUserTriggers', 'deleteTrigger'].includes(method)) return `${SCOPE}script.scriptapp`;
  return null;
}

/** The platform's refusal of a call for which the person left the scope out; null when it may run. */
export function refusedByConsent(left: ReadonlySet<string>, service: string, method: string): string | null {
  const scope = scopeOf(service, method);
  return scope === null || !left.has(scope) ? null : `Specified permissions are not sufficient to call ${service}.${method}. Required permissions: ${scope}`;
}

/** The platform's refusal of a call in an authorization mode; null when it may run. */
export function refusedBy(mode: AuthMode, service: string, method: string): string | null {
  if (mode === 'FULL') return null;
  const refusal = `You do not have permission to call ${service}.${method}.`;
  if (service === 'Ui' && SHOWING.has(method)) return refusal;
  if (mode === 'LIMITED') return WITH_FULL_CONSENT.has(service) ? refusal : null;
  if (WITHOUT_CONSENT.has(service)) return null;
  if (service === 'SpreadsheetApp' && method === 'getUi') return null;
  if (service === 'Session' && (method === 'getActiveUserLocale' || method === 'getScriptTimeZone')) return null;
  return refusal;
}
