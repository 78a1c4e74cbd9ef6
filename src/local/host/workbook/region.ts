/** A block of cells; rows and columns count from 1. */
export interface Region {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export type Axis = 'rows' | 'columns';

/** A change of rows or columns: `at` and `to` count from 1; `move` puts the block before the row that stands at `to` now. */
export type Shift =
  | { readonly kind: 'insert'; readonly at: number; readonly count: number }
  | { readonly kind: 'delete'; readonly at: number; readonly count: number }
  | { readonly kind: 'move'; readonly at: number; readonly count: number; readonly to: number };

interface Span {
  readonly start: number;
  readonly length: number;
}

/** Where `length` rows (or columns) from `start` lie after the shift; null when none is left. Rows put inside widen it, rows put at its edges do not. */
export function shiftSpan(span: Span, shift: Shift): Span | null {
  const end = span.start + span.length;
  switch (shift.kind) {
    case 'insert':
      if (shift.at <= span.start) return { start: span.start + shift.count, length: span.length };
      return shift.at < end ? { start: span.start, length: span.length + shift.count } : span;
    case 'delete': {
      const cutEnd = shift.at + shift.count;
      const before = Math.max(0, Math.min(end, shift.at) - span.start);
      const after = Math.max(0, end - Math.max(span.start, cutEnd));
      if (before + after === 0) return null;
      const removedAhead = Math.max(0, Math.min(span.start, cutEnd) - shift.at);
      return { start: span.start - removedAhead, length: before + after };
    }
    case 'move': {
      const blockEnd = shift.at + shift.count;
      const landing = shift.to > shift.at ? shift.to - shift.count : shift.to;
      if (span.start >= shift.at && end <= blockEnd) return { start: span.start - shift.at + landing, length: span.length };
      if (shift.at >= span.start && blockEnd <= end && shift.to >= span.start && shift.to <= end) return span;
      const rest = shiftSpan(span, { kind: 'delete', at: shift.at, count: shift.count });
      return rest && shiftSpan(rest, { kind: 'insert', at: landing, count: shift.count });
    }
  }
}

/** The region after rows or columns were inserted, deleted or moved; null when nothing of it is left. */
export function shiftRegion(region: Region, axis: Axis, shift: Shift): Region | null {
  const span = shiftSpan(axis === 'rows' ? { start: region.row, length: region.rows } : { start: region.column, length: region.columns }, shift);
  if (!span) return null;
  return axis === 'rows' ? { ...region, row: span.start, rows: span.length } : { ...region, column: span.start, columns: span.length };
}

/** `AB` for 28. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** 28 for `AB`. */
export function columnNumber(letters: string): number {
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** `B2:D9`, or `B2` for one cell. */
export function a1Notation(region: Region): string {
  const first = `${columnLetters(region.column)}${region.row}`;
  if (region.rows === 1 && region.columns === 1) return first;
  return `${first}:${columnLetters(region.column + region.columns - 1)}${region.row + region.rows - 1}`;
}

/** Reads `B2`, `B2:D9`, `B:D`, `2:9`, `B2:D`, with or without `$`; open ends reach to the sheet's bounds. Null when it is none of these. */
export function parseA1(text: string, bounds: { rows: number; columns: number }): Region | null {
  const match = /^\$?([A-Za-z]{1,3})?\$?(\d+)?(?::\$?([A-Za-z]{1,3})?\$?(\d+)?)?$/.exec(text.trim());
  if (!match) return null;
  const [, letters1, row1, letters2, row2] = match;
  const isPair = text.includes(':');
  if (!isPair && !(letters1 && row1)) return null;
  if (isPair && !((letters1 || row1) && (letters2 || row2))) return null;
  const columnA = letters1 ? columnNumber(letters1) : 1;
  const rowA = row1 ? Number(row1) : 1;
  const columnB = !isPair ? columnA : letters2 ? columnNumber(letters2) : bounds.columns;
  const rowB = !isPair ? rowA : row2 ? Number(row2) : bounds.rows;
  if (rowA < 1 || rowB < 1) return null;
  const row = Math.min(rowA, rowB);
  const column = Math.min(columnA, columnB);
  return { row, column, rows: Math.abs(rowB - rowA) + 1, columns: Math.abs(columnB - columnA) + 1 };
}

/** `Sheet1!A1:B2` into its sheet name (null when none is given) and the rest. */
export function splitSheetName(text: string): { sheet: string | null; rest: string } {
  const match = /^(?:'((?:[^']|'')*)'|([^!']+))!(.*)$/.exec(text);
  if (!match) return { sheet: null, rest: text };
  return { sheet: match[1] !== undefined ? match[1].replace(/''/g, "'") : (match[2] ?? null), rest: match[3] ?? '' };
}

/** A sheet name as a formula writes it. */
export function quotedSheetName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_.]*$/.test(name) ? name : `'${name.replace(/'/g, "''")}'`;
}

/** True when the two share a cell. */
export function overlaps(a: Region, b: Region): boolean {
  return a.row < b.row + b.rows && b.row < a.row + a.rows && a.column < b.column + b.columns && b.column < a.column + a.columns;
}

/** True when every cell of `inner` is in `outer`. */
export function contains(outer: Region, inner: Region): boolean {
  return (
    inner.row >= outer.row &&
    inner.column >= outer.column &&
    inner.row + inner.rows <= outer.row + outer.rows &&
    inner.column + inner.columns <= outer.column + outer.columns
  );
}
