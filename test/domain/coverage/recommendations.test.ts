import { unknown } from '../../../src/domain/account/known';
import { CADENCES, STAGES, USES } from '../../../src/domain/terms/lifecycle-terms';
import { ACTIONS, PRIORITIES } from '../../../src/domain/terms/coverage-terms';
import { analyzed, rowOf, settings } from '../../build/analysis';
import { definition, did, inGroup, inTheLast, never, subscribed } from '../../build/definition';
import { aBehavior, aCampaign, aList, aSegment, anInventory } from '../../build/inventory';
import { aLargeInventory } from '../../build/inventory-large';

const size = { segments: 120, flows: 30, actionsPerFlow: 10, campaigns: 150, lists: 20 };

describe('every row', () => {
  const coverage = analyzed(aLargeInventory(size, 7));
  const rows = coverage.recommendations;

  test('has a key of its own and only words of the dropdowns', () => {
    expect(rows.length).toBeGreaterThan(50);
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
    for (const row of rows) {
      expect(ACTIONS).toContain(row.action);
      expect(STAGES).toContain(row.stage);
      expect(USES).toContain(row.use);
      expect(row.uses[0]).toBe(row.use);
      expect(PRIORITIES).toContain(row.priority);
      expect(CADENCES).toContain(row.cadence);
      expect(row.score).toBeGreaterThanOrEqual(0);
      expect(row.score).toBeLessThanOrEqual(100);
    }
  });

  test('says what, why, how and whose, and survives JSON', () => {
    for (const row of rows) {
      for (const text of [row.segment, row.rule, row.evidence, row.scoreReason, row.owner, row.readinessReason]) expect(text.trim()).not.toBe('');
      expect(row.steps.length).toBeGreaterThan(0);
      expect(row.steps.every((step) => step.trim() !== '')).toBe(true);
      if (row.definition !== null) expect(JSON.parse(row.definition)).toHaveProperty('condition_groups');
      expect(row.action === 'Create' ? row.link === null : /^https:\/\/www\.klaviyo\.com\//.test(row.link ?? '')).toBe(true);
    }
    expect(JSON.parse(JSON.stringify(rows))).toEqual(rows);
  });

  test('comes out the same a second time, in the same order', () => {
    expect(analyzed(aLargeInventory(size, 7)).recommendations).toEqual(rows);
  });

  test('stands in the order of the plan, those without a quarter by their score, equal scores in that of their keys', () => {
    for (let at = 1; at < rows.length; at += 1) {
      const [before, after] = [rows[at - 1]!, rows[at]!];
      const [due, next] = [before.dueInDays ?? Infinity, after.dueInDays ?? Infinity];
      expect(due < next || (due === next && (before.score > after.score || (before.score === after.score && before.key < after.key)))).toBe(true);
    }
  });
});

describe('names', () => {
  test('of new segments are not those of existing ones', () => {
    const coverage = analyzed(
      anInventory({
        segments: [aSegment('S', definition(did('SMSCLICK')), { name: ' cart  ABANDONERS ' })],
        lists: [aList('L', { name: 'Cart abandoners 2' })],
      }),
    );
    expect(rowOf(coverage, 'create:B2').segment).toBe('Cart abandoners 3');
  });

  test('of 300 characters, with line breaks, emoji or markup stay one short line of text', () => {
    const name = `=<b>🎁${'ab\n'.repeat(150)}`;
    const coverage = analyzed(
      anInventory({
        segments: [aSegment('A', definition(did('CART', inTheLast(45))), { name }), aSegment('B', definition(did('CART', inTheLast(45))), { name })],
        campaigns: [aCampaign('C', ['B'], 3, { name })],
      }),
    );
    const row = rowOf(coverage, 'merge:A');
    expect(Array.from(row.segment)).toHaveLength(60);
    expect(row.segment.startsWith('=<b>🎁ab ab')).toBe(true);
    expect(`${row.evidence}${row.steps.join('')}`).not.toMatch(/\n|.{0}(ab ){40}/);
  });
});

describe('urgency', () => {
  test('a consent defect in a campaign of the window is P1 and first, whatever it is worth', () => {
    const coverage = analyzed(
      anInventory({ segments: [aSegment('S', definition(did('ORDER', inTheLast(700))), { members: 60 })], campaigns: [aCampaign('C', ['S'], 20)] }),
    );
    expect(coverage.recommendations[0]).toMatchObject({ key: 'refresh:S', priority: 'P1', scoreReason: expect.stringContaining('did not consent') });
  });

  test('the same outside the window is not', () => {
    const coverage = analyzed(anInventory({ segments: [aSegment('S', definition(did('ORDER', inTheLast(700))))], campaigns: [aCampaign('C', ['S'], 100)] }));
    expect(coverage.recommendations.filter((row) => row.scoreReason.includes('did not consent'))).toEqual([]);
    expect(
      analyzed(
        anInventory({ segments: [aSegment('S', definition(did('ORDER', inTheLast(700))))], campaigns: [aCampaign('C', ['S'], 100)] }),
        aBehavior(),
        settings({ 'Planning window': 120 }),
      ).recommendations.filter((row) => row.scoreReason.includes('did not consent')),
    ).toHaveLength(1);
  });
});

describe('odd accounts', () => {
  test('an empty one gets rows to create and nothing else', () => {
    const coverage = analyzed(anInventory());
    expect(new Set(coverage.recommendations.map((row) => row.action))).toEqual(new Set(['Create']));
    expect(coverage.findings).toEqual([]);
  });

  test('one of which nothing could be read says so and proposes no change to what exists', () => {
    const none = unknown<never>('the key was refused');
    const coverage = analyzed({
      ...anInventory(),
      metrics: [],
      activity: none,
      mappedMetrics: none,
      lists: none,
      segments: none,
      campaigns: none,
      flows: none,
      forms: none,
      audienceResults: none,
    });
    expect(coverage.recommendations.filter((row) => row.action !== 'Create')).toEqual([]);
    expect(coverage.dataLimits.length).toBeGreaterThan(0);
  });

  test('one without orders has no audience of buyers', () => {
    const metrics = anInventory().metrics.filter((metric) => !['ORDER', 'ORDERED', 'CHECKOUT'].includes(metric.id));
    const coverage = analyzed(anInventory({ metrics, segments: [aSegment('S', definition(subscribed(), never('CLICK')))] }));
    expect(coverage.gaps.filter((gap) => ['C1', 'D1', 'E1', 'I1'].includes(gap.audienceId)).map((gap) => gap.state)).toEqual(Array(4).fill('Not applicable'));
  });

  test('segments that refer to segments 300 deep, or in a circle, do not stop the analysis', () => {
    const chain = Array.from({ length: 300 }, (_, at) =>
      aSegment(`S${at}`, at === 0 ? definition(subscribed()) : definition(inGroup(`S${at - 1}`), never('CART', inTheLast(at + 1)))),
    );
    const circle = [aSegment('X', definition(inGroup('Y'))), aSegment('Y', definition(inGroup('X')))];
    const coverage = analyzed(anInventory({ segments: [...chain, ...circle], campaigns: [aCampaign('C', ['S299', 'X'], 3)] }));
    expect(coverage.verdicts.find((verdict) => verdict.subject.id === 'S0')?.verdict).toBe('Keep');
  });

  test('definitions of any kind never stop the analysis', () => {
    const odd: readonly unknown[] = [null, 7, 'text', [], {}, { condition_groups: null }, { condition_groups: [{ conditions: [null, { type: 3 }] }] }];
    const coverage = analyzed(anInventory({ segments: odd.map((one, at) => aSegment(`S${at}`, one)) }));
    expect(coverage.verdicts).toHaveLength(odd.length);
  });
});
