import type { StoredCustomMetric, StoredMappedMetric, StoredMetric } from './account-data';
import { flowTriggersOf } from './audiences';
import { fingerprint } from './cursor';
import type { Call, Kind, Resource } from './document';
import { fieldOf, isoDate } from './document';

export function showMetric(metric: StoredMetric, call: Call): Resource {
  const { integration } = metric;
  return {
    type: 'metric',
    id: metric.id,
    plural: 'metrics',
    attributes: {
      name: metric.name,
      created: isoDate(metric.created),
      updated: isoDate(metric.updated),
      integration: integration && {
        object: 'integration',
        ...integration,
        image_url: `https://www.klaviyo.com/media/images/integrations/${integration.id}.png`,
      },
    },
    relations: { 'flow-triggers': flowTriggersOf(metric.id, call) },
  };
}

export const METRIC: Kind<StoredMetric> = {
  id: (metric) => metric.id,
  show: showMetric,
  field: (metric, name) =>
    fieldOf({ 'integration.name': metric.integration?.name ?? null, 'integration.category': metric.integration?.category ?? null }, name),
};

export function showCustomMetric(metric: StoredCustomMetric, call: Call): Resource {
  const sources = metric.metricIds.flatMap((id) => call.index.metrics.get(id) ?? []);
  return {
    type: 'custom-metric',
    id: metric.id,
    plural: 'custom-metrics',
    attributes: {
      name: metric.name,
      created: isoDate(metric.created),
      updated: isoDate(metric.updated),
      definition: {
        aggregation_method: metric.aggregation,
        metric_groups: metric.metricIds.map((id) => ({ metric_id: id, metric_filters: [], value_property: metric.aggregation === 'value' ? '$value' : null })),
      },
    },
    relations: {
      metrics: { data: sources.map((source) => ({ type: 'metric', id: source.id })), resources: () => sources.map((source) => showMetric(source, call)) },
    },
  };
}

export function showMappedMetric(mapped: StoredMappedMetric, call: Call): Resource {
  const metric = mapped.metricId === null ? undefined : call.index.metrics.get(mapped.metricId);
  const custom = mapped.customMetricId === null ? undefined : call.index.customMetrics.get(mapped.customMetricId);
  return {
    type: 'mapped-metric',
    id: mapped.role,
    plural: 'mapped-metrics',
    attributes: { updated: isoDate(mapped.updated) },
    relations: {
      metric: { data: metric ? { type: 'metric', id: metric.id } : null, resources: () => (metric ? [showMetric(metric, call)] : []) },
      'custom-metric': { data: custom ? { type: 'custom-metric', id: custom.id } : null, resources: () => (custom ? [showCustomMetric(custom, call)] : []) },
    },
  };
}

/** How many of the newest events are looked at for names, types and samples of properties. */
const LOOKED_AT = 400;
const SAMPLES = 10;

interface Property {
  readonly name: string;
  readonly type: string;
  readonly samples: readonly unknown[];
}

/** The properties that a metric's events carry, as far as its newest events tell. */
export function propertiesOf(metric: StoredMetric, call: Call): readonly Resource[] {
  const series = call.account.events.get(metric.id);
  const found = new Map<string, { type: string; samples: Map<string, unknown> }>();
  const size = series?.times.length ?? 0;
  for (let position = size - 1; series && position >= Math.max(0, size - LOOKED_AT); position -= 1) {
    for (const [name, value] of Object.entries(series.properties(position))) {
      const entry = found.get(name) ?? { type: typeName(value), samples: new Map<string, unknown>() };
      found.set(name, entry);
      for (const item of Array.isArray(value) ? value : [value]) {
        if (entry.samples.size < SAMPLES && item !== null && typeof item !== 'object') entry.samples.set(JSON.stringify(item), item);
      }
    }
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { type, samples }]) => showProperty(metric, { name, type, samples: [...samples.values()] }, call));
}

function showProperty(metric: StoredMetric, property: Property, call: Call): Resource {
  return {
    type: 'metric-property',
    id: `${fingerprint(`${metric.id}/${property.name}`)}${fingerprint(property.name)}`,
    plural: 'metric-properties',
    attributes: {
      label: property.name,
      property: property.name,
      inferred_type: property.type,
      ...(call.additional.has('sample_values') ? { sample_values: property.samples } : {}),
    },
    relations: { metric: { data: { type: 'metric', id: metric.id }, resources: () => [showMetric(metric, call)] } },
  };
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'List';
  if (typeof value === 'number') return 'Numeric';
  if (typeof value === 'boolean') return 'Boolean';
  if (value !== null && typeof value === 'object') return 'Object';
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value) ? 'Date' : 'String';
}
