import { BLANK_CELL, STANDARD_STYLE, withMembers } from '../workbook/cell';
import { parseA1, splitSheetName, type Region } from '../workbook/region';
import { sortRows } from '../workbook/tab-sort';
import type { Tab } from '../workbook/tab';
import { memberName } from '../enumeration';
import { offer } from '../refusal';
import { createBanding } from './banding';
import { chartMethods } from './chart';
import { cssColor } from './color';
import { createConditionalRule, rulesOf } from './conditional-format';
import { addDeveloperMetadata, createDeveloperMetadata } from './developer-metadata';
import { createFilter } from './filter';
import { createProtection, protect } from './protection';
import { RangeCore } from './range-core';
import { requireRegion } from './range';
import { SheetCore } from './sheet-core';
import { lineMethods } from './sheet-lines';
import type { SheetsContext } from './sheets-context';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** The region that A1 text names on the tab; throws in the platform's words. */
export function regionOfA1(context: SheetsContext, tab: Tab, text: string): Region {
  const { sheet, rest } = splitSheetName(text);
  const named = context.workbook.namedRanges.get(text);
  if (named && named.tab === tab) return named.region;
  const region = sheet === null || sheet === tab.name ? parseA1(rest, { rows: tab.rows, columns: tab.columns }) : null;
  if (!region) throw new Error(`Range not found: ${text}`);
  return requireRegion(tab, region.row, region.column, region.rows, region.columns);
}

function rangeMethods(core: SheetCore, self: () => Sheet) {
  const { context, tab } = core;
  const range = (region: Region) => context.make.range(tab, region);
  const everything = (): Region => ({ row: 1, column: 1, rows: tab.rows, columns: tab.columns });
  const eachCell = (to: Parameters<RangeCore['change']>[0]): Sheet => {
    core.change(() => {
      const { row, column } = touchedEnd(tab);
      if (row > 0) new RangeCore(context, tab, { row: 1, column: 1, rows: row, columns: column }).change(to);
    });
    return self();
  };
  const clear = (options: { formatOnly?: boolean | undefined; contentsOnly?: boolean | undefined } = {}): Sheet => {
    if (!options.formatOnly && !options.contentsOnly) {
      eachCell(() => BLANK_CELL);
      tab.conditionalRules = [];
      return self();
    }
    return eachCell((cell) =>
      withMembers(cell, {
        ...(options.contentsOnly ? { value: '', formula: undefined, runs: undefined } : {}),
        ...(options.formatOnly ? { style: STANDARD_STYLE } : {}),
      }),
    );
  };
  return {
    getRange: (first: string | number, column?: number, rows?: number, columns?: number) => {
      core.requirePresent();
      return range(typeof first === 'string' ? regionOfA1(context, tab, first) : requireRegion(tab, first, column, rows, columns));
    },
    getDataRange: () => {
      core.requirePresent();
      const end = tab.contentEnd();
      return range({ row: 1, column: 1, rows: Math.max(1, end.row), columns: Math.max(1, end.column) });
    },
    getActiveRange: () => range(tab.active),
    appendRow: (values: unknown[]) => {
      const row = tab.contentEnd().row + 1;
      if (row > tab.rows) context.workbook.shift(tab, 'rows', { kind: 'insert', at: tab.rows + 1, count: 1 });
      if (values.length > tab.columns) context.workbook.shift(tab, 'columns', { kind: 'insert', at: tab.columns + 1, count: values.length - tab.columns });
      range({ row, column: 1, rows: 1, columns: Math.max(1, values.length) }).setValues([values]);
      return self();
    },
    clear,
    sort: (column: number, ascending: boolean = true) => {
      core.change(() => {
        const { row: last } = tab.contentEnd();
        const start = tab.frozenRows + 1;
        if (last >= start) sortRows(tab, { ...everything(), row: start, rows: last - start + 1 }, [{ column, ascending }]);
      });
      return self();
    },
  } satisfies Partial<Sheet>;
}

/** The last row and column with any touched cell, for clearing. */
function touchedEnd(tab: Tab): { row: number; column: number } {
  let row = 0;
  let column = 0;
  tab.eachCell((_cell, atRow, atColumn) => {
    row = Math.max(row, atRow);
    column = Math.max(column, atColumn);
  });
  return { row, column };
}

function partMethods(core: SheetCore, self: () => Sheet) {
  const { context, tab } = core;
  return {
    getFilter: () => (tab.filter ? createFilter(context, tab) : null),
    protect: () => createProtection(context, tab, protect(context, tab, null)),
    getProtections: (type: unknown) => {
      const wanted = memberName(type, 'ProtectionType', 'SpreadsheetApp.Sheet.getProtections');
      return tab.protections.filter((part) => (part.region ? 'RANGE' : 'SHEET') === wanted).map((part) => createProtection(context, tab, part));
    },
    getBandings: () => tab.bandings.map((part) => createBanding(context, tab, part)),
    getConditionalFormatRules: () => tab.conditionalRules.map((rule) => createConditionalRule(context, rule, tab)),
    setConditionalFormatRules: (rules: unknown) =>
      core.change(() => {
        tab.conditionalRules = rulesOf(rules, tab);
      }),
    addDeveloperMetadata: (key: string, ...more: unknown[]) => {
      core.change(() => addDeveloperMetadata(context, { home: tab, tab, place: {} }, key, more));
      return self();
    },
    getDeveloperMetadata: () =>
      tab.metadata.filter(({ row, column }) => row === undefined && column === undefined).map((entry) => createDeveloperMetadata(context, tab, entry)),
  } satisfies Partial<Sheet>;
}

/** Refuses a name that the platform refuses. */
export function requireTabName(context: SheetsContext, name: unknown, own: Tab | null): string {
  if (typeof name !== 'string' || name === '') throw new Error('A sheet name cannot be empty.');
  if (name.length > 100) throw new Error('A sheet name cannot be longer than 100 characters.');
  const taken = context.workbook.tabByName(name);
  if (taken && taken !== own) throw new Error(`A sheet with the name "${name}" already exists. Please enter another name.`);
  return name;
}

function ownMethods(core: SheetCore, self: () => Sheet) {
  const { context, tab } = core;
  const { workbook } = context;
  return {
    getName: () => {
      core.requirePresent();
      return tab.name;
    },
    setName: (name: string) => {
      core.change(() => workbook.renameTab(tab, requireTabName(context, name, tab)));
      return self();
    },
    getSheetId: () => tab.id,
    getIndex: () => workbook.tabs.indexOf(tab) + 1,
    activate: () => {
      core.requirePresent();
      tab.hidden = false;
      workbook.activeTabId = tab.id;
      return self();
    },
    isSheetHidden: () => tab.hidden,
    hideSheet: () => {
      core.change(() => {
        if (workbook.tabs.every((other) => other === tab || other.hidden)) throw new Error("You can't hide all the sheets in a document.");
        tab.hidden = true;
        if (workbook.activeTabId === tab.id) workbook.activeTabId = workbook.tabs.find((other) => !other.hidden)?.id ?? tab.id;
      });
      return self();
    },
    setTabColor: (color: string | null) => {
      core.change(() => {
        tab.color = cssColor(color);
      });
      return self();
    },
    setHiddenGridlines: (hidden: boolean) => {
      core.change(() => {
        tab.gridlinesHidden = hidden;
      });
      return self();
    },
  } satisfies Partial<Sheet>;
}

/** A `Sheet` over a tab. */
export function createSheet(context: SheetsContext, tab: Tab): Sheet {
  const core = new SheetCore(context, tab);
  const self = (): Sheet => sheet;
  const members = {
    ...ownMethods(core, self),
    ...rangeMethods(core, self),
    ...partMethods(core, self),
    ...lineMethods(core, self),
    ...chartMethods(context, tab, (work) => core.change(work)),
  };
  const sheet: Sheet = offer<object>('Sheet', members, context.gate, core) as Sheet;
  return sheet;
}
