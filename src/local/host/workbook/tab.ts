import { BLANK_CELL, hasContent, isUntouched, type Cell } from './cell';
import { shiftRegion, shiftSpan, type Axis, type Region, type Shift } from './region';
import type { BandingPart, ChartPart, ConditionalRule, FilterPart, LineParts, MetadataPart, ProtectionPart } from './tab-parts';

export const STANDARD_ROWS = 1000;
export const STANDARD_COLUMNS = 26;
export const STANDARD_ROW_HEIGHT = 21;
export const STANDARD_COLUMN_WIDTH = 100;

/** One tab: its cells and everything that lies on them. Rows and columns count from 1. */
export class Tab {
  hidden = false;
  color: string | null = null;
  frozenRows = 0;
  frozenColumns = 0;
  gridlinesHidden = false;
  rightToLeft = false;
  filter: FilterPart | null = null;
  bandings: BandingPart[] = [];
  conditionalRules: ConditionalRule[] = [];
  protections: ProtectionPart[] = [];
  charts: ChartPart[] = [];
  merges: Region[] = [];
  metadata: MetadataPart[] = [];
  /** Grows with every change of cells. */
  version = 0;
  /** True once a formula was set; formulas that are gone since do no harm. */
  mayHaveFormulas = false;
  active: Region = { row: 1, column: 1, rows: 1, columns: 1 };
  private cells: (Cell | undefined)[][] = [];
  private rowParts: (LineParts | undefined)[] = [];
  private columnParts: (LineParts | undefined)[] = [];

  constructor(
    readonly id: number,
    public name: string,
    public rows = STANDARD_ROWS,
    public columns = STANDARD_COLUMNS,
  ) {}

  /** The cell; one that was never touched is `BLANK_CELL`. */
  cell(row: number, column: number): Cell {
    return this.cells[row]?.[column] ?? BLANK_CELL;
  }

  setCell(row: number, column: number, cell: Cell): void {
    this.version += 1;
    if (cell.formula) this.mayHaveFormulas = true;
    if (isUntouched(cell)) {
      const line = this.cells[row];
      if (line) line[column] = undefined;
      return;
    }
    (this.cells[row] ??= [])[column] = cell;
  }

  /** Visits every touched cell, row by row. */
  eachCell(visit: (cell: Cell, row: number, column: number) => void): void {
    this.cells.forEach((line, row) =>
      line?.forEach((cell, column) => {
        if (cell) visit(cell, row, column);
      }),
    );
  }

  line(axis: Axis, index: number): Readonly<LineParts> {
    return (axis === 'rows' ? this.rowParts : this.columnParts)[index] ?? {};
  }

  setLine(axis: Axis, index: number, parts: LineParts): void {
    const lines = axis === 'rows' ? this.rowParts : this.columnParts;
    lines[index] = { ...lines[index], ...parts };
  }

  lineCount(axis: Axis): number {
    return axis === 'rows' ? this.rows : this.columns;
  }

  /** Last row and column with a value or formula; 0 when there is none. */
  contentEnd(): { row: number; column: number } {
    let lastRow = 0;
    let lastColumn = 0;
    for (let row = this.cells.length - 1; row > 0; row -= 1) {
      const line = this.cells[row];
      if (!line) continue;
      for (let column = line.length - 1; column > 0; column -= 1) {
        const cell = line[column];
        if (!cell || !hasContent(cell)) continue;
        lastRow = Math.max(lastRow, row);
        lastColumn = Math.max(lastColumn, column);
        break;
      }
    }
    return { row: lastRow, column: lastColumn };
  }

  /** Inserts, deletes or moves rows or columns with all that lies on them. New ones take the looks of the line `looksFrom`. */
  shift(axis: Axis, shift: Shift, looksFrom: number | null = null): void {
    this.version += 1;
    if (axis === 'rows') shiftLines(this.cells, shift);
    else this.cells.forEach((line) => line && shiftLines(line, shift));
    shiftLines(axis === 'rows' ? this.rowParts : this.columnParts, shift);
    const before = this.lineCount(axis);
    const grown = shift.kind === 'insert' ? shift.count : shift.kind === 'delete' ? -shift.count : 0;
    if (axis === 'rows') this.rows += grown;
    else this.columns += grown;
    this.shiftFrozen(axis, shift);
    this.shiftParts(axis, shift, before);
    if (shift.kind === 'insert' && looksFrom !== null) this.copyLooks(axis, looksFrom >= shift.at ? looksFrom + shift.count : looksFrom, shift);
  }

  private shiftFrozen(axis: Axis, shift: Shift): void {
    const frozen = axis === 'rows' ? this.frozenRows : this.frozenColumns;
    if (frozen === 0 || shift.kind === 'move') return;
    const left = shiftSpan({ start: 1, length: frozen }, shift);
    const count = left === null ? 0 : shift.kind === 'insert' && shift.at === 1 ? left.length + shift.count : left.length;
    if (axis === 'rows') this.frozenRows = count;
    else this.frozenColumns = count;
  }

  private copyLooks(axis: Axis, source: number, shift: Shift): void {
    for (let at = shift.at; at < shift.at + shift.count; at += 1) {
      const size = this.line(axis, source).size;
      if (axis === 'columns' && size !== undefined) this.setLine(axis, at, { size });
      for (let cross = 1; cross <= this.lineCount(axis === 'rows' ? 'columns' : 'rows'); cross += 1) {
        const from = axis === 'rows' ? this.cell(source, cross) : this.cell(cross, source);
        if (from === BLANK_CELL) continue;
        const cell: Cell = { value: '', style: from.style, ...(from.validation ? { validation: from.validation } : {}) };
        if (axis === 'rows') this.setCell(at, cross, cell);
        else this.setCell(cross, at, cell);
      }
    }
  }

  private shiftParts(axis: Axis, shift: Shift, linesBefore: number): void {
    const move = (region: Region): Region | null => {
      const moved = shiftRegion(region, axis, shift);
      const whole = axis === 'rows' ? region.row === 1 && region.rows === linesBefore : region.column === 1 && region.columns === linesBefore;
      // A block that reaches over the whole tab keeps doing so when lines are added at its edges.
      if (!moved || !whole || shift.kind !== 'insert') return moved;
      return axis === 'rows' ? { ...moved, row: 1, rows: linesBefore + shift.count } : { ...moved, column: 1, columns: linesBefore + shift.count };
    };
    const moveAll = (regions: readonly Region[]): Region[] => regions.map(move).filter((region) => region !== null);
    this.merges = moveAll(this.merges).filter((region) => region.rows * region.columns > 1);
    this.bandings = this.bandings.flatMap((banding) => {
      const region = move(banding.region);
      return region ? [Object.assign(banding, { region })] : [];
    });
    this.conditionalRules = this.conditionalRules.flatMap((rule) => {
      const regions = moveAll(rule.regions);
      return regions.length > 0 ? [{ ...rule, regions }] : [];
    });
    this.protections = this.protections.flatMap((protection) => {
      protection.free = moveAll(protection.free);
      if (!protection.region) return [protection];
      const region = move(protection.region);
      return region ? [Object.assign(protection, { region })] : [];
    });
    this.metadata = this.metadata.flatMap((entry) => {
      const at = axis === 'rows' ? entry.row : entry.column;
      if (at === undefined) return [entry];
      const span = shiftSpan({ start: at, length: 1 }, shift);
      return span ? [Object.assign(entry, axis === 'rows' ? { row: span.start } : { column: span.start })] : [];
    });
    this.shiftFilter(axis, shift);
    this.active = move(this.active) ?? { row: 1, column: 1, rows: 1, columns: 1 };
  }

  private shiftFilter(axis: Axis, shift: Shift): void {
    if (!this.filter) return;
    const region = shiftRegion(this.filter.region, axis, shift);
    // Deleting the header row takes the filter away, as in the sheet.
    const headerGone = axis === 'rows' && shift.kind === 'delete' && shift.at <= this.filter.region.row && this.filter.region.row < shift.at + shift.count;
    if (!region || headerGone) {
      this.filter = null;
      return;
    }
    const tests = new Map<number, FilterPart['tests'] extends Map<number, infer T> ? T : never>();
    for (const [column, test] of this.filter.tests) {
      const span = axis === 'columns' ? shiftSpan({ start: column, length: 1 }, shift) : { start: column };
      if (span) tests.set(span.start, test);
    }
    this.filter.region = region;
    this.filter.tests = tests;
  }
}

function shiftLines(lines: unknown[], shift: Shift): void {
  // Lines count from 1: index 0 stays unused. A splice beyond the end would append, hence the padding.
  const needed = shift.kind === 'move' ? Math.max(shift.to, shift.at + shift.count) : shift.at;
  if (shift.kind === 'move' ? lines.length < needed : lines.length <= shift.at) {
    if (shift.kind !== 'move') return;
    lines.length = needed;
  }
  switch (shift.kind) {
    case 'insert':
      lines.splice(shift.at, 0, ...new Array<undefined>(shift.count));
      return;
    case 'delete':
      lines.splice(shift.at, shift.count);
      return;
    case 'move': {
      const block = lines.splice(shift.at, shift.count);
      lines.splice(shift.to > shift.at ? shift.to - shift.count : shift.to, 0, ...block);
    }
  }
}
