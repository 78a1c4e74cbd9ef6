import { isKnown } from '../account/known';
import type { BehaviorReading } from '../behavior/figure';
import type { PlannedAudience } from '../catalogue/plan-audiences';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import type { ParsedAccount } from '../model/parsed-account';
import { conditionsOf } from '../rule/rule';
import { precedes } from '../model/precedence';
import type { SettingValues } from '../settings/setting';
import { valueOf } from '../settings/setting';
import { nearDuplicateRatio } from './comparison-settings';
import { coverageByPeople } from './coverage-by-people';
import type { PeopleCoverage } from './coverage-by-people';
import { engagementMetrics, findDuplicates } from './duplicates';
import type { NearDuplicate } from './duplicates';
import { findHiddenRules } from './hidden-rules';
import type { HiddenRules } from './hidden-rules';
import { matchCatalogue } from './match-catalogue';
import type { CatalogueMatches } from './match-catalogue';
import { withMeasuredMembers } from './measured-members';

/** How the account's rules relate: to the catalogue's audiences, to one another, and to what flows and campaigns say. */
export interface Comparison {
  readonly matches: CatalogueMatches;
  /** Groups of two or more segments with the same audience, proven. The one that should stay comes first. */
  readonly duplicates: readonly (readonly string[])[];
  readonly nearDuplicates: readonly NearDuplicate[];
  readonly hidden: HiddenRules;
  /** Who is in which audience and segment; null where people could not be counted. */
  readonly people: PeopleCoverage | null;
}

/** Compares every rule of the account with those that it may have to do with. */
export function compareAccount(
  account: ParsedAccount,
  planned: readonly PlannedAudience[],
  behavior: Pick<BehaviorReading, 'populations' | 'state'>,
  recognized: RecognizedMetrics,
  settings: SettingValues,
): Comparison {
  const matches = matchCatalogue(account, planned, replacementsOf(recognized), (id) => {
    const size = behavior.populations.get(id)?.profiles.value;
    return size !== undefined && isKnown(size) ? size.value : null;
  });
  const found = findDuplicates(account, valueOf(settings, nearDuplicateRatio) / 100, engagementMetrics(recognized));
  return {
    matches,
    duplicates: found.equal.map((group) => [...group].sort((a, b) => (precedes(a, b, account) ? -1 : 1))),
    nearDuplicates: withMeasuredMembers(found, account.inventory.memberOverlaps ?? [], settings, account.formats).filter(
      (pair) => !meantApart(pair.segmentId, pair.otherId, account, matches) && !meantApart(pair.otherId, pair.segmentId, account, matches),
    ),
    hidden: findHiddenRules(account, settings, planned),
    people: coverageByPeople(account, planned, behavior.state, settings),
  };
}

/**
 * True where the first is apart from the second on purpose, however many people they share: it is a set of lists and segments less others, or exactly a
 * lifecycle audience for which the second is not meant (both channels, inside those who take SMS).
 */
function meantApart(id: string, other: string, account: ParsedAccount, matches: CatalogueMatches): boolean {
  const conditions = conditionsOf(account.segmentById.get(id)?.rule ?? { kind: 'all', of: [] });
  if (conditions.length > 1 && conditions.every(({ kind }) => kind === 'membership') && conditions.some((one) => one.kind === 'membership' && !one.isMember))
    return true;
  const audience = matches.ofSegment(id).find(({ fit }) => fit === 'exact')?.audienceId;
  return (
    audience !== undefined &&
    !matches.ofSegment(other).some((match) => match.audienceId === audience && (match.fit === 'exact' || match.fit === 'other thresholds'))
  );
}

/** Live metric by the id of each that no longer arrives. */
function replacementsOf(recognized: RecognizedMetrics): ReadonlyMap<string, string> {
  return new Map(recognized.dead.flatMap((dead) => (dead.replacedBy[0] === undefined ? [] : [[dead.metricId, dead.replacedBy[0]] as const])));
}
