const formats = new Map<string, Intl.DateTimeFormat>();

/** A date and time as a wall clock shows it; months count from 1. */
export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** True for a zone of the IANA database. */
export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

/** What the clock shows in a zone at an instant. */
export function wallClock(zone: string, at: number): WallClock {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return { year, month, day, hour, minute, second };
}

/** The instant at which a zone's clock shows this; in a gap of daylight saving, the moment after it. */
export function instantOf(zone: string, year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number {
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
  let at = asUtc - offsetAt(zone, asUtc);
  // The offset may differ between the first guess and the answer, near a change of clocks.
  at = asUtc - offsetAt(zone, at);
  return at;
}

function offsetAt(zone: string, at: number): number {
  const { year, month, day, hour, minute, second } = wallClock(zone, at);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

export type Interval = 'hour' | 'day' | 'week' | 'month';

/** The start of the interval around `at`. Weeks begin on Monday. */
export function intervalStart(zone: string, interval: Interval, at: number): number {
  const { year, month, day, hour } = wallClock(zone, at);
  switch (interval) {
    case 'hour':
      return instantOf(zone, year, month, day, hour);
    case 'day':
      return instantOf(zone, year, month, day);
    case 'week':
      return instantOf(zone, year, month, day - ((new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7));
    case 'month':
      return instantOf(zone, year, month, 1);
  }
}

/** Starts of all intervals that begin before `to`, the first of them around `from`. */
export function intervalStarts(zone: string, interval: Interval, from: number, to: number): readonly number[] {
  const starts: number[] = [];
  for (let at = intervalStart(zone, interval, from); at < to; at = nextStart(zone, interval, at)) starts.push(at);
  return starts;
}

function nextStart(zone: string, interval: Interval, start: number): number {
  const { year, month, day } = wallClock(zone, start);
  switch (interval) {
    case 'hour':
      return start + 3_600_000;
    case 'day':
      return instantOf(zone, year, month, day + 1);
    case 'week':
      return instantOf(zone, year, month, day + 7);
    case 'month':
      return instantOf(zone, year, month + 1, 1);
  }
}
