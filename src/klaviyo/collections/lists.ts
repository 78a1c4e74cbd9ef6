import { DAY } from '../../domain/account/known';
import { endpointOf } from '../http/endpoints';
import { reasonFor } from '../schedule/failure';
import { arrayOf, includedOf, numberOf, objectOf, resourcesOf, textOf } from '../http/json';
import { includesOf, noteLeftOut, withLess } from './listing-includes';
import { parseList } from './parse-objects';
import type { Handler, ReadingContext } from '../schedule/context';
import { filterTime, pathOf, pathWithQuery } from '../http/request';
import { aggregateZone } from './zone-time';

/** So many lists are asked for their size at once, before it pays to look for small ones first: less than a minute's worth. */
const SIZED_AT_ONCE = 12;
/** After so many looks, go on looking only if a quarter of the lists turned out to be small. */
const LOOKS = 20;
/** In an account of few lists, one of up to so many members is rather counted page by page than kept waiting a minute. */
const COUNTED_THROUGH = 1000;
const FEW_LISTS = 100;

export const readListPage: Handler<'list-page'> = {
  endpoint: () => 'lists',
  shape: (_work, context) => ({ path: pathWithQuery(endpointOf('lists').path, { 'fields[list]': 'name,created,updated,opt_in_process', ...includesOf('lists', context) }) }),
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

export const readListSize: Handler<'list-size'> = {
  endpoint: () => 'listSize',
  shape: (work) => ({ path: pathWithQuery(pathOf(endpointOf('listSize'), work.listId), { 'additional-fields[list]': 'profile_count', 'fields[list]': 'profile_count' }) }),
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

export const readListMembers: Handler<'list-members'> = {
  endpoint: () => 'listMembers',
  shape: (work) => ({ path: pathWithQuery(pathOf(endpointOf('listMembers'), work.listId), { 'page[size]': endpointOf('listMembers').pageSize ?? undefined }) }),
  answer: (work, answer, next, context) => {
    const counted = work.counted + arrayOf(objectOf(answer).data).length;
    const { asked, told } = context.head.listProbes;
    if (work.counted === 0) context.head.listProbes = { asked: asked + 1, told: told + (next === null ? 1 : 0) };
    if (next === null) keepSize(work.listId, counted, null, context);
    else if (counted < COUNTED_THROUGH && context.records.lists.size <= FEW_LISTS && context.openWork('list-size').length >= SIZED_AT_ONCE) return { ...work, counted };
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
export function settleLists(context: ReadingContext): void {
  const { records, head, settings } = context;
  if (head.unknown.lists === undefined) records.lists.sweep(head.reading);
  for (const id of records.listSizes.ids()) if (records.lists.get(id) === undefined) records.listSizes.delete(id);
  for (const id of records.listJoins.ids()) if (records.lists.get(id) === undefined) records.listJoins.delete(id);
  const aged = records.listSizes.ids()
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
export const readListJoins: Handler<'list-joins'> = {
  endpoint: () => 'metricActivity',
  shape: (work, context) => {
    const zone = aggregateZone(context.head.account?.timezone ?? 'UTC');
    const filter = [`greater-or-equal(datetime,${filterTime(context.head.readAt - JOIN_DAYS * DAY)})`, `less-than(datetime,${filterTime(context.head.readAt)})`];
    return {
      path: endpointOf('metricActivity').path,
      body: { data: { type: 'metric-aggregate', attributes: { metric_id: work.metricId, measurements: ['count'], interval: 'month', by: ['List'], page_size: 500, timezone: zone, filter } } },
    };
  },
  answer: (_work, answer, _next, context) => {
    const joins = new Map<string, number>();
    for (const row of arrayOf(objectOf(objectOf(objectOf(answer).data).attributes).data)) {
      const name = textOf(arrayOf(objectOf(row).dimensions)[0]);
      const counts = arrayOf(objectOf(objectOf(row).measurements).count);
      if (name !== null) joins.set(name, counts.reduce<number>((sum, count) => sum + (numberOf(count) ?? 0), 0));
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
    const count = joins.get(list.id) ?? (sharing.get(list.name) === 1 ? joins.get(list.name) ?? 0 : null);
    if (count === null) continue;
    const before = records.listJoins.get(list.id);
    records.listJoins.set(list.id, count, head.reading);
    const size = records.listSizes.get(list.id);
    const moved = before !== undefined && Math.abs(count - before) > Math.max(20, 0.02 * (size?.members ?? 0));
    if (moved && !records.listSizes.isFrom(list.id, head.reading)) context.add({ kind: 'list-size', listId: list.id });
  }
}
