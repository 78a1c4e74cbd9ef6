import { bitSet } from '../comparison/bit-set';
import type { BitSet } from '../comparison/bit-set';
import type { PeopleCoverage } from '../comparison/coverage-by-people';
import type { PlannedAudience } from '../catalogue/plan-audiences';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import { all } from '../rule/rule';
import type { Rule } from '../rule/rule';
import type { Stage } from '../terms/lifecycle-terms';

/** Stages that a person can be in, each by the audiences that make it; who is in two is counted in the first. */
const STAGES_OF_BUYERS: readonly (readonly [Stage, readonly string[]])[] = [
  ['At risk', ['H1', 'E5']],
  ['Lapsed or win-back', ['I1', 'I2', 'I3']],
  ['VIP or loyal', ['E1', 'E2']],
  ['First-time buyer', ['C1', 'C2', 'C3']],
  ['Repeat buyer', ['D1', 'D2']],
];
/** A stage is a segment's own where more than this share of its members are in it. */
const MOSTLY = 0.5;

/**
 * The lifecycle stage in which most of those are whom a rule lets in today.
 * @returns null where they cannot be counted, nobody is in it, or no stage holds more than half of them
 */
export function stageByPeople(planned: readonly PlannedAudience[], recognized: RecognizedMetrics, people: PeopleCoverage | null): (rule: Rule) => Stage | null {
  if (people === null) return () => null;
  const stages = peopleByStage(planned, recognized, people);
  return (rule) => {
    const members = people.whoMeets(rule);
    const size = members === null ? 0 : people.sizeOf(members);
    if (members === null || size <= 0) return null;
    return stages.find(({ set }) => people.sizeOf(members.map((word, at) => word & set[at]!)) > MOSTLY * size)?.stage ?? null;
  };
}

function peopleByStage(
  planned: readonly PlannedAudience[],
  recognized: RecognizedMetrics,
  people: PeopleCoverage,
): readonly { readonly stage: Stage; readonly set: BitSet }[] {
  const orders = recognized.byAlias.get('order')?.metricIds ?? [];
  const never: Rule = all(
    orders.map((metricId): Rule => ({
      kind: 'metric',
      metricId,
      measurement: 'count',
      measure: { type: 'numeric', operator: 'equals', value: 0 },
      timeframe: { type: 'date', operator: 'alltime' },
    })),
  );
  const leads = orders.length === 0 ? null : people.whoMeets(never);
  if (leads === null) return [];
  const taken = leads.slice();
  return [
    { stage: 'Subscriber or lead' as const, set: leads },
    ...STAGES_OF_BUYERS.map(([stage, ids]) => {
      const set = bitSet(leads.length << 5);
      for (const { audience, proposed } of planned) {
        const members = ids.includes(audience.id) && proposed.kind === 'rule' ? people.whoMeets(proposed.core) : null;
        members?.forEach((word, at) => {
          set[at]! |= word & ~taken[at]!;
        });
      }
      set.forEach((word, at) => {
        taken[at]! |= word;
      });
      return { stage, set };
    }),
  ];
}
