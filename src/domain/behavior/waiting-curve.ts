/** Waits by day: how many ended in the event and how many without it. */
export interface Counts {
  readonly happened: Float64Array;
  readonly ended: Float64Array;
  readonly waited: number;
}

/** A drawn curve: share for whom it has happened, by day, and the last day that enough people tell. */
export interface Curve {
  readonly byDay: Float64Array;
  readonly reached: number;
  readonly told: number;
}

/** Below this many people still waiting, one more event would move the curve too far. */
const WAITING_AT_LEAST = 10;

/**
 * Product-limit curve over the days read, continued to `horizon` where those are fewer. What follows a history that is too short
 * is drawn after a published curve: of first-time buyers a month 4.6 % come back in month 2, 0.97 % in month 14 and 0.75 % in month
 * 17 (lifecycle research section 2, MTD-1), so the daily rate falls about as 1 ÷ days. Its level is the account's own: the rate
 * over the later half of the days read.
 * @param fall exponent with which the rate falls, 1 by that curve; null: nobody comes after the days read
 */
export function drawCurve({ happened, ended, waited }: Counts, read: number, horizon: number, fall: number | null = 1): Curve {
  const byDay = new Float64Array(Math.max(read, horizon) + 1);
  const waitingOn = new Float64Array(read + 1);
  let waiting = waited;
  let staying = 1;
  let reached = 0;
  for (let day = 1; day <= read; day += 1) {
    const now = happened[day] ?? 0;
    waitingOn[day] = waiting;
    if (waiting >= WAITING_AT_LEAST || (waiting > 0 && waited < WAITING_AT_LEAST)) {
      staying *= 1 - now / waiting;
      reached = day;
    }
    byDay[day] = 1 - staying;
    waiting -= now + (ended[day] ?? 0);
  }
  if (horizon <= read || reached === 0) return { byDay, reached, told: reached };
  if (fall === null) {
    byDay.fill(byDay[reached]!, reached + 1);
    return { byDay, reached: horizon, told: reached };
  }
  let came = 0;
  let exposed = 0;
  for (let day = Math.floor(reached / 2) + 1; day <= reached; day += 1) {
    came += happened[day] ?? 0;
    exposed += waitingOn[day]! * (reached / day) ** fall;
  }
  const level = exposed > 0 ? came / exposed : 0;
  for (let day = reached + 1; day <= horizon; day += 1) {
    staying *= 1 - Math.min(1, level * (reached / day) ** fall);
    byDay[day] = 1 - staying;
  }
  return { byDay, reached: horizon, told: reached };
}

/** Days by which the share `q` of those for whom it happens at all has had it; null where it never happens. */
export function dayOfShare({ byDay, reached }: Curve, q: number): number | null {
  const ever = byDay[reached]!;
  if (ever <= 0) return null;
  // The sums above leave a rest of some 1e-16: a share that is reached exactly must count as reached.
  for (let day = 1; day <= reached; day += 1) if (byDay[day]! >= q * ever - 1e-12) return day;
  return reached;
}
