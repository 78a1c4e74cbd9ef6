import { meetsAmount } from '../answers';
import { opaque, testFormula } from '../prove/claims';
import type { ConditionKind } from '../condition-kind';
import { ORDINARY } from '../condition-kind';
import { describeAmount } from '../describe-filter';
import type { NumberFilter } from '../filter';
import { numberSetOf } from '../prove/filter-test';
import { isText, withKeys } from '../json';
import { parseNumberFilter, writeFilter } from '../parse-filter';
import { numbersOfFilter } from '../rule-number';
import { numbers } from '../prove/values';
import { inQuotes } from '../../text/quotes';

export interface DistanceCondition {
  readonly kind: 'distance';
  readonly countryCode: string;
  readonly postalCode: string;
  readonly unit: 'kilometers' | 'miles';
  readonly filter: NumberFilter;
}

const KILOMETERS_PER_MILE = 1.609344;

export const distance: ConditionKind<DistanceCondition> = {
  ...ORDINARY,
  parse: {
    'profile-postal-code-distance': (source) => {
      const condition = withKeys(source, ['type', 'country_code', 'postal_code', 'unit', 'filter']);
      if (condition === null) return null;
      const { country_code: countryCode, postal_code: postalCode, unit } = condition;
      if (!isText(countryCode) || !isText(postalCode) || (unit !== 'kilometers' && unit !== 'miles')) return null;
      return { kind: 'distance', countryCode, postalCode, unit, filter: parseNumberFilter(condition['filter']) };
    },
  },
  write: (condition) => ({
    type: 'profile-postal-code-distance',
    country_code: condition.countryCode,
    postal_code: condition.postalCode,
    unit: condition.unit,
    filter: writeFilter(condition.filter),
  }),
  describe: ({ filter, unit, postalCode, countryCode }, names) => {
    const from = `from postal code ${inQuotes(postalCode)} in ${inQuotes(countryCode)}`;
    return `is ${describeAmount(filter, names.formats)}${filter.type === 'unknown' ? ` (${unit})` : ` ${unit}`} ${from}`;
  },
  topic: () => 'distance',
  evaluate: (condition, facts) => {
    const kilometers = facts.distanceKilometers(condition.countryCode, condition.postalCode);
    return meetsAmount(condition.filter, kilometers === null ? null : condition.unit === 'miles' ? kilometers / KILOMETERS_PER_MILE : kilometers);
  },
  formula: (condition, context) => {
    const { filter, unit, countryCode, postalCode } = condition;
    if (filter.type === 'unknown') return opaque(condition, context);
    const scale = unit === 'miles' ? KILOMETERS_PER_MILE : 1;
    const place = `distance:${JSON.stringify([countryCode, postalCode])}`;
    const values = numbers(numberSetOf({ ...filter, value: filter.value * scale }));
    const subject = { group: place, property: `@${place}`, meaning: { type: 'distance', countryCode, postalCode } } as const;
    return testFormula({ type: 'values', facet: 'number', values, unset: null }, subject, context);
  },
  refer: (condition, to) => to.filter('distance', condition.filter),
  numbers: ({ filter, unit }) =>
    numbersOfFilter('distance', filter).map(({ what, value }) => ({ what, value: value * (unit === 'miles' ? KILOMETERS_PER_MILE : 1) })),
  evidence: () => ({ from: 'nowhere', why: 'Klaviyo’s API does not tell how far a postal code is from another' }),
};
