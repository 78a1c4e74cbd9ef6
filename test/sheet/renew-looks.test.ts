import { TRACKER_COLUMNS } from '../../src/domain/tracker/columns';
import { newWorkbook } from '../../src/local/host/workbook/workbook';
import type { Workbook } from '../../src/local/host/workbook/workbook';
import { STYLES } from '../../src/sheet/store-keys';
import { writeWorkbook } from '../../src/sheet/write-workbook';
import { recommendation } from '../build/tracker-recommendation';
import { openWorld, writeInput, type World } from '../build/workbook-world';

const AT = (header: string): number => TRACKER_COLUMNS.findIndex((column) => column.header === header) + 1;
const INPUT = { recommendations: [recommendation({ segment: 'Buyers' })] };

function within<T>(workbook: Workbook, work: (world: World) => T): T {
  const world = openWorld({ workbook });
  try {
    return work(world);
  } finally {
    world.end();
  }
}
const refresh = (workbook: Workbook): void => within(workbook, (world) => void writeWorkbook(writeInput(world, INPUT)));
const tracker = (world: World) => world.services.spreadsheet.getSheetByName('Tracker')!;

/** A workbook as the first version of looks left it. */
function earlier(): Workbook {
  const workbook = newWorkbook();
  refresh(workbook);
  within(workbook, (world) => {
    const sheet = tracker(world);
    const body = (header: string) => sheet.getRange(2, AT(header), sheet.getMaxRows() - 1, 1);
    sheet.setColumnWidth(AT('Owner'), 130).setColumnWidth(AT('Why'), 300);
    body('Due').setNumberFormat('d mmm yyyy');
    body('Next review').setNumberFormat('d mmm yyyy');
    body('Value at stake').setNumberFormat('"$"#,##0.00');
    for (const header of ['Rule', 'Evidence', 'Notes']) body(header).setWrapStrategy(world.services.SpreadsheetApp.WrapStrategy.WRAP);
    const { store } = world;
    const styled = JSON.parse(store.read(STYLES.key) ?? '{}') as Record<string, number>;
    store.commit(new Map([[STYLES.key, JSON.stringify(Object.fromEntries(Object.keys(styled).map((id) => [id, 1])))]]));
  });
  return workbook;
}

const looksOf = (workbook: Workbook) =>
  within(workbook, (world) => {
    const sheet = tracker(world);
    return {
      owner: sheet.getColumnWidth(AT('Owner')),
      why: sheet.getColumnWidth(AT('Why')),
      due: sheet.getRange(2, AT('Due')).getNumberFormats()[0]?.[0],
      review: sheet.getRange(2, AT('Next review')).getNumberFormats()[0]?.[0],
      money: sheet.getRange(2, AT('Value at stake')).getDisplayValue(),
      wraps: ['Rule', 'Evidence', 'Notes'].map((header) => String(sheet.getRange(2, AT(header)).getWrapStrategies()[0]?.[0])),
    };
  });
const width = (header: string): number => TRACKER_COLUMNS.find((column) => column.header === header)!.width;

test('a sheet that an earlier version dressed gets what is new: rows low again, days and money in the account’s words, widths', () => {
  const workbook = earlier();
  refresh(workbook);
  expect(looksOf(workbook)).toEqual({
    owner: width('Owner'),
    why: width('Why'),
    due: 'mmm d", "yyyy',
    review: 'mmm d", "yyyy',
    money: expect.stringMatching(/^\$[\d,]+$/),
    wraps: ['CLIP', 'CLIP', 'CLIP'],
  });
});

test('what a person set since stays as it is', () => {
  const workbook = earlier();
  within(workbook, (world) => {
    const sheet = tracker(world);
    sheet.setColumnWidth(AT('Owner'), 210);
    sheet.getRange(2, AT('Due')).setNumberFormat('yyyy-mm-dd').setBackground('#ff00ff');
    sheet.getRange(2, AT('Rule')).setWrapStrategy(world.services.SpreadsheetApp.WrapStrategy.OVERFLOW);
    sheet.getFilter()?.remove();
  });
  refresh(workbook);
  expect(looksOf(workbook)).toMatchObject({ owner: 210, why: width('Why'), due: 'yyyy-mm-dd', wraps: ['OVERFLOW', 'CLIP', 'CLIP'] });
  within(workbook, (world) => expect([tracker(world).getRange(2, AT('Due')).getBackground(), tracker(world).getFilter()]).toEqual(['#ff00ff', null]));
});

test('once only: what is put back to the earlier look afterwards is the person’s', () => {
  const workbook = earlier();
  refresh(workbook);
  within(workbook, (world) => void tracker(world).setColumnWidth(AT('Owner'), 130));
  refresh(workbook);
  expect(looksOf(workbook).owner).toBe(130);
});
