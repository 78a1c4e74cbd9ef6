import { DAY, type Instant } from '../../domain/account/known';
import type { EventNeed } from '../../domain/behavior/rows';
import { get, XL } from '../http/endpoint';
import { filterTime, pathWithQuery, quoted } from '../http/request';
import { after, type Collection } from '../schedule/collection';
import type { Handler, ReadingContext } from '../schedule/context';
import { reasonFor } from '../schedule/failure';
import { splitWindows } from '../schedule/split-windows';
import { freshWindow, movedOn, planWindows, rowsExpected } from '../schedule/windows';
import type { Window, Work } from '../schedule/work-item';
import type { Pieces } from '../state/pieces';
import { parseEventsPage, type ReadEvent } from './parse-rows';

declare module '../schedule/work-item' {
  interface WorkKinds {
    /** One event, to learn whether events name their profile without being asked to include it. */
    readonly 'event-probe': { readonly metricId: string };
    /** `spanFrom`: start of what counts as read; before it lies the overlap with the previous reading. */
    readonly events: { readonly metricId: string; readonly spanFrom: Instant; readonly window: Window };
  }
}
declare module '../state/records' {
  interface Records {
    readonly recent: Pieces<RecentEvents>;
  }
}
declare module '../state/head' {
  /** Whether an event's profile is only named where it is included; null until that was learnt. */
  interface CollectionState {
    eventsNeedInclude: boolean | null;
  }
}

/** Ids of the latest events of a metric, by which the next reading knows late arrivals from those it has. */
export interface RecentEvents {
  /** Every event in `from` … `upTo` is named. */
  readonly from: Instant;
  readonly upTo: Instant;
  readonly ids: readonly string[];
}

const EVENTS = get(
  'events',
  '/api/events',
  XL,
  1000,
  ['events:read'],
  'events',
  'One metric a query, 1,000 a page, in windows of time so that many cursors run at once. fields[event] leaves out the properties where time and profile are enough.',
);

/** Cursors at once: enough to use 3,500 pages a minute while a page takes a second. */
const CURSORS = 60;
/** A window holds at least so many pages, so that its last, half-full one costs no more than a twentieth. */
const LEAST_PAGES = 12;
/**
 * Events that arrive late: shops send some with an earlier time, minutes or hours after the fact. Each reading therefore
 * begins this long before the end of the last one, and skips what it has by the events' ids. What arrives later still (an
 * import of history) is found by the next full reading.
 */
const OVERLAP = DAY;
/** Most ids kept for that; a metric with more events a day has a shorter overlap. */
const MOST_RECENT = 4000;

function shapeOf(
  metricId: string,
  from: Instant | null,
  until: Instant,
  properties: boolean,
  size: number,
  context: ReadingContext,
): { readonly path: string } {
  const range = from === null ? '' : `greater-or-equal(datetime,${filterTime(from)}),`;
  return {
    path: pathWithQuery(EVENTS.path, {
      filter: `equals(metric_id,${quoted(metricId)}),${range}less-than(datetime,${filterTime(until)})`,
      'page[size]': size,
      sort: 'datetime',
      'fields[event]': properties ? 'datetime,event_properties' : 'datetime',
      // Klaviyo may name an event's profile only where it is included; its smallest form is asked for then.
      ...(context.head.eventsNeedInclude === true ? { include: 'profile', 'fields[profile]': 'id' } : {}),
    }),
  };
}

const readEventProbe: Handler<'event-probe'> = {
  endpoint: () => EVENTS,
  shape: (work, context) => shapeOf(work.metricId, null, context.head.readAt, false, 1, context),
  answer: (_work, answer, _next, context) => {
    const page = parseEventsPage(answer, []);
    context.head.eventsNeedInclude = page.withoutProfile > 0;
    return null;
  },
  failed: (_work, failure, context) => {
    // Any other failure is left to the windows, which are essential and say so.
    if (failure.kind !== 'missing-scope') return null;
    context.head.unknown = { ...context.head.unknown, events: reasonFor(failure) };
    context.unread('events', failure);
    return null;
  },
  essential: false,
};

const readEvents: Handler<'events'> = {
  endpoint: () => EVENTS,
  shape: (work, context) => shapeOf(work.metricId, work.window.from, work.window.until, wantsBody(work.metricId, context), EVENTS.pageSize, context),
  answer: (work, answer, next, context) => {
    const { metricId, window } = work;
    const page = parseEventsPage(answer, propertiesOf(metricId, context));
    if (page.withoutProfile > 0 && page.events.length === 0 && context.head.eventsNeedInclude !== true) {
      context.head.eventsNeedInclude = true;
      context.add({ ...work, window: freshWindow(window.from, window.until) });
      return null;
    }
    if (page.broken + page.withoutProfile > 0) context.unread('some events', { kind: 'broken-record', count: page.broken + page.withoutProfile });
    // The window may have been cut shorter since the cursor began: what lies beyond is read by another.
    const inside = page.events.filter(({ row }) => row.at >= window.from && row.at < window.until);
    const fresh = work.spanFrom > window.from ? withoutKnown(inside, metricId, context) : inside;
    context.collector.addEvents(
      metricId,
      fresh.map(({ row }) => row),
    );
    noteRecent(inside, metricId, context);
    const last = page.events[page.events.length - 1]?.row.at ?? window.at;
    const moved = movedOn(window, inside.length, last);
    if (next !== null && last < window.until) return { ...work, window: moved };
    context.collector.finish(metricId, { from: Math.max(window.from, work.spanFrom), to: window.until });
    return null;
  },
  failed: (work, failure, context) => {
    // A metric that was deleted meanwhile has no events.
    if (failure.kind === 'gone') context.collector.finish(work.metricId, { from: Math.max(work.window.from, work.spanFrom), to: work.window.until });
    else {
      if (failure.kind === 'missing-scope') context.head.unknown = { ...context.head.unknown, events: reasonFor(failure) };
      context.unread(failure.kind === 'missing-scope' ? 'events' : `events of ${context.records.metrics.get(work.metricId)?.name ?? work.metricId}`, failure);
    }
    return null;
  },
  essential: true,
};

function needOf(metricId: string, context: ReadingContext): EventNeed | undefined {
  return context.head.needs?.events.find((need) => need.metricId === metricId);
}

function propertiesOf(metricId: string, context: ReadingContext): readonly string[] {
  return needOf(metricId, context)?.properties ?? [];
}

/** An event's value is one of its properties, and Klaviyo sends those all or none. */
function wantsBody(metricId: string, context: ReadingContext): boolean {
  const need = needOf(metricId, context);
  return need !== undefined && (need.value === true || need.properties.length > 0);
}

/** Queues the first events request: one event, unless an earlier reading learned what it tells. */
function askEventProbe(context: ReadingContext): void {
  const first = context.head.needs?.events[0];
  if (first !== undefined && context.head.eventsNeedInclude === null) context.add({ kind: 'event-probe', metricId: first.metricId });
}

/** Queues a window for each cursor, over what the collector lacks of each metric. */
function askEvents(context: ReadingContext): void {
  const { head, records, collector } = context;
  if (head.unknown.events !== undefined) return;
  const needs = head.needs?.events ?? [];
  const spans = needs.flatMap((need) => collector.missing(need.metricId, head.readAt).map((span) => ({ need, span })));
  const expected = spans.map(({ need, span }) => rowsExpected(span.from, span.to, records.activity.get(need.metricId)) ?? 0);
  const all = expected.reduce((sum, rows) => sum + rows, 0);
  const pageSize = EVENTS.pageSize;
  spans.forEach(({ need, span }, place) => {
    const share = all === 0 ? 1 : Math.max(1, Math.round((CURSORS * (expected[place] ?? 0)) / all));
    const windows = planWindows(span.from, span.to, records.activity.get(need.metricId), share, LEAST_PAGES * pageSize);
    windows.forEach((window, order) =>
      context.add(order === 0 ? overlapping(need, window, context) : { kind: 'events', metricId: need.metricId, spanFrom: window.from, window }),
    );
  });
}

/** The first window of what is missing reaches back over the end of the previous reading. */
function overlapping(need: EventNeed, window: Window, context: ReadingContext): Work {
  const known = context.records.recent.get(need.metricId);
  const from = known !== undefined && known.upTo === window.from ? Math.max(known.from, need.from) : window.from;
  return { kind: 'events', metricId: need.metricId, spanFrom: window.from, window: freshWindow(Math.min(from, window.from), window.until) };
}

function withoutKnown(events: readonly ReadEvent[], metricId: string, context: ReadingContext): readonly ReadEvent[] {
  const known = context.records.recent.get(metricId);
  if (known === undefined) return events;
  const ids = new Set(known.ids);
  return events.filter(({ eventId, row }) => row.at >= known.upTo || !ids.has(eventId));
}

/** Under this key the ids of a reading gather until it is through; each is prefixed by its instant in seconds. */
const gathering = (metricId: string): string => `${metricId}+`;

function noteRecent(events: readonly ReadEvent[], metricId: string, context: ReadingContext): void {
  const { head, records } = context;
  const from = head.readAt - OVERLAP;
  const late = events.filter(({ row }) => row.at >= from).map(({ eventId, row }) => `${row.at / 1000} ${eventId}`);
  if (late.length === 0) return;
  const before = records.recent.get(gathering(metricId))?.ids ?? [];
  const ids = [...before, ...late].sort((one, other) => Number.parseFloat(other) - Number.parseFloat(one)).slice(0, MOST_RECENT + 1);
  records.recent.set(gathering(metricId), { from, upTo: head.readAt, ids }, head.reading);
}

/** When all events are in: the gathered ids become those that the next reading compares with. */
function settleEvents(context: ReadingContext): void {
  const { head, records } = context;
  for (const need of head.needs?.events ?? []) {
    if (context.collector.missing(need.metricId, head.readAt).length > 0) continue;
    const ids = records.recent.get(gathering(need.metricId))?.ids ?? [];
    const full = ids.length > MOST_RECENT;
    // Where not all could be named, the overlap begins after the oldest instant that may be named in part only.
    const from = full ? (Number.parseFloat(ids[ids.length - 1] ?? '0') + 1) * 1000 : head.readAt - OVERLAP;
    const named = ids.filter((entry) => Number.parseFloat(entry) * 1000 >= from).map((entry) => entry.slice(entry.indexOf(' ') + 1));
    records.recent.set(need.metricId, { from, upTo: head.readAt, ids: named }, head.reading);
    records.recent.delete(gathering(need.metricId));
  }
}

/** Windows cut in two so far, by the reader whose context it is. */
const SPLITS = new WeakMap<ReadingContext, number>();

export const events = {
  endpoints: [EVENTS],
  scopes: [{ scope: 'events:read', brings: EVENTS.brings, probe: pathWithQuery(EVENTS.path, { 'fields[event]': 'datetime', 'page[size]': 1 }) }],
  work: { 'event-probe': readEventProbe, events: readEvents },
  records: { recent: 'recent' },
  state: (kept) => ({ eventsNeedInclude: kept?.eventsNeedInclude ?? null }),
  steps: [
    { name: 'event probe', label: 'Reading events', after: after('needs'), begin: askEventProbe },
    { name: 'events', label: 'Reading events', completes: 'events', stage: 2, after: after('event probe'), begin: askEvents, end: settleEvents },
  ],
  beforeTurn: (context) => {
    SPLITS.set(
      context,
      splitWindows(context, 'events', { desired: CURSORS, pageSize: EVENTS.pageSize, pagesRead: 0, splits: SPLITS.get(context) ?? 0 }, (work, window) => ({
        ...work,
        window,
        spanFrom: Math.max(work.spanFrom, window.from),
      })),
    );
  },
} satisfies Collection;
