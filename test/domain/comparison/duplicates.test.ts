import { findDuplicates } from '../../../src/domain/comparison/duplicates';
import { parseAccount } from '../../../src/domain/model/parsed-account';
import { settings } from '../../build/analysis';
import { allTime, definition, did, inGroup, inTheLast, never, property, subscribed } from '../../build/definition';
import { TODAY, aList, aSegment, anInventory } from '../../build/inventory';

function duplicates(...segments: readonly ReturnType<typeof aSegment>[]) {
  const account = parseAccount(anInventory({ segments, lists: [aList('L')] }), settings(), TODAY);
  return findDuplicates(account, 0.8, new Set(['OPEN', 'CLICK', 'SITE']));
}

describe('equal segments', () => {
  test('are equal whatever the order, the unit or the detour over another segment', () => {
    const { equal } = duplicates(
      aSegment('A', definition(subscribed(), did('ORDER', inTheLast(14)))),
      aSegment('B', definition(did('ORDER', inTheLast(2, 'week')), subscribed())),
      aSegment('C', definition(inGroup('A'))),
      aSegment('D', definition(subscribed(), did('ORDER', inTheLast(15)))),
    );
    expect(equal).toEqual([['A', 'B', 'C']]);
  });

  test('rules that nobody can meet are no duplicates of one another', () => {
    expect(duplicates(aSegment('A', definition(did('ORDER'), never('ORDER'))), aSegment('B', definition(did('CART'), never('CART')))).equal).toEqual([]);
  });

  test('unknown conditions equal only themselves', () => {
    const unknownRule = (sign: string) => definition({ type: 'profile-astrology', sign });
    expect(duplicates(aSegment('A', unknownRule('leo')), aSegment('B', unknownRule('virgo')), aSegment('C', unknownRule('leo'))).equal).toEqual([['A', 'C']]);
  });
});

describe('near-duplicates', () => {
  test('lie inside another, provably, and are almost as large', () => {
    const { near } = duplicates(
      aSegment('IN', definition(did('ORDER'), never('CART')), { members: 900 }),
      aSegment('OUT', definition(did('ORDER')), { members: 1_000 }),
      aSegment('FAR', definition(did('ORDER'), never('VIEWED')), { members: 700 }),
    );
    expect(near.map(({ segmentId, otherId, sameShape, words }) => [segmentId, otherId, sameShape, words])).toEqual([
      ['IN', 'OUT', false, '900 against 1,000 members'],
    ]);
  });

  test('differ by a threshold only', () => {
    const { near } = duplicates(
      aSegment('D90', definition(did('ORDER', inTheLast(90))), { members: 950 }),
      aSegment('D100', definition(did('ORDER', inTheLast(100))), { members: 1_000 }),
    );
    expect(near).toEqual([expect.objectContaining({ segmentId: 'D90', otherId: 'D100', sameShape: true })]);
  });

  test('are not claimed of equal sizes alone, of other values, or of unknown sizes', () => {
    const country = (value: string) => definition(property("location['country']", value));
    const { near } = duplicates(
      aSegment('DE', country('Germany'), { members: 500 }),
      aSegment('FR', country('France'), { members: 500 }),
      aSegment('A', definition(did('CART')), { members: 500 }),
      aSegment('B', definition(did('VIEWED')), { members: 500 }),
      aSegment('X', definition(did('SITE', allTime)), { members: { unknown: 'not read' } }),
      aSegment('Y', definition(did('SITE', inTheLast(30))), { members: { unknown: 'not read' } }),
    );
    expect(near).toEqual([]);
  });

  test('nested engagement tiers are intended', () => {
    const tier = (days: number, members: number) =>
      aSegment(`T${days}`, definition(subscribed(), [did('CLICK', inTheLast(days)), did('SITE', inTheLast(days))]), { members });
    expect(duplicates(tier(30, 800), tier(60, 900), tier(90, 1_000)).near).toEqual([]);
  });
});
