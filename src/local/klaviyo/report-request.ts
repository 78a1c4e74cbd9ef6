import type { Call } from './document';
import type { Comparison } from './filter';
import { parseFilter } from './filter';
import { badBody, badParameter, notFound } from './refusal';
import { readCursor, writeCursor } from './cursor';
import type { Interval } from './time-zone';
import { intervalStarts } from './time-zone';
import type { Timeframe } from './timeframe';
import { readTimeframe } from './timeframe';

const DAY = 86_400_000;
/** Rows of a campaign or flow report in one answer. */
const ROWS = 1000;

export type Attributes = Readonly<Record<string, unknown>>;

/** The attributes of a body `{data: {type, attributes}}`; 400 for any other. */
export function reportAttributes(call: Call, type: string): Attributes {
  const data = (call.body as { readonly data?: { readonly type?: unknown; readonly attributes?: unknown } } | null)?.data;
  if (!data || typeof data !== 'object') throw badBody('/data', 'data is required.');
  if (data.type !== type) throw badBody('/data/type', `The type must be '${type}'.`);
  if (data.attributes === null || typeof data.attributes !== 'object') throw badBody('/data/attributes', 'attributes is required.');
  return data.attributes as Attributes;
}

/** The list of names under `key`, each of them allowed. */
export function namesOf(attributes: Attributes, key: string, allowed: readonly string[], fallback: readonly string[] | null): readonly string[] {
  const value = attributes[key];
  if (value === undefined || value === null) {
    if (fallback) return fallback;
    throw badBody(`/data/attributes/${key}`, `${key} is required.`);
  }
  if (!Array.isArray(value) || value.length === 0) throw badBody(`/data/attributes/${key}`, `${key} must be a list with at least one entry.`);
  for (const name of value)
    if (!allowed.includes(String(name))) throw badBody(`/data/attributes/${key}`, `'${String(name)}' is not a valid choice for ${key}.`);
  return value.map(String);
}

export function timeframeOf(attributes: Attributes, call: Call): Timeframe {
  return readTimeframe(attributes.timeframe, call.account.account.timezone, call.now);
}

const INTERVALS: Readonly<Record<string, { readonly interval: Interval; readonly longest: number }>> = {
  hourly: { interval: 'hour', longest: 7 },
  daily: { interval: 'day', longest: 60 },
  weekly: { interval: 'week', longest: 366 },
  monthly: { interval: 'month', longest: 366 },
};

/** Starts of the intervals of a series report; 400 where the timeframe is too long for them. */
export function seriesStarts(attributes: Attributes, timeframe: Timeframe, call: Call): readonly number[] {
  const rule = INTERVALS[String(attributes.interval)];
  if (!rule) throw badBody('/data/attributes/interval', 'interval must be hourly, daily, weekly or monthly.');
  // An hour's grace covers a change of clocks within the timeframe, a day's the part of today.
  if (timeframe.to - timeframe.from > rule.longest * DAY + DAY + 3_600_000) {
    throw badBody('/data/attributes/interval', `With ${String(attributes.interval)} the timeframe cannot be longer than ${rule.longest} days.`);
  }
  return intervalStarts(call.account.account.timezone, rule.interval, timeframe.from, timeframe.to);
}

/** The conversion metric, which campaign and flow reports require whatever they are asked for. */
export function conversionMetric(attributes: Attributes, call: Call): string {
  const id = attributes.conversion_metric_id;
  if (typeof id !== 'string' || id === '') throw badBody('/data/attributes/conversion_metric_id', 'conversion_metric_id is required.');
  if (!call.index.metrics.has(id) && !call.index.customMetrics.has(id)) throw notFound('metric', id);
  return id;
}

/** A report's filter string; `fields` maps each attribute to its operators. One filter an attribute, at most 100 items a list. */
export function reportFilter(attributes: Attributes, fields: Readonly<Record<string, readonly string[]>>): readonly Comparison[] {
  const text = attributes.filter;
  if (text === undefined || text === null) return [];
  if (typeof text !== 'string') throw badBody('/data/attributes/filter', 'filter must be a string.');
  const comparisons = parseFilter(text);
  const seen = new Set<string>();
  for (const { field, operator, values } of comparisons) {
    const operators = fields[field];
    if (!operators) throw badBody('/data/attributes/filter', `'${field}' cannot be filtered in this report.`);
    if (!operators.includes(operator)) throw badBody('/data/attributes/filter', `'${operator}' is not supported for '${field}' in this report.`);
    if (seen.has(field)) throw badBody('/data/attributes/filter', `Only one filter can be used per attribute: '${field}' has two.`);
    if (values.length > 100) throw badBody('/data/attributes/filter', `A list filter takes at most 100 items: '${field}' has ${values.length}.`);
    if (values.length === 0) throw badBody('/data/attributes/filter', `'${field}' is compared with nothing.`);
    seen.add(field);
  }
  return comparisons;
}

/** One row of a report. */
export interface Row {
  readonly groupings: Readonly<Record<string, unknown>>;
  readonly statistics: Readonly<Record<string, unknown>>;
}

/** The answer of a report, with an undeclared next link where the rows do not fit into one. */
export function reportDocument(type: string, rows: readonly Row[], call: Call, dates: readonly string[] | null, paged: boolean): unknown {
  const listing = `${call.query.path}|${JSON.stringify(call.body)}`;
  const cursor = call.query.parameters.get('page_cursor');
  const start = cursor === undefined ? 0 : readCursor(cursor, listing, 'page_cursor').offset;
  const end = paged ? Math.min(rows.length, start + ROWS) : rows.length;
  if (start > rows.length) throw badParameter('page_cursor', 'Invalid cursor provided.');
  const self = `${call.base}${call.query.target}`;
  const next = end < rows.length ? `${call.base}${call.query.path}?page_cursor=${writeCursor({ offset: end, last: '' }, listing)}` : null;
  return {
    data: { type, attributes: { results: rows.slice(start, end), ...(dates ? { date_times: dates } : {}) }, links: { self } },
    links: { self, ...(next === null ? {} : { next }) },
  };
}
