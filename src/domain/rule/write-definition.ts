import type { Condition, Rule } from './rule';
import { kindOf } from './conditions/table';

/** Klaviyo takes 100 conditions a segment (help.klaviyo.com 115005062847). */
const MOST_CONDITIONS = 100;

type Group = readonly Condition[];

/**
 * Klaviyo's definition JSON of a rule: groups ANDed, conditions of a group ORed. Null when it cannot be said in these two levels
 * without changing its meaning: a negation that has no opposite condition, no one at all, or more than 100 conditions.
 * A parsed definition is given back as it was.
 */
export function writeSegmentDefinition(rule: Rule): unknown {
  if (rule.kind === 'unknown' && rule.level === 'definition') return rule.source;
  const groups = groupsOf(rule, false);
  if (groups === null || groups.some((group) => group.length === 0)) return null;
  const foreign = groups.some((group) => group.length > 1 && group.some((condition) => condition.kind === 'unknown' && condition.level !== 'condition'));
  if (foreign) return null;
  return { condition_groups: groups.map(writeGroup) };
}

function writeGroup(group: Group): unknown {
  const first = group[0];
  if (first?.kind === 'unknown' && first.level === 'group') return first.source;
  return { conditions: group.map((condition) => kindOf(condition).write(condition)) };
}

/** Conjunction of disjunctions; null when it cannot be said or grows too large. */
function groupsOf(rule: Rule, negated: boolean): readonly Group[] | null {
  switch (rule.kind) {
    case 'not':
      return groupsOf(rule.of, !negated);
    case 'all':
    case 'any':
      return (rule.kind === 'all') !== negated ? allGroups(rule.of, negated) : anyGroups(rule.of, negated);
    default: {
      if (rule.kind === 'unknown' && rule.level === 'definition') return null;
      const condition = negated ? kindOf(rule).opposite(rule) : rule;
      return condition === null ? null : [[condition]];
    }
  }
}

function allGroups(rules: readonly Rule[], negated: boolean): readonly Group[] | null {
  const groups: Group[] = [];
  for (const rule of rules) {
    const inner = groupsOf(rule, negated);
    if (inner === null) return null;
    groups.push(...inner);
  }
  return groups;
}

/** Distributes: (A and B) or C is (A or C) and (B or C). */
function anyGroups(rules: readonly Rule[], negated: boolean): readonly Group[] | null {
  let groups: readonly Group[] = [[]];
  for (const rule of rules) {
    const inner = groupsOf(rule, negated);
    if (inner === null) return null;
    groups = groups.flatMap((group) => inner.map((other) => [...group, ...other]));
    const conditions = groups.reduce((sum, group) => sum + group.length, 0);
    if (rules.length > 1 && groups.length > 1 && conditions > MOST_CONDITIONS) return null;
  }
  return groups;
}
