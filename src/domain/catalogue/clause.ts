import type { EventFilter, NumericOperator } from '../rule/filter';
import type { MetricAlias } from './metric-alias';

/** A condition as Klaviyo's JSON: plain data, written by the makers of condition.ts. */
export type ConditionJson = Readonly<Record<string, unknown>>;

/** Count or sum of an alias' events: written once for each of the account's metrics of that alias. */
export interface MetricArm {
  readonly kind: 'metric';
  readonly alias: MetricAlias;
  readonly measurement: 'count' | 'sum';
  readonly operator: NumericOperator;
  readonly value: number;
  readonly timeframe: ConditionJson;
  readonly where: readonly EventFilter[] | null;
}

/** First one happened, the other did not follow within the window. */
export interface FunnelArm {
  readonly kind: 'funnel';
  readonly happened: MetricAlias;
  readonly missing: MetricAlias;
  readonly window: string;
  readonly timeframe: ConditionJson;
}

/** A condition that names no metric. */
export interface PlainArm {
  readonly kind: 'plain';
  readonly condition: ConditionJson;
}

export type Arm = MetricArm | FunnelArm | PlainArm;

/** At least one arm has to hold. A rule is a list of clauses, all of which have to hold: Klaviyo's own two levels. */
export type Clause = readonly Arm[];
