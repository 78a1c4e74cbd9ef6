import type { Account, AudienceResults, Campaign, Form, InventoryPart, MappedMetric, MemberOverlap, Metric, MetricActivity, MetricProperty, SegmentMembers, SendResults, Unread } from '../../domain/account/inventory';
import type { Instant } from '../../domain/account/known';
import type { ReadingNeeds } from '../../domain/behavior/rows';
import type { EndpointName } from '../http/endpoints';
import type { Pace } from '../http/pace';
import type { ListedCampaign, ListedFlow, ListedList, ListedSegment } from '../collections/parse-objects';
import { Pieces } from './pieces';
import type { Piece } from '../collections/profiles/sketch';
import type { WorkItem } from '../schedule/work-item';

const VERSION = 1;
const HEAD = 'reading/head';

/** How the profiles that the collector keeps were read. */
export interface KeptProfiles {
  readonly mode: 'complete' | 'sample';
  /** When they were last read as a whole, and last updated. */
  readonly readAt: Instant;
  readonly updatedAt: Instant;
  /** Which properties and predictions they carry. */
  readonly signature: string;
  /** True of a sample whose profiles know their strata. */
  readonly strata?: boolean;
}

/** What is being found out about the account's profiles in this reading. */
export interface ProfilePlan {
  readonly mode: 'probing' | 'complete' | 'sample' | 'updates';
  /** Profiles of the account as estimated when it was decided. */
  readonly estimated: number | null;
  /** Windows that were cut in two to keep more cursors busy. */
  readonly splits: number;
  readonly pages: number;
  /** When the account's first profile was created; null where it is not needed. */
  readonly from: Instant | null;
  /** What is known of when profiles were created. */
  readonly sketch?: readonly Piece[];
  /** True while looking once more, after more was read than the account was taken for. */
  readonly again?: boolean;
  /** Profiles read, samples begun, windows of the present one, and the share that corrects its estimate. */
  readonly rows?: number;
  readonly draws?: number;
  readonly windows?: number;
  readonly share?: number;
}

/** Ids of the latest events of a metric, by which the next reading knows late arrivals from those it has. */
export interface RecentEvents {
  /** Every event in `from` … `upTo` is named. */
  readonly from: Instant;
  readonly upTo: Instant;
  readonly ids: readonly string[];
}

/** Everything about a reading but the records: one text part, small, rewritten at every checkpoint. */
export interface Head {
  readonly version: number;
  status: 'reading' | 'done';
  /** Counts readings; records are stamped with it. */
  readonly reading: number;
  readonly mode: 'full' | 'incremental';
  readonly readAt: Instant;
  /** `readAt` of the previous reading; null when there is none. */
  readonly previousAt: Instant | null;
  readonly lastFullAt: Instant;
  account: Account | null;
  queue: readonly WorkItem[];
  pace: Partial<Record<EndpointName, Pace>>;
  requests: number;
  answers: number;
  begun: readonly string[];
  ended: readonly string[];
  worked: readonly EndpointName[];
  /** Why a whole collection is unknown, by its name. */
  unknown: Readonly<Record<string, string>>;
  unread: readonly Unread[];
  /** Listings of which some records could not be understood, with the reason; missing while there are none. */
  incomplete?: Readonly<Partial<Record<InventoryPart, string>>>;
  needs: ReadingNeeds | null;
  mappedMetrics: readonly MappedMetric[];
  forms: readonly Form[];
  conversionMetricId: string | null;
  /** Which includes of a listing the key may not have: place in the ladder of request shapes. */
  shapes: Readonly<Record<string, number>>;
  listProbes: { readonly asked: number; readonly told: number };
  /** The unfiltered report named segments in this reading. */
  reportNamed: number;
  eventsNeedInclude: boolean | null;
  profilePlan: ProfilePlan | null;
  keptProfiles: KeptProfiles | null;
  resultsReadAt: Instant | null;
  /** Pairs of segments whose members are compared; missing until that is decided. */
  overlapPairs?: readonly (readonly [string, string])[];
}

export interface StoredDefinition {
  readonly updated: Instant | null;
  readonly definition: unknown;
  /** Set instead of a definition where it could not be read. */
  readonly failed: string | null;
}

export interface StoredSize {
  /** Null where it could not be read. */
  readonly members: number | null;
  readonly asOf: Instant;
  readonly failed: string | null;
}

/** A comparison of members with what tells whether the two rules were edited since. */
export interface StoredOverlap extends MemberOverlap {
  readonly updated: readonly [Instant | null, Instant | null];
}

/** Records by id. Listings apart from what is dear to read, so that a listing can be replaced and the rest be kept. */
export interface Records {
  readonly lists: Pieces<ListedList>;
  readonly listSizes: Pieces<StoredSize>;
  readonly listJoins: Pieces<number>;
  readonly segments: Pieces<ListedSegment>;
  readonly segmentMembers: Pieces<SegmentMembers>;
  /** Fingerprints of the members on one page, by segment and page; only until they are counted. */
  readonly memberPages: Pieces<string>;
  readonly overlaps: Pieces<StoredOverlap>;
  readonly flows: Pieces<ListedFlow>;
  readonly flowDefinitions: Pieces<StoredDefinition>;
  readonly flowResults: Pieces<SendResults>;
  readonly campaigns: Pieces<ListedCampaign>;
  readonly campaignResults: Pieces<SendResults>;
  readonly audienceResults: Pieces<AudienceResults>;
  readonly metrics: Pieces<Metric>;
  readonly activity: Pieces<MetricActivity>;
  readonly properties: Pieces<readonly MetricProperty[]>;
  readonly recent: Pieces<RecentEvents>;
}

/** Opens the records kept in `saved`, or empty ones. */
export function openRecords(saved: ReadonlyMap<string, string> | null): Records {
  return {
    lists: new Pieces('reading/lists', saved),
    listSizes: new Pieces('reading/list-sizes', saved),
    listJoins: new Pieces('reading/list-joins', saved),
    segments: new Pieces('reading/segments', saved),
    segmentMembers: new Pieces('reading/segment-members', saved),
    memberPages: new Pieces('reading/member-pages', saved),
    overlaps: new Pieces('reading/overlaps', saved),
    flows: new Pieces('reading/flows', saved),
    flowDefinitions: new Pieces('reading/flow-definitions', saved),
    flowResults: new Pieces('reading/flow-results', saved),
    campaigns: new Pieces('reading/campaigns', saved),
    campaignResults: new Pieces('reading/campaign-results', saved),
    audienceResults: new Pieces('reading/audience-results', saved),
    metrics: new Pieces('reading/metrics', saved),
    activity: new Pieces('reading/activity', saved),
    properties: new Pieces('reading/properties', saved),
    recent: new Pieces('reading/recent', saved),
  };
}

/** The head in `saved`; null when there is none, or one of another version (then all is read anew). */
export function savedHead(saved: ReadonlyMap<string, string> | null): Head | null {
  const text = saved?.get(HEAD);
  if (text === undefined) return null;
  try {
    const head = JSON.parse(text) as Head;
    return head.version === VERSION ? head : null;
  } catch {
    return null;
  }
}

/** The head of a new reading; `previous` is the finished (or abandoned) one it builds on, null for a full one. */
export function newHead(mode: 'full' | 'incremental', readAt: Instant, previous: Head | null): Head {
  const kept = mode === 'incremental' ? previous : null;
  return {
    version: VERSION, status: 'reading', reading: (previous?.reading ?? 0) + 1, mode, readAt,
    previousAt: kept === null ? null : kept.status === 'done' ? kept.readAt : kept.previousAt,
    lastFullAt: kept?.lastFullAt ?? readAt,
    account: null, queue: [], pace: previous?.pace ?? {}, requests: 0, answers: 0, begun: [], ended: [], worked: [], unknown: {}, unread: [],
    needs: null, mappedMetrics: [], forms: [], conversionMetricId: null, shapes: {}, listProbes: { asked: 0, told: 0 }, reportNamed: 0,
    eventsNeedInclude: kept?.eventsNeedInclude ?? null, profilePlan: null, keptProfiles: kept?.keptProfiles ?? null, resultsReadAt: kept?.resultsReadAt ?? null,
  };
}

/** Everything that changed since the last call, as parts of the store. */
export function collectParts(head: Head, records: Records): Map<string, string | null> {
  const parts = new Map<string, string | null>([[HEAD, JSON.stringify(head)]]);
  for (const pieces of Object.values(records) as Pieces<unknown>[]) pieces.collectChanges(parts);
  return parts;
}

/** Whether a campaign is one that results are asked for. */
export function wasSent(campaign: Pick<Campaign, 'sendTime' | 'status'>): boolean {
  return campaign.sendTime !== null || campaign.status === 'Sent';
}
