import { readingMode } from '../../src/klaviyo/reader';
import type { HttpResponse } from '../../src/klaviyo/http/transport';
import { testAccount } from '../build/klaviyo-account';
import { orderedInventory } from '../build/klaviyo-outcome';
import { commit, NOW, openSession, readAll, virtualKlaviyo } from '../build/klaviyo-virtual';

const account = testAccount(NOW, {
  lists: 6,
  segments: 8,
  flows: 5,
  campaigns: 9,
  profiles: 120,
  events: { Morder: 90, Mitems: 150, Mclick: 10, Mjoins: 20, Mothers: 5 },
});
const HEAD = 'reading/head';
const OFTEN = { settings: { checkpointEveryMs: 1500 } } as const;

type Fields = Record<string, unknown>;

function edited(store: ReadonlyMap<string, string>, edit: (head: Fields) => Fields): Map<string, string> {
  return new Map([...store, [HEAD, JSON.stringify(edit(JSON.parse(store.get(HEAD)!) as Fields))]]);
}

const without =
  (name: string) =>
  (head: Fields): Fields =>
    Object.fromEntries(Object.entries(head).filter(([field]) => field !== name));

describe('a head that a version before saved', () => {
  const finished = readAll(openSession(virtualKlaviyo(account), null));
  const fields = Object.keys(JSON.parse(finished.get(HEAD)!) as Fields).filter((name) => name !== 'incomplete' && name !== 'overlapPairs');

  test('is gone on from where it is of the same shape', () => {
    expect(readingMode(finished, NOW, 30)).toBe('incremental');
  });

  test.each(fields)('that knows nothing of %s is read anew rather than taken as undefined', (name) => {
    const older = edited(finished, without(name));
    expect(readingMode(older, NOW, 30)).toBe('full');
    const virtual = virtualKlaviyo(account);
    const session = openSession(virtual, older);
    readAll(session, older);
    expect(session.reader.inventory().unread).toEqual([]);
    expect(older.get(HEAD)).toContain(`"${name}":`);
  });

  test.each([
    ['a field more inside an object', (head: Fields): Fields => ({ ...head, listProbes: { asked: 3 } })],
    ['a list that was a number', (head: Fields): Fields => ({ ...head, forms: 4 })],
    ['an object that was a list', (head: Fields): Fields => ({ ...head, shapes: [] })],
    ['another version', (head: Fields): Fields => ({ ...head, version: 0 })],
  ])('with %s is read anew', (_name, edit) => {
    expect(readingMode(edited(finished, edit), NOW, 30)).toBe('full');
  });

  test('with a field that this version no longer has is gone on from', () => {
    expect(
      readingMode(
        edited(finished, (head) => ({ ...head, resultsReadAt: null })),
        NOW,
        30,
      ),
    ).toBe('incremental');
  });
});

describe('an unfinished reading that a version before began', () => {
  const virtual = virtualKlaviyo(account);
  const store = new Map<string, string>();
  const session = openSession(virtual, null, OFTEN);
  while ((JSON.parse(store.get(HEAD) ?? '{"queue":[]}') as { queue: unknown[] }).queue.length === 0) {
    session.reader.advance(Number.MAX_SAFE_INTEGER);
    commit(store, session);
  }
  const firstItem =
    (change: Fields) =>
    (head: Fields): Fields => {
      const [first, ...rest] = head.queue as Fields[];
      return { ...head, queue: [{ ...first, ...change }, ...rest] };
    };

  test('is resumed where all of its work is understood', () => {
    expect(readingMode(store, NOW, 30)).toBe('resume');
  });

  test.each([
    ['work of a kind', firstItem({ work: { kind: 'coupon-page' } })],
    ['an endpoint', firstItem({ endpoint: 'coupons' })],
    ['a step', firstItem({ step: 'coupons' })],
    ['a step begun', (head: Fields): Fields => ({ ...head, begun: [...(head.begun as string[]), 'coupons'] })],
  ])('is begun anew where it names %s that is gone', (_name, edit) => {
    const older = edited(store, edit);
    expect(readingMode(older, NOW, 30)).toBe('full');
    const anew = openSession(virtualKlaviyo(account), older);
    readAll(anew, older);
    const undisturbed = openSession(virtualKlaviyo(account), null);
    readAll(undisturbed);
    expect(orderedInventory(anew.reader.inventory())).toEqual(orderedInventory(undisturbed.reader.inventory()));
  });
});

describe('a 503 that says when to come back', () => {
  test.each([7, 45])('is obeyed: nothing more is asked of that endpoint for %i seconds, and then all is read', (seconds) => {
    const virtual = virtualKlaviyo(account);
    const asked: number[] = [];
    let busyUntil = 0;
    const transport = {
      ...virtual.transport,
      fetchAll: (requests: Parameters<typeof virtual.transport.fetchAll>[0]): readonly HttpResponse[] => {
        const at = virtual.clock.now;
        const answers = virtual.transport.fetchAll(requests);
        return answers.map((answer, place) => {
          if (!/api\/flows\/F/.test(requests[place]!.url)) return answer;
          asked.push(at);
          if (asked.length === 1) busyUntil = virtual.clock.now + seconds * 1000;
          return at < busyUntil ? { status: 503, headers: { 'retry-after': String(seconds) }, text: '{"errors":[{"code":"service_unavailable"}]}' } : answer;
        });
      },
    };
    const session = openSession(virtual, null, { transport });
    readAll(session);
    // Those that went out together with the first were refused with it; the next come when they may.
    const [first] = asked;
    expect(asked.filter((at) => at > first! && at < busyUntil)).toEqual([]);
    expect(asked.some((at) => at >= busyUntil && at < busyUntil + 3000)).toBe(true);
    expect(session.reader.inventory().unread).toEqual([]);
  });
});
