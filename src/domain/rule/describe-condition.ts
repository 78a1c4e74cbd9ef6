import type { CompletionWindow, Condition, FunnelCondition, MembershipCondition, PredictedNumber } from './rule';
import type { TimeFilter } from './filter';
import type { Names } from './names';
import { missingGroupWords } from './names';
import { describeConsent, describePermission } from './describe-consent';
import { describeAmount, describeCount, describeFilter, describeTime, describeWhere, propertyName } from './describe-filter';
import { capitalized, joined, plainNumber, sourceWords } from './wording';

/** One condition as the rest of a sentence about a profile: `has Placed Order at least once in the last 30 days`. */
export function describeCondition(condition: Condition, names: Names): string {
  switch (condition.kind) {
    case 'membership': return describeMembership(condition, names);
    case 'metric': {
      const metric = names.metric(condition.metricId);
      const tail = `${describeTime(condition.timeframe)}${describeWhere(condition.where)}`;
      return condition.measurement === 'count'
        ? `has ${metric} ${describeCount(condition.measure)} ${tail}`
        : `has a total ${metric} value of ${describeAmount(condition.measure)} ${tail}`;
    }
    case 'consent': return describeConsent(condition);
    case 'permission': return describePermission(condition);
    case 'distance': {
      const place = `postal code ${condition.postalCode}, ${condition.countryCode}`;
      if (condition.filter.type === 'unknown') return `is ${describeAmount(condition.filter)} from ${place}`;
      const near = condition.filter.operator === 'less-than' || condition.filter.operator === 'less-than-or-equal';
      return `is ${near ? 'less' : 'more'} than ${plainNumber(condition.filter.value)} ${condition.unit} from ${place}`;
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
      const where = condition.filters.map(({ propertyId, filter }) => `its property ${propertyId} ${describeFilter(filter)}`);
      const tail = where.length === 0 ? '' : ` where ${joined(where, 'and')}`;
      return `has ${describeAmount(condition.filter)} related custom objects of type ${condition.objectTypeId} (relationship ${condition.relationshipId})${tail}`;
    }
    case 'funnel': return describeFunnel(condition, names);
    case 'sample': return `is in a random sample of ${condition.percentage}% of profiles`;
    case 'not-sent': {
      const message = { email: 'an email', sms: 'an SMS', push: 'a push notification' }[condition.channel];
      return never(condition.timeframe) ? `was never sent ${message} (over all time)` : `was not sent ${message} ${describeTime(condition.timeframe)}`;
    }
    case 'not-in-flow':
      return never(condition.timeframe) ? 'was never in this flow (over all time)' : `was not in this flow ${describeTime(condition.timeframe)}`;
    case 'trigger-property': {
      const metric = typeof condition.metricId === 'string' ? `${names.metric(condition.metricId)} ` : '';
      const event = { metric: `${metric}event`, 'price-drop': `${metric}price drop`, 'low-inventory': `${metric}low inventory alert` }[condition.trigger];
      return `the ${event} that starts the flow has ${propertyName(condition.field)} that ${describeFilter(condition.filter)}`;
    }
    case 'object-trigger-property': return `the object that starts the flow has property ${condition.propertyId} that ${describeFilter(condition.filter)}`;
    case 'object-property': return `the ${condition.label} that starts the flow has ${condition.field} that ${describeFilter(condition.filter)}`;
    case 'action-output': return `the result ${condition.outputId} of an earlier step has ${condition.field} that ${describeFilter(condition.filter)}`;
    case 'unknown': {
      const words = sourceWords(condition.source);
      if (condition.level === 'condition') return `a condition this add-on does not know yet${words}`;
      return condition.level === 'group' ? `a group of conditions this add-on does not know yet${words}` : 'a rule this add-on cannot read';
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
  const groups = groupIds.map((id) => {
    const group = names.group(id);
    return group === null ? missingGroupWords(names, id) : `the ${group.kind} "${group.name}"`;
  });
  const joinedWhen = timeframe === undefined || timeframe === null ? '' : `, joined ${describeTime(timeframe)}`;
  return `is ${isMember ? '' : 'not '}in ${joined(groups, 'or')}${joinedWhen}`;
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
