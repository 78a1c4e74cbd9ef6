import { ExecutionKilled } from '../../src/local/host/execution';
import type { AccountData } from '../../src/local/klaviyo/account-data';
import { createRecordStore } from '../../src/sheet/record-store';
import { createSheetStore } from '../../src/sheet/sheet-store';
import { createQuarterShop } from '../build/accounts/quarter-shop';
import { cloneWorkbook } from '../build/clone-workbook';
import { decodedWorkbook, gzip } from '../build/decoded-workbook';
import { picture, trackerHands } from '../build/people-at-work';
import { refreshedWorld } from '../build/refreshed-world';
import { driven, NOW, openWorld, OWNER, type World } from '../build/refreshed-sheet';

/** The sample with what would name a person: postal code, birthday and a property that differ from one to the next. */
function marked(account: AccountData): AccountData {
  const { profiles } = account;
  return {
    ...account,
    profiles: {
      size: profiles.size,
      id: (index) => profiles.id(index),
      indexOf: (id) => profiles.indexOf(id),
      created: (index) => profiles.created(index),
      updated: (index) => profiles.updated(index),
      read: (index) => {
        const profile = profiles.read(index);
        return {
          ...profile,
          location: { ...profile.location, zip: `ZIP-${index}` },
          properties: { ...profile.properties, 'Skin Concern': `concern of ${index}`, Birthday: `1983-02-${1 + (index % 28)}` },
        };
      },
    },
  };
}

const account = marked(createQuarterShop({ seed: 5, now: NOW, people: 150 }));
const undisturbed = openWorld(account);
undisturbed.refresh();
const expected = picture(undisturbed);

const page = (world: World, call: string, argument: unknown = null): { ok: boolean; kind?: string; value: Record<string, unknown> } =>
  JSON.parse(String(world.host.run('callFromPage', call, JSON.stringify(argument)))) as { ok: boolean; value: Record<string, unknown> };
const recordFiles = (world: World) => [...world.host.state.files.values()].filter(({ name }) => name.startsWith('Segment Coverage records'));
const contentsOf = (world: World): string => Buffer.from(recordFiles(world)[0]?.bytes ?? []).toString('utf8');
const recordsOf = (world: World) =>
  createRecordStore(
    {
      read: () => contentsOf(world),
      write: () => {
        throw new Error('not written');
      },
    },
    gzip,
  );
const later = (world: World): void => {
  world.clock.moveTo(world.clock.now() + 3_600_000);
};
const PERSONAL = /"(?:email|phone_number|consent|SUBSCRIBED)"|NEVER_SUBSCRIBED|behavior\/(?:ids|profiles|events|words)|reading\//;

function expectNobody(world: World): void {
  const all = decodedWorkbook(world.host.workbook);
  const found: string[] = [];
  for (let index = 0; index < account.profiles.size; index += 1) {
    const profile = account.profiles.read(index);
    for (const secret of [profile.id, profile.email, profile.phone, `ZIP-${index}`, `concern of ${index}`])
      if (secret !== null && all.includes(`${secret}"`)) found.push(secret);
    if (all.includes(profile.id)) found.push(profile.id);
  }
  expect(found).toEqual([]);
  expect(PERSONAL.exec(all)).toBeNull();
  for (const series of account.events.values()) for (const at of [...series.times].slice(0, 50)) expect(all.includes(String(at / 1000))).toBe(false);
}

test('[E] nothing of a person is in the workbook, neither after a refresh nor at any of its checkpoints', () => {
  expectNobody(undisturbed);
  const world = openWorld(account);
  world.start();
  let looks = 0;
  world.host.faults = ({ service, method }) => {
    if (service === 'Drive.Files' && method === 'create' && looks < 3) {
      looks += 1;
      expectNobody(world);
    }
  };
  expect(driven(world).last.state).toBe('done');
  expect(looks).toBe(3);
});

test('[E] the file is private to its person, holds ids only as hashes and no postal code that no rule compares', () => {
  expect(recordFiles(undisturbed)).toMatchObject([{ owner: OWNER, trashed: false }]);
  const records = recordsOf(undisturbed);
  const all = records
    .keys('')
    .map((key) => records.read(key) ?? '')
    .join('\n');
  expect(all.length).toBeGreaterThan(100_000);
  for (let index = 0; index < account.profiles.size; index += 1) {
    expect(all.includes(account.profiles.id(index))).toBe(false);
    expect(all.includes(`ZIP-${index}"`)).toBe(false);
  }
  const zip = { property: "location['zip']", type: 'profile-property', filter: { type: 'string', operator: 'equals', value: 'ZIP-3' } };
  const [first, ...rest] = account.segments;
  const comparing = openWorld({ ...account, segments: [{ ...first!, definition: { condition_groups: [{ conditions: [zip] }] } }, ...rest] });
  comparing.refresh();
  const kept = recordsOf(comparing);
  expect(
    kept
      .keys('behavior/words')
      .map((key) => kept.read(key))
      .join(''),
  ).toContain('ZIP-3');
});

test.each(['deleted', 'put into the bin', 'damaged'] as const)('[E] a file that was %s costs a full reading and nothing else', (what) => {
  const world = refreshedWorld(account);
  trackerHands(world).set(trackerHands(world).keys()[0]!, 'Owner', 'Dana');
  const before = world.host.meter.requests;
  const soon = (): void => {
    world.clock.moveTo(world.clock.now() + 300_000);
  };
  soon();
  world.refresh();
  const incremental = world.host.meter.requests - before;
  const keys = trackerHands(world).keys().sort();
  const [file] = recordFiles(world);
  if (file === undefined) throw new Error('There is no file.');
  if (what === 'deleted') world.host.state.files.delete(file.id);
  else if (what === 'put into the bin') file.trashed = true;
  else file.bytes = file.bytes.slice(0, 60);
  soon();
  const again = world.refresh();
  expect(again.state).toBe('done');
  expect(world.host.meter.requests - before - incremental).toBeGreaterThan(2 * incremental);
  expect(trackerHands(world).get(trackerHands(world).keys()[0]!, 'Owner')).toBe('Dana');
  expect(trackerHands(world).keys().sort()).toEqual(keys);
  expect(recordFiles(world).filter(({ trashed }) => !trashed)).toHaveLength(1);
});

test('[E] a save that is cut off anywhere leaves the file before it in force, and no second one', () => {
  const world = openWorld(account);
  world.start();
  let calls = 0;
  world.host.faults = ({ service, method }) => {
    if ((service !== 'Drive.Files' && service !== 'Properties') || !['create', 'setProperty', 'remove'].includes(method)) return;
    calls += 1;
    if (calls % 4 === 0) throw Object.assign(new Error('Drive: backendError'), { details: { code: 500 } });
  };
  expect(driven(world).last.state).toBe('done');
  world.host.faults = null;
  expect(Object.keys(picture(world))).toEqual(Object.keys(expected));
  later(world);
  expect(world.refresh().state).toBe('done');
  expect(recordFiles(world)).toHaveLength(1);
});

test('[E] another person who refreshes reads anew into a file of their own; the first goes on from theirs', () => {
  const world = refreshedWorld(account);
  const ask = (email: string, call: string, argument: unknown = null): Record<string, unknown> =>
    (JSON.parse(String(world.host.runAs({ email, access: 'editor' }, 'callFromPage', call, JSON.stringify(argument)))) as { value: Record<string, unknown> })
      .value;
  const second = 'second@example.com';
  const { key } = { key: 'pk_made_up_for_tests_first' };
  later(world);
  ask(second, 'connect', { key });
  let view = ask(second, 'startRefresh', { full: false });
  for (let turn = 0; turn < 20 && view['state'] !== 'done'; turn += 1) view = ask(second, 'continueRefresh');
  expect(view['state']).toBe('done');
  expect(
    recordFiles(world)
      .map(({ owner }) => owner)
      .sort(),
  ).toEqual([OWNER, second]);
  expect(trackerHands(world).keys().sort()).toEqual(trackerHands(undisturbed).keys().sort());
  later(world);
  const before = world.host.meter.requests;
  world.refresh();
  expect(world.host.meter.requests - before).toBeLessThan(100);
});

test('[E] what an older version kept in the sheet is moved or read anew, and its cells are emptied', () => {
  const world = refreshedWorld(account);
  const records = recordsOf(world);
  const services = world.host.hands();
  const uninstall = services.install();
  const old = createSheetStore(services.spreadsheet, gzip);
  const older = (key: string, text: string): string =>
    key.startsWith('behavior/words') ? JSON.stringify(Array.from({ length: 90 }, (_, at) => `"ZIP-${at}"`)) : text;
  old.commit(new Map(records.keys('').map((key) => [key, older(key, records.read(key) ?? '')])));
  old.commit(new Map([['behavior/ids/9', JSON.stringify([account.profiles.id(0), account.profiles.id(1)])]]));
  // Freed cells keep their text until they are emptied.
  old.commit(new Map([['behavior/ids/9', null]]));
  uninstall();
  world.host.state.files.clear();
  world.host.state.userProperties(OWNER).delete('records-file:local-spreadsheet');
  expect(decodedWorkbook(world.host.workbook)).toContain('ZIP-3');
  later(world);
  const before = world.host.meter.requests;
  expect(world.refresh().state).toBe('done');
  expectNobody(world);
  expect(recordFiles(world)).toHaveLength(1);
  // Rules, flows and sizes of lists were moved: what is read anew are people and events alone.
  expect(world.host.meter.requests - before).toBeLessThan(undisturbed.host.meter.requests * 0.8);
  expect(trackerHands(world).keys().sort()).toEqual(trackerHands(undisturbed).keys().sort());
});

test('[E] Delete customer data removes the file past the bin, says what is left, and the next refresh reads everything', () => {
  const world = openWorld(account);
  expect(page(world, 'deleteCustomerData').value['sentence']).toContain('nothing of your customers to delete');
  world.start();
  expect(page(world, 'deleteCustomerData')).toMatchObject({ ok: false, kind: 'busy' });
  world.finish();
  const answer = page(world, 'deleteCustomerData');
  expect(answer.value['sentence']).toMatch(/^Deleted: .*What is left tells of no single person.*The next refresh reads everything anew\.$/);
  expect(recordFiles(world)).toEqual([]);
  expect(picture(world)).toEqual(expected);
  later(world);
  const before = world.host.meter.requests;
  expect(world.refresh().state).toBe('done');
  expect(world.host.meter.requests - before).toBeGreaterThan(undisturbed.host.meter.requests * 0.7);
});

test('[E] data deleted in the middle of a refresh, by hand in Drive, is read again and the refresh ends as ever', () => {
  const world = openWorld(account);
  world.start();
  let saves = 0;
  const deleteAll = (): void => recordFiles(world).forEach(({ id }) => world.host.state.files.delete(id));
  world.host.faults = ({ service, method }) => {
    if (service !== 'Drive.Files' || method !== 'create') return;
    saves += 1;
    // Once under the hands of an execution, once between two.
    if (saves === 2 || saves === 3) deleteAll();
    if (saves === 3) throw new ExecutionKilled('Exceeded maximum execution time');
  };
  expect(driven(world).last.state).toBe('done');
  expect(saves).toBeGreaterThan(4);
  expect(trackerHands(world).keys().sort()).toEqual(trackerHands(undisturbed).keys().sort());
});

test('[E] without the permission for Drive a refresh does not begin, and the link that mends it is given', () => {
  const world = openWorld(account);
  world.host.leftOut = new Set(['https://www.googleapis.com/auth/drive.file']);
  page(world, 'connect', { key: 'pk_made_up_for_tests_first' });
  expect(page(world, 'startRefresh', { full: false })).toMatchObject({ ok: false, kind: 'consent', link: 'https://accounts.google.com/o/oauth2/consent' });
});

test('[E] a copy of the sheet shows its results, tells of nobody, asks for a key again and is refreshed into a file of its own, edits and all', () => {
  const world = refreshedWorld(account);
  const [key = ''] = trackerHands(world).keys();
  trackerHands(world).set(key, 'Owner', 'Dana');
  const workbook = Object.assign(cloneWorkbook(world.host.workbook), { id: 'a-copy', documentProperties: new Map<string, string>() });
  const copy = openWorld(account, { workbook, now: world.clock.now() + 3_600_000 });
  for (const [name, value] of world.host.state.userProperties(OWNER)) copy.host.state.userProperties(OWNER).set(name, value);
  for (const [id, file] of world.host.state.files) copy.host.state.files.set(id, file);
  expect(page(copy, 'getState').value).toMatchObject({ hasResults: true, connection: null });
  expectNobody(copy);
  expect(copy.refresh().state).toBe('done');
  expect(
    recordFiles(copy)
      .map(({ appProperties }) => appProperties['segmentCoverageSheet'])
      .sort(),
  ).toEqual(['a-copy', 'local-spreadsheet']);
  expect(trackerHands(copy).get(key, 'Owner')).toBe('Dana');
});
