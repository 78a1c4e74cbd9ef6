import type { NumberSet } from './number-set';
import { ALL_COUNTS, ALL_NUMBERS, intersect, isSubset, unite, without } from './number-set';

/** A set of values that a variable may have. */
export type Values =
  | { readonly type: 'numbers'; readonly cuts: NumberSet }
  /** Counts: whole numbers from 0 up. */
  | { readonly type: 'counts'; readonly cuts: NumberSet }
  /** These texts, or with `out` all but these; there are always further texts. */
  | { readonly type: 'texts'; readonly out: boolean; readonly items: readonly string[] }
  /** A yes-or-no variable: which of the two it may be. */
  | { readonly type: 'flag'; readonly no: boolean; readonly yes: boolean };

export const numbers = (cuts: NumberSet): Values => ({ type: 'numbers', cuts });
export const counts = (cuts: NumberSet): Values => ({ type: 'counts', cuts: intersect(cuts, ALL_COUNTS) });
export const texts = (items: readonly string[], out = false): Values => ({ type: 'texts', out, items: [...new Set(items)].sort() });
export const flag = (yes: boolean): Values => ({ type: 'flag', no: !yes, yes });

const universe = (values: { readonly type: 'numbers' | 'counts' }): NumberSet => (values.type === 'counts' ? ALL_COUNTS : ALL_NUMBERS);

export function complement(values: Values): Values {
  switch (values.type) {
    case 'numbers':
    case 'counts':
      return { type: values.type, cuts: without(universe(values), values.cuts) };
    case 'texts':
      return { type: 'texts', out: !values.out, items: values.items };
    case 'flag':
      return { type: 'flag', no: !values.no, yes: !values.yes };
  }
}

/** Every value there is, of the same type. */
export function everyValue(values: Values): Values {
  switch (values.type) {
    case 'numbers':
    case 'counts':
      return { type: values.type, cuts: universe(values) };
    case 'texts':
      return { type: 'texts', out: true, items: [] };
    case 'flag':
      return { type: 'flag', no: true, yes: true };
  }
}

export function isNone(values: Values): boolean {
  switch (values.type) {
    case 'numbers':
    case 'counts':
      return values.cuts.length === 0;
    case 'texts':
      return !values.out && values.items.length === 0;
    case 'flag':
      return !values.no && !values.yes;
  }
}

export const isEvery = (values: Values): boolean => isNone(complement(values));

/** Both values are of one variable, hence of one type. */
export function meet(one: Values, other: Values): Values {
  if (one.type === 'texts' && other.type === 'texts') {
    if (one.out && other.out) return { type: 'texts', out: true, items: walk(one.items, other.items, () => true) };
    const items = walk(one.items, other.items, (inOne, inOther) => inOne !== one.out && inOther !== other.out);
    return { type: 'texts', out: false, items };
  }
  if (one.type === 'flag' && other.type === 'flag') return { type: 'flag', no: one.no && other.no, yes: one.yes && other.yes };
  const [a, b] = sameNumberType(one, other);
  return { type: a.type, cuts: intersect(a.cuts, b.cuts) };
}

export function join(one: Values, other: Values): Values {
  if (one.type !== 'numbers' && one.type !== 'counts') return complement(meet(complement(one), complement(other)));
  const [a, b] = sameNumberType(one, other);
  return { type: a.type, cuts: unite(a.cuts, b.cuts) };
}

export function isWithin(one: Values, other: Values): boolean {
  if (one.type === 'numbers' || one.type === 'counts') {
    const [a, b] = sameNumberType(one, other);
    return isSubset(a.cuts, b.cuts);
  }
  if (one.type === 'texts' && other.type === 'texts') {
    if (one.out && !other.out) return false;
    const allowed = (inOne: boolean, inOther: boolean): boolean => (one.out ? inOne || !inOther : !inOne || inOther !== other.out);
    return walk(one.items, other.items, (inOne, inOther) => !allowed(inOne, inOther), 1).length === 0;
  }
  return isNone(meet(one, complement(other)));
}

/** Goes along two sorted lists of texts and keeps what `keep` wants, at most so many. */
function walk(one: readonly string[], other: readonly string[], keep: (inOne: boolean, inOther: boolean) => boolean, most = Infinity): readonly string[] {
  const kept: string[] = [];
  for (let i = 0, j = 0; (i < one.length || j < other.length) && kept.length < most;) {
    const inOne = j >= other.length || (i < one.length && one[i]! <= other[j]!);
    const inOther = i >= one.length || (j < other.length && other[j]! <= one[i]!);
    if (keep(inOne, inOther)) kept.push(inOne ? one[i]! : other[j]!);
    if (inOne) i += 1;
    if (inOther) j += 1;
  }
  return kept;
}

/** What work with a set costs, in steps (see work-meter.ts). */
export function sizeOfValues(values: Values): number {
  return values.type === 'texts' ? 1 + 4 * values.items.length : values.type === 'flag' ? 1 : values.cuts.length / 4;
}

type Numeric = Extract<Values, { cuts: NumberSet }>;

function sameNumberType(one: Values, other: Values): readonly [Numeric, Numeric] {
  if ((one.type !== 'numbers' && one.type !== 'counts') || one.type !== other.type) {
    throw new Error(`Values of one variable have two types: ${one.type} and ${other.type}.`);
  }
  return [one, other as Numeric];
}

/** Equal texts mean equal sets. */
export function valuesKey(values: Values): string {
  switch (values.type) {
    case 'numbers':
    case 'counts':
      return values.cuts.join(' ');
    case 'texts':
      return `${values.out ? 'not ' : ''}${JSON.stringify(values.items)}`;
    case 'flag':
      return `${values.no ? 'n' : ''}${values.yes ? 'y' : ''}`;
  }
}
