import { isKnown } from '../account/known';
import { lifecycleStages } from '../settings/plan';
import { valueOf } from '../settings/setting';
import { takenNames } from './planned-names';
import { prioritize } from './prioritize';
import { createRows, hiddenRows } from './recommend-audiences';
import { mergeRows, refreshRows } from './recommend-segments';
import { retireRows } from './retire-rows';
import { coveredFrom, partialFrom } from '../comparison/comparison-settings';
import { refreshSense } from './refresh-sense';
import { withGroundwork } from './groundwork';
import { oneRowEach } from './same-people';
import { quoted } from '../text/quotes';
import { withBaseForReporting, worthBuilding } from './worth-building';
import type { RecommendInput, RecommendSources } from './recommend-input';
import { meantElsewhere } from './meant-for';
import type { Gap, Recommendation } from './recommendation';
import { stageByPeople } from './stage-by-people';
import { CLASS_OF_STAGE, stageOf } from './stage-of';

/** Share of people in common, the worse of both ways, from which an unused segment is turned into an audience rather than left beside a new one. */
const ADOPTED_FROM = 2 / 3;

/** All recommendations of the stages planned for, ranked, and why an audience that has no segment has no row either, one sentence by its id. */
export interface Recommended {
  readonly recommendations: readonly Recommendation[];
  readonly withoutRow: ReadonlyMap<string, string>;
}

/** All recommendations of the stages planned for, ranked. One row for each segment, each audience and each group of people: nothing is said twice. */
export function recommend(sources: RecommendSources): Recommended {
  const { account, people } = sources;
  const input = completed(sources);
  const created = withGroundwork(withBaseForReporting(createRows(input), sources.behavior), input.gaps, account, people);
  const all = [...created, ...hiddenRows(input, created), ...refreshRows(input), ...mergeRows(input), ...retireRows(input)];
  const { drafts, servedBy } = oneRowEach(all, people, valueOf(sources.settings, coveredFrom) / 100, valueOf(sources.settings, partialFrom) / 100);
  const ranked = prioritize(
    drafts,
    { windowRevenue: { value: sources.behavior.windowRevenue }, reachableBase: { value: sources.behavior.reachableBase } },
    sources.settings,
    { people, now: account.now, formats: account.formats, spokenTo: spokenTo(sources) },
  );
  const { rows, notProposed } = worthBuilding(ranked, drafts, sources.behavior, sources.settings, account.formats);
  return {
    recommendations: rows,
    withoutRow: new Map([
      ...notProposed,
      ...[...servedBy].map(
        ([id, { row, share }]) =>
          [
            id,
            `${quoted(row.segment)} is proposed and would hold ${share >= valueOf(sources.settings, coveredFrom) / 100 ? 'the' : 'mostly the'} same people today: it serves both.`,
          ] as const,
      ),
    ]),
  };
}

/** Audiences that have a segment which live mail goes to, by flow or campaign, with what speaking to them is worth. */
function spokenTo({ gaps, behavior }: RecommendSources): readonly { readonly audienceId: string; readonly worth: number }[] {
  return gaps
    .filter(({ state, servedBy }) => state === 'Covered' && servedBy.length > 0)
    .map(({ audienceId }) => {
      const value = behavior.populations.get(audienceId)?.valueAtStake.value;
      return { audienceId, worth: value !== undefined && isKnown(value) ? value.value : 0 };
    });
}

function completed(sources: RecommendSources): RecommendInput {
  const { account, gaps, matches, verdicts, settings, recognized, people } = sources;
  const stages = new Set<string>(valueOf(settings, lifecycleStages));
  const gapById = new Map(gaps.map((gap) => [gap.audienceId, gap]));
  const refreshing = refreshSense(account, people, (id) => sources.planned.some(({ audience }) => audience.id === id && audience.vip));
  const settled = new Set<string>();
  const byPeople = stageByPeople(sources.planned, recognized, people);
  const going = new Set(verdicts.filter(({ verdict }) => verdict === 'Merge' || verdict === 'Retire').map(({ subject }) => subject.id));
  // Refreshing serves where the segment is meant for the audience: same rule but for values, or the same but broken. Each segment can become one audience only.
  const byAudience = new Map<string, string>();
  const bySegment = new Map<string, string>();
  const open = gaps.filter((gap) => (gap.state === 'Partial' || gap.state === 'Stale') && stages.has(gap.stage));
  const pair = (gap: Gap, segmentId: string): void => {
    byAudience.set(gap.audienceId, segmentId);
    bySegment.set(segmentId, gap.audienceId);
  };
  const isAnother = meantElsewhere(matches, people);
  const free = (gap: Gap, segmentId: string): boolean =>
    !byAudience.has(gap.audienceId) && !bySegment.has(segmentId) && !going.has(segmentId) && !standsForAnother(segmentId, gap.audienceId, sources);
  for (const gap of open) {
    const meant = matches
      .ofAudience(gap.audienceId)
      .filter(
        (match) => (match.fit === 'exact' || (match.fit === 'other thresholds' && !isAnother(match.segmentId, gap.audienceId))) && free(gap, match.segmentId),
      )
      .map((match) => ({ match, sense: refreshing(match.segmentId, gap.audienceId) }));
    if (gap.state === 'Partial' && meant.some(({ sense }) => sense === 'changes nobody')) settled.add(gap.audienceId);
    const first = meant.find(({ sense }) => sense === 'sensible');
    if (first !== undefined && !settled.has(gap.audienceId)) pair(gap, first.match.segmentId);
  }
  // Adopt before create: what nothing uses and holds mostly the same people becomes the audience, the nearest pair first.
  const idle = (segmentId: string): boolean =>
    account.uses.unknownBecause.length === 0 && !account.uses.isLive(segmentId) && !account.uses.isInDraft(segmentId);
  const adoptable = open
    .flatMap((gap) =>
      gap.matches.flatMap(({ segmentId, usable, people }) => {
        const share = people === null ? 0 : Math.min(people.inIt, 1 - people.beside);
        return usable && share >= ADOPTED_FROM && idle(segmentId) ? [{ gap, segmentId, share }] : [];
      }),
    )
    .sort((one, other) => other.share - one.share);
  for (const { gap, segmentId } of adoptable)
    if (free(gap, segmentId) && !settled.has(gap.audienceId) && refreshing(segmentId, gap.audienceId) === 'sensible') pair(gap, segmentId);
  return {
    ...sources,
    stages,
    names: takenNames(
      [...account.segments.map(({ segment }) => segment.name), ...account.lists.map((list) => list.name)],
      account.segments.map(({ segment }) => segment.name),
    ),
    gapOf: (id) => gapById.get(id),
    refreshes: (id) => byAudience.get(id) ?? null,
    isSettled: (id) => settled.has(id),
    refreshedFor: (id) => bySegment.get(id) ?? null,
    coverOf: sources.coversAudience,
    stageOf: (rule) => byPeople(rule) ?? stageOf(rule, recognized),
    classOfStage: (stage) => CLASS_OF_STAGE[stage],
  };
}

/** A segment that rightly is one audience must not be turned into another of the same shape (engaged 30 into engaged 90). */
function standsForAnother(segmentId: string, audienceId: string, { coversAudience }: RecommendSources): boolean {
  const stands = coversAudience(segmentId);
  return stands !== null && stands.audienceId !== audienceId;
}
