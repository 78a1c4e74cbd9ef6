import type { PlannedAudience } from '../catalogue/plan-audiences';
import type { Comparison } from '../comparison/compare-account';
import type { CatalogueMatch, CatalogueMatches } from '../comparison/match-catalogue';
import type { Finding } from '../findings/all-findings';
import { subjectKey } from '../findings/subject';
import type { FindingContext } from '../findings/finding-context';
import { grouped } from '../model/use-graph';
import { describeRule } from '../rule/describe';
import type { SettingValues } from '../settings/setting';
import { assumptionsOf, dataLimitsOf } from './data-limits';
import { flowTextsOf } from './flow-texts';
import { covers, decideGaps } from './gaps';
import type { Coverage, Gap } from './recommendation';
import { recommend } from './recommend';
import { decideVerdicts } from './verdicts';

/**
 * What follows from everything found: how each audience is covered, what becomes of each segment and list, what to do first, and the account's rules
 * in words. While any use may be unknown nothing is proposed for retirement.
 */
export function decideCoverage(context: FindingContext, findings: readonly Finding[], planned: readonly PlannedAudience[], { matches, hidden }: Comparison): Coverage {
  const { account, behavior, settings, recognized } = context;
  const bySubject = grouped(findings, (finding) => subjectKey(finding.subject));
  const gaps = decideGaps({ account, behavior, settings, planned, matches, findingsOf: (id) => bySubject.get(`segment ${id}`) ?? [] });
  const coversAudience = coveringSegments(gaps, matches, settings);
  const verdicts = decideVerdicts({ context, findings, coversAudience });
  return {
    gaps, verdicts, findings,
    hiddenRules: hidden.rules.map(({ audience: _audience, ruleKey: _ruleKey, decidedBy: _decidedBy, ...shown }) => shown),
    recommendations: recommend({ account, behavior, recognized, settings, planned, matches, gaps, verdicts, hiddenRules: hidden.rules, flowKeys: hidden.liveFlowKeys, coversAudience }),
    segmentRules: new Map(account.segments.map(({ segment, rule }) => [segment.id, describeRule(rule, account.names)])),
    flowTexts: flowTextsOf(account, hidden.rules),
    dataLimits: dataLimitsOf(account, behavior, recognized),
    assumptions: assumptionsOf(planned, settings),
  };
}

/** The audience that each segment stands for, of those that the account can have: it covers it, or it would but for its thresholds. */
function coveringSegments(gaps: readonly Gap[], matches: CatalogueMatches, settings: SettingValues): (segmentId: string) => CatalogueMatch | null {
  const applicable = new Set(gaps.filter((gap) => gap.state !== 'Not applicable' && gap.state !== 'Unknown').map((gap) => gap.audienceId));
  // Where no segment covers an audience, the one that does but for its thresholds is what to refresh, used or not.
  const standsFor = (audienceId: string): CatalogueMatch | undefined => {
    const all = matches.ofAudience(audienceId);
    return all.find((match) => covers(match, settings)) ?? all.find((match) => match.fit === 'other thresholds');
  };
  return (segmentId) => matches.ofSegment(segmentId).find((match) => applicable.has(match.audienceId) && standsFor(match.audienceId)?.segmentId === segmentId) ?? null;
}
