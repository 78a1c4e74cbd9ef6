import type { Instant } from '../account/known';
import type { BehaviorReading } from '../behavior/figure';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import type { Comparison } from '../comparison/compare-account';
import type { CatalogueMatch } from '../comparison/match-catalogue';
import type { NearDuplicate } from '../comparison/duplicates';
import type { PeopleCoverage } from '../comparison/coverage-by-people';
import type { FoundRule } from '../comparison/hidden-rules';
import type { ParsedAccount } from '../model/parsed-account';
import { valueOf } from '../settings/setting';
import type { SettingValues } from '../settings/setting';
import { deadMetricDays } from './findings-settings';
import { metricLives } from './metric-life';
import type { MetricLife } from './metric-life';

/** Everything that findings are decided from, worked out once. Findings ask it and nothing else. */
export interface FindingContext {
  readonly account: ParsedAccount;
  readonly behavior: BehaviorReading;
  readonly settings: SettingValues;
  readonly now: Instant;
  readonly recognized: RecognizedMetrics;
  readonly metricLife: (metricId: string) => MetricLife;
  /** Catalogue audiences that each segment speaks of, best fit first. */
  readonly matchesOf: (segmentId: string) => readonly CatalogueMatch[];
  /** Groups of two or more segments with the same audience, proven. The one that should stay comes first. */
  readonly duplicates: readonly (readonly string[])[];
  readonly nearDuplicates: readonly NearDuplicate[];
  readonly hiddenRules: readonly FoundRule[];
  /** Who is in what; null where people could not be counted. */
  readonly people: PeopleCoverage | null;
}

/** What findings ask, from the parsed account, its behavior and how its rules relate. */
export function findingContext(
  account: ParsedAccount,
  behavior: BehaviorReading,
  recognized: RecognizedMetrics,
  settings: SettingValues,
  { matches, duplicates, nearDuplicates, hidden, people }: Comparison,
): FindingContext {
  return {
    account,
    behavior,
    settings,
    recognized,
    duplicates,
    nearDuplicates,
    people,
    hiddenRules: hidden.rules,
    now: account.now,
    metricLife: metricLives(account.inventory, valueOf(settings, deadMetricDays), account.now),
    matchesOf: matches.ofSegment,
  };
}
