import type { CellValue } from '../../src/domain/table/tab';
import type { TrackerInput } from '../../src/domain/tracker/tracker-plan';
import { cloneWorkbook } from './clone-workbook';
import { newWorkbook } from '../../src/local/host/workbook/workbook';
import type { Workbook } from '../../src/local/host/workbook/workbook';
import { enteredValue } from '../../src/sheet/cell-entry';
import { readGrid } from '../../src/sheet/read-grid';
import { writeWorkbook } from '../../src/sheet/write-workbook';
import { createZone } from '../../src/sheet/zone';
import type { TrackerSheet } from './tracker-plain-sheet';
import { USD } from './tracker-recommendation';
import { openWorld, SETTINGS_TAB, summaryOf } from './workbook-world';
import type { World } from './workbook-world';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
const ZONE = createZone('Etc/UTC');
let prepared: Workbook | null = null;

/** The tracker in a real workbook, through the sheet services: every refresh is an execution of its own with its own store. */
export class WorkbookSheet implements TrackerSheet {
  readonly workbook = cloneWorkbook((prepared ??= withoutRows()));

  headers(): readonly string[] {
    return this.look((sheet) => readGrid(sheet, ZONE).headers) ?? [];
  }
  values(): readonly (readonly CellValue[])[] {
    return this.look((sheet) => readGrid(sheet, ZONE).rows) ?? [];
  }
  notes(): readonly (readonly string[])[] {
    return this.look((sheet) => readGrid(sheet, ZONE).notes) ?? [];
  }

  type(row: number, column: number, value: CellValue): void {
    this.paste(row, column, value);
  }
  /** Pasting replaces dropdown and number format together with the value, so nothing refuses it or shows a number as a day. */
  paste(row: number, column: number, value: CellValue): void {
    this.look((sheet) => {
      const cell = sheet.getRange(row + 2, column + 1).clearDataValidations();
      if (value === null) cell.clearContent();
      else cell.setNumberFormat(typeof value === 'object' ? 'd mmm yyyy' : 'General').setValue(enteredValue(value, ZONE));
    });
  }
  note(row: number, column: number, text: string): void {
    this.look((sheet) => {
      sheet.getRange(row + 2, column + 1).setNote(text);
    });
  }
  sort(column: number, ascending: boolean): void {
    this.look((sheet) => {
      if (sheet.getLastRow() > 2) sheet.getRange(2, 1, sheet.getLastRow() - 1, sheet.getMaxColumns()).sort({ column: column + 1, ascending });
    });
  }
  filter(column: number): void {
    this.look((sheet, { services }) => {
      const criteria = services.SpreadsheetApp.newFilterCriteria().whenTextContains('Anna').build();
      const range = sheet.getFilter()?.getRange();
      if (range && column + 1 >= range.getColumn() && column + 1 <= range.getLastColumn()) sheet.getFilter()?.setColumnFilterCriteria(column + 1, criteria);
    });
  }
  hide(column: number): void {
    this.look((sheet) => {
      sheet.hideColumns(column + 1);
    });
  }
  moveColumn(from: number, to: number): void {
    if (from === to) return;
    this.look((sheet) => {
      sheet.moveColumns(sheet.getRange(1, from + 1, 1, 1), to > from ? to + 2 : to + 1);
    });
  }
  renameHeader(column: number, title: string): void {
    this.look((sheet) => {
      sheet.getRange(1, column + 1).setValue(title);
    });
  }
  insertColumn(at: number, title: string): void {
    this.look((sheet) => {
      sheet.insertColumnBefore(at + 1);
      sheet.getRange(1, at + 1).setValue(title);
    });
  }
  insertRow(at: number, cells: ReadonlyMap<number, CellValue>): void {
    this.look((sheet) => {
      sheet.insertRowBefore(at + 2);
      for (const [column, value] of cells)
        sheet
          .getRange(at + 2, column + 1)
          .clearDataValidations()
          .setNumberFormat(typeof value === 'object' ? 'd mmm yyyy' : 'General')
          .setValue(enteredValue(value, ZONE));
    });
  }
  copyRow(row: number): void {
    this.look((sheet) => {
      sheet.insertRowAfter(row + 2);
      sheet.getRange(row + 2, 1, 1, sheet.getMaxColumns()).copyTo(sheet.getRange(row + 3, 1, 1, sheet.getMaxColumns()));
    });
  }
  deleteRow(row: number): void {
    this.look((sheet) => {
      sheet.deleteRow(row + 2);
    });
  }

  refresh(input: TrackerInput): void {
    this.look((_sheet, world) => {
      const { formats: _formats, ...tracker } = input;
      writeWorkbook({
        spreadsheet: world.services.spreadsheet,
        store: world.store,
        account: USD,
        tracker,
        compose: (rows) => ({ summary: summaryOf(rows), tabs: [], settings: SETTINGS_TAB, also: new Map() }),
      });
    });
  }
  restore(): void {
    throw new Error('The workbook restores at once: driven by its own test.');
  }

  look<T>(work: (sheet: Sheet, world: World) => T): T | null {
    const world = openWorld({ workbook: this.workbook });
    try {
      const sheet = world.services.spreadsheet.getSheetByName('Tracker');
      return sheet ? work(sheet, world) : null;
    } finally {
      world.end();
    }
  }
}

function withoutRows(): Workbook {
  const workbook = newWorkbook();
  const world = openWorld({ workbook });
  writeWorkbook({
    spreadsheet: world.services.spreadsheet,
    store: world.store,
    account: USD,
    tracker: { recommendations: [], created: new Map(), closed: new Map(), extraReview: 'None', today: '2026-10-31' },
    compose: (rows) => ({ summary: summaryOf(rows), tabs: [], settings: SETTINGS_TAB, also: new Map() }),
  });
  world.end();
  return workbook;
}
