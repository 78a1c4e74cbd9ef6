/**
 * Time until something happens, of people for whom it has not happened yet in part: those who have not come back are not left
 * out but counted as "not yet, after so many days" (Kaplan and Meier 1958). Leaving them out would make every gap look short.
 */
export interface Survival {
  /** Times it happened. */
  readonly events: number;
  /** Times it was waited for, happened or not. */
  readonly waited: number;
  /** Longest wait that is still told by enough people, in days. */
  readonly horizon: number;
  /** Share for whom it has happened within the horizon, 0..1. */
  readonly ever: number;
  /** Share for whom it has happened within `days`, 0..1. */
  happenedBy(days: number): number;
  /** Days by which it has happened for the share `q` of those for whom it happens within the horizon; null without any. */
  quantile(q: number): number | null;
}

/** Below this many people still waiting, one more event would move the curve too far. */
const WAITING_AT_LEAST = 10;

/** Collects waits in whole days (at least 1) and draws the curve. */
export class Waits {
  private readonly happened: number[] = [];
  private readonly ended: number[] = [];
  private events = 0;
  private waited = 0;

  /** @param happened false: it had not happened when last looked */
  add(days: number, happened: boolean): void {
    const day = Math.max(1, Math.round(days));
    const into = happened ? this.happened : this.ended;
    into[day] = (into[day] ?? 0) + 1;
    this.waited += 1;
    if (happened) this.events += 1;
  }

  /** The curve up to `horizon` days at most. */
  curve(horizon: number): Survival {
    const byDay = new Float64Array(horizon + 1);
    let waiting = this.waited;
    let staying = 1;
    let reached = 0;
    for (let day = 1; day <= horizon; day += 1) {
      const happened = this.happened[day] ?? 0;
      if (waiting >= WAITING_AT_LEAST || (waiting > 0 && this.waited < WAITING_AT_LEAST)) {
        staying *= 1 - happened / waiting;
        reached = day;
      }
      byDay[day] = 1 - staying;
      waiting -= happened + (this.ended[day] ?? 0);
    }
    const ever = byDay[reached]!;
    return {
      events: this.events, waited: this.waited, horizon: reached, ever,
      happenedBy: (days) => byDay[Math.max(0, Math.min(horizon, Math.floor(days)))]!,
      quantile: (q) => {
        if (ever <= 0) return null;
        // The sums above leave a rest of some 1e-16: a share that is reached exactly must count as reached.
        for (let day = 1; day <= reached; day += 1) if (byDay[day]! >= q * ever - 1e-12) return day;
        return reached;
      },
    };
  }
}

/** Shares between which the true share `q` of a sample of `n` lies with 95 % confidence, for intervals of quantiles. */
export function shareBounds(q: number, n: number): readonly [number, number] {
  const reach = n > 0 ? 1.96 * Math.sqrt((q * (1 - q)) / n) : 1;
  return [Math.max(0, q - reach), Math.min(1, q + reach)];
}
