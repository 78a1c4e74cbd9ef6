import { isKnown } from '../account/known';
import type { BitSet } from '../comparison/bit-set';
import type { Memberships } from '../comparison/memberships';
import type { ParsedAccount } from '../model/parsed-account';
import type { PeopleOfGroup, Untold } from './group-people';

/** A segment in live use, with its people today. */
export interface OverlapSegment {
  readonly id: string;
  readonly name: string;
  readonly people: number;
  readonly liveUses: number;
}

/** Two of them with the people in both; `first` is the one that stands first by use. */
export interface OverlapPair {
  readonly first: string;
  readonly second: string;
  readonly both: number;
}

/** Segments in live use against one another. */
export interface Overlap {
  /** Most used first, then largest. */
  readonly segments: readonly OverlapSegment[];
  /** Each segment's five largest overlaps, every pair once, most people first. */
  readonly pairs: readonly OverlapPair[];
  /** People in both of any two of the segments. */
  readonly both: (one: string, other: string) => number;
  readonly untold: readonly Untold[];
  /** Segments in live use beyond those compared. */
  readonly leftOut: number;
}

/** Beyond so many segments the rest is left out: some 7,000 pairs are compared, a second of Google's time at half a million people. */
const MOST_SEGMENTS = 120;
const LARGEST_EACH = 5;

/** Compares every segment in live use (a live flow, a campaign of the window or to come, a form; directly or through another segment) with every other. */
export function overlapOf({ segments, uses }: Pick<ParsedAccount, 'segments' | 'uses'>, peopleOf: PeopleOfGroup, today: Memberships): Overlap {
  const inUse = segments
    .filter(({ segment }) => uses.isLive(segment.id))
    .map(({ segment }) => ({
      segment,
      liveUses: uses.directUsesOf(segment.id).filter(({ live }) => live).length,
      members: isKnown(segment.members) ? segment.members.value.total : 0,
    }))
    .sort((one, other) => other.liveUses - one.liveUses || other.members - one.members || (one.segment.id < other.segment.id ? -1 : 1));
  const compared = inUse.slice(0, MOST_SEGMENTS);
  const told: { segment: OverlapSegment; set: BitSet }[] = [];
  const untold: Untold[] = [];
  for (const { segment, liveUses } of compared) {
    const found = peopleOf(segment.id);
    if ('untold' in found) untold.push(found.untold);
    else told.push({ segment: { id: segment.id, name: segment.name, people: today.sizeOf(found.people), liveUses }, set: found.people });
  }
  const shared = new Map<string, number>();
  const pairs: OverlapPair[] = [];
  told.forEach(({ segment: one, set }, at) => {
    for (const other of told.slice(at + 1)) {
      const { both } = today.shared(set, other.set);
      shared.set(`${one.id} ${other.segment.id}`, both);
      if (both > 0) pairs.push({ first: one.id, second: other.segment.id, both });
    }
  });
  return {
    segments: told.map(({ segment }) => segment),
    untold,
    leftOut: inUse.length - compared.length,
    pairs: largest(pairs),
    both: (one, other) =>
      shared.get(`${one} ${other}`) ??
      shared.get(`${other} ${one}`) ??
      (one === other ? (told.find(({ segment }) => segment.id === one)?.segment.people ?? 0) : 0),
  };
}

/** Pairs that are among the five largest of one of their two segments. */
function largest(pairs: readonly OverlapPair[]): readonly OverlapPair[] {
  const taken = new Map<string, number>();
  return [...pairs]
    .sort((one, other) => other.both - one.both || (one.first + one.second < other.first + other.second ? -1 : 1))
    .filter(({ first, second }) => {
      const [ofFirst, ofSecond] = [taken.get(first) ?? 0, taken.get(second) ?? 0];
      taken.set(first, ofFirst + 1);
      taken.set(second, ofSecond + 1);
      return ofFirst < LARGEST_EACH || ofSecond < LARGEST_EACH;
    });
}

/** Segments in live use that hold people of a set, most first: who else gets them. */
export interface AlsoIn {
  readonly id: string;
  readonly name: string;
  readonly both: number;
  /** Of the asked people, 0..1. */ readonly share: number;
}

export function alsoIn(people: BitSet, except: string | null, overlap: Overlap, peopleOf: PeopleOfGroup, today: Memberships): readonly AlsoIn[] {
  const size = today.sizeOf(people);
  if (size === 0) return [];
  return overlap.segments
    .flatMap(({ id, name }): readonly AlsoIn[] => {
      const found = peopleOf(id);
      if (id === except || 'untold' in found) return [];
      const { both } = today.shared(people, found.people);
      return both === 0 ? [] : [{ id, name, both, share: both / size }];
    })
    .sort((one, other) => other.both - one.both || (one.id < other.id ? -1 : 1))
    .slice(0, LARGEST_EACH);
}
