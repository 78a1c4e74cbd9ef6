import { noneIn } from '../answers';
import { noneOf } from '../prove/claims';
import type { ConditionKind } from '../condition-kind';
import { inFlowsOnly } from '../condition-kind';
import { describeTime } from '../describe-filter';
import type { TimeFilter } from '../filter';
import { withKeys } from '../json';
import { isAllTime } from '../metric-words';
import { parseTimeFilter, writeFilter } from '../parse-filter';

/** Was not in this flow in the window; flows only. */
export interface NotInFlowCondition {
  readonly kind: 'not-in-flow';
  readonly timeframe: TimeFilter;
}

export const notInFlow: ConditionKind<NotInFlowCondition> = {
  ...inFlowsOnly('having been in this flow'),
  parse: {
    'profile-not-in-flow': (source) => {
      const condition = withKeys(source, ['type', 'timeframe_filter']);
      return condition && { kind: 'not-in-flow', timeframe: parseTimeFilter(condition['timeframe_filter']) };
    },
  },
  write: ({ timeframe }) => ({ type: 'profile-not-in-flow', timeframe_filter: writeFilter(timeframe) }),
  describe: ({ timeframe }, names) => (isAllTime(timeframe) ? 'was never in this flow' : `was not in this flow ${describeTime(timeframe, names.formats)}`),
  topic: () => 'not-in-flow',
  evaluate: ({ timeframe }, facts, at) => noneIn(timeframe, at, (span) => facts.flowEntries(span)),
  formula: ({ timeframe }, context) => noneOf('in this flow', timeframe, context),
  refer: ({ timeframe }, to) => to.filter('not-in-flow', timeframe),
};
