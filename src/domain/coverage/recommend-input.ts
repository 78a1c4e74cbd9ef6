import type { CoveredAudience } from './verdicts';
import type { BehaviorReading } from '../behavior/figure';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import type { FoundRule } from '../comparison/hidden-rules';
import type { PlannedAudience } from '../catalogue/plan-audiences';
import type { PeopleCoverage } from '../comparison/coverage-by-people';
import type { CatalogueMatches } from '../comparison/match-catalogue';
import type { ParsedAccount } from '../model/parsed-account';
import type { Rule } from '../rule/rule';
import type { SettingValues } from '../settings/setting';
import type { Stage, ValueClass } from '../terms/lifecycle-terms';
import type { TakenNames } from './planned-names';
import type { Gap, Verdict } from './recommendation';

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
  readonly coversAudience: (segmentId: string) => CoveredAudience | null;
  /** Null where people could not be counted. */
  readonly people: PeopleCoverage | null;
}

/** The same with the look-ups that the rows need. */
export interface RecommendInput extends RecommendSources {
  /** Stages that the person plans for. */
  readonly stages: ReadonlySet<string>;
  readonly gapOf: (audienceId: string) => Gap | undefined;
  /** The segment to be refreshed so that it becomes this audience; null where a new one is better. */
  readonly refreshes: (audienceId: string) => string | null;
  /** True where a segment holds just these people today, so that nothing is to be done although its rule has other numbers. */
  readonly isSettled: (audienceId: string) => boolean;
  /** The audience that this segment should become; null when none. */
  readonly refreshedFor: (segmentId: string) => string | null;
  /** The audience that the segment covers as it stands. */
  readonly coverOf: (segmentId: string) => CoveredAudience | null;
  readonly names: TakenNames;
  readonly stageOf: (rule: Rule) => Stage;
  readonly classOfStage: (stage: Stage) => ValueClass;
}
