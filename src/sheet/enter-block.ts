import { patiently } from './patience';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type Range = GoogleAppsScript.Spreadsheet.Range;

/** Characters that one call carries at most: services take a few megabytes a call at best, and slow down long before. */
export const CALL_CHARACTERS = 1_000_000;

/** Cells to be entered side by side; row and column count from 1. */
export interface Entry<T> {
  readonly sheet: Sheet;
  readonly row: number;
  readonly column: number;
  readonly cells: readonly (readonly T[])[];
}

/** A block cut into pieces of whole rows that each carry at most `CALL_CHARACTERS` (one row may carry more). */
export function cutToSize<T>(entry: Entry<T>, sizeOf: (cell: T) => number): readonly Entry<T>[] {
  const pieces: Entry<T>[] = [];
  let first = 0;
  let size = 0;
  entry.cells.forEach((line, index) => {
    const more = line.reduce((sum, cell) => sum + sizeOf(cell), 0);
    if (index > first && size + more > CALL_CHARACTERS) {
      pieces.push({ ...entry, row: entry.row + first, cells: entry.cells.slice(first, index) });
      first = index;
      size = 0;
    }
    size += more;
  });
  if (entry.cells.length > first) pieces.push({ ...entry, row: entry.row + first, cells: entry.cells.slice(first) });
  return pieces;
}

/** How much a value, or a text with its links, weighs in a call. */
export function weightOf(cell: unknown): number {
  return typeof cell === 'string' ? cell.length : 10;
}

/**
 * Enters blocks. A dropdown that refuses other values may stand where a person moved it (a column that took another's header, a rule of their own), and
 * one refused cell would stop every refresh from then on: such rules are kept but made to warn instead of refuse, and everything is entered again. A
 * service may say what it refuses only when it is made to write, so that happens here, once for all blocks.
 */
export function enterBlocks<T>(entries: readonly Entry<T>[], sizeOf: (cell: T) => number, enter: (range: Range, cells: T[][]) => void): void {
  if (entries.length === 0) return;
  const pieces = entries.flatMap((entry) => cutToSize(entry, sizeOf));
  const rangeOf = ({ sheet, row, column, cells }: Entry<T>): Range => sheet.getRange(row, column, cells.length, cells[0]?.length ?? 1);
  const enterAll = (): void => {
    for (const piece of pieces)
      enter(
        rangeOf(piece),
        piece.cells.map((line) => [...line]),
      );
    SpreadsheetApp.flush();
  };
  try {
    enterAll();
  } catch {
    patiently(() => {
      for (const piece of pieces) letAnythingIn(rangeOf(piece));
      enterAll();
    });
  }
}

function letAnythingIn(range: Range): void {
  const rules = range.getDataValidations();
  if (!rules.some((row) => row.some((rule) => rule !== null && !rule.getAllowInvalid()))) return;
  range.setDataValidations(rules.map((row) => row.map((rule) => (rule === null ? null : rule.copy().setAllowInvalid(true).build()))));
}
