import type { Endpoint } from './endpoints';
import { badParameter } from './refusal';

/** A literal of the filter language. Dates are unquoted date-times. */
export type Literal =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'date'; readonly value: number }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean };

/** One comparison; `has` carries no value. All comparisons of a filter must hold. */
export interface Comparison {
  readonly operator: string;
  readonly field: string;
  readonly values: readonly Literal[];
}

const CHANNELS: readonly string[] = ['email', 'sms', 'mobile_push'];
const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const DATE_FIELD = /^(created|updated|created_at|updated_at|scheduled_at|datetime|joined_group_at|subscriptions\..*\.timestamp)$/;

/** Reads `op(field,value)` comparisons joined by commas or by `and(…)`. Answers 400 with `source.parameter` for anything else. */
export function parseFilter(text: string, parameter: string | null = 'filter'): readonly Comparison[] {
  const reader = new FilterReader(text, parameter ?? 'filter');
  return reader.readAll();
}

class FilterReader {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly parameter: string,
  ) {}

  readAll(): readonly Comparison[] {
    const found: Comparison[] = [];
    this.readInto(found);
    this.skipSpace();
    if (this.at < this.text.length) throw this.fault(`Unexpected text at position ${this.at} of the filter.`);
    return found;
  }

  private readInto(found: Comparison[]): void {
    for (;;) {
      this.readOne(found);
      this.skipSpace();
      if (this.text[this.at] !== ',') return;
      this.at += 1;
    }
  }

  private readOne(found: Comparison[]): void {
    const operator = this.word();
    this.expect('(');
    if (operator === 'and') {
      this.readInto(found);
      this.expect(')');
      return;
    }
    if (operator === 'or' || operator === 'not') throw this.fault(`'${operator}' is not a supported filter operator.`);
    const field = this.word();
    this.skipSpace();
    if (this.text[this.at] === ')') {
      this.at += 1;
      found.push({ operator, field, values: [] });
      return;
    }
    this.expect(',');
    found.push({ operator, field, values: this.values() });
    this.expect(')');
  }

  private values(): readonly Literal[] {
    this.skipSpace();
    if (this.text[this.at] !== '[') return [this.literal()];
    this.at += 1;
    const list: Literal[] = [];
    this.skipSpace();
    while (this.text[this.at] !== ']') {
      list.push(this.literal());
      this.skipSpace();
      if (this.text[this.at] === ',') this.at += 1;
      else if (this.text[this.at] !== ']') throw this.fault('A list in the filter is not closed.');
      this.skipSpace();
    }
    this.at += 1;
    return list;
  }

  private literal(): Literal {
    this.skipSpace();
    const quote = this.text[this.at];
    if (quote === '"' || quote === "'") {
      let value = '';
      for (this.at += 1; this.text[this.at] !== quote; this.at += 1) {
        if (this.at >= this.text.length) throw this.fault('A string in the filter is not closed.');
        if (this.text[this.at] === '\\') this.at += 1;
        value += this.text[this.at] ?? '';
      }
      this.at += 1;
      return { kind: 'string', value };
    }
    const bare = /^[^,()[\]\s]+/.exec(this.text.slice(this.at))?.[0] ?? '';
    this.at += bare.length;
    if (bare === 'true' || bare === 'false') return { kind: 'boolean', value: bare === 'true' };
    if (/^-?\d+(\.\d+)?$/.test(bare)) return { kind: 'number', value: Number(bare) };
    if (DATE.test(bare)) {
      // A date-time without an offset is read as UTC.
      const value = Date.parse(/T/.test(bare) && !/(Z|[+-]\d{2}:?\d{2})$/.test(bare) ? `${bare}Z` : bare);
      if (!Number.isNaN(value)) return { kind: 'date', value };
    }
    throw this.fault(`'${bare}' is not a value that filters take: strings are quoted, date-times, numbers and booleans are not.`);
  }

  private word(): string {
    this.skipSpace();
    const found = /^[A-Za-z_$][\w$. -]*/.exec(this.text.slice(this.at))?.[0].trimEnd();
    if (!found) throw this.fault(`A name is missing at position ${this.at} of the filter.`);
    this.at += found.length;
    return found;
  }

  private expect(sign: string): void {
    this.skipSpace();
    if (this.text[this.at] !== sign) throw this.fault(`'${sign}' is missing at position ${this.at} of the filter.`);
    this.at += 1;
  }

  private skipSpace(): void {
    while (this.text[this.at] === ' ') this.at += 1;
  }

  private fault(detail: string): Error {
    return badParameter(this.parameter, detail);
  }
}

/** Reads and checks the `filter` parameter of an endpoint against the fields and operators that it takes. */
export function endpointFilter(endpoint: Endpoint, text: string | undefined): readonly Comparison[] {
  if (text === undefined || text === '') {
    if (endpoint.filterRequired) throw badParameter('filter', 'A channel filter is required to list campaigns.');
    return [];
  }
  if (!endpoint.filter) throw badParameter('filter', "'filter' is not a parameter of this endpoint.");
  const comparisons = parseFilter(text);
  for (const { operator, field, values } of comparisons) {
    const allowed = endpoint.filter.get(field);
    if (!allowed) throw badParameter('filter', `'${field}' is not a filterable field.`);
    if (!allowed.includes(operator)) throw badParameter('filter', `'${operator}' is not a supported operator for field '${field}'.`);
    if (operator === 'has' ? values.length > 0 : values.length === 0) throw badParameter('filter', `'${operator}(${field})' has the wrong number of values.`);
    if (operator !== 'any' && values.length > 1) throw badParameter('filter', `'${operator}' takes one value.`);
    for (const value of values) checkKind(field, value);
  }
  if (endpoint.filterRequired && !comparisons.some(({ field, values }) => field === 'messages.channel' && CHANNELS.includes(String(values[0]?.value)))) {
    throw badParameter('filter', "A channel filter is required to list campaigns: equals(messages.channel,'email'), 'sms' or 'mobile_push'.");
  }
  return comparisons;
}

function checkKind(field: string, value: Literal): void {
  if (DATE_FIELD.test(field) && value.kind !== 'date') {
    throw badParameter('filter', `Invalid datetime for '${field}': date-times are written without quotes, as in 2026-01-31T00:00:00Z.`);
  }
  if (field === 'timestamp' && value.kind !== 'number') throw badParameter('filter', "'timestamp' takes seconds since 1970 as a whole number.");
  if (/^(archived|is_active|is_starred|ab_test|exclusive|default|published)$/.test(field) && value.kind !== 'boolean') {
    throw badParameter('filter', `'${field}' takes true or false without quotes.`);
  }
}

/** True when `actual` satisfies the comparison. Null satisfies nothing. */
export function satisfies(comparison: Comparison, actual: string | number | boolean | null): boolean {
  if (actual === null) return false;
  const [first] = comparison.values;
  if (comparison.operator === 'any') return comparison.values.some((value) => value.value === actual);
  if (!first) return true;
  const wanted = first.value;
  switch (comparison.operator) {
    case 'equals':
      return wanted === actual;
    case 'contains':
      return fold(actual).includes(fold(wanted));
    case 'starts-with':
      return fold(actual).startsWith(fold(wanted));
    case 'ends-with':
      return fold(actual).endsWith(fold(wanted));
    case 'greater-than':
      return actual > wanted;
    case 'greater-or-equal':
      return actual >= wanted;
    case 'less-than':
      return actual < wanted;
    case 'less-or-equal':
      return actual <= wanted;
    default:
      return false;
  }
}

const fold = (value: string | number | boolean): string => String(value).toLowerCase();
