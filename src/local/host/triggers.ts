import { instantOf, wallClock } from './workbook/serial-date';

/** When a trigger fires: once, or again and again. Hours and days are those of its zone. */
export type Rhythm =
  | { readonly kind: 'once'; readonly at: number }
  | { readonly kind: 'minutes'; readonly every: number }
  | { readonly kind: 'hours'; readonly every: number }
  | { readonly kind: 'days'; readonly every: number; readonly hour: number; readonly minute: number }
  | { readonly kind: 'weeks'; readonly every: number; readonly weekday: number; readonly hour: number; readonly minute: number }
  | { readonly kind: 'month'; readonly day: number; readonly hour: number; readonly minute: number };

/** One installed trigger. */
export interface InstalledTrigger {
  readonly id: string;
  readonly owner: string;
  readonly handler: string;
  readonly rhythm: Rhythm;
  readonly zone: string;
  nextAt: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The first time after `now` that the rhythm falls on; Infinity for one that is over. */
export function nextTime(rhythm: Rhythm, now: number, zone: string): number {
  switch (rhythm.kind) {
    case 'once':
      return rhythm.at > now ? rhythm.at : Infinity;
    case 'minutes':
      return now + rhythm.every * MINUTE;
    case 'hours':
      return now + rhythm.every * HOUR;
    default: {
      const today = Math.floor(wallClock(now, zone) / DAY) * DAY;
      const clock = rhythm.hour * HOUR + rhythm.minute * MINUTE;
      for (let ahead = 0; ahead <= 7 * 8 + 366; ahead += 1) {
        const reading = today + ahead * DAY;
        const date = new Date(reading);
        const fits =
          rhythm.kind === 'days' ||
          (rhythm.kind === 'weeks' ? date.getUTCDay() === rhythm.weekday : date.getUTCDate() === Math.min(rhythm.day, daysOfMonth(date)));
        const at = instantOf(reading + clock, zone);
        if (fits && at > now) return rhythm.kind === 'days' && rhythm.every > 1 ? instantOf(reading + (rhythm.every - 1) * DAY + clock, zone) : at;
      }
      return Infinity;
    }
  }
}

function daysOfMonth(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}

/** Shortest time between two runs that the rhythm asks for; for one that fires once, how far ahead it lies. */
export function shortestGap(rhythm: Rhythm, now: number): number {
  switch (rhythm.kind) {
    case 'once':
      return rhythm.at - now;
    case 'minutes':
      return rhythm.every * MINUTE;
    case 'hours':
      return rhythm.every * HOUR;
    default:
      return DAY;
  }
}
