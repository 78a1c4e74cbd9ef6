import { isKnown } from '../account/known';
import type { Instant, Known } from '../account/known';
import type { Figure } from '../behavior/figure';
import type { Formats } from '../text/format';
import type { CellValue, ColumnFormat, TabCell } from './tab';

/** What a cell says where a fact could not be read; the reason is in its note. */
export const UNKNOWN = 'Unknown';

/** Excel refuses a cell or note above 32,767 characters, Google Sheets above 50,000: the stricter one holds. */
export const MOST_CHARACTERS = 32_000;

/** `text` within `most` characters, never cut inside a surrogate pair; says how much was left out. */
export function clip(text: string, most: number = MOST_CHARACTERS): string {
  if (text.length <= most) return text;
  const tail = ` … (${text.length - most} more characters)`;
  let end = Math.max(0, most - tail.length);
  const last = text.charCodeAt(end - 1);
  if (last >= 0xd800 && last <= 0xdbff) end -= 1;
  return text.slice(0, end) + tail;
}

/** A cell with a value and, when there is something to say, a note. */
export function cell(value: CellValue, note?: string | null): TabCell {
  const written = typeof value === 'string' ? clip(value) : value;
  return note ? { value: written, note: clip(note) } : { value: written };
}

/** Text that opens a page in Klaviyo. */
export function linked(text: string, link: string, note?: string): TabCell {
  return { ...cell(text === '' ? '(no name)' : text, note), link };
}

/** Klaviyo's JSON, ready to create: whole or not at all. */
export function definitionCell(definition: string | null): TabCell {
  if (definition === null) return unknownCell('Klaviyo’s two levels of conditions cannot say this rule; a person has to build it.');
  return definition.length > MOST_CHARACTERS ? unknownCell('The definition is longer than a cell can hold.') : cell(definition);
}

/** A fact that was not read: never 0, never blank. */
export function unknownCell(reason: string): TabCell {
  return cell(UNKNOWN, reason);
}

/** A known fact as `show` makes it, or `Unknown` with the reason. */
export function knownCell<T>(fact: Known<T>, show: (value: T) => TabCell): TabCell {
  return isKnown(fact) ? show(fact.value) : unknownCell(fact.unknown);
}

/** A fact that Klaviyo may leave out. */
export function toldCell(value: number | string | null, why = 'Klaviyo did not say.'): TabCell {
  return value === null ? unknownCell(why) : cell(value);
}

/** The calendar day of an instant; `absent` where there is none. */
export function dayCell(at: Instant | null, formats: Formats, absent: TabCell = unknownCell('Klaviyo did not say.')): TabCell {
  return at === null ? absent : cell({ day: formats.dayOf(at) });
}

/** A figure's number with its period, sample, method and interval in the note; `Unknown` with the reason otherwise. */
export function figureCell(fact: Known<Figure>, formats: Formats, counts = ''): TabCell {
  if (!isKnown(fact)) return unknownCell(fact.unknown);
  const figure = fact.value;
  if (!isKnown(figure.value)) return unknownCell(figure.value.unknown);
  return cell(figureNumber(figure.value.value, figure.unit), figureNote(figure, formats, counts));
}

/** How a figure came about, in full: what it counts, method, period, sample, interval, caveats. */
export function figureNote(figure: Figure, formats: Formats, counts = ''): string {
  const show = (value: number): string => figureText(value, figure.unit, formats);
  const lines = [
    counts,
    `Method: ${methodWords(figure.method)}.`,
    figure.period && `Period: ${figure.period}.`,
    figure.sample && `Sample: ${figure.sample}.`,
    figure.low !== null &&
      figure.high !== null &&
      (figure.range === undefined
        ? `With 95% certainty between ${show(figure.low)} and ${show(figure.high)}.`
        : `${show(figure.low)} to ${show(figure.high)} ${figure.range}.`),
    figure.explanation,
  ];
  return lines
    .filter((line): line is string => typeof line === 'string' && line !== '')
    .join('\n')
    .replace(/\.\.+(?=\n|$)/g, '.');
}

/** How a figure came about, in a marketer's words. */
export function methodWords(method: Figure['method']): string {
  return method === 'fallback' ? 'usual value' : method;
}

/** A figure's number in words: `1,240`, `$48.20`, `118 days`, `12%`. */
export function figureText(value: number, unit: Figure['unit'], formats: Formats): string {
  switch (unit) {
    case 'money':
    case 'money per order':
      return formats.money(value);
    case 'share':
    case 'probability':
      return formats.share(value);
    case 'days':
      return `${formats.decimal(value)} ${value === 1 ? 'day' : 'days'}`;
    case 'count':
      // Orders per buyer or campaigns a week: 2.87 is not 3, and 0.08 not 0.
      return Math.abs(value) < 10 ? formats.rate(value).words : formats.decimal(value);
    case 'profiles':
    case 'orders':
      return formats.count(value);
  }
}

/** Column format in which a figure of this unit is written. */
export function figureFormat(unit: Figure['unit']): ColumnFormat {
  switch (unit) {
    case 'money':
    case 'money per order':
      return 'money';
    case 'share':
    case 'probability':
      return 'share';
    case 'days':
    case 'count':
      return 'number';
    case 'profiles':
    case 'orders':
      return 'whole number';
  }
}

/** The number as the sheet holds it: whole people and orders, cents, and no more digits than a share or a count per something means. */
export function figureNumber(value: number, unit: Figure['unit']): number {
  const digits =
    unit === 'share' || unit === 'probability' ? 4 : unit === 'money' || unit === 'money per order' || unit === 'count' ? 2 : unit === 'days' ? 1 : 0;
  const scale = 10 ** (unit === 'count' && Math.abs(value) < 1 ? 3 : digits);
  return Math.round(value * scale) / scale + 0;
}

/** A part of a whole as a cell keeps it, 0..1; 0 where there is no whole. */
export function shareNumber(part: number, whole: number): number {
  return whole <= 0 ? 0 : figureNumber(part / whole, 'share');
}
