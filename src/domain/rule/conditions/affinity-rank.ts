import { meetsFilter } from '../answers';
import { AFFINITY_CHANNELS, AFFINITY_EVIDENCE } from '../channel-affinity';
import { valueClaim } from '../prove/claims';
import type { ConditionKind } from '../condition-kind';
import { ORDINARY, none, nothing } from '../condition-kind';
import type { StringFilter } from '../filter';
import { isKeyOf, withKeys } from '../json';
import { parseWord } from '../parse-filter';
import type { AffinityChannel } from '../profile-facts';

export interface AffinityRankCondition {
  readonly kind: 'affinity-rank';
  readonly channel: AffinityChannel;
  readonly operator: 'equals' | 'not-equals';
  readonly value: 'high' | 'medium' | 'low';
}

const filterOf = ({ operator, value }: AffinityRankCondition): StringFilter => ({ type: 'string', operator, value });

export const affinityRank: ConditionKind<AffinityRankCondition> = {
  ...ORDINARY,
  parse: {
    'profile-predictive-analytics': (source) => {
      const condition = withKeys(source, ['type', 'dimension', 'measurement', 'predicted_channel', 'filter']);
      const channel = condition?.['predicted_channel'];
      if (condition?.['dimension'] !== 'channel_affinity' || condition['measurement'] !== 'rank' || !isKeyOf(AFFINITY_CHANNELS, channel)) return null;
      const word = parseWord(condition['filter'], ['high', 'medium', 'low'] as const);
      return word && { kind: 'affinity-rank', channel, ...word };
    },
  },
  write: (condition) => ({
    type: 'profile-predictive-analytics',
    dimension: 'channel_affinity',
    measurement: 'rank',
    predicted_channel: condition.channel,
    filter: filterOf(condition),
  }),
  describe: ({ channel, operator, value }) => `${AFFINITY_CHANNELS[channel]} channel affinity is ${operator === 'equals' ? '' : 'not '}${value}`,
  topic: ({ channel }) => `affinity-rank ${channel}`,
  evaluate: (condition, facts, at) => meetsFilter(facts.affinity(condition.channel).rank, filterOf(condition), at),
  formula: (condition, context) => {
    const { channel } = condition;
    return valueClaim(
      { group: `predicted:rank ${channel}`, property: `@rank ${channel}`, meaning: { type: 'predicted', of: `rank ${channel}` } },
      filterOf(condition),
      context,
    );
  },
  refer: nothing,
  numbers: none,
  evidence: () => AFFINITY_EVIDENCE,
};
