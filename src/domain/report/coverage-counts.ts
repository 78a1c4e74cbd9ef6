import type { CoverageState } from '../terms/coverage-terms';
import { COVERAGE_STATES } from '../terms/coverage-terms';
import type { Gap } from '../coverage/recommendation';
import { STAGES } from '../terms/lifecycle-terms';
import type { SettingValues } from '../settings/setting';
import { valueOf } from '../settings/setting';
import { lifecycleStages } from '../settings/plan';

/** Audiences by state; `applicable` are those that were judged: it leaves out what the account cannot have and what is unknown. */
export interface StateCounts {
  readonly states: Readonly<Record<CoverageState, number>>;
  readonly applicable: number;
}

/** Counts the states of some audiences. */
export function countStates(gaps: readonly Gap[]): StateCounts {
  const states = Object.fromEntries(COVERAGE_STATES.map((state) => [state, 0])) as Record<CoverageState, number>;
  for (const gap of gaps) states[gap.state] += 1;
  return { states, applicable: gaps.length - states['Not applicable'] - states.Unknown };
}

/** Share of the applicable audiences that are covered, 0..1; null where none is applicable, or known to be. A partial or stale one is not covered. */
export function coveredShare(counts: StateCounts): number | null {
  return counts.applicable === 0 ? null : counts.states.Covered / counts.applicable;
}

/** Audiences of the stages that the person plans for. */
export function plannedGaps(gaps: readonly Gap[], settings: SettingValues): readonly Gap[] {
  const planned = new Set<string>(valueOf(settings, lifecycleStages));
  return gaps.filter((gap) => planned.has(gap.stage));
}

/** Audiences by stage, in the order in which a person lives them; only stages that occur. */
export function byStage(gaps: readonly Gap[]): readonly (readonly [stage: string, gaps: readonly Gap[]])[] {
  return STAGES.map((stage) => [stage, gaps.filter((gap) => gap.stage === stage)] as const).filter(([, of]) => of.length > 0);
}

/** How often each word occurs, in the order of `words`; words outside it follow in order of appearance. */
export function tally(words: readonly string[], found: readonly string[]): readonly (readonly [word: string, count: number])[] {
  const counts = new Map<string, number>(words.map((word) => [word, 0]));
  for (const word of found) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts];
}
