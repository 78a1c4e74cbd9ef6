import type { Instant } from '../account/known';
import type { EventFilter } from './filter';
import type { FilterTest, Pattern } from './filter-test';
import { testOf } from './filter-test';
import type { Window } from './windows';
import { windowWithin, windowsApart } from './windows';
import { isNone, isWithin, meet, valuesKey } from './values';

/** A condition on one event property, as a test. */
export interface EventTest { readonly property: string; readonly test: FilterTest; readonly key: string }

/** The events of a metric in a window that meet every test: what a count or sum is taken over. */
export interface EventSet { readonly window: Window; readonly where: readonly EventTest[]; readonly key: string; readonly original: readonly EventFilter[] }

export function eventSetOf(window: Window, filters: readonly EventFilter[] | null | undefined): EventSet {
  const tests = new Map<string, EventTest>();
  for (const item of filters ?? []) {
    const test = item.filter === undefined || item.filter === null ? NAMED_ONLY : testOf(item.filter);
    const key = `${item.property}|${testKey(test)}`;
    tests.set(key, { property: item.property, test, key });
  }
  const where = [...tests.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
  return { window, where, key: `${window.key}|${where.map((test) => test.key).join('&')}`, original: filters ?? [] };
}

/** Klaviyo does not say what a property without a comparison asks. */
const NAMED_ONLY: FilterTest = { type: 'opaque', key: 'named', needsValue: false };

export function testKey(test: FilterTest): string {
  switch (test.type) {
    case 'values': return `${test.facet} ${valuesKey(test.values)} ${test.unset ?? ''}`;
    case 'window': return test.window.key;
    case 'pattern': return `${test.holds ? '' : 'not '}${test.pattern.how} ${JSON.stringify(test.pattern.text)} ${test.unset ?? ''}`;
    case 'items': return `${test.holds ? '' : 'not '}${test.every ? 'all' : 'any'} ${JSON.stringify(test.items)} ${test.unset ?? ''}`;
    case 'existence': return test.set ? 'set' : 'not set';
    case 'opaque': return `?${test.key}`;
  }
}

/** True when every event of the first set is in the second, now and later. */
export function eventsWithin(one: EventSet, other: EventSet, now: Instant): boolean {
  if (one.key === other.key) return true;
  return windowWithin(one.window, other.window, now)
    && other.where.every((wanted) => one.where.some((given) => given.property === wanted.property && testImplies(given.test, wanted.test)));
}

/** True when no event can be in both. */
export function eventsApart(one: EventSet, other: EventSet, now: Instant): boolean {
  return windowsApart(one.window, other.window, now)
    || one.where.some((given) => other.where.some((wanted) => given.property === wanted.property && testsApart(given.test, wanted.test)));
}

/** Whether every value that meets the first test meets the second. Text is compared so that it holds with and without heed to case. */
export function testImplies(one: FilterTest, other: FilterTest): boolean {
  if (testKey(one) === testKey(other)) return true;
  if (other.type === 'existence' && other.set) return needsValue(one);
  switch (one.type) {
    case 'values':
      if (other.type === 'values') {
        return one.facet === other.facet && (one.unset === null || one.unset === other.unset) && safelyWithin(one, other);
      }
      return other.type === 'pattern' && one.facet === 'text' && one.values.type === 'texts' && !one.values.out && one.unset === null
        && one.values.items.every((item) => patternHolds(item, other.pattern) === other.holds);
    case 'pattern':
      return other.type === 'pattern' && one.holds && one.unset === null
        && (other.holds ? patternWithin(one.pattern, other.pattern) : patternsApart(one.pattern, other.pattern));
    case 'items':
      if (other.type !== 'items' || !one.holds || !other.holds) return false;
      if (one.every) return other.every ? other.items.every((item) => one.items.includes(item)) : other.items.some((item) => one.items.includes(item));
      return other.every ? one.items.length === 1 && other.items.every((item) => item === one.items[0]) : one.items.every((item) => other.items.includes(item));
    case 'window':
      return other.type === 'window' && one.window.axis === other.window.axis && windowWithin(one.window, other.window, 0);
    case 'existence':
    case 'opaque':
      return false;
  }
}

type ValuesTest = Extract<FilterTest, { type: 'values' }>;

function safelyWithin(one: ValuesTest, other: ValuesTest): boolean {
  if (!isWithin(one.values, other.values)) return false;
  if (one.values.type !== 'texts' || other.values.type !== 'texts' || !other.values.out || one.values.out) return true;
  // "is a" lies inside "is not B" only when a and B differ in more than case.
  const excluded = other.values.items.map(fold);
  return one.values.items.every((item) => !excluded.includes(fold(item)));
}

function testsApart(one: FilterTest, other: FilterTest): boolean {
  if (one.type === 'values' && other.type === 'values' && one.facet === other.facet && (one.unset === null || other.unset === null)) {
    if (!isNone(meet(one.values, other.values))) return false;
    if (one.values.type !== 'texts' || other.values.type !== 'texts' || one.values.out || other.values.out) return true;
    const folded = other.values.items.map(fold);
    return one.values.items.every((item) => !folded.includes(fold(item)));
  }
  return (one.type === 'existence' && !one.set && needsValue(other)) || (other.type === 'existence' && !other.set && needsValue(one));
}

/** True when only a value that is there can meet the test. */
export function needsValue(test: FilterTest): boolean {
  switch (test.type) {
    case 'values':
    case 'pattern':
    case 'items': return test.unset === null;
    case 'window': return true;
    case 'existence': return test.set;
    case 'opaque': return test.needsValue;
  }
}

export const fold = (text: string): string => text.trim().toLowerCase();

/** Whether a text meets a pattern: null where it hangs on case or blanks. */
export function patternHolds(text: string, { how, text: part }: Pattern): boolean | null {
  const meets = (whole: string, piece: string): boolean =>
    (how === 'contains' ? whole.includes(piece) : how === 'starts-with' ? whole.startsWith(piece) : whole.endsWith(piece));
  const exact = meets(text, part);
  return exact === meets(fold(text), fold(part)) ? exact : null;
}

/** Whether all texts that meet the first pattern meet the second. */
export function patternWithin(one: Pattern, other: Pattern): boolean {
  if (other.how === 'contains') return one.text.includes(other.text);
  if (one.how !== other.how) return false;
  return one.how === 'starts-with' ? one.text.startsWith(other.text) : one.text.endsWith(other.text);
}

/** Whether no text can meet both patterns. */
export function patternsApart(one: Pattern, other: Pattern): boolean {
  if (one.how !== other.how || one.how === 'contains') return false;
  const [a, b] = [fold(one.text), fold(other.text)];
  return one.how === 'starts-with' ? !a.startsWith(b) && !b.startsWith(a) : !a.endsWith(b) && !b.endsWith(a);
}

