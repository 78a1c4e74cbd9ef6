import { campaignStanding } from '../model/group-references';
import { valueOf } from '../settings/setting';
import type { Finding } from './finding';
import type { FindingDeclaration } from './finding-context';
import { listSubject, threshold } from './finding-context';
import { tooBroadShare } from './findings-settings';
import { shareOfBase } from './too-broad';
import { enumerated, percent, quoted } from '../text/sentence-words';

export const noExclusion: FindingDeclaration = {
  kind: 'no-exclusion',
  title: 'Whole list, no exclusions',
  meaning: 'The campaign goes to a whole list, or nearly everybody, and leaves nobody out.',
  about: ['campaign'],
  settings: [tooBroadShare],
  decide: (context) => {
    const { account, settings } = context;
    const limit = valueOf(settings, tooBroadShare) / 100;
    return account.campaigns.flatMap((campaign): readonly Finding[] => {
      if (campaign.excluded.length > 0 || campaignStanding(campaign, account.windowStart) !== 'live') return [];
      const whole = campaign.included.flatMap((id) => {
        const name = account.names.group(id);
        const share = shareOfBase(context, id);
        const isList = account.listById.has(id);
        if (name === null || (!isList && (share === null || share.value < limit))) return [];
        return [`${isList ? 'the whole list' : 'the segment'} ${quoted(name.name)}${share === null ? '' : ` (${percent(share.value)} of everyone reachable by email)`}`];
      });
      if (whole.length === 0) return [];
      return [{
        kind: 'no-exclusion', subject: { type: 'campaign', id: campaign.id }, severity: 'warning', threshold: threshold(tooBroadShare, limit * 100),
        evidence: `It goes to ${enumerated(whole)} and excludes nobody.`,
        related: campaign.included.flatMap((id) => (account.listById.has(id) ? [listSubject(id)] : account.segmentById.has(id) ? [{ type: 'segment' as const, id }] : [])),
      }];
    });
  },
};
