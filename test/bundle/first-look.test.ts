import { createSampleAccount } from '../../src/local/demo/sample/sample-account';
import type { Job } from '../../src/refresh/job';
import { NOW, openWorld, type World } from '../build/refreshed-sheet';
import { picture, trackerHands } from '../build/people-at-work';

const MINUTE = 60_000;
const account = createSampleAccount({ seed: 5, now: NOW, odd: true, people: 150 });

/** An account whose people Klaviyo does not give for the first minutes, as those of a large account take that long. */
function slowWorld(minutes: number): World {
  const world = openWorld(account);
  const handle = world.klaviyo.handle.bind(world.klaviyo);
  const until = NOW + minutes * MINUTE;
  world.klaviyo.handle = (request, now) =>
    now < until && /\/api\/(events|profiles)\b/.test(request.url)
      ? { status: 429, headers: { 'retry-after': '10' }, body: '{"errors":[]}' }
      : handle(request, now);
  return world;
}

const jobOf = (world: World): Job => JSON.parse(world.host.workbook.documentProperties.get('refresh-job') ?? 'null') as Job;
const column = (world: World, tab: string, header: string): string[] => {
  const [headers = [], ...rows] = world.values(tab);
  const place = headers.map(String).indexOf(header);
  if (place < 0) throw new Error(`${tab} has no column ${header}.`);
  return rows.map((row) => String(row[place] ?? ''));
};
const everything = (world: World): string =>
  world.host
    .hands()
    .spreadsheet.getSheets()
    .filter((sheet) => !sheet.isSheetHidden())
    .flatMap((sheet) => world.values(sheet.getName()).flat().map(String))
    .join('\n');

describe('[E] the first refresh of an account whose people take long', () => {
  const world = slowWorld(6);
  const at: number[] = [];
  const tabsAt: string[] = [];
  world.start();
  world.host.faults = ({ service, method }) => {
    // The first time that anything is asked of Klaviyo again after the first stage was written.
    if (at.length === 0 && service === 'UrlFetchApp' && method === 'fetchAll' && jobOf(world).stages === 1 && world.host.workbook.tabs.length > 3) {
      at.push(world.clock.now());
      tabsAt.push(everything(world));
    }
  };
  const first = world.step();
  const asItWas = { gaps: column(world, 'Gaps', 'Coverage'), why: column(world, 'Gaps', 'Why'), verdicts: column(world, 'Segments', 'Verdict') };
  const keys = trackerHands(world).keys();
  const actions = column(world, 'Tracker', 'Action');

  test('has a tracker within three minutes, and says that sizes and behavior are still to come', () => {
    expect(at[0]! - NOW).toBeLessThan(3 * MINUTE);
    expect(first.state).toBe('more');
    expect(first.sentence).toContain('sizes and behavior are still to come');
    expect(tabsAt[0]).toContain('Told once the refresh is finished.');
    expect(tabsAt[0]).toContain('This is a first look; sizes and behavior are still to come in this refresh.');
  });

  test('calls nothing missing, merged or retired that may still turn up, and nothing partly covered by thresholds that it has not counted', () => {
    expect(new Set(asItWas.gaps)).toEqual(new Set(['Covered', 'Unknown', 'Not applicable']));
    expect(asItWas.why.filter((why) => why.includes('this refresh has not come that far yet')).length).toBeGreaterThan(20);
    expect(asItWas.verdicts).not.toContain('Retire');
    expect(asItWas.verdicts).not.toContain('Merge');
    expect(actions.length).toBeGreaterThan(3);
    expect(actions).not.toContain('Retire');
    expect(actions).not.toContain('Merge');
    expect(keys.filter((key) => key.startsWith('create:'))).toEqual([]);
  });

  test('keeps what a person did between the stages, and ends in the sheet that one go would have made', () => {
    const hands = trackerHands(world);
    const [owned, deleted] = keys as [string, string];
    hands.set(owned, 'Owner', 'Ann of the shop');
    hands.set(owned, 'Notes', 'ours');
    hands.sheet.deleteRow(hands.rowOf(deleted));
    expect(world.finish()).toMatchObject({ state: 'done' });
    expect(hands.get(owned, 'Owner')).toBe('Ann of the shop');
    expect(hands.get(owned, 'Notes')).toBe('ours');
    expect(hands.keys()).not.toContain(deleted);
    const whole = openWorld(account);
    whole.refresh();
    const [staged, inOneGo] = [picture(world), picture(whole)];
    expect(Object.keys(staged)).toEqual(Object.keys(inOneGo));
    for (const tab of ['Gaps', 'Segments', 'Lists', 'Campaigns', 'Flows', 'Overlap', 'Behavior', 'Settings']) expect(staged[tab]).toEqual(inOneGo[tab]);
    // One of the rows that were deleted stood for a hidden rule, whose tab says so.
    expect(world.values('Hidden rules').length).toBe(whole.values('Hidden rules').length);
    expect(
      world
        .values('Hidden rules')
        .flat()
        .filter((value) => value === 'Its row was deleted'),
    ).toHaveLength(1);
    expect(
      hands
        .keys()
        .filter((key) => key !== '')
        .sort(),
    ).toEqual(
      trackerHands(whole)
        .keys()
        .filter((key) => key !== '' && key !== deleted)
        .sort(),
    );
    expect(everything(world)).not.toMatch(/first look|still to come|not come that far/);
  });
});

test('[E] a person who cancels after the first look reads that the sheet shows what had been read, and the next refresh goes on', () => {
  const world = slowWorld(4);
  world.start();
  world.step();
  const cancelled = JSON.parse(String(world.host.run('callFromPage', 'cancelRefresh', 'null'))) as { value: { sentence: string } };
  expect(cancelled.value.sentence).toBe('The refresh was cancelled; the sheet shows what had been read by then. Press Refresh to go on from where it stopped.');
  expect(world.refresh()).toMatchObject({ state: 'done' });
  expect(everything(world)).not.toMatch(/first look|still to come/);
});
