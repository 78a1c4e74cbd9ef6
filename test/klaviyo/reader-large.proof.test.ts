import type { ReadingNeeds } from '../../src/domain/behavior/rows';
import { PLAN } from '../../src/klaviyo/collections/table';
import { createScaledAccount, LARGE } from '../build/accounts/scaled-account';
import { NOW, openSession, readAll, virtualKlaviyo } from '../build/klaviyo-virtual';

/** All objects of the size that the product is held to; events and profiles in full size are the benchmark's. */
const account = createScaledAccount({ ...LARGE, events: 120_000, profiles: 12_000, actionsPerFlow: 3, seed: 7, now: NOW });
const needs: ReadingNeeds = {
  events: [...account.events.keys()].map((metricId) => ({ metricId, from: NOW - 900 * 86_400_000, properties: [] })),
  profilesAtMost: 1_000_000,
  predictions: false,
  profileProperties: [],
};

describe('a large account', () => {
  const virtual = virtualKlaviyo(account);
  const session = openSession(virtual, null, { needs: () => needs });
  const store = readAll(session);
  const first = virtual.klaviyo.total();
  const seconds = (virtual.clock.now - NOW) / 1000;
  const asked = (path: string): number => virtual.klaviyo.requests.get(path)?.requests ?? 0;
  const [sizes, definitions, events, profiles] = [asked('GET lists/{id}'), asked('GET flows/{id}'), asked('GET events'), asked('GET profiles')];
  const refused = [...virtual.klaviyo.requests.values()].reduce((sum, counter) => sum + counter.refused, 0);

  test('is read within 1.2 of what the sizes of its lists alone take at 15 a minute', () => {
    // The first minute's worth goes out at once, so n requests take a minute less than n/15.
    const bound = Math.max((sizes / PLAN.endpoint('listSize').limits.steady - 1) * 60, (definitions / PLAN.endpoint('flowDefinition').limits.steady - 1) * 60);
    expect(sizes).toBeGreaterThan(200);
    expect(seconds).toBeLessThan(1.2 * bound);
  });

  test('no request is refused for its pace', () => {
    expect(refused).toBe(0);
  });

  test('events and profiles take no more than a twentieth above the fewest pages', () => {
    const fewestEvents = [...account.events.values()].reduce((sum, series) => sum + Math.ceil(series.times.length / 1000), 0);
    expect(events).toBeLessThanOrEqual(Math.ceil(1.05 * fewestEvents) + 1);
    expect(profiles).toBeLessThanOrEqual(Math.ceil(1.05 * (account.profiles.size / 100)));
    for (const [metricId, series] of account.events) expect(session.collector.eventCount(metricId)).toBe(series.times.length);
  });

  test('the queue and every other stored piece stay far below a million letters', () => {
    expect(Math.max(...[...store.values()].map((text) => text.length))).toBeLessThan(800_000);
    expect([...store].filter(([key]) => key.startsWith('reading/')).reduce((sum, [, text]) => sum + text.length, 0)).toBeLessThan(8_000_000);
  });

  test('a second reading of it, unchanged, takes no more than a tenth of the requests', () => {
    virtual.clock.now += 86_400_000;
    virtual.klaviyo.forget();
    const again = openSession(virtual, store, { needs: () => needs });
    readAll(again, store);
    expect(virtual.klaviyo.total()).toBeLessThanOrEqual(first / 10);
    const inventory = again.reader.inventory();
    expect('value' in inventory.segments && inventory.segments.value.length).toBe(1000);
    expect('value' in inventory.flows && inventory.flows.value.length).toBe(500);
  });
});
