import type { DateFilter, EventFilter, Filter, NumberFilter, NumericOperator, StringOperator, TimeFilter, TimeUnit, ValueFilter } from './filter';
import { joined, monthName, plainDate, plainNumber, quoted, sourceWords } from './wording';

const units = (quantity: number, unit: TimeUnit): string => `${plainNumber(quantity)} ${unit}${quantity === 1 ? '' : 's'}`;

/** When something happened, as the end of a sentence: `in the last 30 days`, `over all time`. */
export function describeTime(filter: TimeFilter): string {
  if (filter.type === 'unknown') return `in a time frame this add-on does not know yet${sourceWords(filter.source)}`;
  switch (filter.operator) {
    case 'after': return `after ${plainDate(filter.date)}`;
    case 'before': return `before ${plainDate(filter.date)}`;
    case 'between-static': return `between ${plainDate(filter.start)} and ${plainDate(filter.end)}`;
    case 'in-the-last': return `in the last ${units(filter.quantity, filter.unit)}`;
    case 'in-the-next': return `in the next ${units(filter.quantity, filter.unit)}`;
    case 'at-least': return `at least ${units(filter.quantity, filter.unit)} ago`;
    case 'between': return `between ${plainNumber(filter.start)} and ${units(filter.end, filter.unit)} ago`;
    case 'anniversary-last': return `with an anniversary in the last ${units(filter.quantity, filter.unit)}`;
    case 'anniversary-next': return `with an anniversary in the next ${units(filter.quantity, filter.unit)}`;
    case 'calendar-month': return `in ${monthName(filter.value)} of any year`;
    case 'anniversary': return 'with its anniversary today';
    case 'anniversary-month': return 'with its anniversary this month';
    case 'alltime': return 'over all time';
    case 'flow-start': return 'since starting this flow';
  }
}

/** What a date is, as a predicate: `is in the last 30 days`. */
function describeDate(filter: DateFilter): string {
  switch (filter.operator) {
    case 'anniversary-last': return `has an anniversary in the last ${units(filter.quantity, filter.unit)}`;
    case 'anniversary-next': return `has an anniversary in the next ${units(filter.quantity, filter.unit)}`;
    case 'anniversary': return 'has its anniversary today';
    case 'anniversary-month': return 'has its anniversary this month';
    case 'alltime': return 'is any date';
    case 'flow-start': return 'is since starting this flow';
    default: return `is ${describeTime(filter)}`;
  }
}

const COMPARED: Readonly<Record<NumericOperator, string>> = {
  equals: '', 'not-equals': 'not ', 'greater-than': 'more than ', 'greater-than-or-equal': 'at least ', 'less-than': 'less than ',
  'less-than-or-equal': 'at most ',
};

/** A number compared: `at least 500`, `more than 2`; `exactly` where the operator is equality. */
export function describeAmount(filter: NumberFilter): string {
  if (filter.type === 'unknown') return `of an amount this add-on does not know yet${sourceWords(filter.source)}`;
  const words = filter.operator === 'equals' ? 'exactly ' : COMPARED[filter.operator];
  return `${words}${plainNumber(filter.value)}`;
}

/** How often: `zero times`, `exactly once`, `at least 2 times`. */
export function describeCount(filter: NumberFilter): string {
  if (filter.type === 'unknown') return `a number of times this add-on does not know yet${sourceWords(filter.source)}`;
  const { operator, value } = filter;
  const times = value === 0 ? 'zero times' : value === 1 ? 'once' : `${plainNumber(value)} times`;
  switch (operator) {
    case 'equals': return value === 0 ? times : `exactly ${times}`;
    case 'not-equals': return `not exactly ${times}`;
    case 'less-than': return `fewer than ${value === 1 ? '1 time' : times}`;
    default: return `${COMPARED[operator]}${times}`;
  }
}

const TEXT: Readonly<Record<StringOperator, string>> = {
  equals: 'is', 'not-equals': 'is not', contains: 'contains', 'not-contains': 'does not contain', 'starts-with': 'starts with',
  'not-starts-with': 'does not start with', 'ends-with': 'ends with', 'not-ends-with': 'does not end with', regex: 'matches the pattern',
  nregex: 'does not match the pattern',
};

const choice = (values: readonly string[], last: 'and' | 'or'): string => (values.length === 0 ? 'nothing' : joined(values.map(quoted), last));

/** What a value is, as a predicate: `is at least 50`, `contains "x"`, `is set`. */
export function describeFilter(filter: Filter): string {
  if (filter.type === 'unknown') return `meets a comparison this add-on does not know yet${sourceWords(filter.source)}`;
  return filter.type === 'date' ? describeDate(filter) : describeValue(filter);
}

function describeValue(filter: ValueFilter): string {
  switch (filter.type) {
    case 'numeric':
      if (filter.operator === 'between') return `is between ${plainNumber(filter.start)} and ${plainNumber(filter.end)}`;
      return `is ${COMPARED[filter.operator]}${plainNumber(filter.value)}`;
    case 'boolean': return filter.value ? 'is true' : 'is false';
    case 'existence': return filter.operator === 'is-set' ? 'is set' : 'is not set';
    case 'string':
      switch (filter.operator) {
        case 'in': return `is ${choice(filter.value, 'or')}`;
        case 'not-in': return filter.value.length === 1 ? `is not ${choice(filter.value, 'or')}` : `is none of ${choice(filter.value, 'and')}`;
        case 'phone-country-code-in': return `has the country code ${choice(filter.value, 'or')}`;
        case 'phone-country-code-not-in': return `does not have the country code ${choice(filter.value, 'or')}`;
        default: return `${TEXT[filter.operator]} ${quoted(filter.value)}`;
      }
    case 'list':
      switch (filter.operator) {
        case 'contains': return `contains ${quoted(filter.value)}`;
        case 'not-contains': return `does not contain ${quoted(filter.value)}`;
        case 'contains-any': return `contains ${filter.value.length === 1 ? '' : 'any of '}${choice(filter.value, 'or')}`;
        case 'contains-all': return `contains ${filter.value.length === 1 ? '' : 'all of '}${choice(filter.value, 'and')}`;
        case 'not-contains-any': return `contains none of ${choice(filter.value, 'and')}`;
        case 'not-contains-all': return `does not contain all of ${choice(filter.value, 'and')}`;
        case 'contains-substring': return `contains an item with ${quoted(filter.value)} in it`;
        case 'not-contains-substring': return `contains no item with ${quoted(filter.value)} in it`;
        case 'length-equals': return `has exactly ${items(filter.value)}`;
        case 'length-greater-than': return `has more than ${items(filter.value)}`;
        case 'length-greater-than-or-equal': return `has at least ${items(filter.value)}`;
        case 'length-less-than': return `has fewer than ${items(filter.value)}`;
        case 'length-less-than-or-equal': return `has at most ${items(filter.value)}`;
      }
  }
}

const items = (count: number): string => `${plainNumber(count)} ${count === 1 ? 'item' : 'items'}`;

/** Name of a profile or event property as a person knows it: `properties['Skin Type']` is Skin Type. */
export function propertyName(property: string): string {
  const custom = /^properties\[(['"])(.*)\1\]$/s.exec(property);
  if (custom !== null) return custom[2]!;
  const place = /^location\[(['"])(.*)\1\]$/s.exec(property);
  if (place !== null) return `location ${place[2]!.replace(/_/g, ' ')}`;
  const known = WELL_KNOWN[property];
  return known ?? property;
}

const WELL_KNOWN: Readonly<Record<string, string>> = {
  email: 'email address', phone_number: 'phone number', first_name: 'first name', last_name: 'last name', external_id: 'external id',
  created: 'profile creation date', $value: 'value', last_event_date: 'date of last activity', organization: 'organization', title: 'title',
};

/** ` where Price is at least 50 and …`; empty when there is none. */
export function describeWhere(filters: readonly EventFilter[] | null | undefined): string {
  if (filters === undefined || filters === null || filters.length === 0) return '';
  const parts = filters.map(({ property, filter }) => `${propertyName(property)} ${filter === undefined || filter === null ? 'has any value' : describeFilter(filter)}`);
  return ` where ${joined(parts, 'and')}`;
}
