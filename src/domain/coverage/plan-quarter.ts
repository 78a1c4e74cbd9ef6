import { isKnown } from '../account/known';
import { DAY } from '../account/known';
import type { Instant } from '../account/known';
import type { PeopleCoverage } from '../comparison/coverage-by-people';
import type { Priority, When } from '../terms/coverage-terms';
import type { Draft } from './draft';
import { planMoves, servedBy } from './plan-moves';

/** Where a recommendation stands in the plan. */
export interface Planned {
  readonly when: When;
  readonly priority: Priority;
  /** Money that it adds to the moves before it, each person counted once; 0 where it claims none. */
  readonly gain: number;
  /** Days from now by which it should be done; null for what has no quarter yet. */
  readonly dueInDays: number | null;
}

const QUARTER_DAYS = 90;
const PRIORITY: Readonly<Record<When, Priority>> = { Now: 'P1', Next: 'P2', Later: 'P3' };
/** Of two moves that bring the same, the one with less work comes first (as in the score). */
const EFFORT: Readonly<Record<Draft['action'], number>> = { Create: 1, Refresh: 0.5, Merge: 0.25, Retire: 0.25 };

/** What the plan rests on. */
export interface PlanGround {
  /** Null where people could not be counted: then values are added as they are. */
  readonly people: PeopleCoverage | null;
  readonly now: Instant;
  /** Money from which a move has a place in a quarter. */
  readonly leastGain?: number;
  /** Audiences that live mail reaches by a segment of their own, with the money that this is worth: a move adds only what goes beyond. */
  readonly spokenTo?: readonly { readonly audienceId: string; readonly worth: number }[];
}

/**
 * The plan of the coming two quarters: what is wrong now first, then the moves that add most money with each person counted once. `Now` holds at most
 * so many moves as the team can make in a quarter, `Next` as many, the rest is `Later`. A move whose size or value is unknown, or that brings next to nothing
 * beyond those before it, never leads, nor does something wrong that went out already, or of which nobody can say how many it concerns, while there is something
 * else to do. What mail rests on comes before what earns, and mail to people most of whom order anyway after what wins others. Moves fall due evenly over their quarter; what a scheduled send waits for is due the day before it, whatever its place.
 * @param drafts by score, best first: the order among those that bring the same
 */
export function planQuarter(
  drafts: readonly Draft[],
  { people, now, leastGain = 0, spokenTo = [] }: PlanGround,
  perQuarter: number,
): ReadonlyMap<string, Planned> {
  const reached = servedBy(
    spokenTo.map(({ audienceId, worth }) => {
      const inIt = people?.peopleOf(audienceId) ?? null;
      const size = inIt === null ? 0 : people!.sizeOf(inIt);
      return { people: inIt, worth: size > 0 ? worth / size : 0 };
    }),
  );
  const moves = planMoves(
    drafts.map((draft) => {
      const worth = isKnown(draft.value) && isKnown(draft.value.value.value) ? Math.max(0, draft.value.value.value.value) : 0;
      const sized = isKnown(draft.size) && isKnown(draft.size.value.value);
      const inIt = draft.audienceId === null ? null : (people?.peopleOf(draft.audienceId) ?? null);
      const size = inIt === null ? 0 : people!.sizeOf(inIt);
      const counted = sized ? worth : 0;
      return {
        key: draft.key,
        people: size > 0 ? inIt : null,
        worth: size > 0 ? counted / size : 0,
        wholeWorth: size > 0 ? 0 : counted,
        effort: EFFORT[draft.action],
        rank: draft.buysAnyway === true ? 1 : 0,
      };
    }),
    (set) => people?.sizeOf(set) ?? 0,
    leastGain,
    reached,
  );
  const gainOf = new Map(moves.map(({ key, gain }) => [key, gain]));
  const isSized = ({ size }: Draft): boolean => isKnown(size) && isKnown(size.value.value);
  const urgent = drafts.filter((draft) => draft.urgent !== null).sort((one, other) => Number(isSized(other)) - Number(isSized(one)) || bySend(one, other));
  const leads = (draft: Draft): boolean => draft.sent !== true && isSized(draft);
  const first = [...urgent.filter(leads), ...drafts.filter((draft) => draft.groundwork && draft.urgent === null && isSized(draft))].map(({ key }) => key);
  // What was sent cannot be called back: it is put right before the next send, after the first move that brings something.
  const second = urgent.filter((draft) => !leads(draft)).map(({ key }) => key);
  const earning = moves.filter(({ key, gain }) => gain > 0 && gain >= leastGain && !first.includes(key) && !second.includes(key)).map(({ key }) => key);
  const ahead = [...first, ...earning];
  const place = first.length + 1;
  const led = [...ahead.slice(0, place), ...second, ...ahead.slice(place)];
  // What earns nothing of its own fills neither quarter, but for defects: something is wrong now.
  const wrong = drafts.filter((draft) => draft.state === 'defect' && !led.includes(draft.key)).map(({ key }) => key);
  const order = [...led, ...wrong];
  return new Map(
    drafts.map(({ key, dueBy }): readonly [string, Planned] => {
      const rank = order.indexOf(key);
      const when: When = rank < 0 || rank >= 2 * perQuarter ? 'Later' : rank < perQuarter ? 'Now' : 'Next';
      const spread = when === 'Later' ? null : Math.ceil(((rank + 1) * QUARTER_DAYS) / perQuarter);
      const before = dueBy === null || when === 'Later' ? null : Math.max(0, Math.floor((dueBy - now) / DAY) - 1);
      return [
        key,
        { when, priority: PRIORITY[when], gain: gainOf.get(key) ?? 0, dueInDays: spread === null || before === null ? spread : Math.min(spread, before) },
      ];
    }),
  );
}

function bySend(one: Draft, other: Draft): number {
  return one.dueBy === other.dueBy ? 0 : (one.dueBy ?? Infinity) - (other.dueBy ?? Infinity);
}

/** Rank in the plan, for the order of rows: what is to be done first comes first, and within a quarter what falls due first. */
export function byPlan(one: Planned, other: Planned): number {
  return (one.dueInDays ?? Infinity) === (other.dueInDays ?? Infinity) ? 0 : (one.dueInDays ?? Infinity) - (other.dueInDays ?? Infinity);
}
