import { Workbook as Xlsx } from '@cj-tech-master/excelts';
import { createSheetServices } from '../../../../src/local/host/sheet-services';
import { openSpreadsheet, spreadsheetBytes } from '../../../../src/local/host/spreadsheet-file';
import { readXlsx } from '../../../../src/local/host/workbook/read-xlsx';
import { writeXlsx } from '../../../../src/local/host/workbook/write-xlsx';
import { newWorkbook, type Workbook } from '../../../../src/local/host/workbook/workbook';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const now = () => Date.UTC(2026, 4, 1);

/** A workbook with one of everything. */
function rich(): Workbook {
  const { spreadsheet, workbook, SpreadsheetApp, Charts } = createSheetServices({ workbook: newWorkbook('my-id'), now });
  spreadsheet.setSpreadsheetTimeZone('America/New_York');
  const sheet = spreadsheet.getActiveSheet().setName('Tracker');
  sheet
    .getRange('A1:F1')
    .setValues([['Key', 'Action', 'Segment', 'Status', 'Next review', 'Score']])
    .setFontWeight('bold')
    .setBackground('#334455')
    .setFontColor('#ffffff');
  sheet.getRange('A2:F6').setValues([
    ['k1', 'Create', "'=SUM(A1)", 'Proposed', new Date('2026-06-01T04:00:00Z'), 12.5],
    ['k2', 'Merge', 'Zwölf 😀 שלום', 'Done', new Date('2026-07-01T13:30:00Z'), 3],
    ['k3', 'Retire', "'007", 'Proposed', '', ''],
    ['k4', 'Create', "'2026-01-01", 'Done', '', true],
    ['k5', 'Create', 'plain', 'Done', '', 0],
  ]);
  sheet.getRange('F2:F6').setNumberFormat('"$"#,##0.00');
  sheet.getRange('F7').setFormula('=SUM(F2:F6)');
  sheet.getRange('C2').setNote('A note\nin two lines');
  sheet.getRange('C3').setRichTextValue(SpreadsheetApp.newRichTextValue().setText('Linked').setLinkUrl('https://www.klaviyo.com/list/x?a=1&b=2').build());
  sheet
    .getRange('C4')
    .setRichTextValue(SpreadsheetApp.newRichTextValue().setText('Half bold').setTextStyle(5, 9, SpreadsheetApp.newTextStyle().setBold(true).build()).build());
  sheet
    .getRange('B2:B100')
    .setDataValidation(
      SpreadsheetApp.newDataValidation().requireValueInList(['Create', 'Merge', 'Retire']).setAllowInvalid(false).setHelpText('Pick one').build(),
    );
  sheet.getRange('D2:D100').setDataValidation(
    SpreadsheetApp.newDataValidation()
      .requireValueInList(Array.from({ length: 60 }, (_, index) => `Choice, number ${index}`))
      .setAllowInvalid(true)
      .build(),
  );
  sheet.getRange('E2:E100').setDataValidation(SpreadsheetApp.newDataValidation().requireDate().build());
  sheet.getRange('C2:C6').setWrapStrategy(SpreadsheetApp.WrapStrategy.WRAP).setVerticalAlignment('top').setHorizontalAlignment('left');
  sheet.getRange('A2:A6').setWrapStrategy(SpreadsheetApp.WrapStrategy.CLIP).setFontSize(8).setFontStyle('italic').setFontFamily('Roboto');
  sheet.getRange('A1:F1').setBorder(true, null, true, null, null, null, '#112233', SpreadsheetApp.BorderStyle.SOLID_MEDIUM);
  const range = sheet.getRange('F2:F100');
  sheet.setConditionalFormatRules([
    SpreadsheetApp.newConditionalFormatRule()
      .whenTextEqualTo('Say "hi"')
      .setBackground('#ff0000')
      .setBold(true)
      .setRanges([sheet.getRange('B2:B100'), sheet.getRange('D2:D100')])
      .build(),
    SpreadsheetApp.newConditionalFormatRule().whenNumberBetween(1, 5.5).setFontColor('#00ff00').setRanges([range]).build(),
    SpreadsheetApp.newConditionalFormatRule()
      .whenDateBefore(SpreadsheetApp.RelativeDate.TODAY)
      .setItalic(true)
      .setRanges([sheet.getRange('E2:E100')])
      .build(),
    SpreadsheetApp.newConditionalFormatRule()
      .whenFormulaSatisfied('=AND($D2="Done",$F2>0)')
      .setBackground('#eeeeee')
      .setRanges([sheet.getRange('A2:F100')])
      .build(),
    SpreadsheetApp.newConditionalFormatRule()
      .setGradientMinpoint('#ffffff')
      .setGradientMidpointWithValue('#ffff00', SpreadsheetApp.InterpolationType.PERCENT, '50')
      .setGradientMaxpoint('#00ff00')
      .setRanges([range])
      .build(),
  ]);
  sheet
    .getRange('A1:F6')
    .createFilter()
    .setColumnFilterCriteria(4, SpreadsheetApp.newFilterCriteria().setHiddenValues(['Proposed']).build());
  sheet.getRange('A1:F100').applyRowBanding(SpreadsheetApp.BandingTheme.CYAN, true, false);
  sheet.setFrozenRows(1);
  sheet.setFrozenColumns(2);
  sheet.hideColumns(1);
  sheet.hideRows(6);
  sheet.setColumnWidth(3, 321);
  sheet.setRowHeight(2, 63);
  sheet.getRange('A:B').shiftColumnGroupDepth(1);
  sheet.setTabColor('#abcdef');
  sheet.getRange('A10:B11').merge();
  sheet.getRange('A2:F100').protect().setWarningOnly(true).setDescription('Written by the add-on');
  sheet
    .protect()
    .setWarningOnly(true)
    .setUnprotectedRanges([sheet.getRange('D2:D100')]);
  sheet.addDeveloperMetadata('version', '1');
  sheet.getRange('3:3').addDeveloperMetadata('row', 'k2');
  sheet.getRange('E:E').addDeveloperMetadata('column', 'review', SpreadsheetApp.DeveloperMetadataVisibility.PROJECT);
  spreadsheet.addDeveloperMetadata('book', 'x');
  spreadsheet.setNamedRange('Scores', sheet.getRange('F2:F6'));
  sheet.insertChart(
    sheet
      .newChart()
      .setChartType(Charts.ChartType.COLUMN)
      .addRange(sheet.getRange('C1:C6'))
      .addRange(sheet.getRange('F1:F6'))
      .setNumHeaders(1)
      .setOption('title', 'Scores')
      .setOption('isStacked', true)
      .setPosition(12, 2, 0, 0)
      .build(),
  );
  const store = spreadsheet.insertSheet('A name that is longer than Excel takes / with signs', 1);
  store.getRange('A1:A2').setValues([['x'.repeat(50_000)], ['{"a":"b"}']]);
  store.hideSheet();
  workbook.documentProperties.set('job', '{"state":"done"}');
  return workbook;
}

/** All that a workbook is, as plain data. */
function plain(workbook: Workbook): unknown {
  return JSON.parse(
    JSON.stringify({
      ...workbook,
      computedVersion: undefined,
      nextId: undefined,
      tabs: workbook.tabs.map((tab) => {
        const cells: unknown[] = [];
        tab.eachCell((cell, row, column) => cells.push([row, column, cell]));
        const lines = {
          rows: Array.from({ length: 120 }, (_, at) => tidy(tab.line('rows', at + 1))),
          columns: Array.from({ length: 26 }, (_, at) => tidy(tab.line('columns', at + 1))),
        };
        return {
          ...tab,
          cells,
          rowParts: undefined,
          columnParts: undefined,
          active: undefined,
          version: undefined,
          lines,
          filter: tab.filter && { region: tab.filter.region, tests: [...tab.filter.tests] },
        };
      }),
      namedRanges: [...workbook.namedRanges].map(([name, { tab, region }]) => [name, tab.name, region]),
      documentProperties: [...workbook.documentProperties],
    }),
  ) as unknown;
}

const tidy = (line: object) => Object.fromEntries(Object.entries(line).filter(([, value]) => value !== false));
const folder = mkdtempSync(join(tmpdir(), 'round-trip-'));
let files = 0;

async function saved(workbook: Workbook): Promise<Workbook> {
  const path = join(folder, `${(files += 1)}.xlsx`);
  writeFileSync(path, await spreadsheetBytes(workbook, now));
  return (await openSpreadsheet(path, now)) as Workbook;
}

/** What another program does to the file: opens it with the library, changes it, saves it. */
async function editedElsewhere(workbook: Workbook, edit: (file: Xlsx) => void): Promise<Workbook> {
  const file = new Xlsx();
  await file.xlsx.load((await spreadsheetBytes(workbook, now)) as Uint8Array<ArrayBuffer>);
  edit(file);
  const path = join(folder, `${(files += 1)}.xlsx`);
  writeFileSync(path, await file.xlsx.writeBuffer());
  return (await openSpreadsheet(path, now)) as Workbook;
}

test('a workbook comes back from the file as it was, once and again', async () => {
  const before = rich();
  const once = await saved(before);
  const twice = await saved(once);
  expect(plain(once)).toEqual(plain(before));
  expect(plain(twice)).toEqual(plain(before));
});

test('the file has what Excel and LibreOffice show: dropdowns, frozen header, filter, rules, notes, hidden columns and tabs, chart', async () => {
  const file = new Xlsx();
  await file.xlsx.load((await spreadsheetBytes(rich(), now)) as Uint8Array<ArrayBuffer>);
  const sheet = file.getWorksheet('Tracker');
  expect(sheet?.dataValidations.find('B50')).toMatchObject({ type: 'list', formulae: ['"Create,Merge,Retire"'], showErrorMessage: true, prompt: 'Pick one' });
  expect(sheet?.dataValidations.find('D50')).toMatchObject({ type: 'list', formulae: ["'_segment_coverage'!$B$1:$B$60"] });
  expect(sheet?.views[0]).toMatchObject({ state: 'frozen', xSplit: 2, ySplit: 1 });
  expect(sheet?.autoFilter).toBe('A1:F6');
  expect(
    sheet?.conditionalFormattings.flatMap(({ rules }) => rules.map(({ type }) => type)).every((type) => ['expression', 'cellIs', 'colorScale'].includes(type)),
  ).toBe(true);
  expect(sheet?.getCell('C2').note).toBe('A note\nin two lines');
  expect(sheet?.getCell('C2').value).toBe('=SUM(A1)');
  expect(sheet?.getCell('C3').value).toEqual({ text: 'Linked', hyperlink: 'https://www.klaviyo.com/list/x?a=1&b=2' });
  expect(sheet?.getColumn(1).hidden).toBe(true);
  expect([2, 3, 4, 5, 6].map((row) => sheet?.getRow(row).hidden)).toEqual([true, false, true, false, true]);
  expect(file.worksheets.map(({ name, state }) => [name, state])).toEqual([
    ['Tracker', 'visible'],
    ['A name that is longer than Exce', 'hidden'],
    ['_segment_coverage', 'veryHidden'],
  ]);
  expect(String(file.worksheets[1]?.getCell('A1').value).length).toBeLessThanOrEqual(32_767);
  expect(sheet?.getCharts()).toHaveLength(1);
});

test('a refresh of formulas gives their values, with references over tabs', async () => {
  const { computeFormulas } = await import('../../../../src/local/host/workbook/formulas');
  const { sheet, workbook } = (() => {
    const services = createSheetServices({ computeFormulas });
    return { ...services, sheet: services.spreadsheet.getActiveSheet() };
  })();
  sheet.getRange('A1:A3').setValues([[1], [2], ['=SUM(A1:A2)']]);
  sheet.getRange('B1:B3').setFormulas([['=COUNTIF(A1:A2,">1")'], ['=HYPERLINK("https://x.y","label")'], ['=Sheet1!A3*2']]);
  expect(sheet.getRange('A3:B3').getValues()).toEqual([[3, 6]]);
  sheet.getRange('A1').setValue(10);
  expect(sheet.getRange('A3:B3').getValues()).toEqual([[12, 24]]);
  expect(sheet.getRange('B1:B2').getValues()).toEqual([[2], ['label']]);
  expect(workbook.formulasStale()).toBe(false);
});

test('formulas follow what they speak of in other tabs, whatever it is called, and no other tab makes them old', async () => {
  const { computeFormulas } = await import('../../../../src/local/host/workbook/formulas');
  const { spreadsheet, workbook } = createSheetServices({ computeFormulas });
  const home = spreadsheet.getActiveSheet();
  const [source, silent] = [spreadsheet.insertSheet("Ann's numbers"), spreadsheet.insertSheet('Silent')];
  const value = (): unknown => home.getRange('A1').getValue();
  source.getRange('A1').setValue(4);
  home.getRange('A1').setFormula("='Ann''s numbers'!A1*2");
  expect(value()).toBe(8);
  silent.getRange('A1').setValue('nothing to do with it');
  expect(workbook.formulasStale()).toBe(false);
  source.getRange('A1').setValue(5);
  expect(workbook.formulasStale()).toBe(true);
  expect(value()).toBe(10);
  source.setName('Figures');
  source.getRange('A1').setValue(6);
  expect(value()).toBe(12);
  // A formula in a third tab, through which the first one now reads.
  silent.getRange('B1').setFormula('=Figures!A1+1');
  home.getRange('A1').setFormula('=Silent!B1');
  source.getRange('A1').setValue(7);
  expect(value()).toBe(8);
});

describe('edited by another program in between', () => {
  test('changed values, typed dates and a new row are there, dropdowns and looks of the others too', async () => {
    const after = await editedElsewhere(rich(), (file) => {
      const sheet = file.getWorksheet('Tracker');
      if (!sheet) return;
      sheet.getCell('D2').value = 'Approved';
      sheet.getCell('E4').value = new Date(Date.UTC(2026, 8, 9));
      sheet.getCell('E4').numFmt = 'yyyy-mm-dd';
      sheet.getCell('F4').value = '12';
      sheet.getCell('C2').note = '';
      sheet.getCell('C5').note = { texts: [{ text: 'Ann Author:', font: { bold: true } }, { text: '\nHer words' }] };
      sheet.getCell('A7').value = 'mine';
    });
    const sheet = createSheetServices({ workbook: after }).spreadsheet.getSheetByName('Tracker');
    expect(sheet?.getRange('D2').getValue()).toBe('Approved');
    expect(sheet?.getRange('E4').getValue()).toEqual(new Date('2026-09-09T04:00:00Z'));
    expect(sheet?.getRange('F4').getValue()).toBe('12');
    expect(sheet?.getRange('C5').getNote()).toBe('Her words');
    expect(sheet?.getRange('C2').getNote()).toBe('');
    expect(sheet?.getRange('A7').getValue()).toBe('mine');
    expect(sheet?.getRange('D7').getDataValidation()?.getCriteriaValues()[0]).toHaveLength(60);
  });

  test('rows deleted there stay deleted: nothing of them comes back from the hidden tab', async () => {
    const after = await editedElsewhere(rich(), (file) => file.getWorksheet('Tracker')?.spliceRows(3, 1));
    const sheet = createSheetServices({ workbook: after }).spreadsheet.getSheetByName('Tracker');
    expect(sheet?.getRange('A2:A5').getValues().flat()).toEqual(['k1', 'k3', 'k4', 'k5']);
    expect(sheet?.getRange('3:3').getDeveloperMetadata()).toEqual([]);
  });

  test('metadata follows its row and its column, protections their columns', async () => {
    const after = await editedElsewhere(rich(), (file) => {
      const sheet = file.getWorksheet('Tracker');
      if (!sheet) return;
      const values = (row: number) => Array.from({ length: 6 }, (_, index) => sheet.getCell(row, index + 1).value);
      const [two, three] = [values(2), values(3)];
      two.forEach((value, index) => {
        sheet.getCell(3, index + 1).value = value;
      });
      three.forEach((value, index) => {
        sheet.getCell(2, index + 1).value = value;
        if (index === 4) sheet.getCell(2, 5).numFmt = 'm/d/yyyy h:mm:ss';
      });
      sheet.getCell('E1').value = 'Score';
      sheet.getCell('F1').value = 'Next review';
    });
    const tab = after.tabs[0];
    expect(tab?.metadata.find(({ key }) => key === 'column')).toMatchObject({ column: 6 });
    expect(tab?.protections.map(({ region }) => region)).toEqual([{ row: 2, column: 1, rows: 99, columns: 6 }, null]);
  });

  test('a tab renamed there keeps its id, one deleted there is gone, one added there stays', async () => {
    const before = rich();
    const id = before.tabs[0]?.id;
    const renamed = await editedElsewhere(before, (file) => {
      const sheet = file.getWorksheet('Tracker');
      if (sheet) sheet.name = 'Our plan';
    });
    expect(renamed.tabs.map((tab) => [tab.name, tab.id])[0]).toEqual(['Our plan', id]);
    const deleted = await editedElsewhere(before, (file) => {
      const sheet = file.worksheets[1];
      if (sheet) file.removeWorksheet(sheet.id);
    });
    expect(deleted.tabs.map(({ name }) => name)).toEqual(['Tracker']);
    const added = await editedElsewhere(before, (file) => {
      file.addWorksheet('Mine').getCell('A1').value = 'own';
    });
    expect(added.tabs.map(({ name }) => name)).toContain('Mine');
  });

  test('a filter that was cleared there hides nothing here', async () => {
    const after = await editedElsewhere(rich(), (file) => {
      for (const row of [2, 4]) {
        const found = file.getWorksheet('Tracker')?.getRow(row);
        if (found) found.hidden = false;
      }
    });
    expect(after.tabs[0]?.filter?.tests.size).toBe(0);
    expect(after.tabs[0]?.line('rows', 6).hidden).toBe(true);
  });

  test('a rule over moved cells keeps its meaning: shared formulas and their values are read', async () => {
    const after = await editedElsewhere(rich(), (file) => {
      const sheet = file.getWorksheet('Tracker');
      sheet?.fillFormula('G2:G4', 'F2*2', [[25], [6], [0]]);
    });
    const tab = after.tabs[0];
    expect([2, 3, 4].map((row) => [tab?.cell(row, 7).formula, tab?.cell(row, 7).value])).toEqual([
      ['=F2*2', 25],
      ['=F3*2', 6],
      ['=F4*2', 0],
    ]);
  });
});

test('without the hidden tab the cells, dropdowns, rules and looks still are there', async () => {
  const file = new Xlsx();
  await file.xlsx.load((await writeXlsx(rich())) as Uint8Array<ArrayBuffer>);
  const extras = file.getWorksheet('_segment_coverage');
  if (extras) file.removeWorksheet(extras.id);
  const { workbook, marked } = await readXlsx(await file.xlsx.writeBuffer());
  expect(marked).toBe(false);
  const tab = workbook.tabs[0];
  expect([tab?.cell(2, 2).value, tab?.cell(2, 2).validation?.criteria, tab?.conditionalRules.length, tab?.bandings.length]).toEqual([
    'Create',
    'VALUE_IN_LIST',
    5,
    1,
  ]);
});
