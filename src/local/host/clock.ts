/** The time that a host and all it runs live by; milliseconds since 1970. */
export interface Clock {
  now(): number;
  /** Waits: a virtual clock jumps ahead, the real one blocks the thread. */
  sleep(milliseconds: number): void;
  /** Lets work take time: a virtual clock jumps ahead, on the real one the work itself took it. */
  spend(milliseconds: number): void;
  readonly virtual: boolean;
}

export interface VirtualClock extends Clock {
  /** Jumps to a later instant; an earlier one is refused. */
  moveTo(instant: number): void;
}

/** A clock that stands still unless something waits, costs or moves it: hours pass in no time. */
export function createVirtualClock(startMs: number): VirtualClock {
  let now = startMs;
  const ahead = (milliseconds: number): void => {
    if (milliseconds > 0) now += milliseconds;
  };
  return {
    virtual: true,
    now: () => now,
    sleep: ahead,
    spend: ahead,
    moveTo: (instant) => {
      if (instant < now) throw new Error(`A clock does not go back: it shows ${new Date(now).toISOString()}, asked was ${new Date(instant).toISOString()}.`);
      now = instant;
    },
  };
}

/** The machine's clock; waiting blocks the thread, as in Apps Script. */
export function createRealClock(): Clock {
  const never = new Int32Array(new SharedArrayBuffer(4));
  return {
    virtual: false,
    now: () => Date.now(),
    spend: () => undefined,
    sleep: (milliseconds) => {
      if (milliseconds > 0) Atomics.wait(never, 0, 0, milliseconds);
    },
  };
}
