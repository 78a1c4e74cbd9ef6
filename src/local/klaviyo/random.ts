// Taken out once: in a test's sandbox every look at a global is slow, and these run millions of times.
const { cos, exp, floor, imul, log, PI, sqrt } = Math;

/** A stream of numbers 0 ≤ x < 1 that depends on its seed alone (mulberry32). */
export type Random = () => number;

/** Starts a stream; the same seed gives the same numbers on every machine. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One well-mixed 32-bit number from two, for values that are needed out of order. */
export function mix(a: number, b: number): number {
  let hash = imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ imul(b ^ 0x27d4eb2f, 0xc2b2ae35);
  hash = imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** The same as a share 0 ≤ x < 1. */
export function mixShare(a: number, b: number): number {
  return mix(a, b) / 4_294_967_296;
}

/** A whole number from `low` to `high`, both possible. */
export function whole(random: Random, low: number, high: number): number {
  return low + floor(random() * (high - low + 1));
}

/** One of the items, each as likely. */
export function pick<T>(random: Random, items: readonly T[]): T {
  return items[floor(random() * items.length)] as T;
}

/** One of the items, as likely as its weight says. */
export function pickWeighted<T>(random: Random, items: readonly (readonly [T, number])[]): T {
  let left = random() * items.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [item, weight] of items) {
    left -= weight;
    if (left < 0) return item;
  }
  return (items[items.length - 1] as readonly [T, number])[0];
}

/** A waiting time with the given mean (exponential). */
export function waiting(random: Random, mean: number): number {
  return -log(1 - random()) * mean;
}

/** A positive number around `median` with the given spread on the logarithm (log-normal). */
export function around(random: Random, median: number, spread: number): number {
  const normal = sqrt(-2 * log(1 - random())) * cos(2 * PI * random());
  return median * exp(spread * normal);
}
