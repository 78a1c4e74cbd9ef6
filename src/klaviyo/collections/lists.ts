import type * as sdk from 'klaviyo-api';
import type { SubscriberList } from '../../domain/account/inventory';
import { DAY, known, unknown, type Instant } from '../../domain/account/known';
import { get, L, XS } from '../http/endpoint';
import { arrayOf, includedOf, numberOf, objectOf, relatedIds, resourcesOf, textOf, type Resource } from '../http/json';
import { filterTime, pathOf, pathWithQuery } from '../http/request';
import type { EntriesOf, Wire } from '../http/wire';
import { after, type Collection, type Read } from '../schedule/collection';
import type { Handler, ReadingContext } from '../schedule/context';
import { reasonFor } from '../schedule/failure';
import { notYetOr } from '../schedule/so-far';
import type { Pieces } from '../state/pieces';
import { parsed, text, time } from './attributes';
import { includesOf, noteLeftOut, withLess } from './listing-includes';
import { METRIC_ACTIVITY } from './metric-activity';
import { metricsOf } from './metrics';
import { unlessUnread } from './unless-unread';
import { aggregateZone } from './zone-time';

declare module '../schedule/work-item' {
  interface WorkKinds {
    readonly 'list-page': object;
    readonly 'list-size': { readonly listId: string };
    /** `counted`: members on the pages before. */
    readonly 'list-members': { readonly listId: string; readonly counted: number };
    readonly 'list-joins': { readonly metricId: string };
  }
}
declare module '../state/records' {
  interface Records {
    readonly lists: Pieces<ListedList>;
    readonly listSizes: Pieces<StoredSize>;
    readonly listJoins: Pieces<number>;
  }
}
declare module '../state/head' {
  interface CollectionState {
    listProbes: { readonly asked: number; readonly told: number };
  }
}

export interface StoredSize {
  /** Null where it could not be read. */
  readonly members: number | null;
  readonly asOf: Instant;
  readonly failed: string | null;
}

const LISTS = get(
  'lists',
  '/api/lists',
  L,
  10,
  ['lists:read'],
  'lists',
  "Ten to a page is Klaviyo's most. include=flow-triggers,tags replaces two calls a list at 60 a minute. Read whole every time: there is no other way to notice a deleted list or a moved tag.",
);
const LIST_SIZE = get(
  'listSize',
  '/api/lists/{id}',
  XS,
  null,
  ['lists:read'],
  'the sizes of lists',
  'The only exact size of a large list: 15 a minute, one list a call. Asked only where one page of members does not tell it.',
);
const LIST_MEMBERS = get(
  'listMembers',
  '/api/lists/{id}/relationships/profiles',
  L,
  100,
  ['lists:read', 'profiles:read'],
  'the sizes of lists',
  'One page of ids tells the exact size of a list of up to 100 members at 50 times the pace of the size endpoint; accounts have many such lists.',
);

const ATTRIBUTES = { name: text, created: time, updated: time, opt_in_process: text } satisfies EntriesOf<
  Wire<Pick<sdk.ListListResponseObjectResourceAttributes, 'name' | 'created' | 'updated' | 'optInProcess'>>
>;

/** A list without its size, which no listing tells. */
export type ListedList = Omit<SubscriberList, 'members' | 'membersAsOf' | 'joinedRecently'>;

export function parseList(resource: Resource, tagNames: (ids: readonly string[]) => readonly string[]): ListedList | null {
  const found = parsed(ATTRIBUTES, resource);
  return (
    found && {
      id: resource.id,
      name: found.name ?? '',
      created: found.created,
      updated: found.updated,
      optInProcess: found.opt_in_process,
      tags: tagNames(relatedIds(resource, 'tags')),
      triggersFlowIds: relatedIds(resource, 'flow-triggers'),
    }
  );
}

/** So many lists are asked for their size at once, before it pays to look for small ones first: less than a minute's worth. */
const SIZED_AT_ONCE = 12;
/** After so many looks, go on looking only if a quarter of the lists turned out to be small. */
const LOOKS = 20;
/** In an account of few lists, one of up to so many members is rather counted page by page than kept waiting a minute. */
const COUNTED_THROUGH = 1000;
const FEW_LISTS = 100;

const readListPage: Handler<'list-page'> = {
  endpoint: () => LISTS,
  shape: (_work, context) => ({ path: pathWithQuery(LISTS.path, { 'fields[list]': 'name,created,updated,opt_in_process', ...includesOf('lists', context) }) }),
  answer: (work, answer, next, context) => {
    const { resources, broken } = resourcesOf(answer);
    const tags = includedOf(answer, 'tag');
    const tagNames = (ids: readonly string[]): readonly string[] => ids.flatMap((id) => textOf(tags.get(id)?.attributes.name) ?? []);
    let unreadable = broken;
    for (const resource of resources) {
      const list = parseList(resource, tagNames);
      if (list === null) unreadable += 1;
      else {
        context.records.lists.set(list.id, list, context.head.reading);
        if (context.records.listSizes.get(list.id) === undefined) askSize(list.id, context);
      }
    }
    if (unreadable > 0) context.broken('lists', unreadable);
    if (next === null) noteLeftOut('lists', context);
    return next === null ? null : work;
  },
  failed: (work, failure, context) => {
    if (withLess('lists', failure, context)) return work;
    context.head.unknown = { ...context.head.unknown, lists: reasonFor(failure) };
    context.unread('lists', failure);
    return null;
  },
  essential: true,
};

/** Queues the request that is likely to tell a list's size soonest. */
function askSize(listId: string, context: ReadingContext): void {
  const { asked, told } = context.head.listProbes;
  const waiting = context.openWork('list-size').length;
  const looking = context.openWork('list-members').length;
  const worthLooking = asked < LOOKS ? looking < LOOKS : told * 4 >= asked;
  context.add(waiting < SIZED_AT_ONCE || !worthLooking ? { kind: 'list-size', listId } : { kind: 'list-members', listId, counted: 0 });
}

const readListSize: Handler<'list-size'> = {
  step: 'list sizes',
  endpoint: () => LIST_SIZE,
  shape: (work) => ({ path: pathWithQuery(pathOf(LIST_SIZE, work.listId), { 'additional-fields[list]': 'profile_count', 'fields[list]': 'profile_count' }) }),
  answer: (work, answer, _next, context) => {
    const count = numberOf(resourcesOf(answer).resources[0]?.attributes.profile_count);
    keepSize(work.listId, count, count === null ? 'Klaviyo did not tell the size' : null, context);
    return null;
  },
  failed: (work, failure, context) => {
    if (failure.kind === 'gone') context.records.lists.delete(work.listId);
    else {
      keepSize(work.listId, null, reasonFor(failure), context);
      context.unread('sizes of some lists', failure);
    }
    return null;
  },
  essential: false,
};

const readListMembers: Handler<'list-members'> = {
  step: 'list sizes',
  endpoint: () => LIST_MEMBERS,
  shape: (work) => ({ path: pathWithQuery(pathOf(LIST_MEMBERS, work.listId), { 'page[size]': LIST_MEMBERS.pageSize }) }),
  answer: (work, answer, next, context) => {
    const counted = work.counted + arrayOf(objectOf(answer).data).length;
    const { asked, told } = context.head.listProbes;
    if (work.counted === 0) context.head.listProbes = { asked: asked + 1, told: told + (next === null ? 1 : 0) };
    if (next === null) keepSize(work.listId, counted, null, context);
    else if (counted < COUNTED_THROUGH && context.records.lists.size <= FEW_LISTS && context.openWork('list-size').length >= SIZED_AT_ONCE)
      return { ...work, counted };
    else context.add({ kind: 'list-size', listId: work.listId });
    return null;
  },
  failed: (work, failure, context) => {
    if (failure.kind === 'gone') {
      context.records.lists.delete(work.listId);
      return null;
    }
    // A key without profiles:read may still ask for the size itself.
    context.head.listProbes = { asked: context.head.listProbes.asked + LOOKS, told: context.head.listProbes.told };
    return { kind: 'list-size', listId: work.listId };
  },
  essential: false,
};

function keepSize(listId: string, members: number | null, failed: string | null, context: ReadingContext): void {
  context.records.listSizes.set(listId, { members, asOf: context.head.readAt, failed }, context.head.reading);
}

/** When the listing is through: forgets lists that are gone, and asks again for the sizes that have grown old. */
function settleLists(context: ReadingContext): void {
  const { records, head, settings } = context;
  if (head.unknown.lists === undefined) records.lists.sweep(head.reading);
  for (const id of records.listSizes.ids()) if (records.lists.get(id) === undefined) records.listSizes.delete(id);
  for (const id of records.listJoins.ids()) if (records.lists.get(id) === undefined) records.listJoins.delete(id);
  const aged = records.listSizes
    .ids()
    .map((id) => ({ id, age: head.readAt - (records.listSizes.get(id)?.asOf ?? 0), failed: records.listSizes.get(id)?.failed ?? null }))
    .filter(({ id, age, failed }) => !records.listSizes.isFrom(id, head.reading) && (age > settings.listSizeDays * DAY || failed !== null))
    .sort((one, other) => other.age - one.age);
  // In rotation, a tenth of all lists a reading, so that frequent refreshes stay cheap; what is twice as old cannot wait.
  const turn = Math.ceil(records.lists.size / 10);
  aged.forEach(({ id, age }, place) => {
    if (place < turn || age > 2 * settings.listSizeDays * DAY) context.add({ kind: 'list-size', listId: id });
  });
}

/** Days of joins that tell whether a list still grows. */
const JOIN_DAYS = 180;

/** Who joined which list, for all lists in one call: the `List` dimension of Klaviyo's own "Subscribed to List". */
const readListJoins: Handler<'list-joins'> = {
  endpoint: () => METRIC_ACTIVITY,
  shape: (work, context) => {
    const zone = aggregateZone(context.head.account?.timezone ?? 'UTC');
    const filter = [
      `greater-or-equal(datetime,${filterTime(context.head.readAt - JOIN_DAYS * DAY)})`,
      `less-than(datetime,${filterTime(context.head.readAt)})`,
    ];
    return {
      path: METRIC_ACTIVITY.path,
      body: {
        data: {
          type: 'metric-aggregate',
          attributes: { metric_id: work.metricId, measurements: ['count'], interval: 'month', by: ['List'], page_size: 500, timezone: zone, filter },
        },
      },
    };
  },
  answer: (_work, answer, _next, context) => {
    const joins = new Map<string, number>();
    for (const row of arrayOf(objectOf(objectOf(objectOf(answer).data).attributes).data)) {
      const name = textOf(arrayOf(objectOf(row).dimensions)[0]);
      const counts = arrayOf(objectOf(objectOf(row).measurements).count);
      if (name !== null)
        joins.set(
          name,
          counts.reduce<number>((sum, count) => sum + (numberOf(count) ?? 0), 0),
        );
    }
    noteJoins(joins, context);
    return null;
  },
  failed: (_work, failure, context) => {
    context.unread('recent joins of lists', failure);
    return null;
  },
  essential: false,
};

/** The dimension holds a list's name (or id): a name that two lists share tells of neither. */
function noteJoins(joins: ReadonlyMap<string, number>, context: ReadingContext): void {
  const { records, head } = context;
  const sharing = new Map<string, number>();
  for (const list of records.lists.values()) sharing.set(list.name, (sharing.get(list.name) ?? 0) + 1);
  for (const list of records.lists.values()) {
    const count = joins.get(list.id) ?? (sharing.get(list.name) === 1 ? (joins.get(list.name) ?? 0) : null);
    if (count === null) continue;
    const before = records.listJoins.get(list.id);
    records.listJoins.set(list.id, count, head.reading);
    const size = records.listSizes.get(list.id);
    const moved = before !== undefined && Math.abs(count - before) > Math.max(20, 0.02 * (size?.members ?? 0));
    if (moved && !records.listSizes.isFrom(list.id, head.reading)) context.add({ kind: 'list-size', listId: list.id });
  }
}

function listOf(list: ListedList, { head, records }: Read): SubscriberList {
  const size = records.listSizes.get(list.id);
  const joined = records.listJoins.get(list.id);
  return {
    ...list,
    members:
      size?.members === undefined || size.members === null
        ? unknown(size?.failed ?? notYetOr(head, 'list sizes', 'its size was not read'))
        : known(size.members),
    membersAsOf: size?.members === undefined || size.members === null ? null : size.asOf,
    joinedRecently: joined === undefined ? unknown(notYetOr(head, 'list joins', 'Klaviyo does not tell who joined this list')) : known(joined),
  };
}

export const lists = {
  endpoints: [LISTS, LIST_SIZE, LIST_MEMBERS],
  scopes: [{ scope: 'lists:read', brings: LISTS.brings, probe: pathWithQuery(LISTS.path, { 'fields[list]': 'name', 'page[size]': 1 }) }],
  work: { 'list-page': readListPage, 'list-size': readListSize, 'list-members': readListMembers, 'list-joins': readListJoins },
  records: { lists: 'lists', listSizes: 'list-sizes', listJoins: 'list-joins' },
  state: () => ({ listProbes: { asked: 0, told: 0 }, shapes: {} }),
  steps: [
    {
      name: 'lists',
      label: 'Reading lists',
      completes: 'lists',
      stage: 1,
      after: after('account'),
      begin: (context) => context.add({ kind: 'list-page' }),
      end: settleLists,
    },
    { name: 'list sizes', label: 'Reading sizes of lists', after: after('lists', 'list joins') },
    {
      name: 'list joins',
      label: 'Reading joins of lists',
      after: after('metrics', 'lists'),
      begin: (context) => {
        const metricId = metricsOf(context).listJoins;
        if (metricId !== null && context.records.lists.size > 0) context.add({ kind: 'list-joins', metricId });
      },
    },
  ],
  inventory: (read) => ({ lists: unlessUnread(read.head, 'lists', () => read.records.lists.values().map((list) => listOf(list, read))) }),
} satisfies Collection;
