import { READ_SCOPES } from '../../src/local/klaviyo/handler';
import { createQuarterShop } from '../build/accounts/quarter-shop';
import { driven, KEY, NOW, openWorld, type World } from '../build/refreshed-sheet';
import { refreshedWorld } from '../build/refreshed-world';
import { picture, trackerHands } from '../build/people-at-work';

const account = createQuarterShop({ seed: 5, now: NOW, odd: true, people: 150 });

describe('[E] a refresh that cannot go on', () => {
  test('because the key was revoked midway leaves the sheet whole, says what to do, and goes on with a new key', () => {
    const world = refreshedWorld(account);
    const before = picture(world);
    world.clock.moveTo(world.clock.now() + 3_600_000);
    world.start({ full: true });
    world.klaviyo.setFaults({ seed: 1, revokeAfter: world.klaviyo.total() + 30 });
    const { last } = driven(world);
    expect(last.state).toBe('failed');
    expect(last.sentence).toMatch(/key.*refresh again/i);
    expect(picture(world)).toEqual(before);
    world.klaviyo.setFaults(null);
    const other = 'pk_made_up_for_tests_second';
    world.klaviyo.setKeys([{ key: other, scopes: READ_SCOPES }]);
    expect(world.refresh({ key: other }).state).toBe('done');
  });

  test('because the key lacks a scope goes on without what that brings, marked as unknown and named', () => {
    const world = openWorld(account, { scopes: READ_SCOPES.filter((scope) => scope !== 'flows:read') });
    const answer = world.refresh();
    expect(answer.state).toBe('done');
    expect(answer.summary).toContain('flows:read');
    const segments = world.values('Segments').slice(1);
    const verdict = (world.values('Segments')[0] ?? []).map(String).indexOf('Verdict');
    // Flows may use any of them: nothing may go.
    expect(segments.map((row) => row[verdict])).not.toContain('Retire');
    expect(world.values('Tracker').map((row) => row[1])).not.toContain('Retire');
  });

  test.each([
    ['no key at all', '', /no Klaviyo key/],
    ['a public key', 'AbC123', /public API key/],
    ['a key that is none', 'hello', /does not look like/],
    ['a key that Klaviyo does not know', 'pk_made_up_for_tests_unknown', /does not accept this key/],
  ])('because of %s says so in one sentence and writes nothing', (_name, key, sentence) => {
    const world = openWorld(account);
    const answer = world.refresh({ key });
    expect(answer.state).toBe('failed');
    expect(answer.sentence).toMatch(sentence);
    expect(answer.sentence).not.toContain(KEY);
    expect(
      world.host
        .hands()
        .spreadsheet.getSheets()
        .filter((sheet) => !sheet.isSheetHidden()).length,
    ).toBe(1);
  });

  test('because a setting has no such name says which and suggests one', () => {
    const answer = openWorld(account).refresh({ settings: [{ name: 'Planing window', value: '90' }] });
    expect(answer.state).toBe('failed');
    expect(answer.sentence).toContain('Planning window');
  });

  test("because the key is another account's leaves the sheet as it is", () => {
    const world = refreshedWorld(account);
    const before = picture(world);
    world.klaviyo.setAccount({ ...account, account: { ...account.account, id: 'OTHER1', organization: 'Another shop' } });
    world.clock.moveTo(world.clock.now() + 3_600_000);
    const answer = world.refresh();
    expect(answer.state).toBe('failed');
    expect(answer.sentence).toContain('Another shop');
    expect(picture(world)).toEqual(before);
  });

  test('because it was cancelled leaves the sheet as it is and can be taken up again', () => {
    const world = openWorld(account, { latencyMs: 20_000 });
    world.start();
    let asked = false;
    world.host.faults = ({ service, method }) => {
      if (asked || service !== 'UrlFetchApp' || method !== 'fetchAll') return;
      asked = true;
      world.host.workbook.documentProperties.set(
        'refresh-cancel',
        (JSON.parse(world.host.workbook.documentProperties.get('refresh-job') ?? '{}') as { id: string }).id,
      );
    };
    const answer = world.step();
    expect(answer).toMatchObject({ state: 'stopped' });
    expect(answer.sentence).toContain('cancelled');
    expect(world.host.hands().spreadsheet.getSheetByName('Tracker')).toBeNull();
    expect(world.refresh().state).toBe('done');
  });
});

describe('[E] two people at one sheet', () => {
  const colleague = { email: 'colleague@example.com', access: 'editor' as const };
  const page = (world: World, who: typeof colleague, call: string, argument: unknown = null) =>
    JSON.parse(String(world.host.runAs(who, 'callFromPage', call, JSON.stringify(argument)))) as {
      ok: boolean;
      value: Record<string, unknown>;
      sentence: string;
    };

  test("a colleague without a key is told how to connect their own, and cannot read the other's", () => {
    const world = refreshedWorld(account);
    const answer = page(world, colleague, 'startRefresh', { full: false });
    expect(answer.ok).toBe(false);
    expect(answer.sentence).toMatch(/Create a private API key/);
    expect(JSON.stringify(page(world, colleague, 'getState'))).not.toContain(KEY);
    expect(page(world, colleague, 'getResults').ok).toBe(true);
  });

  // The platform gives a commenter the same rights over cells as a viewer.
  test('a stakeholder without edit rights sees every tab and changes nothing by running anything', () => {
    const world = refreshedWorld(account);
    const before = picture(world);
    const stakeholder = { email: 'board@example.com', access: 'viewer' as const };
    const rights = (call: string, argument: unknown): { ok: boolean; sentence: string } =>
      JSON.parse(String(world.host.runAs(stakeholder, 'callFromPage', call, JSON.stringify(argument)))) as { ok: boolean; sentence: string };
    const [key = ''] = trackerHands(world).keys();
    expect(rights('startRefresh', { full: false }).ok).toBe(false);
    const set = rights('setRow', { key, status: 'Approved' });
    expect(set.ok).toBe(false);
    expect(set.sentence).toContain('Ask its owner for edit rights');
    expect(world.host.hands(stakeholder).spreadsheet.getSheetByName('Tracker')?.getDataRange().getValues().length).toBeGreaterThan(20);
    expect(picture(world)).toEqual(before);
  });

  test('a colleague who presses Refresh meanwhile watches the one that runs', () => {
    const world = openWorld(account);
    page(world, colleague, 'connect', { key: KEY });
    // Klaviyo lets a key look at the account once a second.
    world.clock.moveTo(world.clock.now() + 60_000);
    world.start();
    const theirs = page(world, colleague, 'startRefresh', { full: false });
    expect(theirs.value).toMatchObject({ state: 'running', mine: false });
    expect(String(theirs.value.sentence)).toContain('Another person is refreshing');
    const before = world.klaviyo.total();
    page(world, colleague, 'continueRefresh');
    expect(world.klaviyo.total()).toBe(before);
    expect(world.finish().state).toBe('done');
  });
});

describe('[E] tabs that people rename or delete while a refresh runs', () => {
  test('come back, and what people typed elsewhere stays', () => {
    const world = refreshedWorld(account);
    const hands = trackerHands(world);
    const [key = ''] = hands.keys();
    hands.set(key, 'Owner', 'Dana');
    world.clock.moveTo(world.clock.now() + 3_600_000);
    world.start();
    let done = false;
    world.host.faults = ({ service, method }) => {
      if (done || service !== 'UrlFetchApp' || method !== 'fetchAll') return;
      done = true;
      hands.spreadsheet.getSheetByName('Gaps')?.setName('Our gaps');
      const lists = hands.spreadsheet.getSheetByName('Lists');
      if (lists !== null) hands.spreadsheet.deleteSheet(lists);
    };
    expect(world.finish().state).toBe('done');
    expect(done).toBe(true);
    const names = hands.spreadsheet.getSheets().map((sheet) => sheet.getName());
    expect(names).toEqual(expect.arrayContaining(['Gaps', 'Lists', 'Tracker']));
    expect(trackerHands(world).get(key, 'Owner')).toBe('Dana');
  });
});
