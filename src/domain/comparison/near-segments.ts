import type { Known } from '../account/known';
import { mapKnown } from '../account/known';
import { klaviyoAddress } from '../account/klaviyo-address';
import type { Relation } from '../rule/comparison';
import { explainDifference } from '../rule/difference';
import type { Rule } from '../rule/rule';
import { ruleLikeness } from './rule-likeness';
import { ruleFromText } from '../model/segment-rules';
import type { SegmentRules } from '../model/segment-rules';
import { likeness, tellingTopics } from './topics';
import type { Topics } from './topics';

/** An existing segment near a recommended rule. */
export interface NearSegment {
  readonly segmentId: string;
  readonly name: string;
  readonly link: string;
  readonly isActive: boolean;
  readonly members: Known<number>;
  readonly relation: Relation;
  /** How the two relate, one sentence without the names. */
  readonly relationWords: string;
  /** What the segment does otherwise; empty where the rules mean the same. */
  readonly difference: string;
}

/** What to look near to: a definition's text (the tracker's `Definition`), or else the rule of an existing segment. */
export interface NearTo {
  readonly definition: string | null;
  readonly segmentId: string | null;
}

/** So many that share most subjects are looked at part by part: rules that mean nearly the same speak of nearly the same. */
const MOST_LOOKED_AT = 120;
/** So many of the likeliest are compared by the engine. */
const MOST_COMPARED = 25;

/**
 * Finds the existing segments nearest to a recommendation, nearest first: the same, the same but for thresholds, parts of it, wider ones,
 * overlapping ones. Empty where there is no rule to compare with. The segment asked about is not among its own neighbours.
 */
export function nearSegmentsFinder({ segments, engine, names }: SegmentRules): (to: NearTo, most?: number) => readonly NearSegment[] {
  const topicsOf = (rule: Rule): Topics => tellingTopics(new Set(engine.subjects(rule)));
  const prepared = segments.map((each) => ({ ...each, topics: topicsOf(each.rule), key: engine.key(each.rule), shape: engine.shape(each.rule) }));
  const alike = ruleLikeness(engine);
  /** Quick to tell: the same rule first, then the same but for thresholds, then by shared subjects. */
  const closeness = (key: string, shape: string, topics: Topics, other: (typeof prepared)[number]): number => {
    const shared = likeness(topics, other.topics);
    return shared === 0 ? 0 : other.key === key ? 3 : other.shape === shape ? 2 : shared;
  };
  return (to, most = 5) => {
    const own = prepared.find(({ segment }) => segment.id === to.segmentId);
    const rule: Rule | null = (to.definition === null ? null : ruleFromText(to.definition)) ?? own?.rule ?? null;
    if (rule === null) return [];
    const topics = topicsOf(rule);
    const key = engine.key(rule);
    const shape = engine.shape(rule);
    return prepared
      .map((other) => ({ other, shared: other === own ? 0 : closeness(key, shape, topics, other) }))
      .filter(({ shared }) => shared > 0)
      .sort((a, b) => b.shared - a.shared || (a.other.segment.id < b.other.segment.id ? -1 : 1))
      .slice(0, MOST_LOOKED_AT)
      .map(({ other }) => ({ ...other, near: other.key === key ? 2 : alike(rule, other.rule) }))
      .sort((a, b) => b.near - a.near || (a.segment.id < b.segment.id ? -1 : 1))
      .slice(0, MOST_COMPARED)
      .map((other) => ({ ...other, ...engine.compare(other.rule, rule) }))
      .filter((other) => other.relation !== 'disjoint' || other.near >= LEAST_OF_APART)
      .sort((a, b) => ORDER.indexOf(a.relation) - ORDER.indexOf(b.relation) || b.near - a.near || (a.segment.id < b.segment.id ? -1 : 1))
      .slice(0, most)
      .map(({ segment, rule: otherRule, relation, approximate, reason }): NearSegment => ({
        segmentId: segment.id,
        name: segment.name,
        link: klaviyoAddress('segment', segment.id),
        isActive: segment.isActive,
        members: mapKnown(segment.members, (members) => members.total),
        relation,
        relationWords:
          relation === 'not decided'
            ? `${WORDS[relation]}: ${reason}`
            : approximate
              ? `${WORDS[relation].replace(/\.$/, '')}, to within a day: the two give times in different units.`
              : WORDS[relation],
        difference: relation === 'equivalent' ? '' : explainDifference(otherRule, rule, names),
      }));
  };
}

/** Segments that share nobody are shown only when their rules are nearly the same, such as the neighbouring age of a list. */
const LEAST_OF_APART = 0.8;
const ORDER: readonly Relation[] = ['equivalent', 'inside', 'contains', 'overlapping', 'not decided', 'disjoint'];
const WORDS: Readonly<Record<Relation, string>> = {
  equivalent: 'It is the same audience.',
  inside: 'It lies inside this audience.',
  contains: 'It holds all of this audience and more.',
  overlapping: 'The two overlap.',
  disjoint: 'Nobody can be in both.',
  'not decided': 'Whether the two overlap cannot be decided',
};
