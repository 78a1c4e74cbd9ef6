import { lifecycleStages } from '../settings/plan';
import { valueOf } from '../settings/setting';
import type { CatalogueMatch } from '../comparison/match-catalogue';
import { takenNames } from './planned-names';
import { prioritize } from './prioritize';
import { createRows, hiddenRows } from './recommend-audiences';
import { mergeRows, refreshRows, retireRows } from './recommend-segments';
import type { RecommendInput, RecommendSources } from './recommend-input';
import type { Recommendation } from './recommendation';
import { CLASS_OF_STAGE, stageOf } from './stage-of';

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
