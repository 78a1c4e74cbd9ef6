import { kindOf } from './conditions/table';
import type { Condition, Rule } from './rule';
import { all, conditionsOf } from './rule';

const flowOnly = (condition: Condition): string | null => kindOf(condition).flowOnly(condition);

/**
 * The rule as a segment could have it: conditions that exist in flows only are taken out where they stand in an AND.
 * Where one stands in an OR or under a negation, taking it out would change who is meant: then `rule` is null. `stripped` says in plain
 * words what was taken out.
 */
export function asSegmentRule(rule: Rule): { readonly rule: Rule | null; readonly stripped: readonly string[] } {
  const stripped = new Set<string>();
  for (const condition of conditionsOf(rule)) {
    const reason = flowOnly(condition);
    if (reason !== null) stripped.add(reason);
  }
  if (stripped.size === 0) return { rule, stripped: [] };
  const clean = strip(rule);
  return { rule: clean === 'impossible' ? null : clean, stripped: [...stripped] };
}

const onlyFlow = (rule: Rule): boolean => {
  const conditions = conditionsOf(rule);
  return conditions.length > 0 && conditions.every((condition) => flowOnly(condition) !== null);
};

function strip(rule: Rule): Rule | 'impossible' {
  if (onlyFlow(rule)) return 'impossible';
  if (rule.kind === 'all') {
    const kept: Rule[] = [];
    for (const part of rule.of) {
      if (onlyFlow(part)) continue;
      const clean = strip(part);
      if (clean === 'impossible') return 'impossible';
      kept.push(clean);
    }
    return all(kept);
  }
  return conditionsOf(rule).some((condition) => flowOnly(condition) !== null) ? 'impossible' : rule;
}
