import { klaviyoAddress } from '../account/klaviyo-address';
import { ruleFromText } from '../model/segment-rules';
import type { SegmentRules } from '../model/segment-rules';
import { topicsKey } from './topics';
import { grouped } from '../model/use-graph';

/** A row to look for: its key and the text of its `Definition` cell. */
export interface ApprovedRow {
  readonly key: string;
  readonly definition: string | null;
}

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
 * several the newest, since it was most likely made for the row. Rows without a readable definition are left out.
 */
export function findCreated(approved: readonly ApprovedRow[], { segments, engine }: SegmentRules): readonly CreatedSegment[] {
  if (approved.length === 0) return [];
  const active = segments.filter(({ segment }) => segment.isActive)
    .sort((a, b) => (b.segment.created ?? 0) - (a.segment.created ?? 0) || (a.segment.id < b.segment.id ? -1 : 1));
  const byKey = grouped(active, ({ rule }) => engine.key(rule));
  const byTopics = grouped(active, ({ rule }) => topicsKey(engine.subjects(rule)));
  return approved.flatMap(({ key, definition }): readonly CreatedSegment[] => {
    const rule = definition === null ? null : ruleFromText(definition);
    if (rule === null || engine.status(rule).status === 'contradictory') return [];
    const found = byKey.get(engine.key(rule))?.[0]
      ?? byTopics.get(topicsKey(engine.subjects(rule)))?.find((other) => engine.compare(other.rule, rule).relation === 'equivalent');
    return found === undefined ? [] : [{ key, segmentId: found.segment.id, name: found.segment.name, link: klaviyoAddress('segment', found.segment.id) }];
  });
}
