import { resolve } from 'node:path';
import type { Bundle } from '../../src/local/host/bundle';
import { loadBundle } from '../../src/local/host/bundle';
import { createVirtualClock, type VirtualClock } from '../../src/local/host/clock';
import { createDirectWire } from '../../src/local/host/direct-wire';
import { Host, type HostOptions } from '../../src/local/host/host';
import type { AccountData } from '../../src/local/klaviyo/account-data';
import type { Faults } from '../../src/local/klaviyo/faults';
import { createKlaviyo, READ_SCOPES, type Klaviyo } from '../../src/local/klaviyo/handler';

export const KEY = 'pk_made_up_for_tests_first';
export const NOW = Date.UTC(2026, 10, 23, 15, 30);

let built: Bundle | null = null;

/** The very file that clasp pushes. `npm test` builds it first. */
export function builtBundle(): Bundle {
  return (built ??= loadBundle(resolve(__dirname, '../../dist')));
}

export interface LocalAnswer {
  readonly state: 'more' | 'done' | 'failed' | 'stopped';
  readonly progress: { readonly step: string; readonly done: number; readonly expected: number | null; readonly requests: number };
  readonly notBefore: number | null;
  readonly sentence: string;
  readonly summary?: string;
  readonly markdown?: string;
}

/** The built bundle in a host on a virtual clock, before a Klaviyo account that is answered in the same process. */
export interface World {
  readonly host: Host;
  readonly klaviyo: Klaviyo;
  readonly clock: VirtualClock;
  /** Begins a refresh as the local command does. */
  start(options?: { readonly key?: string; readonly settings?: readonly { readonly name: string; readonly value: string }[]; readonly full?: boolean }): LocalAnswer;
  /** One execution. */
  step(): LocalAnswer;
  /** Executions until the refresh has ended; gives the last answer. Triggers are not fired. */
  finish(): LocalAnswer;
  refresh(options?: Parameters<World['start']>[0]): LocalAnswer;
  /** A tab's values with its header row. */
  values(tab: string): unknown[][];
}

export interface WorldOptions extends Omit<Partial<HostOptions>, 'bundle' | 'clock' | 'wire'> {
  readonly now?: number;
  readonly faults?: never;
  readonly klaviyoFaults?: Faults;
  readonly scopes?: readonly string[];
  readonly latencyMs?: number;
  readonly limited?: boolean;
}

/** Opens a world around an account. */
export function openWorld(account: AccountData, options: WorldOptions = {}): World {
  const { now = NOW, klaviyoFaults, scopes = READ_SCOPES, latencyMs = 300, limited = true, ...hostOptions } = options;
  const clock = createVirtualClock(now);
  const klaviyo = createKlaviyo(account, { keys: [{ key: KEY, scopes }], limits: limited, ...(klaviyoFaults === undefined ? {} : { faults: klaviyoFaults }) });
  const wire = createDirectWire({ handler: (request, at) => klaviyo.handle(request, at), clock, latencyMs });
  const host = new Host({ bundle: builtBundle(), clock, wire, ...hostOptions });
  const answer = (value: unknown): LocalAnswer => JSON.parse(String(value)) as LocalAnswer;
  const world: World = {
    host, klaviyo, clock,
    start: ({ key = KEY, settings = [], full = false } = {}) =>
      answer(host.run('localRefreshStart', JSON.stringify({ key, baseUrl: 'https://a.klaviyo.com', settings, full }))),
    step: () => answer(host.run('localRefreshStep')),
    finish: () => {
      for (let execution = 0; execution < 200; execution += 1) {
        const next = world.step();
        if (next.state !== 'more') return next;
        if (next.notBefore !== null && next.notBefore > clock.now()) clock.moveTo(next.notBefore);
      }
      throw new Error('The refresh did not end within 200 executions.');
    },
    refresh: (start = {}) => {
      const begun = world.start(start);
      return begun.state === 'more' ? world.finish() : begun;
    },
    values: (tab) => {
      const sheet = host.hands().spreadsheet.getSheetByName(tab);
      if (sheet === null) throw new Error(`There is no tab ${tab}.`);
      return sheet.getDataRange().getValues();
    },
  };
  return world;
}
