import { createSampleAccount } from '../../src/local/demo/sample/sample-account';
import { cloneWorkbook } from '../build/clone-workbook';
import { trackerHands } from '../build/people-at-work';
import { KEY, NOW, openWorld, OWNER, type World } from '../build/refreshed-sheet';
import { refreshedWorld } from '../build/refreshed-world';
import { numbersFrom, sampleOf } from '../build/sample-of';

const account = createSampleAccount({ seed: 6, now: NOW + 20 * 86_400_000, odd: true, people: 80 });

type Answer = { readonly ok: boolean; readonly value: Record<string, unknown>; readonly kind?: string; readonly sentence?: string };
const page = (world: World, call: string, argument: unknown = null): Answer =>
  JSON.parse(String(world.host.run('callFromPage', call, JSON.stringify(argument)))) as Answer;

/** What others do meanwhile, each in an execution of its own or by hand, and what has to be true of it at the end. */
interface Act {
  readonly name: string;
  /** Gives what has to hold once the refresh and the one after it are through. */
  run(world: World): () => void;
}

const acts = ([owned, noted, decided]: readonly string[]): readonly Act[] => [
  {
    name: 'settings saved',
    run: (world) => {
      expect(page(world, 'saveSettings', { values: [{ name: 'Look-back', value: '18' }] })).toMatchObject({ ok: true });
      return () => expect(world.values('Settings').find(([name]) => name === 'Look-back')?.[1]).toBe(18);
    },
  },
  {
    name: 'a row decided in the sidebar',
    run: (world) => {
      const { ok, kind } = page(world, 'setRow', { key: decided, status: 'Approved' });
      if (!ok) expect(kind).toBe('busy');
      return () => {
        if (ok) expect(trackerHands(world).get(decided!, 'Status')).toBe('Approved');
      };
    },
  },
  {
    name: 'deleted rows put back',
    run: (world) => {
      const { ok, kind } = page(world, 'restoreDismissed');
      if (!ok) expect(kind).toBe('busy');
      return () => undefined;
    },
  },
  {
    name: 'a second refresh',
    run: (world) => {
      expect(page(world, 'startRefresh', { full: false }).ok).toBe(true);
      expect(page(world, 'continueRefresh').ok).toBe(true);
      return () => undefined;
    },
  },
  {
    name: 'a note typed',
    run: (world) => {
      trackerHands(world).set(noted!, 'Notes', 'März 2025');
      const typed = trackerHands(world).get(noted!, 'Notes');
      return () => expect(trackerHands(world).get(noted!, 'Notes')).toEqual(typed);
    },
  },
  {
    name: 'an owner typed',
    run: (world) => {
      trackerHands(world).set(owned!, 'Owner', 'Ann');
      return () => expect(trackerHands(world).get(owned!, 'Owner')).toBe('Ann');
    },
  },
];

/** A sheet that was refreshed a while ago, in the locale; a row was deleted since, and some settings changed what the next refresh will write. */
function worldIn(locale: string): World {
  const before = refreshedWorld(account);
  const world = openWorld(account, {
    now: before.clock.now() + 8 * 86_400_000,
    workbook: Object.assign(cloneWorkbook(before.host.workbook), { locale }),
    seed: 3,
    connected: KEY,
  });
  for (const [name, value] of before.host.state.userProperties(OWNER)) world.host.state.userProperties(OWNER).set(name, value);
  for (const [id, file] of before.host.state.files) world.host.state.files.set(id, { ...file, parents: [...file.parents] });
  return world;
}

const quiet = worldIn('en_US');
quiet.start();
let calls = 0;
quiet.host.faults = () => {
  calls += 1;
};
quiet.finish();
const CALLS = calls;

describe.each(['en_US', 'de_DE', 'tr_TR', 'ja_JP'])('[E] in a sheet of the locale %s', (locale) => {
  test.each(sampleOf(numbersFrom(1, 40), 1))('what others do at any service call of a refresh is kept, and the refresh ends as ever (%i)', (draw) => {
    const world = worldIn(locale);
    const keys = trackerHands(world).keys();
    world.start();
    // Each at a place of its own, spread over the whole refresh.
    const all = acts(keys);
    const places = new Map(all.map((act, place) => [Math.floor((((draw * 37 + place * 101) % 240) / 240) * CALLS), act]));
    const holds: (() => void)[] = [];
    let at = 0;
    let within = false;
    world.host.faults = () => {
      if (within) return;
      at += 1;
      const act = places.get(at);
      if (act === undefined) return;
      within = true;
      holds.push(act.run(world));
      within = false;
    };
    expect(world.finish()).toMatchObject({ state: 'done' });
    world.host.faults = null;
    expect(holds.length).toBeGreaterThanOrEqual(all.length - 1);
    world.clock.moveTo(world.clock.now() + 3_600_000);
    expect(world.refresh()).toMatchObject({ state: 'done' });
    holds.forEach((hold) => hold());
    const now = trackerHands(world).keys();
    expect(new Set(now).size).toBe(now.length);
    expect(keys.filter((key) => !now.includes(key))).toEqual([]);
    expect(page(world, 'getState').ok).toBe(true);
  });
});
