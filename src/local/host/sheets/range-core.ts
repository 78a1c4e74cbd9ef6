import { type Cell, type CellStyle, changedStyle, withStyle } from '../workbook/cell';
import { a1Notation, contains, overlaps, type Region } from '../workbook/region';
import type { Tab } from '../workbook/tab';
import { signatureError } from '../refusal';
import { refuseChange, type SheetsContext } from './sheets-context';

/** The cells behind a `Range`: fixed coordinates on a tab, as on the platform they do not follow later insertions. */
export class RangeCore {
  constructor(
    readonly context: SheetsContext,
    readonly tab: Tab,
    readonly region: Region,
  ) {}

  get a1(): string {
    return a1Notation(this.region);
  }

  /** Refuses work on cells that are no longer there. */
  requirePresent(): void {
    if (!this.context.workbook.tabs.includes(this.tab)) throw new Error(`Sheet ${this.tab.id} not found`);
    const { row, column, rows, columns } = this.region;
    if (row + rows - 1 > this.tab.rows || column + columns - 1 > this.tab.columns) {
      throw new Error('The coordinates of the range are outside the dimensions of the sheet.');
    }
  }

  /** Refuses a change that this person may not make. */
  requireEditable(): void {
    this.requirePresent();
    refuseChange(this.context, this.tab, (protection) =>
      protection.region ? overlaps(protection.region, this.region) : !protection.free.some((free) => contains(free, this.region)),
    );
  }

  read<T>(of: (cell: Cell, row: number, column: number) => T): T[][] {
    this.requirePresent();
    const { row, column, rows, columns } = this.region;
    return Array.from({ length: rows }, (_, down) =>
      Array.from({ length: columns }, (__, right) => of(this.tab.cell(row + down, column + right), row + down, column + right)),
    );
  }

  first<T>(of: (cell: Cell, row: number, column: number) => T): T {
    this.requirePresent();
    const { row, column } = this.region;
    return of(this.tab.cell(row, column), row, column);
  }

  change(to: (cell: Cell, down: number, right: number) => Cell): void {
    this.requireEditable();
    const { row, column, rows, columns } = this.region;
    for (let down = 0; down < rows; down += 1) {
      for (let right = 0; right < columns; right += 1) {
        const cell = this.tab.cell(row + down, column + right);
        const next = to(cell, down, right);
        if (next !== cell) this.tab.setCell(row + down, column + right, next);
      }
    }
  }

  changeStyle(members: (down: number, right: number) => { [K in keyof CellStyle]?: CellStyle[K] | undefined }): void {
    this.change((cell, down, right) => withStyle(cell, changedStyle(cell.style, members(down, right))));
  }

  /** The same members for every cell: what comes of a look is worked out once for all cells that have it. */
  restyle(members: { [K in keyof CellStyle]?: CellStyle[K] | undefined }): void {
    const after = new Map<CellStyle, CellStyle>();
    this.change((cell) => {
      let style = after.get(cell.style);
      if (style === undefined) after.set(cell.style, (style = changedStyle(cell.style, members)));
      return withStyle(cell, style);
    });
  }

  /** Refuses data whose shape is not the range's, with the platform's words. */
  requireShape(data: unknown, method: string): asserts data is readonly (readonly unknown[])[] {
    if (!Array.isArray(data) || data.some((line) => !Array.isArray(line))) throw signatureError([data], `SpreadsheetApp.Range.${method}`);
    const lines = data as unknown[][];
    const { rows, columns } = this.region;
    if (lines.length !== rows) {
      throw new Error(`The number of rows in the data does not match the number of rows in the range. The data has ${lines.length} but the range has ${rows}.`);
    }
    for (const line of lines) {
      if (line.length === columns) continue;
      throw new Error(
        `The number of columns in the data does not match the number of columns in the range. The data has ${line.length} but the range has ${columns}.`,
      );
    }
  }
}
