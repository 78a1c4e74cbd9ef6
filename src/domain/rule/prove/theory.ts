import type { Instant } from '../../account/known';
import type { EventSet } from './event-set';
import { eventsApart, eventsWithin, patternHolds, patternWithin, patternsApart, testsWithin } from './event-set';
import type { NumberSet } from './number-set';
import { isEvery, isNone, isWithin } from './values';
import type { Literal, Meaning } from './vocabulary';
import { setWithin, marginOf, windowCovered } from './windows';

/** What follows from what, for profiles looked at now or at any later moment. Every yes is a proof; a no may be ignorance. */
export interface Theory {
  implies(one: Literal, other: Literal): boolean;
  /** True when no profile can meet both. */
  conflict(one: Literal, other: Literal): boolean;
  /** True when no profile can meet these literals of one metric together although any two of them go together. */
  countsConflict(literals: readonly Literal[]): boolean;
}

/** So many answers are kept: some 10 MB. */
const MOST_REMEMBERED = 200_000;

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
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(pair, answer);
    return answer;
  };
  return { implies, conflict: (one, other) => implies(one, other.opposite), countsConflict: (literals) => countsApart(literals, now) };
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
    case 'existence':
      return meaning.property;
    default:
      return null;
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
    return setWithin(a.axis, numbersOf(one), b.axis, numbersOf(other), now, marginOf(a, b));
  }
  // Neither yes nor no: only a value that is missing would do, and this one is there.
  if (b.type === 'pattern' && other.values.type === 'flag' && b.pattern.text !== '' && other.values.yes !== other.values.no) {
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

/** Counts of one metric that cannot stand together although any two of them can. */
function countsApart(literals: readonly Literal[], now: Instant): boolean {
  const counts = literals.flatMap(({ variable: { meaning }, values }): readonly Counted[] => {
    if (meaning.type !== 'count' || values.type !== 'counts' || values.cuts.length === 0) return [];
    return [{ metric: meaning.metric, events: meaning.events, least: values.cuts[0]!, limit: most(values.cuts) }];
  });
  return counts.length >= 3 && counts.some((one) => partsExceed(one, counts, now) || falls(one, counts));
}

interface Counted {
  readonly metric: string;
  readonly events: EventSet;
  readonly least: number;
  /** Counts stay below it. */ readonly limit: number;
}

/** Exactly one order over all time cannot be one in the last 30 days and another one at least 60 days ago. */
function partsExceed(whole: Counted, counts: readonly Counted[], now: Instant): boolean {
  if (whole.limit === Infinity) return false;
  const parts = counts.filter((part) => part !== whole && part.metric === whole.metric && part.least > 0 && eventsWithin(part.events, whole.events, now));
  return parts.some((part, index) =>
    parts.slice(index + 1).some((second) => part.least + second.least >= whole.limit && eventsApart(part.events, second.events, now)),
  );
}

/**
 * One order in the last 90 days cannot be where there is none in the last 30 days and none between 30 and 90 days ago; one of brand a or b not where there is none
 * of a and none of b.
 */
function falls(whole: Counted, counts: readonly Counted[]): boolean {
  if (whole.least === 0) return false;
  const wide = counts.filter((part) => part !== whole && part.metric === whole.metric && part.limit < Infinity && testsWithin(whole.events, part.events));
  const none = wide.filter((part) => part.limit <= 1);
  const some = wide.filter((part) => part.limit > 1);
  const covered = (...more: readonly Counted[]): boolean =>
    windowCovered(
      whole.events.window,
      [...none, ...more].map(({ events }) => events.window),
    ) && more.reduce((sum, { limit }) => sum + limit - 1, 0) < whole.least;
  const everyPart =
    whole.events.parts.length > 0 &&
    whole.events.parts.every((part) =>
      windowCovered(
        part.window,
        counts.filter((other) => other.metric === whole.metric && other.limit <= 1 && testsWithin(part, other.events)).map(({ events }) => events.window),
      ),
    );
  return everyPart || covered() || some.some((one, index) => covered(one) || some.slice(index + 1).some((other) => covered(one, other)));
}
