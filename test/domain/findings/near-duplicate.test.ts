import type { MemberOverlap } from '../../../src/domain/account/inventory';
import { analyzed, findingOn, found, settings, verdictOn } from '../../build/analysis';
import { definition, did, never, property, subscribed } from '../../build/definition';
import { TODAY, aBehavior, aCampaign, aSegment, anInventory } from '../../build/inventory';

const contained = [aSegment('IN', definition(did('ORDER'), never('CART')), { members: 412 }), aSegment('OUT', definition(did('ORDER')), { members: 430 })];
const undecided = [
  aSegment('A', definition(subscribed(), property("location['city']", 'York')), { members: 420 }),
  aSegment('B', definition(subscribed(), property("location['city']", 'york')), { members: 430 }),
];

function overlap(segmentId: string, otherId: string, both: number, first: number, second: number): MemberOverlap {
  return { segmentId, otherId, both, first, second, asOf: TODAY };
}

function coverageOf(segments: readonly ReturnType<typeof aSegment>[], memberOverlaps: readonly MemberOverlap[] | undefined, values = settings()) {
  const campaigns = segments.map(({ id }) => aCampaign(`C${id}`, [id], 5));
  return analyzed(anInventory({ segments, campaigns, ...(memberOverlaps === undefined ? {} : { memberOverlaps }) }), aBehavior(), values);
}

describe('a near-duplicate that the rules prove', () => {
  test('tells member counts where members were not compared', () => {
    expect(findingOn(coverageOf(contained, undefined), 'near-duplicate', 'IN').evidence).toBe('It lies inside “Segment OUT”: 412 against 430 members.');
  });

  test('tells how many members are in both, and when that was read, whichever segment was read first', () => {
    for (const measured of [overlap('IN', 'OUT', 412, 412, 430), overlap('OUT', 'IN', 412, 430, 412)]) {
      const coverage = coverageOf(contained, [measured]);
      expect(findingOn(coverage, 'near-duplicate', 'IN')).toMatchObject({
        evidence: 'It lies inside “Segment OUT”: 412 of 430 members are in both, read on Nov 23, 2026.',
        severity: 'note',
        threshold: { setting: 'Near-duplicate from (%)', value: '80' },
      });
      expect(coverage.verdicts.filter(({ verdict }) => verdict === 'Merge').map(({ reason }) => reason)).toEqual([
        expect.stringContaining('412 of 430 members are in both'),
      ]);
    }
  });

  test('is none where fewer members are in both than the setting asks, and is not merged', () => {
    const coverage = coverageOf(contained, [overlap('IN', 'OUT', 343, 412, 430)]);
    expect(found(coverage, 'near-duplicate')).toEqual([]);
    expect(coverage.verdicts.map(({ verdict }) => verdict)).not.toContain('Merge');
    expect(found(coverageOf(contained, [overlap('IN', 'OUT', 344, 412, 430)]), 'near-duplicate')).toEqual(['segment IN']);
    expect(found(coverageOf(contained, [overlap('IN', 'OUT', 343, 412, 430)], settings({ 'Near-duplicate from (%)': 75 })), 'near-duplicate')).toEqual([
      'segment IN',
    ]);
  });
});

describe('a pair that the rules leave open', () => {
  test('is no near-duplicate by size alone', () => {
    expect(found(coverageOf(undecided, undefined), 'near-duplicate')).toEqual([]);
  });

  test('is one from 95 % of all members in both, for a person to review and not to merge', () => {
    const coverage = coverageOf(undecided, [overlap('A', 'B', 415, 420, 430)]);
    expect(findingOn(coverage, 'near-duplicate', 'A')).toMatchObject({
      evidence:
        'It has almost the same members as “Segment B”, though the rules do not prove that the two mean the same: 415 of 430 members are in both, read on Nov 23, 2026.',
      severity: 'warning',
      threshold: { setting: 'Same members from (%)', value: '95' },
      related: [{ type: 'segment', id: 'B' }],
    });
    expect(verdictOn(coverage, 'A')).toMatchObject({ verdict: 'Review', into: null });
    expect(verdictOn(coverage, 'B').verdict).not.toBe('Merge');
  });

  test('is none below that: 414 of 436 is 94.95 %', () => {
    expect(found(coverageOf(undecided, [overlap('A', 'B', 414, 420, 430)]), 'near-duplicate')).toEqual([]);
    expect(found(coverageOf(undecided, [overlap('A', 'B', 414, 420, 430)], settings({ 'Same members from (%)': 94 })), 'near-duplicate')).toEqual([
      'segment A',
    ]);
  });

  test('is none where both turned out empty', () => {
    expect(found(coverageOf(undecided, [overlap('A', 'B', 0, 0, 0)]), 'near-duplicate')).toEqual([]);
  });
});
