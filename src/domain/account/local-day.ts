import type { Instant } from './known';
import { DAY } from './known';

const QUARTER = 900_000;

/*
 * The one clock: whatever says a day, a month or an hour of the account (or of the sheet) takes it from here.
 */

/** Wall clock minus UTC of an IANA zone, in milliseconds; a zone that is not known counts as UTC. */
export type ZoneOffset = (at: Instant) => number;

/**
 * Offsets of a zone, looked up twice for each day of UTC and kept: asking for every event of 500,000 people would take minutes in
 * Apps Script. Only on the day of a clock change is each quarter of an hour looked up.
 */
export function zoneOffset(zone: string): ZoneOffset {
  const clock = formatter(zone);
  const known = new Map<number, number>();
  const lookUp = (at: Instant): number => {
    const kept = known.get(at);
    if (kept !== undefined) return kept;
    const parts: Partial<Record<string, number>> = {};
    for (const { type, value } of clock.formatToParts(new Date(at))) parts[type] = Number(value);
    const offset = Date.UTC(parts['year'] ?? 0, (parts['month'] ?? 1) - 1, parts['day'], parts['hour'], parts['minute'], parts['second']) - at;
    known.set(at, offset);
    return offset;
  };
  return (at) => {
    const midnight = Math.floor(at / DAY) * DAY;
    const first = lookUp(midnight);
    return first === lookUp(midnight + DAY) ? first : lookUp(Math.floor(at / QUARTER) * QUARTER);
  };
}

/** Number of the zone's calendar day in which an instant lies: 0 is 1 January 1970. */
export function localDay(offset: ZoneOffset, at: Instant): number {
  return Math.floor((at + offset(at)) / DAY);
}

/** `2026-07-01` of a calendar day's number; years beyond 9999 as they are. */
export function dayText(day: number): string {
  const date = new Date(day * DAY);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${String(date.getUTCFullYear()).padStart(4, '0')}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
}

/** Instant at which the zone's calendar day begins; where the clock jumps over midnight, when it lands. */
export function dayStart(offset: ZoneOffset, day: number): Instant {
  return instantOf(offset, day * DAY);
}

/** Instant at which the zone's clock shows `wall` (as if it were UTC): the first where it does so twice, when it lands where it jumps over it. */
export function instantOf(offset: ZoneOffset, wall: number): Instant {
  // No clock is further than 14 hours from UTC: these two lie on either side of any change near it.
  const [before, after] = [wall - offset(wall - DAY), wall - offset(wall + DAY)];
  const shown = [before, after].filter((at) => at + offset(at) === wall);
  return shown.length === 0 ? before : Math.min(...shown);
}

/** First instant of the calendar month that lies `back` months before the one of `at`, in the zone. */
export function monthStart(offset: ZoneOffset, at: Instant, back: number): Instant {
  const wall = new Date(at + offset(at));
  return instantOf(offset, Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() - back, 1));
}

/** First instant of the zone's day so many calendar months before the day of `at`; at most the 28th, which every month has. */
export function dayMonthsBefore(offset: ZoneOffset, at: Instant, months: number): Instant {
  const wall = new Date(at + offset(at));
  return instantOf(offset, Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() - months, Math.min(wall.getUTCDate(), 28)));
}

function formatter(timeZone: string): Intl.DateTimeFormat {
  const options: Intl.DateTimeFormatOptions = {
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  };
  try {
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone });
  } catch {
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' });
  }
}
