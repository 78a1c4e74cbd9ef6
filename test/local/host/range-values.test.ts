import { createSheetServices } from '../../../src/local/host/sheet-services';

function sheetOf() {
  const services = createSheetServices({ now: () => Date.UTC(2026, 4, 1) });
  return { ...services, sheet: services.spreadsheet.getActiveSheet() };
}

describe('values of a range', () => {
  test('text is read as a person typing it: numbers, money, percentages, days, truth values', () => {
    const { sheet } = sheetOf();
    const range = sheet.getRange('A1:H1');
    range.setValues([['12', '1,234.5', '$5', '12.5%', '2026-01-31', '1/31/2026', 'true', 'twelve']]);
    expect(range.getValues()).toEqual([[12, 1234.5, 5, 0.125, new Date('2026-01-31T00:00:00Z'), new Date('2026-01-31T00:00:00Z'), true, 'twelve']]);
    expect(range.getDisplayValues()).toEqual([['12', '1,234.50', '$5', '12.50%', '2026-01-31', '1/31/2026', 'TRUE', 'twelve']]);
  });

  test('a value that begins with = is a formula, one that begins with an apostrophe is text without it', () => {
    const { sheet } = sheetOf();
    sheet.getRange('A1:C1').setValues([['=1+1', "'=1+1", "'007"]]);
    expect(sheet.getRange('A1:C1').getFormulas()).toEqual([['=1+1', '', '']]);
    expect(sheet.getRange('B1:C1').getValues()).toEqual([['=1+1', '007']]);
  });

  test('a plain-text cell keeps what looks like a number or a day, but not a formula', () => {
    const { sheet } = sheetOf();
    const range = sheet
      .getRange('A1:C1')
      .setNumberFormat('@')
      .setValues([['007', '2026-01-31', '=1+1']]);
    expect(range.getValues()[0]?.slice(0, 2)).toEqual(['007', '2026-01-31']);
    expect(range.getFormulas()).toEqual([['', '', '=1+1']]);
  });

  test('null, undefined and the empty text make a blank, and a blank reads as empty text', () => {
    const { sheet } = sheetOf();
    sheet.getRange('A1:C1').setValues([[1, 2, 3]]);
    sheet.getRange('A1:C1').setValues([[null, undefined, '']]);
    expect(sheet.getRange('A1:C1').getValues()).toEqual([['', '', '']]);
    expect(sheet.getLastRow()).toBe(0);
  });

  test('a Date is a wall-clock reading in the sheet’s zone, and a number again under a number format', () => {
    const { sheet, spreadsheet } = sheetOf();
    spreadsheet.setSpreadsheetTimeZone('America/New_York');
    const cell = sheet.getRange('A1').setValue(new Date('2026-03-01T05:00:00Z'));
    expect(cell.getDisplayValue()).toBe('3/1/2026');
    expect(cell.getValue()).toEqual(new Date('2026-03-01T05:00:00Z'));
    cell.setNumberFormat('0');
    expect(cell.getValue()).toBe(46082);
  });

  test('data of another shape than the range is refused and nothing is written', () => {
    const { sheet } = sheetOf();
    const range = sheet.getRange('A1:B2');
    expect(() => range.setValues([[1, 2]])).toThrow(
      'The number of rows in the data does not match the number of rows in the range. The data has 1 but the range has 2.',
    );
    expect(() => range.setValues([[1, 2], [3]])).toThrow(
      'The number of columns in the data does not match the number of columns in the range. The data has 1 but the range has 2.',
    );
    expect(() => range.setValues([1, 2] as unknown as number[][])).toThrow("don't match the method signature for SpreadsheetApp.Range.setValues");
    expect(range.getValues()).toEqual([
      ['', ''],
      ['', ''],
    ]);
  });

  test('a cell takes 50,000 characters and not one more', () => {
    const { sheet } = sheetOf();
    expect(sheet.getRange('A1').setValue('x'.repeat(50_000)).getValue()).toHaveLength(50_000);
    expect(() => sheet.getRange('A1').setValue('x'.repeat(50_001))).toThrow('50000 characters');
  });

  test.each([
    [[0, 1], 'The starting row of the range is too small.'],
    [[1, 0], 'The starting column of the range is too small.'],
    [[1, 1, 0], 'The number of rows in the range must be at least 1.'],
    [[1, 1, 1, 0], 'The number of columns in the range must be at least 1.'],
    [[1001, 1], 'The coordinates of the range are outside the dimensions of the sheet.'],
    [[1, 26, 1, 2], 'The coordinates of the range are outside the dimensions of the sheet.'],
  ] as const)('getRange(%p) is refused', (place, message) => {
    const { sheet } = sheetOf();
    expect(() => (sheet.getRange as (...all: number[]) => unknown)(...place)).toThrow(message);
  });

  test('A1 notation takes whole columns, whole rows and open ends', () => {
    const { sheet } = sheetOf();
    expect(sheet.getRange('B:C').getNumRows()).toBe(1000);
    expect(sheet.getRange('2:3').getNumColumns()).toBe(26);
    expect(sheet.getRange('B3:C').getA1Notation()).toBe('B3:C1000');
    expect(() => sheet.getRange('nonsense')).toThrow('Range not found: nonsense');
  });

  test('a dropdown that rejects other values refuses them and the whole write; one that warns takes them', () => {
    const { sheet, SpreadsheetApp } = sheetOf();
    const rule = SpreadsheetApp.newDataValidation().requireValueInList(['Yes', 'No'], true).setAllowInvalid(false).build();
    const range = sheet.getRange('A1:A2').setDataValidation(rule);
    expect(() => range.setValues([['Yes'], ['Perhaps']])).toThrow('cell A2 violates the data validation rules');
    expect(range.getValues()).toEqual([[''], ['']]);
    range.setDataValidation(rule.copy().setAllowInvalid(true).build()).setValues([['Yes'], ['Perhaps']]);
    expect(range.getValues()).toEqual([['Yes'], ['Perhaps']]);
    expect(range.getDataValidations()[1]?.[0]?.getCriteriaValues()).toEqual([['Yes', 'No'], true]);
  });

  test('rich text writes text as it is, even when it begins with =, and keeps its link', () => {
    const { sheet, SpreadsheetApp } = sheetOf();
    const rich = SpreadsheetApp.newRichTextValue().setText('=HYPERLINK("x")').setLinkUrl('https://www.klaviyo.com/list/abc').build();
    const cell = sheet.getRange('A1').setRichTextValue(rich);
    expect(cell.getValue()).toBe('=HYPERLINK("x")');
    expect(cell.getFormula()).toBe('');
    expect(cell.getRichTextValue()?.getLinkUrl()).toBe('https://www.klaviyo.com/list/abc');
  });
});
