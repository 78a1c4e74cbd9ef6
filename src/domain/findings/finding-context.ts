import type { Instant } from '../account/known';
import type { BehaviorReading } from '../behavior/figure';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import type { Comparison } from '../comparison/compare-account';
import type { CatalogueMatch } from '../comparison/match-catalogue';
import type { NearDuplicate } from '../comparison/duplicates';
import type { FoundRule } from '../comparison/hidden-rules';
import type { ParsedAccount } from '../model/parsed-account';
import { valueOf } from '../settings/setting';
import type { Setting, SettingValues } from '../settings/setting';
import type { Finding, FindingKind, Subject } from './finding';
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
}

/** What findings ask, from the parsed account, its behavior and how its rules relate. */
export function findingContext(
  account: ParsedAccount, behavior: BehaviorReading, recognized: RecognizedMetrics, settings: SettingValues, { matches, duplicates, nearDuplicates, hidden }: Comparison,
): FindingContext {
  return {
    account, behavior, settings, recognized, duplicates, nearDuplicates, hiddenRules: hidden.rules, now: account.now,
    metricLife: metricLives(account.inventory, valueOf(settings, deadMetricDays), account.now), matchesOf: matches.ofSegment,
  };
}

/** One kind of finding as data: words, the settings it obeys, and the function that decides. The table of all is in all-findings.ts. */
export interface FindingDeclaration {
  readonly kind: FindingKind;
  /** What people see in the tabs: `Fixed dates`. */
  readonly title: string;
  /** One sentence: what it means and why it matters. */
  readonly meaning: string;
  readonly about: readonly Subject['type'][];
  readonly settings: readonly Setting[];
  /** Every finding of this kind in the account. Pure; linear in what it looks at. */
  readonly decide: (context: FindingContext) => readonly Finding[];
}

/** A finding's subject for a segment. */
export const segmentSubject = (id: string): Subject => ({ type: 'segment', id });
/** A finding's subject for a list. */
export const listSubject = (id: string): Subject => ({ type: 'list', id });

/** The threshold part of a finding, from the setting that decided. */
export function threshold(setting: Setting<number>, value: number): NonNullable<Finding['threshold']> {
  return { setting: setting.name, value: String(value) };
}
