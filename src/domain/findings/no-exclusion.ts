import { campaignStanding } from '../model/group-references';
import { valueOf } from '../settings/setting';
import { listSubject } from './subject';
import { tooBroadShare } from './findings-settings';
import { shareOfBase } from './too-broad';
import { enumerated } from '../text/lists';
import { quoted } from '../text/quotes';
import { declareFinding, threshold } from './declare-finding';
import type { Found } from './declare-finding';

export const noExclusion = declareFinding({
  kind: 'no-exclusion',
  title: 'Whole list, no exclusions',
  meaning: 'The campaign goes to a whole list, or nearly everybody, and leaves nobody out.',
  about: ['campaign'],
  settings: [tooBroadShare],
  severity: 'warning',
  needs: [],
  consequences: { breaksCover: 'no', remedy: { how: 'none' }, retirement: 'no reason', urgent: null },
  decide: (context) => {
    const { account, settings } = context;
    const limit = valueOf(settings, tooBroadShare) / 100;
    return account.campaigns.flatMap((campaign): readonly Found[] => {
      if (campaign.excluded.length > 0 || campaignStanding(campaign, account.windowStart) !== 'live') return [];
      const whole = campaign.included.flatMap((id) => {
        const name = account.names.group(id);
        const share = shareOfBase(context, id);
        const isList = account.listById.has(id);
        if (name === null || (!isList && (share === null || share.value < limit))) return [];
        return [
          `${isList ? 'the whole list' : 'the segment'} ${quoted(name.name)}${share === null ? '' : ` (${account.formats.share(share.value)} of everyone reachable by email)`}`,
        ];
      });
      if (whole.length === 0) return [];
      return [
        {
          subject: { type: 'campaign', id: campaign.id },
          threshold: threshold(tooBroadShare, limit * 100),
          evidence: `It goes to ${enumerated(whole)} and excludes nobody.`,
          related: campaign.included.flatMap((id) =>
            account.listById.has(id) ? [listSubject(id)] : account.segmentById.has(id) ? [{ type: 'segment' as const, id }] : [],
          ),
        },
      ];
    });
  },
});
