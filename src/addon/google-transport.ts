import { QuotaSpent } from '../klaviyo/quota-spent';
import type { HttpRequest, HttpResponse, Transport } from '../klaviyo/transport';

/** Google words it "Service invoked too many times for one day: urlfetch." */
const QUOTA = /too many times for one day|quota/i;
/** One call carries at most this many requests: Google documents no bound, and larger ones only delay the first answer. */
const REQUESTS_AT_ONCE = 40;

/** The transport over UrlFetchApp. A request that fails alone (address, reset, time-out) is answered as `failed`; a
 * spent daily quota throws `QuotaSpent`. */
export function googleTransport(): Transport {
  return {
    fetchAll: (requests) => inGroups(requests).flatMap(fetchGroup),
    now: () => Date.now(),
    sleep: (milliseconds) => {
      if (milliseconds > 0) Utilities.sleep(Math.ceil(milliseconds));
    },
    random: () => Math.random(),
  };
}

function inGroups(requests: readonly HttpRequest[]): (readonly HttpRequest[])[] {
  const groups: (readonly HttpRequest[])[] = [];
  for (let start = 0; start < requests.length; start += REQUESTS_AT_ONCE) groups.push(requests.slice(start, start + REQUESTS_AT_ONCE));
  return groups;
}

function fetchGroup(requests: readonly HttpRequest[]): HttpResponse[] {
  try {
    return UrlFetchApp.fetchAll(requests.map(toGoogle)).map(fromGoogle);
  } catch (error) {
    refuseSpentQuota(error);
    // One failed request fails the whole call, so each is asked alone to save the answers of the others.
    return requests.length === 1 ? [{ failed: reason(error) }] : requests.map(fetchAlone);
  }
}

function fetchAlone(request: HttpRequest): HttpResponse {
  try {
    const { url, ...options } = toGoogle(request);
    return fromGoogle(UrlFetchApp.fetch(url, options));
  } catch (error) {
    refuseSpentQuota(error);
    return { failed: reason(error) };
  }
}

function toGoogle(request: HttpRequest): GoogleAppsScript.URL_Fetch.URLFetchRequest {
  const { 'content-type': contentType, ...headers } = lowerCased(request.headers);
  return {
    url: request.url,
    method: request.method,
    headers,
    muteHttpExceptions: true,
    followRedirects: false,
    ...(request.body === undefined ? {} : { payload: request.body, contentType: contentType ?? 'application/vnd.api+json' }),
  };
}

function fromGoogle(response: GoogleAppsScript.URL_Fetch.HTTPResponse): HttpResponse {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.getAllHeaders())) headers[name.toLowerCase()] = String(Array.isArray(value) ? value[0] : value);
  return { status: response.getResponseCode(), headers, text: response.getContentText() };
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function refuseSpentQuota(error: unknown): void {
  if (QUOTA.test(reason(error))) throw new QuotaSpent('The daily quota of web requests is spent.');
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
