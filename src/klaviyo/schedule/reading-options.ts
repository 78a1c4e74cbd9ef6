import type { Account, Inventory, MappedMetric, Metric, MetricActivity, MetricProperty, Segment } from '../../domain/account/inventory';
import type { Instant, Known } from '../../domain/account/known';
import type { ListedMetrics, MetricsToRead } from '../../domain/catalogue/metric-meaning';
import type { EventRow, ProfileRow, ReadingNeeds } from '../../domain/behavior/rows';
import type { KlaviyoError } from '../http/klaviyo-error';
import type { Transport } from '../http/transport';

/**
 * Where events and profiles go as they are read; the reader keeps none of them. domain/behavior's collector is one. Its
 * state has to be committed together with the reader's parts.
 */
export interface Collector {
  /** Once in a reading, when its needs are known. */
  begin(needs: ReadingNeeds): void;
  /** Spans of the metric still to be read up to `to`, oldest first. */
  missing(metricId: string, to: Instant): readonly Span[];
  /** Rows in any order, each once. */
  addEvents(metricId: string, rows: readonly EventRow[]): void;
  /** Every event of the metric in the span was added. */
  finish(metricId: string, span: Span): void;
  /** Replaces profiles that it has already. */
  addProfiles(rows: readonly ProfileRow[]): void;
  /** Called before profiles are read afresh (a new sample, or a full re-read), so that earlier weights do not mix in. */
  restartProfiles(): void;
  /** All profiles that were to be read are in, as of `at`. */
  finishProfiles(at: Instant): void;
  /** As of when its profiles are complete; null when they are not. */
  profilesReadAt(): Instant | null;
}

/** `from` inclusive, `to` exclusive. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** What is known when the reader asks what behavior needs. */
export interface SoFar {
  readonly account: Account;
  readonly metrics: readonly Metric[];
  readonly mappedMetrics: Known<readonly MappedMetric[]>;
  readonly activity: Known<readonly MetricActivity[]>;
  readonly metricProperties: readonly MetricProperty[];
  /** Rules alone: sizes come later. */
  readonly segments: Known<readonly Segment[]>;
  readonly incomplete?: Inventory['incomplete'];
  /** Upper end (exclusive) of all events of this reading. */
  readonly readAt: Instant;
}

/** What is known when the reader asks which segments' members to compare: segments whole, with their members. */
export type GroupsSoFar = SoFar & Pick<Inventory, 'segments' | 'lists'>;

export interface ReadingSettings {
  /** Period of campaign, flow and audience results, in days; Klaviyo's reports take at most 365. */
  readonly resultsDays: number;
  /** Campaigns created, edited or sent in so many days are read. */
  readonly campaignDays: number;
  /** A list's size is read again after so many days even when nothing says that it moved. */
  readonly listSizeDays: number;
  /** A sample of profiles is drawn anew after so many days. */
  readonly sampleDays: number;
  /** The members of two segments are compared again after so many days even when neither was edited. */
  readonly overlapDays: number;
  /** Return for a checkpoint about so often, in milliseconds. */
  readonly checkpointEveryMs: number;
  /** Most requests in one fetchAll. */
  readonly batchSize: number;
}

export const READING_DEFAULTS: ReadingSettings = {
  resultsDays: 90,
  campaignDays: 365,
  listSizeDays: 14,
  sampleDays: 14,
  overlapDays: 14,
  checkpointEveryMs: 25_000,
  batchSize: 40,
};

export interface ReaderOptions {
  readonly transport: Transport;
  readonly key: string;
  /** Parts under `reading/` as last committed, of this reading (it is resumed) or of the previous one; null for none. */
  readonly saved: ReadonlyMap<string, string> | null;
  /** How to begin when `saved` is a finished reading; an unfinished one is resumed in its own mode. See `readingMode`. */
  readonly mode: 'full' | 'incremental';
  readonly settings?: Partial<ReadingSettings>;
  readonly collector: Collector;
  /** Asked once, when account, metrics and their activity are read. */
  readonly needs: (soFar: SoFar) => ReadingNeeds;
  /** Which metrics to look into, with the person's own settings; by their usual names where it is left out. */
  readonly metricsToRead?: (listed: ListedMetrics) => MetricsToRead;
  /** Asked once, when segments and their members are read: pairs of segment ids to compare member by member. None where it is missing. */
  readonly overlapPairs?: (soFar: GroupsSoFar) => readonly (readonly [string, string])[];
  /** Account that the sheet is about; null when it is not yet bound. */
  readonly expectedAccountId: string | null;
}

export type Advance =
  | { readonly state: 'done' }
  /** Call again, not before `notBefore` (which may already be past). */
  | { readonly state: 'more'; readonly notBefore: Instant }
  /** Cannot go on now. What was committed stays good: the same parts may be resumed later. */
  | { readonly state: 'stopped'; readonly error: KlaviyoError };

export interface ReadingProgress {
  /** In a marketer's words: `Reading flows`. */
  readonly step: string;
  /** Requests answered, and expected in all as far as is known by now. */
  readonly done: number;
  /** Answers that there will be in any case: those that came and one for each request that waits. */
  readonly atLeast: number;
  readonly expected: number | null;
  readonly requests: number;
  readonly secondsLeft: number | null;
}

/** How much of a reading under way can be published: 0 nothing, 1 what the account is made of, 2 people and results as well, 3 all. */
export type Stage = 0 | 1 | 2 | 3;

export interface Reader {
  /** Reads until done, until `until`, or until a checkpoint is due, whichever comes first. */
  advance(until: Instant): Advance;
  /** Text under `reading/…` changed since the last call (null: remove). Commit together with the collector's. */
  changedParts(): ReadonlyMap<string, string | null>;
  progress(): ReadingProgress;
  /** How much of what was read so far can be published; `late`: a person has waited long enough for the first of it. */
  stage(late: boolean): Stage;
  /** What was read so far; what may still turn up is unknown in it. Throws before `stage` has said 1. */
  soFar(): Inventory;
  /** Everything read. Throws before `advance` has said done. */
  inventory(): Inventory;
  /** Requests sent by this reading, over all executions. */
  readonly requestCount: number;
  /** The instant that this reading is about: events before it were read. */
  readonly readAt: Instant;
}
