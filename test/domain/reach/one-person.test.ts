import fc from 'fast-check';
import { DAY, isKnown } from '../../../src/domain/account/known';
import { BehaviorState } from '../../../src/domain/behavior/behavior-state';
import type { RecognizedMetrics } from '../../../src/domain/catalogue/recognize-metrics';
import { addTo, bitSet } from '../../../src/domain/comparison/bit-set';
import type { BitSet } from '../../../src/domain/comparison/bit-set';
import { Memberships } from '../../../src/domain/comparison/memberships';
import { clashesOf } from '../../../src/domain/reach/clashes';
import type { PeopleOfGroup, Untold } from '../../../src/domain/reach/group-people';
import { precedenceOrder } from '../../../src/domain/reach/precedence-order';
import type { Revenue } from '../../../src/domain/reach/revenue';
import type { Crowd, Send } from '../../../src/domain/reach/sends';
import { unengagedOf } from '../../../src/domain/reach/unengaged';
import { CLICK, NOW, ORDER, collectCrowd, crowdOf } from '../../build/behavior-crowd';

const SIZE = 300;
const people = crowdOf(3, SIZE);
const stateOf = (crowd = people, chosen: ReadonlyMap<number, number> | null = null): BehaviorState =>
  new BehaviorState(collectCrowd(crowd, chosen).kept(), NOW, [ORDER]);
const state = stateOf();
const today = new Memberships(state, () => null, 0);
const HOUR = 3_600_000;

function setOf(from: number, to: number): BitSet {
  const set = bitSet(SIZE);
  for (let place = from; place < to; place += 1) addTo(set, place);
  return set;
}
const LIST: Untold = { id: 'L', name: 'Newsletter', why: 'a list', atMost: 200 };
const crowdTo = (from: number, to: number, change: Partial<Crowd> = {}): Crowd => ({ people: setOf(from, to), more: [], less: [], ...change });
const send = (id: string, hours: number, crowd: Crowd, change: Partial<Send> = {}): Send => ({
  type: 'campaign',
  id,
  name: `Campaign ${id}`,
  at: NOW + hours * HOUR,
  included: [id],
  crowd,
  recipients: null,
  ...change,
});

describe('sends that reach the same people', () => {
  test('pairs within a day and within three, by the share of the smaller audience', () => {
    // B is the smaller: 20 of its 50 people are in A, 40 %; D is just beyond three days.
    const sends = [send('A', -100, crowdTo(0, 100)), send('B', -80, crowdTo(80, 130)), send('C', -40, crowdTo(0, 100)), send('D', -40 + 73, crowdTo(0, 100))];
    const { pairs, withinDay, withinThreeDays, untold } = clashesOf(sends, 0.3, NOW, today);
    expect(pairs.map(({ first, second, hours, both, share }) => [first.id, second.id, hours, both, share])).toEqual([
      ['A', 'B', 20, 20, 0.4],
      ['A', 'C', 60, 100, 1],
      ['B', 'C', 40, 20, 0.4],
    ]);
    expect([withinDay, withinThreeDays, untold]).toEqual([1, 3, 0]);
    expect(clashesOf(sends, 0.4, NOW, today).pairs.map(({ first, second }) => first.id + second.id)).toEqual(['AC']);
  });

  test('what can still be changed comes first', () => {
    const { pairs } = clashesOf([send('A', -30, crowdTo(0, 100)), send('B', -20, crowdTo(0, 100)), send('C', 10, crowdTo(0, 40))], 0.3, NOW, today);
    expect(pairs.map(({ second }) => [second.id, second.toCome])).toEqual([
      ['C', true],
      ['C', true],
      ['B', false],
    ]);
  });

  test('two sends to the very same list reach the same people, though nobody knows who; to different lists it is unknown', () => {
    const list = crowdTo(0, 0, { more: [LIST] });
    const other = crowdTo(0, 0, { more: [{ ...LIST, id: 'M' }] });
    const sends = [send('A', -30, list, { recipients: 180 }), send('B', -20, list, { recipients: 150 }), send('C', -10, other)];
    const { pairs, untold } = clashesOf(sends, 0.3, NOW, today);
    expect(pairs).toEqual([expect.objectContaining({ both: 150, share: 1, hours: 10 })]);
    expect(untold).toBe(2);
  });
});

describe('who wins a person', () => {
  const peopleOf =
    (sets: Readonly<Record<string, BitSet>>): PeopleOfGroup =>
    (id) =>
      sets[id] === undefined ? { untold: { ...LIST, id } } : { people: sets[id] };
  const worth = (of: (profile: number) => number): Revenue => ({ lastYear: of, expected: of, groupOf: () => 'Never bought' });
  const account = (ids: readonly string[]) => ({ segmentById: new Map(ids.map((id) => [id, {} as never])) });

  test('the audience with more value a person goes first; the other leaves it out', () => {
    const sets = { VIP: setOf(0, 50), SALE: setOf(30, 200), APART: setOf(250, 300) };
    const order = precedenceOrder(
      Object.keys(sets).map((id) => send(id, -10, crowdTo(0, 1))),
      () => true,
      account(Object.keys(sets)),
      peopleOf(sets),
      today,
      worth((profile) => (profile < 50 ? 100 : 1)),
    );
    expect(order.map(({ segmentId, place, exclude, left }) => [segmentId, place, exclude, left])).toEqual([
      ['VIP', 1, [], 50],
      ['SALE', 2, ['VIP'], 150],
      ['APART', 3, [], 50],
    ]);
    expect(order[1]?.valueEach).toBeCloseTo((20 * 100 + 150) / 170, 6);
  });

  test('lists, broad audiences and untold segments are not in it; without orders the smaller goes first', () => {
    const sets = { BIG: setOf(0, 200), SMALL: setOf(0, 20) };
    const sends = [
      send('BIG', -10, crowdTo(0, 1)),
      send('SMALL', -9, crowdTo(0, 1)),
      send('DARK', -8, crowdTo(0, 1)),
      send('L', -7, crowdTo(0, 1)),
      send('ALL', -6, crowdTo(0, 1)),
    ];
    const order = precedenceOrder(sends, ({ id }) => id !== 'ALL', account(['BIG', 'SMALL', 'DARK', 'ALL']), peopleOf(sets), today, null);
    expect(order.map(({ segmentId, valueEach }) => [segmentId, valueEach])).toEqual([
      ['SMALL', null],
      ['BIG', null],
    ]);
    // Orders that reach back less than a window tell last year's spend at most, which is no expectation.
    const short = precedenceOrder(sends.slice(0, 2), () => true, account(['BIG', 'SMALL']), peopleOf(sets), today, {
      ...worth((profile) => profile),
      expected: null,
    });
    expect(short.map(({ segmentId, valueEach }) => [segmentId, valueEach])).toEqual([
      ['SMALL', null],
      ['BIG', null],
    ]);
  });

  test('with the exclusions left out every person is in one audience, and nobody is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(SIZE - 1), fc.nat(SIZE)), { minLength: 1, maxLength: 6 }), (spans) => {
        const sets = Object.fromEntries(spans.map(([from, to], at) => [`S${at}`, setOf(from, to)]));
        const order = precedenceOrder(
          Object.keys(sets).map((id) => send(id, -10, crowdTo(0, 1))),
          () => true,
          account(Object.keys(sets)),
          peopleOf(sets),
          today,
          worth((profile) => profile % 7),
        );
        const mailed = new Map<number, number>();
        for (const { segmentId, exclude } of order) {
          for (let place = 0; place < SIZE; place += 1) {
            const isIn = (id: string): boolean => (sets[id]![place >>> 5]! & (1 << (place & 31))) !== 0;
            if (isIn(segmentId) && !exclude.some(isIn)) mailed.set(place, (mailed.get(place) ?? 0) + 1);
          }
        }
        const anybody = new Set(spans.flatMap(([from, to]) => Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at)));
        expect([...mailed.values()].every((count) => count === 1)).toBe(true);
        expect(mailed.size).toBe(anybody.size);
        expect(order.reduce((sum, { left }) => sum + left, 0)).toBe(anybody.size);
      }),
    );
  });
});

describe('people who never engage', () => {
  const recognized = (aliases: Readonly<Record<string, string>>): RecognizedMetrics =>
    ({ byAlias: new Map(Object.entries(aliases).map(([alias, id]) => [alias, { metricIds: [id] }])) }) as never;
  const both = recognized({ click: CLICK, order: ORDER });

  test('are those of a plain count; money only where a price is given', () => {
    const engaged = new Set([...people.orders, ...people.clicks].filter(({ at }) => at < NOW && at >= NOW - 730 * DAY).map(({ profile }) => profile));
    const active = people.people.flatMap((person, profile) => (person.suppressed ? [] : [profile]));
    const never = active.filter((profile) => !engaged.has(profile) && people.people[profile]!.created <= NOW - 90 * DAY);
    const found = unengagedOf(state, both, today, 0);
    expect(isKnown(found) && found.value).toMatchObject({ people: never.length, active: active.length, cost: null, signs: ['clicks', 'orders'] });
    const priced = unengagedOf(state, both, today, 20);
    expect(isKnown(priced) && priced.value.cost).toBeCloseTo((never.length / 1000) * 20, 6);
  });

  test('are unknown where clicks and opens were not read, or consent was not', () => {
    expect(unengagedOf(state, recognized({ order: ORDER }), today, 0)).toEqual({ unknown: 'neither opens nor clicks were read' });
    const untold = stateOf(people, new Map());
    expect(unengagedOf(untold, both, new Memberships(untold, () => null, 0), 0)).toEqual({
      unknown: 'who can be mailed is not told, since consent was not read',
    });
  });
});
