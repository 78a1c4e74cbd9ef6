import type { Instant } from '../account/known';
import { eventsApart, eventsWithin, patternHolds, patternWithin, patternsApart } from './event-set';
import type { NumberSet } from './number-set';
import { isEvery, isNone, isWithin } from './values';
import type { Literal, Meaning } from './vocabulary';
import { setWithin } from './windows';

/** What follows from what, for profiles looked at now or at any later moment. Every yes is a proof; a no may be ignorance. */
export interface Theory {
  implies(one: Literal, other: Literal): boolean;
  /** True when no profile can meet both. */
  conflict(one: Literal, other: Literal): boolean;
  /** True when counts of parts add up to more than the whole may have, among these literals of one metric. */
  countsConflict(literals: readonly Literal[]): boolean;
}

export function createTheory(now: Instant): Theory {
  const remembered = new Map<number, boolean>();
  const implies = (one: Literal, other: Literal): boolean => {
    if (one === other) return true;
    if (one.variable.group !== other.variable.group) return false;
    if (one.variable.subject === other.variable.subject) return isWithin(one.values, other.values) && (!one.missing || other.missing);
    const pair = one.id * 67_108_864 + other.id;
    const known = remembered.get(pair);
    if (known !== undefined) return known;
    const answer = follows(one, other, now) || follows(other.opposite, one.opposite, now);
    remembered.set(pair, answer);
    return answer;
  };
  return {
    implies,
    conflict: (one, other) => implies(one, other.opposite),
    countsConflict: (literals) => partsExceedWhole(literals, now),
  };
}

/** The rules of inference between two variables of one group; their contrapositives are tried by the caller. */
function follows(one: Literal, other: Literal, now: Instant): boolean {
  const a = one.variable.meaning;
  const b = other.variable.meaning;
  if (a.type === 'count' && b.type === 'count') return countFollows(one, a, other, b, now);
  if (a.type === 'sum' && b.type === 'count') {
    // A sum other than 0 takes at least one event, in whatever contains the summed ones.
    return a.metric === b.metric && !holdsZero(numbersOf(one)) && eventsWithin(a.events, b.events, now) && coversFrom(numbersOf(other), 1);
  }
  if (a.type === 'count' && b.type === 'sum') {
    // No events sum to 0.
    return a.metric === b.metric && most(numbersOf(one)) <= 1 && eventsWithin(b.events, a.events, now) && holdsZero(numbersOf(other));
  }
  return propertyOf(a) !== null && propertyOf(a) === propertyOf(b) && facetFollows(one, other, now);
}

type Count = Extract<Meaning, { type: 'count' | 'sum' }>;

function countFollows(one: Literal, a: Count, other: Literal, b: Count, now: Instant): boolean {
  if (a.metric !== b.metric) return false;
  const given = numbersOf(one);
  const wanted = numbersOf(other);
  if (wanted.length === 0 || given.length === 0) return given.length === 0;
  if (coversFrom(wanted, given[0]!) && eventsWithin(a.events, b.events, now)) return true;
  return wanted[0]! <= 0 && wanted[2]! >= most(given) && eventsWithin(b.events, a.events, now);
}

const numbersOf = (literal: Literal): NumberSet => (literal.values.type === 'counts' || literal.values.type === 'numbers' ? literal.values.cuts : []);
/** True when the set holds every number from `least` on. */
const coversFrom = (set: NumberSet, least: number): boolean => set.length > 0 && set[set.length - 2] === Infinity && set[set.length - 4]! <= least;
/** End of the set: counts stay below it. */
const most = (set: NumberSet): number => (set.length === 0 ? 0 : set[set.length - 2]!);

function holdsZero(set: NumberSet): boolean {
  for (let i = 0; i < set.length; i += 4) {
    const starts = set[i]! < 0 || (set[i] === 0 && set[i + 1] === 0);
    const ends = set[i + 2]! > 0 || (set[i + 2] === 0 && set[i + 3] === 1);
    if (starts && ends) return true;
  }
  return false;
}

function propertyOf(meaning: Meaning): string | null {
  switch (meaning.type) {
    case 'facet':
    case 'pattern':
    case 'item':
    case 'existence': return meaning.property;
    default: return null;
  }
}

/** Two sides of one property's value. */
function facetFollows(one: Literal, other: Literal, now: Instant): boolean {
  const a = one.variable.meaning;
  const b = other.variable.meaning;
  if (b.type === 'existence') return other.values.type === 'flag' && other.values.yes && one.variable.mayBeMissing && !one.missing;
  if (a.type === 'existence') return one.values.type === 'flag' && !one.values.yes && other.variable.mayBeMissing && other.missing;
  const side = sideOf(a);
  if (side === null || side !== sideOf(b)) return false;
  if (one.missing && !other.missing) return false;
  if (isNone(one.values)) return true;
  if (isEvery(other.values)) return true;
  if (a.type === 'facet' && b.type === 'facet' && a.axis !== undefined && b.axis !== undefined) {
    return setWithin(a.axis, numbersOf(one), b.axis, numbersOf(other), now);
  }
  if (b.type === 'pattern' && other.values.type === 'flag' && b.pattern.text !== '') {
    const holds = other.values.yes;
    if (one.values.type === 'texts') return !one.values.out && one.values.items.every((item) => patternHolds(item, b.pattern) === holds);
    if (a.type === 'pattern' && one.values.type === 'flag' && one.values.yes && !one.values.no && a.pattern.text !== '') {
      return holds ? patternWithin(a.pattern, b.pattern) : patternsApart(a.pattern, b.pattern);
    }
  }
  return false;
}

/** Facets whose value is missing together: a text and its patterns, a list and its items, a date on both axes of time. */
function sideOf(meaning: Meaning): string | null {
  if (meaning.type === 'facet') return meaning.facet;
  if (meaning.type === 'pattern') return meaning.pattern.text === '' ? null : 'text';
  return meaning.type === 'item' ? 'list' : null;
}

/** Exactly one order over all time cannot be one in the last 30 days and another one at least 60 days ago. */
function partsExceedWhole(literals: readonly Literal[], now: Instant): boolean {
  const countsOnly = literals.filter(({ variable }) => variable.meaning.type === 'count');
  if (countsOnly.length < 3) return false;
  return countsOnly.some((whole) => {
    const limit = most(numbersOf(whole));
    if (limit === Infinity) return false;
    const wholeEvents = (whole.variable.meaning as Count).events;
    const parts = countsOnly.filter((part) => part !== whole && numbersOf(part)[0]! > 0 && eventsWithin((part.variable.meaning as Count).events, wholeEvents, now));
    return parts.some((part, index) => parts.slice(index + 1).some((second) =>
      numbersOf(part)[0]! + numbersOf(second)[0]! >= limit
      && eventsApart((part.variable.meaning as Count).events, (second.variable.meaning as Count).events, now)));
  });
}
