import { ExecutionKilled } from '../../src/local/host/execution';
import { PLATFORM_LIMITS } from '../../src/local/host/limits';
import { createScaledAccount } from '../build/accounts/scaled-account';
import { fileBytes, openMeteredWorld, storedCharacters, type Bill, type MeteredWorld } from '../build/metered-refresh';
import { sampleOf } from '../build/sample-of';
import { pictureByKey } from '../build/people-at-work';

// Each of these is an hour or a day of executions; on a busy machine that takes its time.
jest.setTimeout(180_000);

/** Ten minutes before clocks in New York go forward. */
const BEFORE_SPRING = Date.UTC(2026, 2, 8, 6, 50);
const PEOPLE = 2000;
const account = createScaledAccount({
  seed: 4,
  now: BEFORE_SPRING,
  profiles: PEOPLE,
  events: 12_000,
  segments: 40,
  flows: 20,
  actionsPerFlow: 6,
  campaigns: 80,
  lists: 20,
});
/** Slow answers stand in for many: a refresh that takes minutes at its usual pace takes an hour. */
const SLOW = { now: BEFORE_SPRING, latencyMs: 25_000 };

/** Klaviyo counts its ready-made periods to the moment it is asked; one of 100 days is asked for by its ends and does not depend on when. */
const START = { settings: [{ name: 'Planning window', value: '100' }] };

const quick = openMeteredWorld(account, { now: BEFORE_SPRING });
quick.refreshBy('sidebar', START);
// A long refresh shows a first look on its way, whose rows stay above those that come later: the tracker is compared row by row.
const expected = pictureByKey(quick);

function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

function withinLimits(bill: Bill, world: MeteredWorld): void {
  expect(bill.longestMs).toBeLessThan(PLATFORM_LIMITS.executionMs);
  expect(bill.reports.filter(({ error }) => error !== null)).toEqual([]);
  const properties = [...world.host.workbook.documentProperties.values()];
  expect(Math.max(...properties.map((text) => text.length))).toBeLessThan(2000);
}

describe('[E] a refresh that takes many executions', () => {
  test('goes on by itself in a script bound to the sheet, nobody looking, across the change to summer time', () => {
    const world = openMeteredWorld(account, { ...SLOW, mode: 'bound' });
    const bill = world.refreshBy('bound', START);
    expect(bill.answer).toMatchObject({ state: 'done' });
    expect(bill.executions).toBeGreaterThan(3);
    expect(world.clock.now()).toBeGreaterThan(BEFORE_SPRING + 12 * 60_000);
    withinLimits(bill, world);
    expect(bill.mostTriggers).toBe(1);
    expect(world.host.state.triggers).toEqual([]);
    expect(pictureByKey(world)).toEqual(expected);
  });

  test('goes on by itself once an hour in a published add-on, with one trigger at any time and none left', () => {
    const world = openMeteredWorld(account, { ...SLOW, mode: 'addon' });
    const bill = world.refreshBy('addon', START);
    expect(bill.answer).toMatchObject({ state: 'done' });
    // The first execution is the sidebar's, each other one an hour after the one before.
    expect(Math.round(bill.wallMs / 3_600_000)).toBe(bill.executions - 1);
    expect(bill.executions).toBeGreaterThan(3);
    withinLimits(bill, world);
    expect(bill.mostTriggers).toBe(1);
    expect(world.host.state.triggers).toEqual([]);
    expect(pictureByKey(world)).toEqual(expected);
  });

  test.each(sampleOf([1, 2], 1))('ends in the same workbook when executions are killed at any service call (%i)', (seed) => {
    const world = openMeteredWorld(account, { ...SLOW, mode: 'bound' });
    const random = numbers(seed);
    let killAt = Infinity;
    let kills = 0;
    let executions = 0;
    world.host.faults = ({ index }) => {
      if (index === 0) executions += 1;
      // The first three executions connect, save settings and make the job. The first calls of the others take the lock and arm the timer that finds a dead execution; Google kills
      // after minutes, not there. One that dies before its first checkpoint begins the reading later, which is then about a later moment.
      if (index === 0) killAt = executions > 3 && kills < 14 ? (executions === 4 ? 300 : 40) + Math.floor(random() ** 3 * 1600) : Infinity;
      if (index !== killAt) return;
      kills += 1;
      throw new ExecutionKilled('Exceeded maximum execution time');
    };
    const bill = world.refreshBy('bound', START);
    expect(bill.answer).toMatchObject({ state: 'done' });
    expect(kills).toBeGreaterThanOrEqual(3);
    expect(bill.mostTriggers).toBe(1);
    expect(world.host.state.triggers).toEqual([]);
    expect(pictureByKey(world)).toEqual(expected);
  });
});

describe('[E] what a refresh leaves for the next', () => {
  test('lets an unchanged account be refreshed with few requests, in one execution', () => {
    quick.clock.moveTo(quick.clock.now() + 86_400_000);
    quick.klaviyo.forget();
    const again = quick.refreshBy('sidebar', START);
    expect(again.answer.state).toBe('done');
    expect(again.executions).toBe(1);
    // What is read again does not grow with the account: `npm run bench` shows the share that remains in a large one.
    expect(again.requests).toBeLessThan(60);
    const asked = (name: string): number => quick.klaviyo.requests.get(name)?.requests ?? 0;
    expect(['GET flows/{id}', 'GET lists/{id}', 'GET lists/{id}/relationships/profiles', 'GET metrics/{id}/metric-properties'].map(asked)).toEqual([
      0, 0, 0, 0,
    ]);
    expect(asked('GET profiles')).toBe(1);
    expect(asked('GET segments')).toBeLessThanOrEqual(1);
  });

  test('stays small: under 500 letters a person, no cell over 30,001 characters, and no larger after two more refreshes', () => {
    const before = storedCharacters(quick) + fileBytes(quick);
    expect(before / PEOPLE).toBeLessThan(500);
    for (let round = 0; round < 2; round += 1) {
      quick.clock.moveTo(quick.clock.now() + 86_400_000);
      expect(quick.refreshBy('sidebar', START).answer.state).toBe('done');
    }
    expect(storedCharacters(quick) + fileBytes(quick)).toBeLessThan(2 * before);
    const cells = quick.values('_Segment Coverage data').map(([cell]) => String(cell ?? '').length);
    expect(Math.max(...cells)).toBeLessThanOrEqual(30_001);
  });
});
