import { resolve } from 'node:path';
import type { Bundle } from '../../src/local/host/bundle';
import { loadBundle } from '../../src/local/host/bundle';
import { createVirtualClock, type VirtualClock } from '../../src/local/host/clock';
import { createDirectWire } from '../../src/local/host/direct-wire';
import { Host, type HostOptions } from '../../src/local/host/host';
import type { AccountData } from '../../src/local/klaviyo/account-data';
import type { Faults } from '../../src/local/klaviyo/faults';
import { STORE_TAB } from '../../src/sheet/sheet-store';
import { createKlaviyo, READ_SCOPES, type Klaviyo } from '../../src/local/klaviyo/handler';

export const KEY = 'pk_made_up_for_tests_first';
/** Who runs the add-on unless somebody else is named: the host's own user. */
export const OWNER = 'owner@example.com';
export const NOW = Date.UTC(2026, 10, 23, 15, 30);

let built: Bundle | null = null;

/** The very file that clasp pushes. `npm test` builds it first. */
export function builtBundle(): Bundle {
  return (built ??= loadBundle(resolve(__dirname, '../../dist')));
}

/** How a refresh stands after a call of the sidebar's. */
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
  /** Connects (unless this key is connected already), saves settings and begins a refresh: what a person at the sidebar does. */
  start(options?: {
    readonly key?: string;
    readonly settings?: readonly { readonly name: string; readonly value: string }[];
    readonly full?: boolean;
  }): LocalAnswer;
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
  /** The key that a copied world's owner has connected. */
  readonly connected?: string;
}

type PageAnswer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly sentence: string };

/** One execution of the refresh, for `Host.execute`. */
export const ONE_STEP = { function: 'callFromPage', parameters: ['continueRefresh', 'null'] } as const;

/** Asks the sidebar's door. */
function fromPage(host: Host, call: string, argument: unknown): PageAnswer {
  return JSON.parse(String(host.run('callFromPage', call, JSON.stringify(argument)))) as PageAnswer;
}

function failed(sentence: string): LocalAnswer {
  return { state: 'failed', progress: { step: '', done: 0, expected: null, requests: 0 }, notBefore: null, sentence };
}

/** What an execution of the refresh came to, by what the door answered; with the texts once it is done. */
export function answerOf(host: Host, text: unknown): LocalAnswer {
  const answer = JSON.parse(String(text)) as PageAnswer;
  if (!answer.ok) return failed(answer.sentence);
  const { state, notBefore, sentence, ...progress } = answer.value as LocalAnswer['progress'] & { state: string; notBefore: number | null; sentence: string };
  const told = { progress, notBefore, sentence };
  switch (state) {
    case 'running':
    case 'waiting':
      return { state: 'more', ...told };
    case 'cancelled':
      return { state: 'stopped', ...told };
    case 'done': {
      const texts = fromPage(host, 'getTexts', null);
      return { state: 'done', ...told, ...(texts.ok ? (texts.value as { summary: string; markdown: string }) : {}) };
    }
    default:
      return { state: 'failed', ...told };
  }
}

function answerTo(host: Host, call: string, argument: unknown): LocalAnswer {
  return answerOf(host, host.run('callFromPage', call, JSON.stringify(argument)));
}

const USUAL = { latencyMs: 300 };

/** Opens a world around an account. */
export function openWorld(account: AccountData, options: WorldOptions = {}): World {
  const {
    now = NOW,
    klaviyoFaults,
    scopes = READ_SCOPES,
    latencyMs = USUAL.latencyMs,
    limited = true,
    connected: alreadyConnected = '',
    ...hostOptions
  } = options;
  const clock = createVirtualClock(now);
  const klaviyo = createKlaviyo(account, { keys: [{ key: KEY, scopes }], limits: limited });
  // While a key is connected answers come at the usual pace, so that refreshes of any pace begin at one moment.
  const wire = createDirectWire({ handler: (request, at) => ({ ...(connected === '' ? USUAL : {}), ...klaviyo.handle(request, at) }), clock, latencyMs });
  const host = new Host({ bundle: builtBundle(), clock, wire, lockedTab: STORE_TAB, ...hostOptions });
  let connected = alreadyConnected;
  const world: World = {
    host,
    klaviyo,
    clock,
    start: ({ key = KEY, settings = [], full = false } = {}) => {
      if (key !== connected) {
        const check = fromPage(host, 'connect', { key });
        if (!check.ok) return failed(check.sentence);
        connected = key;
        if (klaviyoFaults !== undefined) klaviyo.setFaults(klaviyoFaults);
      }
      const saved = settings.length === 0 ? null : fromPage(host, 'saveSettings', { values: settings });
      return saved !== null && !saved.ok ? failed(saved.sentence) : answerTo(host, 'startRefresh', { full });
    },
    step: () => answerTo(host, 'continueRefresh', null),
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

/** Executions until the end, whatever kills them; like a timer, a killed one is followed by the next. */
export function driven(world: World): { readonly executions: number; readonly last: LocalAnswer } {
  for (let executions = 1; executions < 400; executions += 1) {
    const report = world.host.execute(ONE_STEP);
    if (report.error !== null) continue;
    const answer = answerOf(world.host, report.value);
    if (answer.state !== 'more') return { executions, last: answer };
    if (answer.notBefore !== null && answer.notBefore > world.clock.now()) world.clock.moveTo(answer.notBefore);
  }
  throw new Error('The refresh did not end.');
}
