import type { RefreshView } from '../addon/protocol';

/** Date and time in the reader's own zone and language. */
export function moment(instant: number | null): string {
  return instant === null ? 'never' : new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(instant);
}

/** Time left in words that do not pretend to more exactness than an estimate has. */
export function timeLeft(seconds: number | null): string {
  if (seconds === null) return 'time left not known yet';
  if (seconds < 60) return 'less than a minute left';
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} left`;
  return `about ${Math.round(minutes / 60)} hours left`;
}

/** `1,204`, as the reader's own language has it. */
export function number(value: number): string {
  return value.toLocaleString();
}

/** `1,204 of 5,000`; `1,204 of 4,000 to 5,000` while the end is estimated, `1,204 so far` while nothing is known of it. */
export function count({ done, atLeast, expected }: Pick<RefreshView, 'done' | 'atLeast' | 'expected'>): string {
  if (expected === null) return `${number(done)} so far`;
  const least = Math.max(done, atLeast ?? expected);
  return least < expected ? `${number(done)} of ${number(least)} to ${number(expected)}` : `${number(Math.min(done, expected))} of ${number(expected)}`;
}

/** How long before `now` an instant lies: `just now`, `4 minutes ago`, or the moment itself when that is longer than an hour. */
export function ago(instant: number | null, now: number): string {
  if (instant === null) return 'never';
  const minutes = Math.floor((now - instant) / 60_000);
  if (minutes < 1) return 'just now';
  return minutes < 60 ? `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ago` : moment(instant);
}
