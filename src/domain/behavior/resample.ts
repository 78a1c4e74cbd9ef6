/** Customers who are drawn anew at most. */
export const RESAMPLED_AT_MOST = 20_000;
export const DRAWS = 200;

/** Chance of at most 0, 1, 2 ... times in a Poisson draw of mean 1. */
const TIMES = Float64Array.of(0.36787944, 0.73575888, 0.9196986, 0.98101184, 0.99634015, 0.99940582, 0.99991676, 1);

/** How often a customer counts in one draw: Poisson of mean 1. */
export function timesOf(random: () => number): number {
  const chance = random();
  let times = 0;
  while (chance > TIMES[times]!) times += 1;
  return times;
}

/** Mulberry32: the same numbers for the same seed everywhere. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * 95 % interval of a figure by drawing customers anew, 200 times, each with all that is theirs (cluster bootstrap; Field and Welsh 2007). Same
 * customers, same draws. Of more than 20,000 customers as many, evenly spread, are drawn and the distances shrunk by the root of the numbers.
 * @param statistic the figure, where customer c counts `times[c]` times; null where there is none
 * @param value the figure over all of them, each once
 */
export function resampledBounds(customers: number, statistic: (times: Uint8Array) => number | null, value: number): readonly [number, number] {
  const random = randomOf(0x5eed);
  const step = Math.max(1, customers / RESAMPLED_AT_MOST);
  const found: number[] = [];
  const times = new Uint8Array(customers);
  for (let draw = 0; draw < DRAWS; draw += 1) {
    for (let place = 0; place < customers; place += step) times[Math.floor(place)] = timesOf(random);
    const one = statistic(times);
    if (one !== null) found.push(one);
  }
  if (found.length === 0) return [value, value];
  return spread(
    found.sort((one, other) => one - other),
    value,
    Math.min(1, RESAMPLED_AT_MOST / customers),
  );
}

/** Middle 95 % of sorted draws around a value. @param part of the customers that was drawn, 0..1 */
export function spread(sorted: readonly number[], value: number, part: number): readonly [number, number] {
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(share * sorted.length - 0.5)))]!;
  const scale = Math.sqrt(part);
  return [Math.min(value, value + (at(0.025) - value) * scale), Math.max(value, value + (at(0.975) - value) * scale)];
}
