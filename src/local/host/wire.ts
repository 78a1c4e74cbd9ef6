import { assumed } from './assumptions';

/** One request as it goes over the wire. Header names as the script wrote them. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What came back, or why nothing did: no such address, connection broken, no answer in time, too large. */
export type WireResponse =
  { readonly status: number; readonly headers: Readonly<Record<string, string | readonly string[]>>; readonly body: Uint8Array } | { readonly failed: string };

/** The way out of the host. All requests of one call are under way together; answers come in their order. */
export interface Wire {
  exchange(requests: readonly WireRequest[]): readonly WireResponse[];
  close(): Promise<void>;
}

/** UrlFetchApp gives up on a request after this time; it cannot be set. */
export const PATIENCE_MS = assumed('fetchPatienceMs');
