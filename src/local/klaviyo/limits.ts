import type { Limits } from './endpoints';

const SECOND = 1000;
const LENGTHS = [SECOND, 60 * SECOND, 86_400 * SECOND] as const;

interface Window {
  start: number;
  used: number;
}

/** What the limits say to one request. */
export type Verdict =
  | { readonly allowed: true; readonly limit: number; readonly remaining: number; readonly resetSeconds: number }
  | { readonly allowed: false; readonly retryAfterSeconds: number };

/**
 * Klaviyo's fixed windows, counted for the whole account whatever key asks. A window opens with the first request after the
 * last one closed; a refused request is not counted.
 */
export class RateLimits {
  private readonly windows = new Map<string, Window[]>();

  /** Counts one request at `now` against `bucket`, or refuses it. */
  take(bucket: string, limits: Limits, now: number): Verdict {
    const windows = this.openWindows(bucket, limits, now);
    let wait = 0;
    windows.forEach((window, place) => {
      const limit = limits[place] ?? 0;
      if (window.used >= limit) wait = Math.max(wait, window.start + (LENGTHS[place] ?? 0) - now);
    });
    if (wait > 0) return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(wait / SECOND)) };
    for (const window of windows) window.used += 1;
    const steady = windows[1];
    const used = steady?.used ?? 0;
    const resetSeconds = Math.ceil(((steady?.start ?? now) + LENGTHS[1] - now) / SECOND);
    return { allowed: true, limit: limits[1], remaining: Math.max(0, limits[1] - used), resetSeconds };
  }

  /** Marks the daily allowance of `bucket` as used up. */
  spendDay(bucket: string, limits: Limits, now: number): void {
    const day = this.openWindows(bucket, limits, now)[2];
    if (day) day.used = limits[2] ?? day.used;
  }

  private openWindows(bucket: string, limits: Limits, now: number): readonly Window[] {
    const windows = this.windows.get(bucket) ?? limits.map(() => ({ start: now, used: 0 }));
    this.windows.set(bucket, windows);
    windows.forEach((window, place) => {
      if (now - window.start >= (LENGTHS[place] ?? 0) || now < window.start) {
        window.start = now;
        window.used = 0;
      }
    });
    return windows;
  }
}
