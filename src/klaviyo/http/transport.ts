/** One HTTP request as the transport takes it. */
export interface HttpRequest {
  readonly url: string;
  readonly method: 'get' | 'post' | 'patch';
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text for a post or a patch. */
  readonly body?: string;
}

/** What came back, or why nothing did. `unsent`: the request never got an answer of its own, because another one's failure or the time took the call with it;
 * it counts neither as sent nor as tried. Header names are in lower case. */
export type HttpResponse =
  { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly text: string } | { readonly failed: string; readonly unsent?: true };

/** The port to the network and the clock; Apps Script's UrlFetch in the add-on. One call sends all requests in parallel
 * and answers in their order; it never throws for one request's failure, only for a spent quota (`QuotaSpent`) and
 * where the service itself refuses again and again. */
export interface Transport {
  fetchAll(requests: readonly HttpRequest[]): readonly HttpResponse[];
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): void;
  /** 0 ≤ x < 1, for jitter. */
  random(): number;
}
