import type { AudienceFit } from '../comparison/match-catalogue';
import { isKnown } from '../account/known';
import { isYoung } from './age';
import { listSubject, segmentSubject } from './subject';
import { spareNewDays } from './findings-settings';
import { audienceOf } from '../catalogue/catalogue';
import { valueOf } from '../settings/setting';
import { declareFinding, threshold } from './declare-finding';

/** Fits by which a segment is such an audience or a part of it; a wider one, or one that merely overlaps, has no reason to be empty. */
const IS_THE_AUDIENCE: ReadonlySet<AudienceFit> = new Set<AudienceFit>(['exact', 'other thresholds', 'part of it', 'by name only']);

export const empty = declareFinding({
  kind: 'empty',
  title: 'Empty',
  meaning: 'Nobody is in it, so whatever uses it reaches no one.',
  about: ['segment', 'list'],
  settings: [spareNewDays],
  severity: 'warning',
  needs: [],
  consequences: { breaksCover: 'no', remedy: { how: 'review' }, retirement: 'a reason', urgent: null },
  decide: ({ account, settings, now, matchesOf }) => {
    const young = valueOf(settings, spareNewDays);
    const segments = account.segments.filter(({ segment }) => {
      if (!isKnown(segment.members) || segment.members.value.total > 0 || (segment.members.value.max ?? 0) > 0) return false;
      return (
        !segment.isProcessing &&
        !isYoung(segment, young, now) &&
        !matchesOf(segment.id).some((match) => IS_THE_AUDIENCE.has(match.fit) && audienceOf(match.audienceId)?.rarelyFilled)
      );
    });
    const lists = account.lists.filter((list) => isKnown(list.members) && list.members.value === 0 && !isYoung(list, young, now));
    return [
      ...segments.map(({ segment }) => {
        const members = isKnown(segment.members) ? segment.members.value : null;
        const over = members !== null && members.max !== null ? `, and none in the last ${members.days} days` : '';
        return { subject: segmentSubject(segment.id), evidence: `The segment has no members${over}.`, threshold: threshold(spareNewDays, young) };
      }),
      ...lists.map((list) => ({ subject: listSubject(list.id), evidence: 'The list has no members.', threshold: threshold(spareNewDays, young) })),
    ];
  },
});
