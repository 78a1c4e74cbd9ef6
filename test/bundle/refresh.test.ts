import { CATALOGUE } from '../../src/domain/catalogue/catalogue';
import { createSampleAccount } from '../../src/local/demo/sample/sample-account';
import { ACTIONS, PRIORITIES, STATUSES, WHENS } from '../../src/domain/terms/coverage-terms';
import { CADENCES, STAGES, USES } from '../../src/domain/terms/lifecycle-terms';
import { TAB_NAMES } from '../../src/domain/table/tab-names';
import { NOW, openWorld } from '../build/refreshed-sheet';
import { trackerHands } from '../build/people-at-work';

const HEADERS = [
  'Key',
  'When',
  'Action',
  'Segment',
  'Why',
  'Reachable',
  'Value at stake',
  'Owner',
  'Status',
  'Due',
  'Rule',
  'Priority',
  'Stage',
  'Intended use',
  'Audience size',
  'Score',
  'Cadence',
  'Next review',
  'Notes',
  'Link',
  'Evidence',
  'First found',
  'Last found',
  'Definition',
];

describe('[E] the first refresh of the sample account, by the built bundle', () => {
  const world = openWorld(createSampleAccount({ seed: 3, now: NOW, odd: true, people: 500 }));
  const answer = world.refresh();
  const tracker = trackerHands(world);
  const keys = tracker.keys();
  const found = world.values('Tracker').slice(1);

  test('ends well and says how', () => {
    expect(answer).toMatchObject({ state: 'done' });
    expect(answer.sentence).toMatch(/^The refresh is finished: \d+ recommendations in the tracker\.$/);
    expect(answer.summary).toContain('Juniper & Salt');
    expect(answer.markdown).toMatch(/^# Segment recommendations/);
  });

  test('makes the ten tabs in their order, and hides its own', () => {
    const sheets = tracker.spreadsheet.getSheets();
    expect(sheets.filter((sheet) => !sheet.isSheetHidden()).map((sheet) => sheet.getName())).toEqual([...TAB_NAMES]);
  });

  test('makes the tracker with every column in order, Key and Definition hidden', () => {
    expect(tracker.headers()).toEqual(HEADERS);
    expect(HEADERS.filter((_, index) => tracker.sheet.isColumnHiddenByUser(index + 1))).toEqual(expect.arrayContaining(['Key', 'Definition']));
    expect(tracker.sheet.isColumnHiddenByUser(tracker.column('Segment'))).toBe(false);
  });

  test.each([
    ['When', WHENS],
    ['Action', ACTIONS],
    ['Stage', STAGES],
    ['Intended use', USES],
    ['Priority', PRIORITIES],
    ['Status', STATUSES],
    ['Cadence', CADENCES],
  ] as const)("gives %s a dropdown with the design's words, and only such words stand in it", (header, words) => {
    const rule = tracker.sheet.getRange(2, tracker.column(header)).getDataValidation();
    expect(rule?.getCriteriaValues()[0]).toEqual([...words]);
    for (const row of found) expect(words).toContain(row[HEADERS.indexOf(header)]);
  });

  test('gives every row a key of its own, a rule, evidence, an owner, a review day and a definition or a reason', () => {
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBeGreaterThan(20);
    for (const row of found) {
      const at = (header: string): unknown => row[HEADERS.indexOf(header)];
      expect(String(at('Rule')).length).toBeGreaterThan(10);
      expect(String(at('Evidence')).length).toBeGreaterThan(20);
      expect(at('Owner')).not.toBe('');
      expect(Object.prototype.toString.call(at('Next review'))).toBe('[object Date]');
      // One sentence that can be read aloud; a day for what has its quarter.
      expect(String(at('Why'))).toMatch(/^\S.*[.!?]$/s);
      expect(String(at('Why')).split(/\s+/).length).toBeLessThanOrEqual(25);
      expect(Object.prototype.toString.call(at('Due')) === '[object Date]').toBe(at('When') !== 'Later');
      for (const header of ['Reachable', 'Value at stake', 'Audience size']) expect(at(header) === '' || typeof at(header) === 'number').toBe(true);
    }
    expect(found.filter((row) => row[HEADERS.indexOf('When')] === 'Now').length).toBeLessThanOrEqual(8);
    const actions = new Set(found.map((row) => row[HEADERS.indexOf('Action')]));
    for (const action of ACTIONS) expect(actions).toContain(action);
  });

  test('shows every object of the account in its tab', () => {
    expect(world.values('Segments').length - 1).toBe(82);
    expect(world.values('Lists').length - 1).toBe(12);
    expect(world.values('Flows').length - 1).toBeGreaterThanOrEqual(24);
    expect(world.values('Gaps').length - 1).toBe(CATALOGUE.length);
  });

  test('writes names that look like formulas as text', () => {
    const names = world.values('Segments').map(([name]) => String(name));
    expect(names.some((name) => name.startsWith('='))).toBe(true);
    const { sheet } = { sheet: tracker.spreadsheet.getSheetByName('Segments') };
    expect(
      sheet
        ?.getDataRange()
        .getFormulas()
        .flat()
        .filter((formula) => formula !== ''),
    ).toEqual([]);
  });

  test("keeps the key out of every cell, note and property but the user's own", () => {
    const cells = JSON.stringify(tracker.spreadsheet.getSheets().map((sheet) => [sheet.getDataRange().getValues(), sheet.getDataRange().getNotes()]));
    expect(cells).not.toContain('pk_made_up');
    expect(JSON.stringify([...world.host.state.scriptProperties])).not.toContain('pk_made_up');
    expect(JSON.stringify(world.host.state.log)).not.toContain('pk_made_up');
  });

  test('a second refresh changes nothing that a person did and reads a fraction again', () => {
    const [first = '', second = '', third = '', fourth = ''] = keys;
    tracker.set(first, 'Owner', 'Dana');
    tracker.set(first, 'Status', 'Approved');
    tracker.set(second, 'Notes', 'ask legal');
    tracker.set(second, 'Segment', '=1+1 is my name');
    tracker.sheet.getRange(tracker.rowOf(third), tracker.column('Evidence')).clearContent();
    tracker.sheet.deleteRow(tracker.rowOf(fourth));
    tracker.sheet.insertColumnBefore(tracker.column('Owner'));
    tracker.sheet.getRange(1, tracker.column('Owner') - 1).setValue('Our team');
    tracker.sheet.getRange(2, tracker.column('Our team')).setValue('growth');
    const before = world.klaviyo.total();
    world.clock.moveTo(world.clock.now() + 3_600_000);
    expect(world.refresh().state).toBe('done');
    expect(world.klaviyo.total() - before).toBeLessThan(before / 2);
    expect(tracker.get(first, 'Owner')).toBe('Dana');
    expect(['Approved', 'Created']).toContain(tracker.get(first, 'Status'));
    expect(tracker.get(second, 'Notes')).toBe('ask legal');
    expect(String(tracker.get(third, 'Evidence')).length).toBeGreaterThan(20);
    expect(tracker.keys()).not.toContain(fourth);
    expect(tracker.sheet.getRange(2, tracker.column('Our team')).getValue()).toBe('growth');
    expect(tracker.keys().length).toBe(keys.length - 1);
  });

  test('a dismissed row comes back from the menu', () => {
    const before = tracker.keys().length;
    expect(JSON.parse(String(world.host.run('callFromPage', 'restoreDismissed', 'null')))).toEqual({ ok: true, value: { restored: 1 } });
    expect(tracker.keys().length).toBe(before + 1);
  });
});
