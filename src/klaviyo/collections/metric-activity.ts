import type * as sdk from 'klaviyo-api';
import * as v from 'valibot';
import type { MetricActivity, MetricProperty } from '../../domain/account/inventory';
import type { Instant } from '../../domain/account/known';
import { get, post, S, XS } from '../http/endpoint';
import { arrayOf, instantOf, numberOf, objectOf, resourcesOf, type Resource } from '../http/json';
import { filterTime, pathOf, pathWithQuery } from '../http/request';
import type { EntriesOf, Wire } from '../http/wire';
import { after, type Collection } from '../schedule/collection';
import type { Handler, ReadingContext } from '../schedule/context';
import type { Pieces } from '../state/pieces';
import { parsed, text } from './attributes';
import { metricsOf } from './metrics';
import { unlessUnread } from './unless-unread';
import { aggregateZone, monthStart } from './zone-time';

declare module '../schedule/work-item' {
  interface WorkKinds {
    readonly 'metric-activity': { readonly metricId: string; readonly from: Instant; readonly to: Instant };
    readonly 'metric-properties': { readonly metricId: string };
  }
}
declare module '../state/records' {
  interface Records {
    readonly activity: Pieces<MetricActivity>;
    readonly properties: Pieces<readonly MetricProperty[]>;
  }
}

/** Months of activity of metrics that audiences are built on: the look-back of events. */
const CANDIDATE_MONTHS = 24;
/** Months of activity that tell whether a metric which a segment names is alive. */
const REFERENCED_MONTHS = 12;
/** A metric without an event in what was read is looked for further back, a year a call, as far as this: only then can it be said when it was last seen. */
const FURTHEST_MONTHS = 60;
/** Most metrics named by segments, and by flows, that are looked into. */
const MOST_REFERENCED = 200;

export const METRIC_ACTIVITY = post(
  'metricActivity',
  '/api/metric-aggregates',
  S,
  ['metrics:read'],
  'the activity of metrics by month',
  "Twelve monthly buckets a call instead of the events themselves; a longer span is not promised. Asked only for metrics that shops, Klaviyo's channels or segment rules use.",
);
const METRIC_PROPERTIES = get(
  'metricProperties',
  '/api/metrics/{id}/metric-properties',
  XS,
  null,
  ['metrics:read'],
  'the event properties of metrics',
  'Names, types and samples of all properties of a metric in one call; only for metrics about orders and products.',
);

const PROPERTY_ATTRIBUTES = {
  property: v.string(),
  inferred_type: text,
  sample_values: v.nullish(v.fallback(v.array(v.unknown()), []), []),
} satisfies EntriesOf<Wire<sdk.MetricPropertyResponseObjectResourceExtendedAttributes>>;

export function parseMetricProperty(resource: Resource, metricId: string): MetricProperty | null {
  const found = parsed(PROPERTY_ATTRIBUTES, resource);
  return found && { metricId, property: found.property, type: found.inferred_type, samples: found.sample_values.slice(0, 20) };
}

const readMetricActivity: Handler<'metric-activity'> = {
  endpoint: () => METRIC_ACTIVITY,
  shape: (work, context) => ({
    path: METRIC_ACTIVITY.path,
    body: {
      data: {
        type: 'metric-aggregate',
        attributes: {
          metric_id: work.metricId,
          measurements: ['count', 'sum_value', 'unique'],
          interval: 'month',
          page_size: 500,
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

const readMetricProperties: Handler<'metric-properties'> = {
  endpoint: () => METRIC_PROPERTIES,
  shape: (work) => ({
    path: pathWithQuery(pathOf(METRIC_PROPERTIES, work.metricId), {
      'additional-fields[metric-property]': 'sample_values',
      'fields[metric-property]': 'property,inferred_type,sample_values',
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

/** Queues activity and properties of the metrics that audiences may be built on. */
function askCandidates(context: ReadingContext): void {
  const { records } = context;
  const { activity, properties } = metricsOf(context);
  for (const metricId of properties) {
    // None is an answer, too: asked again only when there are new events, see askPropertiesAnew.
    if (records.properties.get(metricId) === undefined) context.add({ kind: 'metric-properties', metricId });
  }
  for (const metricId of activity) askActivity(metricId, CANDIDATE_MONTHS, context);
}

/** Queues activity of metrics that segments name and that is not asked for yet. */
function askReferenced(context: ReadingContext): void {
  askNamed(namedBySegments(context), new Set(metricsOf(context).activity), context);
}

/** The same for metrics that only flows name: a trigger or filter on one that has stopped runs for nobody. */
function askNamedByFlows(context: ReadingContext): void {
  const named = new Set<string>();
  for (const { definition } of context.records.flowDefinitions.values()) collectMetricIds(definition, named);
  askNamed(named, new Set([...metricsOf(context).activity, ...namedBySegments(context)]), context);
}

function namedBySegments({ records }: ReadingContext): ReadonlySet<string> {
  const named = new Set<string>();
  for (const segment of records.segments.values()) collectMetricIds(segment.definition, named);
  return named;
}

function askNamed(named: ReadonlySet<string>, asked: ReadonlySet<string>, context: ReadingContext): void {
  [...named]
    .filter((id) => !asked.has(id) && context.records.metrics.get(id) !== undefined)
    .slice(0, MOST_REFERENCED)
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
    const { type, id } = value as { readonly type?: unknown; readonly id?: unknown };
    // A flow's trigger.
    if (type === 'metric' && typeof id === 'string') found.add(id);
    for (const [name, member] of Object.entries(value)) {
      if (name === 'metric_id' && typeof member === 'string') found.add(member);
      else collectMetricIds(member, found);
    }
  }
}

/** What happened to the metrics that matter, and with which properties. */
export const metricActivity = {
  endpoints: [METRIC_ACTIVITY, METRIC_PROPERTIES],
  work: { 'metric-activity': readMetricActivity, 'metric-properties': readMetricProperties },
  records: { activity: 'activity', properties: 'properties' },
  steps: [
    { name: 'candidates', label: 'Reading the activity of metrics', completes: 'activity', stage: 1, after: after('metrics'), begin: askCandidates },
    { name: 'referenced', label: 'Reading the activity of metrics', after: after('candidates', 'segments'), begin: askReferenced },
    { name: 'named by flows', label: 'Reading the activity of metrics', after: after('referenced', 'flow definitions'), begin: askNamedByFlows },
  ],
  inventory: ({ head, records }) => ({
    activity: unlessUnread(head, 'activity', () => records.activity.values()),
    metricProperties: records.properties.values().flat(),
  }),
} satisfies Collection;
