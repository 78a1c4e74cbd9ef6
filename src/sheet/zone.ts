import { DAY } from '../domain/account/known';
import { dayStart, dayText, instantOf, localDay, zoneOffset } from '../domain/account/local-day';
import type { CellValue } from '../domain/table/tab';

/** Days and moments of one spreadsheet: its dates are wall-clock times of its own zone, handed over as instants. */
export interface Zone {
  /** What `setValues` takes for a day: the instant at which the day begins. */
  dateOf(day: string): Date;
  /** What `setValues` takes for a moment. */
  momentOf(at: number): Date;
  /** What a Date from `getValues` says: a day where it stands at a day's beginning, else a moment. */
  valueOf(date: Date): CellValue;
}

/**
 * Days and moments in an IANA zone; an unknown one counts as UTC.
 * @param clock zone whose clock moments show, where that is not the sheet's own: a tab about the account shows the account's time in any sheet
 */
export function createZone(name: string, clock: string = name): Zone {
  const offset = zoneOffset(name);
  const shown = clock === name ? offset : zoneOffset(clock);
  return {
    dateOf: (day) => new Date(dayStart(offset, Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY))),
    momentOf: (at) => new Date(clock === name ? at : instantOf(offset, at + shown(at))),
    valueOf: (date) => {
      const instant = date.getTime();
      if (Number.isNaN(instant)) return null;
      const day = localDay(offset, instant);
      return Math.abs(instant - dayStart(offset, day)) < 500 ? { day: dayText(day) } : { moment: instant, on: dayText(day) };
    },
  };
}
