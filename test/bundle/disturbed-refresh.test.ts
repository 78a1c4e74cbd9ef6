import { ExecutionKilled } from '../../src/local/host/execution';
import { createQuarterShop } from '../build/accounts/quarter-shop';
import { driven, NOW, openWorld } from '../build/refreshed-sheet';
import { refreshedWorld } from '../build/refreshed-world';
import { picture, pictureByKey } from '../build/people-at-work';

const account = createQuarterShop({ seed: 5, now: NOW, odd: true, people: 150 });
const expected = picture(refreshedWorld(account));

describe('[E] a disturbed refresh ends in the same workbook', () => {
  test.each([2, 3, 4])('when its execution is killed at every %i. commit', (every) => {
    const world = openWorld(account);
    world.start();
    // A checkpoint is a new file in Drive, a commit of the sheet its root cell: dying there is dying just before it counts.
    let writes = 0;
    let kills = 0;
    world.host.faults = ({ service, method }) => {
      if (!(service === 'Range' && method === 'setValue') && !(service === 'Drive.Files' && method === 'create')) return;
      writes += 1;
      if (writes % every === 0) {
        kills += 1;
        throw new ExecutionKilled('Exceeded maximum execution time');
      }
    };
    expect(driven(world).last.state).toBe('done');
    expect(kills).toBeGreaterThan(1);
    expect(picture(world)).toEqual(expected);
  });

  test('when working it out takes four minutes: it is kept, nothing is in the sheet yet, and the next execution writes it', () => {
    const world = openWorld(account);
    world.start();
    let slow = false;
    world.host.faults = () => {
      if (slow || !world.host.workbook.documentProperties.get('refresh-job')?.includes('"phase":"writing"')) return;
      slow = true;
      world.clock.moveTo(world.clock.now() + 4 * 60_000);
    };
    expect(world.step().state).toBe('more');
    expect(slow).toBe(true);
    expect(world.host.hands().spreadsheet.getSheetByName('Tracker')).toBeNull();
    expect(world.step().state).toBe('done');
    expect(picture(world)).toEqual(expected);
  });

  test('when Google Sheets itself fails now and then', () => {
    const world = openWorld(account);
    world.start();
    let calls = 0;
    world.host.faults = ({ service }) => {
      if (service !== 'Range') return;
      calls += 1;
      if (calls % 41 === 0) throw new Error('Service Spreadsheets timed out while accessing document');
    };
    expect(driven(world).last.state).toBe('done');
    expect(calls).toBeGreaterThan(200);
    expect(picture(world)).toEqual(expected);
  });

  test('when one in ten answers is an error, a broken connection or cut off', () => {
    const world = openWorld(account, {
      klaviyoFaults: { seed: 9, serverError: 0.04, htmlError: 0.02, reset: 0.02, truncated: 0.02, slow: { share: 0.02, milliseconds: 20_000 } },
    });
    world.start();
    expect(driven(world).last.state).toBe('done');
    expect(picture(world)).toEqual(expected);
  });

  test('when the quota of requests is spent midway: it says so and goes on the next day', () => {
    const world = openWorld(account, { limits: { urlFetchCallsPerDay: 60 } });
    world.start();
    const sentences = new Set<string>();
    let days = 0;
    for (let execution = 0; execution < 400; execution += 1) {
      const answer = world.step();
      sentences.add(answer.sentence);
      if (answer.state === 'done') break;
      expect(answer.state).toBe('more');
      if (answer.notBefore !== null && answer.notBefore > world.clock.now()) {
        world.clock.moveTo(answer.notBefore);
        days = (world.clock.now() - NOW) / 86_400_000;
      }
    }
    expect([...sentences].join(' ')).toContain('continues tomorrow');
    expect(days).toBeGreaterThan(1);
    expect(pictureByKey(world)).toEqual(pictureByKey(refreshedWorld(account)));
  });
});
