import { Workbook as Xlsx } from '@cj-tech-master/excelts';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSheetServices } from '../../../../src/local/host/sheet-services';
import { openSpreadsheet, spreadsheetBytes } from '../../../../src/local/host/spreadsheet-file';
import { writeWhole } from '../../../../src/local/host/workbook/workbook-file';

const folder = mkdtempSync(join(tmpdir(), 'workbook-file-'));
const path = (name: string, content: Uint8Array | string) => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};

async function foreign(cells: Record<string, string>, tab = 'Tracker') {
  const file = new Xlsx();
  for (const [address, value] of Object.entries(cells)) (file.getWorksheet(tab) ?? file.addWorksheet(tab)).getCell(address).value = value;
  if (file.worksheets.length === 0) file.addWorksheet(tab);
  return await file.xlsx.writeBuffer();
}

describe('opening', () => {
  test('no file is no spreadsheet', async () => {
    expect(await openSpreadsheet(join(folder, 'nothing.xlsx'), Date.now)).toBeNull();
  });

  test('bytes that are no workbook are refused in one sentence and stay as they are', async () => {
    const services = createSheetServices();
    const whole = await spreadsheetBytes(services.workbook, Date.now);
    for (const content of ['hello', '', whole.slice(0, 2_000), Buffer.concat([Buffer.from('PK'), Buffer.alloc(100)])]) {
      const file = path('broken.xlsx', content);
      await expect(openSpreadsheet(file, Date.now)).rejects.toThrow(
        `${file} is not a workbook that can be read; move it away or choose another folder with --out, and start again.`,
      );
      expect(readFileSync(file)).toEqual(Buffer.from(content as string));
    }
  });

  test('a folder in place of the file is refused', async () => {
    mkdirSync(join(folder, 'folder.xlsx'));
    await expect(openSpreadsheet(join(folder, 'folder.xlsx'), Date.now)).rejects.toThrow('cannot be read (EISDIR)');
  });

  test('a workbook of something else is refused, even with a tab of the same name; an empty one is taken', async () => {
    await expect(openSpreadsheet(path('budget.xlsx', await foreign({ A1: 'Budget' }, 'Summary')), Date.now)).rejects.toThrow('is a workbook of something else');
    await expect(openSpreadsheet(path('other.xlsx', await foreign({ A1: 'Key', B1: 'Due' })), Date.now)).rejects.toThrow('is a workbook of something else');
    expect((await openSpreadsheet(path('empty.xlsx', await foreign({})), Date.now))?.tabs).toHaveLength(1);
    const stripped = await foreign({ A1: 'Key', B1: 'Action', C1: 'Segment', D1: 'Status' });
    expect((await openSpreadsheet(path('stripped.xlsx', stripped), Date.now))?.tabs[0]?.name).toBe('Tracker');
  });

  test('a file with a chart opens in a program that has not written one before', async () => {
    const { spreadsheet, workbook, Charts } = createSheetServices();
    const sheet = spreadsheet.getActiveSheet();
    sheet.getRange('A1:B3').setValues([
      ['Action', 'Value'],
      ['Create', 1],
      ['Merge', 2],
    ]);
    sheet.insertChart(sheet.newChart().setChartType(Charts.ChartType.PIE).addRange(sheet.getRange('A1:B3')).setPosition(5, 1, 0, 0).build());
    const file = path('chart.xlsx', await spreadsheetBytes(workbook, Date.now));
    jest.resetModules();
    const fresh = await import('../../../../src/local/host/spreadsheet-file');
    expect((await fresh.openSpreadsheet(file, Date.now))?.tabs[0]?.charts).toHaveLength(1);
  });
});

describe('writing', () => {
  test('replaces both files, or none when one cannot be written', () => {
    const [a, b] = [path('a.md', 'old a'), path('b.md', 'old b')];
    expect(() =>
      writeWhole([
        { path: a, content: 'new a' },
        { path: join(b, 'below-a-file.md'), content: 'x' },
      ]),
    ).toThrow();
    expect(readFileSync(a, 'utf8')).toBe('old a');
    writeWhole([
      { path: a, content: 'new a' },
      { path: join(folder, 'deep', 'c.md'), content: 'c' },
    ]);
    expect([readFileSync(a, 'utf8'), readFileSync(join(folder, 'deep', 'c.md'), 'utf8')]).toEqual(['new a', 'c']);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
