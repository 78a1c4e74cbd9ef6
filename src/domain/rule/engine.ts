import type { Instant } from '../account/known';
import type { Comparison, RuleStatus } from './comparison';
import type { Groups } from './groups';
import type { Names } from './names';
import { IDS_AS_NAMES } from './names';
import type { Rule } from './rule';
import type { Cube } from './cubes';
import { evaluateRule } from './evaluate';
import { exampleProfile } from './example-profile';
import { literalWords } from './literal-words';
import type { NormalForm } from './normal-form';
import { createNormalizer } from './normal-form';
import type { ProfileFacts } from './profile-facts';
import type { Clause, SearchResult } from './search';
import { MOST_STEPS, search } from './search';
import { shapeOf } from './shape';
import { createTimeStyles } from './time-styles';

/** What the engine knows of the account: every list and segment (`rule` null for lists and for segments whose membership is frozen), and the time. */
export interface EngineContext {
  readonly groups: Groups;
  /** What is proven holds at this moment and at every later one. */
  readonly now: Instant;
  /** For reasons in words; ids are shown where it is missing. */
  readonly names?: Names;
}

/** Decides about rules; answers are remembered by rule object. */
export interface Engine {
  compare(first: Rule, second: Rule): Comparison;
  status(rule: Rule): RuleStatus;
  /** Equal keys: equivalent rules. */
  key(rule: Rule): string;
  /** The key with thresholds, windows and values left blank. */
  shape(rule: Rule): string;
  /** What the rule speaks of, segments replaced by their rules: `metric:<id>`, `property:<name>`, `group:<id>`, `consent:<channel>`, `predicted:<dimension>`, … */
  subjects(rule: Rule): readonly string[];
  /** Segments that refer to themselves in a circle. */
  cycles(): readonly (readonly string[])[];
}

export function createEngine(context: EngineContext): Engine {
  const { groups, now, names = IDS_AS_NAMES } = context;
  const normalizer = createNormalizer(groups, now);
  const { work, theory, formOf } = normalizer;
  const styles = createTimeStyles(groups, normalizer.isFact);
  const statuses = new WeakMap<Rule, RuleStatus>();

  const memberOf = (groupId: string, facts: ProfileFacts): boolean | null | undefined => {
    const rule = groups.get(groupId)?.rule;
    return rule === undefined || rule === null || normalizer.isFact(groupId) ? undefined : evaluateRule(rule, facts, now);
  };
  /** Shows that a cube's profile really meets the one rule and meets, or does not meet, the other. */
  const witness = (cube: Cube, first: Rule, inFirst: boolean, second: Rule, inSecond: boolean): boolean => {
    const facts = exampleProfile(cube, now, memberOf);
    return evaluateRule(first, facts, now) === inFirst && evaluateRule(second, facts, now) === inSecond;
  };
  const look = (start: Cube, clauses: readonly Clause[], accept: (cube: Cube) => boolean, budget = { steps: MOST_STEPS }): SearchResult =>
    search(start, clauses, work, theory, budget, accept);

  /** Whether the first rule lies inside the second: `impossible` to be in the first and outside the second is the proof. */
  const leaves = (first: Rule, form: NormalForm, second: Rule, other: NormalForm): SearchResult => {
    let result: SearchResult = 'impossible';
    const budget = { steps: MOST_STEPS };
    for (const outside of other.outside) {
      if (form.outside.some((cube) => work.within(outside, cube))) continue;
      const found = look(outside, form.clauses, (cube) => witness(cube, first, true, second, false), budget);
      if (found === 'found') return 'found';
      if (found === 'open') result = 'open';
      if (budget.steps < 0) return 'open';
    }
    return result;
  };

  const status = (rule: Rule): RuleStatus => {
    const known = statuses.get(rule);
    if (known !== undefined) return known;
    const form = formOf(rule);
    const answer = ((): RuleStatus => {
      if (form.outside.length === 0) return { status: 'trivial', reason: 'Its conditions leave no one out: it matches everyone.' };
      const result = look([], form.clauses, (cube) => witness(cube, rule, true, rule, true));
      if (result === 'impossible') return { status: 'contradictory', reason: contradiction(rule) };
      if (result === 'found') return { status: 'satisfiable', reason: 'Some profiles can meet it and others not.' };
      return { status: 'not decided', reason: 'It holds conditions whose meaning cannot be worked out from its definition.' };
    })();
    statuses.set(rule, answer);
    return answer;
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
      const stricter = form.clauses.find((own) => own !== clause && own.length === 1 && clause.length === 1 && own[0]!.key !== clause[0]!.key && theory.implies(own[0]!, clause[0]!));
      const words = stricter === undefined ? [] : [literalWords(stricter[0]!, names), literalWords(clause[0]!, names)];
      if (words[0] && words[1]) return `Everyone in the ${narrow} is in the ${wide}: ${words[0]} always means ${words[1]}.`;
    }
    return `Everyone in the ${narrow} is in the ${wide}: the ${narrow} asks for all that the ${wide} asks for, and more.`;
  };

  const relate = (first: Rule, second: Rule): Omit<Comparison, 'approximate'> => {
    const one = formOf(first);
    const two = formOf(second);
    if (one.key === two.key) return { relation: 'equivalent', reason: 'Both ask for the same, once order, units of time and repeated conditions are set aside.' };
    const leavesSecond = leaves(first, one, second, two);
    const leavesFirst = leaves(second, two, first, one);
    if (leavesSecond === 'impossible' && leavesFirst === 'impossible') {
      return { relation: 'equivalent', reason: 'Each follows from the other: no profile can be in one and not in the other.' };
    }
    const empty = [first, second].filter((rule, index) => (index === 0 ? leavesSecond : leavesFirst) === 'impossible' && status(rule).status === 'contradictory');
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
    compare: (first, second) => {
      const answer = relate(first, second);
      return { ...answer, approximate: answer.relation !== 'not decided' && styles.differ(first, second) };
    },
    status,
    key: (rule) => formOf(rule).key,
    shape: (rule) => shapeOf(formOf(rule)),
    subjects: (rule) => {
      const subjects = new Set<string>();
      for (const clause of formOf(rule).clauses) for (const { variable } of clause) if (variable.meaning.type !== 'open question') subjects.add(variable.group);
      return [...subjects].sort();
    },
    cycles: () => normalizer.cycles,
  };
}
