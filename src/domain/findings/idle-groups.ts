import type { Segment, SubscriberList } from '../account/inventory';
import { valueOf } from '../settings/setting';
import { isYoung } from './age';
import type { Subject } from './finding';
import type { FindingContext } from './finding-context';
import { listSubject, segmentSubject } from './finding-context';
import { spareNewDays } from './findings-settings';

/** Lists and segments that nothing live uses, neither starred nor new. Empty while part of the uses is unknown. */
export function idleGroups({ account, settings, now }: FindingContext): readonly { readonly subject: Subject; readonly group: Segment | SubscriberList }[] {
  if (account.uses.unknownBecause.length > 0) return [];
  const young = valueOf(settings, spareNewDays);
  const still = (group: Segment | SubscriberList): boolean => !account.uses.isLive(group.id) && !isYoung(group, young, now);
  return [
    ...account.segments.filter(({ segment }) => !segment.isStarred && still(segment)).map(({ segment }) => ({ subject: segmentSubject(segment.id), group: segment })),
    ...account.lists.filter(still).map((list) => ({ subject: listSubject(list.id), group: list })),
  ];
}
