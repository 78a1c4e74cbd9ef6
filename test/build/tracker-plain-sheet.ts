import type { CellValue } from '../../src/domain/table/tab';
import type { Grid } from '../../src/domain/tracker/grid';
import type { TableMemory } from '../../src/domain/tracker/memory';
import { TRACKER_MEMORY, restoreDismissed } from '../../src/domain/tracker/memory';
import type { TrackerMerge } from '../../src/domain/tracker/tracker';
import { mergeTracker } from '../../src/domain/tracker/tracker';
import type { TrackerInput } from '../../src/domain/tracker/tracker-plan';
import { planTracker } from '../../src/domain/tracker/tracker-plan';
import { FORMATS } from './tracker-recommendation';

/** A tracker that people can work in, as the property tests drive it. Rows count from 0 below the header, columns from 0. */
export interface TrackerSheet {
  headers(): readonly string[];
  values(): readonly (readonly CellValue[])[];
  notes(): readonly (readonly string[])[];
  type(row: number, column: number, value: CellValue): void;
  paste(row: number, column: number, value: CellValue): void;
  note(row: number, column: number, text: string): void;
  sort(column: number, ascending: boolean): void;
  filter(column: number): void;
  hide(column: number): void;
  moveColumn(from: number, to: number): void;
  renameHeader(column: number, title: string): void;
  insertColumn(at: number, title: string): void;
  insertRow(at: number, cells: ReadonlyMap<number, CellValue>): void;
  copyRow(row: number): void;
  deleteRow(row: number): void;
  refresh(input: TrackerInput): void;
  restore(): void;
}

/** The order in which both sheets sort: numbers, then text, then days, blanks always last. */
export function sortKey(value: CellValue): readonly [number, number | string] {
  if (value === null || value === '') return [9, 0];
  if (typeof value === 'number') return [1, value];
  if (typeof value === 'object') return [1, 'day' in value ? Date.parse(value.day) / 1e5 : value.moment / 1e5];
  return [2, String(value).toLowerCase()];
}

export function compareForSort(a: CellValue, b: CellValue, ascending: boolean): number {
  const [kindA, keyA] = sortKey(a);
  const [kindB, keyB] = sortKey(b);
  if (kindA === 9 || kindB === 9) return kindA - kindB;
  // Text as the spreadsheet collates it: an emoji stands before a letter there, behind it by its code.
  const order =
    kindA !== kindB ? kindA - kindB : typeof keyA === 'string' ? keyA.localeCompare(String(keyB), 'en', { sensitivity: 'accent' }) : keyA - Number(keyB);
  return ascending ? order : -order;
}

interface Line {
  values: CellValue[];
  notes: string[];
}

/** The merge on a plain grid in memory. Memory goes through its text at every refresh. */
export class PlainSheet implements TrackerSheet {
  private titles: string[] = [];
  private lines: Line[] = [];
  memory: TableMemory | null = null;
  last: TrackerMerge | null = null;

  headers(): readonly string[] {
    return this.titles;
  }
  values(): readonly (readonly CellValue[])[] {
    return this.lines.map(({ values }) => values);
  }
  notes(): readonly (readonly string[])[] {
    return this.lines.map(({ notes }) => notes);
  }

  grid(): Grid {
    return { headers: this.titles, rows: this.values(), notes: this.notes(), formulas: this.lines.map(({ values }) => values.map(() => '')) };
  }

  type(row: number, column: number, value: CellValue): void {
    const line = this.lines[row];
    if (line) line.values[column] = value;
  }
  paste(row: number, column: number, value: CellValue): void {
    this.type(row, column, value);
  }
  note(row: number, column: number, text: string): void {
    const line = this.lines[row];
    if (line) line.notes[column] = text;
  }
  sort(column: number, ascending: boolean): void {
    this.lines = this.lines
      .map((line, index) => ({ line, index }))
      .sort((a, b) => compareForSort(a.line.values[column] ?? null, b.line.values[column] ?? null, ascending) || a.index - b.index)
      .map(({ line }) => line);
  }
  filter(): void {
    /* shows fewer rows, changes none */
  }
  hide(): void {
    /* shows fewer columns, changes none */
  }
  moveColumn(from: number, to: number): void {
    const move = <T>(cells: T[]): void => {
      cells.splice(to, 0, ...cells.splice(from, 1));
    };
    move(this.titles);
    for (const line of this.lines) {
      move(line.values);
      move(line.notes);
    }
  }
  renameHeader(column: number, title: string): void {
    this.titles[column] = title;
  }
  insertColumn(at: number, title: string): void {
    this.titles.splice(at, 0, title);
    for (const line of this.lines) {
      line.values.splice(at, 0, null);
      line.notes.splice(at, 0, '');
    }
  }
  insertRow(at: number, cells: ReadonlyMap<number, CellValue>): void {
    this.lines.splice(at, 0, { values: this.titles.map((_title, column) => cells.get(column) ?? null), notes: this.titles.map(() => '') });
  }
  copyRow(row: number): void {
    const line = this.lines[row];
    if (line) this.lines.splice(row + 1, 0, { values: [...line.values], notes: [...line.notes] });
  }
  deleteRow(row: number): void {
    this.lines.splice(row, 1);
  }

  refresh(input: TrackerInput): void {
    const memory = this.memory === null ? null : TRACKER_MEMORY.read(TRACKER_MEMORY.text(this.memory));
    const plan = planTracker(input, this.grid(), memory);
    this.apply(mergeTracker(JSON.parse(JSON.stringify(plan)) as typeof plan, this.grid(), memory, FORMATS));
  }

  apply(merge: TrackerMerge): void {
    this.titles = [...merge.table.headers];
    merge.table.cells.forEach((cells, row) => {
      const line = (this.lines[row] ??= { values: [], notes: [] });
      this.titles.forEach((_title, column) => {
        const cell = cells[column];
        if (cell?.write) line.values[column] = cell.value === '' ? null : cell.value;
        line.values[column] ??= null;
        line.notes[column] ??= '';
      });
    });
    for (const { row, column, note } of merge.table.notes) this.note(row, column, note);
    this.memory = merge.memory;
    this.last = merge;
  }

  restore(): void {
    if (this.memory) this.memory = restoreDismissed(this.memory);
  }
}
