import type { MemberOverlap } from '../../src/domain/account/inventory';
import type { ReaderOptions } from '../../src/klaviyo/schedule/reading-options';
import type { AccountData } from '../../src/local/klaviyo/account-data';
import { READ_SCOPES } from '../../src/local/klaviyo/handler';
import { createSampleAccount } from '../../src/local/demo/sample/sample-account';
import { commit, NOW, openSession, readAll, virtualKlaviyo, type VirtualKlaviyo } from '../build/klaviyo-virtual';

const sample = createSampleAccount({ seed: 3, now: NOW, odd: true, people: 700 });
const DAY = 86_400_000;
const PATH = 'GET segments/{id}/relationships/profiles';

/** Segments of the sample in pairs: neighbours in size, so that there are several pages, shared members and one segment in two pairs. */
const bySize = sample.segments
  .filter(({ isActive }) => isActive)
  .map(({ id }) => id)
  .filter((id) => sample.membership.size(id) > 0)
  .sort((one, other) => sample.membership.size(other) - sample.membership.size(one));
const PAIRS: readonly (readonly [string, string])[] = [
  [bySize[0]!, bySize[1]!],
  [bySize[1]!, bySize[2]!],
  [bySize[5]!, bySize[6]!],
  [bySize[9]!, bySize[3]!],
];
const needed = new Set(PAIRS.flat());
const pagesOf = (id: string): number => Math.ceil(sample.membership.size(id) / 100);
const fewest = [...needed].reduce((sum, id) => sum + pagesOf(id), 0);

const options: Partial<ReaderOptions> = {
  needs: () => ({ events: [], profilesAtMost: 100_000, predictions: false, profileProperties: [] }),
  overlapPairs: () => PAIRS,
};
const asked = (virtual: VirtualKlaviyo): number => virtual.klaviyo.requests.get(PATH)?.requests ?? 0;

/** The same counts from the raw memberships. */
function counted(pairs = PAIRS): readonly Omit<MemberOverlap, 'asOf'>[] {
  return pairs.map(([segmentId, otherId]) => {
    const [one, other] = [new Set(sample.membership.segment(segmentId).profiles), new Set(sample.membership.segment(otherId).profiles)];
    return { segmentId, otherId, both: [...one].filter((profile) => other.has(profile)).length, first: one.size, second: other.size };
  });
}

const withoutTime = (overlaps: readonly MemberOverlap[] | undefined) => overlaps?.map(({ asOf: _asOf, ...rest }) => rest);

/** A second reading over the parts of a first, `days` later. */
function readAgain(days: number, change: { readonly account?: AccountData; readonly options?: Partial<ReaderOptions> } = {}) {
  const virtual = virtualKlaviyo(sample);
  const store = readAll(openSession(virtual, null, options));
  virtual.klaviyo.forget();
  virtual.clock.now = NOW + days * DAY;
  if (change.account !== undefined) virtual.klaviyo.setAccount(change.account);
  const session = openSession(virtual, store, { ...options, ...change.options });
  readAll(session, store);
  return { virtual, store, overlaps: session.reader.inventory().memberOverlaps };
}

describe('members of segments that may be near-duplicates', () => {
  test('are counted as a plain comparison of the raw memberships counts them, in the fewest pages', () => {
    const virtual = virtualKlaviyo(sample);
    const session = openSession(virtual, null, options);
    const store = readAll(session);
    expect(counted().some(({ both, first, second }) => both > 0 && both < Math.min(first, second))).toBe(true);
    expect(withoutTime(session.reader.inventory().memberOverlaps)).toEqual(counted());
    expect(session.reader.inventory().memberOverlaps?.every(({ asOf }) => asOf === session.reader.readAt)).toBe(true);
    expect(Math.max(...[...needed].map(pagesOf))).toBeGreaterThan(2);
    expect(asked(virtual)).toBe(fewest);
    expect([...store.keys()].filter((key) => key.startsWith('reading/member-pages'))).toEqual([]);
    expect(
      [...store]
        .filter(([key]) => key.startsWith('reading/'))
        .map(([, text]) => text)
        .join(''),
    ).not.toContain(sample.profiles.id(sample.membership.segment(bySize[9]!).profiles[0]!));
  });

  test('are asked for when segments are known with their members', () => {
    const seen: number[] = [];
    const session = openSession(virtualKlaviyo(sample), null, {
      ...options,
      overlapPairs: ({ segments, lists, metrics }) => {
        if ('value' in segments)
          seen.push(segments.value.filter(({ members }) => 'value' in members).length, 'value' in lists ? lists.value.length : -1, metrics.length);
        return [];
      },
    });
    readAll(session);
    expect(seen).toEqual([sample.segments.length, sample.lists.length, session.reader.inventory().metrics.length]);
    expect(session.reader.inventory().memberOverlaps).toEqual([]);
  });

  test('count the same when every execution is killed after a moment, each page at most once more than needed', () => {
    const virtual = virtualKlaviyo(sample);
    const store = new Map<string, string>();
    let executions = 0;
    while (executions < 500) {
      // What an execution read and did not commit is lost: each is killed in the middle of a stretch that is not saved.
      const session = openSession(virtual, store.size === 0 ? null : store, { ...options, settings: { checkpointEveryMs: 900, batchSize: 6 } });
      const state = session.reader.advance(Number.MAX_SAFE_INTEGER);
      commit(store, session);
      executions += 1;
      if (state.state === 'done') {
        expect(withoutTime(session.reader.inventory().memberOverlaps)).toEqual(counted());
        break;
      }
      if (executions % 3 === 0)
        openSession(virtual, store, { ...options, settings: { checkpointEveryMs: 900, batchSize: 6 } }).reader.advance(Number.MAX_SAFE_INTEGER);
    }
    expect(executions).toBeGreaterThan(10);
    expect(executions).toBeLessThan(500);
    expect(asked(virtual)).toBeGreaterThanOrEqual(fewest);
    expect(asked(virtual)).toBeLessThanOrEqual(2 * fewest);
  });

  test('are not read again while neither segment was edited and the comparison is young', () => {
    const { virtual, overlaps } = readAgain(13);
    expect(asked(virtual)).toBe(0);
    expect(withoutTime(overlaps)).toEqual(counted());
    expect(overlaps?.every(({ asOf }) => asOf === NOW)).toBe(true);
  });

  test('are read again after fourteen days, and for a segment that was edited', () => {
    expect(asked(readAgain(15).virtual)).toBe(fewest);
    const edited = PAIRS[2]![0];
    const changed = { ...sample, segments: sample.segments.map((segment) => (segment.id === edited ? { ...segment, updated: NOW + DAY / 2 } : segment)) };
    const { virtual, overlaps } = readAgain(1, { account: changed });
    expect(asked(virtual)).toBe(pagesOf(PAIRS[2]![0]) + pagesOf(PAIRS[2]![1]));
    expect(withoutTime(overlaps)).toHaveLength(PAIRS.length);
  });

  test('are forgotten for pairs that are no longer worth comparing', () => {
    const { virtual, overlaps } = readAgain(1, { options: { overlapPairs: () => [PAIRS[0]!] } });
    expect(asked(virtual)).toBe(0);
    expect(withoutTime(overlaps)).toEqual(counted([PAIRS[0]!]));
  });

  test('stay unknown without profiles:read, and the reading goes on', () => {
    const virtual = virtualKlaviyo(sample, { scopes: READ_SCOPES.filter((scope) => scope !== 'profiles:read') });
    const session = openSession(virtual, null, options);
    readAll(session);
    expect(session.reader.inventory().memberOverlaps).toEqual([]);
    expect(session.reader.inventory().unread.map(({ what }) => what)).toEqual(['Profiles']);
  });

  test('stay unknown for a segment that was deleted meanwhile, and for one that has grown far beyond its size', () => {
    const grown = PAIRS[2]![0];
    const { membership } = sample;
    const account: AccountData = {
      ...sample,
      membership: {
        list: (id) => membership.list(id),
        segment: (id) => membership.segment(id),
        size: (id) => membership.size(id),
        movement: (id, from, to) => ({ ...membership.movement(id, from, to), total: id === grown ? 10 : membership.size(id) }),
      },
    };
    const session = openSession(virtualKlaviyo(account), null, { ...options, overlapPairs: () => [...PAIRS, ['GoNe01', bySize[4]!]] });
    readAll(session);
    expect(membership.size(grown)).toBeGreaterThan(100);
    expect(withoutTime(session.reader.inventory().memberOverlaps)).toEqual(counted(PAIRS.filter((pair) => !pair.includes(grown))));
  });
});
