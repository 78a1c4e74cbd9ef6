import type { BitSet } from '../comparison/bit-set';
import { bitSet, eachOf, union, without } from '../comparison/bit-set';
import type { Memberships } from '../comparison/memberships';
import type { ParsedAccount } from '../model/parsed-account';
import type { PeopleOfGroup } from './group-people';
import type { Revenue } from './revenue';
import type { IsTargeted } from './targeted';
import type { Send } from './sends';

/** One audience in the order of who wins a person. */
export interface Place {
  readonly segmentId: string;
  /** From 1: the first wins everybody whom it holds. */
  readonly place: number;
  /** What a person in it is expected to spend in the planning window, on average; null where orders do not tell, and then size decides, smaller first. */
  readonly valueEach: number | null;
  readonly people: number;
  /** Segments that come before it and hold some of its people: to leave out when it is mailed. */
  readonly exclude: readonly string[];
  /** People who are left to it then. */
  readonly left: number;
}

/** Beyond so many the order says nothing that a person would follow. */
const MOST_AUDIENCES = 60;

/**
 * The order in which segments that campaigns go to win people who are in several: by expected value a person, most first. Only segments that a campaign of the window
 * or to come includes, that count as targeted and whose people can be told; with each one's exclusions left out, one person is in one audience.
 */
export function precedenceOrder(
  sends: readonly Send[],
  isTargeted: IsTargeted,
  account: Pick<ParsedAccount, 'segmentById'>,
  peopleOf: PeopleOfGroup,
  today: Memberships,
  revenue: Revenue | null,
): readonly Place[] {
  const ids = new Set(
    sends
      .filter(isTargeted)
      .flatMap(({ included }) => included)
      .filter((id) => account.segmentById.has(id)),
  );
  const told = [...ids]
    .flatMap((id) => {
      const found = peopleOf(id);
      return 'untold' in found ? [] : [{ id, set: found.people, people: today.sizeOf(found.people), valueEach: valueEach(found.people, today, revenue) }];
    })
    .filter(({ people }) => people > 0)
    .sort((one, other) => (other.valueEach ?? 0) - (one.valueEach ?? 0) || one.people - other.people || (one.id < other.id ? -1 : 1))
    .slice(0, MOST_AUDIENCES);
  let taken: BitSet = bitSet(today.places.length);
  return told.map(({ id, set, people, valueEach: each }, at) => {
    const left = today.sizeOf(without(set, taken));
    taken = union(taken, set);
    return {
      segmentId: id,
      place: at + 1,
      valueEach: each,
      people,
      left,
      exclude: told
        .slice(0, at)
        .filter((before) => today.shared(before.set, set).both > 0)
        .map((before) => before.id),
    };
  });
}

function valueEach(people: BitSet, today: Memberships, revenue: Revenue | null): number | null {
  const of = revenue?.expected ?? null;
  if (of === null) return null;
  let [sum, weight] = [0, 0];
  eachOf(people, (place) => {
    sum += today.weightAt(place) * of(today.places[place]!);
    weight += today.weightAt(place);
  });
  return weight === 0 ? 0 : sum / weight;
}
