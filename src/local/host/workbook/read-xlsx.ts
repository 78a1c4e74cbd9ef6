import { Workbook as Xlsx, type Worksheet } from '@cj-tech-master/excelts';
import { installChartSupport } from '@cj-tech-master/excelts/chart';
import { columnOf, located, rowOf } from './anchors';
import { hasContent, withMembers, type ValidationRule } from './cell';
import { EXTRAS_TAB, ExtrasReader, type TabExtras } from './extras';
import { a1Notation, parseA1, type Region } from './region';
import { STANDARD_COLUMNS, STANDARD_COLUMN_WIDTH, STANDARD_ROWS, type Tab } from './tab';
import { Workbook } from './workbook';
import { bandingsOf } from './xlsx-banding';
import { readCell } from './xlsx-cell';
import { conditionalOf } from './xlsx-conditional';
import { cssOf } from './xlsx-style';
import { ruleOf } from './xlsx-validation';
import { pixelsOf } from './write-xlsx';

/** A workbook from a file, and whether the file bears the hidden tab that a host leaves. */
export interface ReadWorkbook {
  readonly workbook: Workbook;
  readonly marked: boolean;
}

export interface ReadOptions {
  /** Whether the tab's filter would hide the row: such a row is not hidden by a person. */
  readonly hiddenByFilter?: (workbook: Workbook, tab: Tab, row: number) => boolean;
}

function readLines(sheet: Worksheet, tab: Tab): void {
  for (let column = 1; column <= sheet.columnCount; column += 1) {
    const { width, hidden, outlineLevel } = sheet.getColumn(column);
    const size = width === undefined ? undefined : pixelsOf(width);
    if (size !== undefined && size !== STANDARD_COLUMN_WIDTH) tab.setLine('columns', column, { size });
    if (hidden) tab.setLine('columns', column, { hidden: true });
    if (outlineLevel) tab.setLine('columns', column, { depth: outlineLevel });
  }
  sheet.eachRow({ includeEmpty: true }, (row, number) => {
    // A height that a program worked out for the text is none that a person set.
    if (row.height && row.customHeight) tab.setLine('rows', number, { size: Math.round(row.height / 0.75) });
    if (row.hidden) tab.setLine('rows', number, { hidden: true });
    if (row.outlineLevel) tab.setLine('rows', number, { depth: row.outlineLevel });
  });
}

function readValidations(sheet: Worksheet, tab: Tab, reader: ExtrasReader): void {
  const bounds = { rows: tab.rows, columns: tab.columns };
  for (const [address, written] of Object.entries(sheet.dataValidations.model)) {
    if (!written) continue;
    const regions = address
      .replace(/^range:/, '')
      .split(' ')
      .map((text) => parseA1(text, bounds))
      .filter((region) => region !== null);
    const [first] = regions;
    const rule = first && ruleOf(written, reader, tab.name, a1Notation({ ...first, rows: 1, columns: 1 }));
    if (rule) for (const region of regions) applyRule(tab, region, Object.freeze(rule));
  }
}

function applyRule(tab: Tab, region: Region, rule: ValidationRule): void {
  for (let row = region.row; row < region.row + region.rows && row <= tab.rows; row += 1) {
    for (let column = region.column; column < region.column + region.columns && column <= tab.columns; column += 1) {
      tab.setCell(row, column, withMembers(tab.cell(row, column), { validation: rule }));
    }
  }
}

function readTab(sheet: Worksheet, tab: Tab, reader: ExtrasReader): void {
  tab.hidden = sheet.state !== 'visible';
  tab.rows = Math.max(tab.rows, sheet.rowCount);
  tab.columns = Math.max(tab.columns, sheet.columnCount);
  sheet.eachRow({ includeEmpty: false }, (row, number) => {
    row.eachCell({ includeEmpty: true }, (cell, column) => {
      if (cell.master === cell) tab.setCell(number, column, readCell(cell, reader));
    });
  });
  readLines(sheet, tab);
  for (const { top, left, bottom, right } of sheet.mergedRegions)
    tab.merges.push({ row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 });
  readValidations(sheet, tab, reader);
  const bounds = { rows: tab.rows, columns: tab.columns };
  const { bandings, rest } = bandingsOf(sheet.conditionalFormattings, bounds);
  tab.bandings = bandings;
  tab.conditionalRules = conditionalOf(rest, bounds);
  const view = (sheet.views as typeof sheet.views | undefined)?.[0];
  if (view?.state === 'frozen') {
    tab.frozenRows = view.ySplit ?? 0;
    tab.frozenColumns = view.xSplit ?? 0;
  }
  tab.gridlinesHidden = view?.showGridLines === false;
  tab.rightToLeft = view?.rightToLeft === true;
  tab.color = cssOf(sheet.properties.tabColor) ?? null;
  const filter = typeof sheet.autoFilter === 'string' ? parseA1(sheet.autoFilter, bounds) : null;
  if (filter) tab.filter = { region: filter, tests: new Map() };
}

/** Puts back what the file's own features do not hold, each where the tab now has its place; what has none any more is left out. */
function restore(workbook: Workbook, tab: Tab, extras: TabExtras): void {
  const { frozenRows } = tab;
  // The row of headers is the one it was when the places were noted, also where another program lost the frozen rows.
  tab.frozenRows = extras.frozenRows;
  tab.rows = Math.max(extras.rows, tab.rows);
  tab.columns = Math.max(extras.columns, tab.columns);
  tab.metadata = extras.metadata.flatMap(({ text = '', ...entry }) => {
    if (entry.row !== undefined) {
      const row = rowOf(tab, text, entry.row);
      return row === null ? [] : [{ ...entry, row }];
    }
    if (entry.column !== undefined) {
      const column = columnOf(tab, text, entry.column);
      return column === null ? [] : [{ ...entry, column }];
    }
    return [entry];
  });
  tab.protections = extras.protections.flatMap((part) => {
    const region = part.region && located(tab, part.region);
    if (part.region && !region) return [];
    return [{ ...part, region, editors: [...part.editors], free: part.free.map((free) => located(tab, free)).filter((free) => free !== null) }];
  });
  for (const { header, ...test } of extras.filter) {
    const { filter } = tab;
    if (!filter) break;
    for (let column = filter.region.column; column < filter.region.column + filter.region.columns; column += 1) {
      if (String(tab.cell(filter.region.row, column).value) === header) {
        filter.tests.set(column, test);
        break;
      }
    }
  }
  tab.charts = extras.charts.map((part) => ({
    ...part,
    ranges: part.ranges.flatMap(({ sheet, region }) => {
      const home = workbook.tabById(sheet);
      const found = home && located(home, region);
      return found ? [{ sheet, region: found }] : [];
    }),
  }));
  tab.frozenRows = frozenRows;
}

/** Tells rows that the filter hides from rows that a person hid. A row that shows although the filter's tests would hide it: the filter was changed elsewhere. */
function settleFilter(workbook: Workbook, tab: Tab, options: ReadOptions): void {
  const { filter } = tab;
  if (!filter || filter.tests.size === 0 || !options.hiddenByFilter) return;
  const filtered: number[] = [];
  for (let row = filter.region.row + 1; row < filter.region.row + filter.region.rows; row += 1)
    if (options.hiddenByFilter(workbook, tab, row)) filtered.push(row);
  if (filtered.some((row) => tab.line('rows', row).hidden !== true)) filter.tests.clear();
  else for (const row of filtered) tab.setLine('rows', row, { hidden: false });
}

/** Finds for each sheet of the file what was kept for it; one that was renamed elsewhere is known by being the only one left over. */
function matchTabs(sheets: readonly Worksheet[], kept: readonly TabExtras[]): Map<Worksheet, TabExtras> {
  const matches = new Map<Worksheet, TabExtras>();
  for (const sheet of sheets) {
    const same = kept.find((one) => one.fileName === sheet.name);
    if (same) matches.set(sheet, same);
  }
  const newSheets = sheets.filter((sheet) => !matches.has(sheet));
  const lost = kept.filter((one) => ![...matches.values()].includes(one));
  const [renamed] = newSheets;
  const [before] = lost;
  if (renamed && before && newSheets.length === 1 && lost.length === 1) matches.set(renamed, { ...before, name: renamed.name, fileName: renamed.name });
  return matches;
}

/** Bytes that are no .xlsx, or a damaged one. */
export class UnreadableWorkbook extends Error {
  override readonly name = 'UnreadableWorkbook';
}

/** Reads an .xlsx. Throws `UnreadableWorkbook`. */
export async function readXlsx(bytes: Uint8Array, options: ReadOptions = {}): Promise<ReadWorkbook> {
  // Without it the library refuses every file that has a chart in it.
  installChartSupport();
  const file = new Xlsx();
  try {
    await file.xlsx.load(bytes as Uint8Array<ArrayBuffer>);
  } catch (error) {
    throw new UnreadableWorkbook(error instanceof Error ? error.message : 'not an .xlsx', { cause: error });
  }
  if (file.worksheets.length === 0) throw new UnreadableWorkbook('no sheet in it');
  const reader = new ExtrasReader(file.getWorksheet(EXTRAS_TAB));
  const { extras } = reader;
  const workbook = new Workbook(extras?.id);
  const sheets = file.worksheets.filter((sheet) => sheet.name !== EXTRAS_TAB);
  const matches = matchTabs(sheets, extras?.tabs ?? []);
  const tabs = sheets.map((sheet) => {
    const kept = matches.get(sheet);
    const tab = kept
      ? workbook.addTab(kept.fileName === sheet.name && kept.name ? kept.name : sheet.name, undefined, kept.id)
      : workbook.addTab(sheet.name, undefined, freeId(workbook, extras?.tabs ?? []));
    tab.rows = STANDARD_ROWS;
    tab.columns = STANDARD_COLUMNS;
    if (kept) {
      tab.rows = Math.max(kept.rows, 1);
      tab.columns = Math.max(kept.columns, 1);
    }
    readTab(sheet, tab, reader);
    return { tab, kept };
  });
  if (extras) {
    Object.assign(workbook, { name: extras.name, timeZone: extras.timeZone, locale: extras.locale, metadata: extras.metadata.map((entry) => ({ ...entry })) });
    workbook.documentProperties = new Map(Object.entries(extras.properties));
  }
  for (const { tab, kept } of tabs) if (kept) restore(workbook, tab, kept);
  for (const { tab } of tabs) settleFilter(workbook, tab, options);
  for (const { name, ranges } of file.definedNames.model)
    readName(
      workbook,
      sheets,
      tabs.map(({ tab }) => tab),
      name,
      ranges[0],
    );
  const active = tabs[file.views?.[0]?.activeTab ?? 0]?.tab;
  workbook.activeTabId = (active && !active.hidden ? active : workbook.tabs.find((tab) => !tab.hidden))?.id ?? 0;
  return { workbook, marked: extras !== null };
}

function readName(workbook: Workbook, sheets: readonly Worksheet[], tabs: readonly Tab[], name: string, range: string | undefined): void {
  const match = /^'?((?:[^']|'')+?)'?!(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)$/.exec(range ?? '');
  const tab = match && tabs[sheets.findIndex((sheet) => sheet.name === match[1]?.replace(/''/g, "'"))];
  const region = tab && parseA1(match[2] as string, { rows: tab.rows, columns: tab.columns });
  if (tab && region && /^[A-Za-z_]\w*$/.test(name) && !name.startsWith('_')) workbook.namedRanges.set(name, { tab, region });
}

function freeId(workbook: Workbook, kept: readonly TabExtras[]): number {
  let id = workbook.tabs.length === 0 ? 0 : 1;
  while (workbook.tabById(id) || kept.some((one) => one.id === id)) id += 1;
  return id;
}

/** True when no tab has anything in it. */
export function isEmpty(workbook: Workbook): boolean {
  let empty = true;
  for (const tab of workbook.tabs)
    tab.eachCell((cell) => {
      if (hasContent(cell)) empty = false;
    });
  return empty;
}
