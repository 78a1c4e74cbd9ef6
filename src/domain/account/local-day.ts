import type { Instant } from './known';
import { DAY } from './known';

const QUARTER = 900_000;

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

function formatter(timeZone: string): Intl.DateTimeFormat {
  const options: Intl.DateTimeFormatOptions = {
    calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  };
  try {
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone });
  } catch {
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' });
  }
}
