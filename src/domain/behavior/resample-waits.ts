import { DRAWS, RESAMPLED_AT_MOST, randomOf, timesOf } from './resample';
import { drawCurve } from './waiting-curve';
import type { Curve } from './waiting-curve';

/**
 * Curves of the same waits with customers drawn anew, 200 times, each with all of his waits, because those resemble each other. Where the
 * history is continued, every other draw lets nobody return after the days read, and the others let the rate fall between the root and the
 * 1.5th power of days, another in each: which of it is so the days read do not tell. Same waits, same draws. Of more than 20,000 customers as many,
 * evenly spread, are drawn.
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
      const times = timesOf(random);
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
    curves.push(drawCurve({ happened, ended, waited }, read, horizon, draw % 2 === 0 ? null : 0.5 + random()));
  }
  return curves;
}
