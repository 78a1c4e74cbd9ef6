import type { AccountData } from '../../src/local/klaviyo/account-data';
import { testAccount } from '../build/klaviyo-account';
import { NOW, openSession, readAll, someNeeds, virtualKlaviyo } from '../build/klaviyo-virtual';

const DAY = 86_400_000;
const SECOND = 1000;
const START = NOW - 700 * DAY;

/** An account whose profiles were created at these instants, ascending; `told`: members of its one list. */
function createdAt(times: readonly number[], told: number): AccountData {
  const base = testAccount(NOW, {
    lists: told > 0 ? 1 : 0,
    segments: 0,
    flows: 0,
    campaigns: 0,
    profiles: times.length,
    events: { Morder: 10 },
    listMembers: () => told,
  });
  const created = (index: number): number => times[index] ?? 0;
  const { read } = base.profiles;
  return {
    ...base,
    profiles: { ...base.profiles, created, updated: created, read: (index) => ({ ...read(index), created: created(index), updated: created(index) }) },
  };
}
const many = (count: number, at: (place: number) => number): readonly number[] =>
  Array.from({ length: count }, (_, place) => Math.floor(at(place) / SECOND) * SECOND);

function readProfiles(times: readonly number[], told: number, most: number) {
  const virtual = virtualKlaviyo(createdAt(times, told));
  const session = openSession(virtual, null, { needs: () => someNeeds(most) });
  readAll(session);
  const { profiles, ids } = session.collector.kept();
  const weights = ids.flatMap((_, place) => (profiles.present[place] === 1 ? [profiles.weight[place] ?? 0] : []));
  return {
    read: session.collector.profileCount(),
    total: weights.reduce((sum, weight) => sum + weight, 0),
    readAt: session.collector.profilesReadAt(),
    requests: virtual.klaviyo.requests.get('GET profiles')?.requests ?? 0,
    unread: session.reader.inventory().unread,
  };
}

const afterImport = (imported: readonly number[], later: number): readonly number[] => [
  ...imported,
  ...many(later, (place) => START + DAY + (place * 698 * DAY) / later),
];

describe('an account that began with an import', () => {
  test.each([
    [
      '20 a second at the start, a few since',
      afterImport(
        many(2000, (place) => START + place * 50),
        357,
      ),
    ],
    ['20 a second at the start, nothing since', many(2357, (place) => START + place * 50)],
    ['all within one hour', many(2000, (place) => START + place * 1800)],
    ['all within one hour, yesterday', many(2000, (place) => NOW - DAY + place * 1800)],
    ['all within one second', many(3000, () => START + 5000)],
    ['two imports a year apart', [...many(1500, (place) => START + place * 10), ...many(1500, (place) => START + 365 * DAY + place * 10)]],
  ])('%s, is read whole where it is small, with few requests more than pages', (_, times) => {
    for (const told of [0, 1000]) {
      const { read, total, requests, unread } = readProfiles(times, told, 50_000);
      expect({ read, total }).toEqual({ read: times.length, total: times.length });
      expect(unread).toEqual([]);
      expect(requests).toBeLessThanOrEqual(Math.ceil(times.length / 100) + 45);
    }
  });

  test.each([
    [
      'thousands in minutes, then some every day',
      afterImport(
        many(9000, (place) => START + place * 50),
        3000,
      ),
    ],
    ['thousands in an hour and nothing since', many(12_000, (place) => START + place * 300)],
    [
      'an import hidden in a quiet year',
      [
        ...many(200, (place) => START + place * DAY),
        ...many(12_000, (place) => START + 200 * DAY + place * 20),
        ...many(400, (place) => START + 201 * DAY + place * DAY),
      ],
    ],
    ['an import yesterday', [...many(500, (place) => START + place * DAY), ...many(9000, (place) => NOW - DAY + place * 100)]],
  ])('%s, is sampled where it is large: about as many as are allowed, standing for about as many as there are', (_, times) => {
    for (const told of [0, 8000]) {
      const { read, total, requests } = readProfiles(times, told, 3000);
      expect(read).toBeGreaterThan(0.55 * 3000);
      expect(read).toBeLessThan(1.6 * 3000);
      expect(Math.abs(total / times.length - 1)).toBeLessThan(0.2);
      expect(requests).toBeLessThan(230);
    }
  });

  test('thousands within one second page by cursor, even where more than are allowed', () => {
    const times = many(6000, () => START + 5000);
    const { read, total } = readProfiles(times, 0, 3000);
    expect([read, total]).toEqual([6000, 6000]);
  });
});
