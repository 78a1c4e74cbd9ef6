import type { RuleFormats } from './names';
import { inQuotes, outsideQuotes } from '../text/quotes';
import { instantOf } from './time-span';

/** `“text”`, a number as a number, or words where there is none. */
export function valueWords(value: string | number | null, formats: RuleFormats): string {
  if (value === null) return 'no value';
  return typeof value === 'number' ? formats.exact(value) : inQuotes(value);
}

/** A date of Klaviyo's in words, in UTC; a text that is no date is shown as it came. */
export function plainDate(text: string, formats: RuleFormats): string {
  const at = instantOf(text);
  return at === null ? inQuotes(text) : formats.utc(at);
}

/** True where the words hold an AND or OR of their own, so that they need brackets beside another one. */
export function needsBrackets(words: string, beside: 'and' | 'or'): boolean {
  const plain = outsideQuotes(words)
    .replace(/\([^()]*\)/g, '')
    .replace(/\bbetween [^“”]+? and /g, '');
  return plain.includes(beside === 'and' ? ' or ' : ' and ') || (beside === 'or' && plain.includes(' or '));
}

/**
 * What was not understood, with every value as Klaviyo gave it, so that two such things never read the same:
 * ` (type “numeric”, operator “roughly”, value 3)`; empty where there is nothing.
 */
export function sourceWords(source: unknown, formats: RuleFormats): string {
  if (source === null || source === undefined) return '';
  return ` (${typeof source === 'object' && !Array.isArray(source) ? fields(source, formats) : sourceValue(source, formats)})`;
}

function fields(source: object, formats: RuleFormats): string {
  const parts = Object.entries(source).map(([name, value]) => `${/^\w+$/.test(name) ? name : inQuotes(name)} ${sourceValue(value, formats)}`);
  return parts.length === 0 ? 'nothing in it' : parts.join(', ');
}

function sourceValue(value: unknown, formats: RuleFormats): string {
  if (value === null || value === undefined) return 'no value';
  if (typeof value === 'string') return inQuotes(value);
  if (typeof value === 'number') return formats.exact(value);
  if (Array.isArray(value)) return `[${value.map((item) => sourceValue(item, formats)).join(', ')}]`;
  return typeof value === 'object' ? `{${fields(value, formats)}}` : String(value);
}
