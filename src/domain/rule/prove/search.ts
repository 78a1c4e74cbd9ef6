import type { Cube, CubeWork } from './cubes';
import type { Theory } from './theory';
import type { Literal } from './vocabulary';
import type { WorkMeter } from './work-meter';

/** Literals of which at least one holds. */
export type Clause = readonly Literal[];

/**
 * Whether any profile can meet a cube and every clause. `impossible` is a proof. Otherwise `accept` is shown consistent cubes, one
 * after the other, until it takes one (`found`) or a few were shown; `open` when the search ended without either.
 */
export type SearchResult = 'impossible' | 'found' | 'open';

/** Candidates shown to `accept` before a search ends open. */
const MOST_CANDIDATES = 6;
/** Steps that the searches of one decision may take together. */
export const MOST_STEPS = 600;

export function search(
  start: Cube,
  clauses: readonly Clause[],
  work: CubeWork,
  theory: Theory,
  meter: WorkMeter,
  budget: { steps: number },
  accept: (cube: Cube) => boolean,
): SearchResult {
  let shown = 0;
  let exhausted = true;

  const explore = (given: Cube, open: readonly Clause[]): boolean => {
    budget.steps -= 1;
    if (budget.steps < 0) {
      exhausted = false;
      return false;
    }
    let cube: Cube | null = given;
    let pending = open;
    for (let again = true; again;) {
      again = false;
      const left: Clause[] = [];
      for (const clause of pending) {
        const current: Cube = cube;
        const rest = remaining(clause, current, theory, meter);
        if (rest === null) continue;
        if (rest.length === 0) return false;
        if (rest.length > 1) {
          left.push(rest);
          continue;
        }
        cube = work.add(current, rest[0]!, false);
        if (cube === null) return false;
        again = true;
      }
      pending = left;
    }
    if (pending.length === 0) {
      exhausted = false;
      shown += 1;
      return accept(cube);
    }
    const shortest = pending.reduce((best, clause) => (clause.length < best.length ? clause : best));
    const others = pending.filter((clause) => clause !== shortest);
    let base: Cube = cube;
    for (const literal of shortest) {
      const next = work.add(base, literal, false);
      if (next !== null && explore(next, others)) return true;
      if (budget.steps < 0 || shown >= MOST_CANDIDATES) {
        exhausted = false;
        return false;
      }
      // From here on that literal does not hold: the branches do not overlap.
      const without = work.add(base, literal.opposite, false);
      if (without === null) return false;
      base = without;
    }
    return false;
  };
  const found = explore(start, clauses);
  return found ? 'found' : exhausted ? 'impossible' : 'open';
}

/** The literals of a clause that may still hold; null when one of them holds already. */
function remaining(clause: Clause, cube: Cube, theory: Theory, meter: WorkMeter): Clause | null {
  const rest: Literal[] = [];
  for (const literal of clause) {
    let possible = true;
    meter.spend(cube.length + 1);
    for (const held of cube) {
      if (held.variable.group !== literal.variable.group) continue;
      if (theory.implies(held, literal)) return null;
      if (theory.conflict(held, literal)) {
        possible = false;
        break;
      }
    }
    if (possible) rest.push(literal);
  }
  return rest;
}
