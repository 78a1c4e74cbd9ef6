import type { BitSet } from '../comparison/bit-set';
import { bitSet, union } from '../comparison/bit-set';

/** What a recommendation would bring, before it is known what else is done. */
export interface Move {
  readonly key: string;
  /** People that it would speak to, by their place among those counted; null where they cannot be told. */
  readonly people: BitSet | null;
  /** Money a person over the planning window, in the account's currency; 0 where it claims none. */
  readonly worth: number;
  /** Money where its people cannot be told: counted whole, since nobody can say who is in it twice. Not read where `people` is there. */
  readonly wholeWorth: number;
  /** Moves of a lower rank come first as long as they bring enough; 0 where it is missing. */
  readonly rank?: number;
  /** 0..1; of two moves that bring the same, the easier one comes first. */
  readonly effort: number;
}

/** One step of the plan. */
export interface PlannedMove {
  readonly key: string;
  /** What it adds to the moves before it, each person counted once, by what they are worth most for. */
  readonly gain: number;
  /** What all moves up to this one bring. */
  readonly total: number;
}

/** Who is reached already, by what they are worth there: the next move adds only what goes beyond. */
export type Served = Map<number, BitSet>;

/** Those who are reached before any move is made. Moves without people or worth reach nobody who could be told. */
export function servedBy(moves: readonly Pick<Move, 'people' | 'worth'>[]): Served {
  const served: Served = new Map();
  for (const { people, worth } of moves) if (people !== null && worth > 0) serve(people, worth, served);
  return served;
}

/** How many people a set holds that are in none of the others, weighted where profiles are a sample. */
export type SizeOf = (set: BitSet) => number;

/**
 * Orders moves by what each adds to those before it, nobody counted twice: a person whom two moves reach brings the greater of the two
 * worths, not their sum. Greedy: at least 63 % of the best order's sum at every length (Nemhauser, Wolsey and Fisher 1978, for sums of
 * this kind), within each rank. Moves that add nothing come last, in the order given.
 * @param served who is spoken to already for what they are worth, as `servedBy` makes it
 * @param leastGain from which a move of a lower rank goes before one of a higher
 */
export function planMoves(moves: readonly Move[], sizeOf: SizeOf, leastGain = 0, served: Served = new Map()): readonly PlannedMove[] {
  const words = moves.find((move) => move.people !== null)?.people?.length ?? [...served.values()][0]?.length ?? 0;
  // What a move adds only falls as others come before it: an old gain is a bound, and only the leaders are counted again.
  const open = moves.map((move) => ({ move, gain: gainOf(move, served, words, sizeOf), asOf: 0 }));
  const planned: PlannedMove[] = [];
  let total = 0;
  for (let step = 0; open.length > 0; step += 1) {
    for (;;) {
      open.sort(
        (one, other) => turnOf(one, leastGain) - turnOf(other, leastGain) || other.gain - one.gain || (one.gain > 0 ? one.move.effort - other.move.effort : 0),
      );
      const first = open[0]!;
      if (first.asOf === step || first.gain <= 0) break;
      first.gain = gainOf(first.move, served, words, sizeOf);
      first.asOf = step;
    }
    const { move, gain } = open.shift()!;
    total += gain;
    planned.push({ key: move.key, gain, total });
    if (move.people !== null && move.worth > 0) serve(move.people, move.worth, served);
  }
  return planned;
}

function turnOf({ move, gain }: { readonly move: Move; readonly gain: number }, leastGain: number): number {
  return gain > 0 && gain >= leastGain ? (move.rank ?? 0) : LAST_TURN;
}

/** After every rank. */
const LAST_TURN = 9;

function gainOf(move: Move, served: ReadonlyMap<number, BitSet>, words: number, sizeOf: SizeOf): number {
  if (move.people === null) return move.wholeWorth;
  if (move.worth <= 0) return 0;
  const left = move.people.slice();
  const shared = new Uint32Array(words);
  let gain = 0;
  for (const [worth, set] of served) {
    for (let at = 0; at < words; at += 1) {
      shared[at] = left[at]! & set[at]!;
      left[at]! &= ~set[at]!;
    }
    if (worth < move.worth) gain += sizeOf(shared) * (move.worth - worth);
  }
  return gain + sizeOf(left) * move.worth;
}

/** Everybody of the move is worth at least as much now; each person stands under one worth alone, their highest. */
function serve(people: BitSet, own: number, served: Map<number, BitSet>): void {
  const added = people.slice();
  for (const [worth, set] of served) {
    for (let at = 0; at < set.length; at += 1) {
      if (worth >= own) added[at]! &= ~set[at]!;
      else set[at]! &= ~people[at]!;
    }
  }
  const known = served.get(own) ?? bitSet(people.length << 5);
  served.set(own, union(known, added));
}
