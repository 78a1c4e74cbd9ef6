import type { EventSeries } from './account-data';
import { readCursor, writeCursor } from './cursor';
import type { Call } from './document';
import { isoDate } from './document';
import { firstAtOrAfter } from './event-series';
import type { Comparison } from './filter';
import { parseFilter } from './filter';
import { badBody, notFound } from './refusal';
import { namesOf, reportAttributes } from './report-request';
import type { Route } from './routes';
import type { Interval } from './time-zone';
import { intervalStarts, isTimeZone } from './time-zone';

const DAY = 86_400_000;
const INTERVALS: readonly string[] = ['hour', 'day', 'week', 'month'];
const MEASUREMENTS = ['count', 'sum_value', 'unique'];
/** Zones that Klaviyo's own list lacks. */
const REFUSED_ZONES: readonly string[] = ['Factory', 'Europe/Kyiv', 'Pacific/Kanton'];
const DIMENSIONS = [
  '$attributed_channel',
  '$attributed_flow',
  '$attributed_message',
  '$attributed_variation',
  '$campaign_channel',
  '$flow',
  '$flow_channel',
  '$message',
  '$message_send_cohort',
  '$usage_amount',
  '$value_currency',
  '$variation',
  '$variation_send_cohort',
  'Bot Click',
  'Bounce Type',
  'Campaign Name',
  'Client Canonical',
  'Client Name',
  'Client Type',
  'Email Domain',
  'Failure Source',
  'Failure Type',
  'From Number',
  'From Phone Region',
  'Inbox Provider',
  'List',
  'Message Format',
  'Message Name',
  'Message Type',
  'Method',
  'Segment Count',
  'Subject',
  'To Number',
  'To Phone Region',
  'URL',
  'form_id',
];

interface Query {
  readonly series: EventSeries | undefined;
  readonly from: number;
  readonly to: number;
  readonly starts: readonly number[];
  readonly by: readonly string[];
  readonly conditions: readonly Comparison[];
}

/** One combination of dimension values, counted by interval. */
interface Bucketed {
  readonly dimensions: readonly string[];
  readonly count: number[];
  readonly sum: number[];
  readonly people: Set<number>[];
}

const text = (attributes: Readonly<Record<string, unknown>>, key: string, fallback: string): string => {
  const value = attributes[key];
  return value === undefined || value === null ? fallback : String(value);
};

function readBody(attributes: Readonly<Record<string, unknown>>, call: Call): Query {
  const metricId = attributes.metric_id;
  if (typeof metricId !== 'string') throw badBody('/data/attributes/metric_id', 'metric_id is required.');
  if (call.index.customMetrics.has(metricId)) throw badBody('/data/attributes/metric_id', 'Custom metrics are not supported.');
  if (!call.index.metrics.has(metricId)) throw notFound('metric', metricId);
  const interval = text(attributes, 'interval', 'day');
  if (!INTERVALS.includes(interval)) throw badBody('/data/attributes/interval', `'${interval}' is not an interval: hour, day, week or month.`);
  const zone = text(attributes, 'timezone', 'UTC');
  if (REFUSED_ZONES.includes(zone) || !isTimeZone(zone)) throw badBody('/data/attributes/timezone', `'${zone}' is not a supported time zone.`);
  const { from, to, conditions } = readFilter(attributes.filter);
  const by = namesOf(attributes, 'by', DIMENSIONS, []);
  return { series: call.account.events.get(metricId), from, to, starts: intervalStarts(zone, interval as Interval, from, to), by, conditions };
}

function readFilter(filter: unknown): { readonly from: number; readonly to: number; readonly conditions: readonly Comparison[] } {
  const pointer = '/data/attributes/filter';
  if (!Array.isArray(filter)) throw badBody(pointer, 'filter must be a list of strings.');
  const comparisons = filter.flatMap((entry) => parseFilter(String(entry)));
  const bound = (operator: string): number => {
    const found = comparisons.filter((comparison) => comparison.field === 'datetime' && comparison.operator === operator);
    const value = found[0]?.values[0];
    if (found.length !== 1 || value?.kind !== 'date') throw badBody(pointer, `filter must hold one ${operator}(datetime,…) with an unquoted date-time.`);
    return value.value;
  };
  const from = bound('greater-or-equal');
  const to = bound('less-than');
  if (to <= from) throw badBody(pointer, 'The end of the time range must be after its start.');
  if (to - from > 366 * DAY) throw badBody(pointer, 'The time range cannot be longer than one year.');
  const conditions = comparisons.filter((comparison) => comparison.field !== 'datetime');
  for (const { field, operator } of conditions) {
    if (!DIMENSIONS.includes(field)) throw badBody(pointer, `'${field}' cannot be filtered.`);
    if (operator !== 'equals' && operator !== 'any') throw badBody(pointer, `'${operator}' is not supported: equals or any.`);
  }
  return { from, to, conditions };
}

/** The value of a dimension for one event; empty where the event lacks it. */
function dimension(properties: Readonly<Record<string, unknown>>, attributed: string | null, name: string): string {
  if (name === '$attributed_message') return attributed ?? '';
  const value = properties[name];
  if (value === undefined || value === null) return '';
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
}

function count(query: Query, withPeople: boolean, now: number): readonly Bucketed[] {
  const groups = new Map<string, Bucketed>();
  const groupOf = (dimensions: readonly string[]): Bucketed => {
    const key = JSON.stringify(dimensions);
    let group = groups.get(key);
    if (!group) {
      group = {
        dimensions,
        count: query.starts.map(() => 0),
        sum: query.starts.map(() => 0),
        people: withPeople ? query.starts.map(() => new Set<number>()) : [],
      };
      groups.set(key, group);
    }
    return group;
  };
  const { series } = query;
  const plain = query.by.length === 0 ? groupOf([]) : null;
  if (!series) return [...groups.values()];
  const looksInside = plain === null || query.conditions.length > 0;
  let place = 0;
  const end = firstAtOrAfter(series.times, Math.min(query.to, now + 1));
  for (let position = firstAtOrAfter(series.times, query.from); position < end; position += 1) {
    const at = series.times[position] as number;
    while (place + 1 < query.starts.length && (query.starts[place + 1] as number) <= at) place += 1;
    let group = plain;
    if (looksInside) {
      const properties = series.properties(position);
      const attributed = series.attribution(position);
      if (!query.conditions.every(({ field, values }) => values.some(({ value }) => String(value) === dimension(properties, attributed, field)))) continue;
      group = plain ?? groupOf(query.by.map((name) => dimension(properties, attributed, name)));
    }
    if (!group) continue;
    group.count[place] = (group.count[place] ?? 0) + 1;
    const value = series.values?.[position] ?? Number.NaN;
    if (!Number.isNaN(value)) group.sum[place] = (group.sum[place] ?? 0) + value;
    group.people[place]?.add(series.profiles[position] as number);
  }
  return [...groups.values()];
}

const aggregate: Route = (call) => {
  const attributes = reportAttributes(call, 'metric-aggregate');
  const measurements = namesOf(attributes, 'measurements', MEASUREMENTS, null);
  const size = Number(text(attributes, 'page_size', '500'));
  if (!Number.isInteger(size) || size < 1 || size > 5000) throw badBody('/data/attributes/page_size', 'page_size must be a whole number from 1 to 5000.');
  const query = readBody(attributes, call);
  const groups = [...count(query, measurements.includes('unique'), call.now)];
  const sort = attributes.sort;
  if (typeof sort === 'string') {
    const place = query.by.indexOf(sort.replace(/^-/, ''));
    if (place < 0) throw badBody('/data/attributes/sort', `'${sort}' is not one of the dimensions asked for.`);
    groups.sort((a, b) => ((a.dimensions[place] ?? '') < (b.dimensions[place] ?? '') ? -1 : 1) * (sort.startsWith('-') ? -1 : 1));
  }
  const { page_cursor: cursor, ...rest } = attributes;
  const listing = JSON.stringify(rest);
  const start = cursor === undefined || cursor === null ? 0 : readCursor(String(cursor), listing, 'page_cursor').offset;
  const data = groups
    .slice(start, start + size)
    .map((group) => ({
      dimensions: group.dimensions,
      measurements: Object.fromEntries(
        measurements.map((name) => [
          name,
          name === 'count'
            ? group.count
            : name === 'unique'
              ? group.people.map((people) => people.size)
              : group.sum.map((value) => Math.round(value * 100) / 100),
        ]),
      ),
    }));
  const self = `${call.base}${call.query.target}`;
  const next = start + size < groups.length ? writeCursor({ offset: start + size, last: '' }, listing) : null;
  return {
    data: { type: 'metric-aggregate', id: '00000000-0000-4000-8000-00000000a99e', attributes: { dates: query.starts.map(isoDate), data }, links: { self } },
    // The next cursor goes into the body's page_cursor.
    links: { self, next, prev: null },
  };
};

/** Answers of metric aggregates. */
export const AGGREGATE_ROUTES: Readonly<Record<string, Route>> = { 'POST metric-aggregates': aggregate };
