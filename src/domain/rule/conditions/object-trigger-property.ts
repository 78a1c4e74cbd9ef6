import { meetsTrigger } from '../answers';
import { valueClaim } from '../prove/claims';
import type { ConditionKind } from '../condition-kind';
import { inFlowsOnly } from '../condition-kind';
import { describeFilter } from '../describe-filter';
import type { Filter } from '../filter';
import { isWhole, withKeys } from '../json';
import { parseFilter, writeFilter } from '../parse-filter';

/** A property, by id, of the custom object that started the flow. */
export interface CustomObjectTriggerCondition {
  readonly kind: 'object-trigger-property';
  readonly propertyId: number;
  readonly filter: Filter;
}

export const objectTriggerProperty: ConditionKind<CustomObjectTriggerCondition> = {
  ...inFlowsOnly('a property of the object that starts the flow'),
  parse: {
    'custom-object-trigger-property': (source) => {
      const condition = withKeys(source, ['type', 'property_id', 'filter']);
      const propertyId = condition?.['property_id'];
      return condition && isWhole(propertyId) ? { kind: 'object-trigger-property', propertyId, filter: parseFilter(condition['filter']) } : null;
    },
  },
  write: ({ propertyId, filter }) => ({ type: 'custom-object-trigger-property', property_id: propertyId, filter: writeFilter(filter) }),
  describe: ({ propertyId, filter }, names) =>
    `property number ${names.formats.exact(propertyId)} of the object that starts the flow ${describeFilter(filter, names.formats)}`,
  topic: () => 'object-trigger-property',
  evaluate: ({ propertyId, filter }, facts, at) => meetsTrigger(`object:${propertyId}`, filter, facts, at),
  formula: ({ propertyId, filter }, context) =>
    valueClaim({ group: 'trigger:object', property: `@trigger ${JSON.stringify(['object', propertyId])}` }, filter, context),
  refer: ({ filter }, to) => to.filter('object-trigger-property', filter),
};
