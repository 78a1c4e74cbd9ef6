/**
 * Spreadsheets count days since 1899-12-30 on a clock without zone; a script sees instants. The spreadsheet's zone joins the two.
 */
const DAY = 86_400_000;
const EPOCH = Date.UTC(1899, 11, 30);

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

/** What a wall clock in `zone` shows at the instant, as milliseconds of the same reading in UTC. Throws a RangeError for an unknown zone. */
export function wallClock(instant: number, zone: string): number {
  if (zone === 'Etc/UTC' || zone === 'UTC' || zone === 'GMT' || zone === 'Etc/GMT') return instant;
  const part: Record<string, number> = {};
  let before = false;
  for (const { type, value } of formatterOf(zone).formatToParts(instant)) {
    if (type === 'era') before = value === 'BC';
    else if (type !== 'literal') part[type] = Number(value);
  }
  const year = before ? 1 - (part.year ?? 1) : (part.year ?? 0);
  const reading = new Date(Date.UTC(2000, (part.month ?? 1) - 1, part.day, part.hour, part.minute, part.second)).setUTCFullYear(year);
  return reading + (((instant % 1000) + 1000) % 1000);
}

/** The instant at which a wall clock in `zone` shows the reading; where clocks jump ahead, the instant after the gap, where they fall back, the first. */
export function instantOf(reading: number, zone: string): number {
  const guess = reading - (wallClock(reading, zone) - reading);
  const earlier = reading - (wallClock(guess - DAY, zone) - (guess - DAY));
  if (wallClock(earlier, zone) === reading) return earlier;
  const later = reading - (wallClock(guess + DAY, zone) - (guess + DAY));
  if (wallClock(later, zone) === reading) return later;
  return Math.max(earlier, later);
}

/** Serial number of an instant in the zone. */
export function serialOf(instant: number, zone: string): number {
  return (wallClock(instant, zone) - EPOCH) / DAY;
}

/** Instant of a serial number in the zone, to the millisecond. */
export function instantOfSerial(serial: number, zone: string): number {
  return instantOf(readingOfSerial(serial), zone);
}

/** Wall-clock reading (as UTC milliseconds) of a serial number. */
export function readingOfSerial(serial: number): number {
  return Math.round(serial * DAY) + EPOCH;
}

/** Serial number of a wall-clock reading given as UTC milliseconds. */
export function serialOfReading(reading: number): number {
  return (reading - EPOCH) / DAY;
}

/** Serial number of a calendar day; null when there is no such day. */
export function serialOfDay(year: number, month: number, day: number): number | null {
  const reading = Date.UTC(year, month - 1, day);
  const check = new Date(reading);
  if (check.getUTCFullYear() !== year || check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day) return null;
  return serialOfReading(reading);
}
