import { kindOf } from '../rule/conditions/table';
import type { Rule } from '../rule/rule';
import { conditionsOf } from '../rule/rule';
import type { RuleNumber } from '../rule/rule-number';

/** How far the numbers of two rules of the same shape are apart. */
export interface NumberDifference {
  /** Largest difference relative to the reference's own number: 0.5 for half as much again. */
  readonly share: number;
  /** Largest number against its counterpart as a factor, 1 or more. */
  readonly factor: number;
  /** False where the numbers make it another audience: once against several times, or a window many times as long. */
  readonly sameKind: boolean;
  /** The reference's own numbers that differ: days, amounts or times. */
  readonly wanted: readonly number[];
}

/** From this factor on a window or amount no longer means the same: 30 days are no year. */
const LARGEST_FACTOR = 4;

/** Compares the numbers of two rules of the same shape. Null when the rules do not have the same numbers (then they differ by more than thresholds). */
export function numberDifference(rule: Rule, reference: Rule): NumberDifference | null {
  const ours = numbersOf(rule);
  const theirs = numbersOf(reference);
  if (ours.length !== theirs.length || ours.some((number, at) => number.what !== theirs[at]!.what)) return null;
  let share = 0;
  let factor = 1;
  let sameKind = true;
  const differing: number[] = [];
  ours.forEach((number, at) => {
    const wanted = theirs[at]!.value;
    if (number.value === wanted) return;
    differing.push(wanted);
    const [small, large] = [Math.min(Math.abs(number.value), Math.abs(wanted)), Math.max(Math.abs(number.value), Math.abs(wanted))];
    share = Math.max(share, Math.abs(number.value - wanted) / Math.max(Math.abs(wanted), 1e-9));
    factor = Math.max(factor, small === 0 ? Number.POSITIVE_INFINITY : large / small);
    if (number.times && number.value <= 1 !== wanted <= 1) sameKind = false;
  });
  return { share, factor, sameKind: sameKind && factor <= LARGEST_FACTOR, wanted: differing };
}

/** Numbers of a rule sorted by what they are about, so that the order of writing does not matter. */
function numbersOf(rule: Rule): readonly RuleNumber[] {
  return conditionsOf(rule)
    .flatMap((condition) => kindOf(condition).numbers(condition))
    .sort((a, b) => (a.what < b.what ? -1 : a.what > b.what ? 1 : a.value - b.value));
}
