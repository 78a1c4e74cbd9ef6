import type { ZoneOffset } from '../account/local-day';
import { dayText, localDay } from '../account/local-day';
import type { BitSet } from '../comparison/bit-set';
import { bitSet, everyone, union } from '../comparison/bit-set';
import type { Memberships } from '../comparison/memberships';
import { grouped } from '../model/use-graph';
import type { Send } from './sends';

/** Reachable people who were in more campaign audiences a week than wanted. */
export interface CrowdedWeeks {
  /** In at least one week of the planning window; a lower bound where `untold` is not 0. */
  readonly people: number;
  readonly most: number;
  /** The week with most such people, by its Monday `YYYY-MM-DD`; null where there is none. */
  readonly worst: { readonly monday: string; readonly people: number } | null;
  /** Campaigns of the window whose people cannot be told, wholly or in part, of `campaigns` in all. */
  readonly untold: number;
  readonly campaigns: number;
}

/** Counts over weeks from Monday to Sunday of the account's zone, by who is in the audiences today. */
export function crowdedWeeks(sent: readonly Send[], most: number, offset: ZoneOffset, today: Memberships): CrowdedWeeks {
  const size = today.places.length;
  let often: BitSet = bitSet(size);
  let worst: CrowdedWeeks['worst'] = null;
  // Day 0 was a Thursday.
  for (const [week, sends] of grouped(sent, ({ at }) => Math.floor((localDay(offset, at!) + 3) / 7))) {
    if (sends.length <= most) continue;
    const beyond = inMoreThan(
      sends.map(({ crowd }) => crowd.people),
      most,
      size,
    );
    const people = today.sizeOf(beyond);
    if (people > (worst?.people ?? 0)) worst = { monday: dayText(week * 7 - 3), people };
    often = union(often, beyond);
  }
  return {
    people: today.sizeOf(often),
    most,
    worst,
    untold: sent.filter(({ crowd }) => crowd.more.length + crowd.less.length > 0).length,
    campaigns: sent.length,
  };
}

/** Whoever is in more than `most` of the sets: counts are kept as planes of bits, so that each set costs a few passes over words and not over people. */
export function inMoreThan(sets: readonly BitSet[], most: number, size: number): BitSet {
  const planes: BitSet[] = [];
  for (const set of sets) {
    let carry: BitSet = set.slice();
    for (let level = 0; carry.some((word) => word !== 0); level += 1) {
      const plane = (planes[level] ??= bitSet(size));
      const next = bitSet(size);
      for (let at = 0; at < plane.length; at += 1) {
        next[at] = plane[at]! & carry[at]!;
        plane[at]! ^= carry[at]!;
      }
      carry = next;
    }
  }
  const more = bitSet(size);
  const equal = everyone(size);
  for (let level = Math.max(planes.length, 32 - Math.clz32(most)) - 1; level >= 0; level -= 1) {
    const wanted = (most >>> level) & 1;
    for (let at = 0; at < more.length; at += 1) {
      const word = planes[level]?.[at] ?? 0;
      if (wanted === 0) more[at]! |= equal[at]! & word;
      equal[at]! &= wanted === 0 ? ~word : word;
    }
  }
  return more;
}
