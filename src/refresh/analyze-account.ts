import type { Inventory } from '../domain/account/inventory';
import type { Instant } from '../domain/account/known';
import type { BehaviorCollector } from '../domain/behavior/collector';
import type { BehaviorReading } from '../domain/behavior/figure';
import { measureBehavior } from '../domain/behavior/measure';
import { recognizeMetrics } from '../domain/catalogue/recognize-metrics';
import type { RecognizedMetrics } from '../domain/catalogue/recognize-metrics';
import { analyzeCoverage } from '../domain/coverage/analyze';
import type { Coverage } from '../domain/coverage/recommendation';
import { parseSettings } from '../domain/settings-registry/all-settings';
import type { SettingProblem } from '../domain/settings-registry/all-settings';
import type { SettingValues } from '../domain/settings/setting';

/** A setting as a person gave it. */
export interface GivenSetting { readonly name: string; readonly text: string }

/** Everything that is said about the account at the reading's instant. */
export interface Analysis {
  readonly inventory: Inventory;
  readonly recognized: RecognizedMetrics;
  readonly behavior: BehaviorReading;
  readonly coverage: Coverage;
  readonly settings: SettingValues;
  readonly settingProblems: readonly SettingProblem[];
  readonly now: Instant;
}

/** From what was read to what is said: pure and repeatable, so a killed execution may simply do it again. */
export function analyzeAccount(inventory: Inventory, collector: BehaviorCollector, given: readonly GivenSetting[]): Analysis {
  const now = inventory.readAt;
  const { values: settings, problems: settingProblems } = parseSettings(given);
  const recognized = recognizeMetrics(inventory, settings);
  const behavior = measureBehavior(collector, inventory, recognized, settings, now);
  const coverage = analyzeCoverage(inventory, behavior, recognized, settings, now);
  return { inventory, recognized, behavior, coverage, settings, settingProblems, now };
}
