import type { EventFilter } from './filter';
import type { Condition, ConsentFilter } from './rule';
import { writeFilter } from './parse-filter';

/** `{name: write(value)}` when the value is there, nothing when it is absent; null stays null. */
function optional<T>(name: string, value: T | null | undefined, write: (value: T) => unknown = (plain) => plain): Readonly<Record<string, unknown>> {
  return value === undefined ? {} : { [name]: value === null ? null : write(value) };
}

const writeEventFilters = (filters: readonly EventFilter[]): unknown =>
  filters.map(({ property, filter }) => ({ property, ...optional('filter', filter, writeFilter) }));

const writeConsentFilters = (filters: readonly ConsentFilter[]): unknown =>
  filters.map(({ field, method, filter }) => ({ field, ...optional('method', method), ...optional('filter', filter, writeFilter) }));

/** Klaviyo's JSON of one condition: what was read, field by field. */
export function writeCondition(condition: Condition): unknown {
  switch (condition.kind) {
    case 'membership':
      return {
        type: 'profile-group-membership', is_member: condition.isMember, group_ids: condition.groupIds,
        ...optional('timeframe_filter', condition.timeframe, writeFilter),
      };
    case 'metric':
      return {
        type: 'profile-metric', metric_id: condition.metricId, measurement: condition.measurement,
        measurement_filter: writeFilter(condition.measure), timeframe_filter: writeFilter(condition.timeframe),
        ...optional('metric_filters', condition.where, writeEventFilters),
      };
    case 'consent':
      return {
        type: 'profile-marketing-consent',
        consent: {
          channel: condition.channel, can_receive_marketing: condition.canReceive,
          consent_status: { subscription: condition.subscription, ...optional('filters', condition.filters, writeConsentFilters) },
        },
      };
    case 'distance':
      return {
        type: 'profile-postal-code-distance', country_code: condition.countryCode, postal_code: condition.postalCode, unit: condition.unit,
        filter: writeFilter(condition.filter),
      };
    case 'property':
      return { type: 'profile-property', property: condition.property, filter: writeFilter(condition.filter) };
    case 'region':
      return { type: 'profile-region', in_region: condition.inRegion, region: condition.region };
    case 'predicted-date':
      return { type: 'profile-predictive-analytics', dimension: 'expected_date_of_next_purchase', filter: writeFilter(condition.filter) };
    case 'predicted-number':
      return { type: 'profile-predictive-analytics', dimension: condition.dimension, filter: writeFilter(condition.filter) };
    case 'predicted-gender':
      return {
        type: 'profile-predictive-analytics', dimension: 'predicted_gender',
        filter: { type: 'string', operator: condition.operator, value: condition.value },
      };
    case 'affinity-priority':
      return {
        type: 'profile-predictive-analytics', dimension: 'channel_affinity', measurement: 'priority', predicted_channel: condition.channel,
        filter: writeFilter(condition.filter),
      };
    case 'affinity-rank':
      return {
        type: 'profile-predictive-analytics', dimension: 'channel_affinity', measurement: 'rank', predicted_channel: condition.channel,
        filter: { type: 'string', operator: condition.operator, value: condition.value },
      };
    case 'custom-object':
      return {
        type: 'profile-has-custom-object', object_type_id: condition.objectTypeId, object_type_relationship_id: condition.relationshipId,
        filter: writeFilter(condition.filter),
        filters: condition.filters.map(({ propertyId, filter }) => ({ property_id: propertyId, filter: writeFilter(filter) })),
      };
    case 'permission':
      return {
        type: 'profile-permissions', channel: condition.channel,
        permission: { reachable_status: condition.status, ...optional('filters', condition.filters, writeConsentFilters) },
      };
    case 'funnel':
      return {
        type: 'profile-metric-funnel', timeframe_filter: writeFilter(condition.timeframe),
        ...optional('completion_window_seconds', condition.window),
        steps: condition.steps.map(({ exists, metricId, where }) => ({
          metric_exists: exists, metric_id: metricId, ...optional('metric_filters', where, writeEventFilters),
        })),
      };
    case 'sample':
      return { type: 'profile-sample', percentage: condition.percentage };
    case 'not-sent':
      return { type: `profile-not-sent-${condition.channel}`, timeframe_filter: writeFilter(condition.timeframe) };
    case 'not-in-flow':
      return { type: 'profile-not-in-flow', timeframe_filter: writeFilter(condition.timeframe) };
    case 'trigger-property':
      return {
        type: `${condition.trigger}-property`, ...optional('metric_id', condition.metricId), field: condition.field,
        filter: writeFilter(condition.filter),
      };
    case 'object-trigger-property':
      return { type: 'custom-object-trigger-property', property_id: condition.propertyId, filter: writeFilter(condition.filter) };
    case 'object-property':
      return { type: 'custom-object-property', custom_object_label: condition.label, field: condition.field, filter: writeFilter(condition.filter) };
    case 'action-output':
      return { type: 'action-output', output_config_id: condition.outputId, field: condition.field, filter: writeFilter(condition.filter) };
    case 'unknown':
      return condition.source;
  }
}
