import { timesOf } from '../answers';
import { ALL_TIME, readingOf, yes } from '../prove/claims';
import type { ConditionKind } from '../condition-kind';
import { ORDINARY } from '../condition-kind';
import { describeTime, describeWhere } from '../describe-filter';
import { eventSetOf } from '../prove/event-set';
import type { EventFilter, TimeFilter } from '../filter';
import { isKeyOf, isText, isTruth, keepAbsent, withKeys } from '../json';
import { parseEventFilters, parseTimeFilter, writeFilter } from '../parse-filter';
import { numbersOfEvents, numbersOfFilter } from '../rule-number';
import { UNIT_MILLISECONDS, inSpan, spanOf } from '../time-span';
import { optional, writeEventFilters } from '../write-optional';

export type CompletionWindow = 'HOURS_1' | 'DAYS_1' | 'DAYS_3' | 'DAYS_5' | 'WEEKS_1' | 'DAYS_30' | 'DAYS_90' | 'DAYS_180' | 'YEARS_1';
export interface FunnelStep {
  readonly exists: boolean;
  readonly metricId: string;
  readonly where?: readonly EventFilter[] | null;
}
export interface FunnelCondition {
  readonly kind: 'funnel';
  readonly timeframe: TimeFilter;
  readonly window?: CompletionWindow | null;
  readonly steps: readonly FunnelStep[];
}

const { hour, day, week } = UNIT_MILLISECONDS;
const WINDOWS: Readonly<Record<CompletionWindow, { readonly words: string; readonly milliseconds: number }>> = {
  HOURS_1: { words: '1 hour', milliseconds: hour },
  DAYS_1: { words: '1 day', milliseconds: day },
  DAYS_3: { words: '3 days', milliseconds: 3 * day },
  DAYS_5: { words: '5 days', milliseconds: 5 * day },
  WEEKS_1: { words: '1 week', milliseconds: week },
  DAYS_30: { words: '30 days', milliseconds: 30 * day },
  DAYS_90: { words: '90 days', milliseconds: 90 * day },
  DAYS_180: { words: '180 days', milliseconds: 180 * day },
  YEARS_1: { words: '1 year', milliseconds: 365 * day },
};

/**
 * Steps in their order: starting from some event of the first step inside the timeframe, each wanted step follows at or after the one
 * before it and within the completion window of the first; a step that must not exist has no such event. This is our reading of
 * Klaviyo's funnel; a funnel that begins with a step that must not exist is not decided.
 */
export const funnel: ConditionKind<FunnelCondition> = {
  ...ORDINARY,
  parse: {
    'profile-metric-funnel': (source) => {
      const condition = withKeys(source, ['type', 'timeframe_filter', 'steps'], ['completion_window_seconds']);
      const list = condition?.['steps'];
      if (condition === null || !Array.isArray(list)) return null;
      const window = condition['completion_window_seconds'];
      if (window !== undefined && window !== null && !isKeyOf(WINDOWS, window)) return null;
      const steps = list.map(parseStep);
      if (!steps.every((step): step is FunnelStep => step !== null)) return null;
      return {
        kind: 'funnel',
        timeframe: parseTimeFilter(condition['timeframe_filter']),
        steps,
        ...keepAbsent(condition, 'completion_window_seconds', 'window', () => window as CompletionWindow | null),
      };
    },
  },
  write: (condition) => ({
    type: 'profile-metric-funnel',
    timeframe_filter: writeFilter(condition.timeframe),
    ...optional('completion_window_seconds', condition.window),
    steps: condition.steps.map(({ exists, metricId, where }) => ({
      metric_exists: exists,
      metric_id: metricId,
      ...optional('metric_filters', where, writeEventFilters),
    })),
  }),
  describe: ({ steps, window, timeframe }, names) => {
    const parts = steps.map(({ exists, metricId, where }) => `${exists ? '' : 'no '}${names.metric(metricId)}${describeWhere(where, names.formats)}`);
    const within = window === undefined || window === null ? '' : ` within ${WINDOWS[window].words}`;
    return `went through ${parts.length === 0 ? 'no steps' : parts.join(', then ')}${within}, ${describeTime(timeframe, names.formats)}`;
  },
  topic: () => 'funnel',
  evaluate: ({ steps, timeframe, window }, facts, at) => {
    const span = timeframe.type === 'unknown' ? null : spanOf(timeframe, at);
    const first = steps[0];
    if (span === null || first === undefined || !first.exists) return null;
    const times = steps.map(({ metricId, where }) => timesOf(facts, metricId, where));
    if (times.some((list) => list === null)) return null;
    const limit = window === undefined || window === null ? Number.POSITIVE_INFINITY : WINDOWS[window].milliseconds;
    return times[0]!
      .filter((start) => inSpan(start, span))
      .some((start) => {
        let reached = start;
        return steps.every((step, index) => {
          if (index === 0) return true;
          const next = times[index]!.find((time) => time >= reached && time <= start + limit);
          if (next !== undefined && step.exists) reached = next;
          return step.exists === (next !== undefined);
        });
      });
  },
  // Equal for funnels of the same steps, filters and times, whatever the order of filters and the unit of time.
  formula: ({ steps, timeframe, window }, context) => {
    const of = steps.map(({ exists, metricId, where }) => [exists, metricId, eventSetOf(ALL_TIME, where, readingOf(context)).key]);
    const key = `funnel ${JSON.stringify([window ?? null, context.window(timeframe).key, of])}`;
    return yes(key, steps[0] === undefined ? key : `metric:${steps[0].metricId}`, { type: 'opaque' }, context.vocabulary);
  },
  refer: ({ steps, timeframe }, to) => {
    steps.forEach(({ metricId, exists, where }) => {
      to.metric(metricId, exists);
      where?.forEach(({ filter }) => to.filter('event', filter));
    });
    to.filter('funnel', timeframe);
  },
  numbers: ({ steps, timeframe }) => [...numbersOfFilter('funnel', timeframe), ...steps.flatMap((step) => numbersOfEvents(step.metricId, step.where))],
  evidence: ({ steps }) => ({ from: 'events', metricIds: steps.map(({ metricId }) => metricId) }),
  withMetrics: (condition, other) => ({ ...condition, steps: condition.steps.map((step) => ({ ...step, metricId: other(step.metricId) })) }),
};

function parseStep(source: unknown): FunnelStep | null {
  const step = withKeys(source, ['metric_exists', 'metric_id'], ['metric_filters']);
  if (step === null) return null;
  const { metric_exists: exists, metric_id: metricId, metric_filters: filters } = step;
  const where = filters === undefined || filters === null ? null : parseEventFilters(filters);
  if (!isTruth(exists) || !isText(metricId) || (where === null && filters !== undefined && filters !== null)) return null;
  return { exists, metricId, ...keepAbsent(step, 'metric_filters', 'where', () => where) };
}
