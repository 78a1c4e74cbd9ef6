import type { Instant } from '../account/known';
import type { Filter, ListContains, ListLength, ListSet, ListSubstring, NumericFilter, NumericRange, StringArrayFilter, StringFilter } from './filter';
import { dateMeets, instantOf } from './time-span';

/**
 * Whether a value meets a filter, looked at `now`. `value` undefined or null: not set. Null: not known, because Klaviyo does not say
 * how it decides (case of text that differs in nothing else, patterns, lists that are not set, unknown filters).
 *
 * A property that is not set meets no text, yes/no, number or date comparison, neither the negative ones of text and yes/no
 * (help.klaviyo.com 14837232353691); for negative comparisons of numbers and lists Klaviyo does not say.
 */
export function matchesFilter(filter: Filter, value: unknown, now: Instant): boolean | null {
  const unset = value === undefined || value === null;
  switch (filter.type) {
    case 'unknown':
      return null;
    case 'existence':
      return (filter.operator === 'is-set') === !unset;
    case 'boolean':
      return unset ? false : typeof value === 'boolean' ? value === filter.value : null;
    case 'numeric':
      return matchesNumber(filter, value, unset);
    case 'string':
      return unset ? false : matchesText(filter, value);
    case 'list':
      return matchesList(filter, value, unset);
    case 'date': {
      if (unset) return false;
      const date = typeof value === 'string' ? instantOf(value) : null;
      return date === null ? null : dateMeets(filter, date, now);
    }
  }
}

/** Compares a number that is there. */
export function matchesAmount(filter: NumericFilter | NumericRange, value: number): boolean {
  switch (filter.operator) {
    case 'equals':
      return value === filter.value;
    case 'not-equals':
      return value !== filter.value;
    case 'greater-than':
      return value > filter.value;
    case 'greater-than-or-equal':
      return value >= filter.value;
    case 'less-than':
      return value < filter.value;
    case 'less-than-or-equal':
      return value <= filter.value;
    case 'between':
      return value >= filter.start && value <= filter.end;
  }
}

function matchesNumber(filter: NumericFilter | NumericRange, value: unknown, unset: boolean): boolean | null {
  if (unset) return filter.operator === 'not-equals' ? null : false;
  const amount = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  if (!Number.isFinite(amount)) return typeof value === 'string' && filter.operator !== 'not-equals' ? false : null;
  return matchesAmount(filter, amount);
}

/** Whether Klaviyo heeds upper and lower case is not said: what depends on it is not known. */
function eitherCase(exact: boolean, folded: boolean): boolean | null {
  return exact === folded ? exact : null;
}

const fold = (text: string): string => text.trim().toLowerCase();
const opposite = (answer: boolean | null): boolean | null => (answer === null ? null : !answer);

function anyOf(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}

function matchesText(filter: StringFilter | StringArrayFilter, value: unknown): boolean | null {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null;
  const text = String(value);
  const same = (other: string): boolean | null => eitherCase(text === other, fold(text) === fold(other));
  switch (filter.operator) {
    case 'in':
      return anyOf(filter.value.map(same));
    case 'not-in':
      return opposite(anyOf(filter.value.map(same)));
    case 'phone-country-code-in':
    case 'phone-country-code-not-in':
    case 'regex':
    case 'nregex':
      return null;
    default: {
      const other = filter.value;
      if (other === null) return null;
      switch (filter.operator) {
        case 'equals':
          return same(other);
        case 'not-equals':
          return opposite(same(other));
        case 'contains':
          return eitherCase(text.includes(other), fold(text).includes(fold(other)));
        case 'not-contains':
          return opposite(eitherCase(text.includes(other), fold(text).includes(fold(other))));
        case 'starts-with':
          return eitherCase(text.startsWith(other), fold(text).startsWith(fold(other)));
        case 'not-starts-with':
          return opposite(eitherCase(text.startsWith(other), fold(text).startsWith(fold(other))));
        case 'ends-with':
          return eitherCase(text.endsWith(other), fold(text).endsWith(fold(other)));
        case 'not-ends-with':
          return opposite(eitherCase(text.endsWith(other), fold(text).endsWith(fold(other))));
      }
    }
  }
}

function matchesList(filter: ListContains | ListSet | ListLength | ListSubstring, value: unknown, unset: boolean): boolean | null {
  if (unset) return filter.operator === 'contains' || filter.operator === 'contains-any' || filter.operator === 'contains-substring' ? false : null;
  if (!Array.isArray(value)) return null;
  const items = (value as readonly unknown[]).map(String);
  const has = (wanted: string): boolean | null => anyOf(items.map((item) => eitherCase(item === wanted, fold(item) === fold(wanted))));
  switch (filter.operator) {
    case 'contains':
      return filter.value === null ? null : has(String(filter.value));
    case 'not-contains':
      return filter.value === null ? null : opposite(has(String(filter.value)));
    case 'contains-any':
      return anyOf(filter.value.map(has));
    case 'contains-all':
      return opposite(anyOf(filter.value.map((wanted) => opposite(has(wanted)))));
    case 'not-contains-any':
      return filter.value.length === 1 ? opposite(has(filter.value[0]!)) : anyOf(filter.value.map(has)) === false ? true : null;
    case 'not-contains-all':
      return filter.value.length === 1 ? opposite(has(filter.value[0]!)) : anyOf(filter.value.map((wanted) => opposite(has(wanted)))) === false ? false : null;
    case 'contains-substring':
    case 'not-contains-substring': {
      const part = filter.value;
      if (part === null) return null;
      const found = anyOf(items.map((item) => eitherCase(item.includes(part), fold(item).includes(fold(part)))));
      return filter.operator === 'contains-substring' ? found : opposite(found);
    }
    case 'length-equals':
      return items.length === filter.value;
    case 'length-greater-than':
      return items.length > filter.value;
    case 'length-greater-than-or-equal':
      return items.length >= filter.value;
    case 'length-less-than':
      return items.length < filter.value;
    case 'length-less-than-or-equal':
      return items.length <= filter.value;
  }
}
