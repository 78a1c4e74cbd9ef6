import type { Instant } from '../../account/known';
import type { EventFilter } from '../filter';
import type { FilterReading, FilterTest, Pattern } from './filter-test';
import { testOf } from './filter-test';
import type { Window } from './windows';
import { windowWithin, windowsApart } from './windows';
import type { Values } from './values';
import { isNone, isWithin, meet, valuesKey } from './values';

/** A condition on one event property, as a test; equal keys mean equal tests of one property. */
export interface EventTest {
  readonly property: string;
  readonly test: FilterTest;
  readonly key: string;
}

/** The events of a metric in a window that meet every test: what a count or sum is taken over. */
export interface EventSet {
  readonly window: Window;
  readonly where: readonly EventTest[];
  readonly key: string;
  readonly original: readonly EventFilter[];
  /**
   * The set once for each value of its lists: an event of brand a or b is one of brand a or one of brand b, whether an event holds one value or several.
   * Empty where there is no list, or too long a one.
   */
  readonly parts: readonly EventSet[];
}

/**
 * The set in one way of writing: each item of "contains all" on its own, comparisons of one number put together, what follows from another
 * comparison left out.
 */
export function eventSetOf(window: Window, filters: readonly EventFilter[] | null | undefined, reading: FilterReading): EventSet {
  const tests = new Map<string, EventTest>();
  for (const { property, filter } of filters ?? []) {
    const read = filter === undefined || filter === null ? NAMED_ONLY : testOf(filter, reading);
    for (const test of separated(read)) put(tests, property, test);
  }
  const all = [...tests.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
  const where =
    all.length > MOST_TIDIED
      ? all
      : all.filter(
          (test, at) =>
            !all.some(
              (other, place) => place !== at && other.property === test.property && testImplies(other, test) && (place < at || !testImplies(test, other)),
            ),
        );
  const parts = partsByValue(filters ?? []);
  return {
    window,
    where,
    key: `${window.key}|${where.map((test) => test.key).join('&')}`,
    original: filters ?? [],
    parts: parts.length < 2 ? [] : parts.map((part) => eventSetOf(window, part, reading)),
  };
}

/** More comparisons than this are not looked through for one that follows from another. */
const MOST_TIDIED = 40;

/** Klaviyo does not say what a property without a comparison asks. */
const NAMED_ONLY: FilterTest = { type: 'opaque', key: 'named', needsValue: false };

function separated(test: FilterTest): readonly FilterTest[] {
  if (test.type !== 'items' || test.items.length < 2 || !test.every || !test.holds || test.unset !== null) return [test];
  return test.items.map((item) => ({ ...test, every: false, items: [item] }));
}

function put(tests: Map<string, EventTest>, property: string, test: FilterTest): void {
  const single = test.type === 'values' && isSingle(test.facet) ? test : null;
  // A number, a yes or no, a length has one value an event: several comparisons of it are one.
  const name = JSON.stringify(property);
  const slot = single === null ? `${name} ${testKey(test)}` : `${name} ${single.facet}`;
  const held = tests.get(slot)?.test;
  const both: FilterTest =
    single === null || held === undefined || held.type !== 'values'
      ? test
      : { ...single, values: meet(held.values, single.values), unset: held.unset === null || single.unset === null ? null : single.unset };
  tests.set(slot, { property, test: both, key: `${name} ${testKey(both)}` });
}

const isSingle = (facet: string): boolean => facet === 'number' || facet === 'yes-no' || facet === 'length';

/** True when no event can meet the tests: a number cannot be two. */
export function isEmptySet({ where }: EventSet): boolean {
  return where.some(({ test }) => test.type === 'values' && test.unset === null && isNone(test.values));
}

/** Above this many parts a list of values is kept as it is. */
const MOST_PARTS = 24;

function partsByValue(filters: readonly EventFilter[]): readonly (readonly EventFilter[])[] {
  let parts: (readonly EventFilter[])[] = [[]];
  for (const item of filters) {
    const each = valuesApart(item);
    if (parts.length * each.length > MOST_PARTS) return [];
    parts = parts.flatMap((part) => each.map((one) => [...part, one]));
  }
  return parts;
}

function valuesApart(item: EventFilter): readonly EventFilter[] {
  const { filter } = item;
  if (filter?.type === 'string' && filter.operator === 'in') {
    return [...new Set(filter.value)].map((value) => ({ ...item, filter: { type: 'string', operator: 'equals', value } }));
  }
  if (filter?.type === 'list' && filter.operator === 'contains-any' && filter.value.length > 0) {
    return [...new Set(filter.value)].map((value) => ({ ...item, filter: { type: 'list', operator: 'contains-any', value: [value] } }));
  }
  return [item];
}

export function testKey(test: FilterTest): string {
  switch (test.type) {
    case 'values':
      return `${test.facet} ${valuesKey(test.values)} ${test.unset ?? ''}`;
    case 'window':
      return test.window.key;
    case 'pattern':
      return `${test.holds ? '' : 'not '}${test.pattern.how} ${JSON.stringify(test.pattern.text)} ${test.unset ?? ''}`;
    case 'items':
      return `${test.holds ? '' : 'not '}${test.every ? 'all' : 'any'} ${JSON.stringify(test.items)} ${test.unset ?? ''}`;
    case 'existence':
      return test.set ? 'set' : 'not set';
    case 'opaque':
      return `?${test.key}`;
  }
}

/** True when every event of the first set is in the second, now and later. */
export function eventsWithin(one: EventSet, other: EventSet, now: Instant): boolean {
  if (one.key === other.key) return true;
  return windowWithin(one.window, other.window, now) && testsWithin(one, other);
}

/** True when every event that meets the first set's tests meets the second's, whatever its time. */
export function testsWithin(one: EventSet, other: EventSet): boolean {
  const given = one.where.length > MOST_TIDIED ? new Set(one.where.map(({ key }) => key)) : null;
  return other.where.every(
    (wanted) => given?.has(wanted.key) === true || one.where.some((given) => given.property === wanted.property && testImplies(given, wanted)),
  );
}

/** True when no event can be in both. */
export function eventsApart(one: EventSet, other: EventSet, now: Instant): boolean {
  return (
    windowsApart(one.window, other.window, now) ||
    one.where.some((given) => other.where.some((wanted) => given.property === wanted.property && testsApart(given.test, wanted.test)))
  );
}

/**
 * Whether every event that meets the first test meets the second. A text of an event may be several (the items of an order): that one of them is A says
 * nothing of the others. Text is compared so that it holds with and without heed to case.
 */
function testImplies({ test: one, key }: EventTest, { test: other, key: otherKey }: EventTest): boolean {
  if (key === otherKey) return true;
  if (other.type === 'existence' && other.set) return needsValue(one);
  switch (one.type) {
    case 'values':
      if (other.type === 'values') {
        return (
          one.facet === other.facet &&
          (one.unset === null || one.unset === other.unset) &&
          isWithin(one.values, other.values) &&
          (isSingle(one.facet) || sameSense(one.values, other.values))
        );
      }
      return (
        other.type === 'pattern' &&
        other.holds &&
        one.facet === 'text' &&
        one.values.type === 'texts' &&
        !one.values.out &&
        one.unset === null &&
        one.values.items.every((item) => patternHolds(item, other.pattern) === true)
      );
    case 'pattern':
      if (other.type !== 'pattern' || one.holds !== other.holds || one.unset !== other.unset) return false;
      return one.holds ? patternWithin(one.pattern, other.pattern) : patternWithin(other.pattern, one.pattern);
    case 'items': {
      if (other.type !== 'items' || !one.holds || !other.holds || other.every) return false;
      const wanted = new Set(other.items);
      return one.items.every((item) => wanted.has(item));
    }
    case 'window':
      return other.type === 'window' && one.window.axis === other.window.axis && windowWithin(one.window, other.window, 0);
    case 'existence':
    case 'opaque':
      return false;
  }
}

/** Both say which texts are wanted, or both which are not. */
const sameSense = (one: Values, other: Values): boolean => one.type === 'texts' && other.type === 'texts' && one.out === other.out;

/** Never for texts, of which an event may hold several. */
function testsApart(one: FilterTest, other: FilterTest): boolean {
  if (one.type === 'values' && other.type === 'values' && one.facet === other.facet && isSingle(one.facet) && (one.unset === null || other.unset === null)) {
    return isNone(meet(one.values, other.values));
  }
  return (one.type === 'existence' && !one.set && needsValue(other)) || (other.type === 'existence' && !other.set && needsValue(one));
}

/** True when only a value that is there can meet the test. */
export function needsValue(test: FilterTest): boolean {
  switch (test.type) {
    case 'values':
    case 'pattern':
    case 'items':
      return test.unset === null;
    case 'window':
      return true;
    case 'existence':
      return test.set;
    case 'opaque':
      return test.needsValue;
  }
}

export const fold = (text: string): string => text.trim().toLowerCase();

/** Whether a text meets a pattern: null where it hangs on case or blanks. */
export function patternHolds(text: string, { how, text: part }: Pattern): boolean | null {
  const meets = (whole: string, piece: string): boolean =>
    how === 'contains' ? whole.includes(piece) : how === 'starts-with' ? whole.startsWith(piece) : whole.endsWith(piece);
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
