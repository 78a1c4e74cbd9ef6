import type { Inventory } from '../../src/domain/account/inventory';
import type { BehaviorReading } from '../../src/domain/behavior/figure';
import { conclude } from '../../src/domain/analysis/analyze';
import { planAudiences } from '../../src/domain/catalogue/plan-audiences';
import { recognizeMetrics } from '../../src/domain/catalogue/recognize-metrics';
import type { Coverage, Gap, Recommendation, Verdict } from '../../src/domain/coverage/recommendation';
import type { Finding, FindingKind } from '../../src/domain/findings/all-findings';
import { parseAccount } from '../../src/domain/model/parsed-account';
import type { SettingValue, SettingValues } from '../../src/domain/settings/setting';
import { TODAY, aBehavior } from './inventory';

/** Setting values by name as a person writes it. */
export function settings(values: Readonly<Record<string, SettingValue>> = {}): SettingValues {
  return new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]));
}

/**
 * Coverage of a built account at the built accounts' time, with behavior as built rather than measured.
 * @param lacking why the account cannot have an audience, by audience id
 */
export function analyzed(
  inventory: Inventory,
  behavior: BehaviorReading = aBehavior(),
  values: SettingValues = settings(),
  lacking: ReadonlyMap<string, string> = new Map(),
): Coverage {
  const recognized = recognizeMetrics(inventory, values);
  const planned = planAudiences(
    recognized,
    ({ id }) => behavior.parameters.get(id) ?? [],
    ({ id }) => lacking.get(id) ?? null,
  );
  return conclude({ account: parseAccount(inventory, values, TODAY), recognized, behavior, planned, settings: values });
}

/** Findings of one kind, as `type id`. */
export function found(coverage: Coverage, kind: FindingKind): readonly string[] {
  return coverage.findings.filter((finding) => finding.kind === kind).map(({ subject }) => `${subject.type} ${subject.id}`);
}

export function findingOn(coverage: Coverage, kind: FindingKind, id: string): Finding {
  const finding = coverage.findings.find((one) => one.kind === kind && one.subject.id === id);
  if (finding === undefined) throw new Error(`There is no finding ${kind} on ${id}`);
  return finding;
}

export function verdictOn(coverage: Coverage, id: string): Verdict {
  const verdict = coverage.verdicts.find((one) => one.subject.id === id);
  if (verdict === undefined) throw new Error(`There is no verdict on ${id}`);
  return verdict;
}

export function gapOf(coverage: Coverage, audienceId: string): Gap {
  const gap = coverage.gaps.find((one) => one.audienceId === audienceId);
  if (gap === undefined) throw new Error(`There is no gap row for ${audienceId}`);
  return gap;
}

export function rowOf(coverage: Coverage, key: string): Recommendation {
  const row = coverage.recommendations.find((one) => one.key === key);
  if (row === undefined) throw new Error(`There is no recommendation ${key}: ${coverage.recommendations.map((one) => one.key).join(', ')}`);
  return row;
}
