import type { Instant, Known } from '../account/known';
import { unknown } from '../account/known';
import type { EventFilter } from './filter';

export type ConsentChannel = 'email' | 'sms' | 'push';
export type Subscription = 'any' | 'subscribed' | 'unsubscribed' | 'never_subscribed';
export type PermissionChannel = 'whatsapp_marketing' | 'whatsapp_transactional';
export type AffinityChannel = 'email' | 'push' | 'sms' | 'whatsapp';
export type Region = 'european_union' | 'united_states';
export type PredictedNumber =
  | 'average_days_between_orders'
  | 'average_order_value'
  | 'churn_probability'
  | 'historic_clv'
  | 'historic_number_of_orders'
  | 'predicted_clv'
  | 'predicted_number_of_orders'
  | 'total_clv';

/** A span of time, both ends included; null is open. */
export interface TimeSpan {
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/** Consent of one channel. `null` in a field: not known. */
export interface ConsentFacts {
  readonly canReceive: boolean | null;
  readonly subscription: Exclude<Subscription, 'any'> | null;
  /** When the status began. */
  readonly statusDate: Known<Instant | null>;
  /** Klaviyo's word in lower case: `form`, `api`, `manual_import`, …; value null: none. */
  readonly method: Known<string | null>;
  /** Form id, page url, key, user or integration that goes with the method. */
  readonly methodDetail: Known<string | null>;
  readonly doubleOptIn: Known<boolean | null>;
  readonly customSource: Known<string | null>;
  readonly rcsCapable: Known<boolean | null>;
  readonly bounceDate: Known<Instant | null>;
  readonly manualSuppressionDate: Known<Instant | null>;
  readonly invalidEmailDate: Known<Instant | null>;
}

/** WhatsApp permission. */
export interface PermissionFacts {
  readonly status: 'explicitly_reachable' | 'implicitly_reachable' | 'explicitly_unreachable' | 'implicitly_unreachable' | null;
  readonly effectiveDate: Known<Instant | null>;
  readonly recordedDate: Known<Instant | null>;
  readonly method: Known<string | null>;
  readonly methodDetail: Known<string | null>;
}

/**
 * What is known of one profile: all that `evaluateRule` asks. Every answer may be "not known" (null or an unknown `Known`), which
 * makes the rule's answer not known wherever it matters. Start from `NOTHING_KNOWN` and override what you have.
 */
export interface ProfileFacts {
  /** Number of events of the metric in the span that meet every `where` (see `matchesFilter` in match-filter.ts). */
  metricCount(metricId: string, span: TimeSpan, where: readonly EventFilter[]): number | null;
  /** Sum of the event value (`$value`), an event without one counting 0. */
  metricSum(metricId: string, span: TimeSpan, where: readonly EventFilter[]): number | null;
  /** Times and values (NaN: not read) of the events that meet every `where`; needed for anniversaries and funnels only. */
  metricEvents(metricId: string, where: readonly EventFilter[]): readonly { readonly at: Instant; readonly value: number }[] | null;
  /** Klaviyo's property name as in the rule (`email`, `properties['Size']`); known value undefined or null: not set. */
  property(name: string): Known<unknown>;
  consent(channel: ConsentChannel): ConsentFacts | null;
  permission(channel: PermissionChannel): PermissionFacts | null;
  isMember(groupId: string): boolean | null;
  joinedAt(groupId: string): Known<Instant | null>;
  predictedNumber(dimension: PredictedNumber): Known<number | null>;
  expectedNextPurchase(): Known<Instant | null>;
  predictedGender(): Known<string | null>;
  affinity(channel: AffinityChannel): { readonly rank: Known<string | null>; readonly priority: Known<number | null> };
  inRegion(region: Region): boolean | null;
  distanceKilometers(countryCode: string, postalCode: string): number | null;
  /** Objects of the type related to the profile, by property id. */
  customObjects(objectTypeId: string, relationshipId: string): readonly Readonly<Record<string, unknown>>[] | null;
  /** Messages of the channel sent to the profile in the span. */
  messagesSent(channel: 'email' | 'sms' | 'push', span: TimeSpan): number | null;
  /** Times that the profile entered the flow at hand in the span. */
  flowEntries(span: TimeSpan): number | null;
  /** When the profile entered the flow at hand. */
  flowStart(): Instant | null;
  sampled(percentage: number): boolean | null;
  /** Property of what started the flow: event field, or `object:<property id>`, `object:<label>:<field>`, `output:<id>:<field>`. */
  trigger(field: string): Known<unknown>;
}

const untold = unknown<never>('not read');

/** Facts of a profile about which nothing is known: the base to override. */
export const NOTHING_KNOWN: ProfileFacts = {
  metricCount: () => null,
  metricSum: () => null,
  metricEvents: () => null,
  property: () => untold,
  consent: () => null,
  permission: () => null,
  isMember: () => null,
  joinedAt: () => untold,
  predictedNumber: () => untold,
  expectedNextPurchase: () => untold,
  predictedGender: () => untold,
  affinity: () => ({ rank: untold, priority: untold }),
  inRegion: () => null,
  distanceKilometers: () => null,
  customObjects: () => null,
  messagesSent: () => null,
  flowEntries: () => null,
  flowStart: () => null,
  sampled: () => null,
  trigger: () => untold,
};

/** Consent facts of which nothing is known. */
export const CONSENT_NOT_KNOWN: ConsentFacts = {
  canReceive: null,
  subscription: null,
  statusDate: untold,
  method: untold,
  methodDetail: untold,
  doubleOptIn: untold,
  customSource: untold,
  rcsCapable: untold,
  bounceDate: untold,
  manualSuppressionDate: untold,
  invalidEmailDate: untold,
};
