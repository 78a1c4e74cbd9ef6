import { klaviyoAddress } from '../account/klaviyo-address';
import { ruleFromText } from '../model/segment-rules';
import type { SegmentRules } from '../model/segment-rules';
import { topicsKey } from './topics';
import { grouped } from '../model/use-graph';

/** A row to look for: its key, the text of its `Definition` cell, its status, and the day on which it was first proposed (`2026-09-01`; null where that is not known). */
export interface ApprovedRow {
  readonly key: string;
  readonly definition: string | null;
  readonly status?: string;
  readonly firstFound?: string | null;
}

/** The earliest zone's day begins so long before UTC's. */
const EARLIEST_ZONE = 14 * 3_600_000;

/** An approved row whose segment now exists. */
export interface CreatedSegment {
  readonly key: string;
  readonly segmentId: string;
  readonly name: string;
  /** Klaviyo's address of the segment. */
  readonly link: string;
}

/**
 * Approved rows whose segment exists in Klaviyo by now: an active segment with a provably equivalent rule, whatever it is called. Of
 * several the newest, since it was most likely made for the row. What was there before the row was proposed, and was not changed since, is not what came of
 * approving it. Rows without a readable definition are left out.
 */
export function findCreated(approved: readonly ApprovedRow[], { segments, engine }: SegmentRules): readonly CreatedSegment[] {
  if (approved.length === 0) return [];
  const active = segments
    .filter(({ segment }) => segment.isActive)
    .sort((a, b) => (b.segment.created ?? 0) - (a.segment.created ?? 0) || (a.segment.id < b.segment.id ? -1 : 1));
  const byKey = grouped(active, ({ rule }) => engine.key(rule));
  const byTopics = grouped(active, ({ rule }) => topicsKey(engine.subjects(rule)));
  return approved.flatMap(({ key, definition, status = '', firstFound = null }): readonly CreatedSegment[] => {
    const rule = definition === null ? null : ruleFromText(definition);
    if (rule === null || engine.status(rule).status === 'contradictory') return [];
    // A row that was called created once is looked for whatever its segment's age.
    const since =
      status.trim().toLowerCase() === 'created' || firstFound === null ? Number.NEGATIVE_INFINITY : Date.parse(`${firstFound}T00:00:00Z`) - EARLIEST_ZONE;
    const isNewer = ({ segment }: SegmentRules['segments'][number]): boolean =>
      (segment.created === null && segment.updated === null) || Math.max(segment.created ?? 0, segment.updated ?? 0) >= since;
    const found =
      byKey.get(engine.key(rule))?.find(isNewer) ??
      byTopics.get(topicsKey(engine.subjects(rule)))?.find((other) => isNewer(other) && engine.compare(other.rule, rule).relation === 'equivalent');
    return found === undefined ? [] : [{ key, segmentId: found.segment.id, name: found.segment.name, link: klaviyoAddress('segment', found.segment.id) }];
  });
}
