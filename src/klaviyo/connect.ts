import type { Account } from '../domain/account/inventory';
import { ENDPOINTS, type EndpointName } from './http/endpoints';
import { resourcesOf } from './http/json';
import { checkKeyFormat } from './http/key';
import type { KlaviyoError } from './http/klaviyo-error';
import { parseAccount } from './collections/parse-objects';
import { isQuotaSpent } from './http/quota-spent';
import { klaviyoRequest, pathWithQuery } from './http/request';
import { outcomeOf, type Outcome } from './http/retry';
import type { HttpResponse, Transport } from './http/transport';

/** Whether the key has one read scope; null when Klaviyo's answer did not tell. */
export interface ScopeCheck {
  readonly scope: string;
  readonly present: boolean | null;
  /** What the scope brings, in a marketer's words. */
  readonly brings: string;
}

export type KeyCheck =
  | { readonly account: Account; readonly scopes: readonly ScopeCheck[] }
  | { readonly error: KlaviyoError };

/** One cheap read request for each scope that the reading uses; a record at most in each answer. Nothing is written. */
const PROBES: readonly { readonly scope: string; readonly endpoint: EndpointName; readonly path: string }[] = [
  { scope: 'accounts:read', endpoint: 'account', path: pathWithQuery('/api/accounts', { 'fields[account]': 'contact_information.organization_name,timezone,preferred_currency,locale,test_account' }) },
  { scope: 'lists:read', endpoint: 'lists', path: pathWithQuery('/api/lists', { 'fields[list]': 'name', 'page[size]': 1 }) },
  { scope: 'segments:read', endpoint: 'segments', path: pathWithQuery('/api/segments', { 'fields[segment]': 'name', 'page[size]': 1 }) },
  { scope: 'flows:read', endpoint: 'flows', path: pathWithQuery('/api/flows', { 'fields[flow]': 'name', 'page[size]': 1 }) },
  { scope: 'campaigns:read', endpoint: 'campaigns', path: pathWithQuery('/api/campaigns', { filter: 'equals(messages.channel,"sms")', 'fields[campaign]': 'name' }) },
  { scope: 'metrics:read', endpoint: 'mappedMetrics', path: '/api/mapped-metrics' },
  { scope: 'profiles:read', endpoint: 'profiles', path: pathWithQuery('/api/profiles', { 'fields[profile]': 'created', 'page[size]': 1 }) },
  { scope: 'events:read', endpoint: 'events', path: pathWithQuery('/api/events', { 'fields[event]': 'datetime', 'page[size]': 1 }) },
  { scope: 'tags:read', endpoint: 'lists', path: '/api/tag-groups' },
  { scope: 'forms:read', endpoint: 'forms', path: pathWithQuery('/api/forms', { 'fields[form]': 'name', 'page[size]': 1 }) },
];

/** Read scopes that the add-on uses, in the order in which Klaviyo's key page lists what they are about. */
export const READ_SCOPES: readonly string[] = PROBES.map((probe) => probe.scope);

function bringsOf(probe: (typeof PROBES)[number]): string {
  return probe.scope === 'tags:read' ? 'the tags of lists and segments' : ENDPOINTS[probe.endpoint].brings;
}

/**
 * Which account a key belongs to and which read scopes it has: one request a scope, all in one parallel call.
 * Errors: malformed-key and no-key without sending anything; wrong-key, klaviyo-down, quota-spent, unreadable,
 * missing-scope (accounts:read only: without it the account cannot be named).
 */
export function checkKey(transport: Transport, key: string): KeyCheck {
  const malformed = checkKeyFormat(key);
  if (malformed !== null) return { error: malformed };
  let responses: readonly HttpResponse[];
  try {
    responses = transport.fetchAll(PROBES.map((probe) => klaviyoRequest(key.trim(), 'get', probe.path)));
  } catch (error) {
    if (isQuotaSpent(error)) return { error: { kind: 'quota-spent' } };
    throw error;
  }
  const outcomes = PROBES.map((_, place) => outcomeOf(responses[place] ?? { failed: 'no answer' }));
  const first = outcomes[0];
  const error = first === undefined ? null : errorOf(first);
  if (error !== null) return { error };
  const resource = first?.kind === 'answer' ? resourcesOf(first.json).resources[0] : undefined;
  const account = resource === undefined ? null : parseAccount(resource);
  if (account === null) return { error: { kind: 'unreadable', what: 'the account' } };
  return { account, scopes: PROBES.map((probe, place) => ({ scope: probe.scope, present: presence(outcomes[place]), brings: bringsOf(probe) })) };
}

/** What the account request's outcome says about the key as a whole; null when it went well. */
function errorOf(outcome: Outcome): KlaviyoError | null {
  switch (outcome.kind) {
    case 'answer': return null;
    case 'unauthorized': return { kind: 'wrong-key' };
    case 'forbidden': return outcome.aboutKey ? { kind: 'wrong-key' } : { kind: 'missing-scope', scope: 'accounts:read', brings: ENDPOINTS.account.brings };
    case 'refused': return { kind: 'wrong-key' };
    case 'throttled': return { kind: 'klaviyo-down', status: 429 };
    case 'broken': return { kind: 'klaviyo-down', status: outcome.status };
    case 'gone': return { kind: 'unreadable', what: 'the account' };
  }
}

/** An answer, or a refusal for another reason than the scope, shows that the scope is there. */
function presence(outcome: Outcome | undefined): boolean | null {
  switch (outcome?.kind) {
    case 'answer': case 'refused': return true;
    case 'forbidden': return false;
    default: return null;
  }
}
