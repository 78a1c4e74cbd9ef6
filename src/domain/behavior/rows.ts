import type { Instant } from '../account/known';

/** One event as the reader hands it over: validated, with only the event properties that were asked for. */
export interface EventRow {
  readonly profileId: string;
  readonly at: Instant;
  /** The event's `$value`; null where it has none. */
  readonly value: number | null;
  /** Event properties named in the need, as they came (untrusted). */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Consent of one channel as the profile's `subscriptions` tell. */
export interface ChannelConsent {
  /** Klaviyo's word: `SUBSCRIBED`, `UNSUBSCRIBED`, `NEVER_SUBSCRIBED` or whatever comes next; null when not told. */
  readonly consent: string | null;
  /** `can_receive_email_marketing` and its likes: no global suppression. Not the same as opted in. */
  readonly canReceive: boolean | null;
  readonly consentAt: Instant | null;
  readonly method: string | null;
  readonly doubleOptIn: boolean | null;
  /** Reasons of global suppression (`HARD_BOUNCE`, …) with their time. */
  readonly suppressions: readonly { readonly reason: string; readonly at: Instant | null }[];
}

/** Klaviyo's predictive figures of one profile; null where the account or profile has none. */
export interface Predictions {
  readonly historicClv: number | null;
  readonly predictedClv: number | null;
  readonly totalClv: number | null;
  readonly historicOrders: number | null;
  readonly predictedOrders: number | null;
  readonly averageDaysBetweenOrders: number | null;
  readonly averageOrderValue: number | null;
  readonly churnProbability: number | null;
  readonly expectedNextOrder: Instant | null;
  readonly channelAffinity: readonly string[];
}

/** One profile as the reader hands it over. */
export interface ProfileRow {
  readonly id: string;
  readonly created: Instant | null;
  readonly email: ChannelConsent;
  readonly sms: ChannelConsent;
  readonly push: ChannelConsent;
  readonly predictions: Predictions | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  /** Custom properties that were asked for (untrusted). */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Sampling weight: how many profiles of the account this one stands for; 1 where all were read. */
  readonly weight: number;
  /** Stratum of the sample that it was drawn in, from 0 in order of when profiles were created; missing where it stands for itself alone. */
  readonly stratum?: number;
}

/** What behavior needs to have read, decided before reading from settings, recognized metrics and what was kept. */
export interface ReadingNeeds {
  readonly events: readonly EventNeed[];
  /** Read complete up to this many profiles, sampled beyond. */
  readonly profilesAtMost: number;
  readonly predictions: boolean;
  readonly profileProperties: readonly string[];
  /** True where a rule compares postal codes: otherwise only whether a profile has one is kept. */
  readonly postalCodes?: boolean;
}

/** Events of one metric from `from` (inclusive) to the refresh's own instant (exclusive). */
export interface EventNeed {
  readonly metricId: string;
  readonly from: Instant;
  /** Event properties to bring; empty when time and profile are enough (far smaller pages). */
  readonly properties: readonly string[];
  /** True when the event's `$value` counts; it need not be asked for otherwise. */
  readonly value?: boolean;
  /** Properties of which only how many items they list is kept (discount codes: one each, useless as words). */
  readonly keepLengthOf?: readonly string[];
}
