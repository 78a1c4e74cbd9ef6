import { isKnown, known, unknown } from '../account/known';
import { NOT_YET, whyMissing } from '../account/unread-part';
import { meantElsewhere } from './meant-for';
import type { BehaviorReading } from '../behavior/figure';
import { isUsable } from '../findings/consequences';
import type { PlannedAudience } from '../catalogue/plan-audiences';
import type { PeopleCoverage, PeopleJudgment } from '../comparison/coverage-by-people';
import type { CatalogueMatch, CatalogueMatches } from '../comparison/match-catalogue';
import type { Finding } from '../findings/all-findings';
import type { ParsedAccount } from '../model/parsed-account';
import { describeRule } from '../rule/describe';
import type { SettingValues } from '../settings/setting';
import { valueOf } from '../settings/setting';
import type { CoverageState } from '../terms/coverage-terms';
import type { Formats } from '../text/format';
import { enumerated } from '../text/lists';
import { quoted, inQuotes } from '../text/quotes';
import { leastAudience } from './coverage-settings';
import type { AudienceMatch, Gap } from './recommendation';

/** What gaps are decided from. */
export interface GapInput {
  readonly account: ParsedAccount;
  readonly behavior: BehaviorReading;
  readonly planned: readonly PlannedAudience[];
  readonly matches: CatalogueMatches;
  /** Null where people could not be counted at all: then proofs alone decide. */
  readonly people: PeopleCoverage | null;
  readonly settings: SettingValues;
  readonly findingsOf: (segmentId: string) => readonly Finding[];
}

/** A gap with the segment that stands for its audience: the one that covers it, else the one that is meant for it. */
export interface DecidedGap {
  readonly gap: Gap;
  readonly covering: string | null;
  readonly meant: string | null;
}

/** Segments named beside those whose rules are near, because they hold many of the same people. */
const MOST_BY_PEOPLE = 3;
/** A segment speaks for an audience, to say what serves it, from half of its people. */
const SERVES_FROM = 0.5;

/** One row for every audience of the catalogue: how it is covered, by which segments, and why it is said so. */
export function decideGaps(input: GapInput): readonly DecidedGap[] {
  return input.planned.map(({ audience, proposed }) => {
    const matches = input.matches.ofAudience(audience.id);
    const population = input.behavior.populations.get(audience.id);
    const noFigure = unknown<never>('Its size was not measured.');
    const decided: Decision =
      proposed.kind === 'rule'
        ? asFarAsRead(
            decide(audience.id, matches, input),
            proposed.parameters.some(({ working }) => working === true),
            input,
          )
        : {
            state: proposed.kind === 'unknown' ? 'Unknown' : 'Not applicable',
            why: `${proposed.reason}${hint(matches, input, proposed.kind !== 'unknown')}`,
            covering: null,
            meant: null,
          };
    const gap: Gap = {
      audienceId: audience.id,
      name: audience.name,
      stage: audience.stage,
      uses: audience.uses,
      state: decided.state,
      why: decided.why,
      nearest: nearestOf(audience.id, proposed.kind === 'rule', input),
      servedBy: proposed.kind === 'rule' ? servedBy(audience.id, matches, input) : [],
      matches: shownMatches(audience.id, matches, input),
      rule: proposed.kind === 'rule' ? describeRule(proposed.rule, input.account.names) : '',
      size: proposed.kind === 'rule' && population !== undefined ? known(population.profiles) : noFigure,
      reachable: proposed.kind === 'rule' && population !== undefined ? known(population.reachable) : noFigure,
    };
    return { gap, covering: decided.covering, meant: decided.meant };
  });
}

interface Decision {
  readonly state: CoverageState;
  readonly why: string;
  readonly covering: string | null;
  readonly meant: string | null;
}

/**
 * While people are still to come only a rule that is proven to be the audience says anything: a segment may yet prove to hold the same people, and
 * thresholds that the account has not told (`working`) may yet be others.
 */
function asFarAsRead(decision: Decision, working: boolean, { account: { inventory } }: GapInput): Decision {
  if (inventory.stillToCome?.people !== true || decision.state === 'Unknown' || (decision.state === 'Covered' && !working)) return decision;
  return {
    state: 'Unknown',
    why: `Whether a segment has this audience shows once people and thresholds are counted: ${NOT_YET}.`,
    covering: null,
    meant: decision.meant,
  };
}

/**
 * Covered: a usable segment is proven to be the audience, or holds its people and few others on every day that can be told. Stale: such
 * a segment exists but does not work. Partial: a usable one of the same shape with other numbers (it is meant for the audience, however
 * few people it shares), segments that only together hold it, or one that holds at least half both ways. Where people cannot be
 * counted, proofs alone decide, and that is said. A name alone covers nothing. Unknown: the segments were not read.
 */
function decide(audienceId: string, matches: readonly CatalogueMatch[], input: GapInput): Decision {
  const { inventory } = input.account;
  const unread = whyMissing(inventory, 'segments');
  if (unread !== null && !isKnown(inventory.segments))
    return {
      state: 'Unknown',
      why: `Whether a segment has this audience is unknown, since segments could not be read: ${unread}.`,
      covering: null,
      meant: null,
    };
  const usable = (id: string): boolean => isUsable(input.findingsOf(id));
  const name = (id: string): string => quoted(input.account.names.group(id)?.name ?? id);
  const exact = matches.filter((match) => match.fit === 'exact' && usable(match.segmentId));
  const near = (input.people?.near(audienceId) ?? []).filter((one) => usable(one.segmentId));
  const byPeople = near.filter((one) => one.verdict === 'covers' && !exact.some((match) => match.segmentId === one.segmentId));
  const covering = [...exact.map((match) => match.segmentId), ...byPeople.map((one) => one.segmentId)];
  if (covering.length > 0) {
    const others = covering.slice(1);
    const also = others.length === 0 ? '' : ` So ${others.length === 1 ? 'does' : 'do'} ${enumerated(others.map(name))}.`;
    const why =
      exact[0] !== undefined ? exactWords(exact[0], name(exact[0].segmentId)) : heldWords(name(byPeople[0]!.segmentId), byPeople[0]!, input.account.formats);
    return { state: 'Covered', why: `${why}${also}`, covering: covering[0]!, meant: covering[0]! };
  }
  const isAnother = meantElsewhere(input.matches, input.people);
  const same = matches.filter((match) => match.fit === 'exact' || (match.fit === 'other thresholds' && !isAnother(match.segmentId, audienceId)));
  const drifted = same.find((match) => usable(match.segmentId));
  if (drifted !== undefined) {
    const people = input.people?.judge(audienceId, drifted.segmentId) ?? null;
    const meant = name(drifted.segmentId);
    const shares =
      people === null
        ? `${meant} is meant for this audience; how many people are in both could not be counted.`
        : heldWords(`${meant}, meant for this audience,`, people, input.account.formats);
    return { state: 'Partial', why: `${shares} What differs: it ${drifted.difference}.`, covering: null, meant: drifted.segmentId };
  }
  const broken = same.find((match) => !usable(match.segmentId));
  if (broken !== undefined) {
    const faults = input
      .findingsOf(broken.segmentId)
      .filter((finding) => !isUsable([finding]))
      .map((finding) => finding.evidence);
    return {
      state: 'Stale',
      why: `${name(broken.segmentId)} is meant for this audience but does not work. ${faults.join(' ')}`,
      covering: null,
      meant: broken.segmentId,
    };
  }
  const few = tooFew(audienceId, input);
  if (few !== null) return { state: 'Not applicable', why: few, covering: null, meant: null };
  const together = input.people?.together(audienceId)?.filter(usable) ?? [];
  if (together.length > 1)
    return {
      state: 'Partial',
      why: `No single segment has this audience; ${enumerated(together.map(name), 4)} hold it together.`,
      covering: null,
      meant: null,
    };
  const partly = near.find((one) => one.verdict === 'partly');
  if (partly !== undefined) return { state: 'Partial', why: heldWords(name(partly.segmentId), partly, input.account.formats), covering: null, meant: null };
  // What is near by its rule alone counts only where people cannot tell.
  const byRule = matches.find(
    (match) => match.fit !== 'by name only' && usable(match.segmentId) && (input.people?.judge(audienceId, match.segmentId) ?? null) === null,
  );
  if (byRule !== undefined)
    return {
      state: 'Partial',
      why: `${nearWords(byRule, name(byRule.segmentId))} How many people are in both could not be counted.`,
      covering: null,
      meant: null,
    };
  const none = unread === null ? 'No segment has this audience.' : `No segment that could be read has this audience (${unread}).`;
  const nearest =
    near[0] === undefined || near[0].inIt === 0 ? '' : ` The nearest is ${name(near[0].segmentId)}: ${heldWords('it', near[0], input.account.formats)}`;
  return { state: 'Missing', why: `${none}${nearest}${hint(matches, input, true)}`, covering: null, meant: null };
}

/** Why an audience is too small to be worth a segment now; null where it is not, or its size is unknown. A segment that is there already is judged all the same. */
function tooFew(audienceId: string, { behavior, settings, account: { formats } }: GapInput): string | null {
  const size = behavior.populations.get(audienceId)?.profiles.value;
  if (size === undefined || !isKnown(size)) return null;
  const chosen = valueOf(settings, leastAudience);
  const base = behavior.reachableBase.value;
  const least = chosen ?? Math.min(100, isKnown(base) ? Math.ceil(base.value / 100) : 100);
  return size.value >= least
    ? null
    : `Too small now: ${size.value === 0 ? 'nobody is' : `${formats.counted(Math.round(size.value), 'person is', 'people are')}`} in it; ${formats.count(least)} are needed (Settings, ${inQuotes(leastAudience.name)}).`;
}

function exactWords({ difference }: CatalogueMatch, name: string): string {
  return difference === '' ? `${name} is exactly this audience.` : `${name} is this audience ${difference}.`;
}

/** `“Loyal” holds 96% of these people; 6% of its own people are others. (The worst of today and of 30, 60 and 90 days ago.)` */
function heldWords(name: string, { inIt, beside, days }: PeopleJudgment, formats: Formats): string {
  const past = days.filter((day) => day.daysAgo > 0).map((day) => String(day.daysAgo));
  const when = past.length === 0 || days[0]!.daysAgo > 0 ? '' : ` (The worst of today and of ${enumerated(past, 9)} days ago.)`;
  return `${name} holds ${formats.share(inIt)} of these people; ${beside === 0 ? 'none' : formats.share(beside)} of its own people are others.${when}`;
}

function nearestOf(audienceId: string, hasRule: boolean, { people, account, findingsOf }: GapInput): Gap['nearest'] {
  if (!hasRule) return unknown('The account has no such audience.');
  if (!isKnown(account.inventory.segments)) return unknown(account.inventory.segments.unknown);
  if (people === null) return unknown('People could not be counted: too little was read for it.');
  const first = people.near(audienceId).find((one) => isUsable(findingsOf(one.segmentId)));
  return known(first === undefined ? null : { segmentId: first.segmentId, inIt: first.inIt, beside: first.beside });
}

/** Matches by rule with their people, and before them segments that hold most of the same people by another rule. */
function shownMatches(audienceId: string, matches: readonly CatalogueMatch[], { people, findingsOf }: GapInput): readonly AudienceMatch[] {
  const shares = (segmentId: string): AudienceMatch['people'] => {
    const judged = people?.judge(audienceId, segmentId) ?? null;
    return judged === null ? null : { inIt: judged.inIt, beside: judged.beside };
  };
  const others = (people?.near(audienceId) ?? [])
    .filter((one) => one.verdict !== 'apart' && !matches.some((match) => match.segmentId === one.segmentId))
    .slice(0, MOST_BY_PEOPLE)
    .map((one) => ({ segmentId: one.segmentId, fit: 'same people' as const, difference: '' }));
  return [...others, ...matches].map(({ segmentId, fit, difference }) => ({
    segmentId,
    fit,
    difference,
    usable: isUsable(findingsOf(segmentId)),
    people: shares(segmentId),
  }));
}

function servedBy(audienceId: string, matches: readonly CatalogueMatch[], { people, account }: GapInput): readonly string[] {
  const holding = new Set([
    ...(people?.near(audienceId) ?? []).filter((one) => (one.days[0]?.inIt ?? 0) >= SERVES_FROM).map((one) => one.segmentId),
    ...matches.filter((match) => match.fit === 'exact').map((match) => match.segmentId),
  ]);
  const uses = [...holding]
    .flatMap((id) => account.uses.usesOf(id))
    .filter((use) => use.live && use.how !== 'campaign exclude' && (use.by.type === 'flow' || use.by.type === 'campaign'));
  return [...new Map(uses.map((use) => [use.by.id, `${use.by.type} ${quoted(use.by.name)}`])).values()];
}

function nearWords(match: CatalogueMatch, name: string): string {
  const difference = match.difference === '' ? '' : ` It ${match.difference}.`;
  switch (match.fit) {
    case 'part of it':
      return `${name} holds only a part of it.${difference}`;
    case 'wider':
      return `${name} holds all of it and more.${difference}`;
    default:
      return `${name} overlaps with it.${difference}`;
  }
}

function hint(matches: readonly CatalogueMatch[], { account, findingsOf }: GapInput, compared: boolean): string {
  const named = matches.filter((match) => match.fit === 'by name only').map((match) => quoted(account.names.group(match.segmentId)?.name ?? match.segmentId));
  const broken = matches.filter((match) => match.fit !== 'by name only' && !isUsable(findingsOf(match.segmentId)));
  const nearest = broken[0] === undefined ? '' : ` ${quoted(account.names.group(broken[0].segmentId)?.name ?? '')} comes near but does not work.`;
  return `${nearest}${named.length === 0 ? '' : ` ${enumerated(named)} ${named.length === 1 ? 'sounds' : 'sound'} like it${compared ? ', but only by name: the rule is another.' : ' by name; the rules could not be compared.'}`}`;
}
