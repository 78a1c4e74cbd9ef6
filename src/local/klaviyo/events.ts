import type { EventSeries } from './account-data';
import { readCursor, writeCursor } from './cursor';
import type { Call, Resource } from './document';
import { isoDate, listingOf, manyDocument, oneDocument, pageSize } from './document';
import { byProfile, firstAtOrAfter } from './event-series';
import { eventId, eventUuid, readEventId } from './identifiers';
import { showMetric } from './metrics';
import { renderEvents } from './event-page';
import { showProfile } from './profiles';
import { badParameter, notFound } from './refusal';
import type { Route } from './routes';

/** One event; its properties are put together only when they will be shown. */
function showEvent(series: EventSeries, position: number, call: Call): Resource {
  const at = series.times[position] as number;
  const { fieldsets, include } = call;
  const profileIndex = series.profiles[position] as number;
  const metric = call.index.metrics.get(series.metricId);
  const attributed = include.has('attributions') ? series.attribution(position) : null;
  return {
    type: 'event',
    id: eventId(series.metricId, position),
    plural: 'events',
    attributes: {
      timestamp: Math.floor(at / 1000),
      ...(fieldsets.shows('event', 'event_properties') ? { event_properties: series.properties(position) } : {}),
      datetime: isoDate(Math.floor(at / 1000) * 1000),
      ...(fieldsets.shows('event', 'uuid') ? { uuid: eventUuid(series.metricId, position, at) } : {}),
    },
    relations: {
      profile: {
        data: { type: 'profile', id: call.account.profiles.id(profileIndex) },
        resources: () => [showProfile(call.account.profiles.read(profileIndex), call)],
      },
      metric: { data: metric ? { type: 'metric', id: metric.id } : null, resources: () => (metric ? [showMetric(metric, call)] : []) },
      attributions: {
        data: attributed === null ? [] : [{ type: 'attribution', id: attributed }],
        resources: () => (attributed === null ? [] : [{ type: 'attribution', id: attributed, plural: 'attributions', attributes: {}, relations: {} }]),
      },
    },
  };
}

interface Span {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** The half-open span of milliseconds that the filter's comparisons leave. Events are shown in whole seconds and compared so. */
function spanOf(call: Call): Span {
  let from = Number.NEGATIVE_INFINITY;
  // What has not happened yet is not told.
  let to = call.now + 1;
  for (const { field, operator, values } of call.filter) {
    if (field !== 'datetime' && field !== 'timestamp') continue;
    const at = Number(values[0]?.value) * (field === 'timestamp' ? 1000 : 1);
    switch (operator) {
      case 'greater-or-equal':
        from = Math.max(from, Math.ceil(at / 1000) * 1000);
        break;
      case 'greater-than':
        from = Math.max(from, (Math.floor(at / 1000) + 1) * 1000);
        break;
      case 'less-than':
        to = Math.min(to, Math.ceil(at / 1000) * 1000);
        break;
      case 'less-or-equal':
        to = Math.min(to, (Math.floor(at / 1000) + 1) * 1000);
        break;
    }
  }
  return { from, to };
}

function equalTo(call: Call, field: string): string | null {
  const comparison = call.filter.find((item) => item.field === field && item.operator === 'equals');
  return comparison ? String(comparison.values[0]?.value) : null;
}

/** Where in which series the next event is. */
interface Spot {
  readonly series: EventSeries;
  readonly position: number;
}

function eventsRoute(call: Call): unknown {
  const metricId = equalTo(call, 'metric_id');
  const profileId = equalTo(call, 'profile_id');
  if (metricId !== null && call.index.customMetrics.has(metricId)) throw badParameter('filter', 'Custom metrics are not supported in the metric_id filter.');
  if (metricId !== null && !call.index.metrics.has(metricId)) throw notFound('metric', metricId);
  const series = metricId === null ? [...call.account.events.values()] : [call.account.events.get(metricId)].filter((item) => item !== undefined);
  const [only] = series;
  const sort = call.query.parameters.get('sort') ?? '-datetime';
  if (only && series.length === 1 && profileId === null) return oneSeries(only, sort.startsWith('-'), call);
  return severalSeries(series, profileId, sort.startsWith('-'), call);
}

/** Pages straight through one metric's columns. */
function oneSeries(series: EventSeries, newestFirst: boolean, call: Call): unknown {
  const span = spanOf(call);
  const first = firstAtOrAfter(series.times, span.from);
  const end = firstAtOrAfter(series.times, span.to);
  const size = pageSize(call);
  const cursor = call.query.parameters.get('page[cursor]');
  const listing = listingOf(call);
  // Positions never move, so the cursor is the next position itself.
  let position = newestFirst ? end - 1 : first;
  if (cursor !== undefined) position = readCursor(cursor, listing).offset;
  const positions: number[] = [];
  for (; positions.length < size && position >= first && position < end; position += newestFirst ? -1 : 1) positions.push(position);
  const more = position >= first && position < end;
  return renderEvents(series, positions, call, more ? writeCursor({ offset: position, last: '' }, listing) : null);
}

/** Merges several metrics, or one person's events, by time. */
function severalSeries(series: readonly EventSeries[], profileId: string | null, newestFirst: boolean, call: Call): unknown {
  const span = spanOf(call);
  const profile = profileId === null ? null : call.account.profiles.indexOf(profileId);
  const spots: Spot[] = [];
  for (const one of series) {
    const first = firstAtOrAfter(one.times, span.from);
    const end = firstAtOrAfter(one.times, span.to);
    if (profile === null) for (let position = first; position < end; position += 1) spots.push({ series: one, position });
    else if (profile >= 0) {
      const { offsets, positions } = byProfile(one, call.account.profiles.size);
      for (let place = offsets[profile] as number; place < (offsets[profile + 1] as number); place += 1) {
        const position = positions[place] as number;
        if (position >= first && position < end) spots.push({ series: one, position });
      }
    }
  }
  const time = ({ series: one, position }: Spot): number => one.times[position] as number;
  spots.sort((a, b) => (newestFirst ? time(b) - time(a) : time(a) - time(b)));
  const cursor = call.query.parameters.get('page[cursor]');
  const start = cursor === undefined ? 0 : readCursor(cursor, listingOf(call)).offset;
  const page = spots.slice(start, start + pageSize(call));
  const end = start + page.length;
  return manyDocument(
    page.map((spot) => showEvent(spot.series, spot.position, call)),
    call,
    end < spots.length ? writeCursor({ offset: end, last: '' }, listingOf(call)) : null,
  );
}

/** Answers for events. */
export const EVENT_ROUTES: Readonly<Record<string, Route>> = {
  'GET events': eventsRoute,
  'GET events/{id}': (call) => {
    const spot = readEventId(call.id);
    const series = spot && call.account.events.get(spot.metricId);
    if (!spot || !series || spot.position >= series.times.length || (series.times[spot.position] as number) > call.now) throw notFound('event', call.id);
    return oneDocument(showEvent(series, spot.position, call), call);
  },
};
