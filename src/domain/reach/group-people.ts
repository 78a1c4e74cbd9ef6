import type { BehaviorState } from '../behavior/behavior-state';
import type { BitSet } from '../comparison/bit-set';
import type { Memberships } from '../comparison/memberships';
import { isKnown } from '../account/known';
import type { ParsedAccount } from '../model/parsed-account';

/** People that cannot be told one by one: why, and how many they are at most; null where that is not known either. */
export interface Untold {
  readonly id: string;
  readonly name: string;
  readonly why: string;
  readonly atMost: number | null;
}

/** Who is in a list or segment today, or why that cannot be told. */
export type GroupPeople = { readonly people: BitSet } | { readonly untold: Untold };

export type PeopleOfGroup = (id: string) => GroupPeople;

/**
 * Who is in each list and segment today. Of a segment that works by a rule whoever meets it (`Memberships`); Klaviyo tells only how many are on a list and in a
 * deactivated segment, not who, without a request for every thousand of them.
 */
export function peopleOfGroups(
  { segmentById, listById, groupsComplete }: Pick<ParsedAccount, 'segmentById' | 'listById' | 'groupsComplete'>,
  today: Memberships,
): PeopleOfGroup {
  const asked = new Map<string, GroupPeople>();
  const find = (id: string): GroupPeople => {
    const list = listById.get(id);
    if (list !== undefined) {
      return {
        untold: { id, name: list.name, why: 'Klaviyo tells how many are on a list, not who', atMost: isKnown(list.members) ? list.members.value : null },
      };
    }
    const parsed = segmentById.get(id);
    if (parsed === undefined) {
      return { untold: { id, name: id, why: groupsComplete ? 'it was deleted' : 'it could not be read', atMost: null } };
    }
    const { segment, rule } = parsed;
    const atMost = isKnown(segment.members) ? segment.members.value.total : null;
    if (!segment.isActive) return { untold: { id, name: segment.name, why: 'it is deactivated, and who was in it then is not told', atMost } };
    const people = today.membersOf(rule);
    return people === null ? { untold: { id, name: segment.name, why: 'what was read does not tell who meets its rule', atMost } } : { people };
  };
  return (id) => {
    let known = asked.get(id);
    if (known === undefined) {
      known = find(id);
      asked.set(id, known);
    }
    return known;
  };
}

/** How people were counted, for every figure that rests on it. */
export function howCounted(coverage: BehaviorState['coverage']): { readonly method: 'Counted' | 'Sampled'; readonly from: string } {
  switch (coverage) {
    case 'all profiles':
      return { method: 'Counted', from: 'each profile’s own events, properties and consent' };
    case 'sample':
      return { method: 'Sampled', from: 'a sample of profiles, each standing for several' };
    case 'events only':
      return { method: 'Counted', from: 'whoever has an event in the look-back, since profiles were not read; rules on consent and properties cannot be told' };
  }
}
