import type { MemberOverlap } from '../account/inventory';
import { isKnown } from '../account/known';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import type { ParsedAccount, ParsedSegment } from '../model/parsed-account';
import { ruleLikeness } from './rule-likeness';
import { grouped } from '../model/use-graph';
import { topicsKey } from './topics';

/** Two segments that are nearly the same: one lies inside the other and is almost as large, or almost all members are in both. */
export interface NearDuplicate {
  readonly segmentId: string;
  readonly otherId: string;
  /** True when only thresholds differ. */
  readonly sameShape: boolean;
  /** Members of the smaller against the larger, 0..1. */
  readonly ratio: number;
  /** `1,204 against 1,260 members`, or what a comparison of the members has shown. */
  readonly words: string;
  /** True when the rules prove that one lies inside the other; false when only the compared members speak for it. */
  readonly proven: boolean;
  /** Their members compared; null where they were not. */
  readonly overlap: MemberOverlap | null;
}

/** Two segments of like size and like rules that the rules alone neither prove nor refute to be near-duplicates. */
export interface OpenPair {
  readonly segmentId: string;
  readonly otherId: string;
  readonly sameShape: boolean;
  readonly ratio: number;
}

export interface Duplicates {
  /** Segments with the same audience, proven: two or more each, in the account's order. */
  readonly equal: readonly (readonly string[])[];
  readonly near: readonly NearDuplicate[];
  readonly open: readonly OpenPair[];
}

/** Each segment is compared with at most so many others of like size in each of its buckets: keeps the work linear in the account. */
const NEIGHBOURS = 3;
/** Rules about more things than this are compared only with rules about exactly the same things. */
const MOST_TOPICS = 8;
/** Nested engagement tiers (30, 60, 90 days) are intended: they count as near-duplicates only from here. */
const TIER_RATIO = 0.95;
/** Rules this much alike may mean nearly the same although it cannot be decided (see rule-likeness.ts). */
const OPEN_LIKENESS = 0.6;
/** Metrics whose nested windows (30, 60, 90 days) are intended tiers. */
const ENGAGEMENT = ['open', 'click', 'site', 'viewed', 'clicked_sms'] as const;

/** Ids of the metrics whose nested windows are intended. */
export function engagementMetrics(recognized: Pick<RecognizedMetrics, 'byAlias'>): ReadonlySet<string> {
  return new Set(ENGAGEMENT.flatMap((alias) => recognized.byAlias.get(alias)?.metricIds ?? []));
}

/**
 * Finds equal and nearly equal segments without comparing every pair: equal ones share the engine's key; candidates for near ones share
 * shape or topics, or one is about one thing more, and their member counts are within `ratio` of one another.
 * @param ratio least share of the larger's members that the smaller has, 0..1
 * @param engagementMetrics metrics whose nested tiers are intended
 */
export function findDuplicates(
  account: Pick<ParsedAccount, 'segments' | 'engine' | 'formats'>,
  ratio: number,
  engagementMetrics: ReadonlySet<string>,
): Duplicates {
  const segments = account.segments.filter(({ status }) => status.status !== 'contradictory');
  const sets = new EqualSets();
  for (const group of grouped(segments, ({ key }) => key).values()) {
    for (const other of group.slice(1)) sets.join(group[0]!.segment.id, other.segment.id);
  }
  const near: NearDuplicate[] = [];
  const open: OpenPair[] = [];
  const alike = ruleLikeness(account.engine);
  for (const [smaller, larger] of candidatePairs(segments, ratio)) {
    if (sets.same(smaller.segment.id, larger.segment.id)) continue;
    const { relation } = account.engine.compare(smaller.rule, larger.rule);
    const share = membersOf(smaller)! / membersOf(larger)!;
    const sameShape = smaller.shape === larger.shape;
    if (relation === 'equivalent') sets.join(smaller.segment.id, larger.segment.id);
    else if (sameShape && share < TIER_RATIO && isEngagementTier(smaller, engagementMetrics)) continue;
    else if (relation === 'inside' || relation === 'contains') {
      const [inner, outer] = relation === 'inside' ? [smaller, larger] : [larger, smaller];
      near.push({
        segmentId: inner.segment.id,
        otherId: outer.segment.id,
        sameShape,
        ratio: share,
        proven: true,
        overlap: null,
        words: `${account.formats.count(membersOf(inner)!)} against ${account.formats.count(membersOf(outer)!)} members`,
      });
    } else if (relation !== 'disjoint' && (sameShape || (relation === 'not decided' && alike(smaller.rule, larger.rule) >= OPEN_LIKENESS))) {
      open.push({ segmentId: smaller.segment.id, otherId: larger.segment.id, sameShape, ratio: share });
    }
  }
  const apart = ({ segmentId, otherId }: OpenPair): boolean => !sets.same(segmentId, otherId);
  return { equal: sets.groups(segments.map(({ segment }) => segment.id)), near: near.filter(apart), open: open.filter(apart) };
}

function isEngagementTier({ references }: ParsedSegment, engagement: ReadonlySet<string>): boolean {
  return references.metricIds.length > 0 && references.metricIds.every((id) => engagement.has(id)) && references.properties.length === 0;
}

/** Pairs worth comparing, smaller first, each once. */
function candidatePairs(segments: readonly ParsedSegment[], ratio: number): readonly (readonly [ParsedSegment, ParsedSegment])[] {
  const sized = segments.filter((one) => (membersOf(one) ?? 0) > 0).sort((a, b) => membersOf(a)! - membersOf(b)! || (a.segment.id < b.segment.id ? -1 : 1));
  const byTopics = grouped(sized, (one) => topicsKey(one.subjects));
  const pairs = new Map<string, readonly [ParsedSegment, ParsedSegment]>();
  const add = (smaller: ParsedSegment, larger: ParsedSegment): void => {
    if (smaller !== larger && membersOf(smaller)! >= ratio * membersOf(larger)!) pairs.set(`${smaller.segment.id} ${larger.segment.id}`, [smaller, larger]);
  };
  for (const bucket of [...byTopics.values(), ...grouped(sized, ({ shape }) => shape).values()]) {
    bucket.forEach((one, at) => bucket.slice(at + 1, at + 1 + NEIGHBOURS).forEach((other) => add(one, other)));
  }
  for (const one of sized) {
    for (const key of withoutOne(one.subjects)) {
      const bucket = byTopics.get(key);
      if (bucket === undefined) continue;
      const start = firstAtLeast(bucket, membersOf(one)!);
      bucket.slice(start, start + NEIGHBOURS).forEach((other) => add(one, other));
      bucket.slice(Math.max(0, start - 1), start).forEach((other) => add(other, one));
    }
  }
  return [...pairs.values()];
}

/** Keys of the topics with one left out: what a rule without one of the conditions would be about. */
function withoutOne(topics: readonly string[]): readonly string[] {
  if (topics.length < 2 || topics.length > MOST_TOPICS) return [];
  return topics.map((left) => topicsKey(topics.filter((topic) => topic !== left)));
}

/** Index of the first of a bucket sorted by members that has at least so many. */
function firstAtLeast(bucket: readonly ParsedSegment[], members: number): number {
  let low = 0;
  let high = bucket.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (membersOf(bucket[middle]!)! < members) low = middle + 1;
    else high = middle;
  }
  return low;
}

function membersOf({ segment }: ParsedSegment): number | null {
  return isKnown(segment.members) ? segment.members.value.total : null;
}

/** Sets of equal segments, joined pair by pair. */
class EqualSets {
  private readonly parent = new Map<string, string>();

  root(id: string): string {
    let at = id;
    for (let next = this.parent.get(at); next !== undefined; next = this.parent.get(at)) at = next;
    return at;
  }

  join(a: string, b: string): void {
    const [first, second] = [this.root(a), this.root(b)];
    if (first !== second) this.parent.set(second, first);
  }

  same(a: string, b: string): boolean {
    return this.root(a) === this.root(b);
  }

  groups(ids: readonly string[]): readonly (readonly string[])[] {
    return [...grouped(ids, (id) => this.root(id)).values()].filter((group) => group.length > 1);
  }
}
