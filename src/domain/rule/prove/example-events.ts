import type { Instant } from '../../account/known';
import { DAY } from '../../account/known';
import type { EventSet } from './event-set';
import type { EventFilter } from '../filter';
import type { FilterTest } from './filter-test';
import { matchesFilter } from '../match-filter';
import { intersect, someNumber } from './number-set';
import type { NumberSet } from './number-set';
import type { Values } from './values';
import type { Literal } from './vocabulary';
import type { WorkMeter } from './work-meter';

/** An event of an example profile. */
export interface ExampleEvent {
  readonly at: Instant;
  value: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

interface Wanted {
  readonly events: EventSet;
  readonly least: number;
  readonly most: number;
}

/** More events than this are not made up for an example. */
const MOST_EVENTS = 200;

/** Events of one metric that meet its count and sum literals, as far as a simple search finds them; the caller checks the result. */
export function exampleEvents(literals: readonly Literal[], now: Instant, meter: WorkMeter): readonly ExampleEvent[] {
  const isIn = (event: ExampleEvent, events: EventSet): boolean => {
    meter.spend(stepsOf(events.original));
    return lies(event, events, now);
  };
  const count = (events: EventSet): number => made.filter((event) => isIn(event, events)).length;
  const made: ExampleEvent[] = [];
  const wanted: Wanted[] = [];
  for (const { variable, values } of literals) {
    if (variable.meaning.type !== 'count' || values.type !== 'counts') continue;
    wanted.push({ events: variable.meaning.events, least: values.cuts[0] ?? 0, most: (values.cuts[values.cuts.length - 2] ?? Infinity) - 1 });
  }
  const times = candidateTimes(literals, now);
  const add: AddEvent = (events, outside) => {
    const properties = exampleProperties(events);
    if (properties === null || made.length >= MOST_EVENTS) return null;
    for (const at of times) {
      const event: ExampleEvent = { at, value: 0, properties };
      if (!isIn(event, events) || outside.some((other) => isIn(event, other))) continue;
      const tooMany = wanted.some((other) => other.most !== Infinity && isIn(event, other.events) && count(other.events) + 1 > other.most);
      if (tooMany) continue;
      made.push(event);
      return event;
    }
    return null;
  };
  // Narrow windows first: their events count in the wide ones too.
  for (const { events, least } of [...wanted].sort((one, other) => narrowerFirst(one.events, other.events))) {
    while (count(events) < least) if (add(events, []) === null) break;
  }
  const sums = literals.flatMap(({ variable: { meaning }, values }) =>
    meaning.type === 'sum' && values.type === 'numbers' ? [{ events: meaning.events, wanted: values.cuts }] : [],
  );
  const settled: EventSet[] = [];
  for (const { events, wanted: amount } of [...sums].sort((one, other) => narrowerFirst(one.events, other.events))) {
    giveValues(made, events, amount, settled, isIn, add);
    settled.push(events);
  }
  return made;
}

type AddEvent = (events: EventSet, outside: readonly EventSet[]) => ExampleEvent | null;

/** Brings a sum to an amount by an event that no settled sum counts. */
function giveValues(
  made: readonly ExampleEvent[],
  events: EventSet,
  wanted: NumberSet,
  settled: readonly EventSet[],
  isIn: (event: ExampleEvent, events: EventSet) => boolean,
  add: AddEvent,
): void {
  const target = someNumber(wanted, false);
  const inside = made.filter((event) => isIn(event, events));
  const sum = inside.reduce((total, event) => total + event.value, 0);
  if (target === null || intersect(wanted, [sum, 0, sum, 1]).length > 0) return;
  const bearer = inside.find((event) => !settled.some((other) => isIn(event, other))) ?? add(events, settled);
  if (bearer !== null) bearer.value += target - sum;
}

/** Steps of comparing one event with filters (see work-meter.ts). */
export function stepsOf(filters: readonly EventFilter[]): number {
  return filters.reduce(
    (sum, { filter }) => sum + 4 + (filter !== null && filter !== undefined && 'value' in filter && Array.isArray(filter.value) ? 4 * filter.value.length : 0),
    4,
  );
}

function lies(event: ExampleEvent, { window, original }: EventSet, now: Instant): boolean {
  if (window.axis === 'opaque') return false;
  if (window.axis !== 'all' && !strictlyIn(window.axis === 'moving' ? event.at - now : event.at, window.at)) return false;
  return original.every(({ property, filter }) => filter !== undefined && filter !== null && matchesFilter(filter, event.properties[property], now) === true);
}

/** Never on an end: what holds only there is not shown as an example. */
const strictlyIn = (position: number, at: NumberSet): boolean => position >= at[0]! && position <= at[2]!;

/** Moments in the middle between any two ends of windows, newest first; nothing has happened in the future. */
function candidateTimes(literals: readonly Literal[], now: Instant): readonly Instant[] {
  const ends = new Set<number>([now, now - 1000 * DAY]);
  for (const { variable } of literals) {
    if (variable.meaning.type !== 'count' && variable.meaning.type !== 'sum') continue;
    const { window } = variable.meaning.events;
    if (window.axis !== 'moving' && window.axis !== 'fixed') continue;
    for (const end of [window.at[0]!, window.at[2]!]) if (Number.isFinite(end)) ends.add(window.axis === 'moving' ? now + end : end);
  }
  const sorted = [...ends].sort((one, other) => other - one);
  const between = sorted.slice(1).map((end, index) => Math.round((end + sorted[index]!) / 2));
  return [...between, sorted[sorted.length - 1]! - DAY].filter((at) => at <= now);
}

function narrowerFirst(one: EventSet, other: EventSet): number {
  const [a, b] = [reach(one), reach(other)];
  return a === b ? other.where.length - one.where.length : a - b;
}

/** Milliseconds that a window spans. */
function reach({ window }: EventSet): number {
  return window.axis === 'all' || window.axis === 'opaque' ? Infinity : window.at[2]! - window.at[0]!;
}

/** Event properties that meet every test of the set; null where no simple value does. */
function exampleProperties({ where }: EventSet): Readonly<Record<string, unknown>> | null {
  const properties: Record<string, unknown> = {};
  for (const { property, test } of where) {
    const value = exampleValue(test);
    if (value === null) return null;
    if (properties[property] === undefined) properties[property] = value.is;
  }
  return properties;
}

function exampleValue(test: FilterTest): { readonly is: unknown } | null {
  switch (test.type) {
    case 'values':
      return exampleOf(test.values, test.facet);
    case 'pattern':
      return { is: test.holds ? test.pattern.text : `other than ${test.pattern.text.length}` };
    case 'items':
      return { is: test.holds ? (test.every ? [...test.items] : test.items.slice(0, 1)) : ['another item'] };
    case 'existence':
      return { is: test.set ? 'something' : undefined };
    case 'window':
    case 'opaque':
      return null;
  }
}

/** Some value out of a set, as the facet's own type. */
export function exampleOf(values: Values, facet: string): { readonly is: unknown } | null {
  switch (values.type) {
    case 'numbers':
    case 'counts': {
      const number = someNumber(values.cuts, values.type === 'counts');
      if (number === null) return null;
      return { is: facet === 'length' ? Array.from({ length: Math.min(number, MOST_EVENTS) }, (_, index) => `item ${index}`) : number };
    }
    case 'texts': {
      if (facet === 'yes-no') return { is: values.items.includes('true') !== values.out };
      const item = values.out ? 'another text' : values.items[0];
      return item === undefined ? null : { is: item };
    }
    case 'flag':
      return null;
  }
}
