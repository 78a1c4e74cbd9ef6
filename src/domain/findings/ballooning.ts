import { isKnown } from '../account/known';
import { valueOf } from '../settings/setting';
import { isYoung } from './age';
import { segmentSubject } from './subject';
import { ballooningShare, nearEmptyMembers, spareNewDays } from './findings-settings';
import { declareFinding, threshold } from './declare-finding';
import type { Found } from './declare-finding';

export const ballooning = declareFinding({
  kind: 'ballooning',
  title: 'Sudden change',
  meaning: 'It grew or shrank far faster than audiences do: check for an import, a changed rule or a broken integration.',
  about: ['segment'],
  settings: [ballooningShare, nearEmptyMembers, spareNewDays],
  severity: 'note',
  needs: [],
  consequences: { breaksCover: 'no', remedy: { how: 'review' }, retirement: 'no reason', urgent: null },
  decide: ({ account, settings, now }) => {
    const limit = valueOf(settings, ballooningShare) / 100;
    const least = valueOf(settings, nearEmptyMembers);
    return account.segments.flatMap(({ segment }): readonly Found[] => {
      if (!segment.isActive || !isKnown(segment.members)) return [];
      const { total, net, days } = segment.members.value;
      if (net === null || days <= 0 || isYoung(segment, days + valueOf(settings, spareNewDays), now)) return [];
      const start = total - net;
      // Reports may cover more than 30 days: the change is taken per 30 days, so that slow growth over a year is not sudden.
      const monthly = start > 0 ? (net / start) * (30 / Math.max(30, days)) : 0;
      if (Math.max(start, total) < least || start <= 0 || Math.abs(monthly) < limit) return [];
      return [
        {
          subject: segmentSubject(segment.id),
          evidence: `Members went from ${account.formats.count(start)} to ${account.formats.count(total)} in ${account.formats.counted(days, 'day')} (${net > 0 ? '+' : '−'}${account.formats.share(Math.abs(net / start))}).`,
          threshold: threshold(ballooningShare, limit * 100),
        },
      ];
    });
  },
});
