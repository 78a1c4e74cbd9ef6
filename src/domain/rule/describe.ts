import type { Condition, MetricCondition, Rule } from './rule';
import { isCondition } from './rule';
import type { Names } from './names';
import { kindOf } from './conditions/table';
import type { LastTime } from './metric-words';
import { countMeaning, describeLastTime, isAllTime } from './metric-words';
import { needsBrackets } from './wording';
import { capitalized } from '../text/capitalized';

/**
 * The rule in plain language, with names in place of ids: `Can receive email marketing and is subscribed, and has never Placed Order, and
 * (has Clicked Email at least once in the last 30 days or …)`. Texts of the account stand in “ ” in their own case; what stands without is the
 * product's or Klaviyo's own. Two rules that differ are never written alike. No closing full stop.
 */
export function describeRule(rule: Rule, names: Names): string {
  return capitalized(rule.kind === 'all' || rule.kind === 'any' ? describeParts(rule, names, ',') : describePart(rule, names));
}

/** One condition as the rest of a sentence about a profile: `has Placed Order at least once in the last 30 days`. */
export const describeCondition = (condition: Condition, names: Names): string => kindOf(condition).describe(condition, names);

/** The parts joined by AND or OR; a part with the other word in it stands in brackets. */
function describeParts(rule: Rule & { readonly of: readonly Rule[] }, names: Names, comma: '' | ','): string {
  if (rule.of.length === 0) return rule.kind === 'all' ? 'everyone' : 'no one';
  const word = rule.kind === 'all' ? 'and' : 'or';
  const parts = (rule.kind === 'all' ? withLastTimes(rule.of) : rule.of).map((part) => {
    const text = 'last' in part ? describeLastTime(part, names) : describePart(part, names);
    const bracketed = 'last' in part || part.kind === 'all' || part.kind === 'any' || part.kind === 'not';
    return !bracketed && rule.of.length > 1 && needsBrackets(text, word) ? `(${text})` : text;
  });
  return parts.join(`${comma} ${word} `);
}

function withLastTimes(parts: readonly Rule[]): readonly (Rule | LastTime)[] {
  const left: (Rule | LastTime)[] = [...parts];
  for (const ever of parts) {
    if (ever.kind !== 'metric' || countMeaning(ever) !== 'some' || !(isAllTime(ever.timeframe) || isLongAgo(ever))) continue;
    const since = left.find(
      (part): part is MetricCondition =>
        'kind' in part && part.kind === 'metric' && isNoneLately(part) && sameEvents(part, ever) && (isAllTime(ever.timeframe) || sameSpan(part, ever)),
    );
    if (since === undefined) continue;
    left[left.indexOf(ever)] = { last: ever, since };
    left.splice(left.indexOf(since), 1);
  }
  return left;
}

const isLongAgo = ({ timeframe }: MetricCondition): boolean => timeframe.type === 'date' && timeframe.operator === 'at-least';
/** `Not in the last N days` and `more than N days ago` of the same N. */
const sameSpan = ({ timeframe: one }: MetricCondition, { timeframe: other }: MetricCondition): boolean =>
  'quantity' in one && 'quantity' in other && one.quantity === other.quantity && one.unit === other.unit;
const isNoneLately = (condition: MetricCondition): boolean =>
  countMeaning(condition) === 'none' && condition.timeframe.type === 'date' && condition.timeframe.operator === 'in-the-last';
const sameEvents = (one: MetricCondition, other: MetricCondition): boolean =>
  one.metricId === other.metricId && JSON.stringify(one.where ?? []) === JSON.stringify(other.where ?? []);

function describePart(rule: Rule, names: Names): string {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return rule.of.length === 0 ? describeParts(rule, names, '') : `(${describeParts(rule, names, '')})`;
    case 'not': {
      const inner = rule.of;
      if (inner.kind === 'all' || inner.kind === 'any') return `not ${describePart(inner, names)}`;
      const opposite = isCondition(inner) ? kindOf(inner).opposite(inner) : null;
      return opposite === null ? `not (${describePart(inner, names)})` : describeCondition(opposite, names);
    }
    default:
      return describeCondition(rule, names);
  }
}
