import type { Metric, MetricActivity, MetricProperty } from '../../src/domain/account/inventory';
import { known } from '../../src/domain/account/known';
import type { RecognitionInput } from '../../src/domain/catalogue/recognize-metrics';
import { anAccount } from './inventory';

export const AT = Date.UTC(2026, 10, 23, 9);

/** A metric and its events of the last 24 months, oldest first (missing months are 0). */
export interface MetricSpec {
  readonly id: string;
  readonly name: string;
  readonly integration?: string | null;
  readonly category?: string | null;
  /** Events in each of the last months, the current one last; null: activity was not read. */
  readonly lastMonths?: readonly number[] | null;
  readonly valueEach?: number;
}

export const shop = (id: string, name: string, integration: string, lastMonths: readonly number[] | null = [50, 50, 50, 50], valueEach = 40): MetricSpec => ({
  id,
  name,
  integration,
  category: 'eCommerce',
  lastMonths,
  valueEach,
});

/** What recognition sees of an account with these metrics. */
export function recognitionInput(
  specs: readonly MetricSpec[],
  more: Partial<Pick<RecognitionInput, 'mappedMetrics' | 'segments'>> & { readonly properties?: readonly MetricProperty[] } = {},
): RecognitionInput {
  const now = new Date(AT);
  const months = Array.from({ length: 24 }, (_, at) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 23 + at, 1));
  return {
    account: anAccount({ timezone: 'UTC' }),
    readAt: AT,
    metrics: specs.map(({ id, name, integration = null, category = null }): Metric => ({
      id,
      name,
      created: null,
      updated: null,
      integration: integration === null ? null : { name: integration, category },
    })),
    mappedMetrics: more.mappedMetrics ?? known([]),
    activity: known(
      specs.flatMap(({ id, lastMonths = [20, 20, 20, 20], valueEach = 0 }): MetricActivity[] => {
        if (lastMonths === null) return [];
        const counts = months.map((_, at) => lastMonths[lastMonths.length - (months.length - at)] ?? 0);
        return [{ metricId: id, months, counts, sums: counts.map((count) => count * valueEach), uniques: counts }];
      }),
    ),
    metricProperties: more.properties ?? [],
    ...(more.segments === undefined ? {} : { segments: more.segments }),
  };
}
