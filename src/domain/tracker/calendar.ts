import { DAY } from '../account/known';
import { addDays } from '../text/dates';

export { addDays } from '../text/dates';

/** True for a real calendar day `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const made = new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])));
  return dayText(made) === text;
}

/** The day `count` months later; the last day of the month where that month has no such day. */
export function addMonths(day: string, count: number): string {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7)) - 1 + count;
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return dayText(new Date(Date.UTC(year, month, Math.min(Number(day.slice(8, 10)), last))));
}

/** When a row reviewed on `day` is due again; null when `cadence` is none of the dropdown's words. */
export function nextAfter(day: string, cadence: string): string | null {
  switch (cadence) {
    case 'Weekly':
      return addDays(day, 7);
    case 'Monthly':
      return addMonths(day, 1);
    case 'Quarterly':
      return addMonths(day, 3);
    case 'Yearly':
      return addMonths(day, 12);
    default:
      return null;
  }
}

const SERIAL_START = Date.UTC(1899, 11, 30);

/** A spreadsheet's serial number of a day: days since 1899-12-30. */
export function serialOf(day: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - SERIAL_START) / DAY);
}

/** The day of a spreadsheet's serial number; null for one that is no whole day between the years 1900 and 9999. */
export function dayOfSerial(serial: number): string | null {
  return Number.isInteger(serial) && serial > 0 && serial < 2_958_466 ? dayText(new Date(SERIAL_START + serial * DAY)) : null;
}

function dayText(date: Date): string {
  return date.toISOString().slice(0, 10);
}
