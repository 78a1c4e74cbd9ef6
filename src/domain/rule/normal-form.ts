import type { Instant } from '../account/known';
import type { AtomContext } from './atoms';
import { atomsOf } from './atoms';
import type { Cube, CubeWork } from './cubes';
import { createCubeWork, cubeKey } from './cubes';
import type { Formula } from './formula';
import { conjunction, disjunction, negation, structureKey } from './formula';
import type { Groups } from './groups';
import { findCycles } from './groups';
import type { Condition, Rule } from './rule';
import type { Clause } from './search';
import type { Theory } from './theory';
import { createTheory } from './theory';
import { flag } from './values';
import type { Literal } from './vocabulary';
import { createVocabulary } from './vocabulary';

/**
 * A rule in its normal form: clauses ANDed, literals of a clause ORed (Klaviyo's own shape), references to segments replaced by their rules,
 * what is implied left out, everything in order. Equal keys: equivalent rules.
 */
export interface NormalForm {
  readonly clauses: readonly Clause[];
  /** The opposites of the clauses: cubes of which one holds exactly where the rule does not. */
  readonly outside: readonly Cube[];
  readonly key: string;
  /** False where the rule was too large to be opened up and only equals itself. */
  readonly opened: boolean;
}

export interface Normalizer {
  formOf(rule: Rule): NormalForm;
  /** Literals that everyone in the rule meets, as the rule is written. */
  demandsOf(rule: Rule): readonly Literal[];
  readonly work: CubeWork;
  readonly theory: Theory;
  readonly cycles: readonly (readonly string[])[];
  /** True when being in this group is a plain fact and not a rule. */
  isFact(groupId: string): boolean;
}

/** A segment's rule with more literals than this stays a plain fact where it is referred to. */
const LARGEST_REFERENCE = 300;

export function createNormalizer(groups: Groups, now: Instant): Normalizer {
  const vocabulary = createVocabulary();
  const theory = createTheory(now);
  const work = createCubeWork(vocabulary, theory);
  const cycles = findCycles(groups);
  const facts = new Set(cycles.flat());
  const resolved = new Map<string, { readonly formula: Formula; readonly size: number }>();
  const forms = new WeakMap<Rule, NormalForm>();
  const atoms = new WeakMap<Condition, Formula>();

  const fact = (groupId: string): Formula => vocabulary.claim(
    { subject: `group:${groupId}`, group: `group:${groupId}`, mayBeMissing: false, meaning: { type: 'member', groupId } }, flag(true));

  const memberOf = (groupId: string): Formula => {
    const rule = groups.get(groupId)?.rule;
    if (rule === undefined || rule === null || facts.has(groupId)) return fact(groupId);
    let found = resolved.get(groupId);
    if (found === undefined) {
      const formula = formulaOf(rule, opening);
      found = { formula, size: sizeOf(formula) };
      resolved.set(groupId, found);
    }
    return found.size > LARGEST_REFERENCE ? fact(groupId) : found.formula;
  };
  const opening: AtomContext = { vocabulary, memberOf };
  const closed: AtomContext = { vocabulary, memberOf: fact };

  /** Conditions turned into formulas once each, for each of the two ways of reading membership. */
  const formulaOf = (rule: Rule, context: AtomContext): Formula => {
    switch (rule.kind) {
      case 'all': return conjunction(rule.of.map((part) => formulaOf(part, context)));
      case 'any': return disjunction(rule.of.map((part) => formulaOf(part, context)));
      case 'not': return negation(formulaOf(rule.of, context));
      default: {
        if (context === closed) return atomsOf(rule, context);
        const known = atoms.get(rule);
        if (known !== undefined) return known;
        const formula = atomsOf(rule, context);
        atoms.set(rule, formula);
        return formula;
      }
    }
  };

  const formOf = (rule: Rule): NormalForm => {
    const known = forms.get(rule);
    if (known !== undefined) return known;
    const form = normalForm(rule);
    forms.set(rule, form);
    return form;
  };

  const normalForm = (rule: Rule): NormalForm => {
    const formula = formulaOf(rule, opening);
    let outside = sizeOf(formula) > LARGEST_REFERENCE * 4 ? null : work.cubesOf(negation(formula));
    outside ??= work.cubesOf(negation(formulaOf(rule, closed)));
    if (outside !== null) return formFrom(work.normalize(outside), true);
    const key = structureKey(formulaOf(rule, closed));
    const whole = vocabulary.claim({ subject: `whole ${key}`, group: `whole ${key}`, mayBeMissing: false, meaning: { type: 'opaque' } }, flag(false));
    return formFrom(typeof whole === 'boolean' ? [] : [[whole]], false);
  };

  return {
    formOf, work, theory, cycles,
    demandsOf: (rule) => {
      const formula = formulaOf(rule, opening);
      if (typeof formula === 'boolean' || 'or' in formula) return [];
      return 'and' in formula ? formula.and.filter((part): part is Literal => typeof part === 'object' && 'variable' in part) : [formula];
    },
    isFact: (groupId) => facts.has(groupId) || (groups.get(groupId)?.rule ?? null) === null,
  };
}

function formFrom(outside: readonly Cube[], opened: boolean): NormalForm {
  return {
    outside, opened, clauses: outside.map((cube) => cube.map((literal) => literal.opposite)), key: keyOf(outside),
  };
}

/** No cube: no one is outside. A cube without literals: everyone is. */
function keyOf(outside: readonly Cube[]): string {
  if (outside.length === 0) return 'everyone';
  return outside.some((cube) => cube.length === 0) ? 'no one' : outside.map(cubeKey).join(' | ');
}

function sizeOf(formula: Formula): number {
  if (typeof formula === 'boolean') return 1;
  if ('and' in formula) return formula.and.reduce((sum, part) => sum + sizeOf(part), 0);
  if ('or' in formula) return formula.or.reduce((sum, part) => sum + sizeOf(part), 0);
  return 1;
}
