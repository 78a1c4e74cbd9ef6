import type { Inventory, Segment } from '../account/inventory';
import type { Instant } from '../account/known';
import { isKnown } from '../account/known';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import { nearDuplicateRatio, overlapMembers, sameMembersShare } from './comparison-settings';
import type { SettingValues } from '../settings/setting';
import { valueOf } from '../settings/setting';
import { createFormats } from '../text/format';
import { engagementMetrics, findDuplicates } from './duplicates';
import { parsedSegment } from '../model/parsed-account';
import { readSegmentRules } from '../model/segment-rules';
import type { RuleReader } from '../model/segment-rules';

/** So many pairs are compared member by member in one reading: at 2,000 members each that is 800 requests at the very most. */
const MOST_PAIRS = 20;

/**
 * Pairs of segment ids whose members are worth comparing, nearest in size first: near-duplicates as their rules and member counts tell, and pairs that the
 * rules leave open. Both are active and no larger than the setting allows. Proven duplicates need no comparison. Of large segments no more than the rule is read.
 */
export function overlapCandidates(
  inventory: Pick<Inventory, 'account' | 'metrics' | 'lists' | 'segments'>,
  recognized: Pick<RecognizedMetrics, 'byAlias'>,
  settings: SettingValues,
  now: Instant,
  readRules: RuleReader = readSegmentRules,
): readonly (readonly [string, string])[] {
  const most = valueOf(settings, overlapMembers);
  if (!isKnown(inventory.segments) || !inventory.segments.value.some((segment) => isComparable(segment, most))) return [];
  const { segments, engine } = readRules(inventory, now);
  // Neighbours in size are compared, so leaving out the large ones changes nothing among the small; frozen ones are left out only in the end.
  const small = segments.filter(({ segment }) => isKnown(segment.members) && segment.members.value.total <= most).map((each) => parsedSegment(each, engine));
  const active = new Set(small.filter(({ segment }) => isComparable(segment, most)).map(({ segment }) => segment.id));
  const { near, open } = findDuplicates(
    { segments: small, engine, formats: createFormats(inventory.account) },
    valueOf(settings, nearDuplicateRatio) / 100,
    engagementMetrics(recognized),
  );
  // Two segments share at most as much as the smaller is of the larger.
  const possible = open.filter(({ ratio }) => ratio >= valueOf(settings, sameMembersShare) / 100);
  return [...near, ...possible]
    .filter(({ segmentId, otherId }) => active.has(segmentId) && active.has(otherId))
    .sort((a, b) => b.ratio - a.ratio || (a.segmentId < b.segmentId ? -1 : a.segmentId > b.segmentId ? 1 : a.otherId < b.otherId ? -1 : 1))
    .slice(0, MOST_PAIRS)
    .map(({ segmentId, otherId }) => [segmentId, otherId] as const);
}

function isComparable({ isActive, members }: Segment, most: number): boolean {
  return isActive && isKnown(members) && members.value.total > 0 && members.value.total <= most;
}
