import { meetsAmount } from '../answers';
import { countFormula, opaque, readingOf } from '../prove/claims';
import type { ConditionKind } from '../condition-kind';
import { describeAmount, describeCount, describeTime, describeTimeIfAny, describeWhere } from '../describe-filter';
import { eventSetOf, isEmptySet } from '../prove/event-set';
import type { DateFilter, EventFilter, NumberFilter, NumericOperator, TimeFilter } from '../filter';
import { numberSetOf } from '../prove/filter-test';
import { canonicalJson, isText, keepAbsent, withKeys } from '../json';
import { countMeaning, happened, isAllTime } from '../metric-words';
import type { Names } from '../names';
import { parseEventFilters, parseNumberFilter, parseTimeFilter, writeFilter } from '../parse-filter';
import { numbersOfEvents, numbersOfFilter } from '../rule-number';
import { dateMeets, spanOf } from '../time-span';
import { isWithin, numbers } from '../prove/values';
import { optional, writeEventFilters } from '../write-optional';
import { inQuotes } from '../../text/quotes';

/** Count, or sum of the event value, of a metric's events in a window. Several `where` are ANDed (inferred from Klaviyo's builder). */
export interface MetricCondition {
  readonly kind: 'metric';
  readonly metricId: string;
  readonly measurement: 'count' | 'sum';
  readonly measure: NumberFilter;
  readonly timeframe: TimeFilter;
  readonly where?: readonly EventFilter[] | null;
}

export const metric: ConditionKind<MetricCondition> = {
  parse: {
    'profile-metric': (source) => {
      const condition = withKeys(source, ['type', 'metric_id', 'measurement', 'measurement_filter', 'timeframe_filter'], ['metric_filters']);
      if (condition === null) return null;
      const { metric_id: metricId, measurement, metric_filters: filters } = condition;
      if (!isText(metricId) || (measurement !== 'count' && measurement !== 'sum')) return null;
      const where = filters === undefined || filters === null ? null : parseEventFilters(filters);
      if (where === null && filters !== undefined && filters !== null) return null;
      return {
        kind: 'metric',
        metricId,
        measurement,
        measure: parseNumberFilter(condition['measurement_filter']),
        timeframe: parseTimeFilter(condition['timeframe_filter']),
        ...keepAbsent(condition, 'metric_filters', 'where', () => where),
      };
    },
  },
  write: (condition) => ({
    type: 'profile-metric',
    metric_id: condition.metricId,
    measurement: condition.measurement,
    measurement_filter: writeFilter(condition.measure),
    timeframe_filter: writeFilter(condition.timeframe),
    ...optional('metric_filters', condition.where, writeEventFilters),
  }),
  // `has never Placed Order`, `has been Active on Site at least once in the last 30 days`.
  describe: (condition, names) => {
    const name = names.metric(condition.metricId);
    const { timeframe } = condition;
    const tail = `${describeTimeIfAny(timeframe, names.formats)}${describeWhere(condition.where, names.formats)}`;
    if (condition.measurement === 'sum') return `has a total ${name} value of ${describeAmount(condition.measure, names.formats)}${tail}`;
    switch (countMeaning(condition)) {
      case 'none':
        return `has ${isAllTime(timeframe) ? 'never' : 'not'} ${happened(name)}${tail}`;
      case 'some':
        return `has ${happened(name)} at least once${tail}`;
      case 'other':
        return `has ${happened(name)} ${describeCount(condition.measure, names.formats)}${tail}`;
    }
  },
  // Wanting it to have happened and wanting it not to have happened are two topics.
  topic: ({ metricId, measurement, measure }) =>
    `metric ${metricId} ${measurement} ${measure.type === 'numeric' && measure.operator === 'equals' && measure.value === 0}`,
  difference: metricDifference,
  isConsent: false,
  opposite: (condition) => {
    if (condition.measure.type !== 'numeric') return null;
    const { operator, value } = condition.measure;
    switch (countMeaning(condition)) {
      case 'some':
        return { ...condition, measure: { type: 'numeric', operator: 'equals', value: 0 } };
      case 'none':
        return { ...condition, measure: { type: 'numeric', operator: 'greater-than-or-equal', value: 1 } };
      case 'other':
        return { ...condition, measure: { type: 'numeric', operator: OPPOSITE[operator], value } };
    }
  },
  evaluate: (condition, facts, at) => {
    const { timeframe, measurement, metricId } = condition;
    const where = condition.where ?? [];
    if (timeframe.type === 'unknown') return null;
    const start = timeframe.operator === 'flow-start' ? facts.flowStart() : null;
    const span = timeframe.operator === 'flow-start' ? (start === null ? null : { from: start, to: null }) : spanOf(timeframe, at);
    if (span !== null) {
      return meetsAmount(condition.measure, measurement === 'count' ? facts.metricCount(metricId, span, where) : facts.metricSum(metricId, span, where));
    }
    const events = isAnniversary(timeframe) ? facts.metricEvents(metricId, where) : null;
    if (events === null) return null;
    const counted = events.filter((event) => dateMeets(timeframe, event.at, at) === true);
    const figure = measurement === 'count' ? counted.length : counted.reduce((sum, event) => sum + event.value, 0);
    return Number.isNaN(figure) ? null : meetsAmount(condition.measure, figure);
  },
  formula: (condition, context) => {
    const { metricId, measurement, measure, where } = condition;
    const window = context.window(condition.timeframe);
    if (measurement === 'count') return countFormula(metricId, window, where, measure, condition, context);
    if (measure.type === 'unknown') return opaque(condition, context, [metricId]);
    const events = eventSetOf(window, where, readingOf(context));
    const sums = numbers(numberSetOf(measure));
    if (isEmptySet(events)) return isWithin(numbers([0, 0, 0, 1]), sums);
    return context.vocabulary.claim(
      {
        subject: `sum ${JSON.stringify(metricId)}|${events.key}`,
        group: `metric:${metricId}`,
        mayBeMissing: false,
        meaning: { type: 'sum', metric: metricId, events },
      },
      sums,
    );
  },
  refer: ({ metricId, measure, timeframe, where }, to) => {
    to.metric(metricId, asksForSome(measure));
    to.filter('measure', measure);
    to.filter(`metric ${metricId}`, timeframe);
    where?.forEach(({ filter }) => to.filter('event', filter));
  },
  numbers: ({ metricId, measurement, measure, timeframe, where }) => {
    const what = `${metricId} ${measurement}`;
    return [...numbersOfFilter(what, measure, measurement === 'count'), ...numbersOfFilter(`${what} when`, timeframe), ...numbersOfEvents(what, where)];
  },
  evidence: ({ metricId }) => ({ from: 'events', metricIds: [metricId] }),
  flowOnly: ({ timeframe }) => (timeframe.type === 'date' && timeframe.operator === 'flow-start' ? 'activity since the flow started' : null),
  withMetrics: (condition, other) => ({ ...condition, metricId: other(condition.metricId) }),
};

const isAnniversary = (filter: DateFilter): boolean => filter.operator.startsWith('anniversary') || filter.operator === 'calendar-month';

const OPPOSITE: Readonly<Record<NumericOperator, NumericOperator>> = {
  equals: 'not-equals',
  'not-equals': 'equals',
  'greater-than': 'less-than-or-equal',
  'less-than-or-equal': 'greater-than',
  'less-than': 'greater-than-or-equal',
  'greater-than-or-equal': 'less-than',
};

/** True unless the condition is also met by a profile without any such event. */
function asksForSome(measure: NumberFilter): boolean {
  if (measure.type === 'unknown') return true;
  const { operator, value } = measure;
  switch (operator) {
    case 'equals':
      return value !== 0;
    case 'not-equals':
      return value === 0;
    case 'greater-than':
      return value >= 0;
    case 'greater-than-or-equal':
      return value > 0;
    case 'less-than':
      return value <= 0;
    case 'less-than-or-equal':
      return value < 0;
  }
}

function metricDifference(own: MetricCondition, theirs: MetricCondition, names: Names): readonly string[] {
  const name = names.metric(own.metricId);
  const words: string[] = [];
  if (canonicalJson(own.measure) !== canonicalJson(theirs.measure)) {
    words.push(
      own.measurement === 'count'
        ? `asks for ${name} ${describeCount(own.measure, names.formats)} instead of ${describeCount(theirs.measure, names.formats)}`
        : `asks for a total ${name} value of ${describeAmount(own.measure, names.formats)} instead of ${describeAmount(theirs.measure, names.formats)}`,
    );
  }
  if (canonicalJson(own.timeframe) !== canonicalJson(theirs.timeframe)) {
    const [mine, other] = timeDifference(own.timeframe, theirs.timeframe, names);
    words.push(`uses ${mine} instead of ${other} for ${name}`);
  }
  const where = (filters: readonly EventFilter[] | null | undefined): string => describeWhere(filters, names.formats).trim();
  if (where(own.where) !== where(theirs.where)) {
    words.push(`counts ${name} ${where(own.where) || 'without an event filter'} instead of ${where(theirs.where) || 'without an event filter'}`);
  }
  return words;
}

/** `60 days` and `90 days` where only the number differs, the whole time frames otherwise. */
function timeDifference(own: TimeFilter, theirs: TimeFilter, names: Names): readonly [string, string] {
  if (own.type === 'date' && theirs.type === 'date' && own.operator === theirs.operator && 'quantity' in own && 'quantity' in theirs) {
    const say = (filter: { readonly quantity: number; readonly unit: string }): string =>
      `${names.formats.exact(filter.quantity)} ${filter.unit}${filter.quantity === 1 ? '' : 's'}`;
    return [say(own), say(theirs)];
  }
  return [`${inQuotes(describeTime(own, names.formats))}`, `${inQuotes(describeTime(theirs, names.formats))}`];
}
