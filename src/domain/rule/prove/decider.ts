import type { Instant } from '../../account/known';
import type { Comparison, Nesting, RuleStatus } from '../comparison';
import type { Cube } from './cubes';
import { evaluateRule } from '../evaluate';
import { exampleProfile } from './example-profile';
import type { Groups } from './groups';
import { groupIdsOf, reachesMoreThan } from './groups';
import { literalWords } from './literal-words';
import type { Names } from '../names';
import type { NormalForm, Normalizer } from './normal-form';
import { createNormalizer } from './normal-form';
import type { ProfileFacts } from '../profile-facts';
import type { Rule } from '../rule';
import { conditionsOf } from '../rule';
import type { Clause, SearchResult } from './search';
import { MOST_STEPS, search } from './search';
import type { WindowReading } from './windows';

/** Decides about rules in one reading of their windows; that two manners of speaking of time may differ is the engine's to say. */
export interface Decider {
  readonly normalizer: Normalizer;
  compare(first: Rule, second: Rule): Omit<Comparison, 'approximate'>;
  nested(first: Rule, second: Rule): Nesting['relation'];
  status(rule: Rule): Omit<RuleStatus, 'approximate'>;
}

/** Steps that one decision may take (see work-meter.ts). */
const MOST_WORK = 400_000;
/** An example profile is not asked for its membership in segments that stand on more than so many others. */
const MOST_ENTERED = 100;

export function createDecider(
  { groups, now, names }: { readonly groups: Groups; readonly now: Instant; readonly names: Names },
  window: WindowReading,
): Decider {
  const normalizer = createNormalizer(groups, now, window);
  const { work, theory, formOf, meter } = normalizer;
  const statuses = new WeakMap<Rule, Status>();
  const deep = new Map<string, boolean>();

  const memberOf = (groupId: string, facts: ProfileFacts): boolean | null | undefined => {
    const rule = groups.get(groupId)?.rule;
    if (rule === undefined || rule === null || normalizer.isFact(groupId)) return undefined;
    let tooDeep = deep.get(groupId);
    if (tooDeep === undefined) {
      tooDeep = reachesMoreThan(MOST_ENTERED, groupId, (id) => groupIdsOf(groups.get(id)!.rule!), normalizer.isFact);
      deep.set(groupId, tooDeep);
    }
    if (tooDeep) return null;
    meter.spend(weightOf(rule));
    return evaluateRule(rule, facts, now);
  };
  /** Shows that a cube's profile really meets the one rule and meets, or does not meet, the other. */
  const witness = (cube: Cube, first: Rule, inFirst: boolean, second: Rule, inSecond: boolean): boolean => {
    const facts = exampleProfile(cube, now, memberOf, meter);
    meter.spend(weightOf(first) + weightOf(second));
    return evaluateRule(first, facts, now) === inFirst && evaluateRule(second, facts, now) === inSecond;
  };
  const look = (start: Cube, clauses: readonly Clause[], accept: (cube: Cube) => boolean, budget = { steps: MOST_STEPS }): SearchResult =>
    search(start, clauses, work, theory, meter, budget, accept);

  /** Whether one form lies inside the other: `impossible` to be in the first and outside the second is the proof. */
  const leaves = (form: NormalForm, other: NormalForm, accept: (cube: Cube) => boolean): SearchResult => {
    let result: SearchResult = 'impossible';
    const budget = { steps: MOST_STEPS };
    for (const outside of other.outside) {
      if (form.outside.some((cube) => work.within(outside, cube))) continue;
      const found = look(outside, form.clauses, accept, budget);
      if (found === 'found') return 'found';
      if (found === 'open') result = 'open';
      if (budget.steps < 0) return 'open';
    }
    return result;
  };

  const statusOf = (rule: Rule): Status => {
    const form = formOf(rule);
    if (!form.opened) return TOO_LARGE;
    if (form.outside.length === 0) return { status: 'trivial', reason: 'Its conditions leave no one out: it matches everyone.' };
    const result = look([], form.clauses, (cube) => witness(cube, rule, true, rule, true));
    if (result === 'impossible') return { status: 'contradictory', reason: contradiction(rule) };
    if (result === 'found') return { status: 'satisfiable', reason: 'Some profiles can meet it and others not.' };
    return { status: 'not decided', reason: 'It holds conditions whose meaning cannot be worked out from its definition.' };
  };

  const contradiction = (rule: Rule): string => {
    const singles = normalizer.demandsOf(rule);
    for (const one of singles) {
      const other = singles.find((second) => second !== one && theory.conflict(one, second));
      const words = other === undefined ? [] : [literalWords(one, names), literalWords(other, names)];
      if (words[0] && words[1]) return `It asks for ${words[0]} and for ${words[1]}, which no one can meet together.`;
    }
    return 'Its conditions exclude one another: it can never match anyone.';
  };

  const whyInside = (form: NormalForm, other: NormalForm, narrow: string, wide: string): string => {
    for (const clause of other.clauses) {
      const stricter = form.clauses.find(
        (own) => own !== clause && own.length === 1 && clause.length === 1 && own[0]!.key !== clause[0]!.key && theory.implies(own[0]!, clause[0]!),
      );
      const words = stricter === undefined ? [] : [literalWords(stricter[0]!, names), literalWords(clause[0]!, names)];
      if (words[0] && words[1]) return `Everyone in the ${narrow} is in the ${wide}: ${words[0]} always means ${words[1]}.`;
    }
    return `Everyone in the ${narrow} is in the ${wide}: the ${narrow} asks for all that the ${wide} asks for, and more.`;
  };

  const relate = (first: Rule, second: Rule): Omit<Comparison, 'approximate'> => {
    const one = formOf(first);
    const two = formOf(second);
    if (one.key === two.key)
      return { relation: 'equivalent', reason: 'Both ask for the same, once order, units of time and repeated conditions are set aside.' };
    const leavesSecond = leaves(one, two, (cube) => witness(cube, first, true, second, false));
    const leavesFirst = leaves(two, one, (cube) => witness(cube, second, true, first, false));
    if (leavesSecond === 'impossible' && leavesFirst === 'impossible') {
      return { relation: 'equivalent', reason: 'Each follows from the other: no profile can be in one and not in the other.' };
    }
    const empty = [first, second].filter(
      (rule, index) => (index === 0 ? leavesSecond : leavesFirst) === 'impossible' && statusOf(rule).status === 'contradictory',
    );
    if (empty.length > 0) return { relation: 'disjoint', reason: `The ${empty[0] === first ? 'first' : 'second'} can never match anyone.` };
    if (leavesSecond === 'impossible') return { relation: 'inside', reason: whyInside(one, two, 'first', 'second') };
    if (leavesFirst === 'impossible') return { relation: 'contains', reason: whyInside(two, one, 'second', 'first') };
    const both = look([], [...one.clauses, ...two.clauses], (cube) => witness(cube, first, true, second, true));
    if (both === 'impossible') return { relation: 'disjoint', reason: whyApart(one, two) };
    if (both === 'found' && leavesSecond === 'found' && leavesFirst === 'found') {
      return { relation: 'overlapping', reason: 'Some profiles can be in both, others in only one of them.' };
    }
    return { relation: 'not decided', reason: 'Their conditions do not show whether one follows from the other.' };
  };

  /** Proofs alone: the first consistent cube ends a search, and nobody has to be made up who shows that it is met. */
  const nested = (first: Rule, second: Rule): Nesting['relation'] => {
    const [one, two] = [formOf(first), formOf(second)];
    const inside = leaves(one, two, () => true) === 'impossible';
    const contains = leaves(two, one, () => true) === 'impossible';
    if (inside && contains) return 'equivalent';
    // Who can never match anyone lies in everything, which says nothing of it.
    if ((inside && statusOf(first).status === 'contradictory') || (contains && statusOf(second).status === 'contradictory')) return 'neither';
    return inside ? 'inside' : contains ? 'contains' : 'neither';
  };

  const whyApart = (one: NormalForm, two: NormalForm): string => {
    for (const clause of one.clauses) {
      for (const other of two.clauses) {
        if (clause.length !== 1 || other.length !== 1 || !theory.conflict(clause[0]!, other[0]!)) continue;
        const words = [literalWords(clause[0]!, names), literalWords(other[0]!, names)];
        if (words[0] && words[1]) return `No one can be in both: ${words[0]} excludes ${words[1]}.`;
      }
    }
    return 'No one can be in both: their conditions exclude one another.';
  };

  return {
    normalizer,
    compare: (first, second) => {
      const [one, two] = [formOf(first), formOf(second)];
      if (one.key !== two.key && !(one.opened && two.opened)) {
        const which = one.opened ? 'The second' : two.opened ? 'The first' : 'Each of the two';
        return { relation: 'not decided', reason: `${which} is too large to be compared.` };
      }
      return normalizer.meter.limited(MOST_WORK, () => relate(first, second)) ?? { relation: 'not decided', reason: 'The two are too large to be compared.' };
    },
    nested: (first, second) => {
      const [one, two] = [formOf(first), formOf(second)];
      if (one.key === two.key) return 'equivalent';
      if (!(one.opened && two.opened)) return 'neither';
      return normalizer.meter.limited(MOST_WORK, () => nested(first, second)) ?? 'neither';
    },
    status: (rule) => {
      const known = statuses.get(rule);
      if (known !== undefined) return known;
      const answer = normalizer.meter.limited(MOST_WORK, () => statusOf(rule)) ?? TOO_LARGE;
      statuses.set(rule, answer);
      return answer;
    },
  };
}

const weights = new WeakMap<Rule, number>();
/** Steps that a plain evaluation of the rule takes: some for each condition and each value that it compares with. */
function weightOf(rule: Rule): number {
  const known = weights.get(rule);
  if (known !== undefined) return known;
  const weight = conditionsOf(rule).reduce((sum, condition) => sum + 10 + valuesIn(condition), 0);
  weights.set(rule, weight);
  return weight;
}

function valuesIn(part: unknown): number {
  if (typeof part !== 'object' || part === null || ('kind' in part && part.kind === 'unknown')) return 0;
  const inner = Object.values(part);
  return Array.isArray(part) && typeof part[0] !== 'object' ? 4 * part.length : inner.reduce<number>((sum, each) => sum + valuesIn(each), 0);
}

type Status = Omit<RuleStatus, 'approximate'>;
const TOO_LARGE: Status = { status: 'too large', reason: 'It is too large to be compared.' };
