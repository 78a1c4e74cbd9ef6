import type { Clock } from '../../host/clock';

/** Milliseconds that waiting has skipped so far, shared by the threads that live by one clock. */
export type Skipped = Float64Array<SharedArrayBuffer>;

/** Nothing skipped yet. */
export function nothingSkipped(): Skipped {
  return new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT));
}

/** The machine's time and what was skipped. */
export function hurriedNow(skipped: Skipped): number {
  return Date.now() + (skipped[0] ?? 0);
}

/**
 * A clock on which work takes the time it takes but waiting takes none: a paced refresh of minutes is over in seconds, and every limit of time still
 * holds. The host and the Klaviyo that it asks have to share it.
 */
export function createHurriedClock(skipped: Skipped): Clock {
  return {
    virtual: false,
    now: () => hurriedNow(skipped),
    spend: () => undefined,
    sleep: (milliseconds) => {
      if (milliseconds > 0) skipped[0] = (skipped[0] ?? 0) + milliseconds;
    },
  };
}

const SLICE = 40;

/** A clock that, while it waits, lets `meanwhile` run every few moments: other executions go on while one sleeps. */
export function attentiveClock(clock: Clock, meanwhile: () => void): Clock {
  return {
    ...clock,
    sleep: (milliseconds) => {
      const until = clock.now() + milliseconds;
      for (let left = milliseconds; left > 0; left = until - clock.now()) {
        clock.sleep(Math.min(SLICE, left));
        meanwhile();
      }
    },
  };
}
