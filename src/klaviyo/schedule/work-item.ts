import type { Instant } from '../../domain/account/known';
import type { EndpointName } from '../http/endpoints';

/** A stretch of time read by one cursor, oldest first. `until` is exclusive and may be moved nearer when the rest is split off. */
export interface Window {
  readonly from: Instant;
  readonly until: Instant;
  /** How far the cursor has come. */
  readonly at: Instant;
  /** Rows read by it so far. */
  readonly rows: number;
}

/** What is to be read, as plain data. Each kind has a handler in handlers.ts. */
export type Work =
  | { readonly kind: 'account' }
  | { readonly kind: 'list-page' }
  | { readonly kind: 'list-size'; readonly listId: string }
  /** `counted`: members on the pages before. */
  | { readonly kind: 'list-members'; readonly listId: string; readonly counted: number }
  | { readonly kind: 'list-joins'; readonly metricId: string }
  /** `updatedAfter`: only those; `ids`: only those (does each still exist?); both null: all. */
  | { readonly kind: 'segment-page'; readonly updatedAfter: Instant | null; readonly ids: readonly string[] | null }
  /** `ids` null: every segment. */
  | { readonly kind: 'segment-report'; readonly ids: readonly string[] | null }
  | { readonly kind: 'segment-size'; readonly segmentId: string }
  /** `page`: how many pages were read before. */
  | { readonly kind: 'segment-members'; readonly segmentId: string; readonly page: number }
  | { readonly kind: 'flow-page'; readonly archived: boolean }
  /** `updated`: the latest change that the listing told, of the flow or of one of its actions. */
  | { readonly kind: 'flow-definition'; readonly flowId: string; readonly updated: Instant | null }
  | { readonly kind: 'flow-report' }
  | { readonly kind: 'campaign-page'; readonly channel: string; readonly archived: boolean }
  | { readonly kind: 'campaign-report'; readonly by: 'campaign' | 'audience' }
  | { readonly kind: 'metric-page' }
  | { readonly kind: 'mapped-metrics' }
  | { readonly kind: 'metric-activity'; readonly metricId: string; readonly from: Instant; readonly to: Instant }
  | { readonly kind: 'metric-properties'; readonly metricId: string }
  | { readonly kind: 'form-page' }
  /** One event, to learn whether events name their profile without being asked to include it. */
  | { readonly kind: 'event-probe'; readonly metricId: string }
  /** `spanFrom`: start of what counts as read; before it lies the overlap with the previous reading. */
  | { readonly kind: 'events'; readonly metricId: string; readonly spanFrom: Instant; readonly window: Window }
  /** A first page in a window of `created`, held back until it is decided whether all profiles are read or a sample. */
  | { readonly kind: 'profile-probe'; readonly window: Window }
  /** `stratum`: of the sample, see sample-windows.ts; missing where all are read. */
  | { readonly kind: 'profiles'; readonly window: Window; readonly weight: number; readonly stratum?: number }
  | { readonly kind: 'profile-updates'; readonly since: Instant };

export type WorkKind = Work['kind'];
export type WorkOf<Kind extends WorkKind> = Extract<Work, { readonly kind: Kind }>;

/** A work item on its way. */
export interface WorkItem {
  readonly work: Work;
  readonly step: string;
  readonly endpoint: EndpointName;
  /** Path and query of the next page; null for the first. */
  readonly next: string | null;
  /** Failures in a row. */
  readonly tries: number;
  /** Not sent before this instant. */
  readonly notBefore: Instant;
}
