import type { Instant } from '../account/known';
import type { EventRow, ProfileRow, ReadingNeeds } from './rows';

/** A stretch of time: `from` inclusive, `to` exclusive. */
export interface ReadSpan { readonly from: Instant; readonly to: Instant }

/**
 * Takes behavior as it is read and reduces it to a compact state that survives between executions and refreshes.
 *
 * Order of calls: `createCollector(kept parts)`, `begin(needs)` (forgets what the needs no longer want), then for each metric the
 * `missing` spans are read: rows of one span may come in any order and in several calls, and when a span (or a part of it that
 * was split off) is complete `finish` says so. Rows of spans that never finish are dropped on the next `createCollector`.
 * Spans handed to `finish` must not overlap: an event delivered in two spans would count twice.
 */
export interface BehaviorCollector {
  /** Drops metrics that are no longer wanted or whose properties changed, and events before the needs' start. */
  begin(needs: ReadingNeeds): void;
  /** Spans of the metric still to be read for its need up to `to`, oldest first; nothing is read twice. */
  missing(metricId: string, to: Instant): readonly ReadSpan[];
  addEvents(metricId: string, rows: readonly EventRow[]): void;
  /** Everything of the metric in the span has been added. */
  finish(metricId: string, span: ReadSpan): void;
  /** What has been read of the metric: spans joined, oldest first. */
  readSpans(metricId: string): readonly ReadSpan[];

  /** Adds profiles; one that is known already is replaced (profiles that changed since the last refresh). */
  addProfiles(rows: readonly ProfileRow[]): void;
  /** Forgets every profile, before they are all read anew (a new sample, other properties). Events stay. */
  forgetProfiles(): void;
  /** All profiles that were to be read (whole account or sample) are in, as of `at`. */
  finishProfiles(at: Instant): void;
  /** As of when profiles are complete; null while they are not. */
  profilesReadAt(): Instant | null;
  profileCount(): number;
  eventCount(metricId: string): number;

  /** Pieces that changed since the last call (or since creation), keyed `behavior/…`, each at most about 1 MB; null: delete. */
  changedParts(): ReadonlyMap<string, string | null>;
}
