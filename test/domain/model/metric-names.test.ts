import { aFlow, anInventory, aSegment } from '../../build/inventory';
import type { Metric } from '../../../src/domain/account/inventory';
import { known } from '../../../src/domain/account/known';
import { namesOf } from '../../../src/domain/model/account-names';

const order = (id: string, integration: string | null): Metric => ({
  id,
  name: 'Placed Order',
  created: null,
  updated: null,
  integration: integration === null ? null : { name: integration, category: 'eCommerce' },
});
const counts = (metricId: string, events: number) => ({ metricId, months: [0], counts: [events], sums: [0], uniques: [events] });
const using = (id: string): unknown => ({
  condition_groups: [
    {
      conditions: [
        {
          type: 'profile-metric',
          metric_id: id,
          measurement: 'count',
          measurement_filter: { type: 'numeric', operator: 'equals', value: 0 },
          timeframe_filter: { type: 'date', operator: 'alltime' },
        },
      ],
    },
  ],
});
const named = (change: NonNullable<Parameters<typeof anInventory>[0]>, ...ids: string[]): string[] => {
  const names = namesOf(anInventory({ activity: known([]), ...change }));
  return ids.map((id) => names.metric(id));
};

describe('two metrics of one name', () => {
  const metrics = [order('Main01', 'Shopify'), order('Other2', 'Shopify')];
  const rules = (...ids: string[]) => ids.map((id) => aSegment(`Of${id}`, using(id)));

  it('bear the bare name where one alone is in use, and the other is told from it', () => {
    expect(named({ metrics, segments: rules('Main01') }, 'Main01', 'Other2')).toEqual(['Placed Order', 'Placed Order (Shopify 2)']);
    expect(named({ metrics, activity: known([counts('Main01', 1000), counts('Other2', 99)]) }, 'Main01', 'Other2')).toEqual([
      'Placed Order',
      'Placed Order (Shopify 2)',
    ]);
  });

  it('are both told apart where both are in use: by rules of segments or flows, or by their events', () => {
    const both = ['Placed Order (Shopify)', 'Placed Order (Shopify 2)'];
    expect(named({ metrics, segments: rules('Main01', 'Other2') }, 'Main01', 'Other2')).toEqual(both);
    expect(named({ metrics, segments: rules('Main01'), flows: [aFlow('F', { triggers: [{ type: 'metric', id: 'Other2' }] })] }, 'Main01', 'Other2')).toEqual(
      both,
    );
    expect(named({ metrics, segments: rules('Main01'), activity: known([counts('Main01', 500), counts('Other2', 500)]) }, 'Main01', 'Other2')).toEqual(both);
    expect(named({ metrics: [order('Main01', 'Shopify'), order('Other2', null)], segments: rules('Main01', 'Other2') }, 'Main01', 'Other2')).toEqual([
      'Placed Order (Shopify)',
      'Placed Order (ending er2)',
    ]);
  });

  it('are both told apart where neither is in use', () => {
    expect(new Set(named({ metrics }, 'Main01', 'Other2')).size).toBe(2);
    expect(named({ metrics }, 'Main01')).toEqual(['Placed Order (Shopify)']);
  });
});
