import type { AccountData } from './account-data';
import { indexOf } from './account-index';
import { AGGREGATE_ROUTES } from './aggregates';
import { CATALOG_ROUTES } from './catalog';
import type { Call } from './document';
import { Rendered } from './document';
import type { Endpoint, Limits } from './endpoints';
import { ENDPOINTS, REVISION } from './endpoints';
import { EVENT_ROUTES } from './events';
import type { Accident, Faults } from './faults';
import { Misfortune } from './faults';
import { additionalFields, readFieldsets } from './fieldsets';
import { endpointFilter } from './filter';
import { FORM_ROUTES } from './forms';
import { GROUP_REPORT_ROUTES } from './group-reports';
import { RateLimits } from './limits';
import { PROFILE_ROUTES } from './profiles';
import type { Query } from './query';
import { listParameter, readQuery } from './query';
import { badBody, badParameter, errorBody, Refusal } from './refusal';
import type { Route } from './routes';
import { OBJECT_ROUTES } from './routes';
import { WRITE_ROUTES } from './segment-writes';
import { SEND_REPORT_ROUTES } from './send-reports';

/** Every read scope that some operation asks for. */
export const READ_SCOPES: readonly string[] = [...new Set(ENDPOINTS.flatMap((endpoint) => endpoint.scopes))].filter((scope) => scope.endsWith(':read')).sort();

export interface KlaviyoRequest {
  readonly method: string;
  /** Full, or from the path on. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface KlaviyoAnswer {
  /** 0 when the connection broke. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How long the answer takes, when it should not come at once. */
  readonly latencyMs?: number;
}

export interface PrivateKey {
  readonly key: string;
  readonly scopes: readonly string[];
}

export interface KlaviyoOptions {
  readonly keys: readonly PrivateKey[];
  /** False to answer at any pace. */
  readonly limits: boolean;
  readonly faults?: Faults;
  readonly latencyMs?: number;
  /** Scheme and host of links. By default that of the request, so that a client stays where it is; the official SDK needs `https://a.klaviyo.com`. */
  readonly linkBase?: string;
}

/** What was asked of one endpoint (`GET segments`). */
export interface Counter {
  requests: number;
  /** Answered 429. */
  refused: number;
  /** Answered with any other error, or broken on purpose. */
  failed: number;
}

export interface Klaviyo {
  /** Answers one request as of `nowMs`; takes no time and throws nothing. */
  handle(request: KlaviyoRequest, nowMs: number): KlaviyoAnswer;
  /** What was asked so far, by `METHOD path`. */
  readonly requests: ReadonlyMap<string, Counter>;
  /** All requests so far. */
  total(): number;
  forget(): void;
  /** The account as it is served now: writes have changed it. */
  current(): AccountData;
  setAccount(account: AccountData): void;
  setFaults(faults: Faults | null): void;
  setKeys(keys: readonly PrivateKey[]): void;
}

const MEDIA_TYPE = 'application/vnd.api+json';
const MATCHERS = ENDPOINTS.map((endpoint) => ({ endpoint, pattern: new RegExp(`^/api/${endpoint.path.replace('{id}', '([^/]+)')}$`) }));

/** A Klaviyo account behind its API. Pure in time: `now` comes with each request. */
export function createKlaviyo(account: AccountData, options: KlaviyoOptions): Klaviyo {
  return new Server(account, options);
}

class Server implements Klaviyo {
  readonly requests = new Map<string, Counter>();
  private readonly limits = new RateLimits();
  private misfortune: Misfortune | null;
  private keys: readonly PrivateKey[];
  private served = 0;

  constructor(
    private account: AccountData,
    private readonly options: KlaviyoOptions,
  ) {
    this.misfortune = options.faults ? new Misfortune(options.faults) : null;
    this.keys = options.keys;
  }

  total(): number {
    return this.served;
  }

  forget(): void {
    this.requests.clear();
    this.served = 0;
  }

  current(): AccountData {
    return this.account;
  }

  setAccount(account: AccountData): void {
    this.account = account;
  }

  setFaults(faults: Faults | null): void {
    this.misfortune = faults ? new Misfortune(faults) : null;
  }

  setKeys(keys: readonly PrivateKey[]): void {
    this.keys = keys;
  }

  handle(request: KlaviyoRequest, nowMs: number): KlaviyoAnswer {
    this.served += 1;
    const headers = lowerCased(request.headers);
    let counter: Counter = { requests: 0, refused: 0, failed: 0 };
    const rate: Record<string, string> = {};
    let latency = this.options.latencyMs ?? 0;
    try {
      const query = readQuery(request.url);
      const { endpoint, id } = findEndpoint(request.method.toUpperCase(), query.path);
      counter = this.counterOf(endpoint);
      counter.requests += 1;
      this.admit(headers, endpoint);
      this.pace(endpoint, query, nowMs, rate);
      const { accident, delay } = this.misfortune?.next() ?? { accident: null, delay: 0 };
      latency += delay;
      const broken = brokenAnswer(accident);
      if (broken) {
        counter.failed += 1;
        return withLatency(broken, latency);
      }
      const { document, status } = this.answer(this.callFor(request, headers, query, endpoint, id, nowMs));
      if (WRITE_ROUTES[nameOf(endpoint)] !== undefined && this.misfortune?.losesWriteAnswer() === true) {
        counter.failed += 1;
        return withLatency({ status: 0, headers: {}, body: '' }, latency);
      }
      const body = document instanceof Rendered ? document.json : JSON.stringify(document);
      if (accident === 'truncated') counter.failed += 1;
      return withLatency(
        { status, headers: { 'content-type': MEDIA_TYPE, ...rate }, body: accident === 'truncated' ? body.slice(0, Math.floor(body.length * 0.6)) : body },
        latency,
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.status === 429) counter.refused += 1;
      else counter.failed += 1;
      return withLatency({ status: error.status, headers: { 'content-type': MEDIA_TYPE, ...rate }, body: errorBody(error) }, latency);
    }
  }

  /** A write changes the account that this server serves from then on. */
  private answer(call: Call): { readonly document: unknown; readonly status: number } {
    const name = nameOf(call.endpoint);
    const write = WRITE_ROUTES[name];
    if (write === undefined) return { document: answer(call, name), status: 200 };
    const { account, document, status } = write(call);
    this.account = account;
    return { document, status };
  }

  private counterOf(endpoint: Endpoint): Counter {
    const name = nameOf(endpoint);
    const counter = this.requests.get(name) ?? { requests: 0, refused: 0, failed: 0 };
    this.requests.set(name, counter);
    return counter;
  }

  /** Key and scopes (401, 403), then revision (400). */
  private admit(headers: Readonly<Record<string, string>>, endpoint: Endpoint): void {
    const authorization = headers.authorization;
    if (!authorization) throw new Refusal(401, 'not_authenticated', 'Authentication credentials were not provided.', 'Missing or invalid private key.');
    const text = /^Klaviyo-API-Key (pk_[A-Za-z0-9_]{6,})$/.exec(authorization)?.[1];
    const faults = this.misfortune?.faults;
    const revoked = faults?.revokeAfter !== undefined && this.served > faults.revokeAfter;
    const key = text === undefined || revoked ? undefined : this.keys.find((candidate) => candidate.key === text);
    if (!key) throw new Refusal(401, 'authentication_failed', 'Incorrect authentication credentials.', 'Incorrect authentication credentials.');
    const lost = faults?.loseScope && this.served > faults.loseScope.after ? faults.loseScope.scope : null;
    const missing = endpoint.scopes.filter((scope) => scope === lost || !key.scopes.includes(scope));
    if (missing.length > 0) {
      throw new Refusal(
        403,
        'permission_denied',
        'You do not have permission to perform this action.',
        `The API key specified is invalid or doesn't have the required scopes for this request: ${missing.join(', ')}`,
      );
    }
    const { revision } = headers;
    if (!revision) throw new Refusal(400, 'invalid', 'Missing revision header.', 'The revision header is required: use 2026-07-15.');
    if (revision !== REVISION) throw new Refusal(400, 'invalid', 'Invalid revision.', `The revision ${revision} is not served here: use ${REVISION}.`);
    const accept = headers.accept;
    if (accept && !/application\/(vnd\.api\+)?json|\*\/\*/.test(accept))
      throw new Refusal(406, 'not_acceptable', 'Not acceptable.', `Answers come as ${MEDIA_TYPE}.`);
  }

  private pace(endpoint: Endpoint, query: Query, now: number, rate: Record<string, string>): void {
    const faults = this.misfortune?.faults;
    if (faults?.storm && now >= faults.storm.from && now < faults.storm.to) throw this.throttled(faults.storm.retryAfterSeconds, rate);
    const { bucket, limits } = bucketOf(endpoint, query);
    if (faults?.spentToday?.includes(endpoint.path)) this.limits.spendDay(bucket, limits, now);
    else if (!this.options.limits) return;
    const verdict = this.limits.take(bucket, limits, now);
    if (!verdict.allowed) throw this.throttled(verdict.retryAfterSeconds, rate);
    rate['ratelimit-limit'] = String(verdict.limit);
    rate['ratelimit-remaining'] = String(verdict.remaining);
    rate['ratelimit-reset'] = String(verdict.resetSeconds);
  }

  private throttled(seconds: number, rate: Record<string, string>): Refusal {
    rate['retry-after'] = String(seconds);
    return new Refusal(
      429,
      'throttled',
      `Request was throttled. Expected available in ${seconds} second(s).`,
      `Request was throttled. Expected available in ${seconds} second(s).`,
    );
  }

  private callFor(request: KlaviyoRequest, headers: Readonly<Record<string, string>>, query: Query, endpoint: Endpoint, id: string, now: number): Call {
    checkParameters(endpoint, query);
    const include = listParameter(query, 'include');
    const unknown = include.find((name) => !endpoint.include.includes(name));
    if (unknown !== undefined) throw badParameter('include', `'${unknown}' is not a valid include for this endpoint.`);
    const sort = query.parameters.get('sort');
    if (sort !== undefined && !endpoint.sort.includes(sort.replace(/^-/, ''))) throw badParameter('sort', `'${sort}' is not a sortable field.`);
    const host = /^https?:\/\/[^/]+/.exec(request.url)?.[0];
    return {
      account: this.account,
      index: indexOf(this.account),
      endpoint,
      id,
      query,
      include: new Set(include),
      fieldsets: readFieldsets(endpoint, query),
      additional: additionalFields(endpoint, query),
      filter: endpointFilter(endpoint, query.parameters.get('filter')),
      now,
      body: endpoint.method !== 'GET' ? readBody(request.body, headers) : null,
      base: this.options.linkBase ?? host ?? (headers.host ? `http://${headers.host}` : 'https://a.klaviyo.com'),
    };
  }
}

function nameOf({ method, path }: Endpoint): string {
  return `${method} ${path}`;
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function withLatency(reply: KlaviyoAnswer, latencyMs: number): KlaviyoAnswer {
  return latencyMs > 0 ? { ...reply, latencyMs } : reply;
}

function findEndpoint(method: string, path: string): { readonly endpoint: Endpoint; readonly id: string } {
  let pathKnown = false;
  for (const { endpoint, pattern } of MATCHERS) {
    const match = pattern.exec(path);
    if (!match) continue;
    if (endpoint.method === method) return { endpoint, id: decodeURIComponent(match[1] ?? '') };
    pathKnown = true;
  }
  if (pathKnown) throw new Refusal(405, 'method_not_allowed', 'Method not allowed.', `Method "${method}" is not allowed here.`);
  throw new Refusal(404, 'not_found', 'Not found.', `The path ${path} could not be found.`);
}

/** The bucket that a request counts against: parameters that make an endpoint slow have one of their own. */
function bucketOf(endpoint: Endpoint, query: Query): { readonly bucket: string; readonly limits: Limits } {
  const name = `${endpoint.method} ${endpoint.path}`;
  for (const { when, limits } of endpoint.slow) {
    const [parameter = '', value = ''] = when.split('=');
    if (listParameter(query, parameter).includes(value)) return { bucket: `${name}?${when}`, limits };
  }
  return { bucket: name, limits: endpoint.limits };
}

function checkParameters(endpoint: Endpoint, query: Query): void {
  for (const name of query.parameters.keys()) {
    const known =
      /^(fields|additional-fields)\[/.test(name) ||
      (name === 'filter' && endpoint.filter !== null) ||
      (name === 'include' && endpoint.include.length > 0) ||
      (name === 'sort' && endpoint.sort.length > 0) ||
      (name === 'page[cursor]' && endpoint.page !== null) ||
      (name === 'page[size]' && Array.isArray(endpoint.page)) ||
      (name === 'page_cursor' && /^(campaign|flow)-.*-reports$/.test(endpoint.path));
    if (!known) throw badParameter(name, `'${name}' is not a valid parameter for this endpoint.`);
  }
}

function readBody(text: string | undefined, headers: Readonly<Record<string, string>>): unknown {
  const type = headers['content-type'] ?? '';
  if (!/application\/(vnd\.api\+)?json/.test(type))
    throw new Refusal(415, 'unsupported_media_type', 'Unsupported media type.', `Unsupported media type "${type}" in request.`);
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw badBody('/data/', 'The body is not valid JSON.');
  }
}

function brokenAnswer(accident: Accident): KlaviyoAnswer | null {
  switch (accident) {
    case 'reset':
      return { status: 0, headers: {}, body: '' };
    case 'html error':
      return {
        status: 502,
        headers: { 'content-type': 'text/html' },
        body: '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>502 Bad Gateway</h1></body>\r\n</html>\r\n',
      };
    case 'server error':
      return {
        status: 503,
        headers: { 'content-type': MEDIA_TYPE },
        body: errorBody(new Refusal(503, 'service_unavailable', 'Service unavailable.', 'The service is temporarily unavailable.')),
      };
    case 'truncated':
    case null:
      return null;
  }
}

const ROUTES: Readonly<Record<string, Route>> = {
  ...OBJECT_ROUTES,
  ...PROFILE_ROUTES,
  ...EVENT_ROUTES,
  ...SEND_REPORT_ROUTES,
  ...GROUP_REPORT_ROUTES,
  ...AGGREGATE_ROUTES,
  ...FORM_ROUTES,
  ...CATALOG_ROUTES,
};

function answer(call: Call, name: string): unknown {
  const route = ROUTES[name];
  // Other writes are listed by Klaviyo, but no key of this server may make them.
  if (!route)
    throw new Refusal(403, 'permission_denied', 'You do not have permission to perform this action.', `${name} is not offered: this account is read only.`);
  return route(call);
}
