import { meetsDate, whereKnown } from '../answers';
import { valueClaim } from '../prove/claims';
import type { ConditionKind } from '../condition-kind';
import { ORDINARY } from '../condition-kind';
import { describeFilter } from '../describe-filter';
import type { TimeFilter } from '../filter';
import { withKeys } from '../json';
import { parseTimeFilter, writeFilter } from '../parse-filter';
import { numbersOfFilter } from '../rule-number';

/** Expected date of the next purchase. */
export interface PredictedDateCondition {
  readonly kind: 'predicted-date';
  readonly filter: TimeFilter;
}

export const predictedDate: ConditionKind<PredictedDateCondition> = {
  ...ORDINARY,
  parse: {
    'profile-predictive-analytics': (source) => {
      const condition = withKeys(source, ['type', 'dimension', 'filter']);
      return condition?.['dimension'] === 'expected_date_of_next_purchase' ? { kind: 'predicted-date', filter: parseTimeFilter(condition['filter']) } : null;
    },
  },
  write: (condition) => ({ type: 'profile-predictive-analytics', dimension: 'expected_date_of_next_purchase', filter: writeFilter(condition.filter) }),
  describe: (condition, names) => `expected date of next purchase ${describeFilter(condition.filter, names.formats)}`,
  topic: () => 'predicted-date',
  evaluate: ({ filter }, facts, at) => whereKnown(facts.expectedNextPurchase(), (date) => (date === null ? false : meetsDate(filter, date, at))),
  formula: ({ filter }, context) => valueClaim({ group: 'predicted:next purchase', property: '@next purchase' }, filter, context),
  refer: ({ filter }, to) => to.filter('expected next purchase', filter),
  numbers: ({ filter }) => numbersOfFilter('next purchase', filter),
  evidence: () => ({ from: 'prediction' }),
};
