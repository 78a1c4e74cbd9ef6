import type * as sdk from 'klaviyo-api';
import type { MappedMetric, Metric } from '../../domain/account/inventory';
import { metricsToRead, type MetricsToRead } from '../../domain/catalogue/metric-meaning';
import { get, M, S } from '../http/endpoint';
import { arrayOf, includedOf, objectOf, relatedIds, resourcesOf, textOf, type Resource } from '../http/json';
import { pathWithQuery } from '../http/request';
import type { EntriesOf, Wire } from '../http/wire';
import { after, type Collection } from '../schedule/collection';
import type { Handler, ReadingContext } from '../schedule/context';
import { reasonFor } from '../schedule/failure';
import type { Pieces } from '../state/pieces';
import { anything, parsed, text, time } from './attributes';
import { unlessUnread } from './unless-unread';

declare module '../schedule/work-item' {
  interface WorkKinds {
    readonly 'metric-page': object;
    readonly 'mapped-metrics': object;
  }
}
declare module '../state/records' {
  interface Records {
    readonly metrics: Pieces<Metric>;
  }
}
declare module '../state/head' {
  interface CollectionState {
    mappedMetrics: readonly MappedMetric[];
    /** Metric that reports count conversions by, marked where it only stands in; null where the account has none. */
    conversionMetricId: string | null;
  }
}

const METRICS = get('metrics', '/api/metrics', M, null, ['metrics:read'], 'metrics', 'Pages of 200, fixed.');
const MAPPED_METRICS = get(
  'mappedMetrics',
  '/api/mapped-metrics',
  S,
  null,
  ['metrics:read'],
  'the mapping of metrics to revenue, orders and views',
  'One call; include=metric,custom-metric brings the ids and, for custom metrics, the metrics they are made of.',
);
type MetricAttributes = Wire<Omit<sdk.MetricResponseObjectResourceAttributes, 'integration'>> & { readonly integration?: unknown };

const METRIC_ATTRIBUTES = { name: text, created: time, updated: time, integration: anything } satisfies EntriesOf<MetricAttributes>;

export function parseMetric(resource: Resource): Metric | null {
  const found = parsed(METRIC_ATTRIBUTES, resource);
  if (!found || found.name === null) return null;
  const integration = objectOf(found.integration);
  return {
    id: resource.id,
    name: found.name,
    created: found.created,
    updated: found.updated,
    integration: found.integration === null ? null : { name: textOf(integration.name), category: textOf(integration.category) },
  };
}

/** Marks a conversion metric that is not one: reports require one even for opens, and an account without orders gets another. */
export const STAND_IN = 'stand-in:';

/** What to read of the metrics listed, with the person's own settings; by their usual names where those are not handed in. */
export function metricsOf({ head, records, options }: ReadingContext): MetricsToRead {
  const listed = { metrics: records.metrics.values(), mappedMetrics: unlessUnread(head, 'mappedMetrics', () => head.mappedMetrics) };
  return options.metricsToRead?.(listed) ?? metricsToRead(listed, new Map());
}

/** The listing's first page. */
export const METRIC_LISTING = pathWithQuery(METRICS.path, { 'fields[metric]': 'name,created,updated,integration' });
/** Klaviyo's own mapping of metrics, whole. */
export const METRIC_MAPPING = pathWithQuery(MAPPED_METRICS.path, {
  include: 'metric,custom-metric',
  'fields[metric]': 'name',
  'fields[custom-metric]': 'name,definition',
});

const readMetricPage: Handler<'metric-page'> = {
  endpoint: () => METRICS,
  shape: () => ({ path: METRIC_LISTING }),
  answer: (work, answer, next, context) => {
    const { resources, broken } = resourcesOf(answer);
    let unreadable = broken;
    for (const resource of resources) {
      const metric = parseMetric(resource);
      if (metric === null) unreadable += 1;
      else context.records.metrics.set(metric.id, metric, context.head.reading);
    }
    if (unreadable > 0) context.broken('metrics', unreadable);
    return next === null ? null : work;
  },
  failed: (_work, failure, context) => {
    context.head.unknown = { ...context.head.unknown, metrics: reasonFor(failure), activity: reasonFor(failure) };
    context.unread('metrics', failure);
    return null;
  },
  essential: true,
};

const readMappedMetrics: Handler<'mapped-metrics'> = {
  endpoint: () => MAPPED_METRICS,
  shape: () => ({ path: METRIC_MAPPING }),
  answer: (_work, answer, _next, context) => {
    context.head.mappedMetrics = parseMapping(answer);
    return null;
  },
  failed: (_work, failure, context) => {
    context.head.unknown = { ...context.head.unknown, mappedMetrics: reasonFor(failure) };
    if (failure.kind !== 'missing-scope') context.unread('mapping of metrics', failure);
    return null;
  },
  essential: false,
};

/** Which metrics Klaviyo itself takes for revenue, orders, views and the like. */
export function parseMapping(answer: unknown): readonly MappedMetric[] {
  const custom = includedOf(answer, 'custom-metric');
  return resourcesOf(answer).resources.flatMap((resource): readonly MappedMetric[] => {
    const plain = relatedIds(resource, 'metric');
    if (plain.length > 0) return [{ role: resource.id, metricIds: plain, viaCustomMetric: false }];
    const sources = relatedIds(resource, 'custom-metric').flatMap((id) => sourcesOf(custom.get(id)?.attributes.definition));
    return sources.length > 0 ? [{ role: resource.id, metricIds: [...new Set(sources)], viaCustomMetric: true }] : [];
  });
}

/** Metrics that a custom metric is made of. */
function sourcesOf(definition: unknown): readonly string[] {
  return arrayOf(objectOf(definition).metric_groups).flatMap((group) => textOf(objectOf(group).metric_id) ?? []);
}

/** When metrics and their mapping are read: chooses the conversion metric. */
function settleMetrics(context: ReadingContext): void {
  const { head, records } = context;
  if (head.unknown.metrics === undefined) records.metrics.sweep(head.reading);
  for (const pieces of [records.activity, records.properties, records.recent]) {
    for (const id of pieces.ids()) if (records.metrics.get(id.replace(/\+$/, '')) === undefined) pieces.delete(id);
  }
  const chosen = metricsOf(context).conversion;
  head.conversionMetricId = chosen === null ? null : (chosen.standIn ? STAND_IN : '') + chosen.id;
}

export const metrics = {
  endpoints: [METRICS, MAPPED_METRICS],
  scopes: [{ scope: 'metrics:read', brings: MAPPED_METRICS.brings, probe: MAPPED_METRICS.path }],
  work: { 'metric-page': readMetricPage, 'mapped-metrics': readMappedMetrics },
  records: { metrics: 'metrics' },
  state: () => ({ mappedMetrics: [], conversionMetricId: null }),
  steps: [
    {
      name: 'metrics',
      label: 'Reading metrics',
      completes: 'metrics',
      stage: 1,
      after: after('account'),
      begin: (context) => {
        context.add({ kind: 'metric-page' });
        context.add({ kind: 'mapped-metrics' });
      },
      end: settleMetrics,
    },
  ],
  inventory: ({ head, records }) => ({
    metrics: head.unknown.metrics === undefined ? records.metrics.values() : [],
    mappedMetrics: unlessUnread(head, 'mappedMetrics', () => head.mappedMetrics),
  }),
} satisfies Collection;
