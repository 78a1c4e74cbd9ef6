import { READS } from '../klaviyo/collections/table';
import { refuseOthers, type AllowedRequest } from '../klaviyo/http/allowed';
import { QuotaSpent } from '../klaviyo/http/quota-spent';
import type { HttpRequest, HttpResponse, Transport } from '../klaviyo/http/transport';

/** Google words it "Service invoked too many times for one day: urlfetch." In other languages it counts as any refusal, and the pauses grow. */
const SPENT = /too many times for one day/i;
/** "Bandwidth quota exceeded … Try reducing the rate of data transfer", "Service invoked too many times in a short time": both pass within seconds. */
const TOO_FAST = /bandwidth|short time/i;
const CATCH_BREATH = 15_000;
const PAUSE = 2_000;
/** One call carries at most this many requests: how many Google sends side by side is documented nowhere. */
const REQUESTS_AT_ONCE = 20;
/** Calls in a row that went well, after which the next one may be twice as large. */
const GROW_AFTER = 5;
/** Refusals in a row, down to single requests, after which nothing is to be had from Google for now. */
const MOST_REFUSALS = 12;
/** A request may keep a call waiting this long before Google gives it up. */
const PATIENCE = 60_000;

/**
 * The transport over UrlFetchApp. One address that fails makes Google throw away the answers of all that were sent with it: the call counts as not sent
 * and the next ones are half as large, until the one that fails stands alone and is answered as `failed`. `deadline` is the instant after which no call may
 * still be waiting. What is not on the list `allowed`, which holds reads unless another is handed in, is refused before anything of the call is sent. Throws `QuotaSpent` for the day's quota, and Google's own error when it refuses again and again.
 */
export function googleTransport(deadline: number = Date.now() + 5 * PATIENCE, allowed: readonly AllowedRequest[] = READS): Transport {
  let size = REQUESTS_AT_ONCE;
  let wellInRow = 0;
  let refusedInRow = 0;
  const send = (group: readonly HttpRequest[]): readonly HttpResponse[] => {
    try {
      const answers = UrlFetchApp.fetchAll(group.map(toGoogle)).map(fromGoogle);
      refusedInRow = 0;
      wellInRow += 1;
      if (wellInRow % GROW_AFTER === 0) size = Math.min(REQUESTS_AT_ONCE, size * 2);
      return answers;
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      throwIfSpent(error);
      refusedInRow += 1;
      wellInRow = 0;
      if (refusedInRow >= MOST_REFUSALS) throw error;
      size = Math.max(1, Math.floor(size / 2));
      if (Date.now() + PATIENCE < deadline) Utilities.sleep(TOO_FAST.test(words) ? CATCH_BREATH : PAUSE);
      if (group.length === 1 && !TOO_FAST.test(words)) return [{ failed: 'no answer' }];
      return group.map(() => ({ failed: 'not sent', unsent: true }));
    }
  };
  return {
    fetchAll: (requests) => {
      refuseOthers(requests, allowed);
      const answers: HttpResponse[] = [];
      while (answers.length < requests.length) {
        const first = answers.length;
        const refused = answers.some((answer) => 'failed' in answer);
        // The first group goes out in any case: whoever asks has looked at the time.
        if (refused || (first > 0 && Date.now() + PATIENCE > deadline)) answers.push({ failed: 'not sent', unsent: true });
        else answers.push(...send(requests.slice(first, first + size)));
      }
      return answers;
    },
    now: () => Date.now(),
    sleep: (milliseconds) => {
      if (milliseconds > 0) Utilities.sleep(Math.ceil(milliseconds));
    },
    random: () => Math.random(),
  };
}

/** Throws `QuotaSpent` where UrlFetchApp refused because the day's requests are used up. */
export function throwIfSpent(error: unknown): void {
  if (SPENT.test(error instanceof Error ? error.message : String(error))) throw new QuotaSpent('The daily quota of web requests is spent.');
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
