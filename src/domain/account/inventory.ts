import type { Instant, Known } from './known';

/** The account as Klaviyo's `GET /api/accounts` names it. */
export interface Account {
  readonly id: string;
  readonly name: string;
  /** IANA zone, for example `America/New_York`. */
  readonly timezone: string;
  /** ISO 4217 code, for example `USD`. */
  readonly currency: string;
  readonly locale: string | null;
  readonly testAccount: boolean;
}

/** One metric. Two metrics may share a name across integrations: the id tells them apart. */
export interface Metric {
  readonly id: string;
  readonly name: string;
  readonly created: Instant | null;
  readonly updated: Instant | null;
  readonly integration: { readonly name: string | null; readonly category: string | null } | null;
}

/** Klaviyo's own mapping (`GET /api/mapped-metrics`): `revenue`, `ordered_product`, `started_checkout`, … to metric ids.
 * A mapping to a custom metric gives that custom metric's source metrics. */
export interface MappedMetric {
  readonly role: string;
  readonly metricIds: readonly string[];
  readonly viaCustomMetric: boolean;
}

/** Monthly activity of one metric from metric aggregates, oldest first, in the account's time zone. */
export interface MetricActivity {
  readonly metricId: string;
  /** Start of each month. */
  readonly months: readonly Instant[];
  readonly counts: readonly number[];
  /** Sum of the event value by month, in the account's currency. */
  readonly sums: readonly number[];
  /** Unique profiles by month. */
  readonly uniques: readonly number[];
}

/** Names, types and sample values of a metric's event properties. */
export interface MetricProperty {
  readonly metricId: string;
  readonly property: string;
  readonly type: string | null;
  readonly samples: readonly unknown[];
}

export interface SubscriberList {
  readonly id: string;
  readonly name: string;
  readonly created: Instant | null;
  readonly updated: Instant | null;
  /** `single_opt_in`, `double_opt_in` or whatever Klaviyo says next. */
  readonly optInProcess: string | null;
  readonly members: Known<number>;
  readonly membersAsOf: Instant | null;
  /** Profiles that joined in the last 180 days, where the API told. */
  readonly joinedRecently: Known<number>;
  readonly tags: readonly string[];
  readonly triggersFlowIds: readonly string[];
}

/** Member movement of a segment from the segment values report, over `days` days up to `asOf`. */
export interface SegmentMembers {
  readonly total: number;
  readonly added: number | null;
  readonly removed: number | null;
  readonly net: number | null;
  readonly days: number;
  readonly asOf: Instant;
  /** Highest total seen over the period, where a series was read; null otherwise. */
  readonly max: number | null;
}

export interface Segment {
  readonly id: string;
  readonly name: string;
  readonly created: Instant | null;
  readonly updated: Instant | null;
  /** An inactive segment is not processed and its membership is frozen. */
  readonly isActive: boolean;
  readonly isProcessing: boolean;
  readonly isStarred: boolean;
  /** Klaviyo's definition as it came: `{condition_groups: […]}`. Parse with domain/rule. */
  readonly definition: unknown;
  readonly members: Known<SegmentMembers>;
  readonly tags: readonly string[];
  readonly triggersFlowIds: readonly string[];
}

/** Results of a campaign or flow over the report's period, rates as fractions 0..1, money in the account's currency. */
export interface SendResults {
  readonly recipients: number | null;
  readonly delivered: number | null;
  readonly openRate: number | null;
  readonly clickRate: number | null;
  readonly conversions: number | null;
  readonly conversionRate: number | null;
  readonly revenue: number | null;
  readonly revenuePerRecipient: number | null;
  readonly spamComplaintRate: number | null;
  readonly unsubscribeRate: number | null;
}

export interface Campaign {
  readonly id: string;
  readonly name: string;
  /** `email`, `sms`, `mobile_push`. */
  readonly channel: string;
  readonly status: string;
  readonly archived: boolean;
  /** List and segment ids; an id in neither listing was deleted. */
  readonly included: readonly string[];
  readonly excluded: readonly string[];
  readonly createdAt: Instant | null;
  /** The day for which it is (or was) set to go out; null for a draft, and where Klaviyo does not tell. */
  readonly scheduledAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly sendTime: Instant | null;
  readonly smartSending: boolean | null;
  readonly results: Known<SendResults>;
}

export interface Flow {
  readonly id: string;
  readonly name: string;
  /** `live`, `manual`, `draft` or whatever Klaviyo says next. */
  readonly status: string;
  readonly archived: boolean;
  readonly created: Instant | null;
  readonly updated: Instant | null;
  readonly triggerType: string | null;
  /** Klaviyo's flow definition as it came. Parse with domain/rule. */
  readonly definition: Known<unknown>;
  readonly results: Known<SendResults>;
}

export interface Form {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  /** Lists that the form's submissions join, where the API told. */
  readonly listIds: readonly string[];
}

/** Performance of sends by the list or segment they went to (campaign report grouped by audience). */
export interface AudienceResults {
  readonly groupId: string;
  readonly groupName: string | null;
  readonly sends: number;
  readonly results: SendResults;
}

/** Something that could not be read, and what is unknown because of it. */
export interface Unread {
  /** What a marketer would call it: `Flow definitions`. */
  readonly what: string;
  /** Read scope the key lacks, for example `flows:read`; null when another cause. */
  readonly missingScope: string | null;
  /** One sentence: what happened and what to do. */
  readonly sentence: string;
}

/** Members of two segments compared one by one. */
export interface MemberOverlap {
  readonly segmentId: string;
  readonly otherId: string;
  /** Members of both, of `segmentId` and of `otherId`, as counted when their members were read. */
  readonly both: number;
  readonly first: number;
  readonly second: number;
  readonly asOf: Instant;
}

/** A part of the inventory that is a listing of its own. */
export type InventoryPart = 'metrics' | 'lists' | 'segments' | 'campaigns' | 'flows' | 'forms';

/** Everything read about the account's objects in one refresh (behavior is apart, in domain/behavior). */
export interface Inventory {
  readonly account: Account;
  readonly readAt: Instant;
  readonly metrics: readonly Metric[];
  readonly mappedMetrics: Known<readonly MappedMetric[]>;
  readonly activity: Known<readonly MetricActivity[]>;
  readonly metricProperties: readonly MetricProperty[];
  readonly lists: Known<readonly SubscriberList[]>;
  readonly segments: Known<readonly Segment[]>;
  readonly campaigns: Known<readonly Campaign[]>;
  readonly flows: Known<readonly Flow[]>;
  readonly forms: Known<readonly Form[]>;
  readonly audienceResults: Known<readonly AudienceResults[]>;
  /** Period of campaign, flow and audience results, in days up to `readAt`. */
  readonly resultsDays: number;
  /** Pairs of segments whose members were compared; a pair that is missing here was not compared. */
  readonly memberOverlaps?: readonly MemberOverlap[];
  readonly unread: readonly Unread[];
  /**
   * Parts of which something is missing, each with the reason as an unknown fact has it: a record that could not be understood, or metrics
   * as a whole (then `metrics` is empty). A part that is unknown as a whole says so itself. Absent: what was read is all there is.
   */
  readonly incomplete?: Readonly<Partial<Record<InventoryPart, string>>>;
  /** Set while the refresh goes on reading; absent: all was read that could be. */
  readonly stillToCome?: StillToCome;
}

/** That a refresh publishes what is read so far: what is not found may still turn up, so nothing is called missing, merged or retired by it. */
export interface StillToCome {
  /** Profiles and events are not in yet: neither thresholds nor who is in what can be told. */
  readonly people: boolean;
  /** For a person, whole sentences. */
  readonly sentence: string;
}

/** What a list or segment can be called where only its id is known. */
export type GroupKind = 'list' | 'segment';
