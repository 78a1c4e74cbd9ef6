import { cloneWorkbook } from '../build/clone-workbook';
import { recommendation } from '../build/tracker-recommendation';
import { numbersFrom, sampleOf } from '../build/sample-of';
import { Fault, GAPS, openWorld, seenOf, settingsTab, writeInput } from '../build/workbook-world';
import type { RefreshOf, World } from '../build/workbook-world';
import { finishPendingWrite, writeWorkbook } from '../../src/sheet/write-workbook';
import { readPending } from '../../src/sheet/pending-write';
import { newWorkbook } from '../../src/local/host/workbook/workbook';
import type { Workbook } from '../../src/local/host/workbook/workbook';
import { TRACKER_COLUMNS } from '../../src/domain/tracker/columns';

/** Place of a tracker column, from 1. */
const AT = (header: string): number => TRACKER_COLUMNS.findIndex((column) => column.header === header) + 1;

const FIRST: RefreshOf = { recommendations: ['create:A1', 'create:B2', 'refresh:S1', 'merge:S2'].map((key) => recommendation({ key })), today: '2026-11-20' };
const SECOND: RefreshOf = {
  recommendations: ['create:A1', 'refresh:S1', 'retire:S3'].map((key) =>
    recommendation({ key, score: 40, evidence: `New evidence for ${key}.`, priority: 'P2' }),
  ),
  today: '2026-11-23',
  gaps: [...GAPS, ['Fourth', 4, 'new']],
  settings: settingsTab({ 'At risk after': 'Automatic (131)' }),
  headline: 'Four of five audiences are covered',
  also: new Map([['history', 'two']]),
};

function run<T>(workbook: Workbook, work: (world: World) => T, options: Parameters<typeof openWorld>[0] = {}): { result: T | null; calls: number } {
  const world = openWorld({ workbook, ...options });
  try {
    return { result: work(world), calls: world.calls() };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { result: null, calls: world.calls() };
  } finally {
    world.end();
  }
}

/** A team's sheet after the first refresh: edited, cleared, sorted, with a row and a column of their own. */
function worked(): Workbook {
  const workbook = newWorkbook();
  run(workbook, (world) => writeWorkbook(writeInput(world, FIRST)));
  run(workbook, ({ services }) => {
    const tracker = services.spreadsheet.getSheetByName('Tracker')!;
    tracker.getRange(2, AT('Owner')).setValue('Anna');
    tracker.getRange(3, AT('Status')).setValue('In review');
    tracker.getRange(4, AT('Evidence')).clearContent();
    tracker.getRange(4, AT('Rule')).setValue('Our own rule').setNote('Agreed with Ben');
    tracker.insertColumnAfter(6).getRange(1, 7).setValue('Budget');
    tracker.getRange(2, 7, 4, 1).setValues([[1], [2], [3], [4]]);
    tracker.insertRowAfter(3).getRange(4, AT('Segment')).setValue('Our own segment');
    services.spreadsheet.getSheetByName('Settings')!.getRange(2, 2).setValue(60);
  });
  return workbook;
}

describe('a write that is cut off', () => {
  test('at any service call leaves every tab as it was or is finished by the next run', () => {
    const start = worked();
    const undisturbed = cloneWorkbook(start);
    const { calls } = run(undisturbed, (world) => writeWorkbook(writeInput(world, SECOND)));
    const before = seenOf(start);
    const after = seenOf(undisturbed);
    expect(after).not.toEqual(before);
    const outcomes = { untouched: 0, finished: 0 };
    for (const failAt of sampleOf(numbersFrom(1, calls), 80)) {
      const workbook = cloneWorkbook(start);
      run(workbook, (world) => writeWorkbook(writeInput(world, SECOND)), { failAt });
      const pending = run(workbook, ({ store }) => readPending(store) !== null).result;
      if (!pending && JSON.stringify(seenOf(workbook)) === JSON.stringify(before)) {
        outcomes.untouched += 1;
        continue;
      }
      run(workbook, (world) => finishPendingWrite({ spreadsheet: world.services.spreadsheet, store: world.store }));
      expect({ failAt, seen: seenOf(workbook) }).toEqual({ failAt, seen: after });
      expect(run(workbook, ({ store }) => [readPending(store), store.read('history')]).result).toEqual([null, 'two']);
      outcomes.finished += 1;
    }
    expect(outcomes.untouched).toBeGreaterThan(10);
    expect(outcomes.finished).toBeGreaterThan(30);
  });
});
