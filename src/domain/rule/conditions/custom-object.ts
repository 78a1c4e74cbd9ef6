import { every, meetsAmount } from '../answers';
import { ALL_TIME, countFormula, objectMetric } from '../prove/claims';
import type { ConditionKind } from '../condition-kind';
import { NOWHERE, ORDINARY } from '../condition-kind';
import { describeAmount, describeFilter } from '../describe-filter';
import type { Filter, NumberFilter } from '../filter';
import { isText, isWhole, withKeys } from '../json';
import { matchesFilter } from '../match-filter';
import { parseFilter, parseNumberFilter, writeFilter } from '../parse-filter';
import { numbersOfFilter } from '../rule-number';
import { joined } from '../../text/lists';

export interface ObjectFilter {
  readonly propertyId: number;
  readonly filter: Filter;
}
/** How many custom objects of a type, meeting the filters, are related to the profile. */
export interface CustomObjectCondition {
  readonly kind: 'custom-object';
  readonly objectTypeId: string;
  readonly relationshipId: string;
  readonly filter: NumberFilter;
  readonly filters: readonly ObjectFilter[];
}

export const customObject: ConditionKind<CustomObjectCondition> = {
  ...ORDINARY,
  parse: {
    'profile-has-custom-object': (source) => {
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
    },
  },
  write: (condition) => ({
    type: 'profile-has-custom-object',
    object_type_id: condition.objectTypeId,
    object_type_relationship_id: condition.relationshipId,
    filter: writeFilter(condition.filter),
    filters: condition.filters.map(({ propertyId, filter }) => ({ property_id: propertyId, filter: writeFilter(filter) })),
  }),
  describe: (condition, names) => {
    const where = condition.filters.map(
      ({ propertyId, filter }) => `its property number ${names.formats.exact(propertyId)} ${describeFilter(filter, names.formats)}`,
    );
    const tail = where.length === 0 ? '' : ` where ${joined(where, 'and')}`;
    const type = `type ${names.ending(condition.objectTypeId)}, related by the relation ${names.ending(condition.relationshipId)}`;
    return `has ${describeAmount(condition.filter, names.formats)} custom objects (${type})${tail}`;
  },
  topic: () => 'custom-object',
  evaluate: (condition, facts, at) => {
    const objects = facts.customObjects(condition.objectTypeId, condition.relationshipId);
    if (objects === null) return null;
    const answers = objects.map((object) =>
      every(condition.filters.length, (index) => {
        const { propertyId, filter } = condition.filters[index]!;
        return matchesFilter(filter, object[String(propertyId)], at);
      }),
    );
    return answers.includes(null) ? null : meetsAmount(condition.filter, answers.filter((answer) => answer === true).length);
  },
  // Objects are counted as events are, by their properties' numbers, at no time of their own.
  formula: (condition, context) => {
    const filters = condition.filters.map(({ propertyId, filter }) => ({ property: String(propertyId), filter }));
    return countFormula(objectMetric(condition.objectTypeId, condition.relationshipId), ALL_TIME, filters, condition.filter, condition, context);
  },
  refer: (condition, to) => {
    condition.filters.forEach(({ filter }) => to.filter('custom object', filter));
    to.filter('measure', condition.filter);
  },
  numbers: (condition) => [
    ...numbersOfFilter('objects', condition.filter),
    ...condition.filters.flatMap((one) => numbersOfFilter(`object ${one.propertyId}`, one.filter)),
  ],
  evidence: () => NOWHERE,
};
