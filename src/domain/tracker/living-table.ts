import type { CellValue } from '../table/tab';
import type { BoundRows } from './bind-rows';
import type { CellFormats } from './cell-note';
import { explanationIn, joinNote, ownNote, splitNote, suggestionNote } from './cell-note';
import { cleanValue, noteStamp, plainNote, stampFound, stampOf } from './cell-stamp';
import type { LivingColumn } from './columns';
import { plainHeader } from './columns';
import type { Grid } from './grid';
import { isBlankRow } from './grid';
import type { RowMemory, RowState } from './memory';
import { lastStamp } from './written-stamp';

/** One cell as newly computed. */
export interface ComputedCell {
  readonly value: CellValue;
  /** Explanation of the value; null leaves the one that is there. */
  readonly note: string | null;
  readonly link: string | null;
}

/** One row as newly computed: a cell for every column. */
export interface ComputedRow {
  readonly key: string;
  readonly cells: Readonly<Record<string, ComputedCell>>;
  readonly state: RowState | null;
  /** By header, the stamp of a person's value that is replaced all the same: the one stated exception of the tracker. */
  readonly replaces: Readonly<Record<string, string>>;
}

/** A cell of the add-on's: what it shall hold. `write` is false where it holds that already. */
export interface PlannedCell {
  readonly value: CellValue;
  readonly link: string | null;
  readonly write: boolean;
}

/** A cell note that has to change. */
export interface NoteWrite {
  readonly row: number;
  readonly column: number;
  readonly note: string;
}

/** What a refresh does to a tab that people work in. Rows count from 0 below the header, columns from 0. */
export interface TableMerge {
  /** Header row afterwards; headers that were missing come last. */
  readonly headers: readonly string[];
  readonly addedColumns: readonly { readonly index: number; readonly column: LivingColumn }[];
  /** By row and column; null where the add-on may not write: a person's cell, row or column. */
  readonly cells: readonly (readonly (PlannedCell | null)[])[];
  readonly notes: readonly NoteWrite[];
  /** Every column of the declaration with its place. */
  readonly located: readonly { readonly column: LivingColumn; readonly index: number }[];
  /** Bound rows from top to bottom, with the contents that the sheet has afterwards. */
  readonly rows: readonly MergedRow[];
  /** Cells that people hold, as `key` and header. */
  readonly kept: readonly (readonly [key: string, header: string])[];
  readonly memory: ReadonlyMap<string, RowMemory>;
}

export interface MergedRow {
  readonly key: string;
  readonly row: number;
  /** By header, as they stand after the merge. */
  readonly values: ReadonlyMap<string, CellValue>;
  /** By header, as they were found; empty for a row that was not there. */
  readonly found: ReadonlyMap<string, CellValue>;
  readonly state: RowState | null;
}

export interface TableInput {
  readonly columns: readonly LivingColumn[];
  readonly keyHeader: string;
  readonly grid: Grid;
  readonly bound: BoundRows;
  readonly memory: ReadonlyMap<string, RowMemory>;
  /** Rows that shall stand in the tab; those without a row of their own are added below, in this order. */
  readonly computed: readonly ComputedRow[];
  /** True where a cell that already holds the new value was written by an attempt that was cut off, rather than by a person. */
  readonly wasWritten: (key: string, header: string) => boolean;
  readonly formats: CellFormats;
  /** A cell that holds the new value without having been written as far as memory goes follows from now on; otherwise it counts as a person's. */
  readonly adoptsEqual: (header: string) => boolean;
  /** Values that a person gave elsewhere, by key and header: they stand in the tab as if typed there. */
  readonly edits: ReadonlyMap<string, Readonly<Record<string, CellValue>>>;
}

/** Where each column of the declaration stands in the tab: the first one with its header; -1 where it is missing. */
export function findColumns(
  columns: readonly LivingColumn[],
  headers: readonly string[],
): readonly { readonly column: LivingColumn; readonly index: number }[] {
  const plain = headers.map(plainHeader);
  return columns.map((column) => ({ column, index: plain.indexOf(plainHeader(column.header)) }));
}

/** What stands in a cell and whose it is. */
export interface FoundCell {
  readonly value: CellValue;
  readonly stamp: string;
  readonly last: string | null;
  readonly owner: 'add-on' | 'person' | 'nobody';
}

/** Looks at one cell: blank cells are nobody's, a cell that differs from what was last written is a person's. */
export function findCell(grid: Grid, row: number, index: number, column: LivingColumn, memory: RowMemory | undefined): FoundCell {
  const value = grid.rows[row]?.[index] ?? null;
  const stamp = stampFound(value, grid.formulas[row]?.[index] ?? '', column.format);
  const last = lastStamp(memory, column);
  return { value, stamp, last, owner: stamp === '' ? (last === '' ? 'add-on' : 'nobody') : stamp === last ? 'add-on' : 'person' };
}

/**
 * The three-way merge of a tab: last written, now in the sheet, newly computed. An unchanged cell gets the new value; a changed one is kept, and its
 * note tells the new suggestion where it differs; a cleared one gets the new value again, unless its column stays blank. Rows without a key of ours,
 * columns without a header of ours and formulas are never touched.
 */
export function mergeTable(input: TableInput): TableMerge {
  const { grid, bound, memory } = input;
  const width = grid.headers.length;
  const located = locate(input.columns, grid.headers);
  const headers = [...grid.headers, ...located.filter(({ index }) => index >= width).map(({ column }) => column.header)];
  const cells: (PlannedCell | null)[][] = grid.rows.map(() => headers.map(() => null));
  const notes: NoteWrite[] = [];
  const kept: (readonly [string, string])[] = [];
  const rows: MergedRow[] = [];
  const remembered = new Map<string, RowMemory>();
  let next = contentEnd(grid);

  for (const computed of input.computed) {
    const found = bound.rowOf.get(computed.key);
    const row = found ?? next++;
    const line = (cells[row] ??= headers.map(() => null));
    const before = memory.get(computed.key);
    const values = new Map<string, CellValue>();
    const foundValues = new Map<string, CellValue>();
    const written: Record<string, string | null> = {};
    const noteStamps: Record<string, string> = {};
    const edits = input.edits.get(computed.key) ?? {};
    for (const { column, index } of located) {
      const cell = computed.cells[column.header] ?? { value: null, note: null, link: null };
      const target = { ...cell, value: cleanValue(cell.value) };
      const looked = found === undefined ? null : findCell(grid, row, index, column, before);
      const edit = edits[column.header];
      const outcome = edit === undefined ? mergeCell(input, computed, column, target, looked) : enterEdit(edit, column);
      values.set(column.header, outcome.value);
      if (looked) foundValues.set(column.header, looked.value);
      if (outcome.planned) line[index] = outcome.planned;
      if (outcome.stamp !== stampOf(target.value, column.format)) written[column.header] = outcome.stamp;
      if (outcome.keptByPerson) kept.push([computed.key, column.header]);
      const suggests = outcome.keptByPerson && wantsSuggestion(column, target.value, outcome.foundStamp);
      const note = mergeNote(
        grid.notes[row]?.[index] ?? '',
        before?.notes[column.header] ?? '',
        target.note,
        suggests ? suggestionNote(target.value, column.format, input.formats) : '',
      );
      if (note.own !== '') noteStamps[column.header] = noteStamp(note.own);
      if (note.changed) notes.push({ row, column: index, note: note.text });
    }
    remembered.set(computed.key, { cells: computedValues(computed), written, notes: noteStamps, state: computed.state });
    rows.push({ key: computed.key, row, values, found: foundValues, state: computed.state });
  }
  const keyColumn = located.find(({ column }) => column.header === input.keyHeader)?.index ?? -1;
  for (const copy of bound.copies) {
    const line = cells[copy];
    // Without its key the copy is a row like any that a person types.
    if (line && keyColumn >= 0) line[keyColumn] = { value: null, link: null, write: true };
  }
  return {
    headers,
    cells,
    notes,
    kept,
    memory: remembered,
    addedColumns: located.filter(({ index }) => index >= width),
    located,
    rows: rows.sort((a, b) => a.row - b.row),
  };
}

function locate(columns: readonly LivingColumn[], headers: readonly string[]): readonly { readonly column: LivingColumn; readonly index: number }[] {
  let next = headers.length;
  return findColumns(columns, headers).map(({ column, index }) => ({ column, index: index >= 0 ? index : next++ }));
}

/** First row below everything that stands in the tab, own rows included. */
function contentEnd(grid: Grid): number {
  for (let row = grid.rows.length - 1; row >= 0; row -= 1) {
    const blank = [grid.formulas[row], grid.notes[row]].every((line) => line?.every((text) => text === '')) && isBlankRow(grid.rows[row] ?? []);
    if (!blank) return row + 1;
  }
  return 0;
}

interface CellOutcome {
  readonly value: CellValue;
  readonly planned: PlannedCell | null;
  /** What memory keeps as last written. */
  readonly stamp: string | null;
  readonly keptByPerson: boolean;
  readonly foundStamp: string;
}

function mergeCell(input: TableInput, row: ComputedRow, column: LivingColumn, target: ComputedCell, found: FoundCell | null): CellOutcome {
  const next = stampOf(target.value, column.format);
  const write = (changed: boolean): CellOutcome => ({
    value: target.value,
    planned: { value: target.value, link: target.link, write: changed },
    stamp: next,
    keptByPerson: false,
    foundStamp: next,
  });
  if (found === null) return write(next !== '');
  const keep = (keptByPerson: boolean): CellOutcome => ({ value: found.value, planned: null, stamp: found.last, keptByPerson, foundStamp: found.stamp });
  if (row.replaces[column.header] === found.stamp) return write(true);
  if (found.stamp === '') return column.staysBlank ? keep(false) : write(next !== '');
  if (found.owner === 'add-on') return write(found.stamp !== next);
  // Never written as far as memory goes, or cut off before memory was: what already holds the new value follows from now on.
  if (found.stamp === next && ((found.last === null && input.adoptsEqual(column.header)) || input.wasWritten(row.key, column.header))) return write(false);
  return keep(true);
}

/** A person's value that was given elsewhere. Nothing counts as last written, so that it is theirs even where the new value is the same. */
function enterEdit(edit: CellValue, column: LivingColumn): CellOutcome {
  const value = cleanValue(edit);
  return { value, planned: { value, link: null, write: true }, stamp: null, keptByPerson: true, foundStamp: stampOf(value, column.format) };
}

/** `Proposed` is where every row starts, so it is no news to somebody who decided; a blank is no suggestion. */
function wantsSuggestion(column: LivingColumn, value: CellValue, foundStamp: string): boolean {
  const next = stampOf(value, column.format);
  return next !== '' && next !== foundStamp && !(column.header === 'Status' && value === 'Proposed');
}

function mergeNote(found: string, stamp: string, explanation: string | null, suggestion: string): { text: string; own: string; changed: boolean } {
  const asked = explanation === null ? suggestion : ownNote(suggestion, explanation);
  const { person, own } = splitNote(found, stamp, asked);
  const next = explanation === null ? ownNote(suggestion, explanationIn(own)) : asked;
  const text = joinNote(person, next);
  return { text, own: next, changed: text !== plainNote(found) };
}

function computedValues(row: ComputedRow): Record<string, CellValue> {
  return Object.fromEntries(Object.entries(row.cells).map(([header, cell]) => [header, cleanValue(cell.value)]));
}
