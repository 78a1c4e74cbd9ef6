import type { Instant } from '../account/known';
import { DAY } from '../account/known';
import type { DateFilter, TimeUnit } from './filter';
import type { TimeSpan } from './profile-facts';

export const UNIT_MILLISECONDS: Readonly<Record<TimeUnit, number>> = { hour: DAY / 24, day: DAY, week: 7 * DAY };

/** Instant of an ISO date or date-time; without a zone it is UTC, as segments are evaluated; null when it is none. */
export function instantOf(text: string): Instant | null {
  const plain = text.trim();
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(plain) || !/[T ]\d/.test(plain) ? plain : `${plain.replace(' ', 'T')}Z`;
  const at = /^\d{4}-\d{2}-\d{2}/.test(plain) ? Date.parse(zoned) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

/**
 * The span a date filter means when looked at `at`, to the millisecond, both ends included (`after` and `before` without the moment named).
 * Null where it is no single span (anniversaries, months, since the flow's start) or runs backwards.
 */
export function spanOf(filter: DateFilter, at: Instant): TimeSpan | null {
  switch (filter.operator) {
    case 'alltime':
      return { from: null, to: null };
    case 'after':
      return from(instantOf(filter.date), 1);
    case 'before': {
      const end = instantOf(filter.date);
      return end === null ? null : { from: null, to: end - 1 };
    }
    case 'between-static':
      return ordered(instantOf(filter.start), instantOf(filter.end));
    case 'in-the-last':
      return ordered(at - filter.quantity * UNIT_MILLISECONDS[filter.unit], at);
    case 'in-the-next':
      return ordered(at, at + filter.quantity * UNIT_MILLISECONDS[filter.unit]);
    case 'at-least':
      return { from: null, to: at - filter.quantity * UNIT_MILLISECONDS[filter.unit] };
    case 'between': {
      const unit = UNIT_MILLISECONDS[filter.unit];
      return ordered(at - filter.end * unit, at - filter.start * unit);
    }
    default:
      return null;
  }
}

const from = (start: Instant | null, later: number): TimeSpan | null => (start === null ? null : { from: start + later, to: null });

function ordered(start: Instant | null, end: Instant | null): TimeSpan | null {
  return start === null || end === null || start > end ? null : { from: start, to: end };
}

/** True when the instant lies in the span. */
export function inSpan(at: Instant, span: TimeSpan): boolean {
  return (span.from === null || at >= span.from) && (span.to === null || at <= span.to);
}

/** Whether a date meets a date filter looked at `now`; null where it cannot be told (since the flow's start, a span that runs backwards). */
export function dateMeets(filter: DateFilter, date: Instant, now: Instant): boolean | null {
  switch (filter.operator) {
    case 'calendar-month':
      return new Date(date).getUTCMonth() + 1 === filter.value;
    case 'anniversary-month':
      return new Date(date).getUTCMonth() === new Date(now).getUTCMonth();
    case 'anniversary':
      return anniversaryIn(date, dayOf(now), dayOf(now) + DAY - 1);
    case 'anniversary-next':
      return anniversaryIn(date, now, now + filter.quantity * UNIT_MILLISECONDS[filter.unit]);
    case 'anniversary-last':
      return anniversaryIn(date, now - filter.quantity * UNIT_MILLISECONDS[filter.unit], now);
    case 'flow-start':
      return null;
    default: {
      const span = spanOf(filter, now);
      return span === null ? null : inSpan(date, span);
    }
  }
}

const dayOf = (at: Instant): Instant => Math.floor(at / DAY) * DAY;

/** Whether the date's month and day fall into the span in some year; 29 February counts as 1 March in other years. */
function anniversaryIn(date: Instant, start: Instant, end: Instant): boolean {
  const day = new Date(date);
  for (let year = new Date(start).getUTCFullYear(); year <= new Date(end).getUTCFullYear(); year += 1) {
    const anniversary = Date.UTC(
      year,
      day.getUTCMonth(),
      day.getUTCDate(),
      day.getUTCHours(),
      day.getUTCMinutes(),
      day.getUTCSeconds(),
      day.getUTCMilliseconds(),
    );
    if (anniversary >= start && anniversary <= end) return true;
  }
  return false;
}
