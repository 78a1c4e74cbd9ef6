import type { Grid } from '../domain/tracker/grid';
import type { CellPatterns } from '../domain/text/cell-patterns';
import type { PlannedCell, TableMerge } from '../domain/tracker/living-table';
import { styleAddedColumns, styleTable } from './apply-styles';
import type { CellUse } from './cell-blocks';
import { coverWithBlocks } from './cell-blocks';
import type { Entered } from './cell-entry';
import { enteredValue } from './cell-entry';
import type { Entry } from './enter-block';
import { enterBlocks, weightOf } from './enter-block';
import { patiently } from './patience';
import { makeRoom } from './tab-room';
import { linkedText } from './table-tab';
import type { Zone } from './zone';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

export interface LivingWrite {
  readonly name: string;
  readonly sheet: Sheet;
  readonly grid: Grid;
  readonly merge: TableMerge;
  readonly zone: Zone;
  readonly patterns: CellPatterns;
  readonly unstyled: boolean;
  readonly free: 'all' | readonly string[];
  readonly grouped: readonly string[];
  readonly frozenThrough?: string;
}

/** Writes what a merge changes in a tab that people work in, and not one cell of theirs. */
export function writeLivingTab(write: LivingWrite): void {
  const { sheet, merge } = write;
  const rows = merge.cells.length;
  makeRoom(sheet, Math.max(rows + 1, 2), merge.headers.length);
  writeHeaders(sheet, merge);
  writeValues(write);
  patiently(() => writeNotes(write));
  const placed = (of: TableMerge['addedColumns']) => of.map(({ column, index }) => ({ column, at: index + 1 }));
  if (write.unstyled) {
    const columns = merge.located.map(({ column, index }) => ({ column, at: index + 1 }));
    styleTable(sheet, {
      name: write.name,
      columns,
      patterns: write.patterns,
      free: write.free,
      grouped: write.grouped,
      ...(write.frozenThrough === undefined ? {} : { frozenThrough: write.frozenThrough }),
    });
  } else if (merge.addedColumns.length > 0) {
    styleAddedColumns(sheet, placed(merge.addedColumns), write.patterns);
  }
}

function writeHeaders(sheet: Sheet, { addedColumns }: TableMerge): void {
  const first = addedColumns[0];
  if (first === undefined) return;
  patiently(() => {
    sheet.getRange(1, first.index + 1, 1, addedColumns.length).setValues([addedColumns.map(({ column }) => column.header)]);
  });
}

function writeValues({ sheet, merge, zone }: LivingWrite): void {
  // Cells with a link are written apart, as rich text; taking one along in a block would lose its link.
  const uses = merge.cells.map((row) => row.map((cell): CellUse => (cell === null || cell.link !== null ? 'never' : cell.write ? 'write' : 'may')));
  const values = coverWithBlocks(uses).map(({ row, column, rows, columns }): Entry<Entered> => ({
    sheet,
    row: row + 2,
    column: column + 1,
    cells: merge.cells.slice(row, row + rows).map((line) => line.slice(column, column + columns).map((cell) => enteredValue(cell?.value ?? null, zone))),
  }));
  enterBlocks(values, weightOf, (range, cells) => {
    range.setValues(cells);
  });
  const links = merge.cells.map((row) => row.map((cell): CellUse => (cell === null || cell.link === null ? 'never' : cell.write ? 'write' : 'may')));
  const texts = coverWithBlocks(links).map(({ row, column, rows, columns }): Entry<PlannedCell | null> => ({
    sheet,
    row: row + 2,
    column: column + 1,
    cells: merge.cells.slice(row, row + rows).map((line) => line.slice(column, column + columns)),
  }));
  enterBlocks(
    texts,
    (cell) => weightOf(cell?.value) + weightOf(cell?.link),
    (range, cells) => {
      range.setRichTextValues(cells.map((line) => line.map((cell) => linkedText({ value: cell?.value ?? null, link: cell?.link ?? '' }))));
    },
  );
}

function writeNotes({ sheet, merge, grid }: LivingWrite): void {
  if (merge.notes.length === 0) return;
  const next = new Map(merge.notes.map((note) => [`${note.row}:${note.column}`, note.note]));
  const width = merge.headers.length;
  const uses = Array.from({ length: merge.cells.length }, (_, row) =>
    Array.from({ length: width }, (_unused, column): CellUse => (next.has(`${row}:${column}`) ? 'write' : 'may')),
  );
  for (const { row, column, rows, columns } of coverWithBlocks(uses)) {
    const notes = Array.from({ length: rows }, (_, down) =>
      Array.from({ length: columns }, (_unused, right) => next.get(`${row + down}:${column + right}`) ?? grid.notes[row + down]?.[column + right] ?? ''),
    );
    sheet.getRange(row + 2, column + 1, rows, columns).setNotes(notes);
  }
}
