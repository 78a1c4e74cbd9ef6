import type { Instant } from '../../account/known';
import type { ClaimContext } from './claims';
import { kindOf } from '../conditions/table';
import type { Cube, CubeWork } from './cubes';
import { createCubeWork, cubeKey } from './cubes';
import type { Formula } from './formula';
import { conjunction, disjunction, literalsOf, negation, structureKey } from './formula';
import type { Groups } from './groups';
import { findCycles, groupIdsOf, inDependencyOrder } from './groups';
import { identityOf } from '../json';
import type { Condition, Rule } from '../rule';
import type { Clause } from './search';
import type { Theory } from './theory';
import { createTheory } from './theory';
import { flag } from './values';
import type { Literal } from './vocabulary';
import { createVocabulary } from './vocabulary';
import type { WindowReading } from './windows';
import type { WorkMeter } from './work-meter';
import { createWorkMeter } from './work-meter';

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
  readonly meter: WorkMeter;
  /** True when being in this group is a plain fact and not a rule. */
  isFact(groupId: string): boolean;
  /** What a rule speaks of, where it was not opened up too. */
  subjectsOf(rule: Rule): readonly string[];
}

/** A segment's rule with more literals than this stays a plain fact where it is referred to. */
const LARGEST_REFERENCE = 150;
/** A rule that has more of them with its references opened is read with the references as plain facts. */
const LARGEST_FORMULA = 1200;

/** Rules nested deeper than this (Klaviyo nests two levels) equal only themselves. */
const DEEPEST_RULE = 300;
/** Steps of opening a rule up (see work-meter.ts), with its references and, where that is too much, without. */
const MOST_OPENING = 300_000;
const MOST_OPENING_ALONE = 150_000;

export function createNormalizer(groups: Groups, now: Instant, window: WindowReading): Normalizer {
  const vocabulary = createVocabulary();
  const theory = createTheory(now);
  const meter = createWorkMeter();
  const work = createCubeWork(vocabulary, theory, meter);
  const cycles = findCycles(groups);
  const facts = new Set(cycles.flat());
  const resolved = new Map<string, { readonly formula: Formula; readonly size: number }>();
  const forms = new WeakMap<Rule, NormalForm>();
  const atoms = new WeakMap<Condition, Formula>();

  const fact = (groupId: string): Formula =>
    vocabulary.claim(
      { subject: `group ${JSON.stringify(groupId)}`, group: `group:${groupId}`, mayBeMissing: false, meaning: { type: 'member', groupId } },
      flag(true),
    );

  const memberOf = (groupId: string): Formula => {
    const found = resolved.get(groupId);
    return found === undefined || found.size > LARGEST_REFERENCE ? fact(groupId) : found.formula;
  };
  const isFact = (groupId: string): boolean => facts.has(groupId) || (groups.get(groupId)?.rule ?? null) === null;
  /** Works out the segments that a rule refers to, the innermost first. */
  const resolve = (rule: Rule): void => {
    const order = inDependencyOrder(
      groupIdsOf(rule),
      (id) => groupIdsOf(groups.get(id)!.rule!),
      (id) => isFact(id) || resolved.has(id),
    );
    for (const id of order) {
      const inner = groups.get(id)!.rule!;
      const formula = isShallow(inner) ? formulaOf(inner, opening) : fact(id);
      resolved.set(id, { formula, size: sizeOf(formula) });
    }
  };
  const opening: ClaimContext = { vocabulary, memberOf, window };
  const closed: ClaimContext = { vocabulary, memberOf: fact, window };

  /** Conditions turned into formulas once each, for each of the two ways of reading membership. */
  const formulaOf = (rule: Rule, context: ClaimContext): Formula => {
    switch (rule.kind) {
      case 'all':
        return conjunction(rule.of.map((part) => formulaOf(part, context)));
      case 'any':
        return disjunction(rule.of.map((part) => formulaOf(part, context)));
      case 'not':
        return negation(formulaOf(rule.of, context));
      default: {
        // Only a condition that names groups reads otherwise with its references as plain facts.
        if (context === closed && groupIdsOf(rule).length > 0) return kindOf(rule).formula(rule, context);
        const known = atoms.get(rule);
        if (known !== undefined) return known;
        const formula = kindOf(rule).formula(rule, context);
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
    if (!isShallow(rule)) return unopened(`deep ${identityOf(rule)}`);
    resolve(rule);
    const formula = formulaOf(rule, opening);
    let outside = sizeOf(formula) > LARGEST_FORMULA ? null : meter.limited(MOST_OPENING, () => work.cubesOf(negation(formula)));
    outside ??= meter.limited(MOST_OPENING_ALONE, () => work.cubesOf(negation(formulaOf(rule, closed))));
    return outside === null ? unopened(structureKey(formulaOf(rule, closed))) : formFrom(work.normalize(outside), true);
  };

  const unopened = (key: string): NormalForm => {
    const whole = vocabulary.claim({ subject: `whole ${key}`, group: `whole ${key}`, mayBeMissing: false, meaning: { type: 'opaque' } }, flag(false));
    return formFrom(typeof whole === 'boolean' ? [] : [[whole]], false);
  };

  return {
    formOf,
    work,
    theory,
    cycles,
    meter,
    isFact,
    demandsOf: (rule) => {
      if (!formOf(rule).opened) return [];
      const formula = formulaOf(rule, opening);
      if (typeof formula === 'boolean' || 'or' in formula) return [];
      return 'and' in formula ? formula.and.filter((part): part is Literal => typeof part === 'object' && 'variable' in part) : [formula];
    },
    subjectsOf: (rule) => {
      const form = formOf(rule);
      const literals = form.opened ? form.clauses.flat() : isShallow(rule) ? literalsOf(formulaOf(rule, closed)) : [];
      return [...new Set(literals.filter(({ variable }) => variable.meaning.type !== 'open question').map(({ variable }) => variable.group))].sort();
    },
  };
}

/** Looked at without recursion, so that no depth can exhaust the stack. */
function isShallow(rule: Rule): boolean {
  let level: readonly Rule[] = [rule];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST_RULE) return false;
    level = level.flatMap((node): readonly Rule[] => (node.kind === 'all' || node.kind === 'any' ? node.of : node.kind === 'not' ? [node.of] : []));
  }
  return true;
}

function formFrom(outside: readonly Cube[], opened: boolean): NormalForm {
  return { outside, opened, clauses: outside.map((cube) => cube.map((literal) => literal.opposite)), key: keyOf(outside) };
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
