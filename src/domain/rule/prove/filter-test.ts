import type { Filter, NumericFilter, NumericRange, StringArrayFilter, StringFilter, ListLength } from '../filter';
import type { NumberSet } from './number-set';
import { ALL_NUMBERS, span, without } from './number-set';
import type { Values } from './values';
import { counts, numbers, texts } from './values';
import type { Window, WindowReading } from './windows';
import { windowOf } from './windows';
import { canonicalJson } from '../json';

/** A side of a value that is compared on its own: nothing is claimed between a text and a number comparison of one property. */
export type Facet = 'number' | 'text' | 'yes-no' | 'phone' | 'list' | 'length' | 'month' | 'date';
export type Pattern = { readonly how: 'contains' | 'starts-with' | 'ends-with'; readonly text: string };

/**
 * What a filter asks of a value. `unset` names the open question whether a value that is not there meets it (same question, same answer);
 * null: such a value does not meet it.
 */
export type FilterTest =
  | { readonly type: 'values'; readonly facet: Exclude<Facet, 'date' | 'list'>; readonly values: Values; readonly unset: string | null }
  | { readonly type: 'window'; readonly window: Extract<Window, { axis: 'moving' | 'fixed' }> }
  | { readonly type: 'pattern'; readonly pattern: Pattern; readonly holds: boolean; readonly unset: string | null }
  | { readonly type: 'items'; readonly every: boolean; readonly items: readonly string[]; readonly holds: boolean; readonly unset: string | null }
  | { readonly type: 'existence'; readonly set: boolean }
  | { readonly type: 'opaque'; readonly key: string; readonly needsValue: boolean };

/** How a filter is read: how windows are told apart, and whether a negative comparison of text is known to need a value. */
export interface FilterReading {
  readonly window: WindowReading;
  /**
   * True for profile properties: "properties that aren't set … are excluded from consideration in text conditions" (help.klaviyo.com
   * 14837232353691, since April 2023). Of events and other values Klaviyo says nothing.
   */
  readonly textNeedsValue: boolean;
}

/** Klaviyo's own answer for profile properties, windows to the millisecond. */
const PLAIN: FilterReading = { window: windowOf, textNeedsValue: false };
/** One question for all negative comparisons of text: `is not one of a` says what `is not a` says. */
const TEXT_NEGATIVE = 'negative text';

/** Reads a filter as a test; exhaustive over the grammar. What cannot be reasoned about is opaque: equal only to itself. */
export function testOf(filter: Filter, reading = PLAIN): FilterTest {
  const opaque = (needsValue: boolean): FilterTest => ({ type: 'opaque', key: canonicalJson(filter), needsValue });
  switch (filter.type) {
    case 'unknown':
      return opaque(false);
    case 'existence':
      return { type: 'existence', set: filter.operator === 'is-set' };
    case 'boolean':
      return { type: 'values', facet: 'yes-no', values: texts([String(filter.value)]), unset: null };
    case 'numeric':
      return { type: 'values', facet: 'number', values: numbers(numberSetOf(filter)), unset: filter.operator === 'not-equals' ? 'numeric not-equals' : null };
    case 'string':
      return (
        textTest(filter, reading.textNeedsValue ? null : TEXT_NEGATIVE) ??
        opaque(filter.value !== null && (reading.textNeedsValue || !filter.operator.startsWith('n')))
      );
    case 'date': {
      if (filter.operator === 'calendar-month') return { type: 'values', facet: 'month', values: texts([String(filter.value)]), unset: null };
      const window = reading.window(filter);
      return window.axis === 'moving' || window.axis === 'fixed' ? { type: 'window', window } : { type: 'opaque', key: window.key, needsValue: true };
    }
    case 'list':
      switch (filter.operator) {
        case 'contains':
          return filter.value === null ? opaque(false) : { type: 'items', every: false, items: [String(filter.value)], holds: true, unset: null };
        case 'not-contains':
          return filter.value === null
            ? opaque(false)
            : { type: 'items', every: false, items: [String(filter.value)], holds: false, unset: 'list not-contains' };
        case 'contains-any':
        case 'contains-all':
          if (filter.value.length === 0) return opaque(false);
          return { type: 'items', every: filter.operator === 'contains-all', items: [...new Set(filter.value)].sort(), holds: true, unset: null };
        case 'not-contains-any':
        case 'not-contains-all':
          // With several values Klaviyo does not say whether any or all must be absent.
          if (new Set(filter.value).size !== 1) return opaque(false);
          return { type: 'items', every: false, items: [filter.value[0]!], holds: false, unset: `list ${filter.operator}` };
        case 'contains-substring':
        case 'not-contains-substring':
          return opaque(filter.operator === 'contains-substring');
        default:
          return lengthTest(filter);
      }
  }
}

/** The numbers that meet a comparison. */
export function numberSetOf(filter: NumericFilter | NumericRange): NumberSet {
  if (filter.operator === 'between') return span(filter.start, 0, filter.end, 1);
  const value = filter.value + 0;
  switch (filter.operator) {
    case 'equals':
      return span(value, 0, value, 1);
    case 'not-equals':
      return without(ALL_NUMBERS, span(value, 0, value, 1));
    case 'greater-than':
      return span(value, 1, Infinity, 1);
    case 'greater-than-or-equal':
      return span(value, 0, Infinity, 1);
    case 'less-than':
      return span(-Infinity, 0, value, 0);
    case 'less-than-or-equal':
      return span(-Infinity, 0, value, 1);
  }
}

/** The whole numbers from 0 up that meet a comparison, as half-open spans. */
export function countSetOf(filter: NumericFilter): Values {
  const { operator, value } = filter;
  const exactly = Number.isInteger(value) ? span(value, 0, value + 1, 0) : [];
  switch (operator) {
    case 'equals':
      return counts(exactly);
    case 'not-equals':
      return counts(without(ALL_NUMBERS, exactly));
    case 'greater-than':
      return counts(span(Math.floor(value) + 1, 0, Infinity, 1));
    case 'greater-than-or-equal':
      return counts(span(Math.ceil(value), 0, Infinity, 1));
    case 'less-than':
      return counts(span(-Infinity, 0, Math.ceil(value), 0));
    case 'less-than-or-equal':
      return counts(span(-Infinity, 0, Math.floor(value) + 1, 0));
  }
}

/** Klaviyo does not say whether a list that is not set has length 0. */
function lengthTest(filter: ListLength): FilterTest {
  const operator = filter.operator.slice('length-'.length) as NumericFilter['operator'];
  const values = countSetOf({ type: 'numeric', operator, value: filter.value });
  const takesZero = values.type === 'counts' && values.cuts[0] === 0;
  return { type: 'values', facet: 'length', values, unset: takesZero ? 'list length' : null };
}

function textTest(filter: StringFilter | StringArrayFilter, unset: string | null): FilterTest | null {
  const { operator, value } = filter;
  switch (operator) {
    case 'in':
      return { type: 'values', facet: 'text', values: texts(value as readonly string[]), unset: null };
    case 'not-in':
      return { type: 'values', facet: 'text', values: texts(value as readonly string[], true), unset };
    case 'phone-country-code-in':
      return { type: 'values', facet: 'phone', values: texts(value as readonly string[]), unset: null };
    case 'phone-country-code-not-in':
      return { type: 'values', facet: 'phone', values: texts(value as readonly string[], true), unset };
    case 'regex':
    case 'nregex':
      return null;
    default:
  }
  if (typeof value !== 'string') return null;
  switch (operator) {
    case 'equals':
      return { type: 'values', facet: 'text', values: texts([value]), unset: null };
    case 'not-equals':
      return { type: 'values', facet: 'text', values: texts([value], true), unset };
    case 'contains':
    case 'starts-with':
    case 'ends-with':
      return { type: 'pattern', pattern: { how: operator, text: value }, holds: true, unset: null };
    case 'not-contains':
    case 'not-starts-with':
    case 'not-ends-with': {
      const how = operator.slice('not-'.length) as Pattern['how'];
      return { type: 'pattern', pattern: { how, text: value }, holds: false, unset };
    }
  }
}
