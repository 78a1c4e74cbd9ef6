/** Klaviyo's limits of one endpoint, counted for the whole account and shared by all of its keys. */
export interface Limits {
  /** Requests in any one second. */
  readonly burst: number;
  /** Requests in any one minute. */
  readonly steady: number;
  /** Requests in any 24 hours; null where Klaviyo states none. */
  readonly daily: number | null;
}

/** A request that a reading may make. One that gets a lower limit with an additional field is declared twice, because it then draws on another quota. */
export interface Endpoint {
  /** Under this name its pace and its waiting work are saved. */
  readonly name: string;
  readonly method: 'get' | 'post';
  /** `{id}` stands for an object's id. */
  readonly path: string;
  readonly limits: Limits;
  /** Most records in one page as Klaviyo allows; null where there are no pages or their size is fixed. */
  readonly pageSize: number | null;
  /** Read scopes that the request needs. */
  readonly scopes: readonly string[];
  /** What it brings, in a marketer's words: fills "… could not be read". */
  readonly brings: string;
  /** Why the request has the shape it has. */
  readonly why: string;
}

/** Klaviyo's classes of limits, as revision 2026-07-15 states them (`x-klaviyo-ratelimit` of its OpenAPI file). */
export const XS: Limits = { burst: 1, steady: 15, daily: null };
export const S: Limits = { burst: 3, steady: 60, daily: null };
export const M: Limits = { burst: 10, steady: 150, daily: null };
export const L: Limits = { burst: 75, steady: 750, daily: null };
export const XL: Limits = { burst: 350, steady: 3500, daily: null };
export const REPORT: Limits = { burst: 1, steady: 2, daily: 225 };

/** Declares an endpoint that is asked with GET, in pages of at most `pageSize`. */
export function get<Size extends number | null>(
  name: string,
  path: string,
  limits: Limits,
  pageSize: Size,
  scopes: readonly string[],
  brings: string,
  why: string,
): Endpoint & { readonly pageSize: Size } {
  return { name, method: 'get', path, limits, pageSize, scopes, brings, why };
}

/** Declares an endpoint that is asked with POST and only reads (reports, aggregates). */
export function post(name: string, path: string, limits: Limits, scopes: readonly string[], brings: string, why: string): Endpoint {
  return { name, method: 'post', path, limits, pageSize: null, scopes, brings, why };
}
