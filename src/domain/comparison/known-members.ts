import type { BitSet } from './bit-set';
import { bitSet } from './bit-set';

/**
 * Who meets a rule, as far as can be told: `known` says of whom it can, `members` who does. A member is always known; of whoever is not
 * known nothing is claimed.
 */
export interface KnownMembers {
  readonly members: BitSet;
  readonly known: BitSet;
}

/** Whoever meets both: known as soon as one of the two is known not to be met. */
export function both(one: KnownMembers, other: KnownMembers): KnownMembers {
  const members = bitSet(one.members.length << 5);
  const known = bitSet(one.members.length << 5);
  for (let at = 0; at < members.length; at += 1) {
    members[at] = one.members[at]! & other.members[at]!;
    const neither = (one.known[at]! & ~one.members[at]!) | (other.known[at]! & ~other.members[at]!);
    known[at] = members[at]! | neither;
  }
  return { members, known };
}

/** Whoever meets one of them at least. */
export function either(one: KnownMembers, other: KnownMembers): KnownMembers {
  return outside(both(outside(one), outside(other)));
}

/** Whoever does not meet it. */
export function outside({ members, known }: KnownMembers): KnownMembers {
  return { members: members.map((word, at) => known[at]! & ~word), known };
}
