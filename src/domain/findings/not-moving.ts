import { isKnown } from '../account/known';
import { valueOf } from '../settings/setting';
import { isYoung } from './age';
import { segmentSubject } from './subject';
import { notMovingDays, spareNewDays } from './findings-settings';
import { declareFinding, threshold } from './declare-finding';
import type { Found } from './declare-finding';

export const notMoving = declareFinding({
  kind: 'not-moving',
  title: 'Not moving',
  meaning: 'Its rule moves with time, yet nobody entered or left: something it counts has probably stopped.',
  about: ['segment'],
  settings: [notMovingDays, spareNewDays],
  severity: 'warning',
  needs: [],
  consequences: { breaksCover: 'no', remedy: { how: 'review' }, retirement: 'no reason', urgent: null },
  decide: ({ account, settings, now }) => {
    const days = valueOf(settings, notMovingDays);
    return account.segments.flatMap(({ segment, references }): readonly Found[] => {
      if (
        !segment.isActive ||
        !references.hasRelativeTime ||
        !isKnown(segment.members) ||
        isYoung(segment, Math.max(days, valueOf(settings, spareNewDays)), now)
      )
        return [];
      const { total, added, removed, days: over } = segment.members.value;
      if (total === 0 || over < days || added !== 0 || removed !== 0) return [];
      return [
        {
          subject: segmentSubject(segment.id),
          evidence: `Nobody entered or left in ${account.formats.counted(over, 'day')} (${account.formats.counted(total, 'member')}), although the rule moves with time.`,
          threshold: threshold(notMovingDays, days),
        },
      ];
    });
  },
});
