import { createFormats } from '../text/format';
import type { Formats } from '../text/format';
import type { CellValue, ColumnFormat } from '../table/tab';
import { noteStamp, plainNote } from './cell-stamp';

const SUGGESTS = 'Segment Coverage now suggests: ';

/** Excel and Google Sheets both show about this much of a note before it becomes a burden. */
const LONGEST_SUGGESTION = 1_200;

/** What a suggestion's value is written with. */
export type CellFormats = Pick<Formats, 'money' | 'fineShare'>;
/** Where no account is at hand and nothing is suggested in money or shares. */
export const BARE_CELLS: CellFormats = { money: String, fineShare: createFormats({ locale: 'en-US', currency: 'USD', timezone: 'UTC' }).fineShare };

/** What a kept cell's note says about the new suggestion: one paragraph. */
export function suggestionNote(value: CellValue, format: ColumnFormat, formats: CellFormats): string {
  const text = shown(value, format, formats).replace(/\n\s*\n+/g, '\n');
  return SUGGESTS + (text.length > LONGEST_SUGGESTION ? `${text.slice(0, LONGEST_SUGGESTION - 1)}…` : text);
}

function shown(value: CellValue, format: ColumnFormat, formats: CellFormats): string {
  if (value === null) return '';
  if (typeof value === 'number') {
    if (format === 'money') return formats.money(value);
    return format === 'share' ? formats.fineShare(Math.round(value * 1000) / 1000).words : String(value);
  }
  if (typeof value === 'object') return 'day' in value ? value.day : new Date(value.moment).toISOString().slice(0, 16).replace('T', ' ');
  return String(value);
}

/** A note split into what a person wrote and what the add-on wrote. */
export interface SplitNote {
  readonly person: string;
  readonly own: string;
}

/**
 * Tells the add-on's part of a note from the person's by the stamp of what was last written. A note whose own part was changed is the person's as a
 * whole. Without a stamp, a part that equals `next` counts as the add-on's.
 */
export function splitNote(found: string, stamp: string, next: string): SplitNote {
  const note = plainNote(found);
  if (note === '') return { person: '', own: '' };
  const length = Number(stamp.split(':')[0] || 0);
  if (length > 0 && length <= note.length) {
    const first = note.slice(0, length);
    if (noteStamp(first) === stamp) return { person: note.slice(length).trim(), own: first };
    const last = note.slice(note.length - length);
    if (noteStamp(last) === stamp) return { person: note.slice(0, note.length - length).trim(), own: last };
  }
  const plain = plainNote(next);
  if (plain !== '' && note.endsWith(plain)) return { person: note.slice(0, note.length - plain.length).trim(), own: plain };
  if (plain !== '' && note.startsWith(plain)) return { person: note.slice(plain.length).trim(), own: plain };
  return { person: note, own: '' };
}

/** The add-on's part of a note: the suggestion, then the explanation of the computed value. */
export function ownNote(suggestion: string, explanation: string): string {
  return [suggestion, explanation]
    .map(plainNote)
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The explanation in the add-on's part of a note, without the suggestion before it. */
export function explanationIn(own: string): string {
  if (!own.startsWith(SUGGESTS)) return own;
  const end = own.indexOf('\n\n');
  return end < 0 ? '' : own.slice(end + 2);
}

/** The person's words first: they are never lost, and the add-on's part can be taken away again. */
export function joinNote(person: string, own: string): string {
  return [person, own].filter((part) => part !== '').join('\n\n');
}
