import type { Instant } from '../account/known';
import { DAY } from '../account/known';
import type { BitSet } from '../comparison/bit-set';
import type { Memberships } from '../comparison/memberships';
import type { Send } from './sends';

/** Two campaigns that reach the same people shortly after one another. */
export interface Clash {
  readonly first: ClashingSend;
  readonly second: ClashingSend;
  readonly hours: number;
  /** People in both, and their share of the smaller audience, 0..1. */
  readonly both: number;
  readonly share: number;
}

export interface ClashingSend {
  readonly id: string;
  readonly name: string;
  readonly at: Instant;
  /** It has not gone out yet. */ readonly toCome: boolean;
}

/** Pairs of sends of the planning window and of what is scheduled. */
export interface Clashes {
  /** Those that can still be changed first, then those nearest in time, then most people; at most `MOST_LISTED`. */
  readonly pairs: readonly Clash[];
  readonly withinDay: number;
  readonly withinThreeDays: number;
  /** Pairs within three days of which it cannot be told whether they reach the same people. */
  readonly untold: number;
}

/** Pairs that are kept: a tab shows them by campaign, the summary the first few. */
const MOST_LISTED = 300;
const NEAR = 3 * DAY;

/**
 * Pairs of campaigns within 24 hours and within three days whose audiences share more than `share` of the smaller one's people, by who is in them today. Where people
 * cannot be told one by one, campaigns to the very same lists and segments still reach the same people: then `both` is what the audiences hold at most, or recipients.
 * @param sends oldest first
 */
export function clashesOf(sends: readonly Send[], share: number, now: Instant, today: Memberships): Clashes {
  const found: Clash[] = [];
  let untold = 0;
  const shared = sharedBetween(today);
  sends.forEach((first, at) => {
    for (const second of sends.slice(at + 1)) {
      if (second.at! - first.at! > NEAR) break;
      const common = inCommon(first, second, shared, today);
      if (common === null) untold += 1;
      else if (common.share > share)
        found.push({ first: clashing(first, now), second: clashing(second, now), hours: (second.at! - first.at!) / 3_600_000, ...common });
    }
  });
  const withinDay = found.filter(({ hours }) => hours <= 24).length;
  const pairs = found.sort(
    (one, other) =>
      Number(other.second.toCome) - Number(one.second.toCome) ||
      Number(one.hours > 24) - Number(other.hours > 24) ||
      other.both - one.both ||
      one.first.at - other.first.at ||
      (one.first.id + one.second.id < other.first.id + other.second.id ? -1 : 1),
  );
  return { pairs: pairs.slice(0, MOST_LISTED), withinDay, withinThreeDays: found.length, untold };
}

function clashing({ id, name, at }: Send, now: Instant): ClashingSend {
  return { id, name, at: at!, toCome: at! > now };
}

/** Equal audiences are one set: what two of them share is counted once. */
function sharedBetween(today: Memberships): (one: BitSet, other: BitSet) => { readonly both: number; readonly least: number } {
  const known = new Map<BitSet, Map<BitSet, { both: number; least: number }>>();
  return (one, other) => {
    const of = known.get(one) ?? new Map<BitSet, { both: number; least: number }>();
    known.set(one, of);
    let counted = of.get(other);
    if (counted === undefined) {
      const { both, first, second } = today.shared(one, other);
      counted = { both, least: Math.min(first, second) };
      of.set(other, counted);
    }
    return counted;
  };
}

function inCommon(
  first: Send,
  second: Send,
  shared: ReturnType<typeof sharedBetween>,
  today: Memberships,
): { readonly both: number; readonly share: number } | null {
  const [one, other] = [first.crowd, second.crowd];
  const isTold = one.more.length + one.less.length + other.more.length + other.less.length === 0;
  if (!isTold) return one === other ? sameAudience(first, second, today) : null;
  const { both, least } = shared(one.people, other.people);
  return { both, share: least === 0 ? 0 : both / least };
}

/** Equal include and exclude sets on the same channel: one crowd. */
function sameAudience(first: Send, second: Send, today: Memberships): { readonly both: number; readonly share: number } | null {
  const told = today.sizeOf(first.crowd.people);
  const sizes = first.crowd.more.map(({ atMost }) => atMost);
  const most = sizes.includes(null) ? null : told + sizes.reduce<number>((sum, size) => sum + size!, 0);
  const recipients = [first.recipients, second.recipients].filter((count): count is number => count !== null);
  const both = recipients.length > 0 ? Math.min(...recipients) : most;
  return both === null || both === 0 ? null : { both, share: 1 };
}
