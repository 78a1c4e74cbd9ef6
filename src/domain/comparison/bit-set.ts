/** Sets of people as bits, 32 to a word: half a million people take 62 KB, and what two sets share is counted in a fraction of a millisecond. */
export type BitSet = Uint32Array;

export function bitSet(size: number): BitSet {
  return new Uint32Array((size + 31) >>> 5);
}

export function addTo(set: BitSet, place: number): void {
  set[place >>> 5]! |= 1 << (place & 31);
}

export function has(set: BitSet, place: number): boolean {
  return (set[place >>> 5]! & (1 << (place & 31))) !== 0;
}

/** Everybody, of a crowd of `size`: bits beyond it stay empty. */
export function everyone(size: number): BitSet {
  const set = bitSet(size).fill(0xffffffff);
  if ((size & 31) !== 0) set[set.length - 1] = 2 ** (size & 31) - 1;
  return set;
}

/** Bits of a word that are set. */
function ones(word: number): number {
  let rest = word - ((word >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Whoever is in both, as a set of its own. */
export function cut(one: BitSet, other: BitSet): BitSet {
  const result = new Uint32Array(one.length);
  for (let at = 0; at < result.length; at += 1) result[at] = one[at]! & other[at]!;
  return result;
}

/** Whoever is in one of them at least. */
export function union(one: BitSet, other: BitSet): BitSet {
  const result = new Uint32Array(one.length);
  for (let at = 0; at < result.length; at += 1) result[at] = one[at]! | other[at]!;
  return result;
}

/** Whoever is in the first and not in the other. */
export function without(one: BitSet, other: BitSet): BitSet {
  const result = new Uint32Array(one.length);
  for (let at = 0; at < result.length; at += 1) result[at] = one[at]! & ~other[at]!;
  return result;
}

/** How many are in the set. */
export function countOf(set: BitSet): number {
  let sum = 0;
  for (let at = 0; at < set.length; at += 1) sum += ones(set[at]!);
  return sum;
}

/** How many are in both. */
export function countBoth(one: BitSet, other: BitSet): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += ones(one[at]! & other[at]!);
  return sum;
}

/** Calls with each member's place, ascending. */
export function eachOf(set: BitSet, visit: (place: number) => void): void {
  for (let at = 0; at < set.length; at += 1) {
    for (let word = set[at]!; word !== 0; word &= word - 1) visit((at << 5) + 31 - Math.clz32(word & -word));
  }
}
