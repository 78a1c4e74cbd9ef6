import type { ConsentFilter, Condition, ConsentCondition, MembershipCondition, MetricCondition, PermissionCondition } from './rule';
import type { Filter, NumberFilter, TimeFilter } from './filter';
import type { FilterTest } from './filter-test';
import { countSetOf, numberSetOf, testOf } from './filter-test';
import type { Formula } from './formula';
import { conjunction, disjunction, negation } from './formula';
import type { Meaning, Vocabulary } from './vocabulary';
import type { EventSet } from './event-set';
import { eventSetOf } from './event-set';
import type { Values } from './values';
import { counts, everyValue, flag, numbers, texts } from './values';
import { windowOf } from './windows';
import { canonicalJson, identityOf } from './json';

/** What turning a condition into a formula needs: the vocabulary, and what being in a list or segment means. */
export interface AtomContext {
  readonly vocabulary: Vocabulary;
  readonly memberOf: (groupId: string) => Formula;
}

/** What a compared value is called: its group of bearing, its own name and how a plain comparison of it is understood. */
interface Subject { readonly group: string; readonly property: string; readonly meaning?: Meaning }

/** The formula that says what a condition says; where Klaviyo leaves a question open, both answers are allowed for. */
export function atomsOf(condition: Condition, context: AtomContext): Formula {
  const { vocabulary } = context;
  const value = (group: string, property: string, filter: Filter, meaning?: Meaning): Formula =>
    testFormula(testOf(filter), meaning === undefined ? { group, property } : { group, property, meaning }, vocabulary);
  switch (condition.kind) {
    case 'membership': return membershipFormula(condition, context);
    case 'metric': return metricFormula(condition, context);
    case 'consent': return consentFormula(condition, context);
    case 'permission': return permissionFormula(condition, context);
    case 'property': return value(`property:${condition.property}`, condition.property, condition.filter);
    case 'predicted-number': return value(`predicted:${condition.dimension}`, condition.dimension, condition.filter, { type: 'predicted', of: condition.dimension });
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
      const place = `distance:${condition.countryCode} ${condition.postalCode}`;
      const test: FilterTest = { type: 'values', facet: 'number', values: numbers(numberSetOf({ ...condition.filter, value: condition.filter.value * scale })), unset: null };
      const meaning: Meaning = { type: 'distance', countryCode: condition.countryCode, postalCode: condition.postalCode };
      return testFormula(test, { group: place, property: `@${place}`, meaning }, vocabulary);
    }
    case 'region': {
      const subject = `region:${condition.region}`;
      return vocabulary.claim(
        { subject, group: subject, mayBeMissing: false, meaning: { type: 'region', region: condition.region } }, texts([condition.inRegion ? 'in' : 'out']));
    }
    case 'custom-object': {
      const filters = condition.filters.map((item) => canonicalJson(item)).sort();
      const key = `all|${filters.join('&')}`;
      const events: EventSet = { window: windowOf({ type: 'date', operator: 'alltime' }), where: [{ property: '', test: { type: 'opaque', key, needsValue: false }, key }], key, original: [] };
      return countFormula(`object ${condition.objectTypeId} ${condition.relationshipId}`, events, condition.filter, condition, context);
    }
    case 'not-sent': return noneOf(`sent ${condition.channel}`, condition.timeframe, context);
    case 'not-in-flow': return noneOf('in this flow', condition.timeframe, context);
    case 'trigger-property':
      return value(`trigger:${condition.trigger}`, `@trigger ${condition.trigger} ${condition.metricId ?? ''} ${condition.field}`, condition.filter);
    case 'object-trigger-property': return value('trigger:object', `@trigger object ${condition.propertyId}`, condition.filter);
    case 'object-property': return value('trigger:object', `@trigger object ${condition.label} ${condition.field}`, condition.filter);
    case 'action-output': return value(`output:${condition.outputId}`, `@output ${condition.outputId} ${condition.field}`, condition.filter);
    case 'funnel': return opaque(condition, context, condition.steps.map(({ metricId }) => metricId));
    // Two random samples are never the same people.
    case 'sample': return yes(`sample ${condition.percentage} ${identityOf(condition)}`, 'sample', { type: 'opaque' }, vocabulary);
    case 'unknown': return opaque(condition, context);
  }
}

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
function testFormula(test: FilterTest, subject: Subject, vocabulary: Vocabulary): Formula {
  const { group, property } = subject;
  const claim = (name: string, meaning: Meaning, values: Values, missing = false): Formula =>
    vocabulary.claim({ subject: `${property}|${name}`, group, mayBeMissing: true, meaning }, values, missing);
  const orMissing = (question: string, met: (missing: boolean) => Formula, there: Formula): Formula =>
    conjunction([met(true), disjunction([there, openQuestion(question, vocabulary)])]);
  const whole = (key: string, needsValue: boolean): Formula =>
    vocabulary.claim({ subject: `${property}|?${key}`, group, mayBeMissing: needsValue, meaning: { type: 'pattern', property, pattern: OPAQUE_PATTERN } }, flag(true));

  switch (test.type) {
    case 'values': {
      const { facet, values, unset } = test;
      if (values.type === 'texts' && !vocabulary.spelledOneWay(`${property}|${facet}`, values.items)) return whole(canonicalJson(test), unset === null);
      const meaning: Meaning = subject.meaning ?? { type: 'facet', property, facet };
      const met = (missing: boolean): Formula => claim(facet, meaning, values, missing);
      return unset === null ? met(false) : orMissing(unset, met, claim(facet, meaning, everyValue(values)));
    }
    case 'window':
      return claim(`date ${test.window.axis}`, { type: 'facet', property, facet: 'date', axis: test.window.axis }, numbers(test.window.at));
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
      return vocabulary.claim({ subject: `${property}|set`, group, mayBeMissing: false, meaning: { type: 'existence', property } }, flag(test.set));
    case 'opaque': return whole(test.key, test.needsValue);
  }
}

/** Stands for comparisons that only equal themselves; no pattern is related to it. */
const OPAQUE_PATTERN = { how: 'contains', text: '' } as const;

function membershipFormula({ isMember, groupIds, timeframe }: MembershipCondition, { memberOf, vocabulary }: AtomContext): Formula {
  const members = [...new Set(groupIds)].map((groupId) => {
    if (timeframe === null || timeframe === undefined) return memberOf(groupId);
    return conjunction([memberOf(groupId), testFormula(testOf(timeframe), { group: `group:${groupId}`, property: `@joined ${groupId}` }, vocabulary)]);
  });
  if (members.length === 1) return isMember ? members[0]! : negation(members[0]!);
  // Several ids: Klaviyo does not say whether any or all of them are meant.
  const any = openQuestion(isMember ? 'in any of several' : 'not in any of several', vocabulary);
  return isMember
    ? disjunction([conjunction(members), conjunction([any, disjunction(members)])])
    : disjunction([negation(disjunction(members)), conjunction([any, negation(conjunction(members))])]);
}

function metricFormula(condition: MetricCondition, context: AtomContext): Formula {
  const events = eventSetOf(windowOf(condition.timeframe), condition.where);
  if (condition.measurement === 'count') return countFormula(condition.metricId, events, condition.measure, condition, context);
  if (condition.measure.type === 'unknown') return opaque(condition, context, [condition.metricId]);
  const meaning: Meaning = { type: 'sum', metric: condition.metricId, events };
  return context.vocabulary.claim(
    { subject: `sum ${condition.metricId}|${events.key}`, group: `metric:${condition.metricId}`, mayBeMissing: false, meaning }, numbers(numberSetOf(condition.measure)));
}

function countFormula(metric: string, events: EventSet, measure: NumberFilter, condition: Condition, context: AtomContext): Formula {
  if (measure.type === 'unknown') return opaque(condition, context, [metric]);
  return countClaim(metric, events, countSetOf(measure), context);
}

function countClaim(metric: string, events: EventSet, values: Values, { vocabulary }: AtomContext): Formula {
  return vocabulary.claim(
    { subject: `count ${metric}|${events.key}`, group: `metric:${metric}`, mayBeMissing: false, meaning: { type: 'count', metric, events } }, values);
}

const noneOf = (metric: string, timeframe: TimeFilter, context: AtomContext): Formula =>
  countClaim(metric, eventSetOf(windowOf(timeframe), null), counts([0, 0, 1, 0]), context);

function consentFormula({ channel, canReceive, subscription, filters }: ConsentCondition, { vocabulary }: AtomContext): Formula {
  const group = `consent:${channel}`;
  const part = (name: 'receive' | 'subscription', word: string): Formula =>
    vocabulary.claim({ subject: `${group} ${name}`, group, mayBeMissing: false, meaning: { type: 'consent', channel, part: name } }, texts([word]));
  return conjunction([
    part('receive', canReceive ? 'can' : 'cannot'),
    ...(subscription === 'any' ? [] : [part('subscription', subscription)]),
    ...details(filters, group, `@consent ${channel}`, vocabulary),
  ]);
}

/** `implicitly_or_explicitly_…` is taken at its word; that the others exclude one another is not assumed. */
function permissionFormula({ channel, status, filters }: PermissionCondition, { vocabulary }: AtomContext): Formula {
  const group = `consent:${channel}`;
  const either = status.replace('implicitly_or_explicitly_', '');
  const statuses = either === status ? [status] : [`explicitly_${either}`, `implicitly_${either}`];
  return conjunction([
    disjunction(statuses.map((one) => yes(`${group} ${one}`, group, { type: 'opaque' }, vocabulary))),
    ...details(filters, group, `@permission ${channel}`, vocabulary),
  ]);
}

function details(filters: readonly ConsentFilter[] | null | undefined, group: string, prefix: string, vocabulary: Vocabulary): readonly Formula[] {
  return (filters ?? []).map(({ field, method, filter }) => {
    if (method === undefined) return filter === null || filter === undefined ? true : testFormula(testOf(filter), { group, property: `${prefix} ${field}` }, vocabulary);
    const how = testFormula({ type: 'values', facet: 'text', values: texts([method]), unset: null }, { group, property: `${prefix} method` }, vocabulary);
    if (filter === null || filter === undefined) return how;
    return conjunction([how, testFormula(testOf(filter), { group, property: `${prefix} method detail` }, vocabulary)]);
  });
}
