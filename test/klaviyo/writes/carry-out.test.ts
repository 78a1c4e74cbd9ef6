import type { AskedRow } from '../../../src/domain/changes/change';
import type { HttpResponse } from '../../../src/klaviyo/http/transport';
import type { ChangeOutcome } from '../../../src/klaviyo/writes/change-ports';
import { carryOutCreate } from '../../../src/klaviyo/writes/create';
import { carryOutDeactivate, carryOutReactivate } from '../../../src/klaviyo/writes/switch-active';
import { READ_SCOPES } from '../../../src/local/klaviyo/handler';
import { definition, did, inTheLast, never } from '../../build/definition';
import { accountWith, changesWorld, createRow, IDLE, LAPSED, retireRow, type ChangesWorld } from '../../build/changes-world';

const MINUTE = 60_000;
const create = (world: ChangesWorld, row: AskedRow = createRow(), change: Parameters<ChangesWorld['again']>[0] = {}): ChangeOutcome =>
  carryOutCreate(row, world.again(change));
const retire = (world: ChangesWorld, change: Parameters<ChangesWorld['again']>[0] = {}): ChangeOutcome =>
  carryOutDeactivate(retireRow, IDLE.id, null, world.again(change));
const named = (world: ChangesWorld, name = 'Lapsed buyers') => world.segments().filter((segment) => segment.name === name);

describe('creating', () => {
  test('sends once what was approved, reads it back, and keeps who, when, what and what came of it', () => {
    const world = changesWorld();
    const outcome = create(world);
    expect(outcome).toMatchObject({ result: 'done', deed: 'create', sentence: expect.stringContaining('proven to mean what was approved') as string });
    expect(named(world)).toMatchObject([{ id: outcome.segmentId, definition: LAPSED, isActive: true, isStarred: false }]);
    expect(world.writes).toEqual(['POST segments']);
    expect(world.journal).toMatchObject([
      {
        who: 'Ada',
        deed: 'create',
        state: 'done',
        segmentId: outcome.segmentId,
        forecast: 40,
        sent: expect.stringContaining('POST /api/segments {"name":"Lapsed buyers"') as string,
      },
    ]);
  });

  test('sends nothing in a dry run, and says what would come of it', () => {
    const world = changesWorld();
    expect(create(world, createRow(), { writing: null })).toMatchObject({ result: 'would be done' });
    expect([world.writes, world.journal]).toEqual([[], []]);
  });

  test('sends nothing where a segment was made since the refresh that means the same', () => {
    const world = changesWorld();
    world.klaviyo.setAccount({
      ...world.klaviyo.current(),
      segments: [...world.segments(), { ...IDLE, id: 'Snew', name: 'By hand', definition: definition(never('Morder', inTheLast(120)), did('Morder')) }],
    });
    expect(create(world)).toMatchObject({ result: 'not done', sentence: expect.stringContaining('“By hand” in Klaviyo means the same') as string });
    expect(world.writes).toEqual([]);
  });

  test('sends nothing where somebody takes the name while it waits for its turn', () => {
    const world = changesWorld();
    const ports = world.again();
    const before = ports.fresh('groups');
    world.klaviyo.setAccount({ ...world.klaviyo.current(), segments: [...world.segments(), { ...IDLE, id: 'Snew', name: 'Lapsed buyers' }] });
    expect(carryOutCreate(createRow(), { ...ports, fresh: () => before })).toMatchObject({
      result: 'not done',
      sentence: expect.stringContaining('another name') as string,
    });
    expect(world.writes).toEqual([]);
  });

  test.each([
    ['lacks segments:write', { writerScopes: READ_SCOPES }, 'lacks the scope segments:write'],
    ['is refused', { meet: (): HttpResponse => ({ status: 401, headers: {}, text: '{"errors":[]}' }) }, 'no longer accepts the second key'],
    [
      'is told that the body is wrong',
      { meet: (): HttpResponse => ({ status: 400, headers: {}, text: JSON.stringify({ errors: [{ code: 'invalid', detail: 'Too many conditions.' }] }) }) },
      'Too many conditions.',
    ],
  ])('says so when the key %s, and changes nothing', (_, options, words) => {
    const world = changesWorld(accountWith(), options);
    expect(create(world)).toMatchObject({ result: 'not done', sentence: expect.stringContaining(words) as string });
    expect([world.writes.length, named(world), world.journal.map(({ state }) => state)]).toEqual([1, [], ['refused']]);
    // A refusal is an answer: the next ask may send.
    expect(create(world)).toMatchObject({ result: 'not done' });
    expect(world.writes).toHaveLength(2);
  });

  test('an answer that was lost after the write is settled by looking: one write, one segment', () => {
    const world = changesWorld(accountWith(), { faults: { loseWriteAnswers: 1 } });
    expect(create(world)).toMatchObject({ result: 'done', segmentId: expect.any(String) as string });
    expect([world.writes.length, named(world).length]).toEqual([1, 1]);
  });

  test.each([
    ['a 503', { status: 503, headers: {}, text: '{"errors":[{"code":"service_unavailable"}]}' }],
    ['a gateway’s page', { status: 502, headers: {}, text: '<html>' }],
    ['an answer that is cut off', { status: 201, headers: {}, text: '{"data":{"type":"segm' }],
    ['an answer without an id', { status: 201, headers: {}, text: '{"data":null}' }],
    ['no answer', { failed: 'timeout' }],
    ['a call that Google gave up', { failed: 'not sent', unsent: true }],
  ] as const)('after %s it looks, says that it is not known, and never sends again by itself; later it looks first', (_, answer) => {
    const world = changesWorld(accountWith(), { meet: () => (world.writes.length === 1 ? answer : null) });
    expect(create(world)).toMatchObject({ result: 'unknown' });
    // Within ten minutes the request may still arrive.
    expect(create(world)).toMatchObject({ result: 'unknown' });
    expect(world.writes).toHaveLength(1);
    world.clock.now += 11 * MINUTE;
    expect(create(world)).toMatchObject({ result: 'later', sentence: expect.stringContaining('did not arrive') as string });
    expect(world.writes).toHaveLength(1);
    // Settled: a person who asks once more gets it, once.
    expect(create(world)).toMatchObject({ result: 'done' });
    expect([world.writes.length, named(world).length]).toEqual([2, 1]);
  });

  test('a request that arrived late is found by the next ask', () => {
    let late: (() => void) | null = null;
    const world = changesWorld(accountWith(), {
      meet: () => {
        late = () => {
          world.klaviyo.setAccount({
            ...world.klaviyo.current(),
            segments: [...world.segments(), { ...IDLE, id: 'Slate', name: 'Lapsed buyers', created: world.clock.now, definition: LAPSED }],
          });
        };
        return { failed: 'timeout' };
      },
    });
    expect(create(world)).toMatchObject({ result: 'unknown' });
    late!();
    expect(create(world)).toMatchObject({ result: 'done', segmentId: 'Slate' });
    expect([world.writes.length, world.journal.map(({ state }) => state)]).toEqual([1, ['done']]);
  });

  test('an execution that was killed right after sending is settled by looking', () => {
    const world = changesWorld(accountWith(), {
      meet: (_, { klaviyo, clock }) => {
        klaviyo.setAccount({
          ...klaviyo.current(),
          segments: [...klaviyo.current().segments, { ...IDLE, id: 'Skill', name: 'Lapsed buyers', created: clock.now, definition: LAPSED }],
        });
        throw Object.assign(new Error('killed'), { name: 'RefusedRequest' });
      },
    });
    expect(() => create(world)).toThrow('killed');
    expect(world.journal).toMatchObject([{ state: 'sending' }]);
    expect(create(world)).toMatchObject({ result: 'done', segmentId: 'Skill' });
    expect(world.writes).toHaveLength(1);
  });

  test('what comes back with another rule is said to differ, and is not called created', () => {
    const world = changesWorld(accountWith(), {
      meet: (_, { klaviyo, clock }) => {
        klaviyo.setAccount({
          ...klaviyo.current(),
          segments: [...klaviyo.current().segments, { ...IDLE, id: 'Sodd', name: 'Lapsed buyers', created: clock.now, definition: definition(did('Morder')) }],
        });
        return { status: 201, headers: {}, text: '{"data":{"type":"segment","id":"Sodd"}}' };
      },
    });
    expect(create(world)).toMatchObject({ result: 'unknown', sentence: expect.stringContaining('does not mean what was approved') as string });
    expect(world.journal).toMatchObject([{ state: 'differs', segmentId: 'Sodd' }]);
  });

  test('a segment that the reading key cannot find was made elsewhere', () => {
    const world = changesWorld(accountWith(), { meet: () => ({ status: 201, headers: {}, text: '{"data":{"type":"segment","id":"Elsewhere"}}' }) });
    expect(create(world)).toMatchObject({ result: 'unknown', sentence: expect.stringContaining('another account') as string });
  });

  test('a 429 is waited for as it asks, and a refused request changed nothing', () => {
    const world = changesWorld(accountWith(), { meet: () => (world.writes.length === 1 ? { status: 429, headers: { 'retry-after': '7' }, text: '' } : null) });
    const before = world.clock.now;
    expect(create(world)).toMatchObject({ result: 'done' });
    expect(world.clock.now - before).toBeGreaterThan(7_000);
    expect(named(world)).toHaveLength(1);
  });

  test('a 429 that asks for hours means the day, and 429 again and again ends', () => {
    const spent = changesWorld(accountWith(), { meet: () => ({ status: 429, headers: { 'retry-after': '40000' }, text: '' }) });
    expect(create(spent)).toMatchObject({ result: 'later', sentence: expect.stringContaining('100 such changes a day') as string });
    expect(spent.writes).toHaveLength(1);
    const stubborn = changesWorld(accountWith(), { meet: () => ({ status: 429, headers: {}, text: '' }) });
    expect(create(stubborn)).toMatchObject({ result: 'later' });
    expect(stubborn.writes.length).toBeLessThanOrEqual(3);
  });

  test('keeps to 15 a minute and 100 a day by the journal, without asking Klaviyo to refuse', () => {
    const world = changesWorld(accountWith(), { limits: true });
    const rows = Array.from({ length: 101 }, (_, place) =>
      createRow({ key: `create:N${place}`, segment: `New ${place}`, definition: JSON.stringify(definition(did('Morder', inTheLast(200 + place)))) }),
    );
    const outcomes = rows.map((row) => create(world, row));
    expect(outcomes.slice(0, 100).every(({ result }) => result === 'done')).toBe(true);
    expect(outcomes[100]).toMatchObject({ result: 'later', sentence: expect.stringContaining('100 such changes a day') as string });
    expect(world.klaviyo.requests.get('POST segments')).toMatchObject({ requests: 100, refused: 0 });
  });
});

describe('making inactive, and back', () => {
  test('sends is_active alone once nothing uses it, with the definition kept first and thirty days to take it back', () => {
    const seen: unknown[] = [];
    const world = changesWorld(accountWith(), {
      meet: (_, { journal }) => {
        seen.push(journal[journal.length - 1]);
        return null;
      },
    });
    expect(retire(world)).toMatchObject({ result: 'done', segmentId: IDLE.id, graceUntil: '2026-10-01' });
    // When the request left, the journal held it already, the rule with it.
    expect(seen).toMatchObject([{ state: 'sending', definition: JSON.stringify(IDLE.definition) }]);
    expect(world.segments().find(({ id }) => id === IDLE.id)).toMatchObject({ isActive: false, name: IDLE.name, definition: IDLE.definition });
    const undone = carryOutReactivate(world.journal[0]!, world.again());
    expect(undone).toMatchObject({ result: 'done', deed: 'reactivate' });
    expect(world.segments().find(({ id }) => id === IDLE.id)).toMatchObject({ isActive: true, definition: IDLE.definition });
    expect(world.writes).toEqual([`PATCH segments/${IDLE.id}`, `PATCH segments/${IDLE.id}`]);
  });

  test('is left alone when a flow that was made since the refresh uses it', () => {
    const world = changesWorld();
    const [flow] = world.klaviyo.current().flows;
    world.klaviyo.setAccount({
      ...world.klaviyo.current(),
      flows: [
        ...world.klaviyo.current().flows,
        {
          ...flow!,
          id: 'Fnew',
          name: 'Since then',
          status: 'live',
          archived: false,
          updated: world.clock.now,
          definition: { ...flow!.definition, triggers: [{ type: 'segment', id: IDLE.id }] },
        },
      ],
    });
    expect(retire(world)).toMatchObject({ result: 'not done', sentence: expect.stringContaining('flow “Since then”') as string });
    expect(world.writes).toEqual([]);
  });

  test('is left alone when it was starred since the refresh, and when a part of the uses cannot be read now', () => {
    const world = changesWorld();
    world.klaviyo.setAccount({
      ...world.klaviyo.current(),
      segments: world.segments().map((segment) => (segment.id === IDLE.id ? { ...segment, isStarred: true } : segment)),
    });
    expect(retire(world)).toMatchObject({ result: 'not done', sentence: expect.stringContaining('starred') as string });
    for (const scope of ['flows:read', 'campaigns:read', 'forms:read', 'segments:read']) {
      const blind = changesWorld();
      blind.klaviyo.setFaults({ loseScope: { scope, after: 0 } });
      expect(retire(blind)).toMatchObject({ result: 'not done', sentence: expect.stringContaining('could not be read') as string });
      expect(blind.writes).toEqual([]);
    }
  });

  test('a lost answer is settled by looking, in both directions', () => {
    const world = changesWorld(accountWith(), { faults: { loseWriteAnswers: 2 } });
    expect(retire(world)).toMatchObject({ result: 'done' });
    expect(carryOutReactivate(world.journal[0]!, world.again())).toMatchObject({ result: 'done' });
    expect(world.writes).toHaveLength(2);
  });

  test('one that did not arrive is told so later, without sending; then a person may ask again', () => {
    const world = changesWorld(accountWith(), { meet: () => (world.writes.length === 1 ? { failed: 'timeout' } : null) });
    expect(retire(world)).toMatchObject({ result: 'unknown' });
    world.clock.now += 11 * MINUTE;
    expect(retire(world)).toMatchObject({ result: 'later' });
    expect(world.writes).toHaveLength(1);
    expect(retire(world)).toMatchObject({ result: 'done' });
  });

  test('sends nothing in a dry run', () => {
    const world = changesWorld();
    expect(retire(world, { writing: null })).toMatchObject({ result: 'would be done' });
    expect([world.writes, world.journal]).toEqual([[], []]);
  });
});

test('the key that reads is on no write', () => {
  const world = changesWorld();
  create(world);
  retire(world);
  expect(world.writes).toHaveLength(2);
  // Every write went out with the second key: the first is refused by the list, whatever asks.
  expect(() =>
    carryOutCreate(
      createRow({ key: 'create:L2', segment: 'Another', definition: JSON.stringify(definition(did('Morder', inTheLast(33)))) }),
      world.again({ writing: { transport: world.ports.writing!.transport, key: world.ports.looking.key } }),
    ),
  ).toThrow('not on the list');
});
