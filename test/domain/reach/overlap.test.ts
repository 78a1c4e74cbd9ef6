import { DAY, isKnown, known } from '../../../src/domain/account/known';
import type { Segment } from '../../../src/domain/account/inventory';
import { overlapTab } from '../../../src/domain/report/overlap-tab';
import type { Overlap } from '../../../src/domain/reach/overlap';
import type { Reach } from '../../../src/domain/reach/reach';
import { NOW, ORDER, collectCrowd, crowdInventory } from '../../build/behavior-crowd';
import { allTime, definition, did, inTheLast, never } from '../../build/definition';
import { aCampaign, aList, aSegment } from '../../build/inventory';
import { analyze } from '../../../src/domain/analysis/analyze';
import { CROWD, analyzedCrowd } from '../../build/reach-account';
import { aReport } from '../../build/report-input';
import { columnOf, rowOf } from '../../build/report-cells';

const BUYERS = aSegment('BUY', definition(did(ORDER, allTime)), { name: 'Buyers' });
const LATELY = aSegment('NEW', definition(did(ORDER, inTheLast(60))), { name: 'Bought lately' });
const NEVER = aSegment('NON', definition(never(ORDER, allTime)), { name: 'Never bought' });
const DARK = aSegment('DARK', definition(did('GONE01', inTheLast(3))), { name: 'Counts what was not read' });
const used = (segments: readonly Segment[]) => ({ segments: known(segments), campaigns: known(segments.map(({ id }) => aCampaign(`C${id}`, [id], 5))) });

function overlapIn(reach: Reach): Overlap {
  if (!isKnown(reach.overlap)) throw new Error(reach.overlap.unknown);
  return reach.overlap.value;
}

/** Places of buyers, by a plain count: ever, and in the last `days`. */
function buyers(days = Infinity): ReadonlySet<number> {
  return new Set(CROWD.orders.filter(({ at }) => NOW - at <= days * DAY && at < NOW).map(({ profile }) => profile));
}

test('people in both are those of a plain count', () => {
  const overlap = overlapIn(analyzedCrowd(used([BUYERS, LATELY, NEVER])).reach);
  const size = (id: string): number | undefined => overlap.segments.find((segment) => segment.id === id)?.people;
  expect([size('BUY'), size('NEW'), size('NON')]).toEqual([buyers().size, buyers(60).size, 1500 - buyers().size]);
  expect([overlap.both('BUY', 'NEW'), overlap.both('NEW', 'BUY'), overlap.both('BUY', 'NON')]).toEqual([buyers(60).size, buyers(60).size, 0]);
  expect(overlap.pairs).toEqual([expect.objectContaining({ both: buyers(60).size })]);
});

test('a segment that nothing in use needs is not compared; one used through another segment is', () => {
  const parts = used([BUYERS]);
  const idle = analyzedCrowd({ ...parts, segments: known([BUYERS, LATELY]) });
  expect(overlapIn(idle.reach).segments.map(({ id }) => id)).toEqual(['BUY']);
  const through = aSegment('OUT', definition(did(ORDER, allTime), { type: 'profile-group-membership', is_member: true, group_ids: ['NEW'] }), {
    name: 'Through',
  });
  const both = analyzedCrowd({ segments: known([through, LATELY]), campaigns: known([aCampaign('C', ['OUT'], 5)]) });
  expect(
    overlapIn(both.reach)
      .segments.map(({ id }) => id)
      .sort(),
  ).toEqual(['NEW', 'OUT']);
});

test('a rule that what was read does not answer, and a frozen segment, are unknown, not empty', () => {
  const frozen = { ...LATELY, isActive: false };
  const overlap = overlapIn(analyzedCrowd(used([BUYERS, DARK, frozen])).reach);
  expect(overlap.segments.map(({ id }) => id)).toEqual(['BUY']);
  expect(overlap.untold.map(({ name }) => name).sort()).toEqual(['Bought lately', 'Counts what was not read']);
});

test('in a sample each profile counts as the people it stands for', () => {
  const chosen = new Map(Array.from({ length: 500 }, (_, at) => [at * 3, 3] as const));
  const { reach } = analyzedCrowd(used([BUYERS, LATELY]), [], chosen);
  expect(reach.method).toBe('Sampled');
  expect(overlapIn(reach).segments.find(({ id }) => id === 'BUY')?.people).toBe(3 * [...buyers()].filter((profile) => profile % 3 === 0).length);
});

test('without profiles and events everything is unknown', () => {
  const collector = collectCrowd({ people: [], orders: [], clicks: [] });
  const { reach } = analyze({ ...crowdInventory(), ...used([BUYERS]) }, collector, []);
  expect(reach.overlap).toEqual({ unknown: 'who is in what cannot be told, since neither profiles nor events were read' });
  const tab = overlapTab(aReport({ reach }));
  expect(Object.values(rowOf(tab))).toEqual(tab.columns.map(() => 'Unknown'));
  expect(tab.top?.lines).toEqual(['Unknown: who is in what cannot be told, since neither profiles nor events were read.']);
});

test('the row helper is told who else gets the people of a segment, and nothing of one that cannot be told', () => {
  const { reach } = analyzedCrowd({ ...used([BUYERS, LATELY, DARK]), lists: known([aList('L')]) });
  const shared = buyers(60).size;
  expect(reach.alsoIn({ segmentId: 'BUY' })).toEqual([{ id: 'NEW', name: 'Bought lately', both: shared, share: shared / buyers().size }]);
  expect(reach.alsoIn({ segmentId: 'NEW' })?.[0]).toMatchObject({ id: 'BUY', share: 1 });
  expect(reach.alsoIn({ segmentId: 'DARK' })).toBeNull();
  expect(reach.alsoIn({ segmentId: 'L' })).toBeNull();
});

test('the map holds at most thirty segments, the table the five largest overlaps of each', () => {
  const many = Array.from({ length: 40 }, (_, at) =>
    aSegment(`S${String(at).padStart(2, '0')}`, definition(did(ORDER, inTheLast(30 + at * 10))), { name: `Within ${30 + at * 10} days` }),
  );
  const { reach } = analyzedCrowd(used(many));
  const tab = overlapTab(aReport({ reach }));
  expect(tab.top?.rows).toHaveLength(30);
  expect(tab.top?.headers).toHaveLength(32);
  expect(tab.top?.lines[1]).toContain('The map holds the 30 most used; 10 more are in the table only.');
  const seen = new Map<string, number>();
  overlapIn(reach).pairs.forEach(({ first, second }) => [first, second].forEach((id) => seen.set(id, (seen.get(id) ?? 0) + 1)));
  expect([...seen.values()].every((count) => count >= 5)).toBe(true);
  expect(tab.rows.length).toBeLessThanOrEqual(40 * 5);
  expect(columnOf(tab, 'People in both').every((count) => Number(count) > 0)).toBe(true);
});
