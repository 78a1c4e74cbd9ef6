/** `a`, `a or b`, `a, b or c`. */
export function joined(parts: readonly string[], last: 'and' | 'or' | 'nor'): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} ${last} ${parts[parts.length - 1]}`;
}

/** `"text"`, or words where there is none. */
export function quoted(value: string | number | null): string {
  return value === null ? 'no value' : `"${value}"`;
}

/** First letter in upper case. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Number as a person writes it: `1,250.5`. */
export function plainNumber(value: number): string {
  const [whole = '', fraction] = String(Math.abs(value)).split('.');
  if (whole.includes('e')) return String(value);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${value < 0 ? '-' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** Name of a calendar month 1..12. */
export function monthName(month: number): string {
  return MONTHS[month - 1] ?? `month ${month}`;
}

/** `5 January 2024`, with the time where it is not midnight; UTC, as segments are evaluated (help.klaviyo.com 4403222359451). */
export function plainDate(text: string): string {
  const at = new Date(Date.parse(text));
  if (Number.isNaN(at.getTime())) return text;
  const day = `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
  const clock = at.toISOString().slice(11, 19).replace(/:00$/, '');
  return clock === '00:00' ? day : `${day} ${clock} UTC`;
}

/** What was not understood, by the words Klaviyo gave it: `("numeric roughly")`; empty where it has none. */
export function sourceWords(source: unknown): string {
  if (typeof source !== 'object' || source === null || Array.isArray(source)) return '';
  const { type, operator } = source as { readonly type?: unknown; readonly operator?: unknown };
  const words = [type, operator].filter((word): word is string => typeof word === 'string' && word !== '');
  return words.length === 0 ? '' : ` ("${words.join(' ')}")`;
}
