import type { MappedMetric, MetricActivity } from '../../domain/account/inventory';
import type { Instant } from '../../domain/account/known';
import { endpointOf } from '../http/endpoints';
import { reasonFor } from '../schedule/failure';
import { arrayOf, includedOf, instantOf, numberOf, objectOf, relatedIds, resourcesOf, textOf } from '../http/json';
import { parseMetric, parseMetricProperty } from './parse-objects';
import type { Handler, ReadingContext } from '../schedule/context';
import { STAND_IN } from './results';
import { filterTime, pathOf, pathWithQuery } from '../http/request';
import { aggregateZone, monthStart } from './zone-time';

/** Months of activity of metrics that audiences are built on: the look-back of events. */
const CANDIDATE_MONTHS = 24;
/** Months of activity that tell whether a metric which a segment names is alive. */
const REFERENCED_MONTHS = 12;
/** A metric without an event in what was read is looked for further back, a year a call, as far as this: only then can it be said when it was last seen. */
const FURTHEST_MONTHS = 60;
/** Most metrics named by segments that are looked into. */
const MOST_REFERENCED = 200;

export const readMetricPage: Handler<'metric-page'> = {
  endpoint: () => 'metrics',
  shape: () => ({ path: pathWithQuery(endpointOf('metrics').path, { 'fields[metric]': 'name,created,updated,integration' }) }),
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

export const readMappedMetrics: Handler<'mapped-metrics'> = {
  endpoint: () => 'mappedMetrics',
  shape: () => ({ path: pathWithQuery(endpointOf('mappedMetrics').path, { include: 'metric,custom-metric', 'fields[metric]': 'name', 'fields[custom-metric]': 'name,definition' }) }),
  answer: (_work, answer, _next, context) => {
    const custom = includedOf(answer, 'custom-metric');
    context.head.mappedMetrics = resourcesOf(answer).resources.flatMap((resource): readonly MappedMetric[] => {
      const plain = relatedIds(resource, 'metric');
      if (plain.length > 0) return [{ role: resource.id, metricIds: plain, viaCustomMetric: false }];
      const sources = relatedIds(resource, 'custom-metric').flatMap((id) => sourcesOf(custom.get(id)?.attributes.definition));
      return sources.length > 0 ? [{ role: resource.id, metricIds: [...new Set(sources)], viaCustomMetric: true }] : [];
    });
    return null;
  },
  failed: (_work, failure, context) => {
    context.head.unknown = { ...context.head.unknown, mappedMetrics: reasonFor(failure) };
    if (failure.kind !== 'missing-scope') context.unread('mapping of metrics', failure);
    return null;
  },
  essential: false,
};

/** Metrics that a custom metric is made of. */
function sourcesOf(definition: unknown): readonly string[] {
  return arrayOf(objectOf(definition).metric_groups).flatMap((group) => textOf(objectOf(group).metric_id) ?? []);
}

export const readMetricActivity: Handler<'metric-activity'> = {
  endpoint: () => 'metricActivity',
  shape: (work, context) => ({
    path: endpointOf('metricActivity').path,
    body: {
      data: {
        type: 'metric-aggregate',
        attributes: {
          metric_id: work.metricId, measurements: ['count', 'sum_value', 'unique'], interval: 'month', page_size: 500,
          timezone: aggregateZone(context.head.account?.timezone ?? 'UTC'),
          filter: [`greater-or-equal(datetime,${filterTime(work.from)})`, `less-than(datetime,${filterTime(work.to)})`],
        },
      },
    },
  }),
  answer: (work, answer, _next, context) => {
    const attributes = objectOf(objectOf(objectOf(answer).data).attributes);
    const months = arrayOf(attributes.dates).flatMap((date) => instantOf(date) ?? []);
    const rows = arrayOf(attributes.data).map((row) => objectOf(objectOf(row).measurements));
    const total = (name: string): readonly number[] => months.map((_, place) => rows.reduce((sum, row) => sum + (numberOf(arrayOf(row[name])[place]) ?? 0), 0));
    const read: MetricActivity = { metricId: work.metricId, months, counts: total('count'), sums: total('sum_value'), uniques: total('unique') };
    const keepFrom = monthStart(context.head.account?.timezone ?? 'UTC', context.head.readAt, FURTHEST_MONTHS);
    const kept = context.records.activity.get(work.metricId);
    const all = joined(kept, read, keepFrom);
    context.records.activity.set(work.metricId, all, context.head.reading);
    if (kept !== undefined && hasMore(read, kept)) askPropertiesAnew(work.metricId, context);
    lookFurther(all, context);
    return null;
  },
  failed: (_work, failure, context) => {
    if (failure.kind !== 'gone') context.unread('activity of some metrics', failure);
    return null;
  },
  essential: false,
};

/** Whether events came since: a month that counts more than it did. */
function hasMore(read: MetricActivity, kept: MetricActivity): boolean {
  const before = new Map(kept.months.map((month, place) => [month, kept.counts[place] ?? 0]));
  return read.months.some((month, place) => (read.counts[place] ?? 0) > (before.get(month) ?? 0));
}

/** Asks again for the properties of a metric that had none but Klaviyo's own: events that came since may be the first to carry some. */
function askPropertiesAnew(metricId: string, context: ReadingContext): void {
  const properties = context.records.properties.get(metricId);
  if (properties?.every(isKlaviyosOwn) === true) context.add({ kind: 'metric-properties', metricId });
}

function isKlaviyosOwn({ property }: { readonly property: string }): boolean {
  return property.startsWith('$');
}

/** Asks for the year before what was read of a metric in which nothing happened, until it was created or as far as is looked. */
function lookFurther({ metricId, months, counts }: MetricActivity, context: ReadingContext): void {
  const { head, records } = context;
  const oldest = months[0];
  const created = records.metrics.get(metricId)?.created ?? null;
  if (oldest === undefined || counts.some((count) => count > 0) || (created !== null && created >= oldest)) return;
  const zone = head.account?.timezone ?? 'UTC';
  if (oldest <= monthStart(zone, head.readAt, FURTHEST_MONTHS - 1) || context.openWork('metric-activity').some((work) => work.metricId === metricId)) return;
  context.add({ kind: 'metric-activity', metricId, from: monthStart(zone, oldest, 12), to: oldest });
}

/** Months of both, the newly read ones over the kept ones, oldest first. */
function joined(kept: MetricActivity | undefined, read: MetricActivity, from: Instant): MetricActivity {
  const byMonth = new Map<Instant, readonly [number, number, number]>();
  for (const part of kept === undefined ? [read] : [kept, read]) {
    part.months.forEach((month, place) => byMonth.set(month, [part.counts[place] ?? 0, part.sums[place] ?? 0, part.uniques[place] ?? 0]));
  }
  const months = [...byMonth.keys()].filter((month) => month >= from).sort((one, other) => one - other);
  const column = (place: 0 | 1 | 2): readonly number[] => months.map((month) => byMonth.get(month)?.[place] ?? 0);
  return { metricId: read.metricId, months, counts: column(0), sums: column(1), uniques: column(2) };
}

export const readMetricProperties: Handler<'metric-properties'> = {
  endpoint: () => 'metricProperties',
  shape: (work) => ({
    path: pathWithQuery(pathOf(endpointOf('metricProperties'), work.metricId), {
      'additional-fields[metric-property]': 'sample_values', 'fields[metric-property]': 'property,inferred_type,sample_values',
    }),
  }),
  answer: (work, answer, _next, context) => {
    const properties = resourcesOf(answer).resources.flatMap((resource) => parseMetricProperty(resource, work.metricId) ?? []);
    context.records.properties.set(work.metricId, properties, context.head.reading);
    return null;
  },
  failed: (_work, failure, context) => {
    if (failure.kind !== 'gone') context.unread('event properties of some metrics', failure);
    return null;
  },
  essential: false,
};

/** When metrics and their mapping are read: chooses the conversion metric. */
export function settleMetrics(context: ReadingContext): void {
  const { head, records } = context;
  if (head.unknown.metrics === undefined) records.metrics.sweep(head.reading);
  for (const pieces of [records.activity, records.properties, records.recent]) {
    for (const id of pieces.ids()) if (records.metrics.get(id.replace(/\+$/, '')) === undefined) pieces.delete(id);
  }
  const chosen = context.metricsToRead().conversion;
  head.conversionMetricId = chosen === null ? null : (chosen.standIn ? STAND_IN : '') + chosen.id;
}

/** Queues activity and properties of the metrics that audiences may be built on. */
export function askCandidates(context: ReadingContext): void {
  const { records } = context;
  const { activity, properties } = context.metricsToRead();
  for (const metricId of properties) {
    // None is an answer, too: asked again only when there are new events, see askPropertiesAnew.
    if (records.properties.get(metricId) === undefined) context.add({ kind: 'metric-properties', metricId });
  }
  for (const metricId of activity) askActivity(metricId, CANDIDATE_MONTHS, context);
}

/** Queues activity of metrics that segments name and that is not asked for yet. */
export function askReferenced(context: ReadingContext): void {
  const { records } = context;
  const named = new Set<string>();
  for (const segment of records.segments.values()) collectMetricIds(segment.definition, named);
  const candidates = new Set(context.metricsToRead().activity);
  [...named].filter((id) => !candidates.has(id) && records.metrics.get(id) !== undefined).slice(0, MOST_REFERENCED)
    .forEach((metricId) => askActivity(metricId, REFERENCED_MONTHS, context));
}

/** A call takes at most a year; what was read before is only brought up to date from the month before the last reading. */
function askActivity(metricId: string, months: number, context: ReadingContext): void {
  const { head, records } = context;
  const zone = head.account?.timezone ?? 'UTC';
  const kept = records.activity.get(metricId);
  const since = kept === undefined || head.previousAt === null ? null : monthStart(zone, head.previousAt, 1);
  for (let back = months; back > 0; back -= 12) {
    const from = monthStart(zone, head.readAt, back - 1);
    const to = back <= 12 ? head.readAt : monthStart(zone, head.readAt, back - 13);
    if (since !== null && to <= since) continue;
    context.add({ kind: 'metric-activity', metricId, from: since === null ? from : Math.max(from, since), to });
  }
}

function collectMetricIds(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const member of value as unknown[]) collectMetricIds(member, found);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      if (name === 'metric_id' && typeof member === 'string') found.add(member);
      else collectMetricIds(member, found);
    }
  }
}
