import { meetsFilter } from '../answers';
import { valueClaim } from '../prove/claims';
import type { ConditionKind } from '../condition-kind';
import { ORDINARY } from '../condition-kind';
import { describeFilter } from '../describe-filter';
import type { NumberFilter } from '../filter';
import { isKeyOf, withKeys } from '../json';
import { parseNumberFilter, writeFilter } from '../parse-filter';
import type { AffinityChannel } from '../profile-facts';
import { numbersOfFilter } from '../rule-number';
import { AFFINITY_CHANNELS, AFFINITY_EVIDENCE } from '../channel-affinity';

export interface AffinityPriorityCondition {
  readonly kind: 'affinity-priority';
  readonly channel: AffinityChannel;
  readonly filter: NumberFilter;
}

export const affinityPriority: ConditionKind<AffinityPriorityCondition> = {
  ...ORDINARY,
  parse: {
    'profile-predictive-analytics': (source) => {
      const condition = withKeys(source, ['type', 'dimension', 'measurement', 'predicted_channel', 'filter']);
      const channel = condition?.['predicted_channel'];
      if (condition?.['dimension'] !== 'channel_affinity' || condition['measurement'] !== 'priority' || !isKeyOf(AFFINITY_CHANNELS, channel)) return null;
      return { kind: 'affinity-priority', channel, filter: parseNumberFilter(condition['filter']) };
    },
  },
  write: ({ channel, filter }) => ({
    type: 'profile-predictive-analytics',
    dimension: 'channel_affinity',
    measurement: 'priority',
    predicted_channel: channel,
    filter: writeFilter(filter),
  }),
  describe: ({ channel, filter }, names) => `${AFFINITY_CHANNELS[channel]} place in channel affinity ${describeFilter(filter, names.formats)}`,
  topic: ({ channel }) => `affinity-priority ${channel}`,
  evaluate: ({ channel, filter }, facts, at) => meetsFilter(facts.affinity(channel).priority, filter, at),
  formula: ({ channel, filter }, context) =>
    valueClaim(
      { group: `predicted:priority ${channel}`, property: `@priority ${channel}`, meaning: { type: 'predicted', of: `priority ${channel}` } },
      filter,
      context,
    ),
  refer: ({ filter }, to) => to.filter('affinity-priority', filter),
  numbers: ({ filter }) => numbersOfFilter('affinity', filter),
  evidence: () => AFFINITY_EVIDENCE,
};
