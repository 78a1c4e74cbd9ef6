import type { Condition, Rule } from '../../src/domain/rule/rule';
import type { Comparison, Relation, RuleStatus } from '../../src/domain/rule/comparison';
import type { Chance } from './rule-random';
import { randomPool, randomRule, restate, rewrite } from './rule-rewrites';
import { FAMILIES } from './rule-universe';

/** `restated`: one condition in another way of saying it, and no other change. */
export type Construction = 'restated' | 'equivalent' | 'inside' | 'disjoint';

/** Two rules that are related as named because of how they were made, both said in other words; the first is the inner one. */
export function constructedPair(how: Construction, chance: Chance): readonly [Rule, Rule] {
  if (how === 'restated') return restatedPair(chance);
  const pool = randomPool(FAMILIES, chance);
  const rule = randomRule(pool, chance);
  const said = (one: Rule): Rule => rewrite(one, pool, chance, chance.below(4));
  if (how === 'equivalent') return [rule, rewrite(rule, pool, chance, 1 + chance.below(7))];
  const condition = chance.pick(pool);
  if (how === 'disjoint')
    return [said({ kind: 'all', of: [rule, condition] }), said({ kind: 'all', of: [outside(condition, chance), randomRule(pool, chance)] })];
  const wider = chance.pick<Rule>([{ kind: 'any', of: [rule, randomRule(pool, chance)] }, wide(rule, chance)]);
  return [said(chance.often(0.5) ? rule : { kind: 'all', of: [condition, rule] }), said(wider)];
}

function restatedPair(chance: Chance): readonly [Rule, Rule] {
  for (;;) {
    const condition = chance.pick(FAMILIES)(chance);
    const other = restate(condition, chance);
    if (JSON.stringify(other) !== JSON.stringify(condition)) return [condition, other];
  }
}

/** No one in the condition is in it. */
function outside(condition: Condition, chance: Chance): Rule {
  const { filter } = condition as { readonly filter?: { readonly type: string; readonly operator?: string; readonly value?: unknown } };
  if (condition.kind === 'property' && filter?.type === 'string' && filter.operator === 'equals' && chance.often(0.5)) {
    return { kind: 'property', property: condition.property, filter: { type: 'existence', operator: 'not-set' } };
  }
  return { kind: 'not', of: condition };
}

/** A rule that holds everyone in the given one: a part less of what is ANDed, or looser numbers and windows. */
function wide(rule: Rule, chance: Chance): Rule {
  if (rule.kind === 'all' && rule.of.length > 1) return { kind: 'all', of: rule.of.slice(1) };
  if (rule.kind === 'any') return { kind: 'any', of: rule.of.map((part) => wide(part, chance)) };
  if (rule.kind !== 'metric' || rule.measurement !== 'count' || rule.measure.type === 'unknown') return rule;
  const { operator, value } = rule.measure;
  if (operator !== 'greater-than' && operator !== 'greater-than-or-equal') return rule;
  const { timeframe } = rule;
  const longer = timeframe.type === 'date' && timeframe.operator === 'in-the-last' ? { ...timeframe, quantity: timeframe.quantity * 2 } : timeframe;
  return {
    ...rule,
    measure: { ...rule.measure, value: Math.max(operator === 'greater-than' ? 0 : 1, value - chance.below(2)) },
    timeframe: longer,
    where: (rule.where ?? []).slice(1),
  };
}

/** Whether the answer says what the construction made true; who can match no one is inside, equal to and apart from anything. */
export function isProven(how: Construction, { relation }: Pick<Comparison, 'relation'>, empty: boolean): boolean {
  const said: Readonly<Record<Construction, readonly Relation[]>> = {
    restated: ['equivalent'],
    equivalent: ['equivalent'],
    inside: ['inside', 'equivalent'],
    disjoint: ['disjoint'],
  };
  return said[how].includes(relation) || (empty && (how === 'inside' || how === 'disjoint') && relation !== 'not decided' && relation !== 'overlapping');
}

export const isEmpty = ({ status }: Pick<RuleStatus, 'status'>): boolean => status === 'contradictory';
