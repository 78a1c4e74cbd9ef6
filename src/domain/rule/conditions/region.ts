import type { ConditionKind } from '../condition-kind';
import { ORDINARY, none, nothing } from '../condition-kind';
import { isTruth, withKeys } from '../json';
import type { Region } from '../profile-facts';
import { texts } from '../prove/values';

export interface RegionCondition {
  readonly kind: 'region';
  readonly inRegion: boolean;
  readonly region: Region;
}

export const region: ConditionKind<RegionCondition> = {
  ...ORDINARY,
  parse: {
    'profile-region': (source) => {
      const condition = withKeys(source, ['type', 'in_region', 'region']);
      const name = condition?.['region'];
      const inRegion = condition?.['in_region'];
      if (!isTruth(inRegion) || (name !== 'european_union' && name !== 'united_states')) return null;
      return { kind: 'region', inRegion, region: name };
    },
  },
  write: (condition) => ({ type: 'profile-region', in_region: condition.inRegion, region: condition.region }),
  describe: (condition) => `is ${condition.inRegion ? '' : 'not '}in the ${condition.region === 'european_union' ? 'European Union' : 'United States'}`,
  topic: () => 'region',
  evaluate: (condition, facts) => {
    const inside = facts.inRegion(condition.region);
    return inside === null ? null : inside === condition.inRegion;
  },
  formula: (condition, { vocabulary }) => {
    const subject = `region:${condition.region}`;
    return vocabulary.claim(
      { subject, group: subject, mayBeMissing: false, meaning: { type: 'region', region: condition.region } },
      texts([condition.inRegion ? 'in' : 'out']),
    );
  },
  refer: nothing,
  numbers: none,
  evidence: () => ({ from: 'country' }),
};
