import type { Instant } from '../account/known';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** Name of a calendar month 1..12. */
export function monthName(month: number): string {
  return MONTHS[month - 1] ?? `month ${month}`;
}

/** `March 5, 2024`, with the time where it is not midnight (`March 5, 2024 at 14:30 UTC`): UTC, as segments are evaluated (help.klaviyo.com 4403222359451). */
export function plainMoment(at: Instant): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return 'an unreadable date';
  const day = `${monthName(date.getUTCMonth() + 1)} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
  const clock = date.toISOString().replace(/^.*T/, '').replace('Z', '').replace(/\.000$/, '').replace(/:00$/, '');
  return clock === '00:00' ? day : `${day} at ${clock} UTC`;
}

/** The day `count` days after `day` (`YYYY-MM-DD`), earlier when negative. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}
