import type { EventFilter, NumericOperator } from '../rule/filter';
import type { Arm, ConditionJson, FunnelArm, MetricArm, PlainArm } from './clause';
import type { MetricAlias } from './metric-alias';

/* Makers of the catalogue's conditions: one for each line of the notation of the lifecycle research (section 0). */

export const ALL_TIME: ConditionJson = { type: 'date', operator: 'alltime' };
/** Within the last `days` days. */
export const last = (days: number): ConditionJson => ({ type: 'date', operator: 'in-the-last', unit: 'day', quantity: days });
/** Within the next `days` days. */
export const next = (days: number): ConditionJson => ({ type: 'date', operator: 'in-the-next', unit: 'day', quantity: days });
/** At least `days` days ago. */
export const older = (days: number): ConditionJson => ({ type: 'date', operator: 'at-least', unit: 'day', quantity: days });
/** Between `start` and `end` days ago. */
export const ago = (start: number, end: number): ConditionJson => ({ type: 'date', operator: 'between', start, end, unit: 'day' });

function metric(
  measurement: 'count' | 'sum',
  alias: MetricAlias,
  operator: NumericOperator,
  value: number,
  timeframe: ConditionJson,
  where: readonly EventFilter[],
): MetricArm {
  return { kind: 'metric', alias, measurement, operator, value, timeframe, where: where.length ? where : null };
}

/** Happened at least `times` times. */
export const atLeast = (alias: MetricAlias, times: number, timeframe: ConditionJson, ...where: EventFilter[]): MetricArm =>
  metric('count', alias, 'greater-than-or-equal', times, timeframe, where);
/** Happened exactly `times` times. */
export const exactly = (alias: MetricAlias, times: number, timeframe: ConditionJson, ...where: EventFilter[]): MetricArm =>
  metric('count', alias, 'equals', times, timeframe, where);
/** Happened less than `times` times. */
export const fewerThan = (alias: MetricAlias, times: number, timeframe: ConditionJson): MetricArm => metric('count', alias, 'less-than', times, timeframe, []);
/** Never happened in the window. */
export const none = (alias: MetricAlias, timeframe: ConditionJson, ...where: EventFilter[]): MetricArm => exactly(alias, 0, timeframe, ...where);
/** Event values add up to at least `amount`. */
export const spentAtLeast = (alias: MetricAlias, amount: number, timeframe: ConditionJson): MetricArm =>
  metric('sum', alias, 'greater-than-or-equal', amount, timeframe, []);
/** Event values add up to less than `amount`. */
export const spentBelow = (alias: MetricAlias, amount: number, timeframe: ConditionJson): MetricArm => metric('sum', alias, 'less-than', amount, timeframe, []);
/** `happened`, and `missing` did not follow within the window. */
export const funnel = (happened: MetricAlias, missing: MetricAlias, window: string, timeframe: ConditionJson): FunnelArm => ({
  kind: 'funnel',
  happened,
  missing,
  window,
  timeframe,
});

export const plain = (condition: ConditionJson): PlainArm => ({ kind: 'plain', condition });

export type ConsentChannel = 'email' | 'sms' | 'push';

interface ConsentDetail {
  readonly since?: ConditionJson;
  readonly method?: string;
}

/** Can receive marketing by the channel, with the subscription status and, where wanted, when and how it began. */
export function consents(channel: ConsentChannel, subscription: 'subscribed' | 'any' | 'never_subscribed', detail: ConsentDetail = {}): PlainArm {
  const filters: ConditionJson[] = [];
  if (detail.since) filters.push({ field: 'status_date', filter: detail.since });
  if (detail.method) filters.push({ field: 'method', method: detail.method, filter: null });
  return plain({
    type: 'profile-marketing-consent',
    consent: { channel, can_receive_marketing: true, consent_status: { subscription, filters: filters.length ? filters : null } },
  });
}

/** Cannot receive marketing by the channel. */
export function cannotReceive(channel: 'email' | 'sms', subscription: 'any' | 'unsubscribed' | 'never_subscribed'): PlainArm {
  return plain({ type: 'profile-marketing-consent', consent: { channel, can_receive_marketing: false, consent_status: { subscription } } });
}

/** A predictive figure compared with a number. */
export function predicted(dimension: string, operator: NumericOperator, value: number): PlainArm {
  return plain({ type: 'profile-predictive-analytics', dimension, filter: { type: 'numeric', operator, value } });
}

/** Expected date of the next purchase. The profile's own field is spelled `expected_date_of_next_order`. */
export function expectedOrder(timeframe: ConditionJson): PlainArm {
  return plain({ type: 'profile-predictive-analytics', dimension: 'expected_date_of_next_purchase', filter: timeframe });
}

/** Predicted to prefer a channel. */
export function affinity(channel: 'sms', value: 'high'): PlainArm {
  return plain({
    type: 'profile-predictive-analytics',
    dimension: 'channel_affinity',
    measurement: 'rank',
    predicted_channel: channel,
    filter: { type: 'string', operator: 'equals', value },
  });
}

/** A well-known profile property such as `created` or `location['country']`. */
export const profile = (property: string, filter: ConditionJson): PlainArm => plain({ type: 'profile-property', property, filter });
/** A custom profile property by its own name. */
export const custom = (name: string, filter: ConditionJson): PlainArm => profile(customProperty(name), filter);
/** How Klaviyo writes a custom property in a rule. */
export function customProperty(name: string): string {
  return `properties['${name}']`;
}

export const isSet: ConditionJson = { type: 'existence', operator: 'is-set' };
/** What a campaign by the channel has to ask of everyone: push has no subscription of its own. */
export const campaignConsent = (channel: ConsentChannel): PlainArm => consents(channel, channel === 'push' ? 'any' : 'subscribed');

export const equalsText = (value: string): ConditionJson => ({ type: 'string', operator: 'equals', value });
export const oneOf = (...value: string[]): ConditionJson => ({ type: 'string', operator: 'in', value });
export const listHas = (value: string): ConditionJson => ({ type: 'list', operator: 'contains', value });

/** Filters on a property of the counted events. */
export const listHasAny = (property: string, value: string): EventFilter => ({ property, filter: { type: 'list', operator: 'contains-any', value: [value] } });
export const textContains = (property: string, value: string): EventFilter => ({ property, filter: { type: 'string', operator: 'contains', value } });
export const numberAtLeast = (property: string, value: number): EventFilter => ({
  property,
  filter: { type: 'numeric', operator: 'greater-than-or-equal', value },
});
export const flag = (property: string, value: boolean): EventFilter => ({ property, filter: { type: 'boolean', operator: 'equals', value } });

/**
 * The order carried a discount, or did not. Shops tell it differently: a list of codes (Shopify), an amount (Magento), a yes or
 * no (BigCommerce), one code as text. `shape` is what the account's events carry.
 */
export function discounted(property: string, shape: string, yes: boolean): EventFilter {
  switch (shape) {
    case 'amount':
      return { property, filter: { type: 'numeric', operator: yes ? 'greater-than' : 'equals', value: 0 } };
    case 'yes or no':
      return flag(property, yes);
    case 'text':
      return { property, filter: { type: 'existence', operator: yes ? 'is-set' : 'not-set' } };
    default:
      return { property, filter: { type: 'list', operator: yes ? 'length-greater-than-or-equal' : 'length-equals', value: yes ? 1 : 0 } };
  }
}

/** True where an arm counts the metric's events, so that a missing metric decides it. */
export function aliasesOf(arm: Arm): readonly MetricAlias[] {
  switch (arm.kind) {
    case 'metric':
      return [arm.alias];
    case 'funnel':
      return [arm.happened, arm.missing];
    case 'plain':
      return [];
  }
}
