import { analyzed, rowOf, settings } from '../../build/analysis';
import { allTime, definition, did, flowDefinition, flowStart, inGroup, inTheLast, never, notInFlow, subscribed } from '../../build/definition';
import { aBehavior, aCampaign, aFlow, aList, aSegment, anInventory } from '../../build/inventory';

const flow = (id: string, parts: Parameters<typeof flowDefinition>[0], status = 'live') => aFlow(id, flowDefinition(parts), { status });

describe('a rule in several flows', () => {
  const filter = definition(subscribed(), did('CART', inTheLast(30)));
  const reordered = definition(did('CART', inTheLast(30)), notInFlow(), never('ORDER', flowStart), subscribed());

  test('is one hidden rule, whatever its order and the conditions that only flows have', () => {
    const coverage = analyzed(
      anInventory({ flows: [flow('F1', { profileFilter: filter }), flow('F2', { splits: [reordered] }), flow('F3', { messageFilters: [filter] })] }),
    );
    expect(coverage.hiddenRules).toHaveLength(1);
    const [hidden] = coverage.hiddenRules;
    expect(hidden!.places.map(({ id }) => id)).toEqual(['F1', 'F2', 'F3']);
    expect(hidden!.existingSegmentId).toBeNull();
    expect(JSON.parse(hidden!.definition!)).toEqual(filter);
    const row = rowOf(coverage, `hidden:${hidden!.key}`);
    expect(row).toMatchObject({ action: 'Create', use: 'Flow branching', readiness: 'ready' });
    expect(row.steps.filter((step) => step.startsWith('Use '))).toHaveLength(3);
  });

  test('names the segment that already says it, and then proposes none', () => {
    const coverage = analyzed(
      anInventory({ segments: [aSegment('S', filter)], flows: [flow('F1', { profileFilter: filter }), flow('F2', { profileFilter: reordered })] }),
    );
    expect(coverage.hiddenRules[0]!.existingSegmentId).toBe('S');
    expect(coverage.recommendations.filter((row) => row.key.startsWith('hidden:'))).toEqual([]);
  });

  test('is the same to within a day where the places give times in other units, and is never called exactly the same', () => {
    const [days, hours] = [definition(subscribed(), did('CART', inTheLast(2))), definition(subscribed(), did('CART', inTheLast(48, 'hour')))];
    const flows = [flow('F1', { profileFilter: days }), flow('F2', { profileFilter: days })];
    const among = analyzed(anInventory({ flows: [flow('F1', { profileFilter: days }), flow('F2', { profileFilter: hours })] }));
    expect(among.hiddenRules[0]!.withinADay).toEqual({ places: true, segment: false });
    expect(rowOf(among, `hidden:${among.hiddenRules[0]!.key}`).evidence).toContain(
      'The same audience (to within a day: times in different units) is written out by hand',
    );
    const segment = analyzed(anInventory({ segments: [aSegment('S', hours)], flows }));
    expect([segment.hiddenRules[0]!.existingSegmentId, segment.hiddenRules[0]!.withinADay]).toEqual(['S', { places: false, segment: true }]);
    expect(segment.findings.find(({ kind }) => kind === 'hidden-rule')!.evidence).toContain('says the same to within a day');
    expect([...segment.flowTexts.values()][0]!.hides).toContain('says this to within a day');
    expect(analyzed(anInventory({ segments: [aSegment('S', days)], flows })).hiddenRules[0]!.withinADay).toBeUndefined();
  });

  test('that a missing audience stands for is told with that audience, not twice', () => {
    const buyers = definition(did('ORDER', inTheLast(14)));
    const coverage = analyzed(anInventory({ flows: [flow('F1', { splits: [buyers] }), flow('F2', { splits: [buyers] })] }));
    expect(coverage.recommendations.filter((row) => row.key.startsWith('hidden:'))).toEqual([]);
    expect(rowOf(coverage, 'create:D3').touches).toEqual(
      expect.arrayContaining([
        { type: 'flow', id: 'F1' },
        { type: 'flow', id: 'F2' },
      ]),
    );
  });

  test.each([
    ['twice in one flow', [flow('F1', { splits: [filter, filter] })]],
    ['in an archived flow', [flow('F1', { profileFilter: filter }), aFlow('F2', flowDefinition({ profileFilter: filter }), { archived: true })]],
    ['consent alone', ['F1', 'F2'].map((id) => flow(id, { profileFilter: definition(subscribed()) }))],
    ['one segment alone', ['F1', 'F2'].map((id) => flow(id, { profileFilter: definition(inGroup('S')) }))],
    ['conditions that only flows have', ['F1', 'F2'].map((id) => flow(id, { profileFilter: definition(notInFlow(), never('ORDER', flowStart)) }))],
    ['having ever bought', ['F1', 'F2'].map((id) => flow(id, { splits: [definition(did('ORDER', allTime))] }))],
    ['a contradiction', ['F1', 'F2'].map((id) => flow(id, { splits: [definition(did('ORDER'), never('ORDER'))] }))],
  ])('is none where it is %s', (_what, flows) => {
    expect(analyzed(anInventory({ flows })).hiddenRules).toEqual([]);
  });

  test('counts from as many flows as the setting says', () => {
    const inventory = anInventory({ flows: [flow('F1', { profileFilter: filter }), flow('F2', { profileFilter: filter })] });
    expect(analyzed(inventory, aBehavior(), settings({ 'Hidden rule from flows': 3 })).hiddenRules).toEqual([]);
  });
});

describe('a set of campaigns', () => {
  const lists = [aList('A', { name: 'Newsletter' }), aList('B', { name: 'Recent buyers' })];

  test('sent three times is a hidden rule; twice, or a single list, is none', () => {
    const coverage = analyzed(
      anInventory({
        lists,
        campaigns: [
          ...[5, 15, 25].map((days) => aCampaign(`C${days}`, ['A'], days, { excluded: ['B'] })),
          ...[6, 16].map((days) => aCampaign(`D${days}`, ['B'], days, { excluded: ['A'] })),
          ...[7, 17, 27].map((days) => aCampaign(`E${days}`, ['A'], days)),
        ],
      }),
    );
    expect(coverage.hiddenRules.map(({ suggestedName, places }) => [suggestedName, places.length])).toEqual([['Newsletter, without Recent buyers', 3]]);
  });

  test('is the same set when a segment stands for one of its parts', () => {
    const coverage = analyzed(
      anInventory({
        lists,
        segments: [aSegment('ALIAS', definition(inGroup('B')))],
        campaigns: [
          aCampaign('C1', ['A'], 5, { excluded: ['B'] }),
          aCampaign('C2', ['A'], 15, { excluded: ['ALIAS'] }),
          aCampaign('C3', ['A'], 25, { excluded: ['B', 'ALIAS'] }),
        ],
      }),
    );
    expect(coverage.hiddenRules).toHaveLength(1);
    expect(coverage.hiddenRules[0]!.places).toHaveLength(3);
  });
});
