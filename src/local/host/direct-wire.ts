import type { Clock } from './clock';
import { PATIENCE_MS, type Wire, type WireRequest, type WireResponse } from './wire';

/** A server in the same process. `nowMs` is the instant at which the request goes out. `status` 0 stands for a broken connection. */
export type DirectHandler = (
  request: { readonly method: string; readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body?: string },
  nowMs: number,
) => { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string; readonly latencyMs?: number };

export interface DirectWireOptions {
  readonly handler: DirectHandler;
  readonly clock: Clock;
  /** How long an answer takes when the handler does not say. */
  readonly latencyMs?: number;
  /** Requests of one call that are under way together. */
  readonly parallel?: number;
}

const encoder = new TextEncoder();

/** Answers requests from a handler in the same process and lets the clock pass as the slowest of a call takes. */
export function createDirectWire({ handler, clock, latencyMs = 150, parallel = 20 }: DirectWireOptions): Wire {
  return {
    exchange: (requests) => {
      const start = clock.now();
      // When each of the connections is free again: the next request goes out on the first free one.
      const free = Array.from({ length: Math.max(1, Math.min(parallel, requests.length)) }, () => start);
      const answers = requests.map((request): WireResponse => {
        const connection = free.indexOf(Math.min(...free));
        const sentAt = free[connection] as number;
        const answer = handler(plain(request), sentAt);
        const took = Math.min(answer.latencyMs ?? latencyMs, PATIENCE_MS);
        free[connection] = sentAt + took;
        if ((answer.latencyMs ?? 0) >= PATIENCE_MS) return { failed: 'Timeout' };
        if (answer.status === 0) return { failed: 'Connection reset' };
        return { status: answer.status, headers: answer.headers, body: encoder.encode(answer.body) };
      });
      clock.spend(Math.max(...free) - start);
      return answers;
    },
    close: () => Promise.resolve(),
  };
}

function plain(request: WireRequest): Parameters<DirectHandler>[0] {
  const { method, url, headers, body } = request;
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    method: method.toUpperCase(),
    url,
    headers: lower,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : Buffer.from(body).toString('utf8') }),
  };
}
