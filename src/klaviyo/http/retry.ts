import type { Endpoint, Limits } from './endpoint';
import { MINUTE, SECOND } from './pace';
import type { HttpResponse } from './transport';

/** What an answer means, before it is decided what to do about it. */
export type Outcome =
  | { readonly kind: 'answer'; readonly json: unknown }
  /** `waitMs` from Retry-After; null when it is missing or unreadable. */
  | { readonly kind: 'throttled'; readonly waitMs: number | null }
  /** 5xx, a dropped connection, a body that is cut off or is a gateway's page. `status` null: no answer at all. `waitMs` as for throttled. */
  | { readonly kind: 'broken'; readonly status: number | null; readonly waitMs: number | null }
  | { readonly kind: 'unauthorized' }
  /** `aboutKey`: the answer's code speaks of the key itself rather than of a scope. */
  | { readonly kind: 'forbidden'; readonly aboutKey: boolean }
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string | null };

/** Reads one response. A 403 that is not Klaviyo's JSON comes from a gateway in between and says nothing about the key. */
export function outcomeOf(response: HttpResponse): Outcome {
  if ('failed' in response) return { kind: 'broken', status: null, waitMs: null };
  const { status, text } = response;
  const waitMs = retryAfter(response.headers['retry-after']);
  if (status === 429) return { kind: 'throttled', waitMs };
  const json = parseJson(text);
  if (status >= 200 && status < 300) return isObject(json) ? { kind: 'answer', json } : { kind: 'broken', status, waitMs };
  if (status === 401) return { kind: 'unauthorized' };
  if (status === 404 || status === 410) return { kind: 'gone' };
  if (!isObject(json)) return { kind: 'broken', status, waitMs };
  if (status === 403) return { kind: 'forbidden', aboutKey: /^(not_authenticated|authentication|invalid_api_key|account_)/.test(errorCode(json) ?? '') };
  if (status >= 400 && status < 500 && status !== 408) return { kind: 'refused', status, code: errorCode(json) };
  return { kind: 'broken', status, waitMs };
}

/** Milliseconds that Retry-After asks for: whole seconds as Klaviyo sends them. Anything else is unreadable, hence null. */
export function retryAfter(header: string | undefined): number | null {
  return header !== undefined && /^\s*\d{1,9}\s*$/.test(header) ? Number(header) * SECOND : null;
}

/** How often one request is sent in vain before it is given up. */
export const MOST_TRIES = 8;
/** 429s in a row of one endpoint, or broken answers in a row of all, after which Klaviyo counts as down. */
const MOST_IN_ROW = 40;
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

/** What to do with a request that brought nothing. */
export interface Retry {
  /** `again`: it stays queued. `give-up`: it cannot be had. `down`: Klaviyo is, and what is queued waits for another execution. */
  readonly kind: 'again' | 'give-up' | 'down';
  readonly tries: number;
  /** Not sent before this instant; null where that is only up to its endpoint. */
  readonly notBefore: number | null;
  /** Nothing is sent to its endpoint before this instant; null where the endpoint may go on. */
  readonly blockedUntil: number | null;
}

/** The one place that decides about another try: after 429, 5xx, dropped connections and broken answers. */
export class Retries {
  private readonly throttledInRow = new Map<string, number>();
  private brokenInRow = 0;

  constructor(private readonly clock: { now(): number; random(): number }) {}

  /** An answer came: the endpoint is well. */
  answered(endpoint: Endpoint): void {
    this.brokenInRow = 0;
    this.throttledInRow.delete(endpoint.name);
  }

  /** A refusal for its pace is the endpoint's matter and counts against no request. */
  afterThrottled(waitMs: number | null, endpoint: Endpoint, tries: number): Retry {
    const inRow = (this.throttledInRow.get(endpoint.name) ?? 0) + 1;
    this.throttledInRow.set(endpoint.name, inRow);
    const decision = afterThrottle(waitMs, endpoint.limits, inRow, this.clock.now(), this.clock.random());
    if (decision.kind === 'daily') return { kind: 'again', tries, notBefore: null, blockedUntil: decision.continueAt };
    return { kind: inRow > MOST_IN_ROW ? 'down' : 'again', tries, notBefore: null, blockedUntil: decision.until };
  }

  /**
   * After a broken answer the request waits longer with every try. What is essential stays queued for when Klaviyo is back;
   * without the rest the reading goes on. Where the answer (a 503) says when to come back, its endpoint waits until then, too.
   */
  afterBroken(waitMs: number | null, triesBefore: number, essential: boolean): Retry {
    this.brokenInRow += 1;
    const tries = triesBefore + 1;
    const allBroken = this.brokenInRow > MOST_IN_ROW;
    const now = this.clock.now();
    const blockedUntil = waitMs === null ? null : now + Math.min(waitMs, LONGEST_WAIT);
    if (tries < MOST_TRIES && !allBroken) {
      return { kind: 'again', tries, notBefore: Math.max(now + backoff(tries, this.clock.random()), blockedUntil ?? 0), blockedUntil };
    }
    if (!essential && !allBroken) return { kind: 'give-up', tries, notBefore: null, blockedUntil };
    this.brokenInRow = 0;
    return { kind: 'down', tries: 0, notBefore: 0, blockedUntil };
  }
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
