import { RESAMPLED_AT_MOST, spread } from './resample';
import { resampledWaits } from './resample-waits';
import type { ResampledWaits } from './resample-waits';
import { dayOfShare, drawCurve } from './waiting-curve';
import type { Curve } from './waiting-curve';

/**
 * Time until something happens, of people for whom it has not happened yet in part: those who have not come back are not left
 * out but counted as "not yet, after so many days" (Kaplan and Meier 1958). Leaving them out would make every gap look short.
 */
export interface Survival {
  /** Times it happened. */
  readonly events: number;
  /** Times it was waited for, happened or not. */
  readonly waited: number;
  /** Customers whose waits these are: waits of one customer resemble each other, so customers are what is sampled. */
  readonly customers: number;
  /** Longest wait that is still told by enough people, in days. */
  readonly horizon: number;
  /** Share for whom it has happened within the horizon, 0..1. */
  readonly ever: number;
  /** Share for whom it has happened within `days`, 0..1. */
  happenedBy(days: number): number;
  /** Days by which it has happened for the share `q` of those for whom it happens within the horizon; null without any. */
  quantile(q: number): number | null;
  /** 95 % interval of that quantile, by drawing customers anew; null without any. */
  bounds(q: number): readonly [number, number] | null;
}

/** Collects waits in whole days (at least 1) and draws the curve. Waits of one customer are added one after the other. */
export class Waits {
  /** Twice the days, and one more where it happened. */
  private readonly coded: number[] = [];
  /** Where each customer's waits begin. */
  private readonly begins: number[] = [];
  private customer: number | null = null;
  private events = 0;
  /** The draws, for curves over the same days read: they do not depend on how far a curve is continued. */
  private draws: { readonly read: number; readonly of: ResampledWaits } | null = null;

  /**
   * @param happened false: it had not happened when last looked
   * @param customer whose wait it is; left out, each wait is another customer's
   */
  add(days: number, happened: boolean, customer: number | null = null): void {
    this.draws = null;
    if (customer === null || customer !== this.customer) this.begins.push(this.coded.length);
    this.customer = customer;
    this.coded.push(Math.max(1, Math.round(days)) * 2 + (happened ? 1 : 0));
    if (happened) this.events += 1;
  }

  private resampled(read: number): ResampledWaits {
    if (this.draws?.read !== read) this.draws = { read, of: resampledWaits(this.coded, this.begins, read) };
    return this.draws.of;
  }

  /**
   * The curve up to the days read.
   * @param horizon continues it to so many days where fewer were read
   */
  curve(read: number, horizon: number = read): Survival {
    const { coded, begins, events } = this;
    const counts = { happened: new Float64Array(read + 1), ended: new Float64Array(read + 1), waited: coded.length };
    for (const code of coded) {
      const day = code >> 1;
      const into = (code & 1) === 1 ? counts.happened : counts.ended;
      if (day <= read) into[day]! += 1;
    }
    const curve = drawCurve(counts, read, horizon);
    let drawn: readonly Curve[] | null = null;
    return {
      events,
      waited: coded.length,
      customers: begins.length,
      horizon: curve.reached,
      ever: curve.byDay[curve.reached]!,
      happenedBy: (days) => curve.byDay[Math.max(0, Math.min(curve.byDay.length - 1, Math.floor(days)))]!,
      quantile: (q) => dayOfShare(curve, q),
      bounds: (q) => {
        const middle = dayOfShare(curve, q);
        if (middle === null) return null;
        drawn ??= this.resampled(read).curves(horizon);
        // What is not known of the days after those read does not shrink with the number of customers.
        return boundsOf(middle, drawn, q, horizon > read ? 1 : Math.min(1, RESAMPLED_AT_MOST / begins.length));
      },
    };
  }
}

function boundsOf(middle: number, drawn: readonly Curve[], q: number, part: number): readonly [number, number] {
  const days = drawn.flatMap((one) => dayOfShare(one, q) ?? []).sort((one, other) => one - other);
  if (days.length === 0) return [middle, middle];
  const [low, high] = spread(days, middle, part);
  return [Math.floor(low), Math.ceil(high)];
}
