import type { ConsentFilter, Condition, ConsentCondition, FunnelCondition, MembershipCondition, MetricCondition, PermissionCondition } from './rule';
import type { EventFilter, Filter, NumberFilter, TimeFilter } from './filter';
import type { FilterReading, FilterTest } from './filter-test';
import { countSetOf, numberSetOf, testOf } from './filter-test';
import type { Formula } from './formula';
import { conjunction, disjunction, negation } from './formula';
import type { Meaning, Vocabulary } from './vocabulary';
import type { EventSet } from './event-set';
import { eventSetOf, isEmptySet, testKey } from './event-set';
import type { Values } from './values';
import { complement, counts, everyValue, flag, isNone, isWithin, numbers, texts } from './values';
import type { Window, WindowReading } from './windows';
import { windowOf } from './windows';
import { canonicalJson, identityOf } from './json';

/** What turning a condition into a formula needs: the vocabulary, and what being in a list or segment means. */
export interface AtomContext {
  readonly vocabulary: Vocabulary;
  readonly memberOf: (groupId: string) => Formula;
  readonly window: WindowReading;
}

/**
 * What a compared value is called: its group of bearing, its own name and how a plain comparison of it is understood. `several`: it may hold several
 * texts at a time, as the items of an order.
 */
interface Subject { readonly group: string; readonly property: string; readonly meaning?: Meaning; readonly several?: boolean }

/** Names of values that are no profile properties begin with @; a property whose own name does is told apart. */
export const propertySubject = (name: string): string => (name.startsWith('@') ? `@property ${name}` : name);

/** The formula that says what a condition says; where Klaviyo leaves a question open, both answers are allowed for. */
export function atomsOf(condition: Condition, context: AtomContext): Formula {
  const { vocabulary } = context;
  const value = (group: string, property: string, filter: Filter, meaning?: Meaning): Formula =>
    testFormula(readTest(filter, context), meaning === undefined ? { group, property } : { group, property, meaning }, context);
  switch (condition.kind) {
    case 'membership': return membershipFormula(condition, context);
    case 'metric': return metricFormula(condition, context);
    case 'consent': return consentFormula(condition, context);
    case 'permission': return permissionFormula(condition, context);
    case 'property': {
      const test = testOf(condition.filter, { window: context.window, textNeedsValue: true });
      return testFormula(test, { group: `property:${condition.property}`, property: propertySubject(condition.property) }, context);
    }
    case 'predicted-number':
      return value(`predicted:${condition.dimension}`, `@predicted ${condition.dimension}`, condition.filter, { type: 'predicted', of: condition.dimension });
    case 'predicted-date': return value('predicted:next purchase', '@next purchase', condition.filter);
    case 'predicted-gender':
      return value('predicted:gender', '@gender', { type: 'string', operator: condition.operator, value: condition.value }, { type: 'predicted', of: 'gender' });
    case 'affinity-rank':
      return value(`predicted:rank ${condition.channel}`, `@rank ${condition.channel}`, { type: 'string', operator: condition.operator, value: condition.value },
        { type: 'predicted', of: `rank ${condition.channel}` });
    case 'affinity-priority':
      return value(`predicted:priority ${condition.channel}`, `@priority ${condition.channel}`, condition.filter, { type: 'predicted', of: `priority ${condition.channel}` });
    case 'distance': {
      if (condition.filter.type === 'unknown') return opaque(condition, context);
      const scale = condition.unit === 'miles' ? 1.609344 : 1;
      const place = `distance:${JSON.stringify([condition.countryCode, condition.postalCode])}`;
      const test: FilterTest = { type: 'values', facet: 'number', values: numbers(numberSetOf({ ...condition.filter, value: condition.filter.value * scale })), unset: null };
      const meaning: Meaning = { type: 'distance', countryCode: condition.countryCode, postalCode: condition.postalCode };
      return testFormula(test, { group: place, property: `@${place}`, meaning }, context);
    }
    case 'region': {
      const subject = `region:${condition.region}`;
      return vocabulary.claim(
        { subject, group: subject, mayBeMissing: false, meaning: { type: 'region', region: condition.region } }, texts([condition.inRegion ? 'in' : 'out']));
    }
    case 'custom-object': {
      // Objects are counted as events are, by their properties' numbers, at no time of their own.
      const filters = condition.filters.map(({ propertyId, filter }) => ({ property: String(propertyId), filter }));
      return countFormula(objectMetric(condition.objectTypeId, condition.relationshipId), ALL_TIME, filters, condition.filter, condition, context);
    }
    case 'not-sent': return noneOf(`sent ${condition.channel}`, condition.timeframe, context);
    case 'not-in-flow': return noneOf('in this flow', condition.timeframe, context);
    case 'trigger-property': {
      const property = `@trigger ${JSON.stringify([condition.trigger, condition.metricId ?? '', condition.field])}`;
      return testFormula(readTest(condition.filter, context), { group: `trigger:${condition.trigger}`, property, several: true }, context);
    }
    case 'object-trigger-property': return value('trigger:object', `@trigger ${JSON.stringify(['object', condition.propertyId])}`, condition.filter);
    case 'object-property': return value('trigger:object', `@trigger ${JSON.stringify(['object', condition.label, condition.field])}`, condition.filter);
    case 'action-output': return value(`output:${condition.outputId}`, `@output ${JSON.stringify([condition.outputId, condition.field])}`, condition.filter);
    case 'funnel': return funnelFormula(condition, context);
    // Two random samples are never the same people.
    case 'sample': return yes(`sample ${condition.percentage} ${identityOf(condition)}`, 'sample', { type: 'opaque' }, vocabulary);
    case 'unknown': return opaque(condition, context);
  }
}

const readingOf = ({ window }: AtomContext): FilterReading => ({ window, textNeedsValue: false });
const readTest = (filter: Filter, context: AtomContext): FilterTest => testOf(filter, readingOf(context));

/** What the custom objects of a type are called where they are counted as events are. */
export const objectMetric = (objectTypeId: string, relationshipId: string): string => `object ${JSON.stringify([objectTypeId, relationshipId])}`;

const yes = (subject: string, group: string, meaning: Meaning, vocabulary: Vocabulary): Formula =>
  vocabulary.claim({ subject, group, mayBeMissing: false, meaning }, flag(true));

function opaque(condition: Condition, { vocabulary }: AtomContext, metricIds: readonly string[] = []): Formula {
  const key = `?${canonicalJson(condition)}`;
  return yes(key, metricIds[0] === undefined ? key : `metric:${metricIds[0]}`, { type: 'opaque' }, vocabulary);
}

/** A question that Klaviyo leaves open: yes in every profile or no in every profile. */
const openQuestion = (question: string, vocabulary: Vocabulary): Formula =>
  yes(`question ${question}`, `question ${question}`, { type: 'open question' }, vocabulary);

/** A compared value, which may be missing. Where it is open whether a missing one meets the test, that question stands as a claim of its own. */
function testFormula(test: FilterTest, subject: Subject, { vocabulary }: AtomContext): Formula {
  const { group, property } = subject;
  const quoted = JSON.stringify(property);
  const claim = (name: string, meaning: Meaning, values: Values, missing = false): Formula =>
    vocabulary.claim({ subject: `${quoted} ${name}`, group, mayBeMissing: true, meaning }, values, missing);
  const orMissing = (question: string, met: (missing: boolean) => Formula, there: Formula): Formula =>
    conjunction([met(true), disjunction([there, openQuestion(question, vocabulary)])]);
  const whole = (key: string, needsValue: boolean): Formula =>
    vocabulary.claim({ subject: `${quoted} ?${key}`, group, mayBeMissing: needsValue, meaning: { type: 'pattern', property, pattern: OPAQUE_PATTERN } }, flag(true));

  if (subject.several === true && ((test.type === 'values' && test.facet === 'text') || test.type === 'pattern')) {
    if (test.type === 'pattern' || test.values.type !== 'texts' || test.values.out) return whole(testKey(test), test.unset === null);
    return disjunction(test.values.items.map((item) => whole(`is ${JSON.stringify(item)}`, true)));
  }
  switch (test.type) {
    case 'values': {
      const { facet, values, unset } = test;
      if (values.type === 'texts' && !vocabulary.spelledOneWay(`${quoted} ${facet}`, values.items)) return whole(canonicalJson(test), unset === null);
      const meaning: Meaning = subject.meaning ?? { type: 'facet', property, facet };
      const met = (missing: boolean): Formula => claim(facet, meaning, values, missing);
      return unset === null ? met(false) : orMissing(unset, met, claim(facet, meaning, everyValue(values)));
    }
    case 'window': {
      const { axis, at, style, toTheDay } = test.window;
      const manner = toTheDay === true && axis === 'moving' ? { style, toTheDay } : {};
      return claim(`date ${axis}${'style' in manner ? ` ${style}` : ''}`, { type: 'facet', property, facet: 'date', axis, ...manner }, numbers(at));
    }
    case 'pattern': {
      const name = `${test.pattern.how} ${JSON.stringify(test.pattern.text)}`;
      const met = (missing: boolean): Formula => claim(name, { type: 'pattern', property, pattern: test.pattern }, flag(test.holds), missing);
      return test.unset === null ? met(false) : orMissing(test.unset, met, claim('text', { type: 'facet', property, facet: 'text' }, texts([], true)));
    }
    case 'items': {
      const has = (item: string, holds: boolean, missing: boolean): Formula =>
        claim(`item ${JSON.stringify(item)}`, { type: 'item', property, item }, flag(holds), missing);
      if (test.unset !== null) {
        const there = claim('list', { type: 'facet', property, facet: 'list' }, { type: 'flag', no: true, yes: true });
        return orMissing(test.unset, (missing) => has(test.items[0]!, test.holds, missing), there);
      }
      const parts = test.items.map((item) => has(item, test.holds, false));
      return test.every ? conjunction(parts) : disjunction(parts);
    }
    case 'existence':
      return vocabulary.claim({ subject: `${quoted} set`, group, mayBeMissing: false, meaning: { type: 'existence', property } }, flag(test.set));
    case 'opaque': return whole(test.key, test.needsValue);
  }
}

/** Stands for comparisons that only equal themselves; no pattern is related to it. */
const OPAQUE_PATTERN = { how: 'contains', text: '' } as const;

function membershipFormula({ isMember, groupIds, timeframe }: MembershipCondition, context: AtomContext): Formula {
  const { memberOf, vocabulary } = context;
  const members = [...new Set(groupIds)].map((groupId) => {
    if (timeframe === null || timeframe === undefined) return memberOf(groupId);
    return conjunction([memberOf(groupId), testFormula(readTest(timeframe, context), { group: `group:${groupId}`, property: `@joined ${groupId}` }, context)]);
  });
  if (members.length === 1) return isMember ? members[0]! : negation(members[0]!);
  // Several ids: Klaviyo does not say whether any or all of them are meant.
  const any = openQuestion(isMember ? 'in any of several' : 'not in any of several', vocabulary);
  return isMember
    ? disjunction([conjunction(members), conjunction([any, disjunction(members)])])
    : disjunction([negation(disjunction(members)), conjunction([any, negation(conjunction(members))])]);
}

function metricFormula(condition: MetricCondition, context: AtomContext): Formula {
  const { metricId, measurement, measure, where } = condition;
  const window = context.window(condition.timeframe);
  if (measurement === 'count') return countFormula(metricId, window, where, measure, condition, context);
  if (measure.type === 'unknown') return opaque(condition, context, [metricId]);
  const events = eventSetOf(window, where, readingOf(context));
  const sums = numbers(numberSetOf(measure));
  if (isEmptySet(events)) return isWithin(numbers([0, 0, 0, 1]), sums);
  return context.vocabulary.claim(
    { subject: `sum ${JSON.stringify(metricId)}|${events.key}`, group: `metric:${metricId}`, mayBeMissing: false, meaning: { type: 'sum', metric: metricId, events } }, sums);
}

const ALL_TIME = windowOf({ type: 'date', operator: 'alltime' });

function countFormula(
  metric: string, window: Window, where: readonly EventFilter[] | null | undefined, measure: NumberFilter, condition: Condition, context: AtomContext,
): Formula {
  if (measure.type === 'unknown') return opaque(condition, context, [metric]);
  const values = countSetOf(measure);
  // None of brand a or b: none of a and none of b. At least one of a or b: at least one of a, or one of b.
  const events = eventSetOf(window, where, readingOf(context));
  const none = isWithin(values, NO_EVENT);
  const some = isWithin(values, SOME_EVENT) && isWithin(SOME_EVENT, values);
  if (events.parts.length === 0 || isNone(values) || !(none || some)) return countClaim(metric, events, values, context);
  const claims = events.parts.map((part) => countClaim(metric, part, values, context));
  return none ? conjunction(claims) : disjunction(claims);
}

const NO_EVENT = counts([0, 0, 1, 0]);
const SOME_EVENT = complement(NO_EVENT);

function countClaim(metric: string, events: EventSet, values: Values, { vocabulary }: AtomContext): Formula {
  if (isEmptySet(events)) return isWithin(NO_EVENT, values);
  return vocabulary.claim(
    { subject: `count ${JSON.stringify(metric)}|${events.key}`, group: `metric:${metric}`, mayBeMissing: false, meaning: { type: 'count', metric, events } }, values);
}

const noneOf = (metric: string, timeframe: TimeFilter, context: AtomContext): Formula =>
  countClaim(metric, eventSetOf(context.window(timeframe), null, readingOf(context)), NO_EVENT, context);

/** Equal for funnels of the same steps, filters and times, whatever the order of filters and the unit of time. */
function funnelFormula({ steps, timeframe, window }: FunnelCondition, context: AtomContext): Formula {
  const metrics = steps.map(({ metricId }) => metricId);
  const of = steps.map(({ exists, metricId, where }) => [exists, metricId, eventSetOf(ALL_TIME, where, readingOf(context)).key]);
  const key = `funnel ${JSON.stringify([window ?? null, context.window(timeframe).key, of])}`;
  return yes(key, metrics[0] === undefined ? key : `metric:${metrics[0]}`, { type: 'opaque' }, context.vocabulary);
}

function consentFormula({ channel, canReceive, subscription, filters }: ConsentCondition, context: AtomContext): Formula {
  const { vocabulary } = context;
  const group = `consent:${channel}`;
  const part = (name: 'receive' | 'subscription', word: string): Formula =>
    vocabulary.claim({ subject: `${group} ${name}`, group, mayBeMissing: false, meaning: { type: 'consent', channel, part: name } }, texts([word]));
  return conjunction([
    part('receive', canReceive ? 'can' : 'cannot'),
    ...(subscription === 'any' ? [] : [part('subscription', subscription)]),
    ...details(filters, group, `@consent ${channel}`, context),
  ]);
}

/** `implicitly_or_explicitly_…` is taken at its word; that the others exclude one another is not assumed. */
function permissionFormula({ channel, status, filters }: PermissionCondition, context: AtomContext): Formula {
  const { vocabulary } = context;
  const group = `consent:${channel}`;
  const either = status.replace('implicitly_or_explicitly_', '');
  const statuses = either === status ? [status] : [`explicitly_${either}`, `implicitly_${either}`];
  return conjunction([
    disjunction(statuses.map((one) => yes(`${group} ${one}`, group, { type: 'opaque' }, vocabulary))),
    ...details(filters, group, `@permission ${channel}`, context),
  ]);
}

function details(filters: readonly ConsentFilter[] | null | undefined, group: string, prefix: string, context: AtomContext): readonly Formula[] {
  return (filters ?? []).map(({ field, method, filter }) => {
    if (method === undefined) return filter === null || filter === undefined ? true : testFormula(readTest(filter, context), { group, property: `${prefix} ${field}` }, context);
    const how = testFormula({ type: 'values', facet: 'text', values: texts([method]), unset: null }, { group, property: `${prefix} method` }, context);
    if (filter === null || filter === undefined) return how;
    return conjunction([how, testFormula(readTest(filter, context), { group, property: `${prefix} method detail` }, context)]);
  });
}
