import { KLAVIYO } from './request';
import type { HttpRequest } from './transport';

/** One kind of request that may leave. */
export interface AllowedRequest {
  readonly method: HttpRequest['method'];
  /** `{id}` stands for an object's id. */
  readonly path: string;
  /** What else has to hold, for what changes something: its key, its whole body. */
  readonly accepts?: (request: HttpRequest) => boolean;
}

/** A request that is on no list: a mistake of ours, caught before it was sent. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';
}

/** True when the request is one of `allowed`, at Klaviyo's own address. What changes something carries no query. */
export function isAllowed(request: HttpRequest, allowed: readonly AllowedRequest[]): boolean {
  if (!request.url.startsWith(`${KLAVIYO}/`)) return false;
  const [path = '', ...query] = request.url.slice(KLAVIYO.length).split('?');
  return allowed.some(
    (one) => one.method === request.method && matches(one.path, path) && (one.accepts === undefined || (query.length === 0 && one.accepts(request))),
  );
}

/** Throws `RefusedRequest` for the first request that is on no list; nothing of the call is sent then. */
export function refuseOthers(requests: readonly HttpRequest[], allowed: readonly AllowedRequest[]): void {
  const other = requests.find((request) => !isAllowed(request, allowed));
  if (other !== undefined) throw new RefusedRequest(`${other.method} ${other.url.split('?')[0] ?? ''} is not on the list of requests that may be sent.`);
}

/** An id is one step of the path: no slash, plain or encoded, and no step up. */
function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  return wanted.length === given.length && wanted.every((step, place) => (step === '{id}' ? isId(given[place] ?? '') : step === given[place]));
}

function isId(step: string): boolean {
  return step !== '' && !/^(\.|%2e){1,2}$/i.test(step) && !/%2f|%5c|[#\\]/i.test(step);
}
