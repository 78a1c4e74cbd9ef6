import fc from 'fast-check';
import { known, unknown } from '../../../src/domain/account/known';
import type { Inventory } from '../../../src/domain/account/inventory';
import { campaignStanding, flowStanding } from '../../../src/domain/model/group-references';
import type { Coverage } from '../../../src/domain/coverage/recommendation';
import { analyzed, settings, rowOf, verdictOn } from '../../build/analysis';
import { definition, did, flowDefinition, inGroup, inTheLast, never, notInGroup, subscribed } from '../../build/definition';
import { CATALOGUE } from '../../../src/domain/catalogue/catalogue';
import { aBehavior, aCampaign, aFlow, aForm, aList, aScheduledCampaign, aSegment, anInventory, daysAgo, movement } from '../../build/inventory';

const odd = definition(did('CART', inTheLast(17)), never('SMSCLICK', inTheLast(3)));

describe('retiring', () => {
  test('takes what nothing has used for long, and lists too', () => {
    const coverage = analyzed(
      anInventory({
        segments: [aSegment('S', odd)],
        lists: [aList('L', { joinedRecently: known(0) }), aList('J')],
        campaigns: [aCampaign('C', ['S', 'L', 'J'], 400)],
      }),
    );
    // People still join the other one: something that the API does not name feeds it.
    expect(verdictOn(coverage, 'J').verdict).not.toBe('Retire');
    expect(verdictOn(coverage, 'S')).toMatchObject({ verdict: 'Retire', reason: expect.stringContaining('400 days ago') });
    expect(rowOf(coverage, 'retire:L').steps[1]).toContain('Export');
  });

  test.each([
    ['starred', { segments: [aSegment('S', odd, { isStarred: true })] }],
    ['created 13 days ago', { segments: [aSegment('S', odd, { created: daysAgo(13) })] }],
    ['of unknown age', { segments: [aSegment('S', odd, { created: null })] }],
    ['created too lately to count as unused for long', { segments: [aSegment('S', odd, { created: daysAgo(100) })] }],
    ['used by a campaign 100 days ago', { segments: [aSegment('S', odd)], campaigns: [aCampaign('C', ['S'], 100)] }],
    ['excluded by a campaign of the window', { segments: [aSegment('S', odd)], campaigns: [aCampaign('C', ['X'], 10, { excluded: ['S'] })] }],
    ['in a scheduled campaign', { segments: [aSegment('S', odd)], campaigns: [aScheduledCampaign('C', ['S'])] }],
    ['in a branch of a live flow', { segments: [aSegment('S', odd)], flows: [aFlow('F', flowDefinition({ splits: [definition(inGroup('S'))] }))] }],
    ['in a draft flow', { segments: [aSegment('S', odd)], flows: [aFlow('F', flowDefinition({ splits: [definition(inGroup('S'))] }), { status: 'draft' })] }],
    ['needed by a segment that is kept', { segments: [aSegment('S', odd), aSegment('K', definition(inGroup('S'), did('ORDER')), { isStarred: true })] }],
    ['the cover of a lifecycle audience', { segments: [aSegment('S', definition(subscribed()))] }],
  ])('spares a segment that is %s', (_why, parts) => {
    expect(verdictOn(analyzed(anInventory(parts)), 'S').verdict).not.toBe('Retire');
  });

  test('spares a list that a published form fills', () => {
    expect(verdictOn(analyzed(anInventory({ lists: [aList('L')], forms: [aForm('W', ['L'])] })), 'L').verdict).toBe('Keep');
  });

  test('takes a whole chain that nobody uses, and says in which order', () => {
    const coverage = analyzed(anInventory({ segments: [aSegment('A', odd), aSegment('B', definition(inGroup('A'), did('VIEWED', inTheLast(11))))] }));
    expect([verdictOn(coverage, 'A').verdict, verdictOn(coverage, 'B').verdict]).toEqual(['Retire', 'Retire']);
    expect(verdictOn(coverage, 'A').reason).toContain('“Segment B”, to be retired as well: retire that first');
  });

  test.each(['campaigns', 'flows', 'forms', 'segments'] as const)('is proposed for nothing while %s could not be read', (part) => {
    const inventory = { ...anInventory({ segments: [aSegment('S', odd)], lists: [aList('L')] }), [part]: unknown<never>('the key lacks a scope') };
    expect(analyzed(inventory).verdicts.filter((verdict) => verdict.verdict === 'Retire')).toEqual([]);
  });
});

describe('merging', () => {
  const rule = definition(subscribed(), did('CART', inTheLast(45)));
  const same = definition(did('CART', inTheLast(45)), subscribed());

  test('keeps the one in live use and tells what to point elsewhere', () => {
    const coverage = analyzed(
      anInventory({
        segments: [
          aSegment('OLD', rule),
          aSegment('USED', same, { created: daysAgo(50) }),
          aSegment('REF', definition(inGroup('OLD'), did('ORDER')), { isStarred: true }),
        ],
        campaigns: [aCampaign('C1', ['USED'], 5), aCampaign('C2', ['USED'], 15), aCampaign('PAST', ['OLD'], 300)],
        flows: [aFlow('F', flowDefinition({ profileFilter: definition(inGroup('OLD')) }))],
      }),
    );
    expect(verdictOn(coverage, 'OLD')).toMatchObject({ verdict: 'Merge', into: 'USED' });
    expect(
      verdictOn(coverage, 'OLD')
        .repoint.map((use) => use.by.id)
        .sort(),
    ).toEqual(['F', 'REF']);
    expect(verdictOn(coverage, 'USED').verdict).not.toBe('Merge');
    expect(rowOf(coverage, 'merge:OLD')).toMatchObject({
      action: 'Merge',
      readiness: 'ready',
      touches: expect.arrayContaining([
        { type: 'segment', id: 'USED' },
        { type: 'flow', id: 'F' },
      ]),
    });
  });

  test('keeps the starred one, else the oldest; spares what is starred or new', () => {
    const starred = analyzed(
      anInventory({
        segments: [aSegment('A', rule, { created: daysAgo(900) }), aSegment('B', same, { isStarred: true })],
        campaigns: [aCampaign('C', ['A', 'B'], 100)],
      }),
    );
    expect([verdictOn(starred, 'A').into, verdictOn(starred, 'B').verdict]).toEqual(['B', 'Keep']);
    const oldest = analyzed(
      anInventory({ segments: [aSegment('A', rule), aSegment('B', same, { created: daysAgo(800) })], campaigns: [aCampaign('C', ['A', 'B'], 100)] }),
    );
    expect(verdictOn(oldest, 'A').into).toBe('B');
    const young = analyzed(
      anInventory({ segments: [aSegment('A', rule), aSegment('B', same, { created: daysAgo(5) })], campaigns: [aCampaign('C', ['A', 'B'], 10)] }),
    );
    expect(verdictOn(young, 'B').verdict).not.toBe('Merge');
  });

  test('is not proposed for near ones where the smaller covers a lifecycle audience of its own', () => {
    const coverage = analyzed(
      anInventory({
        segments: [aSegment('BASE', definition(subscribed()), { members: 1_000 }), aSegment('PART', definition(subscribed(), never('CART')), { members: 990 })],
        campaigns: [aCampaign('C', ['PART'], 5)],
      }),
    );
    expect(verdictOn(coverage, 'BASE').verdict).toBe('Keep');
  });

  test('of near ones needs a decision', () => {
    const coverage = analyzed(
      anInventory({
        segments: [
          aSegment('WIDE', definition(did('CART', inTheLast(50))), { members: 1_000 }),
          aSegment('IN', definition(did('CART', inTheLast(50)), never('SMSCLICK')), { members: 950 }),
        ],
        campaigns: [aCampaign('C1', ['WIDE'], 5), aCampaign('C2', ['WIDE'], 8), aCampaign('C3', ['IN'], 8)],
      }),
    );
    expect(verdictOn(coverage, 'IN')).toMatchObject({ verdict: 'Merge', into: 'WIDE', reason: expect.stringContaining('950 against 1,000 members') });
    expect(rowOf(coverage, 'merge:IN').readiness).toBe('needs review');
  });
});

describe('nothing that is depended on is ever retired', () => {
  const ids = ['S0', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'L0', 'L1', 'L2'];
  const anId = fc.constantFrom(...ids, 'GONE');
  const someIds = fc.uniqueArray(anId, { maxLength: 3 });
  const condition = fc.oneof(
    fc
      .record({ member: fc.boolean(), of: fc.uniqueArray(anId, { minLength: 1, maxLength: 2 }) })
      .map(({ member, of }) => (member ? inGroup(...of) : notInGroup(...of))),
    fc.constantFrom<object>(did('ORDER'), never('ORDER'), did('CART', inTheLast(30)), subscribed(), { type: 'profile-later', group: 'L1' }),
  );
  const rule = fc.array(condition, { minLength: 1, maxLength: 3 }).map((conditions) => definition(...conditions));
  const segment = fc.record({
    rule,
    isStarred: fc.boolean(),
    isActive: fc.boolean(),
    age: fc.constantFrom(3, 100, 400),
    total: fc.constantFrom(0, 10, 900, 1_000),
  });
  const campaign = fc.record({
    included: someIds,
    excluded: someIds,
    sent: fc.constantFrom(5, 89, 91, 200, 400),
    status: fc.constantFrom('Sent', 'Draft', 'Scheduled', 'Sending', 'Cancelled', 'New status'),
  });
  const flow = fc.record({ filter: rule, split: rule, update: someIds, status: fc.constantFrom('live', 'manual', 'draft', 'other'), archived: fc.boolean() });
  const account = fc
    .record({
      segments: fc.array(segment, { minLength: 7, maxLength: 7 }),
      campaigns: fc.array(campaign, { maxLength: 3 }),
      flows: fc.array(flow, { maxLength: 2 }),
      form: someIds,
      unread: fc.constantFrom(...Array<null>(9).fill(null), 'flows' as const),
    })
    .map((parts): Inventory => {
      const built = anInventory({
        segments: parts.segments.map((one, at) =>
          aSegment(`S${at}`, one.rule, {
            isStarred: one.isStarred && at % 3 === 0,
            isActive: one.isActive || at % 2 === 0,
            created: daysAgo(one.age),
            members: known(movement(one.total)),
          }),
        ),
        lists: ['L0', 'L1', 'L2'].map((id) => aList(id)),
        campaigns: parts.campaigns.map((one, at) => aCampaign(`C${at}`, one.included, one.sent, { excluded: one.excluded, status: one.status })),
        flows: parts.flows.map((one, at) =>
          aFlow(`F${at}`, flowDefinition({ profileFilter: one.filter, splits: [one.split], listUpdates: one.update }), {
            status: one.status,
            archived: one.archived,
          }),
        ),
        forms: [aForm('W', parts.form)],
      });
      return parts.unread === null ? built : { ...built, flows: unknown('not read') };
    });

  /** Ids anywhere in a JSON: a plain reading, apart from the graph under test. */
  const named = (json: unknown): readonly string[] => ids.filter((id) => JSON.stringify(json).includes(`"${id}"`));

  function mustStay(inventory: Inventory, coverage: Coverage): ReadonlySet<string> {
    const value = <T>(part: { readonly value: readonly T[] } | { readonly unknown: string }): readonly T[] => ('value' in part ? part.value : []);
    const retired = new Set(coverage.verdicts.filter((verdict) => verdict.verdict === 'Retire').map((verdict) => verdict.subject.id));
    return new Set([
      ...value(inventory.campaigns)
        .filter((one) => campaignStanding(one, daysAgo(90)) === 'live')
        .flatMap((one) => [...one.included, ...one.excluded]),
      ...value(inventory.flows)
        .filter((one) => flowStanding(one) === 'live')
        .flatMap((one) => named('value' in one.definition ? one.definition.value : null)),
      ...value(inventory.forms).flatMap((one) => one.listIds),
      ...value(inventory.segments)
        .filter((one) => one.isStarred || !retired.has(one.id))
        .flatMap((one) => [...(one.isStarred ? [one.id] : []), ...named(one.definition).filter((id) => id !== one.id)]),
      ...('value' in inventory.flows ? [] : ids),
    ]);
  }

  // Most runs go without the catalogue, which costs most of the time and only ever keeps more.
  const noCatalogue = new Map(CATALOGUE.map((audience) => [audience.id, 'left out']));
  test.each([
    ['without', noCatalogue, 300],
    ['with', new Map<string, string>(), 25],
  ])(
    'in any account %s the catalogue: not by a live flow, a scheduled campaign, one of the window, a form, or a segment that stays',
    (_with, lacking, numRuns) => {
      let retirements = 0;
      fc.assert(
        fc.property(account, (inventory) => {
          const coverage = analyzed(inventory, aBehavior(), settings(), lacking);
          const stay = mustStay(inventory, coverage);
          const retired = coverage.verdicts.filter((verdict) => verdict.verdict === 'Retire');
          retirements += retired.length;
          expect(retired.filter((verdict) => stay.has(verdict.subject.id))).toEqual([]);
          const going = new Set(
            coverage.verdicts.filter((verdict) => verdict.verdict === 'Merge' || verdict.verdict === 'Retire').map((verdict) => verdict.subject.id),
          );
          for (const verdict of coverage.verdicts) if (verdict.into !== null) expect(going.has(verdict.into)).toBe(false);
        }),
        { numRuns },
      );
      expect(retirements).toBeGreaterThan(numRuns / 4);
    },
  );
});
