import { isKnown } from '../account/known';
import type { Recommendation } from '../coverage/recommendation';
import { planningWindow } from '../settings/plan';
import { valueOf } from '../settings/setting';
import type { TrackerLine } from '../table/tracker-line';
import { movesInOrder } from './moves';
import type { ReportContext } from './report-context';

/** One open move with its place in the plan. Money is in the account's currency, over the planning window. */
export interface PlanStep {
  /** The row as it stands in the sheet, edits by people included. */
  readonly line: TrackerLine;
  readonly recommendation: Recommendation;
  /** What it adds to the moves proposed before it, each person counted once; 0 where it claims no money of its own, null where its value is unknown. */
  readonly gain: number | null;
  /** What all moves up to this one bring. */
  readonly total: number;
  /** That sum's share of what all open moves bring, 0..1; 0 where none brings any. */
  readonly share: number;
}

/** The plan as people left it: rows that they settled or deleted are not in it, and a row that they moved stands where they moved it. */
export interface PlanOutline {
  readonly steps: readonly PlanStep[];
  /** Those of this quarter. */
  readonly now: readonly PlanStep[];
  /** What the moves of this quarter bring, and what all open moves would. */
  readonly nowTotal: number;
  readonly wholeTotal: number;
}

/** Orders the open rows by the plan and sums what each adds. A value that a person wrote takes the place of the one computed, in proportion. */
export function planOutline({ input }: ReportContext): PlanOutline {
  const byKey = new Map(input.coverage.recommendations.map((recommendation) => [recommendation.key, recommendation]));
  const moves = movesInOrder(input.tracker, input.coverage.recommendations).flatMap((line) => {
    const recommendation = byKey.get(line.key);
    return recommendation === undefined ? [] : [{ line, recommendation, gain: gainOf(line, recommendation) }];
  });
  const wholeTotal = moves.reduce((sum, { gain }) => sum + (gain ?? 0), 0);
  let total = 0;
  const steps = moves.map((move): PlanStep => {
    total += move.gain ?? 0;
    return { ...move, total, share: wholeTotal > 0 ? total / wholeTotal : 0 };
  });
  const now = steps.filter(({ line }) => line.when === 'Now');
  return { steps, now, nowTotal: now.reduce((sum, { gain }) => sum + (gain ?? 0), 0), wholeTotal };
}

function gainOf(line: TrackerLine, { gain, value }: Recommendation): number | null {
  if (line.value === null) return null;
  const computed = isKnown(value) && isKnown(value.value.value) ? value.value.value.value : null;
  if (computed === null || computed <= 0) return computed === null ? line.value : gain;
  // What the sheet holds is rounded to cents: only a person's own number differs by more.
  return Math.abs(computed - line.value) < 0.01 ? gain : (gain * line.value) / computed;
}

/** What a move is worth, in a few words: money where it adds any, else how many people it is about. */
export function worthWords({ line, gain }: PlanStep, { input, formats }: ReportContext): string {
  const people = line.reachable ?? line.size;
  const who = people === null ? null : formats.counted(people, 'person', 'people');
  if (gain !== null && gain > 0) return `${formats.money(gain)} in ${valueOf(input.settings, planningWindow)} days`;
  if (gain === null) return who === null ? 'Not known yet' : `${who}; money not known`;
  if ((line.value ?? 0) > 0) return 'Its people are in the moves before it';
  return who === null ? 'No money of its own' : `${who}; no money of its own`;
}

/** One sentence on what the quarter brings; null where no move claims money. */
export function planSentence({ now, nowTotal, steps, wholeTotal }: PlanOutline, { input, formats }: ReportContext): string | null {
  if (now.length === 0 || nowTotal <= 0) return null;
  const days = valueOf(input.settings, planningWindow);
  const moves = now.length === 1 ? 'This quarter’s one move brings' : `This quarter’s ${formats.count(now.length)} moves bring`;
  const whole =
    steps.length > now.length && wholeTotal > 0 ? `, ${formats.share(nowTotal / wholeTotal)} of what all ${formats.count(steps.length)} open moves would` : '';
  return `${moves} an estimated ${formats.money(nowTotal)} in ${days} days${whole}; nobody is counted twice.`;
}
