import { meetsFilter } from '../answers';
import { valueClaim } from '../prove/claims';
import type { ConditionKind } from '../condition-kind';
import { NOWHERE, ORDINARY, none, nothing } from '../condition-kind';
import type { StringFilter } from '../filter';
import { withKeys } from '../json';
import { parseWord } from '../parse-filter';

export interface PredictedGenderCondition {
  readonly kind: 'predicted-gender';
  readonly operator: 'equals' | 'not-equals';
  readonly value: 'likely_female' | 'likely_male' | 'uncertain';
}

const filterOf = ({ operator, value }: PredictedGenderCondition): StringFilter => ({ type: 'string', operator, value });

export const predictedGender: ConditionKind<PredictedGenderCondition> = {
  ...ORDINARY,
  parse: {
    'profile-predictive-analytics': (source) => {
      const condition = withKeys(source, ['type', 'dimension', 'filter']);
      const word =
        condition?.['dimension'] === 'predicted_gender' ? parseWord(condition['filter'], ['likely_female', 'likely_male', 'uncertain'] as const) : null;
      return word && { kind: 'predicted-gender', ...word };
    },
  },
  write: (condition) => ({ type: 'profile-predictive-analytics', dimension: 'predicted_gender', filter: filterOf(condition) }),
  describe: ({ operator, value }) => `predicted gender is ${operator === 'equals' ? '' : 'not '}${value.replace(/_/g, ' ')}`,
  topic: () => 'predicted-gender',
  evaluate: (condition, facts, at) => meetsFilter(facts.predictedGender(), filterOf(condition), at),
  formula: (condition, context) =>
    valueClaim({ group: 'predicted:gender', property: '@gender', meaning: { type: 'predicted', of: 'gender' } }, filterOf(condition), context),
  refer: nothing,
  numbers: none,
  evidence: () => NOWHERE,
};
