import type {
  AffinityChannel, CompletionWindow, Condition, FunnelStep, MembershipCondition, MetricCondition, ObjectFilter, PredictedNumber,
} from './rule';
import type { JsonObject } from './json';
import { asObject, isText, isTexts, isTruth, isWhole, keepAbsent, withKeys } from './json';
import { parseConsent, parsePermission } from './parse-consent';
import { parseEventFilters, parseFilter, parseNumberFilter, parseTimeFilter } from './parse-filter';

/** Reads one condition of a segment or flow; never throws. What does not fit the grammar is kept as an unknown condition. */
export function parseCondition(source: unknown): Condition {
  const object = asObject(source);
  const type = object?.['type'];
  const parse = isText(type) && Object.prototype.hasOwnProperty.call(PARSERS, type) ? PARSERS[type] : undefined;
  return (object !== null && parse?.(object)) || { kind: 'unknown', level: 'condition', source };
}

type Parser = (source: JsonObject) => Condition | null;

const oneOf = (words: readonly string[], value: unknown): value is string => isText(value) && words.includes(value);

const membership: Parser = (source) => {
  const condition = withKeys(source, ['type', 'is_member', 'group_ids'], ['timeframe_filter']);
  if (condition === null) return null;
  const { is_member: isMember, group_ids: groupIds } = condition;
  if (!isTruth(isMember) || !isTexts(groupIds) || groupIds.length === 0) return null;
  if (!isMember && Object.prototype.hasOwnProperty.call(condition, 'timeframe_filter')) return null;
  const timeframe = keepAbsent(condition, 'timeframe_filter', 'timeframe', (filter) => (filter === null ? null : parseTimeFilter(filter)));
  return { kind: 'membership', isMember, groupIds, ...timeframe } satisfies MembershipCondition;
};

const metric: Parser = (source) => {
  const condition = withKeys(source, ['type', 'metric_id', 'measurement', 'measurement_filter', 'timeframe_filter'], ['metric_filters']);
  if (condition === null) return null;
  const { metric_id: metricId, measurement, metric_filters: filters } = condition;
  if (!isText(metricId) || (measurement !== 'count' && measurement !== 'sum')) return null;
  const where = filters === undefined || filters === null ? null : parseEventFilters(filters);
  if (where === null && filters !== undefined && filters !== null) return null;
  return {
    kind: 'metric', metricId, measurement, measure: parseNumberFilter(condition['measurement_filter']),
    timeframe: parseTimeFilter(condition['timeframe_filter']), ...keepAbsent(condition, 'metric_filters', 'where', () => where),
  } satisfies MetricCondition;
};

const distance: Parser = (source) => {
  const condition = withKeys(source, ['type', 'country_code', 'postal_code', 'unit', 'filter']);
  if (condition === null) return null;
  const { country_code: countryCode, postal_code: postalCode, unit } = condition;
  if (!isText(countryCode) || !isText(postalCode) || (unit !== 'kilometers' && unit !== 'miles')) return null;
  return { kind: 'distance', countryCode, postalCode, unit, filter: parseNumberFilter(condition['filter']) };
};

const property: Parser = (source) => {
  const condition = withKeys(source, ['type', 'property', 'filter']);
  if (condition === null || !isText(condition['property'])) return null;
  return { kind: 'property', property: condition['property'], filter: parseFilter(condition['filter']) };
};

const region: Parser = (source) => {
  const condition = withKeys(source, ['type', 'in_region', 'region']);
  const name = condition?.['region'];
  const inRegion = condition?.['in_region'];
  if (!isTruth(inRegion) || (name !== 'european_union' && name !== 'united_states')) return null;
  return { kind: 'region', inRegion, region: name };
};

export const PREDICTED_NUMBERS: readonly PredictedNumber[] = [
  'average_days_between_orders', 'average_order_value', 'churn_probability', 'historic_clv', 'historic_number_of_orders', 'predicted_clv',
  'predicted_number_of_orders', 'total_clv',
];
const AFFINITY_CHANNELS: readonly AffinityChannel[] = ['email', 'push', 'sms', 'whatsapp'];

const predictive: Parser = (source) => {
  const dimension = source['dimension'];
  if (dimension === 'channel_affinity') return affinity(source);
  const condition = withKeys(source, ['type', 'dimension', 'filter']);
  if (condition === null) return null;
  if (dimension === 'expected_date_of_next_purchase') return { kind: 'predicted-date', filter: parseTimeFilter(condition['filter']) };
  if (dimension === 'predicted_gender') {
    const word = parseWord(condition['filter'], ['likely_female', 'likely_male', 'uncertain'] as const);
    return word && { kind: 'predicted-gender', ...word };
  }
  if (!oneOf(PREDICTED_NUMBERS, dimension)) return null;
  return { kind: 'predicted-number', dimension: dimension as PredictedNumber, filter: parseNumberFilter(condition['filter']) };
};

function affinity(source: JsonObject): Condition | null {
  const condition = withKeys(source, ['type', 'dimension', 'measurement', 'predicted_channel', 'filter']);
  const channel = condition?.['predicted_channel'];
  if (condition === null || !oneOf(AFFINITY_CHANNELS, channel)) return null;
  if (condition['measurement'] === 'priority') {
    return { kind: 'affinity-priority', channel: channel as AffinityChannel, filter: parseNumberFilter(condition['filter']) };
  }
  const word = condition['measurement'] === 'rank' ? parseWord(condition['filter'], ['high', 'medium', 'low'] as const) : null;
  return word && { kind: 'affinity-rank', channel: channel as AffinityChannel, ...word };
}

/** A text filter narrowed to a few words. */
function parseWord<W extends string>(source: unknown, words: readonly W[]): { readonly operator: 'equals' | 'not-equals'; readonly value: W } | null {
  const filter = withKeys(source, ['type', 'operator', 'value']);
  const operator = filter?.['operator'];
  const value = filter?.['value'];
  if (filter?.['type'] !== 'string' || (operator !== 'equals' && operator !== 'not-equals') || !oneOf(words, value)) return null;
  return { operator, value: value as W };
}

const customObject: Parser = (source) => {
  const condition = withKeys(source, ['type', 'object_type_id', 'object_type_relationship_id', 'filter', 'filters']);
  if (condition === null) return null;
  const { object_type_id: objectTypeId, object_type_relationship_id: relationshipId, filters: list } = condition;
  if (!isText(objectTypeId) || !isText(relationshipId) || !Array.isArray(list)) return null;
  const filters: ObjectFilter[] = [];
  for (const item of list) {
    const filter = withKeys(item, ['property_id', 'filter']);
    const propertyId = filter?.['property_id'];
    if (filter === null || !isWhole(propertyId)) return null;
    filters.push({ propertyId, filter: parseFilter(filter['filter']) });
  }
  return { kind: 'custom-object', objectTypeId, relationshipId, filter: parseNumberFilter(condition['filter']), filters };
};

const WINDOWS: readonly CompletionWindow[] = ['HOURS_1', 'DAYS_1', 'DAYS_3', 'DAYS_5', 'WEEKS_1', 'DAYS_30', 'DAYS_90', 'DAYS_180', 'YEARS_1'];

const funnel: Parser = (source) => {
  const condition = withKeys(source, ['type', 'timeframe_filter', 'steps'], ['completion_window_seconds']);
  const list = condition?.['steps'];
  if (condition === null || !Array.isArray(list)) return null;
  const window = condition['completion_window_seconds'];
  if (window !== undefined && window !== null && !oneOf(WINDOWS, window)) return null;
  const steps: FunnelStep[] = [];
  for (const item of list) {
    const step = withKeys(item, ['metric_exists', 'metric_id'], ['metric_filters']);
    if (step === null) return null;
    const { metric_exists: exists, metric_id: metricId, metric_filters: filters } = step;
    const where = filters === undefined || filters === null ? null : parseEventFilters(filters);
    if (!isTruth(exists) || !isText(metricId) || (where === null && filters !== undefined && filters !== null)) return null;
    steps.push({ exists, metricId, ...keepAbsent(step, 'metric_filters', 'where', () => where) });
  }
  return {
    kind: 'funnel', timeframe: parseTimeFilter(condition['timeframe_filter']), steps,
    ...keepAbsent(condition, 'completion_window_seconds', 'window', () => window as CompletionWindow | null),
  };
};

const sample: Parser = (source) => {
  const percentage = withKeys(source, ['type', 'percentage'])?.['percentage'];
  return isWhole(percentage) ? { kind: 'sample', percentage } : null;
};

const notSent = (channel: 'email' | 'sms' | 'push'): Parser => (source) => {
  const condition = withKeys(source, ['type', 'timeframe_filter']);
  return condition && { kind: 'not-sent', channel, timeframe: parseTimeFilter(condition['timeframe_filter']) };
};

const notInFlow: Parser = (source) => {
  const condition = withKeys(source, ['type', 'timeframe_filter']);
  return condition && { kind: 'not-in-flow', timeframe: parseTimeFilter(condition['timeframe_filter']) };
};

const triggerProperty = (trigger: 'metric' | 'price-drop' | 'low-inventory'): Parser => (source) => {
  const condition = trigger === 'metric'
    ? withKeys(source, ['type', 'metric_id', 'field', 'filter'])
    : withKeys(source, ['type', 'field', 'filter'], ['metric_id']);
  if (condition === null) return null;
  const { metric_id: metricId, field } = condition;
  if (!isText(field) || (trigger === 'metric' ? !isText(metricId) : metricId !== undefined && metricId !== null && !isText(metricId))) return null;
  return {
    kind: 'trigger-property', trigger, ...keepAbsent(condition, 'metric_id', 'metricId', () => metricId as string | null), field,
    filter: parseFilter(condition['filter']),
  };
};

const objectTrigger: Parser = (source) => {
  const condition = withKeys(source, ['type', 'property_id', 'filter']);
  const propertyId = condition?.['property_id'];
  return condition && isWhole(propertyId) ? { kind: 'object-trigger-property', propertyId, filter: parseFilter(condition['filter']) } : null;
};

const objectProperty: Parser = (source) => {
  const condition = withKeys(source, ['type', 'custom_object_label', 'field', 'filter']);
  if (condition === null) return null;
  const { custom_object_label: label, field } = condition;
  return isText(label) && isText(field) ? { kind: 'object-property', label, field, filter: parseFilter(condition['filter']) } : null;
};

const actionOutput: Parser = (source) => {
  const condition = withKeys(source, ['type', 'output_config_id', 'field', 'filter']);
  if (condition === null) return null;
  const { output_config_id: outputId, field } = condition;
  return isWhole(outputId) && isText(field) ? { kind: 'action-output', outputId, field, filter: parseFilter(condition['filter']) } : null;
};

/** Klaviyo's `type` to its parser; a type without an entry becomes an unknown condition. */
const PARSERS: Readonly<Record<string, Parser>> = {
  'profile-group-membership': membership,
  'profile-metric': metric,
  'profile-marketing-consent': parseConsent,
  'profile-postal-code-distance': distance,
  'profile-property': property,
  'profile-region': region,
  'profile-predictive-analytics': predictive,
  'profile-has-custom-object': customObject,
  'profile-permissions': parsePermission,
  'profile-metric-funnel': funnel,
  'profile-sample': sample,
  'profile-not-sent-email': notSent('email'),
  'profile-not-sent-sms': notSent('sms'),
  'profile-not-sent-push': notSent('push'),
  'profile-not-in-flow': notInFlow,
  'metric-property': triggerProperty('metric'),
  'price-drop-property': triggerProperty('price-drop'),
  'low-inventory-property': triggerProperty('low-inventory'),
  'custom-object-trigger-property': objectTrigger,
  'custom-object-property': objectProperty,
  'action-output': actionOutput,
};
