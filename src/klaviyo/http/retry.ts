import type { Limits } from './endpoints';
import { MINUTE, SECOND } from './pace';
import type { HttpResponse } from './transport';

/** What an answer means, before it is decided what to do about it. */
export type Outcome =
  | { readonly kind: 'answer'; readonly json: unknown }
  /** `waitMs` from Retry-After; null when it is missing or unreadable. */
  | { readonly kind: 'throttled'; readonly waitMs: number | null }
  /** 5xx, a dropped connection, a body that is cut off or is a gateway's page. `status` null: no answer at all. */
  | { readonly kind: 'broken'; readonly status: number | null }
  | { readonly kind: 'unauthorized' }
  /** `aboutKey`: the answer's code speaks of the key itself rather than of a scope. */
  | { readonly kind: 'forbidden'; readonly aboutKey: boolean }
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string | null };

/** Reads one response. A 403 that is not Klaviyo's JSON comes from a gateway in between and says nothing about the key. */
export function outcomeOf(response: HttpResponse): Outcome {
  if ('failed' in response) return { kind: 'broken', status: null };
  const { status, text } = response;
  if (status === 429) return { kind: 'throttled', waitMs: retryAfter(response.headers['retry-after']) };
  const json = parseJson(text);
  if (status >= 200 && status < 300) return isObject(json) ? { kind: 'answer', json } : { kind: 'broken', status };
  if (status === 401) return { kind: 'unauthorized' };
  if (status === 404 || status === 410) return { kind: 'gone' };
  if (!isObject(json)) return { kind: 'broken', status };
  if (status === 403) return { kind: 'forbidden', aboutKey: /^(not_authenticated|authentication|invalid_api_key|account_)/.test(errorCode(json) ?? '') };
  if (status >= 400 && status < 500 && status !== 408) return { kind: 'refused', status, code: errorCode(json) };
  return { kind: 'broken', status };
}

/** Milliseconds that Retry-After asks for: whole seconds as Klaviyo sends them. Anything else is unreadable, hence null. */
export function retryAfter(header: string | undefined): number | null {
  return header !== undefined && /^\s*\d{1,9}\s*$/.test(header) ? Number(header) * SECOND : null;
}

/** How often one request is sent in vain before it is given up. */
export const MOST_TRIES = 8;
/** A wait longer than this is believed only of an endpoint with a daily limit; elsewhere it is tried again after so long. */
const LONGEST_WAIT = 10 * MINUTE;

/** Jittered exponential wait after the `tries`-th failure (1, 2, …): 1 s doubling to 60 s, of which half is drawn. */
export function backoff(tries: number, random: number): number {
  const full = Math.min(MINUTE, SECOND * 2 ** Math.min(tries - 1, 10));
  return Math.round(full / 2 + (full / 2) * random);
}

export type ThrottleDecision =
  | { readonly kind: 'wait'; readonly until: number }
  /** The day's allowance is spent. */
  | { readonly kind: 'daily'; readonly continueAt: number };

/** What to do after a 429: Retry-After is decisive where it can be read; else wait as after a failure. */
export function afterThrottle(waitMs: number | null, limits: Limits, inRow: number, now: number, random: number): ThrottleDecision {
  if (waitMs === null) return { kind: 'wait', until: now + backoff(inRow, random) };
  // A minute's window cannot ask for more than a minute: a longer wait on an endpoint with a daily limit means the day.
  if (limits.daily !== null && waitMs > 2 * MINUTE) return { kind: 'daily', continueAt: now + waitMs };
  // Those who were refused together should not come back in the same instant.
  return { kind: 'wait', until: now + Math.min(Math.max(waitMs, 100), LONGEST_WAIT) + Math.round(200 * random) };
}

function errorCode(json: unknown): string | null {
  const errors = (json as { errors?: unknown }).errors;
  const code: unknown = Array.isArray(errors) ? (errors[0] as { code?: unknown } | undefined)?.code : undefined;
  return typeof code === 'string' ? code : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(json: unknown): boolean {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
