/** What a Klaviyo account holds, as the local server keeps it. Times are milliseconds since 1970, money is in the account's currency. */
export interface AccountData {
  /** The instant at which memberships and member counts were taken. */
  readonly asOf: number;
  readonly account: StoredAccount;
  readonly metrics: readonly StoredMetric[];
  readonly customMetrics: readonly StoredCustomMetric[];
  readonly mappedMetrics: readonly StoredMappedMetric[];
  readonly tagGroups: readonly StoredTagGroup[];
  readonly tags: readonly StoredTag[];
  readonly lists: readonly StoredList[];
  readonly segments: readonly StoredSegment[];
  readonly campaigns: readonly StoredCampaign[];
  readonly flows: readonly StoredFlow[];
  readonly forms: readonly StoredForm[];
  readonly catalogItems: readonly StoredCatalogItem[];
  readonly catalogCategories: readonly StoredCatalogCategory[];
  readonly profiles: ProfileStore;
  /** Events by metric id; a metric without an entry has none. */
  readonly events: ReadonlyMap<string, EventSeries>;
  readonly membership: Membership;
  readonly results: ResultsSource;
}

export interface StoredAccount {
  readonly id: string;
  readonly organization: string;
  readonly timezone: string;
  readonly currency: string;
  readonly locale: string;
  readonly industry: string | null;
  readonly website: string;
  readonly testAccount: boolean;
}

export interface StoredMetric {
  readonly id: string;
  readonly name: string;
  readonly created: number;
  readonly updated: number;
  readonly integration: { readonly id: string; readonly name: string; readonly category: string } | null;
}

export interface StoredCustomMetric {
  readonly id: string;
  readonly name: string;
  readonly created: number;
  readonly updated: number;
  readonly aggregation: 'count' | 'value';
  readonly metricIds: readonly string[];
}

export interface StoredMappedMetric {
  /** `revenue`, `ordered_product`, … */
  readonly role: string;
  readonly updated: number;
  readonly metricId: string | null;
  readonly customMetricId: string | null;
}

export interface StoredTagGroup {
  readonly id: string;
  readonly name: string;
  readonly exclusive: boolean;
  readonly isDefault: boolean;
}

export interface StoredTag {
  readonly id: string;
  readonly name: string;
  readonly groupId: string;
}

export interface StoredList {
  readonly id: string;
  readonly name: string;
  readonly created: number;
  readonly updated: number;
  readonly optIn: 'single_opt_in' | 'double_opt_in';
  readonly tagIds: readonly string[];
}

export interface StoredSegment {
  readonly id: string;
  readonly name: string;
  readonly created: number;
  readonly updated: number;
  readonly isActive: boolean;
  readonly isProcessing: boolean;
  /** It was made through the API and is worked out until then. */
  readonly processingUntil?: number;
  readonly isStarred: boolean;
  /** Klaviyo's JSON: `{condition_groups: […]}`. */
  readonly definition: unknown;
  readonly tagIds: readonly string[];
}

export type Channel = 'email' | 'sms' | 'mobile_push';

export interface StoredCampaign {
  readonly id: string;
  readonly name: string;
  readonly channel: Channel;
  readonly status: string;
  readonly archived: boolean;
  readonly included: readonly string[];
  readonly excluded: readonly string[];
  readonly createdAt: number;
  readonly scheduledAt: number | null;
  readonly updatedAt: number;
  readonly sendTime: number | null;
  readonly smartSending: boolean;
  /** Klaviyo's JSON, `{method: 'static', …}`. */
  readonly sendStrategy: Readonly<Record<string, unknown>>;
  readonly tagIds: readonly string[];
  /** Several where subject lines are tried against each other. */
  readonly messages: readonly StoredCampaignMessage[];
}

export interface StoredCampaignMessage {
  readonly id: string;
  readonly label: string;
  readonly subject: string;
}

export interface StoredFlow {
  readonly id: string;
  readonly name: string;
  readonly status: 'live' | 'manual' | 'draft';
  readonly archived: boolean;
  readonly created: number;
  readonly updated: number;
  readonly triggerType: string;
  /** Klaviyo's JSON: triggers, profile_filter, actions, entry_action_id, reentry_criteria. */
  readonly definition: FlowDefinition;
  readonly tagIds: readonly string[];
}

export interface FlowDefinition {
  readonly triggers: readonly Readonly<Record<string, unknown>>[];
  readonly profile_filter: unknown;
  readonly actions: readonly FlowAction[];
  readonly entry_action_id: string | null;
  readonly reentry_criteria?: unknown;
}

export interface FlowAction {
  readonly id: string;
  readonly temporary_id: string | null;
  readonly type: string;
  readonly links: unknown;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface StoredForm {
  readonly id: string;
  readonly name: string;
  readonly status: 'live' | 'draft';
  readonly abTest: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Lists that a submission joins. */
  readonly listIds: readonly string[];
}

export interface StoredCatalogItem {
  readonly id: string;
  readonly externalId: string;
  readonly title: string;
  readonly description: string;
  readonly price: number;
  readonly url: string;
  readonly published: boolean;
  readonly created: number;
  readonly updated: number;
  readonly categoryIds: readonly string[];
}

export interface StoredCatalogCategory {
  readonly id: string;
  readonly externalId: string;
  readonly name: string;
  readonly updated: number;
}

export type ConsentStatus = 'SUBSCRIBED' | 'UNSUBSCRIBED' | 'NEVER_SUBSCRIBED';

export interface StoredEmailConsent {
  readonly status: ConsentStatus;
  readonly at: number | null;
  /** Klaviyo's word: `FORM`, `API`, `CHECKOUT`, `MANUAL_IMPORT`, … */
  readonly method: string | null;
  readonly methodDetail: string;
  readonly doubleOptIn: boolean;
  readonly suppressions: readonly { readonly reason: string; readonly at: number }[];
  readonly listSuppressions: readonly { readonly listId: string; readonly reason: string; readonly at: number }[];
}

export interface StoredSmsConsent {
  readonly status: ConsentStatus;
  readonly at: number | null;
  readonly method: string | null;
}

/** Klaviyo's predictive figures, in its own names and shape. */
export interface StoredPredictions {
  readonly historic_clv: number | null;
  readonly predicted_clv: number | null;
  readonly total_clv: number | null;
  readonly historic_number_of_orders: number | null;
  readonly predicted_number_of_orders: number | null;
  readonly average_days_between_orders: number | null;
  readonly average_order_value: number | null;
  readonly churn_probability: number | null;
  /** Milliseconds; shown as a date-time. */
  readonly expected_date_of_next_order: number | null;
  readonly ranked_channel_affinity: readonly string[] | null;
}

export interface StoredProfile {
  readonly id: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly externalId: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly locale: string | null;
  readonly created: number;
  readonly updated: number;
  readonly lastEvent: number | null;
  readonly location: {
    readonly city: string | null;
    readonly region: string | null;
    readonly country: string | null;
    readonly zip: string | null;
    readonly timezone: string | null;
    readonly latitude: number | null;
    readonly longitude: number | null;
  };
  readonly properties: Readonly<Record<string, unknown>>;
  readonly emailConsent: StoredEmailConsent;
  readonly smsConsent: StoredSmsConsent;
  /** When the app registered a push token; null without one. */
  readonly pushSince: number | null;
  readonly predictions: StoredPredictions | null;
}

/** Profiles by index, in the order in which they were created. */
export interface ProfileStore {
  readonly size: number;
  id(index: number): string;
  /** -1 when no profile has this id. */
  indexOf(id: string): number;
  created(index: number): number;
  updated(index: number): number;
  /** The whole profile; may be put together on the way, so ask for pages, not for all. */
  read(index: number): StoredProfile;
}

/** All events of one metric, oldest first, in columns. */
export interface EventSeries {
  readonly metricId: string;
  readonly times: Float64Array;
  /** Index in the profile store. */
  readonly profiles: Uint32Array;
  /** `$value`; null when the metric carries none. */
  readonly values: Float64Array | null;
  /** The event's properties (with `$value`), put together on the way. */
  properties(position: number): Readonly<Record<string, unknown>>;
  /** Ids of the campaigns or flow messages that the event is attributed to; empty for most. */
  attribution(position: number): string | null;
}

/** Members of a list or segment, in the order in which they joined. */
export interface Members {
  readonly profiles: Uint32Array;
  readonly joinedAt: Float64Array;
}

export interface Movement {
  readonly total: number;
  readonly added: number;
  readonly removed: number;
}

export interface Membership {
  list(listId: string): Members;
  segment(segmentId: string): Members;
  /** Number of members without listing them. */
  size(groupId: string): number;
  /** Members at `to` and how many came and went since `from`. */
  movement(segmentId: string, from: number, to: number): Movement;
  /** Memberships after a segment was made, or made active or inactive; where it is left out, they stay as they are. */
  withSegments?(segments: readonly StoredSegment[]): Membership;
}

/** What came of one message to one audience, as counts and money. */
export interface Tally {
  readonly recipients: number;
  readonly bounced: number;
  readonly opens: number;
  readonly opensUnique: number;
  readonly clicks: number;
  readonly clicksUnique: number;
  readonly conversions: number;
  readonly conversionUniques: number;
  readonly conversionValue: number;
  readonly unsubscribes: number;
  readonly spamComplaints: number;
}

export interface CampaignTally {
  readonly messageId: string;
  /** The included list or segment that the recipients came from. */
  readonly groupId: string;
  readonly tally: Tally;
}

export interface FlowTally {
  readonly messageId: string;
  readonly channel: Channel;
  readonly tally: Tally;
}

export interface ResultsSource {
  /** What a sent campaign brought, by message and audience; empty before it is sent. */
  campaign(campaignId: string, conversionMetricId: string): readonly CampaignTally[];
  /** What a flow's messages brought between two instants. */
  flow(flowId: string, conversionMetricId: string, from: number, to: number): readonly FlowTally[];
  /** How often a form was seen and filled in between two instants. */
  form(formId: string, from: number, to: number): { readonly views: number; readonly submits: number };
}
