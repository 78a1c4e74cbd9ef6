import { isKnown } from '../account/known';
import type { LifecycleAudience } from '../catalogue/audience';
import type { PlannedAudience } from '../catalogue/plan-audiences';
import { explainDifference } from '../rule/difference';
import { all, conditionsOf } from '../rule/rule';
import { kindOf } from '../rule/conditions/table';
import type { ConsentCondition, Rule } from '../rule/rule';
import type { ParsedAccount, ParsedSegment } from '../model/parsed-account';
import { precedes } from '../model/precedence';
import { numberDifference } from './number-difference';
import type { NumberDifference } from './number-difference';
import { ruleLikeness } from './rule-likeness';
import { likeness, tellingTopics, topicsKey } from './topics';
import type { Topics } from './topics';
import { grouped } from '../model/use-graph';

/** How near a segment comes to an audience. */
export type AudienceFit = 'exact' | 'other thresholds' | 'part of it' | 'wider' | 'overlaps' | 'same people' | 'by name only';

/** How one existing segment relates to one audience, before it is judged whether the segment works. */
export interface CatalogueMatch {
  readonly audienceId: string;
  readonly audienceName: string;
  readonly segmentId: string;
  readonly fit: AudienceFit;
  /** What the segment does otherwise, in plain words; for exact empty, or that it is so to within a day only. */
  readonly difference: string;
  /** How far its numbers are from the account's own, where only thresholds differ; null where they are equal, or values that are no numbers differ. */
  readonly drift: NumberDifference | null;
}

/** Matches of all audiences, by audience id and by segment id, best fit first. */
export interface CatalogueMatches {
  readonly ofAudience: (audienceId: string) => readonly CatalogueMatch[];
  readonly ofSegment: (segmentId: string) => readonly CatalogueMatch[];
}

/** An audience is compared with at most so many segments: those about the most similar things. */
const MOST_COMPARED = 60;
/** Least share of topics in common for two rules to be compared at all, consent aside. */
const LEAST_LIKENESS = 0.5;
/** A part, a wider or an overlapping rule counts from so much likeness of its blocks; from less where the sizes show that it comes near. */
const LEAST_RULE_LIKENESS = 0.55;
const LEAST_RULE_LIKENESS_IF_SIZED = 0.4;
const LEAST_RULE_LIKENESS_OF_OVERLAP = 0.65;
/** A part or a wider segment comes near when the smaller holds at least this share of the larger. */
const LEAST_SIZE_SHARE = 0.4;
const MOST_SHOWN = 8;
/** Klaviyo may round days and not hours, and ranges otherwise than spans. */
const WITHIN_A_DAY = 'to within a day: it gives times in different units';
const FITS: readonly AudienceFit[] = ['exact', 'other thresholds', 'part of it', 'wider', 'overlaps', 'same people', 'by name only'];

interface Candidate {
  readonly parsed: ParsedSegment;
  /** The segment's rule with metrics that no longer arrive replaced by those that took over, with its key and shape. */
  readonly rule: Rule;
  readonly key: string;
  readonly shape: string;
  readonly topics: Topics;
  readonly telling: Topics;
}

/**
 * Compares every audience that the account can have with the segments that are about the same things. An exact or same-but-for-thresholds
 * segment is found by the engine's key and shape whatever it is about; the rest by topics, most similar first.
 * @param replacements live metric by the id of the one that no longer arrives: a segment that counts the old one still means this audience
 * @param sizeOf people in an audience by the account's own behavior; null where it was not measured
 */
export function matchCatalogue(
  account: ParsedAccount,
  planned: readonly PlannedAudience[],
  replacements: ReadonlyMap<string, string>,
  sizeOf: (audienceId: string) => number | null,
): CatalogueMatches {
  const alike = ruleLikeness(account.engine);
  const topicsOf = (rule: Rule): Topics => new Set(account.engine.subjects(rule));
  const candidates = account.segments
    .filter(({ status }) => status.status !== 'contradictory')
    .map((parsed): Candidate => {
      const old = parsed.references.metricIds.some((id) => replacements.has(id));
      const rule = old ? replaceMetrics(parsed.rule, replacements) : parsed.rule;
      const topics = topicsOf(rule);
      return {
        parsed,
        rule,
        topics,
        telling: tellingTopics(topics),
        key: old ? account.engine.key(rule) : parsed.key,
        shape: old ? account.engine.shape(rule) : parsed.shape,
      };
    });
  const buckets = [...grouped(candidates, ({ telling }) => topicsKey(telling)).values()].map((of) => ({ telling: of[0]!.telling, of }));
  const byKey = grouped(candidates, ({ key }) => key);
  const byShape = grouped(candidates, ({ shape }) => shape);

  const matches = planned.flatMap(({ audience, proposed }): readonly CatalogueMatch[] => {
    if (proposed.kind !== 'rule') return byName(audience, account.segments, new Set());
    // Consent that was added for the use is no part of who is meant: a segment may be the audience with it or without.
    const wanted = proposed.core === proposed.rule ? [proposed.rule] : [proposed.rule, proposed.core];
    const withConsent = (rule: Rule): readonly Rule[] => (proposed.consent === null ? [rule] : [rule, all([consentOf(proposed.consent), rule])]);
    const topics = topicsOf(proposed.rule);
    const telling = tellingTopics(topics);
    const near = buckets
      .map((bucket) => ({ bucket, alike: likeness(telling, bucket.telling) }))
      .filter(({ alike }) => alike >= LEAST_LIKENESS)
      .sort((a, b) => b.alike - a.alike)
      .flatMap(({ bucket }) => preferred(bucket.of, topics));
    const chosen = new Map(
      [
        ...[...wanted, ...proposed.forms.flatMap(withConsent)].flatMap((rule) => [
          ...(byKey.get(account.engine.key(rule)) ?? []),
          ...(byShape.get(account.engine.shape(rule)) ?? []).slice(0, MOST_COMPARED),
        ]),
        ...near.slice(0, MOST_COMPARED),
      ].map((candidate) => [candidate.parsed.segment.id, candidate]),
    );
    const found = [...chosen.values()].flatMap((candidate) =>
      best(
        [
          ...wanted.flatMap((rule) => compare(account, { audience, rule, size: sizeOf(audience.id) }, candidate, alike) ?? []),
          ...proposed.forms.flatMap(withConsent).flatMap((form) => meantFor(account, { audience, rule: proposed.core, form }, candidate) ?? []),
        ],
        account,
      ).slice(0, 1),
    );
    const ranked = best(found, account).slice(0, MOST_SHOWN);
    return ranked.length > 0 ? ranked : byName(audience, account.segments, new Set(found.map((match) => match.segmentId)));
  });
  const ofAudience = grouped(matches, (match) => match.audienceId);
  const ofSegment = grouped(
    [...matches].sort((a, b) => FITS.indexOf(a.fit) - FITS.indexOf(b.fit) || (a.drift?.factor ?? 1) - (b.drift?.factor ?? 1)),
    (match) => match.segmentId,
  );
  return { ofAudience: (id) => ofAudience.get(id) ?? [], ofSegment: (id) => ofSegment.get(id) ?? [] };
}

/** Of many segments about the same things, those most like the audience in consent too, then the larger ones. */
function preferred(candidates: readonly Candidate[], topics: Topics): readonly Candidate[] {
  if (candidates.length <= MOST_COMPARED) return candidates;
  return [...candidates]
    .sort((a, b) => likeness(b.topics, topics) - likeness(a.topics, topics) || membersOf(b.parsed) - membersOf(a.parsed))
    .slice(0, MOST_COMPARED);
}

function compare(
  account: ParsedAccount,
  wanted: { readonly audience: LifecycleAudience; readonly rule: Rule; readonly size: number | null },
  { parsed, rule, shape }: Candidate,
  alike: (wanted: Rule, other: Rule) => number,
): CatalogueMatch | null {
  const numbers = shape === account.engine.shape(wanted.rule) ? numberDifference(rule, wanted.rule) : null;
  const sameShape = shape === account.engine.shape(wanted.rule) && (numbers?.sameKind ?? true);
  const likeRules = alike(wanted.rule, rule);
  // That two unlike rules overlap is nothing to tell, so it is not worked out.
  const full = sameShape || likeRules >= LEAST_RULE_LIKENESS_OF_OVERLAP;
  const { relation, approximate } = full ? account.engine.compare(rule, wanted.rule) : account.engine.nested(rule, wanted.rule);
  if (relation === 'disjoint' || relation === 'neither') return null;
  // Undecided, yet of the same shape with near numbers: windows that are shifted against one another. That they differ by numbers alone is plain to see.
  if (relation === 'not decided' && !(sameShape && numbers !== null && numbers.share > 0)) return null;
  const fit =
    relation === 'equivalent'
      ? 'exact'
      : sameShape || relation === 'not decided'
        ? 'other thresholds'
        : looseFit(relation, likeRules, sizeShare(parsed, wanted.size));
  if (fit === null) return null;
  return {
    audienceId: wanted.audience.id,
    audienceName: wanted.audience.name,
    segmentId: parsed.segment.id,
    fit,
    difference: fit === 'exact' ? (approximate ? WITHIN_A_DAY : '') : explainDifference(rule, wanted.rule, account.names),
    drift: fit === 'other thresholds' && numbers !== null && numbers.share > 0 ? numbers : null,
  };
}

/** A segment of one of the usual forms is meant for the audience, whatever its numbers: the proposal is then what it should become. */
function meantFor(
  account: ParsedAccount,
  { audience, rule: wanted, form }: { readonly audience: LifecycleAudience; readonly rule: Rule; readonly form: Rule },
  { parsed, rule, shape }: Candidate,
): CatalogueMatch | null {
  if (shape !== account.engine.shape(form)) return null;
  const numbers = numberDifference(rule, form);
  if (numbers !== null && !numbers.sameKind) return null;
  return {
    audienceId: audience.id,
    audienceName: audience.name,
    segmentId: parsed.segment.id,
    fit: 'other thresholds',
    difference: explainDifference(rule, wanted, account.names),
    drift: numbers !== null && numbers.share > 0 ? numbers : null,
  };
}

function consentOf(channel: ConsentCondition['channel']): ConsentCondition {
  return { kind: 'consent', channel, canReceive: true, subscription: channel === 'push' ? 'any' : 'subscribed', filters: null };
}

/** Proven containment counts only where the two come near one another: everybody's segment holds every audience and covers none. */
function looseFit(relation: 'inside' | 'contains' | 'overlapping', alike: number, share: number | null): AudienceFit | null {
  if (relation === 'overlapping') return alike >= LEAST_RULE_LIKENESS_OF_OVERLAP ? 'overlaps' : null;
  const near =
    share === null ? alike >= LEAST_RULE_LIKENESS : alike >= LEAST_RULE_LIKENESS_IF_SIZED && (share >= LEAST_SIZE_SHARE || alike >= LEAST_RULE_LIKENESS);
  return !near ? null : relation === 'inside' ? 'part of it' : 'wider';
}

/** The smaller of segment and audience as a share of the larger; null where either size is unknown. */
function sizeShare({ segment }: ParsedSegment, size: number | null): number | null {
  if (!isKnown(segment.members) || size === null) return null;
  const larger = Math.max(segment.members.value.total, size);
  return larger <= 0 ? null : Math.min(segment.members.value.total, size) / larger;
}

/** The rule with some metrics exchanged for others. */
function replaceMetrics(rule: Rule, replacements: ReadonlyMap<string, string>): Rule {
  const other = (id: string): string => replacements.get(id) ?? id;
  switch (rule.kind) {
    case 'all':
    case 'any':
      return { kind: rule.kind, of: rule.of.map((part) => replaceMetrics(part, replacements)) };
    case 'not':
      return { kind: 'not', of: replaceMetrics(rule.of, replacements) };
    default:
      return kindOf(rule).withMetrics(rule, other);
  }
}

/** Best first: by fit, then nearest thresholds, then the one that would stay of two equal ones. */
function best(matches: readonly CatalogueMatch[], account: ParsedAccount): readonly CatalogueMatch[] {
  const nearness = (match: CatalogueMatch): number => Math.round(Math.log(match.drift?.factor ?? 1) * 20);
  return [...matches].sort(
    (a, b) => FITS.indexOf(a.fit) - FITS.indexOf(b.fit) || nearness(a) - nearness(b) || (precedes(a.segmentId, b.segmentId, account) ? -1 : 1),
  );
}

/** A hint and no more: a segment whose name has most of the words of the audience's name. */
function byName(audience: LifecycleAudience, segments: readonly ParsedSegment[], except: ReadonlySet<string>): readonly CatalogueMatch[] {
  const wanted = words(audience.name);
  return segments
    .filter(({ segment, rule }) => !except.has(segment.id) && conditionsOf(rule).length > 0 && sharesWords(wanted, words(segment.name)))
    .slice(0, 2)
    .map(({ segment }) => ({
      audienceId: audience.id,
      audienceName: audience.name,
      segmentId: segment.id,
      fit: 'by name only',
      drift: null,
      difference: 'only the name is alike; the rule is another',
    }));
}

const COMMON_WORDS = new Set([
  'the',
  'a',
  'an',
  'of',
  'in',
  'on',
  'and',
  'or',
  'by',
  'to',
  'for',
  'with',
  'not',
  'customers',
  'customer',
  'buyers',
  'buyer',
  'segment',
  'exclusion',
]);

function words(name: string): ReadonlySet<string> {
  return new Set(
    name
      .toLowerCase()
      .slice(0, 300)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 1 && !COMMON_WORDS.has(word)),
  );
}

function sharesWords(wanted: ReadonlySet<string>, name: ReadonlySet<string>): boolean {
  if (wanted.size === 0 || name.size === 0) return false;
  const shared = [...wanted].filter((word) => name.has(word)).length;
  return shared >= Math.min(2, wanted.size) && shared / wanted.size >= 0.6;
}

function membersOf({ segment }: ParsedSegment): number {
  return isKnown(segment.members) ? segment.members.value.total : 0;
}
