import type { Axis, Shift } from '../workbook/region';
import { STANDARD_COLUMN_WIDTH, STANDARD_ROW_HEIGHT } from '../workbook/tab';
import { coreOf, offer, signatureError } from '../refusal';
import { filterShows } from './filter';
import { RangeCore } from './range-core';
import type { SheetCore } from './sheet-core';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** Cells that one spreadsheet takes. */
const MOST_CELLS = 10_000_000;
const WORDS = { rows: { one: 'row', many: 'rows' }, columns: { one: 'column', many: 'columns' } } as const;

/** Rows and columns of a tab: inserting, deleting, moving, hiding, sizes, groups, freezing. */
export function lineMethods(core: SheetCore, self: () => Sheet) {
  const { context, tab } = core;

  const requireLines = (axis: Axis, at: number, count: number): void => {
    if (![at, count].every((value) => typeof value === 'number' && !Number.isNaN(value))) throw signatureError([at, count], 'SpreadsheetApp.Sheet');
    if (at < 1 || count < 1 || at + count - 1 > tab.lineCount(axis)) throw new Error(`Those ${WORDS[axis].many} are out of bounds.`);
  };
  const insert = (axis: Axis, at: number, count: number, looksFrom: number): void =>
    core.change(() => {
      if (!(count >= 1)) throw new Error(`The number of ${WORDS[axis].many} to insert must be at least 1.`);
      if (!(at >= 1) || at > tab.lineCount(axis) + 1) throw new Error(`Those ${WORDS[axis].many} are out of bounds.`);
      const others = context.workbook.tabs.reduce((sum, other) => sum + (other === tab ? 0 : other.rows * other.columns), 0);
      const own = axis === 'rows' ? (tab.rows + count) * tab.columns : tab.rows * (tab.columns + count);
      if (others + own > MOST_CELLS) throw new Error(`This action would increase the number of cells in the workbook above the limit of ${MOST_CELLS} cells.`);
      context.workbook.shift(tab, axis, { kind: 'insert', at, count }, looksFrom >= 1 && looksFrom <= tab.lineCount(axis) ? looksFrom : null);
    });
  const remove = (axis: Axis, at: number, count: number): void =>
    core.change(() => {
      requireLines(axis, at, count);
      if (count >= tab.lineCount(axis)) throw new Error(`You can't delete all the ${WORDS[axis].many} on the sheet.`);
      const frozen = axis === 'rows' ? tab.frozenRows : tab.frozenColumns;
      if (frozen > 0 && at <= frozen + 1 && at + count - 1 >= tab.lineCount(axis))
        throw new Error(`Sorry, it is not possible to delete all non-frozen ${WORDS[axis].many}.`);
      context.workbook.shift(tab, axis, { kind: 'delete', at, count });
    });
  const move = (axis: Axis, spec: unknown, to: number): void =>
    core.change(() => {
      const { region } = coreOf(spec, RangeCore, `SpreadsheetApp.Sheet.move${axis === 'rows' ? 'Rows' : 'Columns'}`);
      const at = axis === 'rows' ? region.row : region.column;
      const count = axis === 'rows' ? region.rows : region.columns;
      requireLines(axis, at, count);
      if (to < 1 || to > tab.lineCount(axis) + 1) throw new Error('The destination is out of bounds.');
      if (to > at && to < at + count) throw new Error(`The ${WORDS[axis].many} cannot be moved into themselves.`);
      const shift: Shift = { kind: 'move', at, count, to };
      if (to !== at && to !== at + count) context.workbook.shift(tab, axis, shift);
    });
  const setLines = (axis: Axis, at: number, count: number, parts: Parameters<typeof tab.setLine>[2]): void =>
    core.change(() => {
      requireLines(axis, at, count);
      for (let index = at; index < at + count; index += 1) tab.setLine(axis, index, parts);
    });
  const line = (axis: Axis, at: number) => {
    requireLines(axis, at, 1);
    return tab.line(axis, at);
  };
  const requireSize = (size: number): number => {
    if (!(size >= 2)) throw new Error('The size must be at least 2 pixels.');
    return Math.round(size);
  };
  const group = (axis: Axis, index: number, depth: number): GoogleAppsScript.Spreadsheet.Group | null => {
    if (depth < 1 || (tab.line(axis, index).depth ?? 0) < depth) return null;
    const inside = (at: number): boolean => at >= 1 && at <= tab.lineCount(axis) && (tab.line(axis, at).depth ?? 0) >= depth;
    let start = index;
    while (inside(start - 1)) start -= 1;
    let end = index;
    while (inside(end + 1)) end += 1;
    const setHidden = (hidden: boolean): void => {
      for (let at = start; at <= end; at += 1) tab.setLine(axis, at, { hidden, collapsed: hidden });
    };
    const members = {
      collapse: () => {
        core.change(() => setHidden(true));
        return found;
      },
      expand: () => {
        core.change(() => setHidden(false));
        return found;
      },
      getRange: () =>
        context.make.range(
          tab,
          axis === 'rows'
            ? { row: start, column: 1, rows: end - start + 1, columns: tab.columns }
            : { row: 1, column: start, rows: tab.rows, columns: end - start + 1 },
        ),
      remove: () => {
        core.change(() => {
          for (let at = start; at <= end; at += 1) tab.setLine(axis, at, { depth: depth - 1 });
        });
      },
    } satisfies Partial<GoogleAppsScript.Spreadsheet.Group>;
    const found: GoogleAppsScript.Spreadsheet.Group = offer<object>('Group', members, context.gate) as GoogleAppsScript.Spreadsheet.Group;
    return found;
  };
  return {
    getMaxRows: () => {
      core.requirePresent();
      return tab.rows;
    },
    getMaxColumns: () => {
      core.requirePresent();
      return tab.columns;
    },
    getLastRow: () => {
      core.requirePresent();
      return tab.contentEnd().row;
    },
    getLastColumn: () => {
      core.requirePresent();
      return tab.contentEnd().column;
    },
    insertRowBefore: (at: number) => {
      insert('rows', at, 1, at);
      return self();
    },
    insertRowsBefore: (at: number, count: number) => {
      insert('rows', at, count, at);
      return self();
    },
    insertRowAfter: (at: number) => {
      insert('rows', at + 1, 1, at);
      return self();
    },
    insertRowsAfter: (at: number, count: number) => {
      insert('rows', at + 1, count, at);
      return self();
    },
    insertColumnBefore: (at: number) => {
      insert('columns', at, 1, at);
      return self();
    },
    insertColumnAfter: (at: number) => {
      insert('columns', at + 1, 1, at);
      return self();
    },
    insertColumnsAfter: (at: number, count: number) => {
      insert('columns', at + 1, count, at);
      return self();
    },
    deleteRow: (at: number) => {
      remove('rows', at, 1);
      return self();
    },
    deleteRows: (at: number, count: number) => remove('rows', at, count),
    moveRows: (spec: unknown, to: number) => move('rows', spec, to),
    moveColumns: (spec: unknown, to: number) => move('columns', spec, to),
    hideRows: (at: number, count: number = 1) => setLines('rows', at, count, { hidden: true }),
    showRows: (at: number, count: number = 1) => setLines('rows', at, count, { hidden: false }),
    hideColumns: (at: number, count: number = 1) => setLines('columns', at, count, { hidden: true }),
    showColumns: (at: number, count: number = 1) => setLines('columns', at, count, { hidden: false }),
    isRowHiddenByUser: (at: number) => line('rows', at).hidden === true,
    isColumnHiddenByUser: (at: number) => line('columns', at).hidden === true,
    isRowHiddenByFilter: (at: number) => {
      requireLines('rows', at, 1);
      return !filterShows(context, tab, at);
    },
    getRowHeight: (at: number) => line('rows', at).size ?? STANDARD_ROW_HEIGHT,
    getColumnWidth: (at: number) => line('columns', at).size ?? STANDARD_COLUMN_WIDTH,
    setRowHeight: (at: number, size: number) => {
      setLines('rows', at, 1, { size: requireSize(size) });
      return self();
    },
    setRowHeights: (at: number, count: number, size: number) => {
      setLines('rows', at, count, { size: requireSize(size) });
      return self();
    },
    setColumnWidth: (at: number, size: number) => {
      setLines('columns', at, 1, { size: requireSize(size) });
      return self();
    },
    getFrozenRows: () => tab.frozenRows,
    getFrozenColumns: () => tab.frozenColumns,
    setFrozenRows: (rows: number) =>
      core.change(() => {
        if (rows < 0 || rows >= tab.rows) throw new Error(`A sheet of ${tab.rows} rows can freeze 0 to ${tab.rows - 1} of them.`);
        tab.frozenRows = rows;
      }),
    setFrozenColumns: (columns: number) =>
      core.change(() => {
        if (columns < 0 || columns >= tab.columns) throw new Error(`A sheet of ${tab.columns} columns can freeze 0 to ${tab.columns - 1} of them.`);
        tab.frozenColumns = columns;
      }),
    getRowGroup: (index: number, depth: number) => group('rows', index, depth),
    getRowGroupDepth: (index: number) => line('rows', index).depth ?? 0,
    getColumnGroupDepth: (index: number) => line('columns', index).depth ?? 0,
  } satisfies Partial<Sheet>;
}
