import type { Limits } from './endpoint';

/**
 * What was sent to one endpoint, and what Klaviyo said about its limits. Plain data: it is saved with the reading, so that
 * the next execution does not begin a fresh minute of its own.
 */
export interface Pace {
  /** Instant and number of requests, oldest first; kept for a minute, or a day where there is a daily limit. */
  readonly sent: readonly (readonly [at: number, count: number])[];
  /** Nothing may be sent before this instant (Retry-After). */
  readonly blockedUntil: number;
  /** What Klaviyo said to be left of its own window, counted down as we send; it knows of other users of the account. */
  readonly left: { readonly count: number; readonly until: number } | null;
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
/** Requests arrive a little apart from when they were sent; this much longer than a window is always past it. */
const MARGIN = 50;

export const FRESH_PACE: Pace = { sent: [], blockedUntil: 0, left: null };

/** How many requests may go out at `now`, and when the next may if none can. */
export interface Permit {
  readonly count: number;
  /** `now` when `count` > 0. */
  readonly nextAt: number;
}

/**
 * Requests permitted at `now`. Counted over sliding windows: whatever second or minute Klaviyo's fixed windows begin at,
 * none of them can then hold more than its limit, and in the long run no request is lost by it.
 */
export function permitted(pace: Pace, limits: Limits, now: number): Permit {
  if (pace.blockedUntil > now) return { count: 0, nextAt: pace.blockedUntil };
  const windows: readonly [limit: number, length: number][] = [
    [limits.burst, SECOND + MARGIN],
    [limits.steady, MINUTE + MARGIN],
    ...(limits.daily === null ? [] : [[limits.daily, DAY] as [number, number]]),
  ];
  let count = Infinity;
  let nextAt = now;
  for (const [limit, length] of windows) {
    const free = freeInWindow(pace, limit, length, now);
    count = Math.min(count, free.count);
    nextAt = Math.max(nextAt, free.nextAt);
  }
  if (pace.left && pace.left.until > now) {
    count = Math.min(count, pace.left.count);
    if (pace.left.count <= 0) nextAt = Math.max(nextAt, pace.left.until);
  }
  return count > 0 ? { count, nextAt: now } : { count: 0, nextAt };
}

function freeInWindow(pace: Pace, limit: number, length: number, now: number): Permit {
  let used = 0;
  for (let place = pace.sent.length - 1; place >= 0; place -= 1) {
    const [at, count] = pace.sent[place] ?? [0, 0];
    // A clock that was set back must not block forever: what lies in the future counts as just sent.
    if (Math.min(at, now) + length <= now) break;
    used += count;
    // The oldest entry without which there is room again.
    if (used >= limit) return { count: 0, nextAt: Math.min(at, now) + length };
  }
  return { count: limit - used, nextAt: now };
}

/** Notes `count` requests as sent at `now`; for a batch, the instant when its answers were there, which is never too early. */
export function noteSent(pace: Pace, limits: Limits, count: number, now: number): Pace {
  const keep = limits.daily === null ? MINUTE + SECOND : DAY;
  const recent = pace.sent.filter(([at]) => at + keep > now);
  const left = pace.left && pace.left.until > now ? { ...pace.left, count: pace.left.count - count } : null;
  return { ...pace, sent: [...recent, [now, count]], left };
}

/** Takes over what an ordinary answer says about Klaviyo's steady window; unreadable headers change nothing. */
export function noteHeaders(pace: Pace, headers: Readonly<Record<string, string>>, now: number): Pace {
  const remaining = wholeNumber(headers['ratelimit-remaining']);
  const reset = wholeNumber(headers['ratelimit-reset']);
  if (remaining === null || reset === null || reset > (2 * MINUTE) / SECOND) return pace;
  return { ...pace, left: { count: remaining, until: now + reset * SECOND } };
}

/** Sends nothing to the endpoint before `until`. */
export function block(pace: Pace, until: number): Pace {
  return { ...pace, blockedUntil: Math.max(pace.blockedUntil, until), left: null };
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : null;
}
