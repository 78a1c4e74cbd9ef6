import { meetsFilter } from '../answers';
import { propertySubject, testFormula } from '../prove/claims';
import type { ConditionKind } from '../condition-kind';
import { ORDINARY } from '../condition-kind';
import { describeFilter, propertyName } from '../describe-filter';
import type { Filter } from '../filter';
import { testOf } from '../prove/filter-test';
import { isText, withKeys } from '../json';
import { parseFilter, writeFilter } from '../parse-filter';
import { numbersOfFilter } from '../rule-number';

/** `property` is a well-known name (`email`, `location['country']`) or `properties['name']`. */
export interface PropertyCondition {
  readonly kind: 'property';
  readonly property: string;
  readonly filter: Filter;
}

export const property: ConditionKind<PropertyCondition> = {
  ...ORDINARY,
  parse: {
    'profile-property': (source) => {
      const condition = withKeys(source, ['type', 'property', 'filter']);
      if (condition === null || !isText(condition['property'])) return null;
      return { kind: 'property', property: condition['property'], filter: parseFilter(condition['filter']) };
    },
  },
  write: (condition) => ({ type: 'profile-property', property: condition.property, filter: writeFilter(condition.filter) }),
  describe: (condition, names) => `${propertyName(condition.property)} ${describeFilter(condition.filter, names.formats)}`,
  topic: (condition) => `property ${condition.property}`,
  difference: (own, theirs, names) => [
    `asks that ${propertyName(own.property)} ${describeFilter(own.filter, names.formats)} instead of ${describeFilter(theirs.filter, names.formats)}`,
  ],
  // `not-equals` is no opposite of `equals`: a property that is not set meets neither (help.klaviyo.com 14837232353691).
  opposite: (condition) =>
    condition.filter.type === 'existence'
      ? { ...condition, filter: { type: 'existence', operator: condition.filter.operator === 'is-set' ? 'not-set' : 'is-set' } }
      : null,
  evaluate: (condition, facts, at) => meetsFilter(facts.property(condition.property), condition.filter, at),
  formula: (condition, context) => {
    const test = testOf(condition.filter, { window: context.window, textNeedsValue: true });
    return testFormula(test, { group: `property:${condition.property}`, property: propertySubject(condition.property) }, context);
  },
  refer: (condition, to) => {
    to.property(condition.property);
    to.filter(`property ${condition.property}`, condition.filter);
  },
  numbers: (condition) => numbersOfFilter(condition.property, condition.filter),
  evidence: (condition) => ({ from: 'property', name: condition.property }),
};
