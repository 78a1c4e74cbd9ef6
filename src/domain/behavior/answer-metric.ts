import type { Instant } from '../account/known';
import type { NumericFilter } from '../rule/filter';
import type { MetricCondition } from '../rule/rule';
import { dateMeets, spanOf } from '../rule/time-span';
import type { Answer } from './answer';
import { NOT_KNOWN, probably } from './answer';
import type { BehaviorState, MeasuredMetric } from './behavior-state';
import { firstFrom } from './event-index';

/**
 * Answers a condition on counts or sums for every profile in one walk over the metric's events. A count over time that was
 * not read is only known from below, which often decides all the same ("at least one, ever").
 * @returns null where the condition is of a kind that has to be asked profile by profile
 */
export function answerMetric(state: BehaviorState, condition: MetricCondition, at: Instant): Uint8Array | null {
  const answers = new Uint8Array(state.count).fill(NOT_KNOWN);
  const metric = state.metrics.get(condition.metricId);
  const { timeframe, measure } = condition;
  if (metric === undefined || timeframe.type === 'unknown' || measure.type === 'unknown') return answers;
  if (timeframe.operator === 'flow-start') return answers;
  const span = spanOf(timeframe, at);
  const where = condition.where ?? [];
  const key = state.keyOf(condition.metricId, where);
  const summed = condition.measurement === 'sum';
  const { index } = metric;
  for (let profile = 0; profile < state.count; profile += 1) {
    let sure = 0;
    let maybe = 0;
    const end = index.starts[profile + 1]!;
    let row = span === null || span.from === null ? index.starts[profile]! : firstFrom(index, profile, span.from / 1000);
    for (; row < end; row += 1) {
      const second = index.seconds[row]! * 1000;
      if (span === null) {
        if (second > at || dateMeets(timeframe, second, at) !== true) continue;
      } else if (second > (span.to ?? Number.POSITIVE_INFINITY) || second > at) break;
      const meets = where.length === 0 ? true : state.eventMeets(metric, row, where, key);
      if (meets === false) continue;
      const value = summed ? amount(metric, row) : 1;
      if (meets === null) maybe += value;
      else sure += value;
    }
    // Sums of decimal fractions miss round figures by a hair.
    if (summed) sure = Math.round(sure * 1e4) / 1e4;
    const complete = state.isComplete(condition.metricId, metric, span ?? { from: null, to: null }, profile);
    answers[profile] = decide(measure, sure, complete ? sure + maybe : Number.POSITIVE_INFINITY, maybe !== 0, summed);
  }
  return answers;
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
    case 'equals': [mayBeTrue, mayBeFalse] = [reaches(value), !(only && least === value)]; break;
    case 'not-equals': [mayBeTrue, mayBeFalse] = [!(only && least === value), reaches(value)]; break;
    case 'greater-than': [mayBeTrue, mayBeFalse] = [most > value, least <= value]; break;
    case 'greater-than-or-equal': [mayBeTrue, mayBeFalse] = [most >= value, least < value]; break;
    case 'less-than': [mayBeTrue, mayBeFalse] = [least < value, most >= value]; break;
    case 'less-than-or-equal': [mayBeTrue, mayBeFalse] = [least <= value, most > value]; break;
  }
  if (unclear && mayBeTrue && mayBeFalse) return NOT_KNOWN;
  return probably(mayBeTrue, mayBeFalse, compare(operator, low, value));
}

function compare(operator: NumericFilter['operator'], left: number, right: number): boolean {
  switch (operator) {
    case 'equals': return left === right;
    case 'not-equals': return left !== right;
    case 'greater-than': return left > right;
    case 'greater-than-or-equal': return left >= right;
    case 'less-than': return left < right;
    case 'less-than-or-equal': return left <= right;
  }
}
