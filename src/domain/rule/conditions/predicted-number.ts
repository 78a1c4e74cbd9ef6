import { meetsFilter } from '../answers';
import { valueClaim } from '../prove/claims';
import type { ConditionKind } from '../condition-kind';
import { ORDINARY } from '../condition-kind';
import { describeFilter } from '../describe-filter';
import type { NumberFilter } from '../filter';
import { isKeyOf, withKeys } from '../json';
import { parseNumberFilter, writeFilter } from '../parse-filter';
import type { PredictedNumber } from '../profile-facts';
import { numbersOfFilter } from '../rule-number';

export interface PredictedNumberCondition {
  readonly kind: 'predicted-number';
  readonly dimension: PredictedNumber;
  readonly filter: NumberFilter;
}

const WORDS: Readonly<Record<PredictedNumber, string>> = {
  average_days_between_orders: 'average days between orders',
  average_order_value: 'average order value',
  churn_probability: 'churn risk (0 to 1)',
  historic_clv: 'historic customer lifetime value',
  historic_number_of_orders: 'historic number of orders',
  predicted_clv: 'predicted customer lifetime value',
  predicted_number_of_orders: 'predicted number of orders',
  total_clv: 'total customer lifetime value',
};

export const predictedNumber: ConditionKind<PredictedNumberCondition> = {
  ...ORDINARY,
  parse: {
    'profile-predictive-analytics': (source) => {
      const condition = withKeys(source, ['type', 'dimension', 'filter']);
      const dimension = condition?.['dimension'];
      return condition !== null && isKeyOf(WORDS, dimension) ? { kind: 'predicted-number', dimension, filter: parseNumberFilter(condition['filter']) } : null;
    },
  },
  write: ({ dimension, filter }) => ({ type: 'profile-predictive-analytics', dimension, filter: writeFilter(filter) }),
  describe: ({ dimension, filter }, names) => `${WORDS[dimension]} ${describeFilter(filter, names.formats)}`,
  topic: ({ dimension }) => `predicted ${dimension}`,
  evaluate: ({ dimension, filter }, facts, at) => meetsFilter(facts.predictedNumber(dimension), filter, at),
  formula: ({ dimension, filter }, context) =>
    valueClaim({ group: `predicted:${dimension}`, property: `@predicted ${dimension}`, meaning: { type: 'predicted', of: dimension } }, filter, context),
  refer: ({ filter }, to) => to.filter('predicted-number', filter),
  numbers: ({ dimension, filter }) => numbersOfFilter(dimension, filter),
  evidence: () => ({ from: 'prediction' }),
};
