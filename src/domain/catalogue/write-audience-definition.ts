import type { NumericOperator } from '../rule/filter';
import type { Arm, Clause, ConditionJson, FunnelArm, MetricArm } from './clause';
import type { MetricAlias } from './metric-alias';
import type { MetricIds } from './audience';

/** Klaviyo's segment definition: groups are ANDed, conditions inside a group ORed. */
export interface SegmentDefinition {
  readonly condition_groups: readonly { readonly conditions: readonly ConditionJson[] }[];
}

/** What came of writing clauses for an account's metrics. */
export interface WrittenDefinition {
  readonly definition: SegmentDefinition;
  /** Where several metrics could not be added up exactly: one sentence each. */
  readonly approximations: readonly string[];
  /** Arms left out because the account lacks an optional metric. */
  readonly leftOut: readonly MetricAlias[];
}

/** Beyond this many groups a count over several metrics is only approximated: nobody could check such a rule by eye. */
const GROUPS_AT_MOST = 12;

type Groups = readonly (readonly ConditionJson[])[];

/**
 * Writes clauses as Klaviyo's JSON. Where an alias has several metrics (two shops), counts over all of them together are said
 * exactly in Klaviyo's two levels: "at least once" is one of them, "never" is none of them, "at least n" is every way of
 * missing n ruled out. Sums of two metrics cannot be said: at least so much in one of them, below in each of them.
 * @returns null where a needed part cannot be written because the account has no metric for it.
 */
export function writeClauses(clauses: readonly Clause[], metrics: MetricIds, optional: readonly MetricAlias[]): WrittenDefinition | null {
  const approximations = new Set<string>();
  const leftOut = new Set<MetricAlias>();
  const groups: (readonly ConditionJson[])[] = [];
  for (const clause of clauses) {
    let product: Groups = [[]];
    let arms = 0;
    let alwaysTrue = false;
    for (const arm of clause) {
      const missing = missingAlias(arm, metrics);
      if (missing !== null) {
        if (!optional.includes(missing)) return null;
        leftOut.add(missing);
        // Never having done what nobody can do holds for everyone.
        if (arm.kind === 'metric' && arm.operator === 'equals' && arm.value === 0) alwaysTrue = true;
        continue;
      }
      arms += 1;
      product = either(product, groupsOf(arm, metrics, approximations));
    }
    if (alwaysTrue) continue;
    if (arms === 0) return null;
    groups.push(...product);
  }
  return { definition: { condition_groups: groups.map((conditions) => ({ conditions })) }, approximations: [...approximations], leftOut: [...leftOut] };
}

function missingAlias(arm: Arm, metrics: MetricIds): MetricAlias | null {
  const needed = arm.kind === 'metric' ? [arm.alias] : arm.kind === 'funnel' ? [arm.happened, arm.missing] : [];
  return needed.find((alias) => !metrics[alias]?.length) ?? null;
}

/** One or the other, each a list of ORed groups that are ANDed: every group of one with every group of the other. */
function either(first: Groups, second: Groups): Groups {
  return first.flatMap((one) => second.map((other) => [...one, ...other]));
}

function groupsOf(arm: Arm, metrics: MetricIds, approximations: Set<string>): Groups {
  switch (arm.kind) {
    case 'plain':
      return [[arm.condition]];
    case 'funnel':
      return funnelGroups(arm, metrics, approximations);
    case 'metric':
      return arm.measurement === 'sum' ? sumGroups(arm, metrics, approximations) : countGroups(arm, metrics, approximations);
  }
}

function condition(arm: MetricArm, metricId: string, operator: NumericOperator, value: number): ConditionJson {
  return {
    type: 'profile-metric',
    metric_id: metricId,
    measurement: arm.measurement,
    measurement_filter: { type: 'numeric', operator, value },
    timeframe_filter: arm.timeframe,
    metric_filters: arm.where,
  };
}

function countGroups(arm: MetricArm, metrics: MetricIds, approximations: Set<string>): Groups {
  const ids = metrics[arm.alias] ?? [];
  if (ids.length === 1) return [[condition(arm, ids[0]!, arm.operator, arm.value)]];
  if (arm.value === 0 && arm.operator === 'equals') return ids.map((id) => [condition(arm, id, 'equals', 0)]);
  const atLeast = (): Groups =>
    splits(arm.value - 1, ids.length).map((parts) => ids.map((id, at) => condition(arm, id, 'greater-than-or-equal', parts[at]! + 1)));
  const atMost = (): Groups =>
    splits(arm.value + 1, ids.length).map((parts) => ids.flatMap((id, at) => (parts[at]! > 0 ? [condition(arm, id, 'less-than', parts[at]!)] : [])));
  const exact = arm.operator === 'greater-than-or-equal' ? atLeast() : arm.operator === 'equals' ? [...atLeast(), ...atMost()] : null;
  if (exact !== null && exact.length <= GROUPS_AT_MOST) return exact;
  approximations.add('Counts are compared metric by metric, because several metrics record the same thing and Klaviyo cannot add them up in one condition.');
  return [ids.map((id) => condition(arm, id, arm.operator, arm.value))];
}

/** All ways to write `total` as an ordered sum of `parts` whole numbers from 0. */
function splits(total: number, parts: number): readonly (readonly number[])[] {
  if (parts === 1) return [[total]];
  const ways: (readonly number[])[] = [];
  for (let first = total; first >= 0; first -= 1) for (const rest of splits(total - first, parts - 1)) ways.push([first, ...rest]);
  return ways;
}

function sumGroups(arm: MetricArm, metrics: MetricIds, approximations: Set<string>): Groups {
  const ids = metrics[arm.alias] ?? [];
  const written = ids.map((id) => condition(arm, id, arm.operator, arm.value));
  if (ids.length === 1) return [written];
  approximations.add('Spend is compared shop by shop, because orders come in as several metrics and Klaviyo cannot add them up in one condition.');
  return arm.operator === 'less-than' ? written.map((one) => [one]) : [written];
}

function funnelGroups(arm: FunnelArm, metrics: MetricIds, approximations: Set<string>): Groups {
  const first = metrics[arm.happened] ?? [];
  const second = metrics[arm.missing] ?? [];
  if (second.length > 1) approximations.add('The steps are checked for each order metric on its own, because one funnel follows one metric.');
  return second.map((missing) =>
    first.map((happened) => ({
      type: 'profile-metric-funnel',
      timeframe_filter: arm.timeframe,
      completion_window_seconds: arm.window,
      steps: [
        { metric_exists: true, metric_id: happened, metric_filters: null },
        { metric_exists: false, metric_id: missing, metric_filters: null },
      ],
    })),
  );
}
