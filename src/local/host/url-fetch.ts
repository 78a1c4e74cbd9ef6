import { BlobCore } from './blob';
import type { DailyQuota, Limits } from './limits';
import { maybeCoreOf, offer, signatureError, type Gate } from './refusal';
import type { Wire, WireRequest, WireResponse } from './wire';

type Service = GoogleAppsScript.URL_Fetch.UrlFetchApp;
type Response = GoogleAppsScript.URL_Fetch.HTTPResponse;
type Options = GoogleAppsScript.URL_Fetch.URLFetchRequestOptions;

export interface UrlFetchOptions {
  readonly gate: Gate;
  readonly limits: Limits;
  readonly quota: DailyQuota;
  readonly now: () => number;
  readonly wire: Wire;
  /** Prefixes that an address must have, as in the manifest; null lets every address through. */
  readonly allowed: readonly string[] | null;
  readonly countRequests: (count: number) => void;
}

interface Call {
  readonly request: WireRequest;
  readonly mute: boolean;
  readonly follow: boolean;
}
type Answer = Exclude<WireResponse, { failed: string }>;

const METHODS = ['get', 'delete', 'patch', 'post', 'put'];
const OPTIONS = [
  'url',
  'contentType',
  'headers',
  'method',
  'payload',
  'useIntranet',
  'validateHttpsCertificates',
  'followRedirects',
  'muteHttpExceptions',
  'escaping',
];
const MOST_REDIRECTS = 20;

/** True when the address begins with an entry of the manifest's list; an entry may begin with `https://*.`. */
export function isAllowed(url: string, allowed: readonly string[]): boolean {
  return allowed.some((prefix) => {
    const wild = /^(https?:\/\/)\*\.(.*)$/.exec(prefix);
    if (!wild) return url.startsWith(prefix);
    const rest = url.startsWith(wild[1] as string) ? url.slice((wild[1] as string).length) : '';
    const slash = (wild[2] as string).indexOf('/');
    const [domain, path] = [(wild[2] as string).slice(0, slash), (wild[2] as string).slice(slash)];
    const at = rest.indexOf('/');
    return at > 0 && rest.slice(0, at).endsWith(`.${domain}`) && rest.slice(at).startsWith(path);
  });
}

function readCall(url: unknown, options: Options & { url?: string }, { limits, allowed }: UrlFetchOptions): Call {
  if (typeof url !== 'string') throw signatureError([url], 'UrlFetchApp.fetch');
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown) throw new Error(`Attribute provided with no value or unknown: ${unknown}`);
  if (!/^https?:\/\/[^/\s]+/.test(url)) throw new Error(`Invalid argument: ${url}`);
  // Square brackets and the like have to be escaped by the script; the platform refuses a raw blank or brace.
  if (/[\s{}|\\^<>"`]/.test(url)) throw new Error(`Invalid argument: ${url}`);
  if (url.length > limits.urlChars) throw new Error('Limit Exceeded: URLFetch URL Length.');
  if (allowed && !isAllowed(url, allowed)) throw new Error(`Access not granted: ${url} is not on the manifest's urlFetchWhitelist.`);
  const method = (options.method ?? (options.payload === undefined ? 'get' : 'post')).toLowerCase();
  if (!METHODS.includes(method)) throw new Error(`Attribute provided with invalid value: method`);
  const headers = readHeaders(options, limits);
  const body = readPayload(options.payload);
  if (body !== undefined && Buffer.byteLength(body.data) > limits.payloadBytes) throw new Error('Limit Exceeded: URLFetch POST Size.');
  const hasType = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  const type = options.contentType ?? body?.type;
  return {
    request: { method, url, headers: body && type && !hasType ? { ...headers, 'Content-Type': type } : headers, ...(body ? { body: body.data } : {}) },
    mute: options.muteHttpExceptions === true,
    follow: options.followRedirects !== false,
  };
}

function readHeaders({ headers = {} }: Options, limits: Limits): Record<string, string> {
  const entries = Object.entries(headers);
  if (entries.length > limits.headersPerCall) throw new Error('Limit Exceeded: URLFetch header count.');
  for (const [name, value] of entries) {
    if (typeof value !== 'string') throw new Error(`Attribute provided with invalid value: Header:${name}`);
    if (/^(host|content-length|connection)$/i.test(name) || /[\r\n]/.test(value)) throw new Error(`Attribute provided with invalid value: Header:${name}`);
    if (Buffer.byteLength(value) > limits.headerBytes) throw new Error('Limit Exceeded: URLFetch header size.');
  }
  return Object.fromEntries(entries);
}

function readPayload(payload: Options['payload']): { data: string | Uint8Array; type: string } | undefined {
  if (payload === undefined || payload === null) return undefined;
  if (typeof payload === 'string') return { data: payload, type: 'application/x-www-form-urlencoded' };
  const blob = maybeCoreOf(payload, BlobCore);
  if (blob) return { data: blob.bytes, type: blob.type ?? 'application/octet-stream' };
  const form = Object.entries(payload as Record<string, unknown>)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
  return { data: form, type: 'application/x-www-form-urlencoded' };
}

function createResponse(answer: Answer, gate: Gate): Response {
  const bytes = Buffer.from(answer.body);
  const members = {
    getResponseCode: () => answer.status,
    getContentText: (charset: string = 'UTF-8') => {
      if (!/^utf-?8$/i.test(charset)) throw new Error(`HTTPResponse.getContentText with the charset ${charset} is not offered by the local host.`);
      return bytes.toString('utf8');
    },
    getAllHeaders: () => Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]])),
    getHeaders: () => Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, typeof value === 'string' ? value : value.join(', ')])),
  } satisfies Partial<Response>;
  return offer<object>('HTTPResponse', members, gate) as Response;
}

/** `UrlFetchApp` over a wire, with the manifest's list of addresses, the daily quota and the platform's sizes. */
export function createUrlFetch(options: UrlFetchOptions): Service {
  const { gate, limits, quota, now, wire, countRequests } = options;

  const sendAll = (calls: readonly Call[]): Answer[] => {
    if (!quota.take(now(), calls.length)) throw new Error('Service invoked too many times for one day: urlfetch.');
    countRequests(calls.length);
    const answers = [...wire.exchange(calls.map((call) => call.request))];
    return answers.map((answer, index) => settled(follow(calls[index] as Call, answer), calls[index] as Call));
  };
  /** Goes where the answer sends, as far as the manifest allows. */
  const follow = (call: Call, first: WireResponse): WireResponse => {
    let answer = first;
    let { url } = call.request;
    for (let hops = 0; call.follow && !('failed' in answer) && answer.status >= 300 && answer.status < 400; hops += 1) {
      const location = Object.entries(answer.headers).find(([name]) => name.toLowerCase() === 'location')?.[1];
      if (!location || answer.status === 304) return answer;
      if (hops === MOST_REDIRECTS) return { failed: 'Too many redirects' };
      url = new URL(String(location), url).href;
      if (options.allowed && !isAllowed(url, options.allowed)) throw new Error(`Access not granted: ${url} is not on the manifest's urlFetchWhitelist.`);
      answer = wire.exchange([{ method: 'get', url, headers: call.request.headers }])[0] as WireResponse;
    }
    return answer;
  };
  const settled = (answer: WireResponse, call: Call): Answer => {
    const { url } = call.request;
    if ('failed' in answer) {
      if (answer.failed === 'DNS error') throw new Error(`DNS error: ${url}`);
      if (answer.failed === 'Timeout') throw new Error(`Timeout: ${url}`);
      throw new Error(`Address unavailable: ${url} (${answer.failed})`);
    }
    if (answer.body.length > limits.responseBytes) throw new Error('Limit Exceeded: URLFetch response size.');
    if (answer.status >= 400 && !call.mute) {
      const start = Buffer.from(answer.body).toString('utf8').slice(0, 300);
      throw new Error(
        `Request failed for ${url} returned code ${answer.status}. Truncated server response: ${start} (use muteHttpExceptions option to examine full response)`,
      );
    }
    return answer;
  };
  const members = {
    fetch: (url: string, params: Options = {}) => createResponse(sendAll([readCall(url, params, options)])[0] as Answer, gate),
    fetchAll: (requests: (GoogleAppsScript.URL_Fetch.URLFetchRequest | string)[]) => {
      if (!Array.isArray(requests)) throw signatureError([requests], 'UrlFetchApp.fetchAll');
      const calls = requests.map((request) => (typeof request === 'string' ? readCall(request, {}, options) : readCall(request.url, request, options)));
      return calls.length === 0 ? [] : sendAll(calls).map((answer) => createResponse(answer, gate));
    },
  } satisfies Partial<Service>;
  return offer<object>('UrlFetchApp', members, gate) as Service;
}
