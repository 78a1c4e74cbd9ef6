import { meetsTrigger } from '../answers';
import { valueClaim } from '../prove/claims';
import type { ConditionKind } from '../condition-kind';
import { inFlowsOnly } from '../condition-kind';
import { describeFilter } from '../describe-filter';
import type { Filter } from '../filter';
import { isText, withKeys } from '../json';
import { parseFilter, writeFilter } from '../parse-filter';
import { inQuotes } from '../../text/quotes';

/** A property, by name, of a custom object, in a trigger split. */
export interface CustomObjectPropertyCondition {
  readonly kind: 'object-property';
  readonly label: string;
  readonly field: string;
  readonly filter: Filter;
}

export const objectProperty: ConditionKind<CustomObjectPropertyCondition> = {
  ...inFlowsOnly('a property of the object that starts the flow'),
  parse: {
    'custom-object-property': (source) => {
      const condition = withKeys(source, ['type', 'custom_object_label', 'field', 'filter']);
      if (condition === null) return null;
      const { custom_object_label: label, field } = condition;
      return isText(label) && isText(field) ? { kind: 'object-property', label, field, filter: parseFilter(condition['filter']) } : null;
    },
  },
  write: ({ label, field, filter }) => ({ type: 'custom-object-property', custom_object_label: label, field, filter: writeFilter(filter) }),
  describe: ({ label, field, filter }, names) => `${inQuotes(field)} of the ${inQuotes(label)} that starts the flow ${describeFilter(filter, names.formats)}`,
  topic: () => 'object-property',
  evaluate: ({ label, field, filter }, facts, at) => meetsTrigger(`object:${label}:${field}`, filter, facts, at),
  formula: ({ label, field, filter }, context) =>
    valueClaim({ group: 'trigger:object', property: `@trigger ${JSON.stringify(['object', label, field])}` }, filter, context),
  refer: ({ filter }, to) => to.filter('object-property', filter),
};
