import type { Condition } from './rule';
import type { NumericOperator } from './filter';

const OPPOSITE: Readonly<Record<NumericOperator, NumericOperator>> = {
  equals: 'not-equals', 'not-equals': 'equals', 'greater-than': 'less-than-or-equal', 'less-than-or-equal': 'greater-than',
  'less-than': 'greater-than-or-equal', 'greater-than-or-equal': 'less-than',
};

/**
 * The condition that holds exactly where the given one does not, as Klaviyo can say it, or null. Only where the value always exists: a
 * count or sum is a number for everyone, membership is yes or no, a property is set or not. A property's `not-equals` is no opposite
 * of `equals`, because a property that is not set meets neither (help.klaviyo.com 14837232353691).
 */
export function oppositeCondition(condition: Condition): Condition | null {
  if (condition.kind === 'metric' && condition.measure.type === 'numeric') {
    const { operator, value } = condition.measure;
    const atLeastOne = (operator === 'greater-than-or-equal' && value === 1) || (operator === 'greater-than' && value === 0);
    if (condition.measurement === 'count' && atLeastOne) {
      return { ...condition, measure: { type: 'numeric', operator: 'equals', value: 0 } };
    }
    if (condition.measurement === 'count' && operator === 'equals' && value === 0) {
      return { ...condition, measure: { type: 'numeric', operator: 'greater-than-or-equal', value: 1 } };
    }
    return { ...condition, measure: { type: 'numeric', operator: OPPOSITE[operator], value } };
  }
  if (condition.kind === 'membership' && condition.groupIds.length === 1 && (condition.timeframe === undefined || condition.timeframe === null)) {
    return { kind: 'membership', isMember: !condition.isMember, groupIds: condition.groupIds };
  }
  if (condition.kind === 'property' && condition.filter.type === 'existence') {
    const operator = condition.filter.operator === 'is-set' ? 'not-set' : 'is-set';
    return { ...condition, filter: { type: 'existence', operator } };
  }
  return null;
}
