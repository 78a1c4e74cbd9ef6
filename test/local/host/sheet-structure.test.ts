import { createSheetServices } from '../../../src/local/host/sheet-services';

function filled() {
  const services = createSheetServices();
  const sheet = services.spreadsheet.getActiveSheet();
  sheet.getRange('A1:C4').setValues([
    ['Name', 'Count', 'Note'],
    ['b', 2, ''],
    ['a', 10, ''],
    ['c', 1, ''],
  ]);
  return { ...services, sheet };
}

describe('rows and columns', () => {
  test('inserted rows push cells, notes, heights, named ranges, filters, bandings, rules and metadata down', () => {
    const { sheet, spreadsheet, SpreadsheetApp } = filled();
    sheet.getRange('A3').setNote('mine');
    sheet.setRowHeight(3, 50);
    spreadsheet.setNamedRange('here', sheet.getRange('A3'));
    sheet.getRange('A1:C4').createFilter();
    sheet.getRange('A1:C4').applyRowBanding();
    sheet.getRange('3:3').addDeveloperMetadata('row', 'three');
    sheet.setConditionalFormatRules([
      SpreadsheetApp.newConditionalFormatRule()
        .whenCellNotEmpty()
        .setBackground('red')
        .setRanges([sheet.getRange('A2:A4')])
        .build(),
    ]);
    sheet.getRange('A3').protect().setWarningOnly(true);
    sheet.insertRowsBefore(3, 2);
    expect(sheet.getRange('A5').getValue()).toBe('a');
    expect(sheet.getRange('A5').getNote()).toBe('mine');
    expect(sheet.getRowHeight(5)).toBe(50);
    expect(spreadsheet.getRangeByName('here')?.getA1Notation()).toBe('A5');
    expect(sheet.getFilter()?.getRange().getA1Notation()).toBe('A1:C6');
    expect(sheet.getBandings()[0]?.getRange().getA1Notation()).toBe('A1:C6');
    expect(sheet.getRange('5:5').getDeveloperMetadata()[0]?.getValue()).toBe('three');
    expect(sheet.getConditionalFormatRules()[0]?.getRanges()[0]?.getA1Notation()).toBe('A2:A6');
    expect(sheet.getProtections(SpreadsheetApp.ProtectionType.RANGE)[0]?.getRange().getA1Notation()).toBe('A5');
    expect(sheet.getMaxRows()).toBe(1002);
  });

  test('a row inserted takes looks and dropdown of its neighbour, not its value or note', () => {
    const { sheet, SpreadsheetApp } = filled();
    sheet
      .getRange('A2')
      .setBackground('#ff0000')
      .setNote('mine')
      .setDataValidation(SpreadsheetApp.newDataValidation().requireValueInList(['b']).build());
    sheet.insertRowAfter(2);
    const cell = sheet.getRange('A3');
    expect([cell.getValue(), cell.getNote(), cell.getBackground(), cell.getDataValidation() !== null]).toEqual(['', '', '#ff0000', true]);
  });

  test('deleting rows takes their metadata and shrinks what lay over them', () => {
    const { sheet } = filled();
    sheet.getRange('3:3').addDeveloperMetadata('row', 'three');
    sheet.getRange('A1:C4').createFilter();
    sheet.deleteRows(3, 2);
    expect(sheet.getDataRange().getValues()).toEqual(
      [
        ['Name', 'Count'],
        ['b', 2],
      ].map((line) => [...line, line[0] === 'Name' ? 'Note' : '']),
    );
    expect(sheet.getFilter()?.getRange().getA1Notation()).toBe('A1:C2');
    expect(sheet.getRange('3:3').getDeveloperMetadata()).toEqual([]);
  });

  test('all rows, or all that are not frozen, cannot be deleted', () => {
    const { sheet } = filled();
    expect(() => sheet.deleteRows(1, 1000)).toThrow("You can't delete all the rows on the sheet.");
    sheet.setFrozenRows(1);
    expect(() => sheet.deleteRows(2, 999)).toThrow('not possible to delete all non-frozen rows');
    expect(() => sheet.deleteRows(999, 3)).toThrow('Those rows are out of bounds.');
  });

  test('columns move with their cells, widths and hiding, and formulas follow', () => {
    const { sheet } = filled();
    sheet.setColumnWidth(1, 222);
    sheet.hideColumns(1);
    sheet.getRange('E1').setFormula('=SUM(B2:B4)&A1');
    sheet.moveColumns(sheet.getRange('A:A'), 4);
    expect(sheet.getRange('A1:C1').getValues()).toEqual([['Count', 'Note', 'Name']]);
    expect([sheet.getColumnWidth(3), sheet.isColumnHiddenByUser(3), sheet.isColumnHiddenByUser(1)]).toEqual([222, true, false]);
    expect(sheet.getRange('E1').getFormula()).toBe('=SUM(A2:A4)&C1');
  });

  test('rows move up and down to before the given row', () => {
    const { sheet } = filled();
    sheet.moveRows(sheet.getRange('4:4'), 2);
    expect(sheet.getRange('A2:A4').getValues().flat()).toEqual(['c', 'b', 'a']);
    sheet.moveRows(sheet.getRange('2:3'), 5);
    expect(sheet.getRange('A2:A4').getValues().flat()).toEqual(['a', 'c', 'b']);
    expect(() => sheet.moveRows(sheet.getRange('2:4'), 3)).toThrow('cannot be moved into themselves');
  });

  test('ten million cells are the limit', () => {
    const { sheet } = filled();
    expect(() => sheet.insertRowsAfter(1000, 400_000)).toThrow('above the limit of 10000000 cells');
  });

  test('groups of rows have depth, collapse and go', () => {
    const { sheet } = filled();
    sheet.getRange('2:3').shiftRowGroupDepth(1);
    expect([1, 2, 3, 4].map((row) => sheet.getRowGroupDepth(row))).toEqual([0, 1, 1, 0]);
    sheet.getRowGroup(2, 1)?.collapse();
    expect(sheet.isRowHiddenByUser(3)).toBe(true);
    sheet.getRowGroup(2, 1)?.expand().remove();
    expect(sheet.getRowGroup(2, 1)).toBeNull();
  });
});

describe('sorting', () => {
  test('moves values, notes, looks, links and dropdowns together; numbers before text, blanks last either way', () => {
    const { sheet, SpreadsheetApp } = filled();
    sheet.getRange('A2').setNote('b').setBackground('#00ff00');
    sheet.getRange('A3').setDataValidation(SpreadsheetApp.newDataValidation().requireValueInList(['a']).build());
    sheet.getRange('B4').setValue('ten');
    sheet.getRange('A2:C5').sort([{ column: 2, ascending: true }]);
    expect(sheet.getRange('A2:B5').getValues()).toEqual([
      ['b', 2],
      ['a', 10],
      ['c', 'ten'],
      ['', ''],
    ]);
    sheet.getRange('A2:C5').sort({ column: 2, ascending: false });
    expect(sheet.getRange('A2:B5').getValues()).toEqual([
      ['c', 'ten'],
      ['a', 10],
      ['b', 2],
      ['', ''],
    ]);
    expect(sheet.getRange('A4').getNote()).toBe('b');
    expect(sheet.getRange('A4').getBackground()).toBe('#00ff00');
    expect(sheet.getRange('A3').getDataValidation()).not.toBeNull();
  });

  test('by a column outside the range is refused', () => {
    const { sheet } = filled();
    expect(() => sheet.getRange('A2:B4').sort(3)).toThrow('outside the range');
  });
});

describe('tabs', () => {
  test('are inserted, renamed, moved, hidden and deleted, with formulas following the name', () => {
    const { spreadsheet, sheet } = filled();
    const other = spreadsheet.insertSheet('Other', 0);
    other.getRange('A1').setFormula('=Sheet1!B2');
    sheet.setName("Bob's tab");
    expect(other.getRange('A1').getFormula()).toBe("='Bob''s tab'!B2");
    sheet.insertRowBefore(1);
    expect(other.getRange('A1').getFormula()).toBe("='Bob''s tab'!B3");
    expect(spreadsheet.getSheets().map((tab) => tab.getName())).toEqual(['Other', "Bob's tab"]);
    spreadsheet.setActiveSheet(other);
    spreadsheet.moveActiveSheet(2);
    expect(other.getIndex()).toBe(2);
    other.hideSheet();
    expect(() => sheet.hideSheet()).toThrow("You can't hide all the sheets in a document.");
    expect(() => spreadsheet.deleteSheet(sheet)).toThrow("You can't remove all the visible sheets in a document.");
    spreadsheet.deleteSheet(other);
    expect(() => other.getRange('A1')).toThrow('not found');
  });

  test('a name that is taken, empty or too long is refused; names are found with their letter case', () => {
    const { spreadsheet, sheet } = filled();
    expect(() => spreadsheet.insertSheet('sheet1')).toThrow('A sheet with the name "sheet1" already exists.');
    expect(() => sheet.setName('')).toThrow('cannot be empty');
    expect(() => sheet.setName('x'.repeat(101))).toThrow('longer than 100');
    expect(spreadsheet.getSheetByName('sheet1')).toBeNull();
  });
});

describe('filters', () => {
  test('hide rows by value and by test; a second filter on the tab is refused', () => {
    const { sheet, SpreadsheetApp } = filled();
    const filter = sheet.getRange('A1:C4').createFilter();
    expect(() => sheet.getRange('A1:B2').createFilter()).toThrow('already has a filter');
    filter.setColumnFilterCriteria(1, SpreadsheetApp.newFilterCriteria().setHiddenValues(['b']).build());
    filter.setColumnFilterCriteria(2, SpreadsheetApp.newFilterCriteria().whenNumberGreaterThan(5).build());
    expect([1, 2, 3, 4, 5].map((row) => sheet.isRowHiddenByFilter(row))).toEqual([false, true, false, true, false]);
    filter.remove();
    expect(sheet.isRowHiddenByFilter(2)).toBe(false);
    expect(sheet.getFilter()).toBeNull();
  });
});

describe('merging', () => {
  test('keeps the first value and is undone by breaking apart', () => {
    const { sheet } = filled();
    sheet.getRange('A2:B2').merge();
    expect(sheet.getRange('A2:B2').getValues()).toEqual([['b', '']]);
    expect(sheet.getRange('B2').isPartOfMerge()).toBe(true);
    expect(() => sheet.getRange('B2:C3').merge()).toThrow('select all cells in a merged range');
    expect(sheet.getRange('A2:C2').breakApart().isPartOfMerge()).toBe(false);
  });
});

describe('people', () => {
  test('a viewer changes nothing, an editor nothing that is protected from them', () => {
    const { workbook, sheet } = filled();
    sheet.getRange('A1:C1').protect();
    sheet.getRange('A2').protect().setWarningOnly(true);
    const viewer = createSheetServices({ workbook, person: { email: 'v@example.com', access: 'viewer' } }).spreadsheet.getActiveSheet();
    expect(viewer.getRange('A2').getValue()).toBe('b');
    expect(() => viewer.getRange('A2').setValue('x')).toThrow('You do not have permission to edit this spreadsheet.');
    const editor = createSheetServices({ workbook, person: { email: 'e@example.com', access: 'editor' } }).spreadsheet.getActiveSheet();
    editor.getRange('A2').setValue('x');
    expect(() => editor.getRange('B1').setValue('x')).toThrow('protected cell');
  });
});

describe('what is not offered', () => {
  test.each([
    ['SpreadsheetApp.openById', (services: ReturnType<typeof filled>) => services.SpreadsheetApp.openById('x')],
    ['Spreadsheet.addEditor', (services: ReturnType<typeof filled>) => services.spreadsheet.addEditor('x')],
    ['Sheet.getSlicers', (services: ReturnType<typeof filled>) => services.sheet.getSlicers()],
    ['Range.createPivotTable', (services: ReturnType<typeof filled>) => services.sheet.getRange('A1').createPivotTable(services.sheet.getRange('A1'))],
    ['BandingTheme.RAINBOW', (services: ReturnType<typeof filled>) => (services.SpreadsheetApp.BandingTheme as unknown as Record<string, unknown>)['RAINBOW']],
    [
      'DataValidationBuilder.requireMagic',
      (services: ReturnType<typeof filled>) => (services.SpreadsheetApp.newDataValidation() as unknown as Record<string, unknown>)['requireMagic'],
    ],
  ])('%s throws its own name', (name, use) => {
    expect(() => use(filled())).toThrow(`${name} is not offered by the local host.`);
  });

  test('an enum member is not a piece of text', () => {
    const { sheet } = filled();
    expect(() => sheet.getRange('A1').setWrapStrategy('WRAP' as unknown as GoogleAppsScript.Spreadsheet.WrapStrategy)).toThrow(
      "don't match the method signature",
    );
  });
});
