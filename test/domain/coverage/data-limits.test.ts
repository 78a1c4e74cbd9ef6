import { known } from '../../../src/domain/account/known';
import { analyzed } from '../../build/analysis';
import { definition, subscribed } from '../../build/definition';
import { aBehavior, aFigure, aList, aSegment, anInventory } from '../../build/inventory';

const WARNING = /alone has/;
/** An account that is said to have so many profiles, beside a list and a segment of so many members. */
const limits = (profiles: ReturnType<typeof aFigure>, list: number, segment: number): readonly string[] =>
  analyzed(
    anInventory({
      lists: [aList('L', { name: 'Newsletter', members: known(list) })],
      segments: [aSegment('S', definition(subscribed()), { name: 'Everybody', members: segment })],
    }),
    aBehavior({ profilesTotal: profiles }),
  ).dataLimits.filter((one) => WARNING.test(one));

test('a sample whose total is below the largest list or segment is said to be too small', () => {
  const sampled = aFigure(1_200, { method: 'sampled', low: 1_100, high: 1_300 });
  expect(limits(sampled, 4_000, 300)).toEqual([
    'Profiles were not read as a whole: 1,200 were estimated from the sample, and “Newsletter” alone has 4,000 members. Sizes, reach and values that are counted over profiles are too low until the next full reading.',
  ]);
  expect(limits(sampled, 900, 2_357)).toEqual([expect.stringContaining('“Everybody” alone has 2,357 members')]);
  expect(limits(aFigure(10, { method: 'measured' }), 4_000, 300)).toEqual([expect.stringContaining('10 were counted')]);
});

test('no warning where the interval or a few days of growth explain it, or where profiles are unknown', () => {
  expect(limits(aFigure(1_200, { method: 'sampled', low: 900, high: 1_300 }), 1_340, 300)).toEqual([]);
  expect(limits({ ...aFigure(1), value: { unknown: 'profiles were not read' } }, 4_000, 300)).toEqual([]);
});
