import { CATALOGUE } from '../../../src/domain/catalogue/catalogue';
import type { LifecycleAudience } from '../../../src/domain/catalogue/audience';
import { analyzed, found, rowOf } from '../../build/analysis';
import { definition, inGroup } from '../../build/definition';
import { METRICS, aBehavior, aFigure, aSegment, anInventory } from '../../build/inventory';

/** Metrics of an account in which nearly every audience of the catalogue has a rule. */
const metrics = [
  ...METRICS,
  ...['Subscribed to Back in Stock', 'Reviewed Product', 'Fulfilled Order', 'Refunded Order', 'Cancelled Order'].map((name) => ({
    ...METRICS[0]!,
    id: name.toUpperCase().replace(/ /g, ''),
    name,
  })),
];
const bare = analyzed(anInventory({ metrics }));

const idsOf = (special: (audience: LifecycleAudience) => boolean): readonly string[] => CATALOGUE.filter(special).map(({ id }) => id);
/** A segment that is the audience, as it would be proposed to this account. */
const segmentOf = (audienceId: string, members: number) =>
  aSegment(`S-${audienceId}`, JSON.parse(rowOf(bare, `create:${audienceId}`).definition!), { name: `Group ${audienceId}`, members });

test('an audience that is rarely filled may be empty; another one may not', () => {
  const rare = idsOf(({ rarelyFilled }) => rarelyFilled);
  expect(rare).toEqual(['B7', 'G6', 'G7', 'I4']);
  const coverage = analyzed(anInventory({ metrics, segments: [...rare, 'C1', 'J1'].map((id) => segmentOf(id, 0)) }));
  expect(found(coverage, 'empty')).toEqual(['segment S-C1', 'segment S-J1']);
});

test('what is merely wider than a rarely filled audience, or overlaps it, is not spared for being empty', () => {
  const rare = segmentOf('B7', 0);
  const groups = (rare.definition as { condition_groups: { conditions: unknown[] }[] }).condition_groups;
  expect(groups.length).toBeGreaterThan(1);
  // The same with an alternative in one group lets in more: wider, if it is matched at all.
  const wider = { condition_groups: groups.map((group, at) => (at === 1 ? { conditions: [...group.conditions, inGroup('ANY')] } : group)) };
  const coverage = analyzed(anInventory({ metrics, segments: [rare, aSegment('WIDER', wider as never, { name: 'Anybody', members: 0 })] }));
  expect(coverage.gaps.find(({ audienceId }) => audienceId === 'B7')!.matches.find(({ segmentId }) => segmentId === 'WIDER')?.fit).toBe('wider');
  expect(found(coverage, 'empty')).toEqual(['segment WIDER']);
});

test('an audience that is broad by design may hold nearly everybody, even where its rule only points to the segment that asks for consent', () => {
  const broad = idsOf(({ broadByDesign }) => broadByDesign);
  expect(broad).toEqual(['A1', 'K1', 'K2', 'K3', 'K4', 'K5', 'K6', 'K7']);
  const coverage = analyzed(
    anInventory({
      metrics,
      segments: [...broad, 'L1'].flatMap((id) => [
        segmentOf(id, 9_500),
        aSegment(`VIA-${id}`, definition(inGroup(`S-${id}`)), { name: `Points to ${id}`, members: 9_500 }),
      ]),
    }),
  );
  expect(found(coverage, 'too-broad')).toEqual(['segment S-L1', 'segment VIA-L1']);
});

test('an audience that means the best customers should hold neither almost nobody nor half of them; another one may', () => {
  const vips = idsOf(({ vip }) => vip);
  expect(vips).toEqual(['E1', 'E2']);
  const buyers = { id: 'buyers', topic: 'Orders' as const, name: 'Buyers', figure: aFigure(10_000) };
  // Thresholds a little off the account's own, so that the numbers in the rule are no drift by themselves.
  const nearly = (id: string) => {
    const segment = segmentOf(id, 5_000);
    return {
      ...segment,
      definition: JSON.parse(JSON.stringify(segment.definition).replace(/"value":(\d+)/, (_, value: string) => `"value":${Number(value) + 1}`)) as unknown,
    };
  };
  const coverage = analyzed(anInventory({ metrics, segments: [...vips, 'B6'].map(nearly) }), aBehavior({ figures: [buyers] }));
  expect(found(coverage, 'threshold-drift')).toEqual(vips.map((id) => `segment S-${id}`));
});

test('an audience with a legal question is never ready to create: the row asks the question', () => {
  const delicate = CATALOGUE.filter(({ legalQuestion }) => legalQuestion !== null);
  expect(delicate.map(({ id }) => id)).toEqual(['K4']);
  for (const { id, legalQuestion } of delicate)
    expect(rowOf(bare, `create:${id}`)).toMatchObject({ readiness: 'needs review', readinessReason: legalQuestion });
  expect(rowOf(bare, 'create:K5').readiness).toBe('ready');
});
