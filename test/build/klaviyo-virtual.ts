import { createCollector, type BehaviorCollector } from '../../src/domain/behavior/collector';
import type { ReadingNeeds } from '../../src/domain/behavior/rows';
import { createReader } from '../../src/klaviyo/reader';
import type { Reader, ReaderOptions } from '../../src/klaviyo/schedule/reading-options';
import type { HttpRequest, HttpResponse, Transport } from '../../src/klaviyo/http/transport';
import type { AccountData } from '../../src/local/klaviyo/account-data';
import type { Faults } from '../../src/local/klaviyo/faults';
import { createKlaviyo, READ_SCOPES, type Klaviyo } from '../../src/local/klaviyo/handler';
import { METRICS, TWO_YEARS } from './klaviyo-account';

export const KEY = 'pk_made_up_for_tests_first';
export const NOW = Date.UTC(2026, 8, 1, 12);
export const BASE = 'https://a.klaviyo.com';

/** A Klaviyo account behind a transport whose clock only moves by sleeping and by waiting for answers. */
export interface VirtualKlaviyo {
  readonly klaviyo: Klaviyo;
  readonly transport: Transport;
  readonly clock: { now: number };
}

export function virtualKlaviyo(
  account: AccountData,
  options: { readonly faults?: Faults; readonly scopes?: readonly string[]; readonly latencyMs?: number; readonly now?: number } = {},
): VirtualKlaviyo {
  const klaviyo = createKlaviyo(account, {
    keys: [{ key: KEY, scopes: options.scopes ?? READ_SCOPES }],
    limits: true,
    ...(options.faults ? { faults: options.faults } : {}),
  });
  const clock = { now: options.now ?? NOW };
  const latency = options.latencyMs ?? 400;
  let draws = 12345;
  const transport: Transport = {
    fetchAll(requests: readonly HttpRequest[]): readonly HttpResponse[] {
      const at = clock.now + latency / 2;
      let slowest = latency;
      const responses = requests.map((request): HttpResponse => {
        const answer = klaviyo.handle(request, at);
        slowest = Math.max(slowest, latency + (answer.latencyMs ?? 0));
        return answer.status === 0 ? { failed: 'connection reset' } : { status: answer.status, headers: answer.headers, text: answer.body };
      });
      clock.now += slowest;
      return responses;
    },
    now: () => clock.now,
    sleep: (milliseconds) => {
      clock.now += milliseconds;
    },
    random: () => {
      draws = (draws * 1103515245 + 12345) % 2147483648;
      return draws / 2147483648;
    },
  };
  return { klaviyo, transport, clock };
}

/** What the tests read of behavior: orders with their category, items and clicks by time alone. */
export function someNeeds(profilesAtMost = 1_000_000): ReadingNeeds {
  const from = NOW - TWO_YEARS;
  return {
    events: [
      { metricId: 'Morder', from, properties: ['$value', 'Category'] },
      { metricId: 'Mitems', from, properties: [] },
      { metricId: 'Mclick', from, properties: [] },
    ],
    profilesAtMost,
    predictions: false,
    profileProperties: [],
  };
}

export interface Session {
  readonly reader: Reader;
  readonly collector: BehaviorCollector;
}

/** A reader with behavior's own collector over saved parts, as the refresh opens them. */
export function openSession(virtual: VirtualKlaviyo, saved: ReadonlyMap<string, string> | null, options: Partial<ReaderOptions> = {}): Session {
  const under = (prefix: string): ReadonlyMap<string, string> | null => (saved === null ? null : new Map([...saved].filter(([key]) => key.startsWith(prefix))));
  const collector = createCollector(under('behavior/'));
  const reader = createReader({
    transport: virtual.transport,
    key: KEY,
    saved: under('reading/'),
    mode: 'incremental',
    collector,
    needs: () => someNeeds(),
    expectedAccountId: null,
    ...options,
  });
  return { reader, collector };
}

/** Applies what changed, as the store would. */
export function commit(store: Map<string, string>, session: Session): void {
  for (const changes of [session.reader.changedParts(), session.collector.changedParts()]) {
    for (const [key, text] of changes) {
      if (text === null) store.delete(key);
      else store.set(key, text);
    }
  }
}

/** Reads to the end in one execution, committing at every checkpoint. */
export function readAll(session: Session, store: Map<string, string> = new Map()): Map<string, string> {
  for (;;) {
    const state = session.reader.advance(Number.MAX_SAFE_INTEGER);
    commit(store, session);
    if (state.state === 'done') return store;
    if (state.state === 'stopped') throw new Error(`stopped: ${JSON.stringify(state.error)}`);
  }
}

export const METRIC_IDS = METRICS.map(({ id }) => id);
