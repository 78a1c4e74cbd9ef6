import type { DateFilter, EventFilter, Filter, NumberFilter, NumericOperator, StringOperator, TimeFilter, TimeUnit, ValueFilter } from './filter';
import { monthName } from '../text/dates';
import { joined } from '../text/lists';
import { inQuotes } from '../text/quotes';
import type { RuleFormats } from './names';
import { plainDate, sourceWords, valueWords } from './wording';

const units = (quantity: number, unit: TimeUnit, { exact }: RuleFormats): string => `${exact(quantity)} ${unit}${quantity === 1 ? '' : 's'}`;

/** When something happened, as the end of a sentence: `in the last 30 days`, `at any time`. */
export function describeTime(filter: TimeFilter, formats: RuleFormats): string {
  if (filter.type === 'unknown') return `in a time frame this add-on does not know yet${sourceWords(filter.source, formats)}`;
  switch (filter.operator) {
    case 'after':
      return `after ${plainDate(filter.date, formats)}`;
    case 'before':
      return `before ${plainDate(filter.date, formats)}`;
    case 'between-static':
      return `between ${plainDate(filter.start, formats)} and ${plainDate(filter.end, formats)}`;
    case 'in-the-last':
      return `in the last ${units(filter.quantity, filter.unit, formats)}`;
    case 'in-the-next':
      return `in the next ${units(filter.quantity, filter.unit, formats)}`;
    case 'at-least':
      return `more than ${units(filter.quantity, filter.unit, formats)} ago`;
    case 'between':
      return `between ${formats.exact(filter.start)} and ${units(filter.end, filter.unit, formats)} ago`;
    case 'anniversary-last':
      return `with an anniversary in the last ${units(filter.quantity, filter.unit, formats)}`;
    case 'anniversary-next':
      return `with an anniversary in the next ${units(filter.quantity, filter.unit, formats)}`;
    case 'calendar-month':
      return `in ${monthName(filter.value)} of any year`;
    case 'anniversary':
      return 'with its anniversary today';
    case 'anniversary-month':
      return 'with its anniversary this month';
    case 'alltime':
      return 'at any time';
    case 'flow-start':
      return 'since starting this flow';
  }
}

/** ` in the last 30 days`; nothing where all time is meant. */
export function describeTimeIfAny(filter: TimeFilter, formats: RuleFormats): string {
  return filter.type === 'date' && filter.operator === 'alltime' ? '' : ` ${describeTime(filter, formats)}`;
}

/** What a date is, as a predicate: `is in the last 30 days`. */
function describeDate(filter: DateFilter, formats: RuleFormats): string {
  switch (filter.operator) {
    case 'anniversary-last':
      return `has an anniversary in the last ${units(filter.quantity, filter.unit, formats)}`;
    case 'anniversary-next':
      return `has an anniversary in the next ${units(filter.quantity, filter.unit, formats)}`;
    case 'anniversary':
      return 'has its anniversary today';
    case 'anniversary-month':
      return 'has its anniversary this month';
    case 'alltime':
      return 'is any date';
    case 'flow-start':
      return 'is since starting this flow';
    default:
      return `is ${describeTime(filter, formats)}`;
  }
}

const COMPARED: Readonly<Record<NumericOperator, string>> = {
  equals: '',
  'not-equals': 'not ',
  'greater-than': 'more than ',
  'greater-than-or-equal': 'at least ',
  'less-than': 'less than ',
  'less-than-or-equal': 'at most ',
};

/** A number compared: `at least 500`, `more than 2`, `exactly 3`, `not exactly 3`. */
export function describeAmount(filter: NumberFilter, formats: RuleFormats): string {
  if (filter.type === 'unknown') return `of an amount this add-on does not know yet${sourceWords(filter.source, formats)}`;
  const words = filter.operator === 'equals' ? 'exactly ' : filter.operator === 'not-equals' ? 'not exactly ' : COMPARED[filter.operator];
  return `${words}${formats.exact(filter.value)}`;
}

/** How often: `exactly once`, `at least 2 times`. */
export function describeCount(filter: NumberFilter, formats: RuleFormats): string {
  if (filter.type === 'unknown') return `a number of times this add-on does not know yet${sourceWords(filter.source, formats)}`;
  const { operator, value } = filter;
  const times = value === 1 ? 'once' : `${formats.exact(value)} times`;
  switch (operator) {
    case 'equals':
      return `exactly ${times}`;
    case 'not-equals':
      return `any number of times except ${times}`;
    case 'less-than':
      return `fewer than ${value === 1 ? '1 time' : times}`;
    default:
      return `${COMPARED[operator]}${times}`;
  }
}

const TEXT: Readonly<Record<StringOperator, string>> = {
  equals: 'is',
  'not-equals': 'is not',
  contains: 'contains the text',
  'not-contains': 'does not contain the text',
  'starts-with': 'starts with',
  'not-starts-with': 'does not start with',
  'ends-with': 'ends with',
  'not-ends-with': 'does not end with',
  regex: 'matches the pattern',
  nregex: 'does not match the pattern',
};

const choice = (values: readonly string[], last: 'and' | 'or'): string => (values.length === 0 ? 'nothing' : joined(values.map(inQuotes), last));

/** What a value is, as a predicate: `is at least 50`, `contains the text “x”`, `is set`. */
export function describeFilter(filter: Filter, formats: RuleFormats): string {
  if (filter.type === 'unknown') return `meets a comparison this add-on does not know yet${sourceWords(filter.source, formats)}`;
  return filter.type === 'date' ? describeDate(filter, formats) : describeValue(filter, formats);
}

function describeValue(filter: ValueFilter, formats: RuleFormats): string {
  switch (filter.type) {
    case 'numeric':
      if (filter.operator === 'between') return `is between ${formats.exact(filter.start)} and ${formats.exact(filter.end)}`;
      return `is ${COMPARED[filter.operator]}${formats.exact(filter.value)}`;
    case 'boolean':
      return filter.value ? 'is true' : 'is false';
    case 'existence':
      return filter.operator === 'is-set' ? 'is set' : 'is not set';
    case 'string':
      switch (filter.operator) {
        case 'in':
          return `is ${choice(filter.value, 'or')}`;
        case 'not-in':
          return filter.value.length === 1 ? `is not ${choice(filter.value, 'or')}` : `is none of ${choice(filter.value, 'and')}`;
        case 'phone-country-code-in':
          return `has the country code ${choice(filter.value, 'or')}`;
        case 'phone-country-code-not-in':
          return `does not have the country code ${choice(filter.value, 'or')}`;
        default:
          return `${TEXT[filter.operator]} ${valueWords(filter.value, formats)}`;
      }
    case 'list':
      // Text "contains" a piece of text, a list "includes" an item: Klaviyo has one word for both.
      switch (filter.operator) {
        case 'contains':
          return `includes ${valueWords(filter.value, formats)}`;
        case 'not-contains':
          return `does not include ${valueWords(filter.value, formats)}`;
        case 'contains-any':
          return `includes ${filter.value.length === 1 ? '' : 'any of '}${choice(filter.value, 'or')}`;
        case 'contains-all':
          return `includes ${filter.value.length === 1 ? '' : 'all of '}${choice(filter.value, 'and')}`;
        case 'not-contains-any':
          return `includes none of ${choice(filter.value, 'and')}`;
        case 'not-contains-all':
          return `does not include all of ${choice(filter.value, 'and')}`;
        case 'contains-substring':
          return `has an item that contains the text ${valueWords(filter.value, formats)}`;
        case 'not-contains-substring':
          return `has no item that contains the text ${valueWords(filter.value, formats)}`;
        case 'length-equals':
          return `has exactly ${items(filter.value, formats)}`;
        case 'length-greater-than':
          return `has more than ${items(filter.value, formats)}`;
        case 'length-greater-than-or-equal':
          return `has at least ${items(filter.value, formats)}`;
        case 'length-less-than':
          return `has fewer than ${items(filter.value, formats)}`;
        case 'length-less-than-or-equal':
          return `has at most ${items(filter.value, formats)}`;
      }
  }
}

const items = (count: number, { exact }: RuleFormats): string => `${exact(count)} ${count === 1 ? 'item' : 'items'}`;

/** Name of a profile property: a custom one in quotation marks and its own case (`properties['Skin Type']` is “Skin Type”), Klaviyo's own in plain words. */
export function propertyName(property: string): string {
  const custom = /^properties\[(['"])(.*)\1\]$/s.exec(property);
  if (custom !== null) return inQuotes(custom[2]!);
  const place = /^location\[(['"])(.*)\1\]$/s.exec(property);
  if (place !== null) return PLACES[place[2]!] ?? `location field ${inQuotes(place[2]!)}`;
  return Object.prototype.hasOwnProperty.call(WELL_KNOWN, property) ? WELL_KNOWN[property]! : `Klaviyo's own field ${inQuotes(property)}`;
}

/** Name of an event's property: the event's value in plain words, every other one in quotation marks and its own case. */
export function eventPropertyName(property: string): string {
  return property === '$value' ? 'value' : inQuotes(property);
}

const WELL_KNOWN: Readonly<Record<string, string>> = {
  email: 'email address',
  phone_number: 'phone number',
  first_name: 'first name',
  last_name: 'last name',
  external_id: 'external ID',
  created: 'profile creation date',
  last_event_date: 'date of last activity',
  organization: 'organization',
  title: 'title',
};

const PLACES: Readonly<Record<string, string>> = {
  country: 'country',
  region: 'state/region',
  city: 'city',
  zip: 'postal code',
  address1: 'address line 1',
  address2: 'address line 2',
  timezone: 'time zone',
  latitude: 'latitude',
  longitude: 'longitude',
};

/** ` where its “Price” is at least 50 and its …`; empty when there is none. */
export function describeWhere(filters: readonly EventFilter[] | null | undefined, formats: RuleFormats): string {
  if (filters === undefined || filters === null || filters.length === 0) return '';
  const parts = filters.map(
    ({ property, filter }) =>
      `its ${eventPropertyName(property)} ${filter === undefined || filter === null ? 'is named without a comparison' : describeFilter(filter, formats)}`,
  );
  return ` where ${joined(parts, 'and')}`;
}
