import { recommendation } from '../build/tracker-recommendation';
import { openWorld, seenOf, writeInput } from '../build/workbook-world';
import { version1Workbook, V1_KEYS } from '../build/workbook-version-1';
import { NO_MEMORY, SETTINGS_MEMORY } from '../../src/domain/tracker/memory';
import { newWorkbook, type Workbook } from '../../src/local/host/workbook/workbook';
import { CURRENT_SCHEMA, migrateWorkbook, NewerWorkbookError } from '../../src/sheet/migrations';
import { SCHEMA_KEY } from '../../src/sheet/store-keys';
import { writeWorkbook } from '../../src/sheet/write-workbook';

const NOW = V1_KEYS.map((key) => recommendation({ key, score: 55, owner: 'CRM manager' }));

describe('a workbook of version 1', () => {
  test('is carried forward: edits, own rows, own columns and dismissed rows stay, the rest follows, new columns stand in their place', () => {
    const workbook = version1Workbook();
    const world = openWorld({ workbook });
    const report = writeWorkbook(writeInput(world, { recommendations: NOW }));
    const tracker = world.services.spreadsheet.getSheetByName('Tracker')!;
    const headers = tracker.getRange(1, 1, 1, tracker.getLastColumn()).getValues()[0]!.map(String);
    const at = (row: number, header: string): unknown => tracker.getRange(row, headers.indexOf(header) + 1).getValue();
    expect(headers.join()).toBe(
      'Key,When,Action,Segment,Why,Stage,Rule,Evidence,Budget,Intended use,Priority,Score,Audience size,Reachable,Value at stake,Owner,Status,Due,Cadence,Next review,Notes,Link,First found,Last found,Definition',
    );
    expect(['Owner', 'Status', 'Budget', 'Score', 'Reachable', 'When'].map((header) => at(2, header))).toEqual(['Anna', 'Approved', 1000, 55, 800, 'Now']);
    expect(['Owner', 'Status', 'Notes'].map((header) => at(3, header))).toEqual(['CRM manager', 'Proposed', 'Ask legal']);
    expect([at(4, 'Segment'), at(4, 'Score')]).toEqual(['Our own idea', '']);
    expect([report.rows.map(({ key }) => key), report.rows[0]?.firstFound]).toEqual([['create:A1', 'create:B2'], '2026-05-04']);
    expect(world.store.read(SCHEMA_KEY)).toBe(String(CURRENT_SCHEMA));
    world.end();
  });

  test('is migrated once: all steps, then none', () => {
    const workbook = version1Workbook();
    const world = openWorld({ workbook });
    const tabs = { spreadsheet: world.services.spreadsheet, store: world.store };
    expect(migrateWorkbook(tabs)).toHaveLength(3);
    const seen = seenOf(workbook);
    expect([migrateWorkbook(tabs), seenOf(workbook)]).toEqual([[], seen]);
    world.end();
  });

  test('is migrated to the same end when a step fails at any call and runs again', () => {
    const whole = version1Workbook();
    const run = (workbook: typeof whole, failAt?: number): number => {
      const world = openWorld({ workbook, ...(failAt === undefined ? {} : { failAt }) });
      try {
        migrateWorkbook({ spreadsheet: world.services.spreadsheet, store: world.store });
      } catch {
        /* cut off */
      } finally {
        world.end();
      }
      return world.calls();
    };
    const calls = run(whole);
    for (let failAt = 1; failAt <= calls; failAt += 1) {
      const workbook = version1Workbook();
      run(workbook, failAt);
      run(workbook);
      expect({ failAt, seen: seenOf(workbook) }).toEqual({ failAt, seen: seenOf(whole) });
    }
  });
});

describe('a setting that got another name', () => {
  const asked = { cells: { Setting: 'Store postal code', Value: null }, written: {}, notes: {}, state: null };
  const version3 = (): Workbook => {
    const workbook = newWorkbook();
    const world = openWorld({ workbook });
    world.services.spreadsheet
      .insertSheet('Settings')
      .getRange(1, 1, 3, 4)
      .setValues([
        ['Setting', 'Value', 'Allowed values', 'Meaning'],
        ['Planning window', 60, '', ''],
        ['Store postal code', 'EC1A 1BB', '', ''],
      ]);
    world.store.commit(
      new Map([
        [SCHEMA_KEY, '3'],
        [SETTINGS_MEMORY.key, SETTINGS_MEMORY.text({ ...NO_MEMORY, rows: { 'store postal code': asked } })],
      ]),
    );
    world.end();
    return workbook;
  };

  test('keeps what a person typed, under the name of now, whatever call fails on the way', () => {
    const migrate = (workbook: Workbook, failAt?: number): number => {
      const world = openWorld({ workbook, ...(failAt === undefined ? {} : { failAt }) });
      try {
        migrateWorkbook({ spreadsheet: world.services.spreadsheet, store: world.store });
      } catch {
        /* cut off */
      } finally {
        world.end();
      }
      return world.calls();
    };
    const calls = migrate(version3());
    expect(calls).toBeGreaterThan(3);
    for (let failAt = 1; failAt <= calls; failAt += 1) {
      const workbook = version3();
      migrate(workbook, failAt);
      migrate(workbook);
      const world = openWorld({ workbook });
      expect(world.services.spreadsheet.getSheetByName('Settings')!.getRange(2, 1, 2, 2).getValues()).toEqual([
        ['Planning window', 60],
        ['Store postal codes', 'EC1A 1BB'],
      ]);
      expect(SETTINGS_MEMORY.read(world.store.read(SETTINGS_MEMORY.key))?.rows).toEqual({ 'store postal codes': asked });
      expect(world.store.read(SCHEMA_KEY)).toBe(String(CURRENT_SCHEMA));
      world.end();
    }
  });
});

test('a workbook of the present version and a new one need no step', () => {
  const world = openWorld({ workbook: newWorkbook() });
  const tabs = { spreadsheet: world.services.spreadsheet, store: world.store };
  expect(migrateWorkbook(tabs)).toEqual([]);
  world.store.commit(new Map([[SCHEMA_KEY, String(CURRENT_SCHEMA)]]));
  expect(migrateWorkbook(tabs)).toEqual([]);
  world.end();
});

test('a workbook of a later version is refused with what to do, and not written', () => {
  const workbook = newWorkbook();
  const world = openWorld({ workbook });
  world.store.commit(new Map([[SCHEMA_KEY, '7']]));
  const seen = seenOf(workbook);
  expect(() => writeWorkbook(writeInput(world, { recommendations: NOW }))).toThrow(NewerWorkbookError);
  expect(() => migrateWorkbook({ spreadsheet: world.services.spreadsheet, store: world.store })).toThrow(/update the add-on/);
  expect(seenOf(workbook)).toEqual(seen);
  world.end();
});
