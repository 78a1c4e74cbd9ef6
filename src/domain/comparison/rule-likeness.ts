import type { Engine } from '../rule/engine';
import type { Condition, Rule } from '../rule/rule';
import { conditionsOf } from '../rule/rule';
import { numberDifference } from './number-difference';
import { likeness } from './topics';

/** One block of a rule: everybody has to meet each block. */
interface Clause {
  readonly rule: Rule;
  readonly shape: string;
  readonly topics: ReadonlySet<string>;
  readonly weight: number;
}

/** That someone can be mailed stands in most rules and tells little about who is meant. */
const CONSENT_WEIGHT = 0.25;
/** Blocks about the same things that say something else of them are half alike. */
const SAME_TOPICS = 0.5;

/**
 * How alike two rules are by their blocks, 0..1: 1 where each block has one in the other that differs by a threshold at most. It says how near a part or
 * a wider audience comes, when the engine has proven that it is one; "bought ever" holds all VIPs, yet is no VIP segment. What the wanted
 * rule asks must be there; what the other asks besides makes it less alike.
 */
export function ruleLikeness(engine: Engine): (wanted: Rule, other: Rule) => number {
  const clauses = new WeakMap<Rule, readonly Clause[]>();
  const clausesOf = (rule: Rule): readonly Clause[] => {
    const known = clauses.get(rule);
    if (known !== undefined) return known;
    const made = (rule.kind === 'all' ? rule.of : [rule]).map((part): Clause => {
      const topics = new Set(engine.subjects(part));
      return { rule: part, shape: engine.shape(part), topics, weight: conditionsOf(part).every(isUsualConsent) ? CONSENT_WEIGHT : 1 };
    });
    clauses.set(rule, made);
    return made;
  };
  return (wanted, other) => {
    const there = found(clausesOf(wanted), clausesOf(other));
    return Math.min(there, (there + found(clausesOf(other), clausesOf(wanted))) / 2);
  };
}

function isUsualConsent(condition: Condition): boolean {
  return (
    condition.kind === 'consent' &&
    condition.channel === 'email' &&
    condition.canReceive &&
    condition.subscription !== 'never_subscribed' &&
    (condition.filters ?? []).length === 0
  );
}

/** Share of the wanted blocks, by weight, that the others have. */
function found(wanted: readonly Clause[], others: readonly Clause[]): number {
  const total = wanted.reduce((sum, clause) => sum + clause.weight, 0);
  const have = wanted.reduce((sum, clause) => sum + clause.weight * Math.max(0, ...others.map((other) => alike(clause, other))), 0);
  return total === 0 ? 0 : have / total;
}

function alike(a: Clause, b: Clause): number {
  if (a.shape === b.shape && (numberDifference(a.rule, b.rule)?.sameKind ?? true)) return 1;
  return SAME_TOPICS * likeness(a.topics, b.topics);
}
