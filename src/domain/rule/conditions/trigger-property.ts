import { meetsTrigger } from '../answers';
import { valueClaim } from '../prove/claims';
import type { ConditionKind } from '../condition-kind';
import { inFlowsOnly } from '../condition-kind';
import { describeFilter, eventPropertyName } from '../describe-filter';
import type { Filter } from '../filter';
import type { JsonObject } from '../json';
import { isText, keepAbsent, withKeys } from '../json';
import { parseFilter, writeFilter } from '../parse-filter';
import { optional } from '../write-optional';

/** A property of the event that started the flow. */
export interface TriggerPropertyCondition {
  readonly kind: 'trigger-property';
  readonly trigger: 'metric' | 'price-drop' | 'low-inventory';
  /** May be absent or null for price drop and low inventory. */
  readonly metricId?: string | null;
  readonly field: string;
  readonly filter: Filter;
}

const EVENTS: Readonly<Record<TriggerPropertyCondition['trigger'], string>> = {
  metric: 'event',
  'price-drop': 'price drop',
  'low-inventory': 'low inventory alert',
};

const parserOf =
  (trigger: TriggerPropertyCondition['trigger']) =>
  (source: JsonObject): TriggerPropertyCondition | null => {
    const condition =
      trigger === 'metric' ? withKeys(source, ['type', 'metric_id', 'field', 'filter']) : withKeys(source, ['type', 'field', 'filter'], ['metric_id']);
    if (condition === null) return null;
    const { metric_id: metricId, field } = condition;
    if (!isText(field) || (trigger === 'metric' ? !isText(metricId) : metricId !== undefined && metricId !== null && !isText(metricId))) return null;
    return {
      kind: 'trigger-property',
      trigger,
      ...keepAbsent(condition, 'metric_id', 'metricId', () => metricId as string | null),
      field,
      filter: parseFilter(condition['filter']),
    };
  };

export const triggerProperty: ConditionKind<TriggerPropertyCondition> = {
  ...inFlowsOnly('a property of the event that starts the flow'),
  parse: { 'metric-property': parserOf('metric'), 'price-drop-property': parserOf('price-drop'), 'low-inventory-property': parserOf('low-inventory') },
  write: ({ trigger, metricId, field, filter }) => ({ type: `${trigger}-property`, ...optional('metric_id', metricId), field, filter: writeFilter(filter) }),
  describe: ({ trigger, metricId, field, filter }, names) => {
    const metric = typeof metricId === 'string' ? `${names.metric(metricId)} ` : '';
    return `${eventPropertyName(field)} of the ${metric}${EVENTS[trigger]} that starts the flow ${describeFilter(filter, names.formats)}`;
  },
  topic: () => 'trigger-property',
  evaluate: ({ field, filter }, facts, at) => meetsTrigger(field, filter, facts, at),
  formula: ({ trigger, metricId, field, filter }, context) =>
    valueClaim({ group: `trigger:${trigger}`, property: `@trigger ${JSON.stringify([trigger, metricId ?? '', field])}`, several: true }, filter, context),
  refer: ({ metricId, filter }, to) => {
    if (typeof metricId === 'string') to.metric(metricId, null);
    to.filter('trigger', filter);
  },
};
