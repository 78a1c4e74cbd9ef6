import { parseA1, splitSheetName } from '../workbook/region';
import type { Tab } from '../workbook/tab';
import { memberName } from '../enumeration';
import { coreOf, offer, signatureError } from '../refusal';
import { createBanding } from './banding';
import { addDeveloperMetadata, createDeveloperMetadata } from './developer-metadata';
import { createProtection } from './protection';
import { RangeCore } from './range-core';
import { requireRegion } from './range';
import { requireTabName } from './sheet';
import { SheetCore } from './sheet-core';
import { refuseChange, type SheetsContext } from './sheets-context';

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** Tabs that one spreadsheet takes. */
const MOST_TABS = 200;

function tabMethods(context: SheetsContext) {
  const { workbook, make } = context;
  const activeTab = (): Tab => workbook.tabById(workbook.activeTabId) ?? (workbook.tabs[0] as Tab);
  const change = (work: () => void): void => {
    refuseChange(context, activeTab(), () => false);
    work();
  };
  const tabOf = (sheet: unknown, method: string): Tab => {
    const core = coreOf(sheet, SheetCore, `SpreadsheetApp.Spreadsheet.${method}`);
    core.requirePresent();
    return core.tab;
  };
  const freshName = (): string => {
    let number = workbook.tabs.length + 1;
    while (workbook.tabByName(`Sheet${number}`)) number += 1;
    return `Sheet${number}`;
  };
  const remove = (tab: Tab): void =>
    change(() => {
      if (workbook.tabs.filter((other) => !other.hidden && other !== tab).length === 0)
        throw new Error("You can't remove all the visible sheets in a document.");
      workbook.removeTab(tab);
    });
  return {
    getSheets: () => workbook.tabs.map((tab) => make.sheet(tab)),
    getNumSheets: () => workbook.tabs.length,
    getSheetByName: (name: string) => {
      if (typeof name !== 'string') throw signatureError([name], 'SpreadsheetApp.Spreadsheet.getSheetByName');
      // The platform matches the name exactly, letter case included.
      const tab = workbook.tabs.find((one) => one.name === name);
      return tab ? make.sheet(tab) : null;
    },
    getActiveSheet: () => make.sheet(activeTab()),
    setActiveSheet: (sheet: unknown) => {
      const tab = tabOf(sheet, 'setActiveSheet');
      tab.hidden = false;
      workbook.activeTabId = tab.id;
      return make.sheet(tab);
    },
    insertSheet: (first?: unknown, second?: unknown): Sheet => {
      const given = [first, second].filter((value) => value !== undefined);
      if (given.some((value) => typeof value === 'object' && value !== null))
        throw new Error('Spreadsheet.insertSheet with a template is not offered by the local host.');
      const name = typeof first === 'string' ? first : freshName();
      const index = given.find((value) => typeof value === 'number') as number | undefined;
      let tab: Tab | null = null;
      change(() => {
        if (workbook.tabs.length >= MOST_TABS) throw new Error(`A spreadsheet takes at most ${MOST_TABS} sheets.`);
        if (index !== undefined && (index < 0 || index > workbook.tabs.length)) throw new Error('The index of the sheet is out of bounds.');
        tab = workbook.addTab(requireTabName(context, name, null), index ?? workbook.tabs.indexOf(activeTab()) + 1);
        workbook.activeTabId = tab.id;
      });
      return make.sheet(tab as unknown as Tab);
    },
    deleteSheet: (sheet: unknown) => remove(tabOf(sheet, 'deleteSheet')),
    moveActiveSheet: (position: number) =>
      change(() => {
        if (position < 1 || position > workbook.tabs.length) throw new Error('The position of the sheet is out of bounds.');
        const tab = activeTab();
        workbook.tabs = workbook.tabs.filter((other) => other !== tab);
        workbook.tabs.splice(position - 1, 0, tab);
      }),
  } satisfies Partial<Spreadsheet>;
}

function rangeMethods(context: SheetsContext) {
  const { workbook, make } = context;
  const activeTab = (): Tab => workbook.tabById(workbook.activeTabId) ?? (workbook.tabs[0] as Tab);
  const find = (text: string) => {
    const named = workbook.namedRanges.get(text);
    if (named) return make.range(named.tab, named.region);
    const { sheet, rest } = splitSheetName(text);
    const tab = sheet === null ? activeTab() : workbook.tabByName(sheet);
    const region = tab && parseA1(rest, { rows: tab.rows, columns: tab.columns });
    return tab && region ? make.range(tab, requireRegion(tab, region.row, region.column, region.rows, region.columns)) : null;
  };
  return {
    getRange: (text: string) => {
      const range = find(text);
      if (!range) throw new Error(`Range not found: ${text}`);
      return range;
    },
    getRangeByName: (name: string) => find(name),
    setNamedRange: (name: string, range: unknown) => {
      const { tab, region } = coreOf(range, RangeCore, 'SpreadsheetApp.Spreadsheet.setNamedRange');
      if (!/^[A-Za-z_]\w{0,249}$/.test(name)) throw new Error(`The name "${name}" is not a valid name for a range.`);
      workbook.namedRanges.set(name, { tab, region });
    },
    getActiveRange: () => make.range(activeTab(), activeTab().active),
    getDataRange: () => make.sheet(activeTab()).getDataRange(),
    getLastRow: () => activeTab().contentEnd().row,
    getLastColumn: () => activeTab().contentEnd().column,
  } satisfies Partial<Spreadsheet>;
}

/** The `Spreadsheet` over a workbook. */
export function createSpreadsheet(context: SheetsContext): Spreadsheet {
  const { workbook } = context;
  const members = {
    getId: () => workbook.id,
    getName: () => workbook.name,
    getSpreadsheetLocale: () => workbook.locale,
    getSpreadsheetTimeZone: () => workbook.timeZone,
    setSpreadsheetTimeZone: (zone: string) => {
      try {
        new Intl.DateTimeFormat('en-US', { timeZone: zone });
      } catch {
        throw new Error(`Invalid timezone: ${zone}`);
      }
      workbook.timeZone = zone;
    },
    addDeveloperMetadata: (key: string, ...more: unknown[]) => {
      addDeveloperMetadata(context, { home: workbook, tab: null, place: {} }, key, more);
      return spreadsheet;
    },
    getDeveloperMetadata: () => workbook.metadata.map((entry) => createDeveloperMetadata(context, workbook, entry)),
    getBandings: () => workbook.tabs.flatMap((tab) => tab.bandings.map((part) => createBanding(context, tab, part))),
    getProtections: (type: unknown) => {
      const wanted = memberName(type, 'ProtectionType', 'SpreadsheetApp.Spreadsheet.getProtections');
      return workbook.tabs.flatMap((tab) =>
        tab.protections.filter((part) => (part.region ? 'RANGE' : 'SHEET') === wanted).map((part) => createProtection(context, tab, part)),
      );
    },
    ...tabMethods(context),
    ...rangeMethods(context),
  } satisfies Partial<Spreadsheet>;
  const spreadsheet: Spreadsheet = offer<object>('Spreadsheet', members, context.gate) as Spreadsheet;
  return spreadsheet;
}
