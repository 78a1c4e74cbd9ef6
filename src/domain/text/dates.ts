const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** Name of a calendar month 1..12. */
export function monthName(month: number): string {
  return MONTHS[month - 1] ?? `month ${month}`;
}

/** The day `count` days after `day` (`YYYY-MM-DD`), earlier when negative. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}
