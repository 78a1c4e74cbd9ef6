import type { Instant } from '../account/known';
import { DAY } from '../account/known';
import { hasLikely, isLikelyTrue } from '../behavior/answer';
import { Answering } from '../behavior/answer-all';
import type { BehaviorState } from '../behavior/behavior-state';
import type { Condition, Rule } from '../rule/rule';
import type { BitSet } from './bit-set';
import { addTo, bitSet, countBoth, countOf, cut, eachOf, everyone } from './bit-set';
import type { KnownMembers } from './known-members';
import { both, either, outside } from './known-members';

/** People of two rules on one day. Weighted where profiles are a sample, so figures may be fractions. */
export interface SharedPeople {
  readonly both: number;
  readonly first: number;
  readonly second: number;
}

/** Rule of a segment by id; null for lists, deactivated segments (their members are frozen) and unknown ids: their rule does not tell who is in them. */
export type RuleOfGroup = (groupId: string) => Rule | null;

/** Conditions whose past state Klaviyo does not tell: they are answered for today alone. */
const TODAY_ONLY: ReadonlySet<Condition['kind']> = new Set([
  'property',
  'region',
  'distance',
  'predicted-number',
  'predicted-date',
  'predicted-gender',
  'affinity-rank',
  'affinity-priority',
  'custom-object',
  'permission',
]);
/** Where more than this share of a rule's members cannot be told, nothing is said of the rule: as for sizes. */
const UNTOLD_AT_MOST = 0.05;
/** Segments that refer to segments are followed so deep. */
const DEPTH = 20;

/**
 * Who meets which rule on one day, from the profiles and events that were read, without a request. Each condition is answered once a
 * day however many rules hold it, and kept as bits.
 *
 * People: all profiles where all were read; the sample's members with their weights where it is a sample; whoever has an event where
 * no profile was read. A condition that cannot be answered from what was read leaves people untold, and a rule of which more than
 * 5 % are untold has no members at all (null). On past days that holds for whoever's consent was changed since.
 */
export class Memberships {
  private readonly conditions = new Map<string, KnownMembers>();
  private readonly rules = new Map<string, KnownMembers | null>();
  /** Profile number of each place of a set. */
  readonly places: Int32Array;
  private readonly weights: Float64Array | null;
  private readonly answering: Answering;
  /** Whose consent is the same as on that day; null where that is everybody. */
  private readonly sameConsent: BitSet | null;
  /** Who was a profile on that day. */
  private readonly there: BitSet;

  /** @param daysAgo 0 for today, whole days */
  constructor(
    private readonly state: BehaviorState,
    private readonly ruleOf: RuleOfGroup,
    readonly daysAgo: number,
  ) {
    const at = state.now - daysAgo * DAY;
    this.answering = new Answering(state, at);
    this.places = peopleOf(state);
    this.weights = state.coverage === 'sample' ? Float64Array.from(this.places, (profile) => state.profiles.weight[profile]!) : null;
    this.sameConsent = daysAgo === 0 ? null : this.unchangedSince(at);
    this.there = daysAgo === 0 ? everyone(this.places.length) : this.createdBy(at);
  }

  /** Everybody that can be counted on that day, weighted. */
  get people(): number {
    return this.sizeOf(this.there);
  }

  /** Members of a rule; null where they cannot be told on this day. */
  membersOf(rule: Rule): BitSet | null {
    const answered = this.answered(rule, 0);
    if (answered === null) return null;
    const members = cut(answered.members, this.there);
    return this.people - this.sizeOf(cut(answered.known, this.there)) > UNTOLD_AT_MOST * this.sizeOf(members) ? null : members;
  }

  /** People in a set, weighted where profiles are a sample. */
  sizeOf(set: BitSet): number {
    return this.weights === null ? countOf(set) : this.weighed(set, null);
  }

  /** How many people of the account the one at a place stands for: 1 unless profiles are a sample. */
  weightAt(place: number): number {
    return this.weights === null ? 1 : this.weights[place]!;
  }

  /** People of two rules' members. */
  shared(first: BitSet, second: BitSet): SharedPeople {
    return { both: this.weights === null ? countBoth(first, second) : this.weighed(first, second), first: this.sizeOf(first), second: this.sizeOf(second) };
  }

  private weighed(first: BitSet, second: BitSet | null): number {
    const weights = this.weights!;
    let sum = 0;
    eachOf(second === null ? first : cut(first, second), (place) => {
      sum += weights[place]!;
    });
    return sum;
  }

  private answered(rule: Rule, depth: number): KnownMembers | null {
    switch (rule.kind) {
      case 'all':
        return this.joined(rule.of, depth, both, { members: everyone(this.places.length), known: everyone(this.places.length) });
      case 'any':
        return this.joined(rule.of, depth, either, { members: bitSet(this.places.length), known: everyone(this.places.length) });
      case 'not': {
        const inner = this.answered(rule.of, depth);
        return inner === null ? null : outside(inner);
      }
      default:
        return this.condition(rule, depth);
    }
  }

  private joined(
    parts: readonly Rule[],
    depth: number,
    join: (one: KnownMembers, other: KnownMembers) => KnownMembers,
    start: KnownMembers,
  ): KnownMembers | null {
    let result: KnownMembers = start;
    for (const part of parts) {
      const next = this.answered(part, depth);
      if (next === null) return null;
      result = join(result, next);
    }
    return result;
  }

  private condition(condition: Condition, depth: number): KnownMembers | null {
    const key = JSON.stringify(condition);
    let known = this.conditions.get(key);
    if (known !== undefined) return known;
    if (condition.kind === 'membership') return this.membership(condition, depth);
    known = this.daysAgo > 0 && TODAY_ONLY.has(condition.kind) ? this.nobodyTold() : this.fresh(condition);
    this.conditions.set(key, known);
    return known;
  }

  private fresh(condition: Condition): KnownMembers {
    const answers = this.answering.once(condition);
    const members = bitSet(this.places.length);
    const known = bitSet(this.places.length);
    for (let place = 0; place < this.places.length; place += 1) {
      const answer = answers[this.places[place]!]!;
      if (!hasLikely(answer)) continue;
      addTo(known, place);
      if (isLikelyTrue(answer)) addTo(members, place);
    }
    if (condition.kind !== 'consent' || this.sameConsent === null) return { members, known };
    const { sameConsent } = this;
    return { members: cut(members, sameConsent), known: cut(known, sameConsent) };
  }

  /** Member of a segment: whoever meets its rule. When somebody joined is not known from rules. */
  private membership(condition: Extract<Condition, { kind: 'membership' }>, depth: number): KnownMembers {
    if (depth >= DEPTH || (condition.timeframe !== undefined && condition.timeframe !== null)) return this.nobodyTold();
    let result: KnownMembers = { members: bitSet(this.places.length), known: everyone(this.places.length) };
    for (const id of condition.groupIds) result = either(result, this.group(id, depth + 1) ?? this.nobodyTold());
    return condition.isMember ? result : outside(result);
  }

  private group(id: string, depth: number): KnownMembers | null {
    const known = this.rules.get(id);
    if (known !== undefined) return known;
    // A circle of segments has no answer.
    this.rules.set(id, null);
    const rule = this.ruleOf(id);
    const answered = rule === null ? null : this.answered(rule, depth);
    this.rules.set(id, answered);
    return answered;
  }

  private nobodyTold(): KnownMembers {
    return { members: bitSet(this.places.length), known: bitSet(this.places.length) };
  }

  private createdBy(at: Instant): BitSet {
    const there = bitSet(this.places.length);
    // Of whoever is known from events alone the day is not told: they count.
    this.places.forEach((profile, place) => {
      if (!(this.state.profiles.created[profile]! * 1000 > at)) addTo(there, place);
    });
    return there;
  }

  private unchangedSince(at: Instant): BitSet {
    const { consent, suppressedAt } = this.state.profiles;
    const same = bitSet(this.places.length);
    const before = (seconds: number | undefined): boolean => seconds === undefined || Number.isNaN(seconds) || seconds * 1000 <= at;
    this.places.forEach((profile, place) => {
      const changed =
        !before(consent.email.at[profile]) ||
        !before(consent.sms.at[profile]) ||
        !before(consent.push.at[profile]) ||
        (suppressedAt.get(profile) ?? []).some((seconds) => !before(seconds));
      if (!changed) addTo(same, place);
    });
    return same;
  }
}

/** Profile numbers that are counted: see the class. */
function peopleOf(state: BehaviorState): Int32Array {
  const counted: number[] = [];
  const eventful = state.coverage === 'events only' ? [...state.metrics.values()] : null;
  for (let profile = 0; profile < state.count; profile += 1) {
    const counts = eventful === null ? state.isRead(profile) : eventful.some(({ index }) => index.starts[profile + 1]! > index.starts[profile]!);
    if (counts) counted.push(profile);
  }
  return Int32Array.from(counted);
}
