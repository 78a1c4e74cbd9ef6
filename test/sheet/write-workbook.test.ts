import { recommendation } from '../build/tracker-recommendation';
import { openWorld, seenOf, writeInput } from '../build/workbook-world';
import type { RefreshOf } from '../build/workbook-world';
import { readSettings, readTracker } from '../../src/sheet/read-shared-tabs';
import { writeWorkbook } from '../../src/sheet/write-workbook';
import { newWorkbook } from '../../src/local/workbook/workbook';
import type { Workbook } from '../../src/local/workbook/workbook';

const FIRST: RefreshOf = { recommendations: [recommendation(), recommendation({ key: 'refresh:S1', action: 'Refresh', link: 'https://www.klaviyo.com/lists/S1' })] };

function refresh(workbook: Workbook, input: RefreshOf) {
  const world = openWorld({ workbook });
  try {
    return { report: writeWorkbook(writeInput(world, input)), calls: world.calls(), log: world.log };
  } finally {
    world.end();
  }
}

describe('the first write into a new spreadsheet', () => {
  test('makes the tabs in the fixed order and leaves no blank tab behind', () => {
    const workbook = newWorkbook();
    refresh(workbook, FIRST);
    expect(workbook.tabs.filter(({ hidden }) => !hidden).map(({ name }) => name)).toEqual(['Summary', 'Tracker', 'Gaps', 'Settings']);
    expect(workbook.tabs.filter(({ hidden }) => hidden).map(({ name }) => name)).toEqual(['_Segment Coverage data']);
  });

  test('writes again what is unchanged without changing one cell', () => {
    const workbook = newWorkbook();
    refresh(workbook, FIRST);
    const seen = seenOf(workbook);
    const { calls, log } = refresh(workbook, FIRST);
    expect(seenOf(workbook)).toEqual(seen);
    expect({ calls, writes: log.filter((name) => /Range\.(set|clear|merge)/.test(name)).length }).toMatchInlineSnapshot(`
{
  "calls": 157,
  "writes": 15,
}
`);
  });
});
