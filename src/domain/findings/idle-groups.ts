import type { Segment, SubscriberList } from '../account/inventory';
import { valueOf } from '../settings/setting';
import { isYoung } from './age';
import type { FindingContext } from './finding-context';
import { listSubject, segmentSubject } from './subject';
import type { Subject } from './subject';
import { spareNewDays } from './findings-settings';

/** Lists and segments that nothing live uses, neither starred nor new. Right only where every use is known: whoever asks needs `all uses`. */
export function idleGroups({ account, settings, now }: FindingContext): readonly { readonly subject: Subject; readonly group: Segment | SubscriberList }[] {
  const young = valueOf(settings, spareNewDays);
  const still = (group: Segment | SubscriberList): boolean => !account.uses.isLive(group.id) && !isYoung(group, young, now);
  return [
    ...account.segments
      .filter(({ segment }) => !segment.isStarred && still(segment))
      .map(({ segment }) => ({ subject: segmentSubject(segment.id), group: segment })),
    ...account.lists.filter(still).map((list) => ({ subject: listSubject(list.id), group: list })),
  ];
}
