import type { Inventory } from '../account/inventory';
import type { Instant } from '../account/known';
import { isKnown } from '../account/known';
import type { BehaviorReading } from '../behavior/figure';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import { findAll, subjectKey } from '../findings/all-findings';
import type { FindingContext } from '../findings/finding-context';
import { metricLives } from '../findings/metric-life';
import { nearDuplicateRatio } from '../comparison/comparison-settings';
import { deadMetricDays } from '../findings/findings-settings';
import { describeRule } from '../rule/describe';
import type { SettingValues } from '../settings/setting';
import { valueOf } from '../settings/setting';
import { assumptionsOf, dataLimitsOf } from './data-limits';
import { engagementMetrics, findDuplicates } from '../comparison/duplicates';
import { flowTextsOf } from './flow-texts';
import { covers, decideGaps } from './gaps';
import { findHiddenRules } from '../comparison/hidden-rules';
import { matchCatalogue } from '../comparison/match-catalogue';
import type { CatalogueMatch } from '../comparison/match-catalogue';
import { withMeasuredMembers } from '../comparison/measured-members';
import { parseAccount } from '../model/parsed-account';
import { planAudiences } from '../comparison/plan-audiences';
import { precedes } from '../model/precedence';
import type { Coverage } from './recommendation';
import { recommend } from './recommend';
import { grouped } from '../model/use-graph';
import { decideVerdicts } from './verdicts';

/**
 * Everything that analysis says about an account: how each lifecycle audience is covered, what is wrong with what exists, what to do first.
 * Pure and repeatable: the same input gives the same output. Unread parts of the inventory stay unknown; while any use may be unknown
 * nothing is proposed for retirement. Time grows linearly with the account (test/bench/analysis.bench.ts).
 */
export function analyzeCoverage(
  inventory: Inventory, behavior: BehaviorReading, recognized: RecognizedMetrics, settings: SettingValues, now: Instant,
): Coverage {
  const account = parseAccount(inventory, settings, now);
  const planned = planAudiences(behavior, recognized);
  const matches = matchCatalogue(account, planned, replacementsOf(recognized), (id) => {
    const size = behavior.populations.get(id)?.profiles.value;
    return size !== undefined && isKnown(size) ? size.value : null;
  });
  const duplicates = findDuplicates(account, valueOf(settings, nearDuplicateRatio) / 100, engagementMetrics(recognized));
  const hidden = findHiddenRules(account, settings, planned);

  const context: FindingContext = {
    account, behavior, settings, now, recognized, hiddenRules: hidden.rules,
    metricLife: metricLives(inventory, valueOf(settings, deadMetricDays), now),
    matchesOf: matches.ofSegment,
    duplicates: duplicates.equal.map((group) => [...group].sort((a, b) => (precedes(a, b, account) ? -1 : 1))),
    nearDuplicates: withMeasuredMembers(duplicates, inventory.memberOverlaps ?? [], settings),
  };
  const findings = findAll(context);
  const bySubject = grouped(findings, (finding) => subjectKey(finding.subject));
  const gaps = decideGaps({ account, behavior, settings, planned, matches, findingsOf: (id) => bySubject.get(`segment ${id}`) ?? [] });

  const applicable = new Set(gaps.filter((gap) => gap.state !== 'Not applicable' && gap.state !== 'Unknown').map((gap) => gap.audienceId));
  // Where no segment covers an audience, the one that does but for its thresholds is what to refresh, used or not.
  const standsFor = (audienceId: string): CatalogueMatch | undefined => {
    const all = matches.ofAudience(audienceId);
    return all.find((match) => covers(match, settings)) ?? all.find((match) => match.fit === 'other thresholds');
  };
  const coversAudience = (segmentId: string): CatalogueMatch | null => matches.ofSegment(segmentId).find((match) =>
    applicable.has(match.audienceId) && standsFor(match.audienceId)?.segmentId === segmentId) ?? null;
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

/** Live metric by the id of each that no longer arrives. */
function replacementsOf(recognized: RecognizedMetrics): ReadonlyMap<string, string> {
  return new Map(recognized.dead.flatMap((dead) => (dead.replacedBy[0] === undefined ? [] : [[dead.metricId, dead.replacedBy[0]] as const])));
}
