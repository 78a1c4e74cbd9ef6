import { parseA1, splitSheetName } from '../workbook/region';
import type { Tab } from '../workbook/tab';
import { memberName } from '../enumeration';
import { coreOf, offer, signatureError } from '../refusal';
import { createUser } from '../user';
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
  const change = (work: () => void): void => { refuseChange(context, activeTab(), () => false); work(); };
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
  const remove = (tab: Tab): void => change(() => {
    if (workbook.tabs.filter((other) => !other.hidden && other !== tab).length === 0) throw new Error("You can't remove all the visible sheets in a document.");
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
    getSheetById: (id: number) => { const tab = workbook.tabById(id); return tab ? make.sheet(tab) : null; },
    getActiveSheet: () => make.sheet(activeTab()),
    setActiveSheet: (sheet: unknown) => { const tab = tabOf(sheet, 'setActiveSheet'); tab.hidden = false; workbook.activeTabId = tab.id; return make.sheet(tab); },
    insertSheet: (first?: unknown, second?: unknown): Sheet => {
      const given = [first, second].filter((value) => value !== undefined);
      if (given.some((value) => typeof value === 'object' && value !== null)) throw new Error('Spreadsheet.insertSheet with a template is not offered by the local host.');
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
    deleteActiveSheet: () => { remove(activeTab()); return make.sheet(activeTab()); },
    moveActiveSheet: (position: number) => change(() => {
      if (position < 1 || position > workbook.tabs.length) throw new Error('The position of the sheet is out of bounds.');
      const tab = activeTab();
      workbook.tabs = workbook.tabs.filter((other) => other !== tab);
      workbook.tabs.splice(position - 1, 0, tab);
    }),
    renameActiveSheet: (name: string) => change(() => workbook.renameTab(activeTab(), requireTabName(context, name, activeTab()))),
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
  const namedRange = (name: string): GoogleAppsScript.Spreadsheet.NamedRange => {
    const members = {
      getName: () => name,
      getRange: () => { const range = find(name); if (!range) throw new Error(`Range not found: ${name}`); return range; },
      remove: () => { workbook.namedRanges.delete(name); },
    } satisfies Partial<GoogleAppsScript.Spreadsheet.NamedRange>;
    return offer<object>('NamedRange', members, context.gate) as GoogleAppsScript.Spreadsheet.NamedRange;
  };
  return {
    getRange: (text: string) => {
      const range = find(text);
      if (!range) throw new Error(`Range not found: ${text}`);
      return range;
    },
    getRangeByName: (name: string) => find(name),
    getNamedRanges: () => [...workbook.namedRanges.keys()].map(namedRange),
    setNamedRange: (name: string, range: unknown) => {
      const { tab, region } = coreOf(range, RangeCore, 'SpreadsheetApp.Spreadsheet.setNamedRange');
      if (!/^[A-Za-z_]\w{0,249}$/.test(name)) throw new Error(`The name "${name}" is not a valid name for a range.`);
      workbook.namedRanges.set(name, { tab, region });
    },
    removeNamedRange: (name: string) => { workbook.namedRanges.delete(name); },
    getActiveRange: () => make.range(activeTab(), activeTab().active),
    getActiveCell: () => make.range(activeTab(), { ...activeTab().active, rows: 1, columns: 1 }),
    getCurrentCell: () => make.range(activeTab(), { ...activeTab().active, rows: 1, columns: 1 }),
    setActiveRange: (range: unknown) => { coreOf(range, RangeCore, 'SpreadsheetApp.Spreadsheet.setActiveRange'); return (range as GoogleAppsScript.Spreadsheet.Range).activate(); },
    setCurrentCell: (range: unknown) => { coreOf(range, RangeCore, 'SpreadsheetApp.Spreadsheet.setCurrentCell'); return (range as GoogleAppsScript.Spreadsheet.Range).activate(); },
    getDataRange: () => make.sheet(activeTab()).getDataRange(),
    getLastRow: () => activeTab().contentEnd().row,
    getLastColumn: () => activeTab().contentEnd().column,
  } satisfies Partial<Spreadsheet>;
}

/** The `Spreadsheet` over a workbook. */
export function createSpreadsheet(context: SheetsContext): Spreadsheet {
  const { workbook } = context;
  const url = `https://docs.google.com/spreadsheets/d/${workbook.id}/edit`;
  const members = {
    getId: () => workbook.id,
    getUrl: () => url,
    getName: () => workbook.name,
    rename: (name: string) => { workbook.name = name; },
    getSpreadsheetTimeZone: () => workbook.timeZone,
    setSpreadsheetTimeZone: (zone: string) => {
      try { new Intl.DateTimeFormat('en-US', { timeZone: zone }); } catch { throw new Error(`Invalid timezone: ${zone}`); }
      workbook.timeZone = zone;
    },
    getSpreadsheetLocale: () => workbook.locale,
    setSpreadsheetLocale: (locale: string) => { workbook.locale = locale; },
    getOwner: () => (context.person.access === 'owner' ? createUser(context.person.email, context.quiet) : null),
    toast: (text: string, title: string = '') => context.show({ kind: 'toast', title, text: String(text) }),
    addDeveloperMetadata: (key: string, ...more: unknown[]) => { addDeveloperMetadata(context, { home: workbook, tab: null, place: {} }, key, more); return spreadsheet; },
    getDeveloperMetadata: () => workbook.metadata.map((entry) => createDeveloperMetadata(context, workbook, entry)),
    getBandings: () => workbook.tabs.flatMap((tab) => tab.bandings.map((part) => createBanding(context, tab, part))),
    getProtections: (type: unknown) => {
      const wanted = memberName(type, 'ProtectionType', 'SpreadsheetApp.Spreadsheet.getProtections');
      return workbook.tabs.flatMap((tab) => tab.protections.filter((part) => (part.region ? 'RANGE' : 'SHEET') === wanted).map((part) => createProtection(context, tab, part)));
    },
    ...tabMethods(context),
    ...rangeMethods(context),
  } satisfies Partial<Spreadsheet>;
  const spreadsheet: Spreadsheet = offer<object>('Spreadsheet', members, context.gate) as Spreadsheet;
  return spreadsheet;
}
