import type { Instant } from '../account/known';
import type { GroupUse } from './group-use';

/** One direct reference to a list or segment, before indirect uses are worked out. */
export interface GroupReference {
  readonly groupId: string;
  readonly by: GroupUse['by'];
  readonly how: GroupUse['how'];
  /** Live by itself: a live flow, a scheduled campaign, a campaign of the window, a published form. Always false for a segment's rule:
   * that is live when the segment is. */
  readonly live: boolean;
  /** Neither live nor over: a draft that a person may still want (draft flow or campaign, not archived). */
  readonly draft: boolean;
  /** When a campaign was sent; null for anything else. */
  readonly at: Instant | null;
}

/** Where every list and segment is used. Asking is cheap; the answers are computed when asked. */
export interface UseGraph {
  /** References to the group itself. */
  directUsesOf(groupId: string): readonly GroupUse[];
  /** Direct uses first, then uses of segments that refer to it, directly or through others. At most `most` in all. */
  usesOf(groupId: string, most?: number): readonly GroupUse[];
  /** True when something live uses it, directly or through other segments. */
  isLive(groupId: string): boolean;
  /** True when a draft flow or campaign uses it, directly or through other segments. */
  isInDraft(groupId: string): boolean;
  /** Time of the last campaign sent to or excluding it, directly or through other segments; null when none is known. */
  lastUsedOf(groupId: string): Instant | null;
  /** Segments whose rule refers to it. */
  referredToBy(groupId: string): readonly string[];
  /** Lists and segments that the segment's rule refers to. */
  refersTo(segmentId: string): readonly string[];
  /** Why a use may be missing here, one reason each; empty when everything was read. While there is one, nothing may be retired. */
  readonly unknownBecause: readonly string[];
}

/** Uses listed for one group unless told otherwise: enough for a person, small enough for a note. */
const MOST_USES = 300;

/**
 * Builds the graph of uses. `unknownBecause` holds one plain reason for each part of the account that could not be read, since an
 * unread flow may use anything. Time is linear in the number of references for the flags, and in what is returned for the lists.
 */
export function buildUseGraph(references: readonly GroupReference[], unknownBecause: readonly string[]): UseGraph {
  const byGroup = grouped(references, (reference) => reference.groupId);
  const segmentRules = references.filter((reference) => reference.how === 'segment rule');
  const referredTo = mapOfSets(segmentRules, (reference) => [reference.groupId, reference.by.id]);
  const refersTo = mapOfSets(segmentRules, (reference) => [reference.by.id, reference.groupId]);

  const own = references.filter((reference) => reference.how !== 'segment rule');
  const live = downward(
    own.filter((reference) => reference.live).map((reference) => reference.groupId),
    refersTo,
  );
  const drafts = downward(
    own.filter((reference) => reference.draft).map((reference) => reference.groupId),
    refersTo,
  );
  const lastUsed = latest(own, refersTo);

  const toUse = (reference: GroupReference, indirect: boolean): GroupUse => ({
    by: reference.by,
    how: reference.how,
    indirect,
    at: reference.at,
    live: reference.how === 'segment rule' ? live.has(reference.by.id) : reference.live,
  });
  const directUsesOf = (groupId: string): readonly GroupUse[] => (byGroup.get(groupId) ?? []).map((reference) => toUse(reference, false));

  return {
    unknownBecause,
    directUsesOf,
    usesOf(groupId, most = MOST_USES) {
      const uses = directUsesOf(groupId).slice(0, most);
      const seen = new Set([groupId]);
      const queue = [...(referredTo.get(groupId) ?? [])];
      for (let at = 0; at < queue.length && uses.length < most; at += 1) {
        const segmentId = queue[at]!;
        if (seen.has(segmentId)) continue;
        seen.add(segmentId);
        for (const reference of byGroup.get(segmentId) ?? []) {
          if (uses.length < most) uses.push(toUse(reference, true));
        }
        queue.push(...(referredTo.get(segmentId) ?? []));
      }
      return uses;
    },
    isLive: (groupId) => live.has(groupId),
    isInDraft: (groupId) => drafts.has(groupId),
    lastUsedOf: (groupId) => lastUsed.get(groupId) ?? null,
    referredToBy: (groupId) => [...(referredTo.get(groupId) ?? [])],
    refersTo: (segmentId) => [...(refersTo.get(segmentId) ?? [])],
  };
}

/** Everything reached from `starts` by following `next`, the starts included. */
function downward(starts: readonly string[], next: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [...starts];
  while (open.length > 0) {
    const id = open.pop()!;
    if (reached.has(id)) continue;
    reached.add(id);
    for (const other of next.get(id) ?? []) if (!reached.has(other)) open.push(other);
  }
  return reached;
}

/** Latest time per group: latest first, so that each group is visited once. */
function latest(references: readonly GroupReference[], refersTo: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, Instant> {
  const times = new Map<string, Instant>();
  const sent = references.filter((reference) => reference.at !== null).sort((a, b) => b.at! - a.at!);
  for (const { groupId, at } of sent) {
    const open = [groupId];
    while (open.length > 0) {
      const id = open.pop()!;
      if (times.has(id)) continue;
      times.set(id, at!);
      open.push(...(refersTo.get(id) ?? []));
    }
  }
  return times;
}

function mapOfSets<T>(items: readonly T[], pair: (item: T) => readonly [string, string]): ReadonlyMap<string, ReadonlySet<string>> {
  const sets = new Map<string, Set<string>>();
  for (const item of items) {
    const [from, to] = pair(item);
    const set = sets.get(from);
    if (set === undefined) sets.set(from, new Set([to]));
    else set.add(to);
  }
  return sets;
}

/** Items by key, in the order in which they came. */
export function grouped<T, K>(items: readonly T[], key: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const at = key(item);
    const group = groups.get(at);
    if (group === undefined) groups.set(at, [item]);
    else group.push(item);
  }
  return groups;
}
