import type { DateFilter, EventFilter, Filter, NumberFilter, TimeFilter } from './filter';
import { asObject, isNumber, isText, isTextOrNull, isTexts, isTruth, isWhole, keepAbsent, withKeys } from './json';

type Fields = Readonly<Record<string, (value: unknown) => boolean>>;

const UNITS = ['hour', 'day', 'week'];
const isUnit = (value: unknown): boolean => isText(value) && UNITS.includes(value);
const isMonth = (value: unknown): boolean => isWhole(value) && value >= 1 && value <= 12;
/** ISO 8601 date or date-time as Klaviyo writes it; `Date.parse` alone would read other things in a local zone. */
const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const isMoment = (value: unknown): boolean => isText(value) && ISO.test(value) && !Number.isNaN(Date.parse(value));
const isListItem = (value: unknown): boolean => isTextOrNull(value) || isNumber(value);

const amount: Fields = { value: isNumber };
const text: Fields = { value: isTextOrNull };
const texts: Fields = { value: isTexts };
const none: Fields = {};
const relative: Fields = { unit: isUnit, quantity: isWhole };
const length: Fields = { value: isWhole };

/**
 * Every (type, operator) pair of Klaviyo's grammar with the fields that go with it: 50 in segments, and `flow-start` in flows.
 * A pair or a field that is not here makes an unknown filter.
 */
export const FILTER_GRAMMAR: Readonly<Record<string, Readonly<Record<string, Fields>>>> = {
  string: {
    equals: text,
    'not-equals': text,
    contains: text,
    'not-contains': text,
    'starts-with': text,
    'not-starts-with': text,
    'ends-with': text,
    'not-ends-with': text,
    regex: text,
    nregex: text,
    in: texts,
    'not-in': texts,
    'phone-country-code-in': texts,
    'phone-country-code-not-in': texts,
  },
  numeric: {
    equals: amount,
    'not-equals': amount,
    'greater-than': amount,
    'greater-than-or-equal': amount,
    'less-than': amount,
    'less-than-or-equal': amount,
    between: { start: isNumber, end: isNumber },
  },
  boolean: { equals: { value: isTruth } },
  existence: { 'is-set': none, 'not-set': none },
  list: {
    contains: { value: isListItem },
    'not-contains': { value: isListItem },
    'contains-any': texts,
    'contains-all': texts,
    'not-contains-any': texts,
    'not-contains-all': texts,
    'length-equals': length,
    'length-greater-than': length,
    'length-greater-than-or-equal': length,
    'length-less-than': length,
    'length-less-than-or-equal': length,
    'contains-substring': text,
    'not-contains-substring': text,
  },
  date: {
    after: { date: isMoment },
    before: { date: isMoment },
    'between-static': { start: isMoment, end: isMoment },
    'in-the-last': relative,
    'at-least': relative,
    'in-the-next': relative,
    between: { start: isWhole, end: isWhole, unit: isUnit },
    'anniversary-last': relative,
    'anniversary-next': relative,
    'calendar-month': { value: isMonth },
    anniversary: none,
    'anniversary-month': none,
    alltime: none,
    'flow-start': none,
  },
};

/** Reads any filter of the grammar; never throws. What does not fit becomes an unknown filter that keeps its source. */
export function parseFilter(source: unknown): Filter {
  const object = asObject(source);
  const type = object?.['type'];
  const operator = object?.['operator'];
  if (object === null || !isText(type) || !isText(operator)) return { type: 'unknown', source };
  const operators = Object.prototype.hasOwnProperty.call(FILTER_GRAMMAR, type) ? FILTER_GRAMMAR[type] : undefined;
  const fields = operators !== undefined && Object.prototype.hasOwnProperty.call(operators, operator) ? operators[operator] : undefined;
  if (fields === undefined) return { type: 'unknown', source };
  const names = Object.keys(fields);
  if (Object.keys(object).length !== names.length + 2) return { type: 'unknown', source };
  const filter: Record<string, unknown> = { type, operator };
  for (const name of names) {
    if (!Object.prototype.hasOwnProperty.call(object, name) || !fields[name]!(object[name])) return { type: 'unknown', source };
    filter[name] = object[name];
  }
  return filter as unknown as Filter;
}

/** Reads a filter where the grammar asks for a date. */
export function parseTimeFilter(source: unknown): TimeFilter {
  const filter = parseFilter(source);
  return filter.type === 'date' ? (filter as DateFilter) : { type: 'unknown', source };
}

/** Reads a filter where the grammar asks for a comparison with one number. */
export function parseNumberFilter(source: unknown): NumberFilter {
  const filter = parseFilter(source);
  return filter.type === 'numeric' && filter.operator !== 'between' ? filter : { type: 'unknown', source };
}

/** Reads a list of event property filters; null when it is not one. */
export function parseEventFilters(source: unknown): readonly EventFilter[] | null {
  if (!Array.isArray(source)) return null;
  const filters: EventFilter[] = [];
  for (const item of source) {
    const object = withKeys(item, ['property'], ['filter']);
    if (object === null || !isText(object['property'])) return null;
    filters.push({ property: object['property'], ...keepAbsent(object, 'filter', 'filter', (filter) => (filter === null ? null : parseFilter(filter))) });
  }
  return filters;
}

/** JSON of a filter as Klaviyo writes it. */
export function writeFilter(filter: Filter): unknown {
  return filter.type === 'unknown' ? filter.source : filter;
}

/** Reads a text filter narrowed to a few words. */
export function parseWord<W extends string>(source: unknown, words: readonly W[]): { readonly operator: 'equals' | 'not-equals'; readonly value: W } | null {
  const filter = withKeys(source, ['type', 'operator', 'value']);
  const operator = filter?.['operator'];
  const value = words.find((word) => word === filter?.['value']);
  if (filter?.['type'] !== 'string' || (operator !== 'equals' && operator !== 'not-equals') || value === undefined) return null;
  return { operator, value };
}
