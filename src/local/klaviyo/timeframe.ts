import { badBody } from './refusal';
import { instantOf, wallClock } from './time-zone';

const YEAR = 366 * 86_400_000;

export interface Timeframe {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** Reads a report's `timeframe`: a key or start and end, whose offsets are ignored. 400 for more than a year. */
export function readTimeframe(timeframe: unknown, zone: string, now: number): Timeframe {
  if (timeframe === null || typeof timeframe !== 'object') throw badBody('/data/attributes/timeframe', 'timeframe is required.');
  const { key, start, end } = timeframe as Readonly<Record<string, unknown>>;
  if (typeof key === 'string') return byKey(key, zone, now);
  if (typeof start !== 'string' || typeof end !== 'string') throw badBody('/data/attributes/timeframe', 'timeframe takes a key, or start and end.');
  const from = local(start, zone);
  const to = local(end, zone);
  if (to <= from) throw badBody('/data/attributes/timeframe', 'The end of the timeframe must be after its start.');
  if (to - from > YEAR) throw badBody('/data/attributes/timeframe', 'The timeframe cannot be longer than 1 year.');
  return { from, to };
}

function local(text: string, zone: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?/.exec(text);
  if (!match) throw badBody('/data/attributes/timeframe', `'${text}' is not a date-time.`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return instantOf(zone, year, month, day, hour, minute, second);
}

function byKey(key: string, zone: string, now: number): Timeframe {
  const { year, month, day } = wallClock(zone, now);
  const weekday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
  const at = (y: number, m: number, d: number): number => instantOf(zone, y, m, d);
  const until = now + 1;
  switch (key) {
    case 'today':
      return { from: at(year, month, day), to: until };
    case 'yesterday':
      return { from: at(year, month, day - 1), to: at(year, month, day) };
    case 'this_week':
      return { from: at(year, month, day - weekday), to: until };
    case 'last_week':
      return { from: at(year, month, day - weekday - 7), to: at(year, month, day - weekday) };
    case 'this_month':
      return { from: at(year, month, 1), to: until };
    case 'last_month':
      return { from: at(year, month - 1, 1), to: at(year, month, 1) };
    case 'this_year':
      return { from: at(year, 1, 1), to: until };
    case 'last_year':
      return { from: at(year - 1, 1, 1), to: at(year, 1, 1) };
    case 'last_7_days':
      return { from: at(year, month, day - 7), to: until };
    case 'last_30_days':
      return { from: at(year, month, day - 30), to: until };
    case 'last_90_days':
      return { from: at(year, month, day - 90), to: until };
    case 'last_3_months':
      return { from: at(year, month - 3, day), to: until };
    case 'last_12_months':
      return { from: at(year - 1, month, day), to: until };
    case 'last_365_days':
      return { from: at(year, month, day - 365), to: until };
    default:
      throw badBody('/data/attributes/timeframe/key', `'${key}' is not a valid timeframe key.`);
  }
}
