import { createFormats } from '../../src/domain/text/format';
import type { TableTab, TopOfTab } from '../../src/domain/table/tab';
import { openTabs } from '../../src/sheet/find-tabs';
import { mappedHeaders, writeMappedTab } from '../../src/sheet/mapped-tab';
import { createZone } from '../../src/sheet/zone';
import { openWorld } from '../build/workbook-world';
import type { World } from '../build/workbook-world';

const topOf = (size: number): TopOfTab => ({
  title: 'Who gets the same people',
  widest: 32,
  lines: ['How it was counted.'],
  headers: size === 0 ? [] : [{ value: 'Segment' }, { value: 'People' }, ...Array.from({ length: size }, (_, at) => ({ value: String(at + 1) }))],
  rows: Array.from({ length: size }, (_row, row) => [
    { value: `${row + 1}  =HYPERLINK("x")`, link: 'https://www.klaviyo.com/segment/S' },
    { value: 100 },
    ...Array.from({ length: size }, (_cell, column) => (row === column ? { value: null } : { value: 0.5, note: 'Half of them.' })),
  ]),
});
const tabOf = (rows: number): TableTab => ({
  name: 'Overlap',
  columns: [
    { header: 'Segment', width: 200, format: 'text', meaning: 'Opens it.' },
    { header: 'Shares people with', width: 200, format: 'text' },
    { header: 'Share', width: 70, format: 'share' },
  ],
  rows: Array.from({ length: rows }, (_, at) => [{ value: `A${at}`, link: 'https://www.klaviyo.com/segment/A' }, { value: `B${at}` }, { value: 0.25 }]),
});

function write(world: World, size: number, rows: number, unstyled: boolean): string[][] {
  const sheet = world.services.spreadsheet.getSheetByName('Overlap') ?? world.services.spreadsheet.insertSheet('Overlap');
  writeMappedTab({
    sheet,
    tab: tabOf(rows),
    top: topOf(size),
    zone: createZone('UTC'),
    patterns: createFormats({ locale: 'en-US', currency: 'USD', timezone: 'UTC' }).patterns,
    unstyled,
  });
  return sheet.getRange(1, 1, sheet.getLastRow(), sheet.getLastColumn()).getDisplayValues();
}

test('the map stands above the table, and a smaller one leaves nothing of the larger behind', () => {
  const world = openWorld();
  try {
    const large = write(world, 4, 6, true);
    expect(large.slice(0, 4).map(([first]) => first)).toEqual(['Who gets the same people', 'How it was counted.', '', 'Segment']);
    expect(large[4]).toEqual(['1  =HYPERLINK("x")', '100', '', '50%', '50%', '50%']);
    expect(large[9]).toEqual(['Segment', 'Shares people with', 'Share', '', '', '']);
    expect(large[10]?.slice(0, 3)).toEqual(['A0', 'B0', '25%']);
    const small = write(world, 2, 1, false).map((row) => row.filter((value) => value !== ''));
    expect(small).toEqual([
      ['Who gets the same people'],
      ['How it was counted.'],
      [],
      ['Segment', 'People', '1', '2'],
      ['1  =HYPERLINK("x")', '100', '50%'],
      ['2  =HYPERLINK("x")', '100', '50%'],
      [],
      ['Segment', 'Shares people with', 'Share'],
      ['A0', 'B0', '25%'],
    ]);
    expect(world.services.spreadsheet.getSheetByName('Overlap')!.getRange(11, 4).getNote()).toBe('');
    expect(world.said).toEqual([]);
  } finally {
    world.end();
  }
});

test('without a map the table follows the words', () => {
  const world = openWorld();
  try {
    expect(write(world, 0, 1, true).map(([first]) => first)).toEqual(['Who gets the same people', 'How it was counted.', '', 'Segment', 'A0']);
  } finally {
    world.end();
  }
});

test('a tab that was a plain table in an earlier version is taken over, and its filter moves to where the table now begins', () => {
  const world = openWorld();
  try {
    const { spreadsheet } = world.services;
    const sheet = spreadsheet.insertSheet('Overlap');
    sheet.getRange(1, 1, 2, 5).setValues([
      ['Segment', 'My view', 'Shares people with', 'Share', ''],
      ['A', 'look at this', 'B', 0.1, 'beside'],
    ]);
    sheet.getRange(1, 1, 2, 3).createFilter();
    // A converted workbook has other ids than were remembered.
    const claimed = openTabs(spreadsheet, {}).claim('Overlap', ...mappedHeaders(tabOf(2), topOf(2)));
    expect(claimed.sheet.getSheetId()).toBe(sheet.getSheetId());
    write(world, 2, 2, false);
    const filterRow = (): number => sheet.getFilter()!.getRange().getRow();
    expect([filterRow(), sheet.getRange(filterRow(), 1).getValue()]).toEqual([8, 'Segment']);
    // The table stays where it is: so does what a person filters by.
    const made = (): number => world.log.filter((call) => call.endsWith('.createFilter')).length;
    const before = made();
    write(world, 2, 2, false);
    expect(made()).toBe(before);
    write(world, 3, 2, false);
    expect(made()).toBe(before + 1);
    expect([filterRow(), sheet.getRange(filterRow(), 1).getValue()]).toEqual([9, 'Segment']);
    // What a person had put among the columns and beside them stands to the right, beside its row, and stays.
    write(world, 2, 2, false);
    const kept = sheet
      .getDataRange()
      .getValues()
      .map((row) => row.slice(32).filter((value) => value !== ''));
    expect(kept.filter((row) => row.length > 0)).toEqual([['My view'], ['look at this', 'beside']]);
    const stranger = spreadsheet.insertSheet('Lists');
    stranger.getRange(1, 1).setValue('My own');
    expect(
      openTabs(spreadsheet, {})
        .claim('Lists', ...mappedHeaders(tabOf(2), topOf(2)))
        .sheet.getSheetId(),
    ).not.toBe(stranger.getSheetId());
  } finally {
    world.end();
  }
});
