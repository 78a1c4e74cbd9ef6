import { REVISION } from './revision';
import type { Endpoint } from './endpoint';
import type { HttpRequest } from './transport';

/** Query parameters by name, unencoded; those with an undefined value are left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

/** Path with query, percent-encoded, brackets included (Klaviyo's names carry them, and UrlFetch refuses them raw). */
export function pathWithQuery(path: string, query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`]));
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

/** The endpoint's path with the object's id filled in. */
export function pathOf(endpoint: Pick<Endpoint, 'path'>, id?: string): string {
  return id === undefined ? endpoint.path : endpoint.path.replace('{id}', encodeURIComponent(id));
}

/** Where Klaviyo answers: the one host that the manifest lets the add-on reach. */
export const KLAVIYO = 'https://a.klaviyo.com';

/** The header by which Klaviyo knows a private key. */
export function authorizationOf(key: string): string {
  return `Klaviyo-API-Key ${key}`;
}

/** A request with key, revision and media type. `path` begins with `/api/` and carries its query. */
export function klaviyoRequest(key: string, method: HttpRequest['method'], path: string, body?: unknown): HttpRequest {
  const headers: Record<string, string> = { authorization: authorizationOf(key), revision: REVISION, accept: 'application/vnd.api+json' };
  if (body === undefined) return { url: KLAVIYO + path, method, headers };
  return { url: KLAVIYO + path, method, headers: { ...headers, 'content-type': 'application/vnd.api+json' }, body: JSON.stringify(body) };
}

/**
 * Path and query of `links.next`, or null at the last page. The link is a full URL on Klaviyo's host: only what stands
 * after the host is used, and only under the same path, so that the key never goes to a host that an answer names.
 */
export function nextPath(answer: unknown, path: string): string | null {
  const next = (answer as { links?: { next?: unknown } } | null)?.links?.next;
  if (typeof next !== 'string' || next === '') return null;
  const match = /^(?:https?:\/\/[^/]+)?(\/api\/[^#]*)/.exec(next);
  const found = match?.[1];
  if (found === undefined || found.split('?')[0]?.replace(/\/$/, '') !== path.split('?')[0]) return null;
  return found;
}

/** A text as a filter's quoted value. */
export function quoted(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`;
}

/** `any(field,["a","b"])`. */
export function anyOf(field: string, values: readonly string[]): string {
  return `any(${field},[${values.map(quoted).join(',')}])`;
}

/** An instant as Klaviyo's filters take it: ISO, UTC, unquoted; milliseconds only where there are some. */
export function filterTime(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}
