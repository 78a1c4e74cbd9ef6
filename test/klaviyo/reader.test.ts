import { shortId } from '../../src/domain/behavior/collector';
import { isKnown, type Known } from '../../src/domain/account/known';
import { testAccount, type AccountSize } from '../build/klaviyo-account';
import { behaviorText } from '../build/klaviyo-outcome';
import { BASE, commit, KEY, NOW, openSession, readAll, someNeeds, virtualKlaviyo } from '../build/klaviyo-virtual';
import { createReader, readingMode } from '../../src/klaviyo/reader';
import type { HttpRequest, Transport } from '../../src/klaviyo/http/transport';
import { READ_SCOPES } from '../../src/local/klaviyo/handler';
import { createEmptyAccount } from '../build/accounts/small-accounts';

const SIZE: AccountSize = {
  lists: 23,
  segments: 34,
  flows: 30,
  campaigns: 130,
  profiles: 2300,
  events: { Morder: 1500, Mitems: 14_500, Mclick: 90, Mjoins: 700, Mothers: 60 },
};
const account = testAccount(NOW, SIZE);

function value<T>(fact: Known<T>): T {
  if (!isKnown(fact)) throw new Error(`unknown: ${fact.unknown}`);
  return fact.value;
}

describe('a whole reading', () => {
  const virtual = virtualKlaviyo(account);
  const session = openSession(virtual, null);
  const store = readAll(session);
  const inventory = session.reader.inventory();

  test('brings every list, segment, flow, campaign and metric of the account', () => {
    expect(
      value(inventory.lists)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(account.lists.map(({ id }) => id).sort());
    expect(
      value(inventory.segments)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(account.segments.map(({ id }) => id).sort());
    expect(
      value(inventory.flows)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(account.flows.map(({ id }) => id).sort());
    expect(
      value(inventory.campaigns)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(account.campaigns.map(({ id }) => id).sort());
    expect(inventory.metrics.map(({ id }) => id).sort()).toEqual(account.metrics.map(({ id }) => id).sort());
    expect(inventory.unread).toEqual([]);
    expect(inventory.account).toEqual({
      id: 'AcCt01',
      name: 'Wool & Wander',
      timezone: 'America/New_York',
      currency: 'USD',
      locale: 'en-US',
      testAccount: false,
    });
  });

  test('knows the size of each list and segment as the account has it', () => {
    for (const list of value(inventory.lists)) expect(value(list.members)).toBe(account.membership.size(list.id));
    for (const segment of value(inventory.segments)) expect(value(segment.members).total).toBe(account.membership.size(segment.id));
  });

  test("has the definition of every segment and flow; an archived flow's from its actions", () => {
    for (const segment of value(inventory.segments)) expect(segment.definition).toEqual(account.segments.find(({ id }) => id === segment.id)?.definition);
    for (const flow of value(inventory.flows)) expect(Object.keys(value(flow.definition) as object)).toContain(flow.archived ? 'actions' : 'triggers');
  });

  test('hands over every event and profile once, with value and time', () => {
    const rows = behaviorText(session.collector);
    expect(rows).toHaveLength(SIZE.profiles + 1500 + 14_500 + 90);
    const orders = account.events.get('Morder');
    const expected = [...(orders?.times ?? [])]
      .map((at, place) => `Morder ${shortId(account.profiles.id(orders?.profiles[place] ?? 0))} ${at / 1000} ${orders?.values?.[place] ?? ''}`)
      .sort();
    expect(rows.filter((row) => row.startsWith('Morder '))).toEqual(expected);
  });

  test('asks no more pages of events and profiles than a twentieth above the fewest, and is never refused for its pace', () => {
    const fewest = Math.ceil(1500 / 1000) + Math.ceil(14_500 / 1000) + 1 + Math.ceil(SIZE.profiles / 100);
    const asked = (virtual.klaviyo.requests.get('GET events')?.requests ?? 0) + (virtual.klaviyo.requests.get('GET profiles')?.requests ?? 0);
    expect(asked).toBeLessThanOrEqual(Math.ceil(fewest * 1.05) + 1);
    expect([...virtual.klaviyo.requests.values()].every(({ refused, failed }) => refused === 0 && failed === 0)).toBe(true);
  });

  test('activity of a metric adds up to its events of the months read', () => {
    const activity = value(inventory.activity).find(({ metricId }) => metricId === 'Mothers');
    expect(activity?.months).toHaveLength(12);
    const since = activity?.months[0] ?? 0;
    expect(activity?.counts.reduce((sum, count) => sum + count, 0)).toBe([...(account.events.get('Mothers')?.times ?? [])].filter((at) => at >= since).length);
  });

  test('keeps neither the key nor the content of messages in what is stored', () => {
    expect([...store.values()].join('')).not.toMatch(/pk_made_up|A secret subject/);
  });

  test('every stored piece is below a million letters', () => {
    expect(Math.max(...[...store.values()].map((text) => text.length))).toBeLessThan(1_000_000);
  });

  test('progress ends with as many answers as were expected', () => {
    const progress = session.reader.progress();
    expect(progress.done).toBe(progress.expected);
    expect(progress.secondsLeft).toBe(0);
    expect(session.reader.requestCount).toBe(virtual.klaviyo.total());
  });
});

describe('before anything is read', () => {
  test('a key of another account stops the reading after one request', () => {
    const virtual = virtualKlaviyo(account);
    const { reader } = openSession(virtual, null, { expectedAccountId: 'OtHer1' });
    expect(reader.advance(Number.MAX_SAFE_INTEGER)).toEqual({
      state: 'stopped',
      error: { kind: 'other-account', expectedId: 'OtHer1', foundId: 'AcCt01', foundName: 'Wool & Wander' },
    });
    expect(virtual.klaviyo.total()).toBe(1);
  });
  test.each([
    ['', 'no-key'],
    ['AbC123', 'malformed-key'],
    ['pk_made_up_for_tests_unknown', 'wrong-key'],
  ])('a key like %p stops it as %s', (key, kind) => {
    const { reader } = openSession(virtualKlaviyo(account), null, { key });
    expect(reader.advance(Number.MAX_SAFE_INTEGER)).toMatchObject({ state: 'stopped', error: { kind } });
  });
  test('without accounts:read nothing else is asked', () => {
    const virtual = virtualKlaviyo(account, { scopes: READ_SCOPES.filter((scope) => scope !== 'accounts:read') });
    const { reader } = openSession(virtual, null);
    expect(reader.advance(Number.MAX_SAFE_INTEGER)).toMatchObject({ state: 'stopped', error: { kind: 'missing-scope', scope: 'accounts:read' } });
    expect(virtual.klaviyo.total()).toBe(1);
  });
  test('an inventory before the end is refused', () => {
    expect(() => openSession(virtualKlaviyo(account), null).reader.inventory()).toThrow(/not read yet/);
  });
});

describe('a key that lacks a scope', () => {
  const readWithout = (scope: string) => {
    const virtual = virtualKlaviyo(account, { scopes: READ_SCOPES.filter((one) => one !== scope) });
    const session = openSession(virtual, null);
    readAll(session);
    return { inventory: session.reader.inventory(), session };
  };
  test.each([
    ['lists:read', 'lists'],
    ['segments:read', 'segments'],
    ['flows:read', 'flows'],
    ['campaigns:read', 'campaigns'],
    ['metrics:read', 'activity'],
    ['forms:read', 'forms'],
  ] as const)('without %s the reading goes on, %s are unknown and the scope is named', (scope, collection) => {
    const { inventory } = readWithout(scope);
    expect(inventory[collection]).toEqual({ unknown: `the key lacks ${scope}` });
    expect(inventory.unread.map(({ missingScope }) => missingScope)).toContain(scope);
    for (const other of ['lists', 'segments', 'flows', 'campaigns'] as const) if (other !== collection) expect('value' in inventory[other]).toBe(true);
  });
  test('without events:read the inventory is whole and events are named as unread', () => {
    const { inventory, session } = readWithout('events:read');
    expect(inventory.unread.filter(({ missingScope }) => missingScope === 'events:read').length).toBeGreaterThan(0);
    expect(session.collector.eventCount('Morder')).toBe(0);
    expect(session.collector.profileCount()).toBe(SIZE.profiles);
  });
  test('without profiles:read sizes of lists still come, one by one', () => {
    const { inventory, session } = readWithout('profiles:read');
    for (const list of value(inventory.lists)) expect(value(list.members)).toBe(account.membership.size(list.id));
    expect(session.collector.profilesReadAt()).toBeNull();
    expect(inventory.unread.map(({ missingScope }) => missingScope)).toContain('profiles:read');
  });
});

describe('accounts of odd sizes', () => {
  test('an empty account is read to the end', () => {
    const session = openSession(virtualKlaviyo(createEmptyAccount({ now: NOW })), null, { needs: () => ({ ...someNeeds(), events: [] }) });
    readAll(session);
    const inventory = session.reader.inventory();
    expect(value(inventory.lists)).toEqual([]);
    expect(inventory.unread).toEqual([]);
    expect(session.collector.profileCount()).toBe(0);
  });
  test('more profiles than allowed are sampled with equal weights that add up to about the account', () => {
    const many = testAccount(NOW, { ...SIZE, lists: 0, segments: 0, flows: 0, campaigns: 0, profiles: 12_000, events: { Morder: 10 } });
    const session = openSession(virtualKlaviyo(many), null, { needs: () => someNeeds(3000) });
    readAll(session);
    const { profiles, ids } = session.collector.kept();
    const weights = ids.flatMap((_, place) => (profiles.present[place] === 1 ? [profiles.weight[place] ?? 0] : []));
    expect(new Set(weights).size).toBe(1);
    expect(weights.length).toBeLessThan(4500);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    expect(Math.abs(total - 12_000)).toBeLessThan(1500);
  });
  test('an account that proves larger than its first page made it look is sampled after all', () => {
    const many = testAccount(NOW, { ...SIZE, lists: 0, segments: 0, flows: 0, campaigns: 0, profiles: 6000, events: { Morder: 10 } });
    // Long ago one profile a month, then all the others: the first page promises next to nothing.
    const sleepy = {
      ...many,
      profiles: { ...many.profiles, created: (index: number) => (index < 100 ? NOW - (900 - index) * 86_400_000 * 3 : many.profiles.created(index)) },
    };
    const read = many.profiles.read;
    const session = openSession(
      virtualKlaviyo({ ...sleepy, profiles: { ...sleepy.profiles, read: (index) => ({ ...read(index), created: sleepy.profiles.created(index) }) } }),
      null,
      { needs: () => someNeeds(1500) },
    );
    readAll(session);
    const { profiles, ids } = session.collector.kept();
    const weights = ids.flatMap((_, place) => (profiles.present[place] === 1 ? [profiles.weight[place] ?? 0] : []));
    expect(weights.every((weight) => weight > 1)).toBe(true);
    expect(weights.length).toBeLessThan(3000);
  });
});

describe('how requests go out', () => {
  const seen: HttpRequest[][] = [];
  const virtual = virtualKlaviyo(account);
  const watching: Transport = {
    ...virtual.transport,
    fetchAll: (requests) => {
      seen.push([...requests]);
      return virtual.transport.fetchAll(requests);
    },
  };
  readAll(openSession({ ...virtual, transport: watching }, null, { key: `  ${KEY} ` }));
  test('no batch is larger than allowed, no address longer than UrlFetch takes, and all go to Klaviyo alone', () => {
    expect(Math.max(...seen.map((batch) => batch.length))).toBeLessThanOrEqual(40);
    for (const request of seen.flat()) {
      expect(request.url.length).toBeLessThan(2000);
      expect(request.url.startsWith(`${BASE}/api/`)).toBe(true);
      expect(request.headers.authorization).toBe(`Klaviyo-API-Key ${KEY}`);
    }
  });
  test('nothing is asked twice', () => {
    const keys = seen.flat().map((request) => `${request.method} ${request.url} ${request.body ?? ''}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
  test('only the account is asked first, and only reports and aggregates are posts', () => {
    expect(seen[0]?.map(({ url }) => url.split('?')[0])).toEqual([`${BASE}/api/accounts`]);
    for (const request of seen.flat()) if (request.method === 'post') expect(request.url).toMatch(/-reports|metric-aggregates/);
  });
});

describe('the mode of the next reading', () => {
  test('is full without a saved one or after the stated days, resume while one is unfinished, else incremental', () => {
    const virtual = virtualKlaviyo(account);
    const session = openSession(virtual, null, { settings: { checkpointEveryMs: 1000 } });
    const store = new Map<string, string>();
    session.reader.advance(Number.MAX_SAFE_INTEGER);
    commit(store, session);
    expect(readingMode(null, NOW, 30)).toBe('full');
    expect(readingMode(store, NOW, 30)).toBe('resume');
    readAll(session, store);
    expect(readingMode(store, NOW + 29 * 86_400_000, 30)).toBe('incremental');
    expect(readingMode(store, NOW + 31 * 86_400_000, 30)).toBe('full');
    expect(readingMode(new Map([['reading/head', '{broken']]), NOW, 30)).toBe('full');
  });
  test('a full one over saved parts forgets them', () => {
    const virtual = virtualKlaviyo(account);
    const store = readAll(openSession(virtual, null));
    store.set('reading/lists/7', '[]');
    const { reader } = openSession(virtual, store, { mode: 'full' });
    expect(reader.changedParts().get('reading/lists/7')).toBeNull();
    expect(createReader).toBeDefined();
  });
});
