/**
 * A set of numbers as its cuts in rising order, flat: value, side, value, side, … Side 0 cuts just before the value, 1 just after it. The set lies between
 * the first and the second cut, the third and the fourth, and so on. Open and closed ends, unions and complements are all exact.
 * Whole numbers are kept as half-open spans: 3 is from just before 3 to just before 4.
 */
export type NumberSet = readonly number[];

export const ALL_NUMBERS: NumberSet = [-Infinity, 0, Infinity, 1];
export const NO_NUMBERS: NumberSet = [];
/** Every whole number from 0 up. */
export const ALL_COUNTS: NumberSet = [0, 0, Infinity, 1];

/** From one cut to another; empty when they are in the wrong order. */
export function span(from: number, fromSide: 0 | 1, to: number, toSide: 0 | 1): NumberSet {
  return from < to || (from === to && fromSide < toSide) ? [from, fromSide, to, toSide] : NO_NUMBERS;
}

/** Walks along both sets' cuts and keeps what `keep` wants. */
function combine(one: NumberSet, other: NumberSet, keep: (inOne: boolean, inOther: boolean) => boolean): NumberSet {
  const cuts: number[] = [];
  let i = 0;
  let j = 0;
  let inside = false;
  while (i < one.length || j < other.length) {
    const order = i >= one.length ? 1 : j >= other.length ? -1 : one[i]! - other[j]! || one[i + 1]! - other[j + 1]!;
    // Two infinities of the same sign give NaN, which `||` passes over to the sides.
    const value = order > 0 ? other[j]! : one[i]!;
    const side = order > 0 ? other[j + 1]! : one[i + 1]!;
    if (order <= 0) i += 2;
    if (order >= 0) j += 2;
    const now = keep((i / 2) % 2 === 1, (j / 2) % 2 === 1);
    if (now !== inside) cuts.push(value, side);
    inside = now;
  }
  return cuts;
}

export const unite = (one: NumberSet, other: NumberSet): NumberSet => combine(one, other, (a, b) => a || b);
export const intersect = (one: NumberSet, other: NumberSet): NumberSet => combine(one, other, (a, b) => a && b);
/** What of `universe` is not in the set. */
export const without = (universe: NumberSet, set: NumberSet): NumberSet => combine(universe, set, (a, b) => a && !b);

export function sameNumbers(one: NumberSet, other: NumberSet): boolean {
  return one.length === other.length && one.every((cut, index) => cut === other[index]);
}

/** True when every number of the first set is in the second. */
export function isSubset(one: NumberSet, other: NumberSet): boolean {
  return without(one, other).length === 0;
}

/** Some number of the set, away from its ends where there is room; null when it is empty. Counts give whole numbers. */
export function someNumber(set: NumberSet, whole: boolean): number | null {
  if (set.length === 0) return null;
  const [from, , to] = set as readonly [number, number, number];
  if (whole) return Math.max(0, from);
  if (from === -Infinity) return to === Infinity ? 0 : to - 1;
  if (to === Infinity) return from + 1;
  return from === to ? from : (from + to) / 2;
}
