import type { Formula } from './formula';
import type { Theory } from './theory';
import { join, meet, sizeOfValues } from './values';
import type { Literal, Vocabulary } from './vocabulary';
import type { WorkMeter } from './work-meter';

/** Literals that all hold: at most one for each variable, none that conflict, none that another one implies. */
export type Cube = readonly Literal[];

/** Above this many cubes a rule is not opened up further: Klaviyo's own limit is 100 conditions a segment. */
const MOST_CUBES = 120;
/** Cubes of one product before those inside others are left out. */
const MOST_PRODUCTS = 480;
/** Attempts at merging are bounded: a normal form that stops early is still right, only less often the same for equal rules. */
const MOST_ATTEMPTS = 8_000;
/** Steps of merging (see work-meter.ts). */
const MOST_MERGING = 600_000;

/** Work on cubes with one vocabulary and one theory. */
export interface CubeWork {
  /** The cube with one more literal; null when they conflict. `tidy` leaves out literals that others imply. */
  add(cube: Cube, literal: Literal, tidy: boolean): Cube | null;
  /** Cubes of which at least one holds exactly where the formula holds; null when there are too many. */
  cubesOf(formula: Formula): readonly Cube[] | null;
  /** The same cubes brought to their normal form: merged, absorbed, in order. */
  normalize(cubes: readonly Cube[]): readonly Cube[];
  /** True when the first cube lies inside the second. */
  within(cube: Cube, other: Cube): boolean;
}

export function createCubeWork(vocabulary: Vocabulary, theory: Theory, meter: WorkMeter): CubeWork {
  const add = (cube: Cube, literal: Literal, tidy: boolean): Cube | null => {
    let claim: Literal = literal;
    const rest: Literal[] = [];
    let countsOfGroup = 0;
    meter.spend(cube.length + 1);
    for (const held of cube) {
      if (held.variable.subject !== claim.variable.subject) {
        rest.push(held);
        continue;
      }
      if (held === claim) return cube;
      meter.spend(2 * (sizeOfValues(held.values) + sizeOfValues(claim.values)));
      const both = vocabulary.claim(held.variable, meet(held.values, claim.values), held.missing && claim.missing);
      if (both === false) return null;
      if (both === true || both === held) return cube;
      claim = both;
    }
    for (const held of rest) {
      if (held.variable.group !== claim.variable.group) continue;
      if (theory.conflict(held, claim)) return null;
      if (held.variable.meaning.type === 'count') countsOfGroup += 1;
    }
    if (countsOfGroup >= 2) meter.spend(countsOfGroup * countsOfGroup);
    if (countsOfGroup >= 2 && theory.countsConflict([...rest.filter((held) => held.variable.group === claim.variable.group), claim])) return null;
    if (tidy) {
      meter.spend(2 * rest.length);
      if (rest.some((held) => theory.implies(held, claim))) return rest.length === cube.length ? cube : rest;
      return [...rest.filter((held) => !theory.implies(claim, held)), claim];
    }
    return [...rest, claim];
  };

  const within = (cube: Cube, other: Cube): boolean =>
    other.every((wanted) => {
      meter.spend(cube.length + 1);
      return cube.some((held) => theory.implies(held, wanted));
    });

  const absorb = (cubes: readonly Cube[]): readonly Cube[] => {
    const kept: Cube[] = [];
    for (const cube of cubes) {
      if (kept.some((other) => within(cube, other))) continue;
      for (let i = kept.length - 1; i >= 0; i -= 1) if (within(kept[i]!, cube)) kept.splice(i, 1);
      kept.push(cube);
    }
    return kept;
  };

  const cubesOf = (formula: Formula): readonly Cube[] | null => {
    if (formula === true) return [[]];
    if (formula === false) return [];
    if ('or' in formula) {
      const cubes: Cube[] = [];
      for (const part of formula.or) {
        const inner = cubesOf(part);
        if (inner === null) return null;
        for (const cube of inner) cubes.push(cube);
        if (cubes.length > MOST_PRODUCTS) return null;
      }
      return absorb(cubes);
    }
    if (!('and' in formula)) return [[formula]];
    let cubes: readonly Cube[] = [[]];
    // Single literals first: they cut the product short.
    const parts = [...formula.and].sort((one, other) => width(one) - width(other));
    for (const part of parts) {
      const inner = cubesOf(part);
      if (inner === null) return null;
      if (cubes.length * inner.length > MOST_PRODUCTS) return null;
      const product: Cube[] = [];
      for (const cube of cubes) {
        for (const other of inner) {
          const both = addAll(cube, other);
          if (both !== null) product.push(both);
        }
      }
      cubes = inner.length === 1 ? product : absorb(product);
      if (cubes.length > MOST_CUBES) return null;
    }
    return absorb(cubes);
  };

  const addAll = (cube: Cube, other: Cube): Cube | null => {
    let both: Cube | null = cube;
    for (const literal of other) {
      if (both === null) return null;
      both = add(both, literal, true);
    }
    return both;
  };

  /** What holds where either cube holds, seen over one variable on which they differ; null when that says nothing new. */
  const merged = (one: Cube, first: Literal, other: Cube, second: Literal): Cube | null => {
    let cube: Cube | null = [];
    if (first.variable.subject === second.variable.subject) {
      meter.spend(2 * (sizeOfValues(first.values) + sizeOfValues(second.values)));
      const either = vocabulary.claim(first.variable, join(first.values, second.values), first.missing || second.missing);
      if (either === false || either === first || either === second) return null;
      if (either !== true) cube = [either];
    } else if (!theory.implies(first.opposite, second)) {
      return null;
    }
    cube = addAll(
      cube,
      one.filter((literal) => literal !== first),
    );
    return cube === null
      ? null
      : addAll(
          cube,
          other.filter((literal) => literal !== second),
        );
  };

  const mergeOnce = (cubes: readonly Cube[], attempts: { left: number }): Cube | null => {
    for (let i = 0; i < cubes.length; i += 1) {
      for (let j = 0; j < i; j += 1) {
        for (const first of cubes[i]!) {
          meter.spend(cubes[j]!.length + 1);
          for (const second of cubes[j]!) {
            if (first.variable.group !== second.variable.group) continue;
            attempts.left -= 1;
            if (attempts.left < 0) return null;
            const cube = merged(cubes[i]!, first, cubes[j]!, second);
            if (cube !== null && !cubes.some((held) => within(cube, held))) return cube;
          }
        }
      }
    }
    return null;
  };

  const normalize = (cubes: readonly Cube[]): readonly Cube[] => {
    let current = cubes;
    const attempts = { left: MOST_ATTEMPTS };
    meter.limited(MOST_MERGING, () => {
      current = absorb(cubes);
      while (attempts.left > 0 && current.length <= MOST_CUBES) {
        const cube = mergeOnce(current, attempts);
        if (cube === null) break;
        current = absorb([cube, ...current]);
      }
      return true;
    });
    return current.map((cube) => [...cube].sort((one, other) => (one.key < other.key ? -1 : 1))).sort((one, other) => (cubeKey(one) < cubeKey(other) ? -1 : 1));
  };

  return { add, cubesOf, normalize, within };
}

const width = (formula: Formula): number => {
  if (typeof formula === 'boolean') return 0;
  if ('or' in formula) return formula.or.length + 1;
  return 'and' in formula ? 1 + formula.and.length / 100 : 1;
};

export const cubeKey = (cube: Cube): string => cube.map((literal) => literal.key).join('&');
