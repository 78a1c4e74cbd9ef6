import type { MemberOverlap } from '../../domain/account/inventory';
import { DAY, type Instant } from '../../domain/account/known';
import { fingerprint } from '../../domain/comparison/fingerprint';
import { get, L } from '../http/endpoint';
import { arrayOf, objectOf, textOf } from '../http/json';
import { pathOf, pathWithQuery } from '../http/request';
import { after, type Collection } from '../schedule/collection';
import type { Handler, ReadingContext } from '../schedule/context';
import type { Pieces } from '../state/pieces';

declare module '../schedule/work-item' {
  /** `page`: how many pages were read before. */
  interface WorkKinds {
    readonly 'segment-members': { readonly segmentId: string; readonly page: number };
  }
}
declare module '../state/records' {
  interface Records {
    /** Fingerprints of the members on one page, by segment and page; only until they are counted. */
    readonly memberPages: Pieces<string>;
    readonly overlaps: Pieces<StoredOverlap>;
  }
}
declare module '../state/head' {
  /** Pairs of segments whose members are compared; missing until that is decided. */
  interface CollectionState {
    overlapPairs?: readonly (readonly [string, string])[];
  }
}

/** A comparison of members with what tells whether the two rules were edited since. */
export interface StoredOverlap extends MemberOverlap {
  readonly updated: readonly [Instant | null, Instant | null];
}

const SEGMENT_MEMBERS = get(
  'segmentMembers',
  '/api/segments/{id}/relationships/profiles',
  L,
  100,
  ['segments:read', 'profiles:read'],
  'the members of segments',
  'Ids alone, 100 a page: only of the few small segments that may be near-duplicates, to count who is in both.',
);

/** A segment that proves this many times as large as it was said to be is not read on: it has become too large to compare. */
const MOST_GROWTH = 2;

/** Members of one segment, page by page: of each only a fingerprint is kept, and that only until the members are counted. */
const readSegmentMembers: Handler<'segment-members'> = {
  endpoint: () => SEGMENT_MEMBERS,
  shape: (work) => ({ path: pathWithQuery(pathOf(SEGMENT_MEMBERS, work.segmentId), { 'page[size]': SEGMENT_MEMBERS.pageSize }) }),
  answer: (work, answer, next, context) => {
    const { records, head } = context;
    const ids = arrayOf(objectOf(answer).data).flatMap((member) => textOf(objectOf(member).id) ?? []);
    // A page of its own for each answer, so that one that is asked for twice takes its own place again.
    records.memberPages.set(pageKey(work.segmentId, work.page), ids.map(fingerprint).join(' '), head.reading);
    if (next === null) return null;
    const said = records.segmentMembers.get(work.segmentId)?.total ?? 0;
    if ((work.page + 1) * SEGMENT_MEMBERS.pageSize > MOST_GROWTH * said) {
      forgetPages(work.segmentId, context);
      return null;
    }
    return { ...work, page: work.page + 1 };
  },
  failed: (work, failure, context) => {
    forgetPages(work.segmentId, context);
    // Without the scope for profiles nothing is compared; that profiles are missing is said of the profiles themselves.
    if (failure.kind === 'missing-scope') {
      context.drop('segment-members');
      context.records.memberPages.clear();
    } else if (failure.kind !== 'gone') context.unread('members of some segments that may be near-duplicates', failure);
    return null;
  },
  essential: false,
};

/** Queues the segments of the pairs whose members were not compared lately, each segment once. */
function askOverlaps(context: ReadingContext): void {
  const pairs = context.options.overlapPairs?.(context.inventory()) ?? [];
  const { head, records } = context;
  head.overlapPairs = pairs;
  records.memberPages.clear();
  const wanted = new Set(pairs.filter(([one, other]) => keptOverlap(one, other, context) === null).flat());
  for (const segmentId of wanted) context.add({ kind: 'segment-members', segmentId, page: 0 });
}

/** Counts who is in both of each pair, and forgets the members. A pair that could not be read stays without a comparison. */
function settleOverlaps(context: ReadingContext): void {
  const { head, records } = context;
  const members = membersRead(context);
  for (const [segmentId, otherId] of head.overlapPairs ?? []) {
    const [one, other] = [members.get(segmentId), members.get(otherId)];
    const kept = keptOverlap(segmentId, otherId, context);
    const counted =
      kept !== null || one === undefined || other === undefined
        ? kept
        : {
            segmentId,
            otherId,
            both: [...one].filter((member) => other.has(member)).length,
            first: one.size,
            second: other.size,
            asOf: head.readAt,
            updated: updatedOf(segmentId, otherId, context),
          };
    if (counted !== null) records.overlaps.set(pairKey(segmentId, otherId), counted, head.reading);
  }
  records.overlaps.sweep(head.reading);
  records.memberPages.clear();
}

/** An earlier comparison that still holds: neither segment was edited since, and it is not too old. */
function keptOverlap(segmentId: string, otherId: string, context: ReadingContext): StoredOverlap | null {
  const kept = context.records.overlaps.get(pairKey(segmentId, otherId)) ?? context.records.overlaps.get(pairKey(otherId, segmentId));
  if (kept === undefined || context.head.readAt - kept.asOf > context.settings.overlapDays * DAY) return null;
  const now = updatedOf(kept.segmentId, kept.otherId, context);
  return kept.updated[0] === now[0] && kept.updated[1] === now[1] ? kept : null;
}

function updatedOf(segmentId: string, otherId: string, { records }: ReadingContext): StoredOverlap['updated'] {
  return [records.segments.get(segmentId)?.updated ?? null, records.segments.get(otherId)?.updated ?? null];
}

/** Fingerprints of the members by segment. Pages may overlap when someone joins in between: each member counts once. */
function membersRead({ records }: ReadingContext): ReadonlyMap<string, ReadonlySet<string>> {
  const members = new Map<string, Set<string>>();
  for (const key of records.memberPages.ids()) {
    const segmentId = key.slice(0, key.lastIndexOf(' '));
    const of = members.get(segmentId) ?? new Set<string>();
    for (const member of (records.memberPages.get(key) ?? '').split(' ')) if (member !== '') of.add(member);
    members.set(segmentId, of);
  }
  return members;
}

function forgetPages(segmentId: string, { records }: ReadingContext): void {
  for (const key of records.memberPages.ids()) if (key.startsWith(`${segmentId} `)) records.memberPages.delete(key);
}

const pageKey = (segmentId: string, page: number): string => `${segmentId} ${page}`;
const pairKey = (segmentId: string, otherId: string): string => `${segmentId} ${otherId}`;

/** Members of segments that may be near-duplicates. */
export const members = {
  endpoints: [SEGMENT_MEMBERS],
  work: { 'segment-members': readSegmentMembers },
  records: { memberPages: 'member-pages', overlaps: 'overlaps' },
  steps: [
    { name: 'overlaps', label: 'Comparing members of segments', after: after('needs', 'lists', 'segment sizes'), begin: askOverlaps, end: settleOverlaps },
  ],
  inventory: ({ records }) => ({ memberOverlaps: records.overlaps.values().map(({ updated: _updated, ...overlap }) => overlap) }),
} satisfies Collection;
