import { unknown } from '../../../src/domain/account/known';
import { recognizeMetrics } from '../../../src/domain/catalogue/recognize-metrics';
import { overlapCandidates } from '../../../src/domain/comparison/overlap-candidates';
import { settings } from '../../build/analysis';
import { definition, did, inTheLast, never, property, subscribed } from '../../build/definition';
import { TODAY, aList, aSegment, anInventory } from '../../build/inventory';

const inside = (members: number, change: object = {}) => aSegment('IN', definition(did('ORDER'), never('CART')), { members, ...change });
const outside = (members: number) => aSegment('OUT', definition(did('ORDER')), { members });
const city = (id: string, name: string, members: number) => aSegment(id, definition(subscribed(), property("location['city']", name)), { members });

function candidates(segments: readonly ReturnType<typeof aSegment>[], values = settings()) {
  const inventory = anInventory({ segments, lists: [aList('L')] });
  return overlapCandidates(inventory, recognizeMetrics(inventory, values), values, TODAY);
}

describe('pairs worth comparing member by member', () => {
  test('are those where one lies inside the other, or that differ by a threshold', () => {
    expect(candidates([inside(900), outside(1_000)])).toEqual([['IN', 'OUT']]);
    expect(
      candidates([
        aSegment('D90', definition(did('ORDER', inTheLast(90))), { members: 950 }),
        aSegment('D100', definition(did('ORDER', inTheLast(100))), { members: 1_000 }),
      ]),
    ).toEqual([['D90', 'D100']]);
  });

  test('are those of like rules and like size that the rules cannot decide', () => {
    expect(candidates([city('A', 'York', 990), city('B', 'york', 1_000)])).toEqual([['A', 'B']]);
    expect(candidates([city('A', 'York', 940), city('B', 'york', 1_000)])).toEqual([]);
    expect(candidates([city('A', 'York', 1_000), aSegment('B', definition(subscribed(), did('ORDER')))])).toEqual([]);
  });

  test('are not those that are proven to be the same', () => {
    expect(candidates([aSegment('A', definition(subscribed(), did('ORDER'))), aSegment('B', definition(did('ORDER'), subscribed()))])).toEqual([]);
  });

  test('are active and of known size, up to the setting', () => {
    expect(candidates([inside(1_900), outside(2_000)])).toHaveLength(1);
    expect(candidates([inside(1_900), outside(2_001)])).toEqual([]);
    expect(candidates([inside(1_900), outside(2_001)], settings({ 'Compare members up to': 3_000 }))).toHaveLength(1);
    expect(candidates([inside(900), outside(1_000)], settings({ 'Compare members up to': 0 }))).toEqual([]);
    expect(candidates([inside(900, { isActive: false }), outside(1_000)])).toEqual([]);
    expect(candidates([inside(900), { ...outside(1_000), members: unknown('not read') }])).toEqual([]);
  });

  test('are twenty at most, the nearest in size first, however many there are', () => {
    const many = Array.from({ length: 60 }, (_, at) => aSegment(`S${at}`, definition(did('ORDER', inTheLast(100 + at))), { members: 1_000 + at * at }));
    const pairs = candidates(many);
    expect(pairs).toHaveLength(20);
    expect(pairs[0]).toEqual(['S0', 'S1']);
    expect(pairs.flat().every((id) => Number(id.slice(1)) < 20)).toBe(true);
    expect(new Set(pairs.map((pair) => [...pair].sort().join(' '))).size).toBe(20);
  });

  test('are none where segments could not be read', () => {
    expect(overlapCandidates({ ...anInventory(), segments: unknown('the key lacks segments:read') }, { byAlias: new Map() }, settings(), TODAY)).toEqual([]);
  });
});
