import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { loadBundle } from '../../host/bundle';
import { createRealClock } from '../../host/clock';
import { createHost, type Host } from '../../host/host';
import { createHttpWire } from '../../host/http-wire';
import { PLATFORM_LIMITS } from '../../host/limits';
import type { MenuEntry } from '../../host/ui';
import { KLAVIYO } from '../command-line';
import { redirected } from '../../host/redirect';
import { useHands } from './hands';
import { attentiveClock, createHurriedClock } from './hurried-clock';
import type { HostAsk, HostMessage, HostReply, HostStart, MenuItem, MenuOutcome, PersonName } from './messages';
import { PEOPLE } from './people';
import { viewBook, viewTab } from './view-tab';

/**
 * The thread that runs the host. An execution holds the thread, yet on the platform others go on beside it: so at each of its service calls, and while
 * it sleeps, whatever was asked meanwhile is done in between. A script sees there just what it sees on the platform: others' work between two calls.
 */
const start = workerData as HostStart;
const port = parentPort;
if (port === null) throw new Error('This file runs as a worker thread of the preview.');

/** An execution younger than this ends first: answers come sooner than by going in between. */
const LET_IN_AFTER = 400;
const DUE_EVERY = 1_000;

const waiting: HostMessage[] = [];
const told: string[] = [];
let running = 0;
let runningSince = 0;

const clock = attentiveClock(start.skipped === null ? createRealClock() : createHurriedClock(start.skipped), () => letOthersIn());
const host: Host = createHost({
  bundle: loadBundle(start.bundleFolder),
  wire: redirected(createHttpWire(PLATFORM_LIMITS.responseBytes, start.httpWorkerFile), KLAVIYO, start.klaviyoUrl),
  user: PEOPLE.owner,
  clock,
  ...(start.executionMs === null ? {} : { limits: { executionMs: start.executionMs } }),
  faults: () => letOthersIn(),
  ask: (_kind, title, text) => {
    told.push(title === '' ? text : `${title}: ${text}`);
    return { button: 'OK' };
  },
});
host.workbook.name = 'Lifecycle coverage';

function letOthersIn(): void {
  if (running !== 1) return;
  for (let received = receiveMessageOnPort(port as never); received !== undefined; received = receiveMessageOnPort(port as never))
    waiting.push(received.message as HostMessage);
  const old = Date.now() - runningSince > LET_IN_AFTER;
  for (let message = take(old); message !== undefined; message = take(old)) answer(message);
}

/** The next message that may be answered now: inside an execution that is young, none that would run one. */
function take(mayRun: boolean): HostMessage | undefined {
  const place = waiting.findIndex(({ ask }) => mayRun || (ask.kind !== 'run' && ask.kind !== 'menu' && ask.kind !== 'menus'));
  return place < 0 ? undefined : waiting.splice(place, 1)[0];
}

function answer({ id, ask }: HostMessage): void {
  let reply: HostReply;
  try {
    reply = { id, value: perform(ask) };
  } catch (error) {
    reply = { id, error: error instanceof Error ? error.message : String(error) };
  }
  port?.postMessage(reply);
}

function perform(ask: HostAsk): unknown {
  switch (ask.kind) {
    case 'run':
      return execute(() => host.runAs(PEOPLE[ask.person], ask.function, ...ask.parameters));
    case 'menus':
      return execute(() => menus(ask.person));
    case 'menu':
      return execute(() => chooseFromMenu(ask.person, ask.function));
    case 'book':
      return viewBook(host.workbook);
    case 'tab': {
      const tab = host.workbook.tabById(ask.tab);
      if (tab === null || tab.hidden) throw new Error('This tab is no longer there.');
      return viewTab(host.workbook, tab, host.clock.now());
    }
    case 'hands':
      useHands(host, ask.person, ask.work);
      return null;
  }
}

function execute<T>(work: () => T): T {
  if (running === 0) runningSince = Date.now();
  running += 1;
  try {
    return work();
  } finally {
    running -= 1;
  }
}

/** What `onOpen` puts into the menu of a person; a viewer has no add-ons. */
function menus(person: PersonName): readonly MenuItem[] {
  if (PEOPLE[person].access === 'viewer') return [];
  host.state.menus.length = 0;
  host.open('LIMITED', PEOPLE[person]);
  return host.state.menus.flatMap(({ entries }) => entries.flatMap(itemsOf));
}

function itemsOf(entry: MenuEntry): readonly MenuItem[] {
  if (entry === 'separator') return [null];
  return 'handler' in entry ? [{ caption: entry.caption, handler: entry.handler }] : entry.entries.flatMap(itemsOf);
}

function chooseFromMenu(person: PersonName, name: string): MenuOutcome {
  if (PEOPLE[person].access === 'viewer') throw new Error('Someone who may only look cannot run an add-on.');
  host.state.pages.length = 0;
  told.length = 0;
  host.runAs(PEOPLE[person], name);
  return { page: host.state.pages.at(-1)?.html ?? null, told: [...told] };
}

port.on('message', (message: HostMessage) => {
  waiting.push(message);
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) answer(next);
});
setInterval(() => {
  execute(() => host.fireDue());
}, DUE_EVERY).unref();
port.postMessage({ id: 0, value: 'ready' } satisfies HostReply);
