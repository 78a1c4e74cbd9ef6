import type { MemberOverlap } from '../account/inventory';
import { nearDuplicateRatio, sameMembersShare } from './comparison-settings';
import type { Formats } from '../text/format';
import type { SettingValues } from '../settings/setting';
import { valueOf } from '../settings/setting';
import type { Duplicates, NearDuplicate } from './duplicates';

/**
 * The near-duplicates after their members were compared: a pair that member counts alone made one is let go where fewer members than
 * the setting asks are in both; a pair that the rules leave open becomes one where almost all members are in both, as Jaccard's
 * index says (both ÷ either; lifecycle research section 3 takes 0.95). Pairs that were not compared stay as they are.
 */
export function withMeasuredMembers(
  duplicates: Pick<Duplicates, 'near' | 'open'>,
  overlaps: readonly MemberOverlap[],
  settings: SettingValues,
  formats: Formats,
): readonly NearDuplicate[] {
  const byPair = new Map(overlaps.map((overlap) => [pairKey(overlap.segmentId, overlap.otherId), overlap]));
  const leastInside = valueOf(settings, nearDuplicateRatio) / 100;
  const leastShared = valueOf(settings, sameMembersShare) / 100;
  const near = duplicates.near.flatMap((pair): readonly NearDuplicate[] => {
    const overlap = byPair.get(pairKey(pair.segmentId, pair.otherId));
    if (overlap === undefined) return [pair];
    const share = shareOfLarger(overlap);
    return share < leastInside ? [] : [{ ...pair, ratio: share, words: overlapWords(overlap, formats), overlap }];
  });
  const measured = duplicates.open.flatMap((pair): readonly NearDuplicate[] => {
    const overlap = byPair.get(pairKey(pair.segmentId, pair.otherId));
    if (overlap === undefined || jaccard(overlap) < leastShared) return [];
    return [{ ...pair, ratio: shareOfLarger(overlap), words: overlapWords(overlap, formats), proven: false, overlap }];
  });
  return [...near, ...measured];
}

/** One key for a pair of segments, whichever is named first. */
function pairKey(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

/** Members in both as a share of the larger segment's; 0 where neither has any. */
function shareOfLarger({ both, first, second }: MemberOverlap): number {
  return both / Math.max(1, first, second);
}

/** Members in both as a share of those in either; 0 where there are none. */
function jaccard({ both, first, second }: MemberOverlap): number {
  return both / Math.max(1, first + second - both);
}

/** `412 of 430 members are in both, read on Nov 23, 2026`: of the larger segment's members. */
function overlapWords({ both, first, second, asOf }: MemberOverlap, formats: Formats): string {
  return `${formats.count(both)} of ${formats.count(Math.max(first, second))} members are in both, read on ${formats.date(asOf)}`;
}
