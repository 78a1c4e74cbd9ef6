import { recommendation } from '../build/tracker-recommendation';
import { openWorld, SETTINGS_TAB, seenOf, settingsTab, writeInput } from '../build/workbook-world';
import type { RefreshOf, World } from '../build/workbook-world';
import { newWorkbook } from '../../src/local/host/workbook/workbook';
import type { Workbook } from '../../src/local/host/workbook/workbook';
import { readSettings, readTracker } from '../../src/sheet/read-shared-tabs';
import { keepSettingEdits } from '../../src/sheet/setting-edits';
import { openTracker } from '../../src/sheet/tracker-row';
import { restoreDismissedRows, writeWorkbook } from '../../src/sheet/write-workbook';
import { USD } from '../build/tracker-recommendation';
import { TRACKER_COLUMNS } from '../../src/domain/tracker/columns';

/** Place of a tracker column, from 1. */
const AT = (header: string): number => TRACKER_COLUMNS.findIndex((column) => column.header === header) + 1;

const FIRST: RefreshOf = {
  recommendations: [recommendation({ segment: '=cmd|x' }), recommendation({ key: 'refresh:S1', action: 'Refresh', link: 'https://www.klaviyo.com/lists/S1' })],
};

function within<T>(workbook: Workbook, work: (world: World) => T, options: Parameters<typeof openWorld>[0] = {}): T {
  const world = openWorld({ workbook, ...options });
  try {
    return work(world);
  } finally {
    world.end();
  }
}
const refresh = (workbook: Workbook, input: RefreshOf, options: Parameters<typeof openWorld>[0] = {}) =>
  within(
    workbook,
    (world) => {
      const report = writeWorkbook(writeInput(world, input));
      return { report, calls: world.calls(), log: world.log };
    },
    options,
  );
const tab = (world: World, name: string) => world.services.spreadsheet.getSheetByName(name)!;
const shared = (world: World) => ({ spreadsheet: world.services.spreadsheet, store: world.store });

describe('the first write into a new spreadsheet', () => {
  test('makes the tabs in the fixed order and leaves no blank tab behind', () => {
    const workbook = newWorkbook();
    refresh(workbook, FIRST);
    expect(workbook.tabs.map(({ name, hidden }) => (hidden ? `(${name})` : name))).toEqual([
      'Summary',
      'Tracker',
      'Gaps',
      'Settings',
      '(_Segment Coverage data)',
    ]);
  });

  test('gives the tracker its dropdowns, frozen header and column, filter, banding, hidden columns, colors and warnings', () => {
    const workbook = newWorkbook();
    refresh(workbook, FIRST);
    within(workbook, (world) => {
      const tracker = tab(world, 'Tracker');
      expect(tracker.getRange(2, AT('Status')).getDataValidation()?.getCriteriaValues()[0]).toEqual([
        'Proposed',
        'In review',
        'Approved',
        'Created',
        'Covered',
        'Rejected',
        'Done',
      ]);
      expect([
        tracker.getRange(2, AT('Status')).getDataValidation()?.getAllowInvalid(),
        tracker.getRange(2, AT('Owner')).getDataValidation()?.getAllowInvalid(),
      ]).toEqual([false, true]);
      expect([
        tracker.getFrozenRows(),
        tracker.getFrozenColumns(),
        tracker.isColumnHiddenByUser(AT('Key')),
        tracker.isColumnHiddenByUser(AT('Definition')),
        tracker.getBandings().length,
      ]).toEqual([1, AT('Segment'), true, true, 1]);
      expect(tracker.getFilter()?.getRange().getLastColumn()).toBe(TRACKER_COLUMNS.length);
      expect(tracker.getRange(2, AT('Value at stake')).getDisplayValue()).toBe('$5,401');
      expect(tracker.getRange(2, AT('Next review')).getValue()).toBeInstanceOf(Date);
      expect(tracker.getConditionalFormatRules().length).toBeGreaterThan(14);
      expect(tracker.getProtections(world.services.SpreadsheetApp.ProtectionType.RANGE).every((protection) => protection.isWarningOnly())).toBe(true);
      expect(tracker.getRange(3, AT('Link')).getRichTextValue()?.getLinkUrl()).toBe('https://www.klaviyo.com/lists/S1');
      expect(tab(world, 'Summary').getCharts()).toHaveLength(2);
      expect(tab(world, 'Gaps').getRange(2, 1).getRichTextValue()?.getLinkUrl()).toBe('https://www.klaviyo.com/segment/0');
    });
  });

  test('writes names that look like formulas, numbers or days as text, and reads them back as no edit', () => {
    const workbook = newWorkbook();
    refresh(workbook, FIRST);
    within(workbook, (world) => {
      expect(tab(world, 'Tracker').getRange(2, AT('Segment')).getValue()).toBe('=cmd|x');
      expect(tab(world, 'Tracker').getRange(2, AT('Segment')).getFormula()).toBe('');
      expect(tab(world, 'Gaps').getRange(2, 1, 3, 4).getFormulas().flat().join('')).toBe('');
      expect([tab(world, 'Gaps').getRange(2, 4).getValue(), tab(world, 'Gaps').getRange(4, 4).getValue()]).toEqual(['+1 day', '1/2 done']);
    });
    refresh(workbook, { recommendations: [recommendation({ segment: 'Renamed' })] });
    expect(within(workbook, (world) => tab(world, 'Tracker').getRange(2, AT('Segment')).getValue())).toBe('Renamed');
  });
});

describe('a later write', () => {
  test('of an unchanged account changes no cell and few calls of it write', () => {
    const workbook = newWorkbook();
    refresh(workbook, FIRST);
    const seen = seenOf(workbook);
    const { calls, log } = refresh(workbook, FIRST);
    expect(seenOf(workbook)).toEqual(seen);
    expect(calls).toBeLessThan(180);
    expect(log.filter((name) => /Range\.(set|clear|merge)/.test(name)).length).toBeLessThan(20);
  });

  test('does not fight colors, widths, shown columns or a removed filter', () => {
    const workbook = newWorkbook();
    refresh(workbook, FIRST);
    within(workbook, (world) => {
      const tracker = tab(world, 'Tracker');
      tracker.getRange(2, AT('Segment')).setBackground('#ff00ff').setFontWeight('bold');
      tracker.setColumnWidth(AT('Segment'), 77);
      tracker.showColumns(AT('Key'));
      tracker.getFilter()?.remove();
    });
    refresh(workbook, { recommendations: [recommendation({ segment: 'Another' })] });
    within(workbook, (world) => {
      const tracker = tab(world, 'Tracker');
      expect([
        tracker.getRange(2, AT('Segment')).getValue(),
        tracker.getRange(2, AT('Segment')).getBackground(),
        tracker.getColumnWidth(AT('Segment')),
        tracker.isColumnHiddenByUser(AT('Key')),
        tracker.getFilter(),
      ]).toEqual(['Another', '#ff00ff', 77, false, null]);
    });
  });

  test('keeps a formula that a person typed as a formula', () => {
    const workbook = newWorkbook();
    refresh(workbook, FIRST);
    within(workbook, (world) => tab(world, 'Tracker').getRange(2, AT('Score')).setFormula('=70+1.5'));
    refresh(workbook, { recommendations: [recommendation({ score: 10 }), recommendation({ key: 'refresh:S1', score: 11 })] });
    within(workbook, (world) =>
      expect([tab(world, 'Tracker').getRange(2, AT('Score')).getFormula(), tab(world, 'Tracker').getRange(3, AT('Score')).getValue()]).toEqual(['=70+1.5', 11]),
    );
  });

  test('sees a cell that a person changes after the tracker was first read', () => {
    const workbook = newWorkbook();
    refresh(workbook, FIRST);
    let reads = 0;
    const type = (_call: number, name: string): void => {
      if (name !== 'Range.getFormulas' || ++reads !== 2) return;
      const found = workbook.tabByName('Tracker')!;
      found.setCell(2, 13, { ...found.cell(2, 13), value: 'Typed meanwhile' });
    };
    refresh(workbook, { recommendations: [recommendation({ owner: 'CRM manager' })] }, { before: type });
    expect(workbook.tabByName('Tracker')!.cell(2, 13).value).toBe('Typed meanwhile');
  });
});

describe('tabs that people changed', () => {
  test('a tab of their own with one of the names keeps its contents under another name', () => {
    const workbook = newWorkbook();
    within(workbook, (world) =>
      world.services.spreadsheet
        .insertSheet('Summary')
        .getRange('A1:B2')
        .setValues([
          ['Q3', 'Plan'],
          ['x', 7],
        ]),
    );
    const { report } = refresh(workbook, FIRST);
    expect(report.messages).toEqual(['You had a tab named “Summary” of your own: it is now “Summary (yours)”, with everything in it as it was.']);
    expect(workbook.tabByName('Summary (yours)')?.cell(2, 2).value).toBe(7);
    expect(workbook.tabByName('Summary')?.cell(1, 1).value).toBe('Segment coverage');
  });

  test('a renamed tab gets its name back with its contents, a deleted one is made again', () => {
    const workbook = newWorkbook();
    refresh(workbook, FIRST);
    const seen = seenOf(workbook);
    within(workbook, (world) => {
      tab(world, 'Tracker').setName('Q3 tracker');
      world.services.spreadsheet.deleteSheet(tab(world, 'Gaps'));
    });
    refresh(workbook, FIRST);
    expect(seenOf(workbook)).toEqual(seen);
    expect(workbook.tabs.map(({ name }) => name).slice(0, 4)).toEqual(['Summary', 'Tracker', 'Gaps', 'Settings']);
  });

  test('a deleted tracker is built anew, which dismisses nothing', () => {
    const workbook = newWorkbook();
    refresh(workbook, FIRST);
    within(workbook, (world) => world.services.spreadsheet.deleteSheet(tab(world, 'Tracker')));
    const { report } = refresh(workbook, FIRST);
    expect([report.rows.length, report.newlyDismissed]).toEqual([2, []]);
  });

  test('a workbook whose tabs got other ids is still the add-on’s', () => {
    const workbook = newWorkbook();
    refresh(workbook, FIRST);
    workbook.tabs.forEach((one, index) => {
      (one as { id: number }).id = 9_000 + index;
    });
    const { report } = refresh(workbook, FIRST);
    expect([report.messages, workbook.tabs.length]).toEqual([[], 5]);
  });
});

describe('settings', () => {
  test('tell only what a person changed, and follow the standards and the data otherwise', () => {
    const workbook = newWorkbook();
    refresh(workbook, FIRST);
    expect(within(workbook, (world) => readSettings(shared(world)))).toEqual([]);
    within(workbook, (world) => tab(world, 'Settings').getRange(2, 2).setValue(60));
    expect(within(workbook, (world) => readSettings(shared(world)))).toEqual([{ name: 'Planning window', text: '60' }]);
    refresh(workbook, { ...FIRST, settings: settingsTab({ 'Planning window': 60, 'At risk after': 'Automatic (131)' }) });
    expect(within(workbook, (world) => [readSettings(shared(world)), tab(world, 'Settings').getRange(4, 2).getValue()])).toEqual([
      [{ name: 'Planning window', text: '60' }],
      'Automatic (131)',
    ]);
    within(workbook, (world) => tab(world, 'Settings').getRange(2, 2).clearContent());
    expect(within(workbook, (world) => readSettings(shared(world)))).toEqual([]);
  });

  test('are given back by typing Automatic, whatever stood there before', () => {
    const workbook = newWorkbook();
    const atRisk = (): unknown => within(workbook, (world) => tab(world, 'Settings').getRange(4, 2).getValue());
    refresh(workbook, { ...FIRST, settings: settingsTab({ 'At risk after': 'Automatic (131)' }) });
    within(workbook, (world) => tab(world, 'Settings').getRange(4, 2).setValue(90));
    refresh(workbook, { ...FIRST, settings: settingsTab({ 'At risk after': 90 }) });
    within(workbook, (world) => tab(world, 'Settings').getRange(4, 2).setValue('automatic'));
    expect(within(workbook, (world) => readSettings(shared(world)))).toEqual([]);
    for (const now of [140, 128]) {
      refresh(workbook, { ...FIRST, settings: settingsTab({ 'At risk after': `Automatic (${now})` }) });
      expect(atRisk()).toBe(`Automatic (${now})`);
    }
  });

  test('given before there is a tab stand in it as a person’s, and stay', () => {
    const workbook = newWorkbook();
    within(workbook, (world) => keepSettingEdits(shared(world), [{ name: 'Planning window', text: '45' }]));
    expect(within(workbook, (world) => readSettings(shared(world)))).toEqual([{ name: 'planning window', text: '45' }]);
    for (let round = 0; round < 3; round += 1) {
      refresh(workbook, { ...FIRST, settings: settingsTab({ 'Planning window': 45 }) });
      expect(within(workbook, (world) => readSettings(shared(world)))).toEqual([{ name: 'Planning window', text: '45' }]);
    }
  });

  test('keep what was typed when memory is lost, however often they are written', () => {
    const workbook = newWorkbook();
    refresh(workbook, FIRST);
    within(workbook, (world) => {
      tab(world, 'Settings').getRange(2, 2).setValue(60);
      world.services.spreadsheet.deleteSheet(tab(world, '_Segment Coverage data'));
    });
    for (let round = 0; round < 3; round += 1) {
      refresh(workbook, { ...FIRST, settings: settingsTab({ 'Planning window': 60 }) });
      expect(within(workbook, (world) => readSettings(shared(world)))).toContainEqual({ name: 'Planning window', text: '60' });
    }
  });

  test('whose row was deleted are put back, and a row of a person’s own stays', () => {
    const workbook = newWorkbook();
    refresh(workbook, FIRST);
    within(workbook, (world) => {
      tab(world, 'Settings').deleteRow(3);
      tab(world, 'Settings')
        .getRange(6, 1, 1, 2)
        .setValues([['Our note', 'x']]);
    });
    refresh(workbook, FIRST);
    within(workbook, (world) =>
      expect(tab(world, 'Settings').getRange(2, 1, 6, 1).getValues().flat()).toEqual(
        expect.arrayContaining([...SETTINGS_TAB.rows.map((row) => row[0]?.value), 'Our note']),
      ),
    );
  });
});

describe('the tracker in hand', () => {
  test('is read as it stands, row by row, by its keys', () => {
    const workbook = newWorkbook();
    refresh(workbook, FIRST);
    within(workbook, (world) => {
      tab(world, 'Tracker').getRange(3, AT('Status')).setValue('In review');
      tab(world, 'Tracker').getRange(2, 1, 2, TRACKER_COLUMNS.length).sort({ column: 1, ascending: false });
    });
    expect(within(workbook, (world) => readTracker(shared(world)).map(({ key, status, position }) => [key, status, position]))).toEqual([
      ['refresh:S1', 'In review', 0],
      ['create:A1', 'Proposed', 1],
    ]);
  });

  test('takes a status from the sidebar as a person’s edit', () => {
    const workbook = newWorkbook();
    refresh(workbook, FIRST);
    within(workbook, (world) => {
      const tracker = openTracker(shared(world))!;
      expect(
        tracker.set(
          tracker.rows.find(({ key }) => key === 'create:A1')!,
          'Status',
          'Rejected',
        ),
      ).toBe(true);
    });
    refresh(workbook, { recommendations: [] });
    expect(within(workbook, (world) => readTracker(shared(world)).map(({ status }) => status))).toEqual(['Rejected', 'Covered']);
  });

  test('gets deleted rows back from the menu at once', () => {
    const workbook = newWorkbook();
    refresh(workbook, FIRST);
    within(workbook, (world) => tab(world, 'Tracker').deleteRow(2));
    expect(refresh(workbook, FIRST).report.newlyDismissed).toEqual(['create:A1']);
    expect(within(workbook, (world) => restoreDismissedRows({ ...shared(world), account: USD, today: '2026-11-24' }))).toBe(1);
    expect(within(workbook, (world) => readTracker(shared(world)).map(({ key }) => key))).toEqual(['refresh:S1', 'create:A1']);
  });
});
