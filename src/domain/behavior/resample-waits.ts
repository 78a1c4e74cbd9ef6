import { drawCurve } from './waiting-curve';
import type { Curve } from './waiting-curve';

/** Customers who are drawn anew at most. */
export const RESAMPLED_AT_MOST = 20_000;

const DRAWS = 200;
/** Chance of at most 0, 1, 2 ... times in a Poisson draw of mean 1. */
const TIMES = [0.36787944, 0.73575888, 0.91969860, 0.98101184, 0.99634015, 0.99940582, 0.99991676, 1];

/**
 * Curves of the same waits with customers drawn anew, 200 times: each customer counts 0, 1, 2 ... times (Poisson of mean 1), with all
 * of his waits, because those resemble each other (cluster bootstrap; Field and Welsh 2007). Where the history is continued, the rate
 * falls between the root and the 1.5th power of days, another in each draw: how it falls after the days read is not known.
 * Same waits, same draws: the seed is fixed. Of more than 20,000 customers as many, evenly spread, are drawn.
 */
export function resampledCurves(coded: readonly number[], begins: readonly number[], read: number, horizon: number): readonly Curve[] {
  const random = randomOf(0x5eed);
  const step = Math.max(1, begins.length / RESAMPLED_AT_MOST);
  const curves: Curve[] = [];
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const happened = new Float64Array(read + 1);
    const ended = new Float64Array(read + 1);
    let waited = 0;
    for (let place = 0; place < begins.length; place += step) {
      const customer = Math.floor(place);
      const chance = random();
      let times = 0;
      while (chance > TIMES[times]!) times += 1;
      if (times === 0) continue;
      const stop = begins[customer + 1] ?? coded.length;
      for (let at = begins[customer]!; at < stop; at += 1) {
        const day = coded[at]! >> 1;
        waited += times;
        if (day > read) continue;
        if ((coded[at]! & 1) === 1) happened[day]! += times;
        else ended[day]! += times;
      }
    }
    curves.push(drawCurve({ happened, ended, waited }, read, horizon, 0.5 + random()));
  }
  return curves;
}

/** Mulberry32: the same numbers for the same seed everywhere. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
