import { isKnown } from '../account/known';
import { valueOf } from '../settings/setting';
import { isYoung } from './age';
import { segmentSubject } from './subject';
import { nearEmptyMembers, nearEmptyShare, spareNewDays } from './findings-settings';
import { declareFinding, threshold } from './declare-finding';
import type { GradedFound } from './declare-finding';

export const nearEmpty = declareFinding({
  kind: 'near-empty',
  title: 'Too small',
  meaning: 'Too few people for a campaign of its own; a flow can still use it.',
  about: ['segment'],
  settings: [nearEmptyMembers, nearEmptyShare, spareNewDays],
  severity: 'case by case',
  needs: [],
  consequences: { breaksCover: 'no', remedy: { how: 'review' }, retirement: 'no reason', urgent: null },
  decide: ({ account, behavior, settings, now }) => {
    const least = valueOf(settings, nearEmptyMembers);
    const share = valueOf(settings, nearEmptyShare) / 100;
    const young = valueOf(settings, spareNewDays);
    const base = isKnown(behavior.reachableBase.value) ? behavior.reachableBase.value.value : null;
    return account.segments.flatMap(({ segment }): readonly GradedFound[] => {
      if (!isKnown(segment.members) || isYoung(segment, young, now)) return [];
      const { total } = segment.members.value;
      const byCount = total < least;
      // A small account has small segments: the share says something only where it stands for more people than the count.
      const byShare = base !== null && base * share > least && total < base * share;
      if (total === 0 || (!byCount && !byShare)) return [];
      const inCampaign = account.uses.directUsesOf(segment.id).some((use) => use.live && use.how === 'campaign include');
      const measure =
        byCount || base === null
          ? `${account.formats.counted(total, 'member')}, fewer than ${account.formats.count(least)}`
          : `${account.formats.counted(total, 'member')}, ${account.formats.share(total / base)} of the ${account.formats.count(base)} people reachable by email`;
      return [
        {
          subject: segmentSubject(segment.id),
          severity: inCampaign ? 'warning' : 'note',
          evidence: `${measure}${inCampaign ? '; a campaign of the planning window was sent to it' : ''}.`,
          threshold: byCount ? threshold(nearEmptyMembers, least) : threshold(nearEmptyShare, share * 100),
        },
      ];
    });
  },
});
