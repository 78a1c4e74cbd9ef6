import type { CompletionWindow, Condition, FunnelCondition, MembershipCondition, MetricCondition, PredictedNumber } from './rule';
import { joined } from '../text/lists';
import { percentage, plainNumber } from '../text/numbers';
import { inQuotes } from '../text/quotes';
import type { TimeFilter } from './filter';
import type { Names } from './names';
import { groupNames } from './names';
import { describeConsent, describePermission } from './describe-consent';
import { describeAmount, describeCount, describeFilter, describeTime, describeTimeIfAny, describeWhere, eventPropertyName, propertyName } from './describe-filter';
import { capitalized, sourceWords } from './wording';

/** One condition as the rest of a sentence about a profile: `has Placed Order at least once in the last 30 days`. */
export function describeCondition(condition: Condition, names: Names): string {
  switch (condition.kind) {
    case 'membership': return describeMembership(condition, names);
    case 'metric': return describeMetric(condition, names);
    case 'consent': return describeConsent(condition);
    case 'permission': return describePermission(condition);
    case 'distance': {
      const { filter, unit } = condition;
      const from = `from postal code ${inQuotes(condition.postalCode)} in ${inQuotes(condition.countryCode)}`;
      return `is ${describeAmount(filter)}${filter.type === 'unknown' ? ` (${unit})` : ` ${unit}`} ${from}`;
    }
    case 'property': return `${propertyName(condition.property)} ${describeFilter(condition.filter)}`;
    case 'region':
      return `is ${condition.inRegion ? '' : 'not '}in the ${condition.region === 'european_union' ? 'European Union' : 'United States'}`;
    case 'predicted-date': return `expected date of next purchase ${describeFilter(condition.filter)}`;
    case 'predicted-number': return `${PREDICTED[condition.dimension]} ${describeFilter(condition.filter)}`;
    case 'predicted-gender':
      return `predicted gender is ${condition.operator === 'equals' ? '' : 'not '}${condition.value.replace(/_/g, ' ')}`;
    case 'affinity-priority':
      return `${channelName(condition.channel)} place in channel affinity ${describeFilter(condition.filter)}`;
    case 'affinity-rank':
      return `${channelName(condition.channel)} channel affinity is ${condition.operator === 'equals' ? '' : 'not '}${condition.value}`;
    case 'custom-object': {
      const where = condition.filters.map(({ propertyId, filter }) => `its property number ${plainNumber(propertyId)} ${describeFilter(filter)}`);
      const tail = where.length === 0 ? '' : ` where ${joined(where, 'and')}`;
      const type = `type ${names.ending(condition.objectTypeId)}, related by the relation ${names.ending(condition.relationshipId)}`;
      return `has ${describeAmount(condition.filter)} custom objects (${type})${tail}`;
    }
    case 'funnel': return describeFunnel(condition, names);
    case 'sample': return `is in a random sample of ${percentage(condition.percentage)} of profiles`;
    case 'not-sent': {
      const message = { email: 'an email', sms: 'an SMS', push: 'a push notification' }[condition.channel];
      return never(condition.timeframe) ? `was never sent ${message}` : `was not sent ${message} ${describeTime(condition.timeframe)}`;
    }
    case 'not-in-flow':
      return never(condition.timeframe) ? 'was never in this flow' : `was not in this flow ${describeTime(condition.timeframe)}`;
    case 'trigger-property': {
      const metric = typeof condition.metricId === 'string' ? `${names.metric(condition.metricId)} ` : '';
      const event = { metric: `${metric}event`, 'price-drop': `${metric}price drop`, 'low-inventory': `${metric}low inventory alert` }[condition.trigger];
      return `${eventPropertyName(condition.field)} of the ${event} that starts the flow ${describeFilter(condition.filter)}`;
    }
    case 'object-trigger-property': return `property number ${plainNumber(condition.propertyId)} of the object that starts the flow ${describeFilter(condition.filter)}`;
    case 'object-property': return `${inQuotes(condition.field)} of the ${inQuotes(condition.label)} that starts the flow ${describeFilter(condition.filter)}`;
    case 'action-output':
      return `${inQuotes(condition.field)} in the result of an earlier step (output number ${plainNumber(condition.outputId)}) ${describeFilter(condition.filter)}`;
    case 'unknown': {
      const words = sourceWords(condition.source);
      if (condition.level === 'condition') return `a condition this add-on does not know yet${words}`;
      return condition.level === 'group' ? `a group of conditions this add-on does not know yet${words}` : `a rule this add-on cannot read${words}`;
    }
  }
}

const never = (timeframe: TimeFilter): boolean => timeframe.type === 'date' && timeframe.operator === 'alltime';

const PREDICTED: Readonly<Record<PredictedNumber, string>> = {
  average_days_between_orders: 'average days between orders', average_order_value: 'average order value', churn_probability: 'churn risk (0 to 1)',
  historic_clv: 'historic customer lifetime value', historic_number_of_orders: 'historic number of orders', predicted_clv: 'predicted customer lifetime value',
  predicted_number_of_orders: 'predicted number of orders', total_clv: 'total customer lifetime value',
};

const channelName = (channel: string): string => ({ sms: 'SMS', whatsapp: 'WhatsApp' })[channel] ?? capitalized(channel);

function describeMembership({ isMember, groupIds, timeframe }: MembershipCondition, names: Names): string {
  const joinedWhen = timeframe === undefined || timeframe === null ? '' : `, added ${describeTime(timeframe)}`;
  return `is ${isMember ? '' : 'not '}in ${groupNames(groupIds, names)}${joinedWhen}`;
}

/** Whether a count asks for no event at all, for at least one, or for something else. */
export function countMeaning({ measurement, measure }: MetricCondition): 'none' | 'some' | 'other' {
  if (measurement !== 'count' || measure.type !== 'numeric') return 'other';
  const { operator, value } = measure;
  if (operator === 'equals' && value === 0) return 'none';
  return (operator === 'greater-than-or-equal' && value === 1) || (operator === 'greater-than' && value === 0) ? 'some' : 'other';
}

/** `has never Placed Order`, `has been Active on Site at least once in the last 30 days`. */
function describeMetric(condition: MetricCondition, names: Names): string {
  const metric = names.metric(condition.metricId);
  const { timeframe } = condition;
  const tail = `${describeTimeIfAny(timeframe)}${describeWhere(condition.where)}`;
  if (condition.measurement === 'sum') return `has a total ${metric} value of ${describeAmount(condition.measure)}${tail}`;
  switch (countMeaning(condition)) {
    case 'none': return `has ${never(timeframe) ? 'never' : 'not'} ${happened(metric)}${tail}`;
    case 'some': return `has ${happened(metric)} at least once${tail}`;
    case 'other': return `has ${happened(metric)} ${describeCount(condition.measure)}${tail}`;
  }
}

/** Words that end in -ed and say nothing of what somebody did. */
const NO_DEEDS = /^(Bed|Embed|Feed|Hundred|Need|Red|Seed|Shed|Speed|Sped|Wed)$/;
const DEEDS_OF_THEIR_OWN = /^(Began|Bought|Built|Came|Chose|Did|Gave|Got|Had|Left|Lost|Made|Met|Paid|Read|Rang|Ran|Said|Saw|Seen|Sent|Sold|Spent|Spoke|Took|Went|Won|Wrote)$/;

/** A metric as what somebody has done: `Placed Order`, `been Active on Site`, `had the event Checkout Started`. */
export function happened(metric: string): string {
  if (metric.startsWith('a metric ')) return `had an event of ${metric}`;
  const first = /^[A-Z][a-z]+(?= |$)/.exec(metric)?.[0] ?? '';
  if (first === 'Active') return `been ${metric}`;
  const isDeed = DEEDS_OF_THEIR_OWN.test(first) || (/ed$/.test(first) && !NO_DEEDS.test(first));
  return isDeed ? metric : `had the event ${metric}`;
}

/** At least one event, ever or more than N days ago, and none in the last N days, of the same events: together they tell when the last one was. */
export interface LastTime { readonly last: MetricCondition; readonly since: MetricCondition }

/** `last Placed Order more than 365 days ago`; where the one event is asked for by its own age, `has Placed Order, the last time more than 365 days ago`. */
export function describeLastTime({ last, since }: LastTime, names: Names): string {
  const span = `more than ${describeTime(since.timeframe).replace('in the last ', '')} ago`;
  const metric = names.metric(last.metricId);
  const where = describeWhere(last.where);
  if (!never(last.timeframe)) return `has ${happened(metric)}, the last time ${span}${where}`;
  const deed = happened(metric);
  return `${deed.startsWith('been ') ? `was last ${deed.slice('been '.length)}` : `last ${deed}`} ${span}${where}`;
}

const WINDOW_WORDS: Readonly<Record<CompletionWindow, string>> = {
  HOURS_1: '1 hour', DAYS_1: '1 day', DAYS_3: '3 days', DAYS_5: '5 days', WEEKS_1: '1 week', DAYS_30: '30 days', DAYS_90: '90 days', DAYS_180: '180 days',
  YEARS_1: '1 year',
};

function describeFunnel({ steps, window, timeframe }: FunnelCondition, names: Names): string {
  const parts = steps.map(({ exists, metricId, where }) => `${exists ? '' : 'no '}${names.metric(metricId)}${describeWhere(where)}`);
  const within = window === undefined || window === null ? '' : ` within ${WINDOW_WORDS[window]}`;
  return `went through ${parts.length === 0 ? 'no steps' : parts.join(', then ')}${within}, ${describeTime(timeframe)}`;
}
