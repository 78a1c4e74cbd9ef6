import type { Rule } from './rule';
import type { Names } from './names';
import { describeCondition } from './describe-condition';
import { oppositeCondition } from './opposite-condition';
import { capitalized } from './wording';

/**
 * The rule in plain language, with names in place of ids: `Can receive email marketing and is subscribed, and has Placed Order zero times over
 * all time, and (has Clicked Email at least once in the last 30 days or …)`. No closing full stop.
 */
export function describeRule(rule: Rule, names: Names): string {
  if (rule.kind === 'all' || rule.kind === 'any') {
    if (rule.of.length === 0) return rule.kind === 'all' ? 'Everyone' : 'No one';
    const word = rule.kind === 'all' ? ', and ' : ', or ';
    return capitalized(rule.of.map((part) => alternative(part, rule.kind, describePart(part, names))).join(word));
  }
  return capitalized(describePart(rule, names));
}

/** A condition with an AND of its own stands in brackets among alternatives. */
function alternative(part: Rule, joinedBy: 'all' | 'any', text: string): string {
  const compound = part.kind === 'consent' && part.subscription !== 'any';
  return joinedBy === 'any' && compound ? `(${text})` : text;
}

function describePart(rule: Rule, names: Names): string {
  switch (rule.kind) {
    case 'all':
    case 'any': {
      if (rule.of.length === 0) return rule.kind === 'all' ? 'everyone' : 'no one';
      const word = rule.kind === 'all' ? ' and ' : ' or ';
      return `(${rule.of.map((part) => alternative(part, rule.kind, describePart(part, names))).join(word)})`;
    }
    case 'not': {
      const inner = rule.of;
      if (inner.kind === 'all' || inner.kind === 'any') return `not ${describePart(inner, names)}`;
      const opposite = inner.kind === 'not' ? null : oppositeCondition(inner);
      return opposite === null ? `not (${describePart(inner, names)})` : describeCondition(opposite, names);
    }
    default:
      return describeCondition(rule, names);
  }
}
