/** Klaviyo's JSON for conditions, short enough to read in a test. */

/** Groups ANDed; each argument is one group (an array: its conditions are ORed). */
export function definition(...groups: readonly (object | readonly object[])[]): { condition_groups: { conditions: readonly object[] }[] } {
  return { condition_groups: groups.map((group) => ({ conditions: Array.isArray(group) ? (group as readonly object[]) : [group] })) };
}

export const allTime = { type: 'date', operator: 'alltime' } as const;
export const flowStart = { type: 'date', operator: 'flow-start' } as const;
export const inTheLast = (quantity: number, unit = 'day'): object => ({ type: 'date', operator: 'in-the-last', unit, quantity });
export const atLeastAgo = (quantity: number): object => ({ type: 'date', operator: 'at-least', unit: 'day', quantity });
export const betweenAgo = (start: number, end: number): object => ({ type: 'date', operator: 'between', start, end, unit: 'day' });
export const betweenDates = (start: string, end: string): object => ({
  type: 'date',
  operator: 'between-static',
  start: `${start}T00:00:00Z`,
  end: `${end}T00:00:00Z`,
});
export const afterDate = (date: string): object => ({ type: 'date', operator: 'after', date: `${date}T00:00:00Z` });

function metric(
  metric_id: string,
  operator: string,
  value: number,
  timeframe_filter: object,
  measurement = 'count',
  metric_filters: readonly object[] | null = null,
): object {
  return { type: 'profile-metric', metric_id, measurement, measurement_filter: { type: 'numeric', operator, value }, timeframe_filter, metric_filters };
}
export const did = (metricId: string, timeframe: object = allTime, least = 1, where: readonly object[] | null = null): object =>
  metric(metricId, 'greater-than-or-equal', least, timeframe, 'count', where);
export const didExactly = (metricId: string, times: number, timeframe: object = allTime): object => metric(metricId, 'equals', times, timeframe);
export const never = (metricId: string, timeframe: object = allTime): object => metric(metricId, 'equals', 0, timeframe);
export const spent = (metricId: string, least: number, timeframe: object = allTime): object =>
  metric(metricId, 'greater-than-or-equal', least, timeframe, 'sum');

export const subscribed = (channel = 'email', filters: readonly object[] | null = null): object => ({
  type: 'profile-marketing-consent',
  consent: { channel, can_receive_marketing: true, consent_status: { subscription: 'subscribed', filters } },
});
export const canReceive = (channel = 'email'): object => ({
  type: 'profile-marketing-consent',
  consent: { channel, can_receive_marketing: true, consent_status: { subscription: 'any', filters: null } },
});
export const neverSubscribed = (): object => ({
  type: 'profile-marketing-consent',
  consent: { channel: 'email', can_receive_marketing: true, consent_status: { subscription: 'never_subscribed', filters: null } },
});
export const cannotReceive = (): object => ({
  type: 'profile-marketing-consent',
  consent: { channel: 'email', can_receive_marketing: false, consent_status: { subscription: 'any', filters: null } },
});
export const subscribedSince = (timeframe: object): object => subscribed('email', [{ field: 'status_date', filter: timeframe }]);

export const inGroup = (...group_ids: string[]): object => ({ type: 'profile-group-membership', is_member: true, group_ids, timeframe_filter: null });
export const notInGroup = (...group_ids: string[]): object => ({ type: 'profile-group-membership', is_member: false, group_ids });
export const property = (name: string, value: string): object => ({
  type: 'profile-property',
  property: name,
  filter: { type: 'string', operator: 'equals', value },
});
export const notInFlow = (): object => ({ type: 'profile-not-in-flow', timeframe_filter: allTime });

/** A flow triggered by a metric, with a profile filter and splits in a row. */
export function flowDefinition(
  parts: {
    readonly trigger?: object;
    readonly profileFilter?: object | null;
    readonly splits?: readonly object[];
    readonly messageFilters?: readonly object[];
    readonly listUpdates?: readonly string[];
  } = {},
): object {
  const splits = (parts.splits ?? []).map((profile_filter, at) => ({
    id: `s${at}`,
    temporary_id: null,
    type: 'conditional-split',
    links: { next_if_true: null, next_if_false: `s${at + 1}` },
    data: { profile_filter },
  }));
  const messages = (parts.messageFilters ?? []).map((additional_filters, at) => ({
    id: `m${at}`,
    temporary_id: null,
    type: 'send-email',
    links: { next: null },
    data: { status: 'live', message: { name: `Mail ${at + 1}`, additional_filters } },
  }));
  const updates = (parts.listUpdates ?? []).map((list_id, at) => ({
    id: `u${at}`,
    temporary_id: null,
    type: 'list-update',
    links: { next: null },
    data: { list_id, on_execution: true, status: 'live' },
  }));
  return {
    triggers: [parts.trigger ?? { type: 'metric', id: 'CHECKOUT', trigger_filter: null }],
    profile_filter: parts.profileFilter ?? null,
    actions: [...splits, ...messages, ...updates],
    entry_action_id: splits[0]?.id ?? messages[0]?.id ?? null,
    reentry_criteria: null,
  };
}
