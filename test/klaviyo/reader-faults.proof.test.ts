import type { Faults } from '../../src/local/klaviyo/faults';
import { QuotaSpent } from '../../src/klaviyo/http/quota-spent';
import { isKnown } from '../../src/domain/account/known';
import { READ_SCOPES } from '../../src/local/klaviyo/handler';
import { numbersFrom, sampleOf } from '../build/sample-of';
import { testAccount } from '../build/klaviyo-account';
import { behaviorText, orderedInventory } from '../build/klaviyo-outcome';
import { commit, KEY, NOW, openSession, readAll, someNeeds, virtualKlaviyo, type Session, type VirtualKlaviyo } from '../build/klaviyo-virtual';

const account = testAccount(NOW, {
  lists: 14,
  segments: 23,
  flows: 18,
  campaigns: 40,
  profiles: 700,
  events: { Morder: 1400, Mitems: 2600, Mclick: 30, Mjoins: 200, Mothers: 20 },
});
const OFTEN = { settings: { checkpointEveryMs: 1500 } } as const;

function outcome(session: Session): { readonly inventory: unknown; readonly behavior: readonly string[] } {
  return { inventory: orderedInventory(session.reader.inventory()), behavior: behaviorText(session.collector) };
}

const undisturbed = (() => {
  const session = openSession(virtualKlaviyo(account), null, OFTEN);
  readAll(session);
  return outcome(session);
})();

/** How often an undisturbed reading stops to be saved before it is done. */
function checkpointsOf({ reader }: Session): number {
  for (let checkpoints = 0; ; checkpoints += 1) if (reader.advance(Number.MAX_SAFE_INTEGER).state === 'done') return checkpoints;
}

describe('a reading that is killed', () => {
  test('at any checkpoint, and anywhere between two, ends like an undisturbed one', () => {
    const checkpoints = checkpointsOf(openSession(virtualKlaviyo(account), null, OFTEN));
    expect(checkpoints).toBeGreaterThan(8);
    for (const killAt of sampleOf(numbersFrom(0, checkpoints - 1), 5)) {
      const virtual = virtualKlaviyo(account);
      const store = new Map<string, string>();
      const first = openSession(virtual, null, OFTEN);
      for (let place = 0; place < killAt; place += 1) {
        expect(first.reader.advance(Number.MAX_SAFE_INTEGER).state).not.toBe('done');
        commit(store, first);
      }
      // On to the next checkpoint, and killed before it is committed: its work is lost and has to be done again.
      first.reader.advance(virtual.clock.now + (killAt % 3) * 700);
      const second = openSession(virtual, store.size === 0 ? null : store, OFTEN);
      readAll(second, store);
      const ended = outcome(second);
      // A reading killed before its first commit begins at a later instant.
      if (killAt > 0) expect(ended).toEqual(undisturbed);
    }
  });

  test('killed at every single checkpoint it still ends like an undisturbed one', () => {
    const virtual = virtualKlaviyo(account);
    const store = new Map<string, string>();
    for (let execution = 0; ; execution += 1) {
      const session = openSession(virtual, store.size === 0 ? null : store, OFTEN);
      const { state } = session.reader.advance(Number.MAX_SAFE_INTEGER);
      commit(store, session);
      if (state === 'done') {
        expect(outcome(session)).toEqual(undisturbed);
        expect(execution).toBeGreaterThan(8);
        break;
      }
    }
  });

  test('it does not wait past its time, and says when to come back', () => {
    const virtual = virtualKlaviyo(account);
    const session = openSession(virtual, null);
    for (let execution = 0; execution < 100; execution += 1) {
      const until = virtual.clock.now + 5000;
      const state = session.reader.advance(until);
      // One batch may be on its way when time is up.
      expect(virtual.clock.now).toBeLessThanOrEqual(until + 500);
      if (state.state === 'done') return;
      if (state.state === 'more') virtual.clock.now = Math.max(virtual.clock.now, state.notBefore);
    }
    throw new Error('did not end');
  });
});

describe('Klaviyo in trouble', () => {
  const readUnder = (faults: Faults): { readonly virtual: VirtualKlaviyo; readonly session: Session } => {
    const virtual = virtualKlaviyo(account, { faults });
    const session = openSession(virtual, null, OFTEN);
    readAll(session);
    return { virtual, session };
  };

  test.each(sampleOf(numbersFrom(1, 9), 1))('a tenth of all answers broken in one way or another changes nothing in the result (seed %i)', (seed) => {
    const { session } = readUnder({ seed, serverError: 0.04, htmlError: 0.02, reset: 0.02, truncated: 0.02 });
    expect(outcome(session)).toEqual(undisturbed);
  });

  test('a minute of nothing but 429 is waited out as Retry-After says, without hammering', () => {
    const { virtual, session } = readUnder({ storm: { from: NOW + 1500, to: NOW + 60_000, retryAfterSeconds: 10 } });
    expect(outcome(session)).toEqual(undisturbed);
    const refused = [...virtual.klaviyo.requests.values()].reduce((sum, counter) => sum + counter.refused, 0);
    // Six waits of ten seconds, with what each endpoint sends at once.
    expect(refused).toBeLessThan(200);
  });

  test('slow answers only take longer', () => {
    expect(outcome(readUnder({ slow: { share: 0.1, milliseconds: 20_000 } }).session)).toEqual(undisturbed);
  });

  test('down altogether, the reading stops with what to do, and goes on later from where it was', () => {
    const virtual = virtualKlaviyo(account);
    const store = new Map<string, string>();
    const session = openSession(virtual, null, OFTEN);
    session.reader.advance(Number.MAX_SAFE_INTEGER);
    commit(store, session);
    virtual.klaviyo.setFaults({ serverError: 1 });
    let state = session.reader.advance(Number.MAX_SAFE_INTEGER);
    for (let turn = 0; turn < 200 && state.state === 'more'; turn += 1) {
      commit(store, session);
      state = session.reader.advance(Number.MAX_SAFE_INTEGER);
    }
    expect(state).toMatchObject({ state: 'stopped', error: { kind: 'klaviyo-down', status: 503 } });
    commit(store, session);
    virtual.klaviyo.setFaults(null);
    const later = openSession(virtual, store, OFTEN);
    readAll(later, store);
    expect(outcome(later)).toEqual(undisturbed);
  });

  test('a key revoked midway stops the reading as revoked; with the key back it goes on', () => {
    const virtual = virtualKlaviyo(account);
    const store = new Map<string, string>();
    const session = openSession(virtual, null, OFTEN);
    session.reader.advance(Number.MAX_SAFE_INTEGER);
    commit(store, session);
    virtual.klaviyo.setKeys([]);
    expect(session.reader.advance(Number.MAX_SAFE_INTEGER)).toEqual({ state: 'stopped', error: { kind: 'revoked-key' } });
    commit(store, session);
    virtual.klaviyo.setKeys([{ key: KEY, scopes: READ_SCOPES }]);
    const later = openSession(virtual, store, OFTEN);
    readAll(later, store);
    expect(outcome(later)).toEqual(undisturbed);
  });

  test('a scope lost midway becomes unknown and the reading goes on', () => {
    const { session } = readUnder({ loseScope: { scope: 'campaigns:read', after: 1 } });
    const inventory = session.reader.inventory();
    expect(inventory.campaigns).toEqual({ unknown: 'the key lacks campaigns:read' });
    expect(isKnown(inventory.flows)).toBe(true);
  });

  test('a spent daily limit of reports leaves their figures unknown, or to the slower way, and is named', () => {
    const { session } = readUnder({ spentToday: ['segment-values-reports', 'campaign-values-reports'] });
    const inventory = session.reader.inventory();
    const segments = isKnown(inventory.segments) ? inventory.segments.value : [];
    expect(segments).toHaveLength(23);
    for (const segment of segments) expect(isKnown(segment.members) && segment.members.value.total).toBe(account.membership.size(segment.id));
    expect(inventory.audienceResults).toEqual({ unknown: "Klaviyo's daily limit for this report is used up" });
    expect(inventory.unread.map(({ sentence }) => sentence).join(' ')).toContain('Refresh again tomorrow');
  });

  test("Google's quota spent midway stops the reading, and tomorrow it goes on from there", () => {
    const virtual = virtualKlaviyo(account);
    let left = 60;
    const scant: VirtualKlaviyo = {
      ...virtual,
      transport: {
        ...virtual.transport,
        fetchAll: (requests) => {
          left -= requests.length;
          if (left < 0) throw new QuotaSpent('Service invoked too many times for one day: urlfetch.');
          return virtual.transport.fetchAll(requests);
        },
      },
    };
    const store = new Map<string, string>();
    const session = openSession(scant, null);
    expect(session.reader.advance(Number.MAX_SAFE_INTEGER)).toEqual({ state: 'stopped', error: { kind: 'quota-spent' } });
    commit(store, session);
    left = 100_000;
    virtual.clock.now += 86_400_000;
    const tomorrow = openSession(scant, store);
    readAll(tomorrow, store);
    expect(outcome(tomorrow)).toEqual(undisturbed);
  });

  test('no state and no error ever carries the key', () => {
    const virtual = virtualKlaviyo(account, { faults: { serverError: 1 } });
    const session = openSession(virtual, null);
    const states: unknown[] = [];
    for (let turn = 0; turn < 60; turn += 1) states.push(session.reader.advance(Number.MAX_SAFE_INTEGER));
    expect(JSON.stringify([states, [...session.reader.changedParts()], session.reader.progress()])).not.toContain(KEY);
  });
});

describe('a second reading', () => {
  const later = (days: number, change: (virtual: VirtualKlaviyo) => void = () => undefined) => {
    const virtual = virtualKlaviyo(account);
    const store = readAll(openSession(virtual, null));
    const first = virtual.klaviyo.total();
    virtual.klaviyo.forget();
    virtual.clock.now = NOW + days * 86_400_000;
    change(virtual);
    const session = openSession(virtual, store, { needs: () => someNeeds() });
    readAll(session, store);
    return { first, virtual, session, inventory: session.reader.inventory() };
  };

  test('of an unchanged account keeps everything and reads no definition, size, closed month or old event again', () => {
    const { virtual, session } = later(1);
    const now = outcome(session);
    expect(now.behavior).toEqual(undisturbed.behavior);
    for (const path of [
      'GET flows/{id}',
      'GET lists/{id}',
      'GET lists/{id}/relationships/profiles',
      'GET segments/{id}',
      'GET metrics/{id}/metric-properties',
    ]) {
      expect(virtual.klaviyo.requests.get(path)).toBeUndefined();
    }
    expect(virtual.klaviyo.requests.get('GET events')?.requests).toBe(3);
    expect(virtual.klaviyo.requests.get('GET profiles')?.requests).toBe(1);
    const { lists, segments, flows, campaigns } = now.inventory as Record<string, { value: unknown[] }>;
    expect([lists, segments, flows, campaigns].map((fact) => fact?.value.length)).toEqual([14, 23, 18, 40]);
  });

  test('notices what was deleted, made and edited in between', () => {
    const made = { ...account.segments[0], id: 'S99999', name: 'Brand new', created: NOW + 1000, updated: NOW + 1000 } as (typeof account.segments)[number];
    const edited = {
      ...account.flows[3],
      updated: NOW + 5000,
      definition: { ...account.flows[3]?.definition, profile_filter: { condition_groups: [] } },
    } as (typeof account.flows)[number];
    const { inventory, virtual } = later(1, (changing) =>
      changing.klaviyo.setAccount({
        ...account,
        lists: account.lists.slice(1),
        segments: [...account.segments.slice(2), made],
        flows: account.flows.slice(2).map((flow) => (flow.id === edited.id ? edited : flow)),
        campaigns: account.campaigns.slice(1),
      }),
    );
    const ids = (fact: typeof inventory.lists | typeof inventory.segments | typeof inventory.flows | typeof inventory.campaigns): readonly string[] =>
      'value' in fact ? fact.value.map(({ id }: { readonly id: string }) => id) : [];
    expect(ids(inventory.lists)).not.toContain('L10000');
    expect(ids(inventory.segments)).not.toContain('S10000');
    expect(ids(inventory.segments)).toContain('S99999');
    expect(ids(inventory.segments)).toHaveLength(22);
    expect(ids(inventory.flows)).toHaveLength(16);
    expect(ids(inventory.campaigns)).toHaveLength(39);
    expect(virtual.klaviyo.requests.get('GET flows/{id}')?.requests).toBe(1);
  });

  test('takes in orders that arrived late, with a time before the last reading, and doubles none', () => {
    const orders = account.events.get('Morder');
    if (!orders) throw new Error('no orders');
    const late = NOW - 3_600_000;
    const times = [...orders.times, late, NOW + 7_200_000]
      .map((at, place) => ({ at, place }))
      .sort((one, other) => one.at - other.at || one.place - other.place);
    const grown = {
      ...orders,
      times: Float64Array.from(times, ({ at }) => at),
      profiles: Uint32Array.from(times, ({ place }) => orders.profiles[place] ?? 5),
      values: Float64Array.from(times, ({ place }) => orders.values?.[place] ?? -77),
    };
    const { session } = later(1, (changing) => changing.klaviyo.setAccount({ ...account, events: new Map(account.events).set('Morder', grown) }));
    const rows = behaviorText(session.collector).filter((row) => row.startsWith('Morder'));
    expect(rows).toHaveLength(1402);
    for (const at of [late, NOW + 7_200_000]) expect(rows.filter((row) => row.includes(` ${at / 1000} `))).toHaveLength(1);
  });

  test('after the stated age reads the sizes of lists again, a tenth at a time', () => {
    const { virtual } = later(15);
    expect(virtual.klaviyo.requests.get('GET lists/{id}')?.requests).toBe(2);
  });

  test('without the report, segments are listed as a whole again', () => {
    const { inventory } = later(1, (changing) => changing.klaviyo.setFaults({ spentToday: ['segment-values-reports'] }));
    expect(isKnown(inventory.segments) && inventory.segments.value).toHaveLength(23);
  });
});
