import type { PlannedAudience } from '../catalogue/plan-audiences';
import type { Comparison } from '../comparison/compare-account';
import type { Finding } from '../findings/all-findings';
import { subjectKey } from '../findings/subject';
import type { FindingContext } from '../findings/finding-context';
import { grouped } from '../model/use-graph';
import { describeRule } from '../rule/describe';
import { assumptionsOf, dataLimitsOf } from './data-limits';
import { flowTextsOf } from './flow-texts';
import { decideGaps } from './gaps';
import type { DecidedGap } from './gaps';
import type { FoundRule } from '../comparison/hidden-rules';
import type { PeopleCoverage } from '../comparison/coverage-by-people';
import { shareInBoth } from './same-people';
import type { Coverage } from './recommendation';
import { recommend } from './recommend';
import { decideVerdicts } from './verdicts';
import type { CoveredAudience } from './verdicts';

/** A segment with less of its people in common with an audience, either way, is not near it. */
const NEAR_FROM = 0.25;
/** A segment that has half of a hidden rule’s people in common with it (of those in either) would be its double. */
const HIDDEN_NEAR_FROM = 0.5;

/**
 * What follows from everything found: how each audience is covered, what becomes of each segment and list, what to do first, and the account's rules
 * in words. While any use may be unknown nothing is proposed for retirement.
 */
export function decideCoverage(
  context: FindingContext,
  findings: readonly Finding[],
  planned: readonly PlannedAudience[],
  { matches, hidden, people }: Comparison,
): Coverage {
  const { account, behavior, settings, recognized } = context;
  const bySubject = grouped(findings, (finding) => subjectKey(finding.subject));
  const decided = decideGaps({ account, behavior, planned, matches, people, settings, findingsOf: (id) => bySubject.get(`segment ${id}`) ?? [] });
  const gaps = decided.map(({ gap }) => gap);
  const applicable = decided.filter(({ gap }) => gap.state !== 'Not applicable' && gap.state !== 'Unknown');
  const coversAudience = standingSegments(applicable);
  const near = nearOpenAudiences(applicable, hidden.rules, people, account);
  const verdicts = decideVerdicts({ context, findings, coversAudience, nearOpenAudience: (id) => near.get(id) ?? null });
  const { recommendations, withoutRow } = recommend({
    account,
    behavior,
    recognized,
    settings,
    planned,
    matches,
    gaps,
    verdicts,
    hiddenRules: hidden.rules,
    flowKeys: hidden.liveFlowKeys,
    coversAudience,
    people,
  });
  return {
    gaps: gaps.map((gap) => {
      const why = withoutRow.get(gap.audienceId);
      return why === undefined ? gap : { ...gap, why: `${gap.why} ${why}` };
    }),
    verdicts,
    findings,
    hiddenRules: hidden.rules.map(({ audience: _audience, ruleKey: _ruleKey, decidedBy: _decidedBy, ...shown }) => shown),
    recommendations,
    segmentRules: new Map(account.segments.map(({ segment, rule }) => [segment.id, describeRule(rule, account.names)])),
    flowTexts: flowTextsOf(account, hidden.rules),
    dataLimits: dataLimitsOf(account, behavior, recognized),
    assumptions: assumptionsOf(planned, settings, account.formats),
  };
}

/** The audience that each segment stands for, of those that the account can have: it covers it, or it is the one meant for it, used or not. */
function standingSegments(applicable: readonly DecidedGap[]): (segmentId: string) => CoveredAudience | null {
  const standing = grouped(
    applicable.filter(({ meant }) => meant !== null),
    ({ meant }) => meant!,
  );
  return (segmentId) => {
    const [first] = [...(standing.get(segmentId) ?? [])].sort((one, other) => Number(other.covering !== null) - Number(one.covering !== null));
    return first === undefined ? null : { audienceId: first.gap.audienceId, audienceName: first.gap.name, covers: first.covering !== null };
  };
}

/**
 * The audience without cover that a segment lies near, by name: by rule where people cannot tell, else by a quarter of the people both ways. A rule written out by
 * hand is such an audience too, from half of the people in both.
 */
function nearOpenAudiences(
  applicable: readonly DecidedGap[],
  hidden: readonly FoundRule[],
  people: PeopleCoverage | null,
  account: FindingContext['account'],
): ReadonlyMap<string, string> {
  const near = new Map<string, string>();
  const add = (segmentId: string, name: string): void => {
    if (!near.has(segmentId)) near.set(segmentId, name);
  };
  for (const { gap, covering } of applicable) {
    if (covering !== null) continue;
    for (const one of people?.near(gap.audienceId) ?? []) if (Math.min(one.inIt, 1 - one.beside) >= NEAR_FROM) add(one.segmentId, gap.name);
    for (const match of gap.matches) if (match.fit !== 'by name only' && match.people === null) add(match.segmentId, gap.name);
  }
  const written =
    people === null
      ? []
      : hidden.flatMap((rule) =>
          rule.existingSegmentId === null && rule.unread === undefined ? [{ name: rule.suggestedName, set: people.whoMeets(rule.audience) }] : [],
        );
  if (people === null || written.every(({ set }) => set === null)) return near;
  for (const { segment, rule } of account.segments) {
    const set = segment.isActive && !near.has(segment.id) && !account.uses.isLive(segment.id) ? people.whoMeets(rule) : null;
    const same = set === null ? undefined : written.find((one) => one.set !== null && shareInBoth(one.set, set, people) >= HIDDEN_NEAR_FROM);
    if (same !== undefined) add(segment.id, same.name);
  }
  return near;
}
