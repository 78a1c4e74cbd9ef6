import { instantOf, wallClock } from './time-zone';

/** A filter of a definition: `{type, operator, value…}`. */
export type FilterJson = Readonly<Record<string, unknown>>;

const UNITS: Readonly<Record<string, number>> = { hour: 3_600_000, day: 86_400_000, week: 604_800_000 };
const DAY = 86_400_000;

const number = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);

/** The closed span of instants that a date filter allows at `at`; null where a span cannot say it (anniversaries, calendar months). */
export function dateSpan(filter: FilterJson, at: number): readonly [number, number] | null {
  const unit = UNITS[String(filter.unit)] ?? DAY;
  switch (filter.operator) {
    case 'alltime':
      return [Number.NEGATIVE_INFINITY, at];
    case 'before':
      return [Number.NEGATIVE_INFINITY, Date.parse(String(filter.date)) - 1];
    case 'after':
      return [Date.parse(String(filter.date)) + 1, Number.POSITIVE_INFINITY];
    case 'between-static':
      return [Date.parse(String(filter.start)), Date.parse(String(filter.end))];
    case 'in-the-last':
      return [at - number(filter.quantity) * unit, at];
    case 'at-least':
      return [Number.NEGATIVE_INFINITY, at - number(filter.quantity) * unit];
    case 'in-the-next':
      return [at, at + number(filter.quantity) * unit];
    case 'between':
      return [at - Math.max(number(filter.start), number(filter.end)) * unit, at - Math.min(number(filter.start), number(filter.end)) * unit];
    default:
      return null;
  }
}

/** True when an instant satisfies a date filter at `at`, by the calendar of `zone`. */
export function matchesDate(filter: FilterJson, value: number, at: number, zone: string): boolean {
  const span = dateSpan(filter, at);
  if (span) return value >= span[0] && value <= span[1];
  const { month, day } = wallClock(zone, value);
  const today = wallClock(zone, at);
  const unit = UNITS[String(filter.unit)] ?? DAY;
  switch (filter.operator) {
    case 'anniversary':
      return month === today.month && day === today.day;
    case 'anniversary-month':
      return month === today.month;
    case 'calendar-month':
      return month === filter.value;
    case 'anniversary-next': {
      const midnight = instantOf(zone, today.year, today.month, today.day);
      const thisYear = instantOf(zone, today.year, month, day);
      const next = thisYear >= midnight ? thisYear : instantOf(zone, today.year + 1, month, day);
      return value < midnight && next <= at + number(filter.quantity) * unit;
    }
    case 'anniversary-last': {
      const thisYear = instantOf(zone, today.year, month, day);
      const last = thisYear <= at ? thisYear : instantOf(zone, today.year - 1, month, day);
      return last > value && last >= at - number(filter.quantity) * unit;
    }
    default:
      return false;
  }
}

/** True when a number satisfies a numeric filter. */
export function matchesNumber(filter: FilterJson, value: number): boolean {
  const wanted = number(filter.value);
  switch (filter.operator) {
    case 'equals':
      return value === wanted;
    case 'not-equals':
      return value !== wanted;
    case 'greater-than':
      return value > wanted;
    case 'greater-than-or-equal':
      return value >= wanted;
    case 'less-than':
      return value < wanted;
    case 'less-than-or-equal':
      return value <= wanted;
    case 'between':
      return value >= number(filter.start) && value <= number(filter.end);
    default:
      return false;
  }
}

function matchesText(filter: FilterJson, value: string): boolean {
  const operator = String(filter.operator);
  if (operator.startsWith('not-')) return !matchesText({ ...filter, operator: operator === 'not-in' ? 'in' : operator.slice(4) }, value);
  const wanted = String(filter.value ?? '').toLowerCase();
  const actual = value.toLowerCase();
  switch (operator) {
    case 'equals':
      return actual === wanted;
    case 'contains':
      return actual.includes(wanted);
    case 'starts-with':
      return actual.startsWith(wanted);
    case 'ends-with':
      return actual.endsWith(wanted);
    case 'in':
      return Array.isArray(filter.value) && filter.value.some((item) => String(item).toLowerCase() === actual);
    case 'regex':
      return new RegExp(String(filter.value)).test(value);
    case 'nregex':
      return !new RegExp(String(filter.value)).test(value);
    case 'phone-country-code-in':
      return Array.isArray(filter.value) && filter.value.some((code) => value.startsWith(`+${String(code).replace('+', '')}`));
    default:
      return false;
  }
}

function matchesList(filter: FilterJson, value: unknown): boolean {
  const items = (Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]).map((item) => String(item).toLowerCase());
  const wanted = (Array.isArray(filter.value) ? filter.value : [filter.value]).map((item) => String(item).toLowerCase());
  const operator = String(filter.operator);
  if (operator.startsWith('not-')) return !matchesList({ ...filter, operator: operator.slice(4) }, value);
  if (operator.startsWith('length-')) return matchesNumber({ ...filter, operator: operator.slice(7) }, items.length);
  switch (operator) {
    case 'contains':
    case 'contains-any':
      return wanted.some((item) => items.includes(item));
    case 'contains-all':
      return wanted.every((item) => items.includes(item));
    case 'contains-substring':
      return items.some((item) => item.includes(wanted[0] ?? ''));
    default:
      return false;
  }
}

/** True when a property's value satisfies a filter of any type. An unset property satisfies `not-set` and negations of lists and strings alone. */
export function matchesValue(filter: FilterJson, value: unknown, at: number, zone: string): boolean {
  const isSet = value !== undefined && value !== null && value !== '';
  switch (filter.type) {
    case 'existence':
      return filter.operator === 'is-set' ? isSet : !isSet;
    case 'list':
      return matchesList(filter, value);
    case 'string':
      return isSet ? matchesText(filter, String(value)) : String(filter.operator).startsWith('not-') || filter.operator === 'nregex';
    case 'boolean':
      return typeof value === 'boolean' && value === filter.value;
    case 'numeric':
      return isSet && matchesNumber(filter, Number(value));
    case 'date': {
      const instant = typeof value === 'number' ? value : isSet ? Date.parse(String(value)) : Number.NaN;
      return !Number.isNaN(instant) && matchesDate(filter, instant, at, zone);
    }
    default:
      return false;
  }
}
