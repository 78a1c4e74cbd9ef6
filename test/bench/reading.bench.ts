import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { ApiKeySession, EventsApi, ProfilesApi } from 'klaviyo-api';
import { createCollector } from '../../src/domain/behavior/collector';
import type { ReadingNeeds } from '../../src/domain/behavior/rows';
import { PLAN } from '../../src/klaviyo/collections/table';
import { createReader } from '../../src/klaviyo/reader';
import type { HttpRequest, HttpResponse, Transport } from '../../src/klaviyo/http/transport';
import { KLAVIYO } from '../../src/klaviyo/http/request';
import { createHttpWire } from '../../src/local/host/http-wire';
import { redirected } from '../../src/local/host/redirect';
import type { Wire, WireResponse } from '../../src/local/host/wire';
import { READ_SCOPES } from '../../src/local/klaviyo/handler';
import { createScaledAccount, type ScaledOptions } from '../build/accounts/scaled-account';
import type { ScaledWorkerData, ScaledWorkerMessage } from './scaled-worker';

/** Limits of the issue. */
const LIMITS = { wall: 1.3, requests: 1.05, megabytes: 1000 };
const KEY = 'pk_made_up_for_tests_first';
const TWO_YEARS = 735 * 86_400_000;

/** Share of the full size; `BENCH_SHARE=0.1` for a quick look. The full size takes some 15 minutes, most of it waiting as Klaviyo's limits demand. */
const SHARE = Number(process.env.BENCH_SHARE ?? '1');

interface Cost {
  readonly events: number;
  readonly profiles: number;
  readonly seconds: number;
}

/**
 * Reads and reduces 500,000 profiles and 2,000,000 events over real HTTP from a local server that keeps Klaviyo's limits, and
 * fetches the same by a plain loop over the official SDK from another; prints requests and wall time against what page sizes
 * and limits allow at best.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const options: ScaledOptions = {
    seed: 11,
    now: Math.floor(Date.now() / 1000) * 1000,
    profiles: Math.round(500_000 * SHARE),
    events: Math.round(2_000_000 * SHARE),
    segments: 0,
    flows: 0,
    actionsPerFlow: 0,
    campaigns: 0,
    lists: 0,
  };
  const { counts, metricIds } = sizesOf(options);
  const fewest: Omit<Cost, 'seconds'> = {
    events: counts.reduce((sum, count) => sum + Math.ceil(count / 1000), 0),
    profiles: Math.ceil(options.profiles / 100),
  };
  const bound = Math.max(least(fewest.events, 'events'), least(fewest.profiles, 'profiles'));
  print(`Reading ${options.profiles} profiles and ${options.events} events over local HTTP with Klaviyo's limits`);
  print(`fewest requests: ${fewest.events} for events, ${fewest.profiles} for profiles; least wall time that the limits allow: ${bound.toFixed(0)} s`);
  const ours = await withServer(options, (url) => readByReader(url, options, metricIds, print));
  report('add-on', ours, fewest, bound, print);
  print(
    `limits: wall ${LIMITS.wall} ${verdict(ours.seconds / bound <= LIMITS.wall)}, requests ${LIMITS.requests} ${verdict((ours.events + ours.profiles) / (fewest.events + fewest.profiles) <= LIMITS.requests)}`,
  );
  const theirs = await withServer(options, (url) => readBySdk(url, metricIds));
  report('plain loop over klaviyo-api', theirs, fewest, bound, print);
}

function report(name: string, cost: Cost, fewest: Omit<Cost, 'seconds'>, bound: number, print: (line: string) => void): void {
  const requests = (cost.events + cost.profiles) / (fewest.events + fewest.profiles);
  print(
    `${name}: ${cost.events} requests for events, ${cost.profiles} for profiles, ratio ${requests.toFixed(3)}; ${cost.seconds.toFixed(0)} s, ratio ${(cost.seconds / bound).toFixed(2)}`,
  );
}

function verdict(kept: boolean): string {
  return kept ? '(kept)' : '(MISSED)';
}

/** Least seconds in which fixed windows let so many requests through, the first of them opening with the first request. */
function least(requests: number, endpoint: 'events' | 'profiles'): number {
  const { burst, steady } = PLAN.endpoint(endpoint).limits;
  const whole = Math.floor(Math.max(0, requests - 1) / steady);
  return whole * 60 + Math.floor(Math.max(0, requests - whole * steady - 1) / burst);
}

/** Events by metric of the account that the server will make; let go of at once, so that memory is the reader's own. */
function sizesOf(options: ScaledOptions): { readonly counts: readonly number[]; readonly metricIds: readonly string[] } {
  const { events } = createScaledAccount(options);
  return { counts: [...events.values()].map((series) => series.times.length), metricIds: [...events.keys()] };
}

/** Serves the account in a process of its own, as Klaviyo is one. */
async function withServer<T>(account: ScaledOptions, use: (url: string) => T | Promise<T>): Promise<T> {
  const data: ScaledWorkerData = { scaled: account, keys: [{ key: KEY, scopes: READ_SCOPES }], limits: true };
  const server: ChildProcess = fork(join(__dirname, 'scaled-worker.cjs'), { env: { ...process.env, KLAVIYO_SERVER: JSON.stringify(data) } });
  try {
    const told = await new Promise<ScaledWorkerMessage>((resolve, reject) => {
      server.once('message', (message) => resolve(message as ScaledWorkerMessage));
      server.once('exit', (code) => reject(new Error(`The server ended with ${String(code)}.`)));
    });
    if ('failed' in told) throw new Error(told.failed);
    return await use(told.url);
  } finally {
    server.removeAllListeners('exit');
    server.kill();
  }
}

function readByReader(url: string, options: ScaledOptions, metricIds: readonly string[], print: (line: string) => void): Cost {
  const wire = redirected(createHttpWire(50_000_000, join(__dirname, 'http-worker.cjs')), KLAVIYO, url);
  const asked = { events: 0, profiles: 0 };
  let peak = 0;
  const transport = transportOver(wire, (requests) => {
    for (const request of requests) {
      if (request.url.includes('/api/events?')) asked.events += 1;
      if (request.url.includes('/api/profiles?')) asked.profiles += 1;
    }
    peak = Math.max(peak, process.memoryUsage().rss);
  });
  const collector = createCollector(null);
  const needs: ReadingNeeds = {
    events: metricIds.map((metricId) => ({ metricId, from: options.now - TWO_YEARS, properties: [] })),
    profilesAtMost: 10_000_000,
    predictions: false,
    profileProperties: [],
  };
  const started = Date.now();
  const reader = createReader({ transport, key: KEY, saved: null, mode: 'full', collector, needs: () => needs, expectedAccountId: null });
  let letters = 0;
  for (;;) {
    const state = reader.advance(Number.MAX_SAFE_INTEGER);
    for (const text of [...reader.changedParts().values(), ...collector.changedParts().values()]) letters += text?.length ?? 0;
    if (state.state === 'stopped') throw new Error(`The reading stopped: ${state.error.kind}.`);
    if (state.state === 'done') break;
  }
  const seconds = (Date.now() - started) / 1000;
  void wire.close();
  const events = metricIds.reduce((sum, metricId) => sum + collector.eventCount(metricId), 0);
  print(
    `add-on: ${events} events and ${collector.profileCount()} profiles reduced, ${(peak / 1024 / 1024).toFixed(0)} MB at most in the whole process ` +
      `(limit ${LIMITS.megabytes}) ${verdict(peak / 1024 / 1024 <= LIMITS.megabytes)}, ${(letters / 1e6).toFixed(0)} MB of text handed to the store in all commits`,
  );
  if (events !== options.events || collector.profileCount() !== options.profiles) throw new Error('The reader did not bring every event and profile.');
  return { ...asked, seconds };
}

function transportOver(wire: Wire, note: (requests: readonly HttpRequest[]) => void): Transport {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  return {
    fetchAll: (requests) => {
      note(requests);
      return wire.exchange(requests.map(({ body, ...request }) => (body === undefined ? request : { ...request, body }))).map(toResponse);
    },
    now: () => Date.now(),
    sleep: (milliseconds) => {
      Atomics.wait(pause, 0, 0, milliseconds);
    },
    random: () => Math.random(),
  };
}

function toResponse(response: WireResponse): HttpResponse {
  if ('failed' in response) return response;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) headers[name.toLowerCase()] = typeof value === 'string' ? value : value.join(', ');
  return { status: response.status, headers, text: Buffer.from(response.body).toString('utf8') };
}

/** What a newcomer would write: page after page, metric after metric, with the SDK's own retries. */
async function readBySdk(url: string, metricIds: readonly string[]): Promise<Cost> {
  const session = new ApiKeySession(KEY);
  const eventsApi = new EventsApi(session);
  const profilesApi = new ProfilesApi(session);
  eventsApi.basePath = url;
  profilesApi.basePath = url;
  const started = Date.now();
  const asked = { events: 0, profiles: 0 };
  const perBuyer = new Map<string, number>();
  for (const metricId of metricIds) {
    for (let cursor: string | undefined, more = true; more;) {
      asked.events += 1;
      const { body } = await patiently(() =>
        eventsApi.getEvents({
          filter: `equals(metric_id,"${metricId}")`,
          fieldsEvent: ['datetime'],
          include: ['profile'],
          fieldsProfile: ['id'],
          pageSize: 1000,
          sort: 'datetime',
          ...(cursor === undefined ? {} : { pageCursor: cursor }),
        }),
      );
      for (const event of body.data)
        perBuyer.set(event.relationships?.profile?.data?.id ?? '', (perBuyer.get(event.relationships?.profile?.data?.id ?? '') ?? 0) + 1);
      cursor = cursorOf(body.links?.next);
      more = cursor !== undefined;
    }
  }
  for (let cursor: string | undefined, more = true; more;) {
    asked.profiles += 1;
    const { body } = await patiently(() =>
      profilesApi.getProfiles({
        additionalFieldsProfile: ['subscriptions'],
        fieldsProfile: ['created', 'location.country', 'subscriptions.email.marketing.consent'],
        pageSize: 100,
        sort: 'created',
        ...(cursor === undefined ? {} : { pageCursor: cursor }),
      }),
    );
    cursor = cursorOf(body.links?.next);
    more = cursor !== undefined;
  }
  return { ...asked, seconds: (Date.now() - started) / 1000 };
}

/** The SDK gives up after three attempts; a loop that is to end asks again. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if ((error as { response?: { status?: number } }).response?.status !== 429) throw error;
    }
  }
}

function cursorOf(next: string | null | undefined): string | undefined {
  return next === undefined || next === null || next === '' ? undefined : (new URL(next).searchParams.get('page[cursor]') ?? undefined);
}
