import { known } from '../../../src/domain/account/known';
import { analyzed, gapOf, rowOf, settings, verdictOn } from '../../build/analysis';
import { allTime, betweenAgo, definition, did, didExactly, inTheLast, never, spent, subscribed, subscribedSince } from '../../build/definition';
import { METRICS, aBehavior, aCampaign, aFigure, aSegment, activityOf, anInventory } from '../../build/inventory';
import { CATALOGUE } from '../../../src/domain/catalogue/catalogue';

const welcome = (days: number) => definition(never('ORDER'), subscribedSince(inTheLast(days)));

describe('coverage of an audience', () => {
  test('is there where a segment means it, however it is written and called', () => {
    const gap = gapOf(analyzed(anInventory({ segments: [aSegment('S', welcome(30), { name: 'zz old test' })] })), 'A2');
    expect(gap).toMatchObject({
      state: 'Covered',
      why: '“zz old test” is exactly this audience.',
      matches: [{ segmentId: 'S', fit: 'exact', difference: '', usable: true }],
    });
  });

  test('is there to within a day where a segment gives the time in hours', () => {
    const gap = gapOf(analyzed(anInventory({ segments: [aSegment('S', definition(never('ORDER'), subscribedSince(inTheLast(720, 'hour'))))] })), 'A2');
    expect(gap).toMatchObject({
      state: 'Covered',
      why: '“Segment S” is this audience to within a day: it gives times in different units.',
      matches: [{ fit: 'exact' }],
    });
  });

  test('two segments in other units are duplicates to within a day, which a person decides', () => {
    const rule = (quantity: number, unit: 'hour' | 'day') => definition(did('ORDER', inTheLast(quantity, unit)));
    const analysis = analyzed(
      anInventory({
        segments: [
          aSegment('A', rule(24, 'hour'), { name: 'Hours' }),
          aSegment('B', rule(1, 'day'), { name: 'Day' }),
          aSegment('C', rule(1, 'day'), { name: 'Day again' }),
        ],
      }),
    );
    const said = JSON.stringify(analysis);
    expect(said).toContain('Its rule means the same to within a day as that of “Day” and “Day again”: they give times in different units.');
    expect(said).toContain('Its rule means exactly the same as that of “Day again”. Its rule means the same to within a day as that of “Hours”');
  });

  test('is partial with other thresholds where people cannot be counted, with the difference in words and that said', () => {
    const state = (days: number) => gapOf(analyzed(anInventory({ segments: [aSegment('S', welcome(days))] })), 'A2');
    expect(state(40)).toMatchObject({
      state: 'Partial',
      why: expect.stringContaining('how many people are in both could not be counted.'),
      matches: [{ fit: 'other thresholds', people: null, difference: expect.stringContaining('in the last 40 days') }],
    });
    expect(state(60)).toMatchObject({ state: 'Partial', why: expect.stringContaining('in the last 60 days') });
  });

  test('is partial where a segment is wider, a part of it, or shifted; which is told', () => {
    const coverage = analyzed(
      anInventory({
        segments: [
          aSegment('WIDE', definition(subscribed(), never('ORDER'))),
          aSegment('PART', definition(spent('ORDER', 500, inTheLast(365)), did('ORDER', inTheLast(365), 2), never('CART', inTheLast(7)))),
          aSegment('OVER', definition(didExactly('ORDER', 1), did('ORDER', betweenAgo(10, 50)))),
          aSegment('LAPS', definition(did('CHECKOUT', inTheLast(7)), never('ORDER', inTheLast(7)), did('VIEWED', inTheLast(7)))),
        ],
      }),
    );
    expect(gapOf(coverage, 'A2').matches[0]).toMatchObject({ segmentId: 'WIDE', fit: 'wider' });
    expect(gapOf(coverage, 'E1').matches[0]).toMatchObject({ segmentId: 'PART', fit: 'part of it' });
    expect(gapOf(coverage, 'C2')).toMatchObject({ state: 'Partial' });
    expect(gapOf(coverage, 'C2').matches[0]).toMatchObject({ segmentId: 'OVER', fit: 'other thresholds' });
    expect(gapOf(coverage, 'B3')).toMatchObject({ state: 'Partial', matches: [{ segmentId: 'LAPS', fit: 'part of it' }] });
  });

  test('is missing where everybody is in the only segment: holding all VIPs does not make a VIP segment', () => {
    const coverage = analyzed(anInventory({ segments: [aSegment('ALL', definition(did('ORDER', allTime)))] }));
    expect(['E1', 'E2', 'H1', 'C2'].map((id) => gapOf(coverage, id).state)).toEqual(['Missing', 'Missing', 'Missing', 'Missing']);
  });

  test('is stale where the segment means it but does not work, and then refreshing is proposed', () => {
    const coverage = analyzed(anInventory({ segments: [aSegment('OFF', welcome(30), { isActive: false })] }));
    expect(gapOf(coverage, 'A2')).toMatchObject({ state: 'Stale', why: expect.stringContaining('deactivated'), matches: [{ usable: false }] });
    expect(rowOf(coverage, 'refresh:OFF')).toMatchObject({ action: 'Refresh', audienceId: 'A2' });
    expect(coverage.recommendations.some((row) => row.key === 'create:A2')).toBe(false);
    expect(verdictOn(coverage, 'OFF').verdict).toBe('Refresh');
  });

  test('is stale where the segment counts the metric that the shop no longer sends', () => {
    const old = { ...METRICS[0]!, id: 'OLD', integration: { name: 'WooCommerce', category: 'eCommerce' } };
    const coverage = analyzed(
      anInventory({
        metrics: [...METRICS, old],
        activity: known([...METRICS.map((metric) => activityOf(metric.id)), activityOf('OLD', 300, 8)]),
        segments: [aSegment('S', definition(did('OLD', inTheLast(14))))],
      }),
    );
    expect(gapOf(coverage, 'D3')).toMatchObject({ state: 'Stale', matches: [{ segmentId: 'S', fit: 'exact', usable: false }] });
    expect(JSON.stringify(rowOf(coverage, 'refresh:S').definition)).toContain('ORDER');
  });

  test('is not made of a name alone: that is a hint and said to be one', () => {
    const gap = gapOf(analyzed(anInventory({ segments: [aSegment('S', definition(did('SMSCLICK')), { name: 'Cart abandoners' })] })), 'B2');
    expect(gap).toMatchObject({ state: 'Missing', matches: [{ fit: 'by name only' }] });
    expect(gap.why).toContain('only by name');
  });

  test('is not applicable for the reason that behavior or the metrics give', () => {
    const coverage = analyzed(anInventory(), aBehavior(), settings(), new Map([['K3', 'Nobody is subscribed to SMS.']]));
    expect(gapOf(coverage, 'K3')).toMatchObject({ state: 'Not applicable', why: 'Nobody is subscribed to SMS.', rule: '' });
    expect(gapOf(coverage, 'B7')).toMatchObject({ state: 'Not applicable', why: expect.stringContaining('Back in Stock') });
    expect(coverage.recommendations.some((row) => row.audienceId === 'K3')).toBe(false);
  });

  test('carries the size that behavior measured and leaves it unknown where it did not', () => {
    const population = {
      audienceId: 'A2',
      profiles: aFigure(420),
      reachableByEmail: aFigure(400),
      reachableBySms: aFigure(20),
      reachable: aFigure(405),
      channel: 'email' as const,
      valueAtStake: aFigure(900, { unit: 'money' }),
      valueInputs: '',
    };
    const coverage = analyzed(anInventory(), aBehavior({ populations: new Map([['A2', population]]) }));
    expect(gapOf(coverage, 'A2').size).toEqual({ value: population.profiles });
    expect(rowOf(coverage, 'create:A2')).toMatchObject({
      size: { value: population.profiles },
      value: { value: population.valueAtStake },
      evidence: expect.stringContaining('In it: 420. '),
    });
    expect('unknown' in gapOf(coverage, 'A3').size).toBe(true);
  });

  test('has a row for each audience of the catalogue, whatever is planned for', () => {
    const coverage = analyzed(anInventory(), aBehavior(), settings({ 'Lifecycle stages': ['High intent'] }));
    expect(coverage.gaps).toHaveLength(CATALOGUE.length);
    expect(new Set(coverage.recommendations.map((row) => row.stage))).toEqual(new Set(['High intent']));
  });
});

describe('one segment', () => {
  test('becomes one audience only: tiers of one shape are not turned into one another', () => {
    const tier = (days: number) => definition(subscribed(), did('CLICK', inTheLast(days)));
    const coverage = analyzed(anInventory({ segments: [aSegment('S', tier(90))], campaigns: [aCampaign('C', ['S'], 5)] }));
    expect(gapOf(coverage, 'J4').state).toBe('Covered');
    expect(coverage.recommendations.some((row) => row.key === 'refresh:S')).toBe(false);
  });
});
