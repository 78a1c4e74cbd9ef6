/**
 * Fault matrices have hundreds of places to fail at. A run tries a sample of them, drawn by the seed that the run prints (`TEST_SEED=7 npm test` draws
 * the same again); `TEST_ALL=1 npm test` tries every one.
 */
const SEED = Number(process.env.TEST_SEED ?? '1');
const ALL = process.env.TEST_ALL === '1';

/** A seeded generator (mulberry32); 0 ≤ x < 1. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** So many of the cases, in their order: one drawn from each of as many equal stretches, so that no part is left out. All of them under `TEST_ALL=1`. */
export function sampleOf<T>(cases: readonly T[], count: number): readonly T[] {
  if (ALL || count >= cases.length) return cases;
  const random = generator(SEED);
  return Array.from({ length: count }, (_, stretch) => {
    const [from, to] = [Math.floor((stretch * cases.length) / count), Math.floor(((stretch + 1) * cases.length) / count)];
    return cases[from + Math.floor(random() * (to - from))] as T;
  });
}

/** So many random cases of a law, and the seed to draw them by: a part in an ordinary run, `all` of them under `TEST_ALL=1`. For fast-check's `assert`. */
export function runsOf(all: number, part: number): { readonly numRuns: number; readonly seed: number } {
  return { numRuns: ALL ? all : part, seed: SEED };
}

/** The whole numbers from `first` to `last`. */
export function numbersFrom(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, place) => first + place);
}
