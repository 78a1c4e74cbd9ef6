import type { AskedRow } from '../../src/domain/changes/change';
import type { JournalEntry } from '../../src/domain/changes/journal';
import { withEntry } from '../../src/domain/changes/journal';
import { parseAccount } from '../../src/domain/model/parsed-account';
import { READS } from '../../src/klaviyo/collections/table';
import { refuseOthers, type AllowedRequest } from '../../src/klaviyo/http/allowed';
import type { HttpRequest, HttpResponse, Transport } from '../../src/klaviyo/http/transport';
import { writesWith } from '../../src/klaviyo/writes/allowed-writes';
import type { ChangePorts } from '../../src/klaviyo/writes/change-ports';
import { readFresh } from '../../src/klaviyo/writes/fresh-reading';
import type { AccountData, StoredSegment } from '../../src/local/klaviyo/account-data';
import type { Faults } from '../../src/local/klaviyo/faults';
import { createKlaviyo, READ_SCOPES, type Klaviyo } from '../../src/local/klaviyo/handler';
import { settings } from './analysis';
import { definition, did, inTheLast, never } from './definition';
import { testAccount } from './klaviyo-account';
import { KEY, NOW, openSession, readAll } from './klaviyo-virtual';

export const WRITE_KEY = 'pk_made_up_writer_of_tests';
const DAY = 86_400_000;

export const LAPSED = definition(did('Morder'), never('Morder', inTheLast(120)));

export const createRow = (change: Partial<AskedRow> = {}): AskedRow => ({
  key: 'create:L1',
  action: 'Create',
  segment: 'Lapsed buyers',
  status: 'Approved',
  rule: 'Bought, but not in 120 days',
  size: 40,
  definition: JSON.stringify(LAPSED),
  holds: true,
  ...change,
});
export const retireRow: AskedRow = createRow({ key: 'retire:Sidle', action: 'Retire', segment: 'Idle', definition: '' });

export const IDLE: StoredSegment = {
  id: 'Sidle',
  name: 'Idle',
  created: NOW - 700 * DAY,
  updated: NOW - 700 * DAY,
  isActive: true,
  isProcessing: false,
  isStarred: false,
  tagIds: [],
  definition: definition(did('Mothers', inTheLast(17))),
};

/** A small account with one segment that nothing uses. */
export function accountWith(change: (account: AccountData) => Partial<AccountData> = () => ({})): AccountData {
  const base = testAccount(NOW, { lists: 2, segments: 12, flows: 3, campaigns: 4, profiles: 60, events: { Morder: 80 } });
  const account = { ...base, segments: [...base.segments, IDLE] };
  return { ...account, ...change(account) };
}

export interface ChangesWorld {
  readonly klaviyo: Klaviyo;
  readonly clock: { now: number };
  readonly ports: ChangePorts;
  /** Writes that reached Klaviyo, answered or not: `POST segments`. */
  readonly writes: readonly string[];
  journal: readonly JournalEntry[];
  /** Ports of a later ask: the same world, another execution. */
  again(change?: Partial<ChangePorts>): ChangePorts;
  segments(): readonly StoredSegment[];
}

interface Options {
  readonly faults?: Faults;
  readonly scopes?: readonly string[];
  readonly writerScopes?: readonly string[];
  readonly limits?: boolean;
  /** Called with every write before it reaches Klaviyo: an answer of its own, or null to let it through. */
  readonly meet?: (write: string, world: ChangesWorld) => HttpResponse | null;
}

/** An account that was refreshed once, and what carrying out changes on it needs; time passes only by waiting and by answers. */
export function changesWorld(account: AccountData = accountWith(), options: Options = {}): ChangesWorld {
  const keys = [
    { key: KEY, scopes: options.scopes ?? READ_SCOPES },
    { key: WRITE_KEY, scopes: options.writerScopes ?? ['segments:write'] },
  ];
  const klaviyo = createKlaviyo(account, { keys, limits: options.limits ?? false });
  const clock = { now: NOW };
  const writes: string[] = [];
  const transportOf = (allowed: readonly AllowedRequest[]): Transport => ({
    fetchAll: (requests: readonly HttpRequest[]) => {
      refuseOthers(requests, allowed);
      clock.now += 400;
      return requests.map((request): HttpResponse => {
        const path = new URL(request.url).pathname.replace('/api/', '');
        const write = `${request.method.toUpperCase()} ${path}`;
        if (request.headers.authorization?.endsWith(WRITE_KEY) === true) {
          writes.push(write);
          const met = options.meet?.(write, world) ?? null;
          if (met !== null) return met;
        }
        const answer = klaviyo.handle(request, clock.now);
        return answer.status === 0 ? { failed: 'connection reset' } : { status: answer.status, headers: answer.headers, text: answer.body };
      });
    },
    now: () => clock.now,
    sleep: (milliseconds) => {
      clock.now += milliseconds;
    },
    random: () => 0.5,
  });
  const reading = transportOf(READS);
  const session = openSession({ klaviyo, transport: reading, clock }, null);
  const saved = readAll(session);
  const last = session.reader.inventory();
  if (options.faults !== undefined) klaviyo.setFaults(options.faults);
  let ids = 0;
  const again = (change: Partial<ChangePorts> = {}): ChangePorts => ({
    looking: { transport: reading, key: KEY },
    writing: { transport: transportOf(writesWith(WRITE_KEY)), key: WRITE_KEY },
    journal: {
      read: () => world.journal,
      keep: (entry) => {
        world.journal = withEntry(world.journal, entry);
      },
    },
    fresh: (scope) => readFresh(scope, { transport: reading, key: KEY, accountId: last.account.id, saved, last, until: clock.now + 4 * 60_000 }),
    parse: (inventory) => parseAccount(inventory, settings(), inventory.readAt),
    who: 'Ada',
    newId: () => `entry-${(ids += 1)}`,
    dayIn: (days) => new Date(clock.now + days * DAY).toISOString().slice(0, 10),
    until: clock.now + 4 * 60_000,
    ...change,
  });
  const world: ChangesWorld = {
    klaviyo,
    clock,
    writes,
    journal: [],
    again,
    get ports() {
      return again();
    },
    segments: () => klaviyo.current().segments,
  };
  return world;
}
