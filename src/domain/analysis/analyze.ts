import type { Inventory } from '../account/inventory';
import type { Instant } from '../account/known';
import type { BehaviorCollector } from '../behavior/collector';
import type { BehaviorReading } from '../behavior/figure';
import { measureBehavior } from '../behavior/measure';
import type { PlannedAudience } from '../catalogue/plan-audiences';
import { recognizeMetrics } from '../catalogue/recognize-metrics';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import { compareAccount } from '../comparison/compare-account';
import { decideCoverage } from '../coverage/decide-coverage';
import type { Coverage } from '../coverage/recommendation';
import { findAll } from '../findings/all-findings';
import { findingContext } from '../findings/finding-context';
import { parseAccount } from '../model/parsed-account';
import type { ParsedAccount } from '../model/parsed-account';
import type { RuleReader } from '../model/segment-rules';
import { reachOf } from '../reach/reach';
import type { Reach } from '../reach/reach';
import type { SettingValues } from '../settings/setting';
import { parseSettings } from '../settings-registry/all-settings';
import type { SettingProblem } from '../settings-registry/all-settings';

/** A setting as a person gave it. */
export interface GivenSetting {
  readonly name: string;
  readonly text: string;
}

/** Everything that is said about the account at the reading's instant, with what it was concluded from. */
export interface Analysis {
  readonly inventory: Inventory;
  readonly settings: SettingValues;
  readonly settingProblems: readonly SettingProblem[];
  readonly recognized: RecognizedMetrics;
  readonly account: ParsedAccount;
  readonly behavior: BehaviorReading;
  readonly coverage: Coverage;
  readonly reach: Reach;
  readonly now: Instant;
}

/**
 * From what was read to what is said, step by step; each step adds to what it gets and nothing is worked out twice. Pure and repeatable: the same
 * input gives the same output, so a killed execution may simply do it again. Unread parts of the inventory stay unknown. Time grows linearly with
 * the account (test/bench/analysis.bench.ts).
 * @param readRules what parsed the rules earlier in this execution, if anything did
 */
export function analyze(inventory: Inventory, collector: BehaviorCollector, given: readonly GivenSetting[], readRules?: RuleReader): Analysis {
  const now = inventory.readAt;
  const { values: settings, problems: settingProblems } = parseSettings(given);
  const recognized = recognizeMetrics(inventory, settings);
  const account = parseAccount(inventory, settings, now, readRules);
  const { planned, ...behavior } = measureBehavior(collector, account, recognized, settings);
  const { coverage, reach } = concludeAll({ account, recognized, behavior, planned, settings });
  return { inventory, settings, settingProblems, recognized, account, behavior, coverage, reach, now };
}

/** What is concluded once the account is parsed and its behavior measured. */
export interface Measured {
  readonly account: ParsedAccount;
  readonly recognized: RecognizedMetrics;
  readonly behavior: BehaviorReading;
  readonly planned: readonly PlannedAudience[];
  readonly settings: SettingValues;
}

/** Coverage alone of what `concludeAll` says. */
export function conclude(measured: Measured): Coverage {
  return concludeAll(measured).coverage;
}

/** The analysis's second half: rules are compared, findings decided, and coverage, the plan and who is spoken to follow from both. */
export function concludeAll({ account, recognized, behavior, planned, settings }: Measured): Pick<Analysis, 'coverage' | 'reach'> {
  const comparison = compareAccount(account, planned, behavior, recognized, settings);
  const context = findingContext(account, behavior, recognized, settings, comparison);
  const findings = findAll(context);
  const coverage = decideCoverage(context, findings, planned, comparison);
  return { coverage, reach: reachOf({ account, behavior, people: comparison.people, recognized, settings, planned, openAudiences: openAudiences(coverage) }) };
}

function openAudiences({ gaps }: Coverage): ReadonlySet<string> {
  return new Set(gaps.filter(({ state }) => state === 'Missing' || state === 'Partial' || state === 'Stale').map(({ audienceId }) => audienceId));
}
