import type { Instant, Known } from '../account/known';
import { isKnown } from '../account/known';
import type { DateFilter, EventFilter, Filter, NumberFilter, TimeFilter } from './filter';
import type { Condition, FunnelCondition, MembershipCondition, MetricCondition, Rule } from './rule';
import type { ProfileFacts, TimeSpan } from './profile-facts';
import { evaluateConsent, evaluatePermission } from './evaluate-consent';
import { matchesAmount, matchesFilter } from './match-filter';
import { UNIT_MILLISECONDS, dateMeets, inSpan, spanOf } from './time-span';

/**
 * Whether the profile meets the rule, looked at `at`: true, false, or null where the facts (or what Klaviyo says of the condition) do not
 * tell. A plain reading of every condition, on purpose apart from the engine: it is the judge of the engine's proofs.
 */
export function evaluateRule(rule: Rule, facts: ProfileFacts, at: Instant): boolean | null {
  switch (rule.kind) {
    case 'all': return every(rule.of.length, (index) => evaluateRule(rule.of[index]!, facts, at));
    case 'any': return opposite(every(rule.of.length, (index) => opposite(evaluateRule(rule.of[index]!, facts, at))));
    case 'not': return opposite(evaluateRule(rule.of, facts, at));
    default: return evaluateCondition(rule, facts, at);
  }
}

const opposite = (answer: boolean | null): boolean | null => (answer === null ? null : !answer);

/** AND of three-valued answers: false as soon as one is false, else null as soon as one is not known. */
function every(count: number, answerOf: (index: number) => boolean | null): boolean | null {
  let result: boolean | null = true;
  for (let index = 0; index < count; index += 1) {
    const answer = answerOf(index);
    if (answer === false) return false;
    if (answer === null) result = null;
  }
  return result;
}

function evaluateCondition(condition: Condition, facts: ProfileFacts, at: Instant): boolean | null {
  switch (condition.kind) {
    case 'membership': return evaluateMembership(condition, facts, at);
    case 'metric': return evaluateMetric(condition, facts, at);
    case 'consent': return evaluateConsent(condition, facts.consent(condition.channel), at);
    case 'permission': return evaluatePermission(condition, facts.permission(condition.channel), at);
    case 'distance': {
      const kilometers = facts.distanceKilometers(condition.countryCode, condition.postalCode);
      return compare(condition.filter, kilometers === null ? null : condition.unit === 'miles' ? kilometers / KILOMETERS_PER_MILE : kilometers);
    }
    case 'property': return known(facts.property(condition.property), (value) => matchesFilter(condition.filter, value, at));
    case 'region': {
      const inside = facts.inRegion(condition.region);
      return inside === null ? null : inside === condition.inRegion;
    }
    case 'predicted-date': return known(facts.expectedNextPurchase(), (date) => (date === null ? false : meetsDate(condition.filter, date, at)));
    case 'predicted-number': return known(facts.predictedNumber(condition.dimension), (value) => matchesFilter(condition.filter, value, at));
    case 'predicted-gender':
      return known(facts.predictedGender(), (value) => matchesFilter({ type: 'string', operator: condition.operator, value: condition.value }, value, at));
    case 'affinity-priority': return known(facts.affinity(condition.channel).priority, (value) => matchesFilter(condition.filter, value, at));
    case 'affinity-rank':
      return known(facts.affinity(condition.channel).rank, (value) => matchesFilter({ type: 'string', operator: condition.operator, value: condition.value }, value, at));
    case 'custom-object': {
      const objects = facts.customObjects(condition.objectTypeId, condition.relationshipId);
      if (objects === null) return null;
      const answers = objects.map((object) => every(condition.filters.length, (index) => {
        const { propertyId, filter } = condition.filters[index]!;
        return matchesFilter(filter, object[String(propertyId)], at);
      }));
      return answers.includes(null) ? null : compare(condition.filter, answers.filter((answer) => answer === true).length);
    }
    case 'funnel': return evaluateFunnel(condition, facts, at);
    case 'sample': return facts.sampled(condition.percentage);
    case 'not-sent': return noneIn(condition.timeframe, at, (span) => facts.messagesSent(condition.channel, span));
    case 'not-in-flow': return noneIn(condition.timeframe, at, (span) => facts.flowEntries(span));
    case 'trigger-property': return triggered(condition.field, condition.filter, facts, at);
    case 'object-trigger-property': return triggered(`object:${condition.propertyId}`, condition.filter, facts, at);
    case 'object-property': return triggered(`object:${condition.label}:${condition.field}`, condition.filter, facts, at);
    case 'action-output': return triggered(`output:${condition.outputId}:${condition.field}`, condition.filter, facts, at);
    case 'unknown': return null;
  }
}

const KILOMETERS_PER_MILE = 1.609344;

const known = <T>(fact: Known<T>, decide: (value: T) => boolean | null): boolean | null => (isKnown(fact) ? decide(fact.value) : null);
const triggered = (field: string, filter: Filter, facts: ProfileFacts, at: Instant): boolean | null =>
  known(facts.trigger(field), (value) => matchesFilter(filter, value, at));
const compare = (filter: NumberFilter, value: number | null): boolean | null => (value === null || filter.type === 'unknown' ? null : matchesAmount(filter, value));
const meetsDate = (filter: TimeFilter, date: Instant, at: Instant): boolean | null => (filter.type === 'unknown' ? null : dateMeets(filter, date, at));

function noneIn(timeframe: TimeFilter, at: Instant, countIn: (span: TimeSpan) => number | null): boolean | null {
  const span = timeframe.type === 'unknown' ? null : spanOf(timeframe, at);
  const count = span === null ? null : countIn(span);
  return count === null ? null : count === 0;
}

/** Several ids: Klaviyo does not say whether any or all are meant, so only where both come to the same. */
function evaluateMembership({ isMember, groupIds, timeframe }: MembershipCondition, facts: ProfileFacts, at: Instant): boolean | null {
  const answers = groupIds.map((id) => {
    const member = facts.isMember(id);
    if (member !== true || timeframe === undefined || timeframe === null) return member;
    return known(facts.joinedAt(id), (date) => (date === null ? null : meetsDate(timeframe, date, at)));
  });
  const first = answers[0] ?? null;
  if (first === null || answers.some((answer) => answer !== first)) return null;
  return first === isMember;
}

function evaluateMetric(condition: MetricCondition, facts: ProfileFacts, at: Instant): boolean | null {
  const { timeframe, measurement, metricId } = condition;
  const where = condition.where ?? [];
  if (timeframe.type === 'unknown') return null;
  const span = timeframe.operator === 'flow-start' ? sinceFlow(facts) : spanOf(timeframe, at);
  if (span !== null) {
    return compare(condition.measure, measurement === 'count' ? facts.metricCount(metricId, span, where) : facts.metricSum(metricId, span, where));
  }
  const events = isAnniversary(timeframe) ? facts.metricEvents(metricId, where) : null;
  if (events === null) return null;
  const counted = events.filter((event) => dateMeets(timeframe, event.at, at) === true);
  const figure = measurement === 'count' ? counted.length : counted.reduce((sum, event) => sum + event.value, 0);
  return Number.isNaN(figure) ? null : compare(condition.measure, figure);
}

function sinceFlow(facts: ProfileFacts): TimeSpan | null {
  const start = facts.flowStart();
  return start === null ? null : { from: start, to: null };
}

const isAnniversary = (filter: DateFilter): boolean => filter.operator.startsWith('anniversary') || filter.operator === 'calendar-month';

const WINDOWS = {
  HOURS_1: UNIT_MILLISECONDS.hour, DAYS_1: UNIT_MILLISECONDS.day, DAYS_3: 3 * UNIT_MILLISECONDS.day, DAYS_5: 5 * UNIT_MILLISECONDS.day,
  WEEKS_1: UNIT_MILLISECONDS.week, DAYS_30: 30 * UNIT_MILLISECONDS.day, DAYS_90: 90 * UNIT_MILLISECONDS.day, DAYS_180: 180 * UNIT_MILLISECONDS.day,
  YEARS_1: 365 * UNIT_MILLISECONDS.day,
} as const;

/**
 * Steps in their order: starting from some event of the first step inside the timeframe, each wanted step follows at or after the one
 * before it and within the completion window of the first; a step that must not exist has no such event. This is our reading of
 * Klaviyo's funnel; a funnel that begins with a step that must not exist is not decided.
 */
function evaluateFunnel({ steps, timeframe, window }: FunnelCondition, facts: ProfileFacts, at: Instant): boolean | null {
  const span = timeframe.type === 'unknown' ? null : spanOf(timeframe, at);
  const first = steps[0];
  if (span === null || first === undefined || !first.exists) return null;
  const times = steps.map(({ metricId, where }) => timesOf(facts, metricId, where));
  if (times.some((list) => list === null)) return null;
  const limit = window === undefined || window === null ? Number.POSITIVE_INFINITY : WINDOWS[window];
  return times[0]!.filter((start) => inSpan(start, span)).some((start) => {
    let reached = start;
    return steps.every((step, index) => {
      if (index === 0) return true;
      const next = times[index]!.find((time) => time >= reached && time <= start + limit);
      if (next !== undefined && step.exists) reached = next;
      return step.exists === (next !== undefined);
    });
  });
}

function timesOf(facts: ProfileFacts, metricId: string, where: readonly EventFilter[] | null | undefined): readonly Instant[] | null {
  const events = facts.metricEvents(metricId, where ?? []);
  return events === null ? null : events.map((event) => event.at).sort((one, other) => one - other);
}
