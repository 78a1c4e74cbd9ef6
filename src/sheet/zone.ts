import type { CellValue } from '../domain/table/tab';

/** Days and moments of one spreadsheet: its dates are wall-clock times of its own zone, handed over as instants. */
export interface Zone {
  /** What `setValues` takes for a day: the instant at which the day begins. */
  dateOf(day: string): Date;
  /** What a Date from `getValues` says: a day where it stands at a day's beginning, else a moment. */
  valueOf(date: Date): CellValue;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Days and moments in an IANA zone; an unknown one counts as UTC. */
export function createZone(name: string): Zone {
  const clock = formatter(name);
  const offsets = new Map<number, number>();
  /** Wall clock minus UTC at an instant. Zones change at whole quarters of an hour. */
  const offsetAt = (instant: number): number => {
    const slot = Math.floor(instant / (HOUR / 4));
    let offset = offsets.get(slot);
    if (offset === undefined) {
      const parts = Object.fromEntries(clock.formatToParts(new Date(slot * (HOUR / 4))).map(({ type, value }) => [type, Number(value)])) as Record<string, number>;
      const wall = Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day, parts.hour, parts.minute, parts.second);
      offset = wall - slot * (HOUR / 4);
      offsets.set(slot, offset);
    }
    return offset;
  };
  const beginning = (day: string): number => {
    const wall = Date.parse(`${day}T00:00:00Z`);
    const guess = wall - offsetAt(wall);
    // Where the clock jumps over midnight, the day begins when it lands.
    for (const instant of [guess, wall - offsetAt(guess), guess - HOUR, guess + HOUR / 2, guess + HOUR]) {
      if (instant + offsetAt(instant) === wall) return instant;
    }
    return wall - offsetAt(wall - DAY);
  };
  return {
    dateOf: (day) => new Date(beginning(day)),
    valueOf: (date) => {
      const instant = date.getTime();
      if (Number.isNaN(instant)) return null;
      const day = new Date(instant + offsetAt(instant)).toISOString().slice(0, 10);
      return Math.abs(instant - beginning(day)) < 500 ? { day } : { moment: instant };
    },
  };
}

function formatter(timeZone: string): Intl.DateTimeFormat {
  const options: Intl.DateTimeFormatOptions = {
    calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  };
  try {
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone });
  } catch {
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' });
  }
}
