import type { Region } from '../workbook/region';
import type { Tab } from '../workbook/tab';
import { offer, signatureError } from '../refusal';
import { RangeCore } from './range-core';
import { structureMethods } from './range-structure';
import { styleMethods } from './range-styles';
import { valueMethods } from './range-values';
import type { SheetsContext } from './sheets-context';

type Range = GoogleAppsScript.Spreadsheet.Range;

/** Refuses coordinates that the platform refuses, in its words; gives the region. */
export function requireRegion(tab: Tab, row: unknown, column: unknown, rows: unknown = 1, columns: unknown = 1): Region {
  if (![row, column, rows, columns].every((value) => typeof value === 'number' && !Number.isNaN(value))) {
    throw signatureError([row, column, rows, columns], 'SpreadsheetApp.Sheet.getRange');
  }
  const region = {
    row: Math.trunc(row as number),
    column: Math.trunc(column as number),
    rows: Math.trunc(rows as number),
    columns: Math.trunc(columns as number),
  };
  if (region.row < 1) throw new Error('The starting row of the range is too small.');
  if (region.column < 1) throw new Error('The starting column of the range is too small.');
  if (region.rows < 1) throw new Error('The number of rows in the range must be at least 1.');
  if (region.columns < 1) throw new Error('The number of columns in the range must be at least 1.');
  if (region.row + region.rows - 1 > tab.rows || region.column + region.columns - 1 > tab.columns) {
    throw new Error('The coordinates of the range are outside the dimensions of the sheet.');
  }
  return region;
}

function placeMethods(core: RangeCore, self: () => Range) {
  const { context, tab, region } = core;
  return {
    getRow: () => region.row,
    getColumn: () => region.column,
    getNumRows: () => region.rows,
    getNumColumns: () => region.columns,
    getLastRow: () => region.row + region.rows - 1,
    getLastColumn: () => region.column + region.columns - 1,
    getA1Notation: () => core.a1,
    getCell: (row: number, column: number) => {
      if (row < 1 || column < 1 || row > region.rows || column > region.columns) throw new Error('Cell reference out of range');
      return context.make.range(tab, { row: region.row + row - 1, column: region.column + column - 1, rows: 1, columns: 1 });
    },
    activate: () => {
      core.requirePresent();
      context.workbook.activeTabId = tab.id;
      tab.active = region;
      return self();
    },
  } satisfies Partial<Range>;
}

/** A `Range` of a tab. */
export function createRange(context: SheetsContext, tab: Tab, region: Region): Range {
  const core = new RangeCore(context, tab, region);
  const self = (): Range => range;
  const members = { ...placeMethods(core, self), ...valueMethods(core, self), ...styleMethods(core, self), ...structureMethods(core, self) };
  const range: Range = offer<object>('Range', members, context.gate, core) as Range;
  return range;
}
