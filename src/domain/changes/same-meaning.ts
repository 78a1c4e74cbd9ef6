import { topicsKey } from '../comparison/topics';
import type { SegmentRules } from '../model/segment-rules';
import type { Segment } from '../account/inventory';
import type { Rule } from '../rule/rule';

/** The segment whose rule is proven to mean the same, whatever it is called; an active one before an inactive one. Null where none is. */
export function segmentOfMeaning(rule: Rule, { segments, engine }: SegmentRules, beside: string | null = null): Segment | null {
  const topics = topicsKey(engine.subjects(rule));
  const same = segments.filter(
    ({ segment, rule: other }) =>
      segment.id !== beside &&
      (engine.key(other) === engine.key(rule) || (topicsKey(engine.subjects(other)) === topics && engine.compare(other, rule).relation === 'equivalent')),
  );
  return (same.find(({ segment }) => segment.isActive) ?? same[0])?.segment ?? null;
}
