import type { Instant, Known } from '../../src/domain/account/known';
import { known } from '../../src/domain/account/known';
import type { EventFilter, Filter } from '../../src/domain/rule/filter';
import { evaluateRule } from '../../src/domain/rule/evaluate';
import { matchesFilter } from '../../src/domain/rule/match-filter';
import type { ConsentFacts, PermissionFacts, ProfileFacts, TimeSpan } from '../../src/domain/rule/profile-facts';
import { NOTHING_KNOWN } from '../../src/domain/rule/profile-facts';
import type { Rule } from '../../src/domain/rule/rule';

/** One raw event of a test profile. */
export interface RawEvent {
  readonly metric: string;
  readonly at: Instant;
  readonly value: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A test profile as plain data: what happened, what it has, what it agreed to. */
export interface RawProfile {
  readonly events: readonly RawEvent[];
  readonly properties: Readonly<Record<string, unknown>>;
  readonly consent: Readonly<Record<string, Partial<ConsentFacts>>>;
  readonly permission?: PermissionFacts;
  readonly memberOf: readonly string[];
  readonly joined: Readonly<Record<string, Instant>>;
  readonly predicted: Readonly<Record<string, number | null>>;
  readonly nextPurchase: Instant | null;
  readonly gender: string | null;
  readonly rank: string | null;
  readonly priority: number | null;
  readonly region: Readonly<Record<string, boolean>>;
  readonly kilometers: number | null;
  readonly objects: readonly Readonly<Record<string, unknown>>[];
  readonly flowStart: Instant | null;
  readonly sampled: boolean;
  readonly trigger: Readonly<Record<string, unknown>>;
}

export const EMPTY_PROFILE: RawProfile = {
  events: [],
  properties: {},
  consent: {},
  memberOf: [],
  joined: {},
  predicted: {},
  nextPurchase: null,
  gender: null,
  rank: null,
  priority: null,
  region: {},
  kilometers: null,
  objects: [],
  flowStart: null,
  sampled: false,
  trigger: {},
};

const nothing = known(null);
const NO_CONSENT: ConsentFacts = {
  canReceive: false,
  subscription: 'never_subscribed',
  statusDate: nothing,
  method: nothing,
  methodDetail: nothing,
  doubleOptIn: nothing,
  customSource: nothing,
  rcsCapable: nothing,
  bounceDate: nothing,
  manualSuppressionDate: nothing,
  invalidEmailDate: nothing,
};

const inside = (at: Instant, span: TimeSpan): boolean => (span.from === null || at >= span.from) && (span.to === null || at <= span.to);

/**
 * An order holds several items: a text comparison is met where one of them meets it; what a negative one asks of several is not
 * said by Klaviyo.
 */
function meetsInEvent(filter: Filter, value: unknown, at: Instant): boolean | null {
  if (filter.type !== 'string' || !Array.isArray(value)) return matchesFilter(filter, value, at);
  if (filter.operator.startsWith('n')) return null;
  const answers = value.map((item) => matchesFilter(filter, item, at));
  return answers.includes(true) ? true : answers.includes(null) ? null : false;
}

/** Facts straight from the raw data, at one moment. `segments`: rules of the segments that have one; their members are who meets them. */
export function factsOf(profile: RawProfile, at: Instant, segments: Readonly<Record<string, Rule>> = {}): ProfileFacts {
  const matching = (metric: string, where: readonly EventFilter[]): readonly RawEvent[] | null => {
    const found: RawEvent[] = [];
    for (const event of profile.events) {
      if (event.metric !== metric) continue;
      const answers = where.map(({ property, filter }) => (filter ? meetsInEvent(filter, event.properties[property], at) : null));
      if (answers.includes(false)) continue;
      if (answers.includes(null)) return null;
      found.push(event);
    }
    return found;
  };
  const within = (metric: string, span: TimeSpan, where: readonly EventFilter[]): readonly RawEvent[] | null =>
    matching(metric, where)?.filter((event) => inside(event.at, span)) ?? null;
  const facts: ProfileFacts = {
    ...NOTHING_KNOWN,
    metricCount: (metric, span, where) => within(metric, span, where)?.length ?? null,
    metricSum: (metric, span, where) => within(metric, span, where)?.reduce((sum, { value }) => sum + value, 0) ?? null,
    metricEvents: (metric, where) => matching(metric, where),
    property: (name): Known<unknown> => known(profile.properties[name]),
    consent: (channel) => ({ ...NO_CONSENT, ...profile.consent[channel] }),
    permission: () => profile.permission ?? null,
    isMember: (groupId) => {
      const rule = segments[groupId];
      return rule === undefined ? profile.memberOf.includes(groupId) : evaluateRule(rule, facts, at);
    },
    joinedAt: (groupId) => known(profile.joined[groupId] ?? null),
    predictedNumber: (dimension) => known(profile.predicted[dimension] ?? null),
    expectedNextPurchase: () => known(profile.nextPurchase),
    predictedGender: () => known(profile.gender),
    affinity: () => ({ rank: known(profile.rank), priority: known(profile.priority) }),
    inRegion: (region) => profile.region[region] ?? false,
    distanceKilometers: () => profile.kilometers,
    customObjects: () => profile.objects,
    messagesSent: (channel, span) => within(`sent ${channel}`, span, [])?.length ?? null,
    flowEntries: (span) => within('entered flow', span, [])?.length ?? null,
    flowStart: () => profile.flowStart,
    sampled: () => profile.sampled,
    trigger: (field) => known(profile.trigger[field]),
  };
  return facts;
}
