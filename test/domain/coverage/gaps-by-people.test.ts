import type { Segment } from '../../../src/domain/account/inventory';
import { known } from '../../../src/domain/account/known';
import { analyze } from '../../../src/domain/analysis/analyze';
import type { GivenSetting } from '../../../src/domain/analysis/analyze';
import type { Coverage } from '../../../src/domain/coverage/recommendation';
import { gapOf, rowOf, verdictOn } from '../../build/analysis';
import { NOW, ORDER, collectCrowd, crowdInventory, crowdOf } from '../../build/behavior-crowd';
import { allTime, definition, did, inTheLast, never } from '../../build/definition';
import { aSegment } from '../../build/inventory';

const crowd = crowdOf(8, 1500, 0.6, 6);

/** Coverage of one account whose profiles and orders were all read, with these segments. */
function covered(segments: readonly Segment[], values: readonly GivenSetting[] = []): Coverage {
  return analyze({ ...crowdInventory(), segments: known(segments) }, collectCrowd(crowd), values).coverage;
}

/** Recent buyers (D3): one order at least in the last 14 days. */
const boughtWithin = (days: number): unknown => definition(did(ORDER, inTheLast(days)));

describe('coverage judged by the people in it', () => {
  test('other numbers cover where nine in ten people are the same, both ways and on every day', () => {
    const gap = gapOf(covered([aSegment('S', boughtWithin(15), { name: 'Bought lately' })]), 'D3');
    expect(gap).toMatchObject({ state: 'Covered', nearest: { value: { segmentId: 'S', inIt: 1 } } });
    expect(gap.why).toMatch(
      /^“Bought lately” holds 100% of these people; \d(\.\d)?% of its own people are others\. \(The worst of today and of 30, 60, and 90 days ago\.\)$/,
    );
  });

  test('numbers that are near on paper cover nothing where the people are others: half of 28 days is not 14', () => {
    const gap = gapOf(covered([aSegment('S', boughtWithin(20), { name: 'Bought lately' })]), 'D3');
    expect(gap.state).toBe('Partial');
    expect(gap.why).toContain('“Bought lately”, meant for this audience, holds 100% of these people');
    expect(gap.why).toMatch(/; [23]\d(\.\d)?% of its own people are others\./);
  });

  test('what is meant for the audience is refreshed, however few people it shares', () => {
    const coverage = covered([aSegment('S', boughtWithin(45), { name: 'Bought in six weeks' })]);
    expect(gapOf(coverage, 'D3')).toMatchObject({ state: 'Partial' });
    expect(rowOf(coverage, 'refresh:S')).toMatchObject({ action: 'Refresh', audienceId: 'D3' });
    expect(coverage.recommendations.map(({ key }) => key)).not.toContain('create:D3');
  });

  test('another rule with the same people covers, and says so', () => {
    const coverage = covered([
      aSegment('S', definition(did(ORDER, inTheLast(14)), did(ORDER, allTime), never('GONE01', inTheLast(3))), { name: 'Written otherwise' }),
    ]);
    // The metric it names was not read: its people cannot be told, so that nothing is claimed by people.
    expect(gapOf(coverage, 'D3').matches.find(({ segmentId }) => segmentId === 'S')?.people ?? null).toBeNull();
    const told = covered([aSegment('S', definition(did(ORDER, inTheLast(14)), did(ORDER, inTheLast(40), 1)), { name: 'Written otherwise' })]);
    expect(gapOf(told, 'D3')).toMatchObject({ state: 'Covered', nearest: { value: { inIt: 1, beside: 0 } } });
  });

  test('names the nearest and its shares where no segment has it', () => {
    const gap = gapOf(covered([aSegment('S', definition(never(ORDER, inTheLast(700))), { name: 'Never bought' })]), 'D3');
    expect(gap.state).toBe('Missing');
    expect(gap.why).toBe('No segment has this audience.');
    expect(gap.nearest).toEqual(known(null));
  });

  test('the shares that count are settings', () => {
    const strict = covered([aSegment('S', boughtWithin(15), { name: 'Bought lately' })], [{ name: 'Covered from (%)', text: '100' }]);
    expect(gapOf(strict, 'D3').state).toBe('Partial');
  });

  test('an unused segment near a missing audience is adopted, never retired beside a Create of half the same people', () => {
    // Everybody who bought in the last 18 days but on the last day: another shape than any audience.
    const near = aSegment('S', definition(did(ORDER, inTheLast(18)), never(ORDER, inTheLast(1))), {
      name: 'Bought lately, not today',
      created: NOW - 900 * 86_400_000,
      updated: NOW - 900 * 86_400_000,
    });
    const coverage = covered([near]);
    const gap = gapOf(coverage, 'D3');
    expect(gap.state).toBe('Partial');
    expect(verdictOn(coverage, 'S').verdict).not.toBe('Retire');
    expect(rowOf(coverage, 'refresh:S')).toMatchObject({ audienceId: 'D3' });
    expect(coverage.recommendations.map(({ key }) => key)).not.toContain('create:D3');
  });

  test('an audience of too few people is no gap: it says how many it has and how many are needed, and asks for nothing', () => {
    const few = covered([], [{ name: 'Least audience', text: '5000' }]);
    expect(gapOf(few, 'D3')).toMatchObject({ state: 'Not applicable' });
    expect(gapOf(few, 'D3').why).toMatch(/^Too small now: \d+ people are in it; 5,000 are needed/);
    // One whose size is unknown may be large: it stays, and never leads.
    const created = few.recommendations.filter(({ action }) => action === 'Create');
    expect(created.every(({ size, when }) => (!('value' in size) || !('value' in size.value.value) ? when === 'Later' : false))).toBe(true);
    // A segment that is there is judged all the same.
    expect(gapOf(covered([aSegment('S', boughtWithin(14))], [{ name: 'Least audience', text: '5000' }]), 'D3').state).toBe('Covered');
  });
});
