import type { Instant } from '../account/known';

/** Longest piece of a name from Klaviyo that a sentence carries, in characters. */
const LONGEST_NAME = 60;

/** A name for use inside a sentence: on one line, at most 60 characters, in quotation marks. Names are untrusted text of any length. */
export function quoted(name: string): string {
  return `“${shortened(name)}”`;
}

/** A name on one line, cut to 60 characters with an ellipsis. Never cuts a character in two. */
export function shortened(name: string): string {
  const line = name.replace(/\s+/g, ' ').trim();
  if (line === '') return '(no name)';
  const characters = Array.from(line);
  return characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME - 1).join('')}…` : line;
}

/** A whole number with thousands separated: `18,204`. */
export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** A number and its noun: `1 campaign`, `3 campaigns`. */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : plural}`;
}

/** A fraction as a percentage: `42 %`, below ten with one decimal. */
export function percent(fraction: number): string {
  const value = fraction * 100;
  return `${Math.abs(value) < 9.95 && Math.round(value * 10) % 10 !== 0 ? value.toFixed(1) : value.toFixed(0)} %`;
}

/** The calendar day of an instant in UTC: `2025-11-23`. */
export function dayOf(at: Instant): string {
  const date = new Date(at);
  return Number.isFinite(date.getTime()) ? date.toISOString().slice(0, 10) : 'an unreadable date';
}

/** Words as an enumeration of at most `most`: `a, b and 3 more`. */
export function enumerated(words: readonly string[], most = 3): string {
  if (words.length <= 1) return words[0] ?? '';
  const shown = words.slice(0, most);
  const rest = words.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${count(rest)} more`;
  return `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]}`;
}
