import type { BehaviorReading } from '../behavior/figure';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import type { Stage, ValueClass } from '../catalogue/vocabulary';
import type { Rule } from '../rule/rule';
import { lifecycleStages } from '../settings/plan';
import type { SettingValues } from '../settings/setting';
import { valueOf } from '../settings/setting';
import type { FoundRule } from './hidden-rules';
import type { CatalogueMatch, CatalogueMatches, PlannedAudience } from './match-catalogue';
import type { ParsedAccount } from './parsed-account';
import type { TakenNames } from './planned-names';
import { takenNames } from './planned-names';
import { prioritize } from './prioritize';
import { createRows, hiddenRows } from './recommend-audiences';
import { mergeRows, refreshRows, retireRows } from './recommend-segments';
import type { Gap, Recommendation, Verdict } from './recommendation';
import { CLASS_OF_STAGE, stageOf } from './stage-of';

/** What recommendations are made from: everything decided before. */
export interface RecommendSources {
  readonly account: ParsedAccount;
  readonly behavior: BehaviorReading;
  readonly recognized: RecognizedMetrics;
  readonly settings: SettingValues;
  readonly planned: readonly PlannedAudience[];
  readonly matches: CatalogueMatches;
  readonly gaps: readonly Gap[];
  readonly verdicts: readonly Verdict[];
  readonly hiddenRules: readonly FoundRule[];
  /** The engine's keys of audiences that live flows speak to by their filters. */
  readonly flowKeys: ReadonlySet<string>;
  readonly coversAudience: (segmentId: string) => CatalogueMatch | null;
}

/** The same with the look-ups that the rows need. */
export interface RecommendInput extends RecommendSources {
  /** Stages that the person plans for. */
  readonly stages: ReadonlySet<string>;
  readonly gapOf: (audienceId: string) => Gap | undefined;
  /** The segment to be refreshed so that it becomes this audience; null where a new one is better. */
  readonly refreshes: (audienceId: string) => string | null;
  /** The audience that this segment should become; null when none. */
  readonly refreshedFor: (segmentId: string) => string | null;
  /** The audience that the segment covers as it stands. */
  readonly coverOf: (segmentId: string) => CatalogueMatch | null;
  readonly names: TakenNames;
  readonly stageOf: (rule: Rule) => Stage;
  readonly classOfStage: (stage: Stage) => ValueClass;
}

/** All recommendations of the stages planned for, ranked. One row for each segment and each audience: nothing is said twice. */
export function recommend(sources: RecommendSources): readonly Recommendation[] {
  const input = completed(sources);
  const created = createRows(input);
  const drafts = [...created, ...hiddenRows(input, created), ...refreshRows(input), ...mergeRows(input), ...retireRows(input)];
  return prioritize(drafts, {
    windowRevenue: { value: sources.behavior.windowRevenue }, reachableBase: { value: sources.behavior.reachableBase },
  }, sources.settings);
}

function completed(sources: RecommendSources): RecommendInput {
  const { account, gaps, matches, verdicts, settings, recognized } = sources;
  const stages = new Set<string>(valueOf(settings, lifecycleStages));
  const gapById = new Map(gaps.map((gap) => [gap.audienceId, gap]));
  const going = new Set(verdicts.filter(({ verdict }) => verdict === 'Merge' || verdict === 'Retire').map(({ subject }) => subject.id));
  // Refreshing serves where the segment is meant for the audience: same rule but for values, or the same but broken. Each segment can become one audience only.
  const byAudience = new Map<string, string>();
  const bySegment = new Map<string, string>();
  for (const gap of gaps) {
    if ((gap.state !== 'Partial' && gap.state !== 'Stale') || !stages.has(gap.stage)) continue;
    const meant = matches.ofAudience(gap.audienceId).find((match) => (match.fit === 'exact' || match.fit === 'other thresholds')
      && !going.has(match.segmentId) && !bySegment.has(match.segmentId) && !coversAnother(match, sources));
    if (meant === undefined) continue;
    byAudience.set(gap.audienceId, meant.segmentId);
    bySegment.set(meant.segmentId, gap.audienceId);
  }
  return {
    ...sources, stages, names: takenNames([...account.segments.map(({ segment }) => segment.name), ...account.lists.map((list) => list.name)]),
    gapOf: (id) => gapById.get(id), refreshes: (id) => byAudience.get(id) ?? null, refreshedFor: (id) => bySegment.get(id) ?? null,
    coverOf: sources.coversAudience, stageOf: (rule) => stageOf(rule, recognized), classOfStage: (stage) => CLASS_OF_STAGE[stage],
  };
}

/** A segment that rightly is one audience must not be turned into another of the same shape (engaged 30 into engaged 90). */
function coversAnother(match: CatalogueMatch, { coversAudience }: RecommendSources): boolean {
  const covered = coversAudience(match.segmentId);
  return covered !== null && covered.audienceId !== match.audienceId;
}
