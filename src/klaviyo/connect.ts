import type { Account } from '../domain/account/inventory';
import { resourcesOf } from './http/json';
import { checkKeyFormat } from './http/key';
import type { KlaviyoError } from './http/klaviyo-error';
import { parseAccount } from './collections/account';
import { PLAN, SCOPES } from './collections/table';
import { isQuotaSpent } from './http/quota-spent';
import { klaviyoRequest } from './http/request';
import { outcomeOf, type Outcome } from './http/retry';
import type { HttpResponse, Transport } from './http/transport';

/** Whether the key has one read scope; null when Klaviyo's answer did not tell. */
export interface ScopeCheck {
  readonly scope: string;
  readonly present: boolean | null;
  /** What the scope brings, in a marketer's words. */
  readonly brings: string;
}

export type KeyCheck = { readonly account: Account; readonly scopes: readonly ScopeCheck[] } | { readonly error: KlaviyoError };

/** Read scopes that the add-on uses, in the order in which the sidebar names them. */
export const READ_SCOPES: readonly string[] = SCOPES.map(({ scope }) => scope);

/**
 * Which account a key belongs to and which read scopes it has: one request a scope, all in one parallel call; a record at most in each answer, and nothing is written.
 * Errors: malformed-key and no-key without sending anything; wrong-key, klaviyo-down, quota-spent, unreadable,
 * missing-scope (accounts:read only: without it the account cannot be named).
 */
export function checkKey(transport: Transport, key: string): KeyCheck {
  const malformed = checkKeyFormat(key);
  if (malformed !== null) return { error: malformed };
  let responses: readonly HttpResponse[];
  try {
    responses = transport.fetchAll(SCOPES.map(({ probe }) => klaviyoRequest(key.trim(), 'get', probe)));
  } catch (error) {
    if (isQuotaSpent(error)) return { error: { kind: 'quota-spent' } };
    throw error;
  }
  const outcomes = SCOPES.map((_, place) => outcomeOf(responses[place] ?? { failed: 'no answer' }));
  const first = outcomes[0];
  const error = first === undefined ? null : errorOf(first);
  if (error !== null) return { error };
  const resource = first?.kind === 'answer' ? resourcesOf(first.json).resources[0] : undefined;
  const account = resource === undefined ? null : parseAccount(resource);
  if (account === null) return { error: { kind: 'unreadable', what: 'the account' } };
  return { account, scopes: SCOPES.map(({ scope, brings }, place) => ({ scope, brings, present: presence(outcomes[place]) })) };
}

/** What the account request's outcome says about the key as a whole; null when it went well. */
function errorOf(outcome: Outcome): KlaviyoError | null {
  switch (outcome.kind) {
    case 'answer':
      return null;
    case 'unauthorized':
      return { kind: 'wrong-key' };
    case 'forbidden':
      return outcome.aboutKey ? { kind: 'wrong-key' } : { kind: 'missing-scope', scope: 'accounts:read', brings: PLAN.endpoint('account').brings };
    case 'refused':
      return { kind: 'wrong-key' };
    case 'throttled':
      return { kind: 'klaviyo-down', status: 429 };
    case 'broken':
      return { kind: 'klaviyo-down', status: outcome.status };
    case 'gone':
      return { kind: 'unreadable', what: 'the account' };
  }
}

/** An answer, or a refusal for another reason than the scope, shows that the scope is there. */
function presence(outcome: Outcome | undefined): boolean | null {
  switch (outcome?.kind) {
    case 'answer':
    case 'refused':
      return true;
    case 'forbidden':
      return false;
    default:
      return null;
  }
}

/** Whose key a second one is: of the account that is read, of another, or not told since it may not read anything. */
export type SecondKeyCheck = { readonly account: 'same' | 'another' | 'not told' } | { readonly error: KlaviyoError };

/**
 * Tells whether a second key belongs to the account that is read. It needs no read scope: where it has none, nothing tells. Only reads are sent.
 * A key with segments:read shows it by a segment that the first key finds as well.
 */
export function checkSecondKey(
  transport: Transport,
  { key, reading, accountId }: { readonly key: string; readonly reading: string; readonly accountId: string },
): SecondKeyCheck {
  const malformed = checkKeyFormat(key);
  if (malformed !== null) return { error: malformed };
  const ask = (by: string, path: string): Outcome => outcomeOf(transport.fetchAll([klaviyoRequest(by, 'get', path)])[0] ?? { failed: 'no answer' });
  const probeOf = (wanted: string): string => SCOPES.find(({ scope }) => scope === wanted)?.probe ?? '';
  try {
    const named = ask(key, probeOf('accounts:read'));
    if (named.kind === 'answer') return { account: resourcesOf(named.json).resources[0]?.id === accountId ? 'same' : 'another' };
    const error = errorOf(named);
    if (error?.kind !== 'missing-scope') return { error: error ?? { kind: 'unreadable', what: 'the account' } };
    const listed = ask(key, probeOf('segments:read'));
    const id = listed.kind === 'answer' ? resourcesOf(listed.json).resources[0]?.id : undefined;
    if (id === undefined) return { account: 'not told' };
    const found = ask(reading, `/api/segments/${encodeURIComponent(id)}`);
    return { account: found.kind === 'answer' ? 'same' : found.kind === 'gone' ? 'another' : 'not told' };
  } catch (error) {
    if (isQuotaSpent(error)) return { error: { kind: 'quota-spent' } };
    throw error;
  }
}
