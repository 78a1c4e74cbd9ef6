import type { Instant } from '../account/known';
import type { DateFilter, NumericFilter } from '../rule/filter';
import type { MetricCondition } from '../rule/rule';
import { dateMeets, spanOf } from '../rule/time-span';
import type { Answer } from './answer';
import { NOT_KNOWN, probably } from './answer';
import type { BehaviorState, MeasuredMetric } from './behavior-state';
import { firstFrom } from './event-index';

const DAY_SECONDS = 86_400;

/**
 * Answers a condition on counts or sums for every profile in one walk over the metric's events. A count over time that was
 * not read is only known from below, which often decides all the same ("at least one, ever").
 * @param masked true: only events may tell that nothing lies before the look-back, not what is known of the profile
 */
export function answerMetric(state: BehaviorState, condition: MetricCondition, at: Instant, masked: boolean): Uint8Array {
  const answers = new Uint8Array(state.count).fill(NOT_KNOWN);
  const metric = state.metrics.get(condition.metricId);
  const { timeframe, measure } = condition;
  if (metric === undefined || timeframe.type === 'unknown' || measure.type === 'unknown' || timeframe.operator === 'flow-start') return answers;
  const span = spanOf(timeframe, at);
  const told = state.completeness(condition.metricId, metric, span ?? { from: null, to: null });
  const complete = told === true || !masked ? told : new Uint8Array(state.count);
  const inFull = decide(measure, 0, 0, false, true);
  const inPart = decide(measure, 0, Number.POSITIVE_INFINITY, false, true);
  if (complete === true) answers.fill(inFull);
  else for (let profile = 0; profile < state.count; profile += 1) answers[profile] = complete[profile] === 1 ? inFull : inPart;

  const test = state.filterTest(condition.metricId, condition.where ?? []);
  const summed = condition.measurement === 'sum';
  const { index } = metric;
  const from = span === null || span.from === null ? 0 : span.from / 1000;
  const to = Math.min(at, span?.to ?? at) / 1000;
  const meetsDay = dayTest(timeframe, at);
  // What was read without values: how many there were, not what they were worth.
  const untold = summed && !metric.valued;
  people: for (const profile of index.active) {
    const end = index.starts[profile + 1]!;
    if (index.seconds[end - 1]! < from) continue;
    let sure = 0;
    let maybe = 0;
    for (let row = from === 0 ? index.starts[profile]! : firstFrom(index, profile, from); row < end; row += 1) {
      const second = index.seconds[row]!;
      if (second > to) break;
      if (span === null && !meetsDay(second)) continue;
      const meets = state.eventMeets(metric, row, test);
      if (meets === false) continue;
      if (untold) {
        answers[profile] = NOT_KNOWN;
        continue people;
      }
      const value = summed ? amount(metric, row) : 1;
      if (meets === null) maybe += value;
      else sure += value;
    }
    if (sure === 0 && maybe === 0) continue;
    // Sums of decimal fractions miss round figures by a hair.
    if (summed) sure = Math.round(sure * 1e4) / 1e4;
    answers[profile] = decide(measure, sure, complete === true || complete[profile] === 1 ? sure + maybe : Number.POSITIVE_INFINITY, maybe !== 0, summed);
  }
  return answers;
}

/** Anniversaries by the second, decided once for each day but those in which they begin or end. */
function dayTest(timeframe: DateFilter, at: Instant): (second: number) => boolean {
  const days = new Map<number, boolean | null>();
  const meets = (second: number): boolean => dateMeets(timeframe, second * 1000, at) === true;
  return (second) => {
    const day = Math.floor(second / DAY_SECONDS);
    let known = days.get(day);
    if (known === undefined) {
      const first = meets(day * DAY_SECONDS);
      known = first === meets((day + 1) * DAY_SECONDS - 1) ? first : null;
      days.set(day, known);
    }
    return known ?? meets(second);
  };
}

function amount(metric: MeasuredMetric, row: number): number {
  const value = metric.index.values?.[row] ?? Number.NaN;
  return Number.isNaN(value) ? 0 : value;
}

/** Compares a figure that lies between `low` and `high` (both included); most likely it is `low`, unless events were unclear. */
function decide({ operator, value }: NumericFilter, low: number, high: number, unclear: boolean, summed: boolean): Answer {
  const [least, most] = low <= high ? [low, high] : [high, low];
  const reaches = (wanted: number): boolean => least <= wanted && wanted <= most && (summed || Number.isInteger(wanted));
  const only = least === most;
  let mayBeTrue: boolean;
  let mayBeFalse: boolean;
  switch (operator) {
    case 'equals':
      [mayBeTrue, mayBeFalse] = [reaches(value), !(only && least === value)];
      break;
    case 'not-equals':
      [mayBeTrue, mayBeFalse] = [!(only && least === value), reaches(value)];
      break;
    case 'greater-than':
      [mayBeTrue, mayBeFalse] = [most > value, least <= value];
      break;
    case 'greater-than-or-equal':
      [mayBeTrue, mayBeFalse] = [most >= value, least < value];
      break;
    case 'less-than':
      [mayBeTrue, mayBeFalse] = [least < value, most >= value];
      break;
    case 'less-than-or-equal':
      [mayBeTrue, mayBeFalse] = [least <= value, most > value];
      break;
  }
  if (unclear && mayBeTrue && mayBeFalse) return NOT_KNOWN;
  return probably(mayBeTrue, mayBeFalse, compare(operator, low, value));
}

function compare(operator: NumericFilter['operator'], left: number, right: number): boolean {
  switch (operator) {
    case 'equals':
      return left === right;
    case 'not-equals':
      return left !== right;
    case 'greater-than':
      return left > right;
    case 'greater-than-or-equal':
      return left >= right;
    case 'less-than':
      return left < right;
    case 'less-than-or-equal':
      return left <= right;
  }
}
