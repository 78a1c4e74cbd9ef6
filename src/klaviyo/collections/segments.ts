import type * as sdk from 'klaviyo-api';
import * as v from 'valibot';
import type { Segment, SegmentMembers } from '../../domain/account/inventory';
import { DAY, known, unknown, type Instant } from '../../domain/account/known';
import { get, L, post, REPORT, XS } from '../http/endpoint';
import { arrayOf, includedOf, numberOf, objectOf, relatedIds, resourcesOf, textOf, type Resource } from '../http/json';
import { anyOf, filterTime, pathOf, pathWithQuery } from '../http/request';
import type { EntriesOf, Wire } from '../http/wire';
import { after, type Collection } from '../schedule/collection';
import type { Handler, ReadingContext } from '../schedule/context';
import { reasonFor } from '../schedule/failure';
import { notYetOr } from '../schedule/so-far';
import type { Pieces } from '../state/pieces';
import { anything, flag, parsed, text, time } from './attributes';
import { includesOf, noteLeftOut, withLess } from './listing-includes';
import { unlessUnread } from './unless-unread';

declare module '../schedule/work-item' {
  interface WorkKinds {
    /** `updatedAfter`: only those; `ids`: only those (does each still exist?); both null: all. */
    readonly 'segment-page': { readonly updatedAfter: Instant | null; readonly ids: readonly string[] | null };
    /** `ids` null: every segment. */
    readonly 'segment-report': { readonly ids: readonly string[] | null };
    readonly 'segment-size': { readonly segmentId: string };
  }
}
declare module '../state/records' {
  interface Records {
    readonly segments: Pieces<ListedSegment>;
    readonly segmentMembers: Pieces<SegmentMembers>;
  }
}
declare module '../state/head' {
  /** Segments that reports of this reading named. */
  interface CollectionState {
    reportNamed: number;
  }
}

const SEGMENTS = get(
  'segments',
  '/api/segments',
  L,
  10,
  ['segments:read'],
  'segments',
  "Ten to a page is Klaviyo's most; the definition comes by default, and include=flow-triggers,tags replaces two calls a segment at 60 a minute.",
);
const SEGMENT_SIZE = get(
  'segmentSize',
  '/api/segments/{id}',
  XS,
  null,
  ['segments:read'],
  'the sizes of segments',
  'Last resort for segments that no report names: 15 a minute.',
);
const SEGMENT_REPORT = post(
  'segmentReport',
  '/api/segment-values-reports',
  REPORT,
  ['segments:read'],
  'the sizes and movements of segments',
  'One call without a filter names every segment with members, added and removed; any() of up to 100 ids fetches those it left out. It also lists every id, so a later reading notices new and deleted segments without paging.',
);

/** `definition` is left untyped on purpose: domain/rule parses it, and an unknown condition must not be refused here. */
type SegmentAttributes = Wire<Omit<sdk.SegmentListResponseObjectResourceAttributes, 'definition'>> & { readonly definition?: unknown };

const ATTRIBUTES = {
  name: text,
  definition: anything,
  created: time,
  updated: time,
  is_active: v.fallback(v.boolean(), true),
  is_processing: flag,
  is_starred: flag,
} satisfies EntriesOf<SegmentAttributes>;

export type ListedSegment = Omit<Segment, 'members'>;

export function parseSegment(resource: Resource, tagNames: (ids: readonly string[]) => readonly string[]): ListedSegment | null {
  const found = parsed(ATTRIBUTES, resource);
  return (
    found && {
      id: resource.id,
      name: found.name ?? '',
      created: found.created,
      updated: found.updated,
      isActive: found.is_active,
      isProcessing: found.is_processing,
      isStarred: found.is_starred,
      definition: found.definition,
      tags: tagNames(relatedIds(resource, 'tags')),
      triggersFlowIds: relatedIds(resource, 'flow-triggers'),
    }
  );
}

/** Days over which members added and removed are told: Klaviyo's `last_30_days`. */
const MOVEMENT_DAYS = 30;
/** Most ids that one report takes in its filter. */
const IDS_A_REPORT = 100;
/** The clocks of two readings and of Klaviyo may differ; what was updated this long before the last one is asked for again. */
const CLOCK_MARGIN = 3_600_000;

const readSegmentPage: Handler<'segment-page'> = {
  endpoint: () => SEGMENTS,
  shape: (work, context) => ({
    path: pathWithQuery(SEGMENTS.path, {
      filter: work.ids !== null ? anyOf('id', work.ids) : work.updatedAfter !== null ? `greater-than(updated,${filterTime(work.updatedAfter)})` : undefined,
      'fields[segment]': 'name,definition,created,updated,is_active,is_processing,is_starred',
      ...includesOf('segments', context),
    }),
  }),
  answer: (work, answer, next, context) => {
    const { resources, broken } = resourcesOf(answer);
    const tags = includedOf(answer, 'tag');
    const tagNames = (ids: readonly string[]): readonly string[] => ids.flatMap((id) => textOf(tags.get(id)?.attributes.name) ?? []);
    let unreadable = broken;
    for (const resource of resources) {
      const segment = parseSegment(resource, tagNames);
      if (segment === null || !context.records.segments.set(segment.id, segment, context.head.reading)) unreadable += 1;
    }
    if (unreadable > 0) context.broken('segments', unreadable);
    if (next === null) noteLeftOut('segments', context);
    return next === null ? null : work;
  },
  failed: (work, failure, context) => {
    if (withLess('segments', failure, context)) return work;
    context.head.unknown = { ...context.head.unknown, segments: reasonFor(failure) };
    context.unread('segments', failure);
    return null;
  },
  essential: true,
};

const readSegmentReport: Handler<'segment-report'> = {
  endpoint: () => SEGMENT_REPORT,
  shape: (work) => ({
    path: SEGMENT_REPORT.path,
    body: {
      data: {
        type: 'segment-values-report',
        attributes: {
          statistics: ['total_members', 'members_added', 'members_removed', 'net_members_changed'],
          timeframe: { key: 'last_30_days' },
          ...(work.ids === null ? {} : { filter: work.ids.length === 1 ? `equals(segment_id,"${work.ids[0] ?? ''}")` : anyOf('segment_id', work.ids) }),
        },
      },
    },
  }),
  answer: (_work, answer, _next, context) => {
    const results = arrayOf(objectOf(objectOf(objectOf(answer).data).attributes).results);
    for (const result of results) {
      const id = textOf(objectOf(objectOf(result).groupings).segment_id);
      const statistics = objectOf(objectOf(result).statistics);
      const total = numberOf(statistics.total_members);
      if (id === null || total === null) continue;
      context.records.segmentMembers.set(
        id,
        {
          total,
          added: numberOf(statistics.members_added),
          removed: numberOf(statistics.members_removed),
          net: numberOf(statistics.net_members_changed),
          days: MOVEMENT_DAYS,
          asOf: context.head.readAt,
          max: null,
        },
        context.head.reading,
      );
      context.head.reportNamed += 1;
    }
    return null;
  },
  // Without a report, sizes come one by one: see askMissingSizes.
  failed: (_work, failure, context) => {
    if (failure.kind !== 'missing-scope') context.unread('movements of segments', failure);
    return null;
  },
  essential: false,
};

const readSegmentSize: Handler<'segment-size'> = {
  endpoint: () => SEGMENT_SIZE,
  shape: (work) => ({
    path: pathWithQuery(pathOf(SEGMENT_SIZE, work.segmentId), { 'additional-fields[segment]': 'profile_count', 'fields[segment]': 'profile_count' }),
  }),
  answer: (work, answer, _next, context) => {
    const total = numberOf(resourcesOf(answer).resources[0]?.attributes.profile_count);
    if (total !== null) {
      context.records.segmentMembers.set(
        work.segmentId,
        { total, added: null, removed: null, net: null, days: MOVEMENT_DAYS, asOf: context.head.readAt, max: null },
        context.head.reading,
      );
    }
    return null;
  },
  failed: (work, failure, context) => {
    if (failure.kind === 'gone') context.records.segments.delete(work.segmentId);
    else context.unread('sizes of some segments', failure);
    return null;
  },
  essential: false,
};

/** Queues what brings the segments up to date: all of them, or what the report and `updated` say to be new or changed. */
function askSegments(context: ReadingContext): void {
  const { head, records } = context;
  if (head.previousAt === null || head.reportNamed === 0 || records.segments.size === 0) {
    context.add({ kind: 'segment-page', updatedAfter: null, ids: null });
    return;
  }
  context.add({ kind: 'segment-page', updatedAfter: head.previousAt - CLOCK_MARGIN, ids: null });
  const unnamed: string[] = [];
  for (const id of records.segments.ids()) {
    const kept = records.segments.get(id);
    // Named by the report: it exists. Others may be inactive or deleted, which only asking tells.
    if (kept !== undefined && records.segmentMembers.isFrom(id, head.reading)) records.segments.set(id, kept, head.reading);
    else unnamed.push(id);
  }
  const size = SEGMENTS.pageSize;
  for (let start = 0; start < unnamed.length; start += size) context.add({ kind: 'segment-page', updatedAfter: null, ids: unnamed.slice(start, start + size) });
}

/** After the listing: segments that the report names and no page brought (made meanwhile), and those that are gone. */
function settleSegments(context: ReadingContext): void {
  const { head, records } = context;
  if (head.unknown.segments !== undefined) return;
  records.segments.sweep(head.reading);
  const unlisted = records.segmentMembers.ids().filter((id) => records.segmentMembers.isFrom(id, head.reading) && records.segments.get(id) === undefined);
  const size = SEGMENTS.pageSize;
  for (let start = 0; start < unlisted.length; start += size)
    context.add({ kind: 'segment-page', updatedAfter: null, ids: unlisted.slice(start, start + size) });
}

/** Segments that the unfiltered report left out, asked for by id in one report per hundred. */
function askMissingMembers(context: ReadingContext): void {
  const missing = withoutMembers(context);
  for (const id of context.records.segmentMembers.ids()) if (context.records.segments.get(id) === undefined) context.records.segmentMembers.delete(id);
  if (context.head.reportNamed === 0) return;
  for (let start = 0; start < missing.length; start += IDS_A_REPORT) context.add({ kind: 'segment-report', ids: missing.slice(start, start + IDS_A_REPORT) });
}

/** What no report names is asked for one by one, at 15 a minute. */
function askMissingSizes(context: ReadingContext): void {
  for (const segmentId of withoutMembers(context)) context.add({ kind: 'segment-size', segmentId });
}

/** Segments whose members this reading has not told. The membership of an inactive one is frozen: told once, it stays. */
function withoutMembers(context: ReadingContext): readonly string[] {
  const { records, head, settings } = context;
  return records.segments.ids().filter((id) => {
    const kept = records.segmentMembers.get(id);
    if (kept === undefined) return true;
    if (records.segmentMembers.isFrom(id, head.reading) || records.segments.get(id)?.isActive === false) return false;
    return head.readAt - kept.asOf > settings.listSizeDays * DAY;
  });
}

export const segments = {
  endpoints: [SEGMENTS, SEGMENT_SIZE, SEGMENT_REPORT],
  scopes: [{ scope: 'segments:read', brings: SEGMENTS.brings, probe: pathWithQuery(SEGMENTS.path, { 'fields[segment]': 'name', 'page[size]': 1 }) }],
  work: { 'segment-page': readSegmentPage, 'segment-report': readSegmentReport, 'segment-size': readSegmentSize },
  records: { segments: 'segments', segmentMembers: 'segment-members' },
  state: () => ({ reportNamed: 0 }),
  steps: [
    {
      name: 'segment report',
      label: 'Reading sizes of segments',
      after: after('account'),
      begin: (context) => context.add({ kind: 'segment-report', ids: null }),
    },
    // A first reading lists segments at once; a later one first learns from the report which are new or gone.
    {
      name: 'segments',
      label: 'Reading segments',
      after: (head) => (head.previousAt === null ? ['account'] : ['account', 'segment report']),
      begin: askSegments,
    },
    { name: 'new segments', label: 'Reading segments', completes: 'segments', stage: 1, after: after('segments', 'segment report'), begin: settleSegments },
    { name: 'segment gaps', label: 'Reading sizes of segments', after: after('new segments'), begin: askMissingMembers },
    { name: 'segment sizes', label: 'Reading sizes of segments', after: after('segment gaps'), begin: askMissingSizes },
  ],
  inventory: ({ head, records }) => ({
    segments: unlessUnread(head, 'segments', () =>
      records.segments.values().map((segment): Segment => {
        const members = records.segmentMembers.get(segment.id);
        return { ...segment, members: members === undefined ? unknown(notYetOr(head, 'segment sizes', 'its size could not be read')) : known(members) };
      }),
    ),
  }),
} satisfies Collection;
