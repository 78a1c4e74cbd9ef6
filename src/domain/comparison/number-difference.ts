import type { EventFilter, Filter, TimeUnit } from '../rule/filter';
import type { Condition, Rule } from '../rule/rule';
import { conditionsOf } from '../rule/rule';

/** A number in a rule with what it is about; windows are in days. */
interface RuleNumber {
  readonly what: string;
  readonly value: number;
  /** A number of times that something happened. */
  readonly times?: boolean;
}

const DAYS: Readonly<Record<TimeUnit, number>> = { hour: 1 / 24, day: 1, week: 7 };

/** How far the numbers of two rules of the same shape are apart. */
export interface NumberDifference {
  /** Largest difference relative to the reference's own number: 0.5 for half as much again. */
  readonly share: number;
  /** Largest number against its counterpart as a factor, 1 or more. */
  readonly factor: number;
  /** False where the numbers make it another audience: once against several times, or a window many times as long. */
  readonly sameKind: boolean;
  /** The reference's own numbers that differ: days, amounts or times. */
  readonly wanted: readonly number[];
}

/** From this factor on a window or amount no longer means the same: 30 days are no year. */
const LARGEST_FACTOR = 4;

/** Compares the numbers of two rules of the same shape. Null when the rules do not have the same numbers (then they differ by more than thresholds). */
export function numberDifference(rule: Rule, reference: Rule): NumberDifference | null {
  const ours = numbersOf(rule);
  const theirs = numbersOf(reference);
  if (ours.length !== theirs.length || ours.some((number, at) => number.what !== theirs[at]!.what)) return null;
  let share = 0;
  let factor = 1;
  let sameKind = true;
  const differing: number[] = [];
  ours.forEach((number, at) => {
    const wanted = theirs[at]!.value;
    if (number.value === wanted) return;
    differing.push(wanted);
    const [small, large] = [Math.min(Math.abs(number.value), Math.abs(wanted)), Math.max(Math.abs(number.value), Math.abs(wanted))];
    share = Math.max(share, Math.abs(number.value - wanted) / Math.max(Math.abs(wanted), 1e-9));
    factor = Math.max(factor, small === 0 ? Number.POSITIVE_INFINITY : large / small);
    if (number.times && number.value <= 1 !== wanted <= 1) sameKind = false;
  });
  return { share, factor, sameKind: sameKind && factor <= LARGEST_FACTOR, wanted: differing };
}

/** Numbers of a rule sorted by what they are about, so that the order of writing does not matter. */
function numbersOf(rule: Rule): readonly RuleNumber[] {
  return conditionsOf(rule).flatMap(numbersOfCondition)
    .sort((a, b) => (a.what < b.what ? -1 : a.what > b.what ? 1 : a.value - b.value));
}

function numbersOfCondition(condition: Condition): readonly RuleNumber[] {
  switch (condition.kind) {
    case 'metric': {
      const what = `${condition.metricId} ${condition.measurement}`;
      return [
        ...numbersOfFilter(what, condition.measure, condition.measurement === 'count'), ...numbersOfFilter(`${what} when`, condition.timeframe),
        ...numbersOfEvents(what, condition.where),
      ];
    }
    case 'funnel':
      return [...numbersOfFilter('funnel', condition.timeframe), ...condition.steps.flatMap((step) => numbersOfEvents(step.metricId, step.where))];
    case 'consent':
    case 'permission':
      return (condition.filters ?? []).flatMap((filter) => numbersOfFilter(`${condition.channel} ${filter.field}`, filter.filter));
    case 'membership': return numbersOfFilter('joined', condition.timeframe);
    case 'property': return numbersOfFilter(condition.property, condition.filter);
    case 'predicted-number': return numbersOfFilter(condition.dimension, condition.filter);
    case 'predicted-date': return numbersOfFilter('next purchase', condition.filter);
    case 'affinity-priority': return numbersOfFilter('affinity', condition.filter);
    case 'distance': {
      const factor = condition.unit === 'miles' ? 1.609344 : 1;
      return numbersOfFilter('distance', condition.filter).map(({ what, value }) => ({ what, value: value * factor }));
    }
    case 'custom-object':
      return [...numbersOfFilter('objects', condition.filter), ...condition.filters.flatMap((one) => numbersOfFilter(`object ${one.propertyId}`, one.filter))];
    case 'sample':
    case 'not-sent':
    case 'not-in-flow':
    case 'trigger-property':
    case 'object-trigger-property':
    case 'object-property':
    case 'action-output':
    case 'predicted-gender':
    case 'affinity-rank':
    case 'region':
    case 'unknown':
      return [];
  }
}

function numbersOfEvents(what: string, filters: readonly EventFilter[] | null | undefined): readonly RuleNumber[] {
  return (filters ?? []).flatMap((one) => numbersOfFilter(`${what} ${one.property}`, one.filter));
}

/** `whole`: more than 0 is the same as at least 1. */
function numbersOfFilter(what: string, filter: Filter | null | undefined, whole = false): readonly RuleNumber[] {
  if (filter === null || filter === undefined) return [];
  switch (filter.type) {
    case 'numeric':
      if (filter.operator === 'between') return [{ what, value: filter.start }, { what, value: filter.end }];
      return whole ? [{ what, value: filter.value + wholeStep(filter.operator), times: true }] : [{ what, value: filter.value }];
    case 'date':
      switch (filter.operator) {
        case 'in-the-last':
        case 'at-least':
        case 'in-the-next':
        case 'anniversary-last':
        case 'anniversary-next':
          return [{ what: `${what} ${filter.operator}`, value: filter.quantity * DAYS[filter.unit] }];
        case 'between':
          return [{ what: `${what} from`, value: filter.start * DAYS[filter.unit] }, { what: `${what} to`, value: filter.end * DAYS[filter.unit] }];
        default:
          return [];
      }
    case 'list':
      return typeof filter.value === 'number' ? [{ what, value: filter.value }] : [];
    case 'string':
    case 'boolean':
    case 'existence':
    case 'unknown':
      return [];
  }
}

function wholeStep(operator: string): number {
  return operator === 'greater-than' ? 1 : operator === 'less-than' ? -1 : 0;
}
