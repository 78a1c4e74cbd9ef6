import { Workbook as Xlsx, type DefinedNameModel, type Worksheet } from '@cj-tech-master/excelts';
import { installChartSupport } from '@cj-tech-master/excelts/chart';
import { anchored, headerOf, rowText } from './anchors';
import { blocksOf } from './cell-blocks';
import type { ValidationRule } from './cell';
import { EXTRAS_TAB, ExtrasWriter, type TabExtras } from './extras';
import { a1Notation, columnLetters, type Region } from './region';
import { STANDARD_COLUMN_WIDTH, type Tab } from './tab';
import type { Workbook } from './workbook';
import { xlsxBandings } from './xlsx-banding';
import { writeCell } from './xlsx-cell';
import { drawCharts } from './xlsx-chart';
import { xlsxConditional } from './xlsx-conditional';
import { argb } from './xlsx-style';
import { xlsxRule } from './xlsx-validation';

/** Characters of a column's width for its pixels, and back; 7 pixels a character and 5 for the edges. */
export const charactersOf = (pixels: number): number => Math.max(0, (pixels - 5) / 7);
export const pixelsOf = (characters: number): number => Math.round(characters * 7 + 5);
/** Points of a row's height for its pixels. */
const POINTS_PER_PIXEL = 0.75;

export interface WriteOptions {
  /** Hidden by the tab's filter, beside the rows that a person hid. */
  readonly hiddenByFilter?: (tab: Tab, row: number) => boolean;
}

/** Names that an .xlsx takes: at most 31 characters, without some signs, each once. */
function fileNames(workbook: Workbook): Map<Tab, string> {
  const names = new Map<Tab, string>();
  const used = new Set([EXTRAS_TAB.toLowerCase()]);
  for (const tab of workbook.tabs) {
    const plain =
      tab.name
        .replace(/[[\]:*?/\\]/g, '_')
        .replace(/^'|'$/g, '_')
        .slice(0, 31) || '_';
    let name = plain;
    for (let number = 2; used.has(name.toLowerCase()); number += 1) name = `${plain.slice(0, 31 - String(number).length - 1)}~${number}`;
    used.add(name.toLowerCase());
    names.set(tab, name);
  }
  return names;
}

function writeLines(sheet: Worksheet, tab: Tab, lastRow: number, lastColumn: number, hiddenByFilter: (row: number) => boolean): void {
  for (let column = 1; column <= Math.min(tab.columns, Math.max(lastColumn, 26)); column += 1) {
    const { size, hidden, depth } = tab.line('columns', column);
    const target = sheet.getColumn(column);
    target.width = charactersOf(size ?? STANDARD_COLUMN_WIDTH);
    if (hidden) target.hidden = true;
    if (depth) target.outlineLevel = depth;
  }
  for (let row = 1; row <= Math.min(tab.rows, lastRow); row += 1) {
    const { size, hidden, depth } = tab.line('rows', row);
    if (size !== undefined) sheet.getRow(row).height = size * POINTS_PER_PIXEL;
    if (hidden || hiddenByFilter(row)) sheet.getRow(row).hidden = true;
    if (depth) sheet.getRow(row).outlineLevel = depth;
  }
}

function writeValidations(sheet: Worksheet, tab: Tab, writer: ExtrasWriter): void {
  const cells = new Map<ValidationRule, [number, number][]>();
  const byContent = new Map<string, ValidationRule>();
  tab.eachCell(({ validation }, row, column) => {
    if (!validation) return;
    let same = validation;
    if (!cells.has(validation)) {
      const key = JSON.stringify(validation);
      same = byContent.get(key) ?? validation;
      byContent.set(key, same);
    }
    const known = cells.get(same);
    if (known) known.push([row, column]);
    else cells.set(same, [[row, column]]);
  });
  for (const [rule, places] of cells) {
    for (const block of blocksOf(places)) {
      const written = xlsxRule(rule, writer, a1Notation({ ...block, rows: 1, columns: 1 }));
      if (written) sheet.dataValidations.add(a1Notation(block), written);
    }
  }
}

function writeTab(sheet: Worksheet, tab: Tab, writer: ExtrasWriter, options: WriteOptions): void {
  let lastRow = 0;
  let lastColumn = 0;
  tab.eachCell((cell, row, column) => {
    writeCell(sheet.getCell(row, column), cell, writer);
    lastRow = Math.max(lastRow, row);
    lastColumn = Math.max(lastColumn, column);
  });
  for (const merge of tab.merges) sheet.mergeCells(a1Notation(merge));
  for (let row = tab.rows; row > lastRow; row -= 1) if (Object.keys(tab.line('rows', row)).length > 0) lastRow = row;
  for (let column = tab.columns; column > lastColumn; column -= 1) if (Object.keys(tab.line('columns', column)).length > 0) lastColumn = column;
  writeLines(sheet, tab, lastRow, lastColumn, (row) => options.hiddenByFilter?.(tab, row) ?? false);
  writeValidations(sheet, tab, writer);
  const own = xlsxConditional(tab.conditionalRules, 1);
  const bandings = xlsxBandings(tab, tab.conditionalRules.length + 1);
  for (const rule of [...own, ...bandings]) sheet.addConditionalFormatting(rule);
  if (tab.filter) sheet.autoFilter = a1Notation(tab.filter.region);
  const frozen = tab.frozenRows + tab.frozenColumns > 0;
  const view = { showGridLines: !tab.gridlinesHidden, rightToLeft: tab.rightToLeft };
  sheet.views = [
    frozen
      ? {
          ...view,
          state: 'frozen',
          xSplit: tab.frozenColumns,
          ySplit: tab.frozenRows,
          topLeftCell: `${columnLetters(tab.frozenColumns + 1)}${tab.frozenRows + 1}`,
        }
      : { ...view, state: 'normal' },
  ];
  if (tab.color) sheet.properties.tabColor = { argb: argb(tab.color) };
  sheet.pageSetup = { ...sheet.pageSetup, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 };
}

function extrasOf(workbook: Workbook, tab: Tab, fileName: string): TabExtras {
  return {
    name: tab.name,
    fileName,
    id: tab.id,
    rows: tab.rows,
    columns: tab.columns,
    frozenRows: tab.frozenRows,
    metadata: tab.metadata.map((entry) => ({
      ...entry,
      ...(entry.row !== undefined ? { text: rowText(tab, entry.row) } : entry.column !== undefined ? { text: headerOf(tab, entry.column) } : {}),
    })),
    protections: tab.protections.map((part) => ({
      ...part,
      region: part.region && anchored(tab, part.region),
      free: part.free.map((region) => anchored(tab, region)),
    })),
    filter: [...(tab.filter?.tests ?? [])].map(([column, test]) => ({ ...test, header: headerOfFilter(tab, column) })),
    charts: tab.charts.map((part) => ({
      ...part,
      ranges: part.ranges.flatMap(({ sheet, region }) => {
        const home = workbook.tabById(sheet);
        return home ? [{ sheet, region: anchored(home, region) }] : [];
      }),
    })),
  };
}

function headerOfFilter(tab: Tab, column: number): string {
  return String(tab.cell(tab.filter?.region.row ?? 1, column).value);
}

/** Named ranges, and for each filter the name without which LibreOffice does not see it. */
function definedNames(workbook: Workbook, names: ReadonlyMap<Tab, string>): DefinedNameModel[] {
  const reference = (tab: Tab, region: Region): string =>
    `'${(names.get(tab) as string).replace(/'/g, "''")}'!${a1Notation(region).replace(/([A-Z]+)(\d+)/g, '$$$1$$$2')}`;
  const filters = workbook.tabs.flatMap((tab, index) =>
    tab.filter ? [{ name: '_xlnm._FilterDatabase', ranges: [reference(tab, tab.filter.region)], localSheetId: index, hidden: true }] : [],
  );
  return [...filters, ...[...workbook.namedRanges].map(([name, { tab, region }]) => ({ name, ranges: [reference(tab, region)] }))];
}

/** The workbook as the bytes of an .xlsx. */
export async function writeXlsx(workbook: Workbook, options: WriteOptions = {}): Promise<Uint8Array> {
  installChartSupport();
  const file = new Xlsx();
  const writer = new ExtrasWriter();
  const names = fileNames(workbook);
  const sheets = workbook.tabs.map((tab) => ({ tab, sheet: file.addWorksheet(names.get(tab) as string, { state: tab.hidden ? 'hidden' : 'visible' }) }));
  for (const { tab, sheet } of sheets) writeTab(sheet, tab, writer, options);
  // Charts come after all cells, as they take their first picture from them.
  for (const { tab, sheet } of sheets) drawCharts(sheet, tab, workbook, names);
  file.definedNames.model = definedNames(workbook, names);
  writer.write(file, {
    id: workbook.id,
    name: workbook.name,
    timeZone: workbook.timeZone,
    locale: workbook.locale,
    activeTabId: workbook.activeTabId,
    metadata: workbook.metadata,
    properties: Object.fromEntries(workbook.documentProperties),
    tabs: workbook.tabs.map((tab) => extrasOf(workbook, tab, names.get(tab) as string)),
  });
  const active = workbook.tabs.findIndex((tab) => tab.id === workbook.activeTabId && !tab.hidden);
  file.views = [{ x: 0, y: 0, width: 20_000, height: 12_000, firstSheet: 0, activeTab: Math.max(0, active), visibility: 'visible' }];
  return await file.xlsx.writeBuffer();
}
