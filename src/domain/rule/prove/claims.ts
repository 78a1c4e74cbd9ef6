import type { EventFilter, Filter, NumberFilter, TimeFilter } from '../filter';
import type { FilterReading, FilterTest } from './filter-test';
import { countSetOf, testOf } from './filter-test';
import type { Formula } from './formula';
import { conjunction, disjunction } from './formula';
import type { Meaning, Vocabulary } from './vocabulary';
import type { EventSet } from './event-set';
import { eventSetOf, isEmptySet, testKey } from './event-set';
import type { Values } from './values';
import { complement, counts, everyValue, flag, isNone, isWithin, numbers, texts } from './values';
import type { Window, WindowReading } from './windows';
import { windowOf } from './windows';
import { canonicalJson } from '../json';

/** What turning a condition into a formula needs: the vocabulary, and what being in a list or segment means. */
export interface ClaimContext {
  readonly vocabulary: Vocabulary;
  readonly memberOf: (groupId: string) => Formula;
  readonly window: WindowReading;
}

/**
 * What a compared value is called: its group of bearing, its own name and how a plain comparison of it is understood. `several`: it may hold several
 * texts at a time, as the items of an order.
 */
interface Subject {
  readonly group: string;
  readonly property: string;
  readonly meaning?: Meaning;
  readonly several?: boolean;
}

/** Names of values that are no profile properties begin with @; a property whose own name does is told apart. */
export const propertySubject = (name: string): string => (name.startsWith('@') ? `@property ${name}` : name);
/** What the custom objects of a type are called where they are counted as events are. */
export const objectMetric = (objectTypeId: string, relationshipId: string): string => `object ${JSON.stringify([objectTypeId, relationshipId])}`;

export const readingOf = ({ window }: ClaimContext): FilterReading => ({ window, textNeedsValue: false });
export const readTest = (filter: Filter, context: ClaimContext): FilterTest => testOf(filter, readingOf(context));

/** A value compared by a filter. */
export const valueClaim = (subject: Subject, filter: Filter, context: ClaimContext): Formula => testFormula(readTest(filter, context), subject, context);

export const yes = (subject: string, group: string, meaning: Meaning, vocabulary: Vocabulary): Formula =>
  vocabulary.claim({ subject, group, mayBeMissing: false, meaning }, flag(true));

/** A condition that is equal only to itself. */
export function opaque(condition: { readonly kind: string }, { vocabulary }: ClaimContext, metricIds: readonly string[] = []): Formula {
  const key = `?${canonicalJson(condition)}`;
  return yes(key, metricIds[0] === undefined ? key : `metric:${metricIds[0]}`, { type: 'opaque' }, vocabulary);
}

/** A question that Klaviyo leaves open: yes in every profile or no in every profile. */
export const openQuestion = (question: string, vocabulary: Vocabulary): Formula =>
  yes(`question ${question}`, `question ${question}`, { type: 'open question' }, vocabulary);

/** A compared value, which may be missing. Where it is open whether a missing one meets the test, that question stands as a claim of its own. */
export function testFormula(test: FilterTest, subject: Subject, { vocabulary }: ClaimContext): Formula {
  const { group, property } = subject;
  const quoted = JSON.stringify(property);
  const claim = (name: string, meaning: Meaning, values: Values, missing = false): Formula =>
    vocabulary.claim({ subject: `${quoted} ${name}`, group, mayBeMissing: true, meaning }, values, missing);
  const orMissing = (question: string, met: (missing: boolean) => Formula, there: Formula): Formula =>
    conjunction([met(true), disjunction([there, openQuestion(question, vocabulary)])]);
  const whole = (key: string, needsValue: boolean): Formula =>
    vocabulary.claim(
      { subject: `${quoted} ?${key}`, group, mayBeMissing: needsValue, meaning: { type: 'pattern', property, pattern: OPAQUE_PATTERN } },
      flag(true),
    );

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
    case 'opaque':
      return whole(test.key, test.needsValue);
  }
}

/** Stands for comparisons that only equal themselves; no pattern is related to it. */
const OPAQUE_PATTERN = { how: 'contains', text: '' } as const;

export const ALL_TIME = windowOf({ type: 'date', operator: 'alltime' });

export function countFormula(
  metric: string,
  window: Window,
  where: readonly EventFilter[] | null | undefined,
  measure: NumberFilter,
  condition: { readonly kind: string },
  context: ClaimContext,
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

function countClaim(metric: string, events: EventSet, values: Values, { vocabulary }: ClaimContext): Formula {
  if (isEmptySet(events)) return isWithin(NO_EVENT, values);
  return vocabulary.claim(
    { subject: `count ${JSON.stringify(metric)}|${events.key}`, group: `metric:${metric}`, mayBeMissing: false, meaning: { type: 'count', metric, events } },
    values,
  );
}

export const noneOf = (metric: string, timeframe: TimeFilter, context: ClaimContext): Formula =>
  countClaim(metric, eventSetOf(context.window(timeframe), null, readingOf(context)), NO_EVENT, context);
