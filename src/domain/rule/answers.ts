import type { Instant, Known } from '../account/known';
import { isKnown } from '../account/known';
import type { EventFilter, Filter, NumberFilter, TimeFilter } from './filter';
import { matchesAmount, matchesFilter } from './match-filter';
import type { ProfileFacts, TimeSpan } from './profile-facts';
import { dateMeets, spanOf } from './time-span';

/** Three-valued answers: true, false, or null where it is not known. */
export type Answer = boolean | null;

export const opposite = (answer: Answer): Answer => (answer === null ? null : !answer);

/** AND: false as soon as one is false, else null as soon as one is not known. */
export function every(count: number, answerOf: (index: number) => Answer): Answer {
  let result: Answer = true;
  for (let index = 0; index < count; index += 1) {
    const answer = answerOf(index);
    if (answer === false) return false;
    if (answer === null) result = null;
  }
  return result;
}

export const whereKnown = <T>(fact: Known<T>, decide: (value: T) => Answer): Answer => (isKnown(fact) ? decide(fact.value) : null);
export const meetsFilter = (fact: Known<unknown>, filter: Filter, at: Instant): Answer => whereKnown(fact, (value) => matchesFilter(filter, value, at));
export const meetsAmount = (filter: NumberFilter, value: number | null): Answer =>
  value === null || filter.type === 'unknown' ? null : matchesAmount(filter, value);
export const meetsDate = (filter: TimeFilter, date: Instant, at: Instant): Answer => (filter.type === 'unknown' ? null : dateMeets(filter, date, at));
/** A property of what started the flow. */
export const meetsTrigger = (field: string, filter: Filter, facts: ProfileFacts, at: Instant): Answer => meetsFilter(facts.trigger(field), filter, at);

export function noneIn(timeframe: TimeFilter, at: Instant, countIn: (span: TimeSpan) => number | null): Answer {
  const span = timeframe.type === 'unknown' ? null : spanOf(timeframe, at);
  const count = span === null ? null : countIn(span);
  return count === null ? null : count === 0;
}

/** Times of a metric's events that meet every filter, oldest first. */
export function timesOf(facts: ProfileFacts, metricId: string, where: readonly EventFilter[] | null | undefined): readonly Instant[] | null {
  const events = facts.metricEvents(metricId, where ?? []);
  return events === null ? null : events.map((event) => event.at).sort((one, other) => one - other);
}
