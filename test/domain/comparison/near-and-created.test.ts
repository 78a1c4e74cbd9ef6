import { unknown } from '../../../src/domain/account/known';
import { findCreated } from '../../../src/domain/comparison/approved-created';
import { nearSegmentsFinder } from '../../../src/domain/comparison/near-segments';
import { readSegmentRules } from '../../../src/domain/model/segment-rules';
import { definition, did, inTheLast, never, property, subscribed } from '../../build/definition';
import { TODAY, aSegment, anInventory, daysAgo } from '../../build/inventory';

const wanted = definition(subscribed(), did('CART', inTheLast(14)));
const text = JSON.stringify(wanted);

describe('an approved row', () => {
  test('is created once a segment means the same, whatever its name and wording; the newest counts', () => {
    const inventory = anInventory({
      segments: [
        aSegment('LIKE', definition(subscribed(), did('CART', inTheLast(15)))),
        aSegment('OLD', wanted, { created: daysAgo(300) }),
        aSegment('NEW', definition(did('CART', inTheLast(2, 'week')), subscribed()), { name: 'Something else', created: daysAgo(2) }),
        aSegment('OFF', wanted, { isActive: false, created: daysAgo(1) }),
      ],
    });
    expect(findCreated([{ key: 'create:X', definition: text }], readSegmentRules(inventory, TODAY))).toEqual([
      { key: 'create:X', segmentId: 'NEW', name: 'Something else', link: 'https://www.klaviyo.com/list/NEW' },
    ]);
  });

  test.each([
    ['no definition', null],
    ['text that is no JSON', '{oops'],
    ['JSON that is no definition', '[1]'],
    ['a rule that nobody can meet', JSON.stringify(definition(did('CART'), never('CART')))],
  ])('with %s is never called created', (_what, given) => {
    const inventory = anInventory({ segments: [aSegment('S', definition(did('VIEWED'), never('VIEWED'))), aSegment('T', wanted)] });
    expect(findCreated([{ key: 'k', definition: given }], readSegmentRules(inventory, TODAY))).toEqual([]);
  });

  test('is not called created by a segment that was there before the row was proposed, unless it was changed since', () => {
    const old = (updated: number) =>
      readSegmentRules(anInventory({ segments: [aSegment('OLD', JSON.parse(text) as object, { created: daysAgo(300), updated })] }), TODAY);
    const row = { key: 'refresh:OTHER', definition: text as string | null, status: 'Approved', firstFound: new Date(daysAgo(20)).toISOString().slice(0, 10) };
    expect(findCreated([row], old(daysAgo(300)))).toEqual([]);
    expect(findCreated([row], old(daysAgo(5)))).toMatchObject([{ segmentId: 'OLD' }]);
    // What was called created once stays so.
    expect(findCreated([{ ...row, status: 'Created' }], old(daysAgo(300)))).toMatchObject([{ segmentId: 'OLD' }]);
  });

  test('is not called created while segments could not be read', () => {
    expect(findCreated([{ key: 'k', definition: text }], readSegmentRules({ ...anInventory(), segments: unknown('x') }, TODAY))).toEqual([]);
  });
});

describe('the segments near a rule', () => {
  const inventory = anInventory({
    segments: [
      aSegment('SAME', definition(did('CART', inTheLast(14)), subscribed())),
      aSegment('PART', definition(subscribed(), did('CART', inTheLast(7)))),
      aSegment('WIDE', definition(did('CART', inTheLast(14)))),
      aSegment('FAR', definition(property('city', 'Rome'))),
      aSegment('NONE', definition(did('CART', inTheLast(14)), never('CART', inTheLast(30)))),
    ],
  });
  const nearSegments = nearSegmentsFinder(readSegmentRules(inventory, TODAY));

  test('come nearest first, with how they differ, and without what has nothing to do with it', () => {
    const near = nearSegments({ definition: text, segmentId: null });
    expect(near.map(({ segmentId, relation }) => [segmentId, relation])).toEqual([
      ['SAME', 'equivalent'],
      ['PART', 'inside'],
      ['WIDE', 'contains'],
    ]);
    expect(near[0]!.difference).toBe('');
    expect(near[1]).toMatchObject({
      difference: expect.stringContaining('7 days instead of 14 days'),
      members: { value: 1_000 },
      relationWords: 'It lies inside this audience.',
    });
    expect(near[2]!.difference).toContain('lacks the consent condition');
  });

  test('are those of an existing segment where the row has no definition of its own, without itself', () => {
    expect(nearSegments({ definition: null, segmentId: 'PART' }).map(({ segmentId }) => segmentId)).toEqual(['SAME', 'WIDE']);
    expect(nearSegments({ definition: null, segmentId: null })).toEqual([]);
  });

  test('are as many as asked for', () => {
    expect(nearSegments({ definition: text, segmentId: null }, 1)).toHaveLength(1);
  });
});
