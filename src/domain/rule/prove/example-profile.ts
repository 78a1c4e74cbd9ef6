import type { Instant, Known } from '../../account/known';
import { DAY, known } from '../../account/known';
import type { Cube } from './cubes';
import type { ExampleEvent } from './example-events';
import { exampleEvents, exampleOf, stepsOf } from './example-events';
import { matchesFilter } from '../match-filter';
import { objectMetric, propertySubject } from './claims';
import type { NumberSet } from './number-set';
import { intersect, someNumber, span } from './number-set';
import type { ConsentFacts, ProfileFacts, TimeSpan } from '../profile-facts';
import { NOTHING_KNOWN } from '../profile-facts';
import type { Literal, Meaning } from './vocabulary';
import type { EventFilter } from '../filter';
import { inSpan } from '../time-span';
import type { WorkMeter } from './work-meter';

/**
 * A made-up profile that should meet every literal of a cube: the witness by which "overlapping" and "can match someone" are shown, not
 * just not disproved. What cannot be made up stays not known, and then nothing is claimed. `memberOf` answers for segments that have a rule (null: not
 * known) and leaves the others undefined.
 */
export function exampleProfile(
  cube: Cube,
  now: Instant,
  memberOf: (groupId: string, facts: ProfileFacts) => boolean | null | undefined,
  meter: WorkMeter,
): ProfileFacts {
  const events = new Map<string, readonly ExampleEvent[]>();
  for (const metric of new Set(cube.map(metricOf))) {
    if (metric !== null)
      events.set(
        metric,
        exampleEvents(
          cube.filter((literal) => metricOf(literal) === metric),
          now,
          meter,
        ),
      );
  }
  const of = (metric: string, span: TimeSpan, where: readonly EventFilter[]): readonly ExampleEvent[] => {
    const made = events.get(metric) ?? [];
    meter.spend(made.length * stepsOf(where));
    return made.filter(
      (event) =>
        inSpan(event.at, span) &&
        where.every(({ property, filter }) => filter !== undefined && filter !== null && matchesFilter(filter, event.properties[property], now) === true),
    );
  };
  const exact = (meaning: Partial<Meaning>): Literal | undefined =>
    cube.find(({ variable }) =>
      Object.entries(meaning).every(([key, value]) => (variable.meaning as unknown as Readonly<Record<string, unknown>>)[key] === value),
    );
  const word = (meaning: Partial<Meaning>, words: readonly string[]): string | null => {
    const values = exact(meaning)?.values;
    if (values?.type !== 'texts') return words[words.length - 1] ?? null;
    return words.find((one) => values.items.includes(one) !== values.out) ?? null;
  };

  const property = (name: string): Known<unknown> => known(exampleProperty(cube, name, now, 'any time'));
  const moment = (name: string, when: When = 'past'): Known<Instant | null> => {
    const value = exampleProperty(cube, name, now, when);
    return known(typeof value === 'string' ? Date.parse(value) : null);
  };
  // Segments may refer to one another many times over: each is asked once.
  const memberships = new Map<string, boolean | null>();
  const isMember = (groupId: string): boolean | null => {
    const answered = memberships.get(groupId);
    if (answered !== undefined) return answered;
    const byRule = memberOf(groupId, facts);
    const answer = byRule === undefined ? isYes(exact({ type: 'member', groupId })) : byRule;
    memberships.set(groupId, answer);
    return answer;
  };
  const facts: ProfileFacts = {
    ...NOTHING_KNOWN,
    metricCount: (metricId, span, where) => of(metricId, span, where).length,
    metricSum: (metricId, span, where) => of(metricId, span, where).reduce((sum, { value }) => sum + value, 0),
    property: (name) => property(propertySubject(name)),
    consent: (channel) => consentFacts(channel, word, property, moment),
    isMember,
    joinedAt: (groupId) => {
      const at = moment(`@joined ${groupId}`);
      return 'value' in at && at.value === null ? known(now - 1500 * DAY) : at;
    },
    predictedNumber: (dimension) => known(numberOf(exact({ type: 'predicted', of: dimension }), dimension === 'churn_probability' ? SHARE : FROM_ZERO)),
    expectedNextPurchase: () => moment('@next purchase', 'any time'),
    predictedGender: () => known(word({ type: 'predicted', of: 'gender' }, ['likely_female', 'likely_male', 'uncertain'])),
    affinity: (channel) => ({
      rank: known(word({ type: 'predicted', of: `rank ${channel}` }, ['high', 'medium', 'low'])),
      priority: known(numberOf(exact({ type: 'predicted', of: `priority ${channel}` }), FROM_ZERO)),
    }),
    inRegion: (region) => {
      const where = word({ type: 'region', region }, ['in', 'out']);
      return where === null ? null : where === 'in';
    },
    distanceKilometers: (countryCode, postalCode) => numberOf(exact({ type: 'distance', countryCode, postalCode }), FROM_ZERO),
    customObjects: (objectTypeId, relationshipId) =>
      of(objectMetric(objectTypeId, relationshipId), { from: null, to: null }, []).map(({ properties }) => properties),
    messagesSent: (channel, span) => of(`sent ${channel}`, span, []).length,
    flowEntries: (span) => of('in this flow', span, []).length,
  };
  return facts;
}

const metricOf = ({ variable }: Literal): string | null =>
  variable.meaning.type === 'count' || variable.meaning.type === 'sum' ? variable.meaning.metric : null;
const isYes = (literal: Literal | undefined): boolean => literal?.values.type === 'flag' && literal.values.yes;
/** A distance, an amount or a number of orders is never below 0, a probability never above 1. */
const FROM_ZERO = span(0, 0, Infinity, 1);
const SHARE = span(0, 0, 1, 1);
const numberOf = (literal: Literal | undefined, possible: NumberSet): number | null =>
  literal?.values.type === 'numbers' ? someNumber(intersect(literal.values.cuts, possible), false) : null;
/** What dates what has happened (joined, subscribed, bounced) lies in the past; a property's date need not. */
type When = 'past' | 'any time';

function consentFacts(
  channel: string,
  word: (meaning: Partial<Meaning>, words: readonly string[]) => string | null,
  property: (name: string) => Known<unknown>,
  moment: (name: string) => Known<Instant | null>,
): ConsentFacts {
  const receive = word({ type: 'consent', channel, part: 'receive' }, ['can', 'cannot']);
  const subscription = word({ type: 'consent', channel, part: 'subscription' }, ['subscribed', 'unsubscribed', 'never_subscribed']);
  const detail = <T>(field: string): Known<T | null> => {
    const fact = property(`@consent ${channel} ${field}`);
    return known('value' in fact && fact.value !== undefined ? (fact.value as T) : null);
  };
  const date = (field: string): Known<Instant | null> => moment(`@consent ${channel} ${field}`);
  return {
    canReceive: receive === null ? null : receive === 'can',
    subscription: subscription as ConsentFacts['subscription'],
    statusDate: date('status_date'),
    bounceDate: date('bounce_date'),
    manualSuppressionDate: date('manual_suppression_date'),
    invalidEmailDate: date('invalid_email_date'),
    method: detail('method'),
    methodDetail: detail('method detail'),
    doubleOptIn: detail('is_double_opt_in'),
    customSource: detail('custom_source'),
    rcsCapable: detail('is_rcs_capable'),
  };
}

/** A value for a property that meets its literals: the first side that has one decides; undefined where it is best not set. */
function exampleProperty(cube: Cube, property: string, now: Instant, when: When): unknown {
  const about = cube.filter(({ variable: { meaning } }) => 'property' in meaning && meaning.property === property);
  const existence = about.find(({ variable }) => variable.meaning.type === 'existence');
  if (existence?.values.type === 'flag' && !existence.values.yes) return undefined;
  const date = exampleDate(about, now, when);
  if (date !== null) return date;
  const text = exampleText(about);
  if (text !== null) return text;
  const items = about.flatMap(({ variable: { meaning }, values }) => (meaning.type === 'item' && values.type === 'flag' && values.yes ? [meaning.item] : []));
  if (items.length > 0) return items;
  for (const {
    variable: { meaning },
    values,
  } of about) {
    if (meaning.type !== 'facet') continue;
    const example = meaning.facet === 'list' ? { is: ['another item'] } : exampleOf(values, meaning.facet);
    if (example !== null) return example.is;
  }
  if (about.some(({ variable }) => variable.meaning.type === 'item')) return ['another item'];
  return existence === undefined ? undefined : 'something';
}

function exampleDate(about: readonly Literal[], now: Instant, when: When): string | null {
  let at: NumberSet | null = null;
  for (const {
    variable: { meaning },
    values,
  } of about) {
    if (meaning.type !== 'facet' || meaning.facet !== 'date' || values.type !== 'numbers') continue;
    const absolute = meaning.axis === 'moving' ? values.cuts.map((cut, index) => (index % 2 === 0 ? cut + now : cut)) : values.cuts;
    at = at === null ? absolute : intersect(at, absolute);
  }
  if (at !== null && when === 'past') at = intersect(at, span(-Infinity, 0, now, 1));
  if (at === null || at.length === 0) return null;
  const [from, , to] = at as readonly [number, number, number];
  // What only holds on the very end of a window is no example.
  if (from === to) return null;
  const moment = from === -Infinity ? (to === Infinity ? now : to - DAY) : to === Infinity ? from + DAY : Math.round((from + to) / 2);
  return new Date(moment).toISOString();
}

function exampleText(about: readonly Literal[]): string | null {
  const fixed = about.find(({ variable: { meaning } }) => meaning.type === 'facet' && meaning.facet === 'text');
  const patterns = about.flatMap(({ variable: { meaning }, values }) =>
    meaning.type === 'pattern' && meaning.pattern.text !== '' && values.type === 'flag' ? [{ ...meaning.pattern, holds: values.yes }] : [],
  );
  if (fixed?.values.type === 'texts' && !fixed.values.out) return fixed.values.items[0] ?? null;
  if (fixed === undefined && patterns.length === 0) return null;
  const parts = (how: string): string =>
    patterns
      .filter((pattern) => pattern.holds && pattern.how === how)
      .map(({ text }) => text)
      .join('');
  const text = `${parts('starts-with')}${parts('contains')}${parts('ends-with')}`;
  return text === '' ? 'another text' : text;
}
