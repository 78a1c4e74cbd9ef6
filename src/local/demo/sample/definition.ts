/** Short writing for Klaviyo's segment and flow conditions. */
export type Json = Readonly<Record<string, unknown>>;

/** Groups that must all hold; within a group any condition does. */
export function definition(...groups: readonly (readonly Json[] | Json)[]): Json {
  return { condition_groups: groups.map((group) => ({ conditions: Array.isArray(group) ? group : [group] })) };
}

export const alltime: Json = { type: 'date', operator: 'alltime' };
export const flowStart: Json = { type: 'date', operator: 'flow-start' };

export function inTheLast(quantity: number, unit: 'day' | 'week' | 'hour' = 'day'): Json {
  return { type: 'date', operator: 'in-the-last', unit, quantity };
}

export function atLeastAgo(quantity: number, unit: 'day' | 'week' = 'day'): Json {
  return { type: 'date', operator: 'at-least', unit, quantity };
}

export function inTheNext(quantity: number): Json {
  return { type: 'date', operator: 'in-the-next', unit: 'day', quantity };
}

/** Between `start` and `end` days ago. */
export function ago(start: number, end: number): Json {
  return { type: 'date', operator: 'between', start, end, unit: 'day' };
}

export function between(start: number, end: number): Json {
  return { type: 'date', operator: 'between-static', start: new Date(start).toISOString(), end: new Date(end).toISOString() };
}

export function after(date: number): Json {
  return { type: 'date', operator: 'after', date: new Date(date).toISOString() };
}

type Comparison = '=' | '!=' | '>' | '>=' | '<' | '<=';
const OPERATORS: Readonly<Record<Comparison, string>> = {
  '=': 'equals',
  '!=': 'not-equals',
  '>': 'greater-than',
  '>=': 'greater-than-or-equal',
  '<': 'less-than',
  '<=': 'less-than-or-equal',
};

export function number(comparison: Comparison, value: number): Json {
  return { type: 'numeric', operator: OPERATORS[comparison], value };
}

/** How often a metric happened. */
export function count(metricId: string, comparison: Comparison, value: number, timeframe: Json = alltime, filters: readonly Json[] | null = null): Json {
  return {
    type: 'profile-metric',
    metric_id: metricId,
    measurement: 'count',
    measurement_filter: number(comparison, value),
    timeframe_filter: timeframe,
    metric_filters: filters,
  };
}

/** The value of all events of a metric together. */
export function sum(metricId: string, comparison: Comparison, value: number, timeframe: Json): Json {
  return {
    type: 'profile-metric',
    metric_id: metricId,
    measurement: 'sum',
    measurement_filter: number(comparison, value),
    timeframe_filter: timeframe,
    metric_filters: null,
  };
}

export const never = (metricId: string, timeframe: Json = alltime, filters: readonly Json[] | null = null): Json => count(metricId, '=', 0, timeframe, filters);
export const once = (metricId: string, timeframe: Json = alltime, filters: readonly Json[] | null = null): Json => count(metricId, '>=', 1, timeframe, filters);

/** A filter on a property of the event. */
export function where(property: string, filter: Json): Json {
  return { property, filter };
}

export const text = (operator: string, value: string | readonly string[]): Json => ({ type: 'string', operator, value });
export const listHas = (value: string): Json => ({ type: 'list', operator: 'contains-any', value: [value] });
export const listLength = (operator: string, value: number): Json => ({ type: 'list', operator: `length-${operator}`, value });
export const isTrue = (value: boolean): Json => ({ type: 'boolean', operator: 'equals', value });
export const isSet: Json = { type: 'existence', operator: 'is-set' };
/** Opens that a person made, as far as Apple lets one tell. */
export const humanOpen: readonly Json[] = [where('Apple Privacy Open', isTrue(false))];

/** Opted in and reachable, optionally by when. */
export function subscribed(channel: 'email' | 'sms', since: Json | null = null, viaForm = false): Json {
  const filters = [...(since ? [{ field: 'status_date', filter: since }] : []), ...(viaForm ? [{ field: 'method', method: 'form', filter: null }] : [])];
  return {
    type: 'profile-marketing-consent',
    consent: { channel, can_receive_marketing: true, consent_status: { subscription: 'subscribed', filters: filters.length > 0 ? filters : null } },
  };
}

/** Any other standing on a channel. */
export function consent(
  channel: 'email' | 'sms' | 'push',
  canReceive: boolean,
  subscription: 'any' | 'subscribed' | 'unsubscribed' | 'never_subscribed',
): Json {
  const status = canReceive || subscription === 'unsubscribed' ? { subscription, filters: null } : { subscription };
  return { type: 'profile-marketing-consent', consent: { channel, can_receive_marketing: canReceive, consent_status: status } };
}

export const inGroup = (...ids: readonly string[]): Json => ({ type: 'profile-group-membership', is_member: true, group_ids: ids });
export const joined = (id: string, timeframe: Json): Json => ({
  type: 'profile-group-membership',
  is_member: true,
  group_ids: [id],
  timeframe_filter: timeframe,
});
export const notInGroup = (...ids: readonly string[]): Json => ({ type: 'profile-group-membership', is_member: false, group_ids: ids });
export const property = (name: string, filter: Json): Json => ({ type: 'profile-property', property: name, filter });
export const own = (name: string, filter: Json): Json => property(`properties['${name}']`, filter);
export const predicted = (dimension: string, filter: Json): Json => ({ type: 'profile-predictive-analytics', dimension, filter });
export const inEurope = (inside: boolean): Json => ({ type: 'profile-region', in_region: inside, region: 'european_union' });
