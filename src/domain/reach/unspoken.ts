import type { BitSet } from '../comparison/bit-set';
import { bitSet, countOf, cut, eachOf, union, without } from '../comparison/bit-set';
import type { Memberships } from '../comparison/memberships';
import type { Stage } from '../terms/lifecycle-terms';
import type { Untold } from './group-people';
import type { Revenue, BuyingGroup } from './revenue';
import { BUYING_GROUPS } from './revenue';
import type { ReachablePeople, Send } from './sends';
import type { IsTargeted } from './targeted';

/** A lifecycle audience with its people today. */
export interface StagedAudience {
  readonly audienceId: string;
  readonly name: string;
  readonly stage: Stage;
  readonly people: BitSet;
  /** No usable segment has it. */ readonly open: boolean;
}

/** Reachable people who belong to no targeted audience that a campaign or live flow used in the planning window. */
export interface Unspoken {
  readonly people: number;
  /** What it is between where some people cannot be told one by one; both equal `people` where all can. */
  readonly least: number;
  readonly most: number;
  readonly reachable: number;
  /** Their part of the last 365 days' order value of everybody, and of what everybody is expected to spend in the window; null where orders do not tell. */
  readonly lastYear: { readonly value: number; readonly of: number } | null;
  readonly expected: { readonly value: number; readonly of: number } | null;
  /** One person can be in several stages, or in none. */
  readonly byStage: readonly { readonly stage: Stage; readonly people: number }[];
  readonly byGroup: readonly { readonly group: BuyingGroup; readonly people: number }[] | null;
  /** The audience without a segment that would reach most of them, of those that say where people stand (not how they can be reached, or where they live). */
  readonly reachedBy: { readonly audienceId: string; readonly name: string; readonly people: number } | null;
  /** Targeted audiences that counted, and others that did not. */
  readonly targeted: number;
  readonly broad: number;
  readonly untold: readonly Untold[];
  readonly smsTold: boolean;
}

/** Stages whose audiences say how people can be reached or where they live: nothing that a message could be about. */
const NO_OFFER: ReadonlySet<Stage> = new Set(['Engagement', 'Consent and channel', 'Geography']);

/** Beyond this share of everyone reachable between least and most, the figure says nothing. */
const WIDE = 0.5;

/** The figure, or null where what cannot be told leaves it open by more than half of everyone reachable. */
export function unspokenPeople(
  sends: readonly Send[],
  isTargeted: IsTargeted,
  reachable: ReachablePeople,
  today: Memberships,
  revenue: Revenue | null,
  audiences: readonly StagedAudience[],
  mostTargeted: number,
): { readonly found: Unspoken; readonly isWide: boolean } {
  const targeted = sends.filter(isTargeted);
  let spoken: BitSet = bitSet(reachable.any.length << 5);
  for (const people of new Set(targeted.map(({ crowd }) => crowd.people))) spoken = union(spoken, people);
  const set = without(reachable.any, spoken);
  const [people, all] = [today.sizeOf(set), today.sizeOf(reachable.any)];
  const more = byId(targeted.flatMap(({ crowd }) => crowd.more));
  const less = byId(targeted.flatMap(({ crowd }) => crowd.less));
  const least = Math.max(0, people - sumOf(more));
  const most = Math.min(all, people + sumOf(less));
  const sums = revenue === null ? null : sumsOf(set, revenue, today);
  const within = (members: BitSet): number => today.sizeOf(cut(set, members));
  return {
    isWide: most - least > WIDE * all,
    found: {
      people,
      least,
      most,
      reachable: all,
      smsTold: reachable.smsTold,
      lastYear: sums?.lastYear ?? null,
      expected: sums?.expected ?? null,
      byStage: stagesOf(audiences).map(([stage, members]) => ({ stage, people: within(members) })),
      byGroup: revenue === null ? null : groupCounts(set, revenue, today),
      reachedBy: bestOf(
        audiences.filter(({ open, stage, people: members }) => open && !NO_OFFER.has(stage) && today.sizeOf(cut(members, reachable.any)) <= mostTargeted),
        within,
      ),
      targeted: targeted.length,
      broad: sends.length - targeted.length,
      untold: byId([...more, ...less]),
    },
  };
}

function sumsOf(set: BitSet, revenue: Revenue, today: Memberships): Pick<Unspoken, 'lastYear' | 'expected'> {
  const { lastYear, expected } = revenue;
  const total = (of: (profile: number) => number): number => {
    let sum = 0;
    for (let place = 0; place < today.places.length; place += 1) sum += today.weightAt(place) * of(today.places[place]!);
    return sum;
  };
  const part = (of: (profile: number) => number): number => {
    let sum = 0;
    eachOf(set, (place) => {
      sum += today.weightAt(place) * of(today.places[place]!);
    });
    return sum;
  };
  return { lastYear: { value: part(lastYear), of: total(lastYear) }, expected: expected === null ? null : { value: part(expected), of: total(expected) } };
}

function groupCounts(set: BitSet, { groupOf }: Revenue, today: Memberships): NonNullable<Unspoken['byGroup']> {
  const counts = new Map<BuyingGroup, number>();
  eachOf(set, (place) => {
    const group = groupOf(today.places[place]!);
    counts.set(group, (counts.get(group) ?? 0) + today.weightAt(place));
  });
  return BUYING_GROUPS.flatMap((group) => (counts.has(group) ? [{ group, people: counts.get(group)! }] : []));
}

function stagesOf(audiences: readonly StagedAudience[]): readonly (readonly [Stage, BitSet])[] {
  const stages = new Map<Stage, BitSet>();
  for (const { stage, people } of audiences) {
    const before = stages.get(stage);
    stages.set(stage, before === undefined ? people : union(before, people));
  }
  return [...stages];
}

function bestOf(open: readonly StagedAudience[], within: (people: BitSet) => number): Unspoken['reachedBy'] {
  const [best] = open
    .filter(({ people }) => countOf(people) > 0)
    .map(({ audienceId, name, people }) => ({ audienceId, name, people: within(people) }))
    .sort((one, other) => other.people - one.people || (one.audienceId < other.audienceId ? -1 : 1));
  return best === undefined || best.people === 0 ? null : best;
}

function byId(untold: readonly Untold[]): readonly Untold[] {
  return [...new Map(untold.map((one) => [one.id, one])).values()];
}

/** Infinite where one of the sizes is not known. */
function sumOf(untold: readonly Untold[]): number {
  return untold.reduce((sum, { atMost }) => sum + (atMost ?? Number.POSITIVE_INFINITY), 0);
}
