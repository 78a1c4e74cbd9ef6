import type { AccountData } from './account-data';
import type { AccountIndex } from './account-index';
import { readCursor, writeCursor } from './cursor';
import type { Endpoint } from './endpoints';
import type { Fieldsets } from './fieldsets';
import { sparse } from './fieldsets';
import type { Comparison } from './filter';
import { satisfies } from './filter';
import type { Query } from './query';
import { badParameter } from './refusal';

/** One request that has passed all checks which do not depend on the resource. */
export interface Call {
  readonly account: AccountData;
  readonly index: AccountIndex;
  readonly endpoint: Endpoint;
  /** The identifier in the path; empty where there is none. */
  readonly id: string;
  readonly query: Query;
  readonly fieldsets: Fieldsets;
  readonly additional: ReadonlySet<string>;
  readonly include: ReadonlySet<string>;
  readonly filter: readonly Comparison[];
  readonly body: unknown;
  readonly now: number;
  /** Scheme and host that links are written on. */
  readonly base: string;
}

export interface Reference {
  readonly type: string;
  readonly id: string;
}

/** A relationship and what it would bring when included. */
export interface Relation {
  readonly data: Reference | null | readonly Reference[];
  /** Builds the resources for `included`. */
  readonly resources: () => readonly Resource[];
}

export interface Resource {
  readonly type: string;
  readonly id: string;
  /** Path of the resource's collection: `segments`. */
  readonly plural: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relations: Readonly<Record<string, Relation>>;
}

/** How one kind of stored object is shown, filtered and sorted. */
export interface Kind<T> {
  readonly id: (item: T) => string;
  readonly show: (item: T, call: Call) => Resource;
  /** The value that a filter or sort field compares. */
  readonly field: (item: T, name: string) => string | number | boolean | null;
}

/** A relationship of which only the links are ever shown. */
export function linkOnly(data: Reference | null | readonly Reference[] = []): Relation {
  return { data, resources: () => [] };
}

/** A value by the name that filters and sorts use; null for one that the object lacks. */
export function fieldOf(values: Readonly<Record<string, string | number | boolean | null>>, name: string): string | number | boolean | null {
  return values[name] ?? null;
}

/** Klaviyo's date-times: `2022-11-08T00:00:00+00:00`. */
export function isoDate(at: number): string {
  const text = new Date(at).toISOString();
  return at % 1000 === 0 ? `${text.slice(0, 19)}+00:00` : `${text.slice(0, 23)}000+00:00`;
}

/** The same, or null. */
export function isoDateOrNull(at: number | null): string | null {
  return at === null ? null : isoDate(at);
}

/** A body that was put together as text, for answers with a thousand rows. */
export class Rendered {
  constructor(readonly json: string) {}
}

/** One resource as JSON: sparse attributes, links, and relationship data only where it is included. */
export function render(resource: Resource, call: Call, owner: boolean): Record<string, unknown> {
  const self = `${call.base}/api/${resource.plural}/${resource.id}`;
  const relationships: Record<string, unknown> = {};
  for (const [name, relation] of Object.entries(resource.relations)) {
    const links = { self: `${self}/relationships/${name}`, related: `${self}/${name}` };
    relationships[name] = owner && call.include.has(name) ? { data: relation.data, links } : { links };
  }
  return { type: resource.type, id: resource.id, attributes: sparse(resource.attributes, call.fieldsets.of(resource.type)), relationships, links: { self } };
}

/** The resources that `include` asks for, each once. */
export function includedOf(resources: readonly Resource[], call: Call): readonly unknown[] {
  const seen = new Map<string, unknown>();
  for (const resource of resources) {
    for (const [name, relation] of Object.entries(resource.relations)) {
      if (!call.include.has(name)) continue;
      for (const other of relation.resources()) {
        const key = `${other.type}/${other.id}`;
        if (!seen.has(key)) seen.set(key, render(other, call, false));
      }
    }
  }
  return [...seen.values()];
}

const selfLink = (call: Call): string => `${call.base}${call.query.target}`;

/** A document with one resource. */
export function oneDocument(resource: Resource, call: Call): unknown {
  const included = includedOf([resource], call);
  return { data: render(resource, call, true), ...(call.include.size > 0 ? { included } : {}), links: { self: selfLink(call) } };
}

/** A document with many resources and the link to the next page. */
export function manyDocument(resources: readonly Resource[], call: Call, next: string | null = null): unknown {
  const included = includedOf(resources, call);
  return {
    data: resources.map((resource) => render(resource, call, true)),
    ...(call.include.size > 0 ? { included } : {}),
    links: { self: selfLink(call), next: next === null ? null : nextLink(call, next), prev: null },
  };
}

/** A document of bare references, as `/relationships/…` answers. */
export function linkageDocument(data: Reference | null | readonly unknown[], call: Call, next: string | null = null): unknown {
  const links = Array.isArray(data) ? { self: selfLink(call), next: next === null ? null : nextLink(call, next), prev: null } : { self: selfLink(call) };
  return { data, links };
}

/** The address of the next page: the same query with another cursor, everything percent-encoded. */
export function nextLink(call: Call, cursor: string): string {
  const parameters = new Map(call.query.parameters).set('page[cursor]', cursor);
  const text = [...parameters].map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join('&');
  return `${call.base}${call.query.path}?${text}`;
}

/** What a cursor of this listing is bound to. */
export function listingOf(call: Call): string {
  return [call.query.path, call.query.parameters.get('filter') ?? '', call.query.parameters.get('sort') ?? ''].join('|');
}

/** The page size asked for, or the default; 400 beyond the largest. */
export function pageSize(call: Call): number {
  const { page } = call.endpoint;
  const text = call.query.parameters.get('page[size]');
  if (page === 'fixed') return 200;
  if (page === null) return Number.MAX_SAFE_INTEGER;
  if (text === undefined) return page[0];
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1 || size > page[1]) {
    throw badParameter('page[size]', `Page size must be an integer between 1 and ${page[1]}.`);
  }
  return size;
}

/** Filters and sorts stored objects as the request asks. */
export function selected<T>(items: readonly T[], kind: Kind<T>, call: Call): readonly T[] {
  const kept = items.filter((item) => call.filter.every((comparison) => satisfies(comparison, kind.field(item, comparison.field))));
  const sort = call.query.parameters.get('sort');
  if (sort === undefined) return kept;
  const direction = sort.startsWith('-') ? -1 : 1;
  const name = sort.replace(/^-/, '');
  return kept.sort((a, b) => direction * compare(kind.field(a, name), kind.field(b, name)) || compare(kind.id(a), kind.id(b)));
}

function compare(a: string | number | boolean | null, b: string | number | boolean | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

/** The page of `items` that the cursor points at, and the cursor of the next one. */
export function pageOf<T>(items: readonly T[], id: (item: T) => string, call: Call): { readonly page: readonly T[]; readonly next: string | null } {
  const size = pageSize(call);
  const cursor = call.query.parameters.get('page[cursor]');
  const listing = listingOf(call);
  let start = 0;
  if (cursor !== undefined) {
    const place = readCursor(cursor, listing);
    // The account may have changed in between: go on after the item that was given last, wherever it is now.
    const known = place.last === '' ? -1 : items.findIndex((item) => id(item) === place.last);
    start = known >= 0 ? known + 1 : place.offset;
  }
  const page = items.slice(start, start + size);
  const end = start + page.length;
  const last = page[page.length - 1];
  return { page, next: last !== undefined && end < items.length ? writeCursor({ offset: end, last: id(last) }, listing) : null };
}

/** A filtered, sorted, paged listing. */
export function listing<T>(items: readonly T[], kind: Kind<T>, call: Call): unknown {
  const { page, next } = pageOf(selected(items, kind, call), kind.id, call);
  return manyDocument(
    page.map((item) => kind.show(item, call)),
    call,
    next,
  );
}

/** The same as references only. */
export function linkage<T>(items: readonly T[], kind: Kind<T>, type: string, call: Call): unknown {
  const { page, next } = pageOf(selected(items, kind, call), kind.id, call);
  return linkageDocument(
    page.map((item) => ({ type, id: kind.id(item) })),
    call,
    next,
  );
}
