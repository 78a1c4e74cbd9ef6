import { DRAWS, RESAMPLED_AT_MOST, randomOf, timesOf } from './resample';
import { drawCurve } from './waiting-curve';
import type { Counts, Curve } from './waiting-curve';

/** One draw: its waits by day, and the power with which the rate falls after the days read (see `drawCurve`). */
interface Draw extends Counts {
  readonly fall: number | null;
}

/** Waits with their customers drawn anew, to draw curves of. */
export interface ResampledWaits {
  /** Curves of the draws, continued to `horizon` where fewer days were read. */
  curves(horizon: number): readonly Curve[];
}

/**
 * The same waits with customers drawn anew, 200 times, each with all of his waits, because those resemble each other. Where the
 * history is continued, every other draw lets nobody return after the days read, and the others let the rate fall between the root and the
 * 1.5th power of days, another in each: which of it is so the days read do not tell. Same waits, same draws. Of more than 20,000 customers as many,
 * evenly spread, are drawn.
 */
export function resampledWaits(coded: readonly number[], begins: readonly number[], read: number): ResampledWaits {
  const draws = drawn(coded, begins, read);
  return { curves: (horizon) => draws.map((draw) => drawCurve(draw, read, horizon, draw.fall)) };
}

function drawn(coded: readonly number[], begins: readonly number[], read: number): readonly Draw[] {
  const random = randomOf(0x5eed);
  const { waitsOf, firstOf, slots } = laidOut(coded, begins, read);
  const counts = new Float64Array(2 * (read + 1));
  return Array.from({ length: DRAWS }, (_, draw) => {
    counts.fill(0);
    let waited = 0;
    for (let customer = 0; customer < waitsOf.length; customer += 1) {
      const times = timesOf(random);
      if (times === 0) continue;
      waited += times * waitsOf[customer]!;
      const stop = firstOf[customer + 1]!;
      for (let at = firstOf[customer]!; at < stop; at += 1) counts[slots[at]!]! += times;
    }
    return { ended: counts.slice(0, read + 1), happened: counts.slice(read + 1), waited, fall: draw % 2 === 0 ? null : 0.5 + random() };
  });
}

/** The customers to draw from: how many waits each has, and where those of the days read are counted: first those that ended without it, then the others. */
function laidOut(coded: readonly number[], begins: readonly number[], read: number): { waitsOf: Int32Array; firstOf: Int32Array; slots: Int32Array } {
  const step = Math.max(1, begins.length / RESAMPLED_AT_MOST);
  const [waitsOf, firstOf, slots]: number[][] = [[], [], []];
  for (let place = 0; place < begins.length; place += step) {
    const customer = Math.floor(place);
    const stop = begins[customer + 1] ?? coded.length;
    firstOf!.push(slots!.length);
    waitsOf!.push(stop - begins[customer]!);
    for (let at = begins[customer]!; at < stop; at += 1) {
      const day = coded[at]! >> 1;
      if (day <= read) slots!.push((coded[at]! & 1) * (read + 1) + day);
    }
  }
  firstOf!.push(slots!.length);
  return { waitsOf: Int32Array.from(waitsOf!), firstOf: Int32Array.from(firstOf!), slots: Int32Array.from(slots!) };
}
