import type { Instant, Known } from '../account/known';
import type { SegmentDefinition } from '../catalogue/write-audience-definition';
import type { BehaviorState } from './behavior-state';
import type { OrderForecast } from './order-forecast';
import type { ReturnCurve } from './return-curve';
import type { OrderHistory } from './order-history';

/** How a figure came about. Every figure shown to a person says this. */
export type Method = 'measured' | 'estimated' | 'sampled' | 'set by a person' | 'fallback';

/** One number with what it counts, over what period, from what sample and how. */
export interface Figure {
  readonly value: Known<number>;
  /** Bounds of a 95 % interval, or what `range` says that they are; null where exact. */
  readonly low: number | null;
  readonly high: number | null;
  /** Where the bounds are no 95 % interval, what they are instead, to be said after them: `if the lift is half or one and a half of 25 %`. */
  readonly range?: string;
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
  readonly topic: 'Orders' | 'Repurchase' | 'Forecast' | 'Thresholds' | 'Engagement' | 'Consent' | 'Populations' | 'Value';
  /** What it counts, in plain words. */
  readonly name: string;
  readonly figure: Figure;
  /** Of a group of people that a segment can hold: Klaviyo's JSON of it, ready to create. */
  readonly definition?: SegmentDefinition;
}

/** What people of an audience are written to by. */
export type Channel = 'email' | 'sms' | 'push';
export const CHANNEL_WORDS: Readonly<Record<Channel, string>> = { email: 'email', sms: 'SMS', push: 'push' };

/** Who is in one lifecycle audience. */
export interface Population {
  readonly audienceId: string;
  readonly profiles: Figure;
  /** Consented and not suppressed. */
  readonly reachableByEmail: Figure;
  readonly reachableBySms: Figure;
  /** Reachable by the channel that the audience is for (`channel`): what rows of the tracker show. */
  readonly reachable: Figure;
  readonly channel: Channel;
  /** Value at stake over the planning window, in the account's currency. */
  readonly valueAtStake: Figure;
  /** Inputs of the value at stake in words, from which a calculator comes to the same: orders, order value, lift. */
  readonly valueInputs: string;
  /** Share of its people who order within the horizon of its value without any message, 0..1; missing where that was not told. */
  readonly orderAnyway?: number;
}

/** A parameter of one catalogue audience, filled for this account. */
export interface ParameterValue {
  readonly name: string;
  /** What it stands for, in a few words: `days since the last order`. */
  readonly meaning: string;
  readonly value: number | string;
  readonly figure: Figure | null;
  /** For example `no order for 118 days: 75 % of repeat buyers come back sooner`. */
  readonly because: string;
  /** True where the account's data does not tell and a person has to confirm the value. */
  readonly guess?: boolean;
  /** Why no value can be proposed; the audience waits for a person's. */
  readonly lacking?: { readonly reason: string; readonly unread: boolean };
  /** True for a working or provisional value: the account has too little data to tell its own, so nothing that follows from it is the account's either. */
  readonly working?: boolean;
}

/** All that behavior says about the account at one instant. */
export interface BehaviorReading {
  readonly at: Instant;
  /** Profiles and events laid out, to count who is in what; null where there are none. */
  readonly state: BehaviorState | null;
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
  /** Orders of every customer and what is to be expected of each, by the same profile numbers as `state`; null where order events were not read. */
  readonly customers: {
    readonly orders: OrderHistory;
    /** Start of the orders that were read; null where nothing can lie before. */
    readonly ordersFrom: Instant | null;
    /** Of which its revenue is the one figure of what is expected of customers. */
    readonly forecast: Pick<OrderForecast, 'used' | 'days' | 'revenue'>;
    /** Null where too little was read to see silence. */
    readonly returnCurve: ReturnCurve | null;
  } | null;
}
