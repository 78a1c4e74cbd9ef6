import type { Known } from '../account/known';
import { known, unknown } from '../account/known';
import type { BehaviorReading } from '../behavior/figure';
import type { PeopleCoverage } from '../comparison/coverage-by-people';
import type { ParsedAccount } from '../model/parsed-account';
import { howCounted, peopleOfGroups } from './group-people';
import type { AlsoIn, Overlap } from './overlap';
import { alsoIn, overlapOf } from './overlap';

/** Who is spoken to and who is not: everything about people that rests on who is in what today. */
export interface Reach {
  /** How people were counted, in words that stand after "from": `each profile’s own events …`. */
  readonly from: string;
  readonly method: 'Counted' | 'Sampled';
  readonly overlap: Known<Overlap>;
  /** Segments in live use that also hold people of a segment or lifecycle audience, most first; null where its people cannot be told. */
  readonly alsoIn: (of: { readonly segmentId: string } | { readonly audienceId: string }) => readonly AlsoIn[] | null;
}

export interface ReachInput {
  readonly account: ParsedAccount;
  readonly behavior: BehaviorReading;
  readonly people: PeopleCoverage | null;
}

/** Where people were not counted nothing of it is known. */
export function unknownReach(why: string): Reach {
  return { from: '', method: 'Counted', overlap: unknown(why), alsoIn: () => null };
}

export function reachOf({ account, behavior, people }: ReachInput): Reach {
  const { state } = behavior;
  const today = people?.today;
  if (state === null || state.count === 0) return unknownReach('who is in what cannot be told, since neither profiles nor events were read');
  if (people === null || today === undefined) return unknownReach('the account is too large for its rules to be held against every profile within one refresh');
  const peopleOf = peopleOfGroups(account, today);
  const overlap = overlapOf(account, peopleOf, today);
  return {
    ...howCounted(state.coverage), overlap: known(overlap),
    alsoIn: (of) => {
      const asked = 'audienceId' in of ? people.peopleOf(of.audienceId) : peopleOf(of.segmentId);
      if (asked === null || 'untold' in asked) return null;
      return alsoIn('people' in asked ? asked.people : asked, 'segmentId' in of ? of.segmentId : null, overlap, peopleOf, today);
    },
  };
}
