import { yes } from '../prove/claims';
import type { ConditionKind } from '../condition-kind';
import { inFlowsOnly, nothing } from '../condition-kind';
import { identityOf, isWhole, withKeys } from '../json';

/** A random share of profiles, 0..100; flows only. */
export interface SampleCondition {
  readonly kind: 'sample';
  readonly percentage: number;
}

export const sample: ConditionKind<SampleCondition> = {
  ...inFlowsOnly('a random sample'),
  parse: {
    'profile-sample': (source) => {
      const share = withKeys(source, ['type', 'percentage'])?.['percentage'];
      return isWhole(share) ? { kind: 'sample', percentage: share } : null;
    },
  },
  write: (condition) => ({ type: 'profile-sample', percentage: condition.percentage }),
  describe: (condition, names) => `is in a random sample of ${names.formats.percent(condition.percentage)} of profiles`,
  topic: () => 'sample',
  evaluate: (condition, facts) => facts.sampled(condition.percentage),
  // Two random samples are never the same people.
  formula: (condition, { vocabulary }) => yes(`sample ${condition.percentage} ${identityOf(condition)}`, 'sample', { type: 'opaque' }, vocabulary),
  refer: nothing,
};
