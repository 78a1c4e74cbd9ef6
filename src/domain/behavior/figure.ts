import type { Instant, Known } from '../account/known';

/** How a figure came about. Every figure shown to a person says this. */
export type Method = 'measured' | 'estimated' | 'sampled' | 'set by a person' | 'fallback';

/** One number with what it counts, over what period, from what sample and how. */
export interface Figure {
  readonly value: Known<number>;
  /** Bounds of a 95 % interval where estimated or sampled; null where exact. */
  readonly low: number | null;
  readonly high: number | null;
  readonly unit: 'profiles' | 'orders' | 'days' | 'money' | 'share' | 'count' | 'money per order' | 'probability';
  readonly method: Method;
  /** For example `2024-11-23 to 2026-11-23 (24 months)`. */
  readonly period: string;
  /** For example `18,204 buyers`, `no sample: fallback`. */
  readonly sample: string;
  /** One sentence on method and caveats. */
  readonly explanation: string;
}

/** One row of the `Behavior` tab. */
export interface BehaviorFigure {
  readonly id: string;
  readonly topic: 'Orders' | 'Repurchase' | 'Thresholds' | 'Engagement' | 'Consent' | 'Populations' | 'Value';
  /** What it counts, in plain words. */
  readonly name: string;
  readonly figure: Figure;
}

/** Who is in one lifecycle audience. */
export interface Population {
  readonly audienceId: string;
  readonly profiles: Figure;
  /** Consented and not suppressed. */
  readonly reachableByEmail: Figure;
  readonly reachableBySms: Figure;
  /** Reachable by at least one of the two. */
  readonly reachable: Figure;
  /** Value at stake over the planning window, in the account's currency. */
  readonly valueAtStake: Figure;
  /** Inputs of the value at stake in words: orders, order value, conversion, lift. */
  readonly valueInputs: string;
}

/** A parameter of one catalogue audience, filled for this account. */
export interface ParameterValue {
  readonly name: string;
  readonly value: number | string;
  readonly figure: Figure | null;
  /** For example `no order for 118 days: 75 % of repeat buyers come back sooner`. */
  readonly because: string;
  /** True where the account's data does not tell and a person has to confirm the value. */
  readonly guess?: boolean;
}

/** All that behavior says about the account at one instant. */
export interface BehaviorReading {
  readonly at: Instant;
  readonly figures: readonly BehaviorFigure[];
  readonly parameters: ReadonlyMap<string, readonly ParameterValue[]>;
  /** By audience id; none for audiences that the account cannot have. */
  readonly populations: ReadonlyMap<string, Population>;
  /** Profiles that meet an existing segment's own rule, by segment id: to compare with its member count. */
  readonly segmentPopulations: ReadonlyMap<string, Figure>;
  /** Mailable profiles (can receive email and subscribed): the base for "too broad" and shares. */
  readonly reachableBase: Figure;
  readonly profilesTotal: Figure;
  readonly windowRevenue: Figure;
  readonly averageOrderValue: Figure;
}
