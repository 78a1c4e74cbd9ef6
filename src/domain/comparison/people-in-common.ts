import type { Rule } from '../rule/rule';
import type { BitSet } from './bit-set';
import type { Memberships, SharedPeople } from './memberships';

/** A rule that is compared: a lifecycle audience's, or a segment's. */
export interface Named {
  readonly id: string;
  readonly rule: Rule;
}

/** What an audience and a segment share on one day. */
export interface DayInCommon extends SharedPeople {
  readonly daysAgo: number;
  /** Share of the audience that the segment holds, 0..1. */
  readonly inIt: number;
  /** Share of the segment that is outside the audience, 0..1. */
  readonly beside: number;
}

/** How one segment holds one audience, on every day that can be told (today first where it can). */
export interface InCommon {
  readonly segmentId: string;
  readonly days: readonly DayInCommon[];
  /** The worst of the days: least share of the audience held, most of the segment outside it. */
  readonly inIt: number;
  readonly beside: number;
}

export interface PeopleInCommon {
  /** Segments with anybody of the audience, nearest first: those that hold most of it with fewest beside. */
  readonly ofAudience: (audienceId: string) => readonly InCommon[];
  /** People in an audience today; null where they cannot be told on any day. */
  readonly sizeOf: (audienceId: string) => number | null;
  /** True where a segment's members can be told from what was read. */
  readonly tells: (segmentId: string) => boolean;
  /** Segments whose own people are mostly in the audience, and that together hold the wanted share of it; null where none do. At least two. */
  readonly together: (audienceId: string, share: number) => readonly string[] | null;
  /** Who is in an audience today; null where that cannot be told. */
  readonly peopleOf: (audienceId: string) => BitSet | null;
  /** Who meets any rule today; null where that cannot be told. */
  readonly whoMeets: (rule: Rule) => BitSet | null;
  /** People in a set of those compared. */
  readonly count: (people: BitSet) => number;
}

/** Pairs that share less than this either way today are not looked at on past days. */
const WORTH_LOOKING_BACK = 0.25;
/** Of segments that make an audience together, each has at least this share of its own people in it. */
const MOSTLY_IN_IT = 0.9;
/** An audience is made of so many segments at most: beyond it nobody would say that they make it together. */
const MOST_TOGETHER = 4;

/**
 * Compares every audience with every segment by the people in both, day by day, so that one day's answers are in memory at a time:
 * each segment's members are worked out once a day and laid over all audiences.
 * @param days ascending, 0 first; @param membershipsOn who meets which rule on a day
 */
export function peopleInCommon(
  audiences: readonly Named[],
  segments: readonly Named[],
  days: readonly number[],
  membershipsOn: (daysAgo: number) => Memberships,
): PeopleInCommon {
  const cells = new Map(audiences.map(({ id }) => [id, new Map<string, DayInCommon[]>()]));
  const sizes = new Map<string, number>();
  const telling = new Set<string>();
  const makers = new Map<string, { readonly id: string; readonly set: BitSet; readonly size: number }[]>();
  const audienceSets = new Map<string, BitSet>();
  let today: Memberships | null = null;
  for (const daysAgo of days) {
    const memberships = membershipsOn(daysAgo);
    if (daysAgo === 0) today = memberships;
    const wanted = audiences.flatMap(({ id, rule }) => {
      const set = memberships.membersOf(rule);
      if (set === null) return [];
      if (daysAgo === 0) {
        sizes.set(id, memberships.sizeOf(set));
        audienceSets.set(id, set);
      }
      return [{ id, set }];
    });
    for (const segment of segments) {
      if (daysAgo > 0 && !wanted.some(({ id }) => lookedAt(cells.get(id)!.get(segment.id), sizes.has(id) && telling.has(segment.id)))) continue;
      const set = memberships.membersOf(segment.rule);
      if (set === null) continue;
      telling.add(segment.id);
      for (const audience of wanted) {
        const known = cells.get(audience.id)!;
        if (daysAgo > 0 && !lookedAt(known.get(segment.id), sizes.has(audience.id))) continue;
        const shared = memberships.shared(audience.set, set);
        // A day on which nobody is in either says nothing; apart today is apart.
        if (shared.first + shared.second === 0 || (shared.both === 0 && !known.has(segment.id))) continue;
        const day = {
          daysAgo,
          ...shared,
          inIt: shared.first > 0 ? shared.both / shared.first : 1,
          beside: shared.second > 0 ? (shared.second - shared.both) / shared.second : 0,
        };
        known.set(segment.id, [...(known.get(segment.id) ?? []), day]);
        if (daysAgo === 0 && day.beside <= 1 - MOSTLY_IN_IT)
          makers.set(audience.id, [...(makers.get(audience.id) ?? []), { id: segment.id, set, size: shared.both }]);
      }
    }
  }
  const ranked = new Map(
    [...cells].map(([id, of]) => [
      id,
      [...of]
        .map(([segmentId, seen]): InCommon => ({
          segmentId,
          days: seen,
          inIt: Math.min(...seen.map((day) => day.inIt)),
          beside: Math.max(...seen.map((day) => day.beside)),
        }))
        .sort((one, other) => nearness(other) - nearness(one) || (one.segmentId < other.segmentId ? -1 : 1)),
    ]),
  );
  return {
    ofAudience: (id) => ranked.get(id) ?? [],
    sizeOf: (id) => sizes.get(id) ?? null,
    tells: (id) => telling.has(id),
    peopleOf: (id) => audienceSets.get(id) ?? null,
    whoMeets: (rule) => today?.membersOf(rule) ?? null,
    count: (people) => today?.sizeOf(people) ?? 0,
    together: (id, share) => {
      const audience = audienceSets.get(id);
      return audience === undefined || today === null ? null : smallestUnion(audience, makers.get(id) ?? [], share, today);
    },
  };
}

function lookedAt(seen: readonly DayInCommon[] | undefined, toldToday: boolean): boolean {
  if (seen === undefined) return !toldToday;
  const first = seen[0]!;
  return first.inIt >= WORTH_LOOKING_BACK && 1 - first.beside >= WORTH_LOOKING_BACK;
}

/** Jaccard's index of the worst day: both ÷ either, from the two shares. */
function nearness({ inIt, beside }: InCommon): number {
  const inside = 1 - beside;
  return inIt > 0 && inside > 0 ? 1 / (1 / inIt + 1 / inside - 1) : 0;
}

/** Greedy: the one that adds most people first. */
function smallestUnion(
  audience: BitSet,
  makers: readonly { readonly id: string; readonly set: BitSet }[],
  share: number,
  memberships: Memberships,
): readonly string[] | null {
  const size = memberships.sizeOf(audience);
  const chosen: string[] = [];
  let missing = audience;
  for (; chosen.length < MOST_TOGETHER && memberships.sizeOf(missing) > (1 - share) * size;) {
    const added = makers
      .map((maker) => ({ maker, people: chosen.includes(maker.id) ? 0 : memberships.shared(missing, maker.set).both }))
      .reduce<{ maker: (typeof makers)[number]; people: number } | null>((most, one) => (most === null || one.people > most.people ? one : most), null);
    if (added === null || added.people === 0) return null;
    chosen.push(added.maker.id);
    const { set } = added.maker;
    missing = missing.map((word, at) => word & ~set[at]!);
  }
  return size > 0 && chosen.length >= 2 && memberships.sizeOf(missing) <= (1 - share) * size ? chosen : null;
}
