import { createScaledAccount, LARGE } from '../../build/accounts/scaled-account';
import { asker, NOW } from '../../build/sample-klaviyo';

const small = createScaledAccount({
  seed: 2,
  now: NOW,
  profiles: 5000,
  events: 20_000,
  segments: 120,
  flows: 30,
  actionsPerFlow: 20,
  campaigns: 200,
  lists: 25,
});
const client = asker(small);

describe('accounts of any size', () => {
  test('have exactly what was asked for', () => {
    expect([small.profiles.size, small.segments.length, small.flows.length, small.campaigns.length, small.lists.length]).toEqual([5000, 120, 30, 200, 25]);
    expect([...small.events.values()].reduce((sum, { times }) => sum + times.length, 0)).toBe(20_000);
    expect(small.flows.every(({ definition }) => definition.actions.length === 20)).toBe(true);
    const ids = [...small.segments, ...small.lists, ...small.flows, ...small.campaigns].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('tell the same number of members in the report, the count and the listing', () => {
    const report = client.post('segment-values-reports', 'segment-values-report', { statistics: ['total_members'], timeframe: { key: 'last_7_days' } }).document
      .data.attributes.results as { groupings: { segment_id: string }; statistics: { total_members: number } }[];
    for (const { groupings, statistics } of report.filter((_, place) => place % 13 === 0)) {
      const listed = client.all(`segments/${groupings.segment_id}/relationships/profiles?page[size]=100`).flatMap(({ data }) => data.map(({ id }) => id));
      expect([listed.length, new Set(listed).size]).toEqual([statistics.total_members, statistics.total_members]);
    }
    for (const list of small.lists.slice(0, 3)) {
      expect(client.get(`lists/${list.id}?additional-fields[list]=profile_count`).document.data.attributes.profile_count).toBe(
        small.membership.list(list.id).profiles.length,
      );
    }
  });

  test('segments that are copies have the same members', () => {
    const copies = small.segments.filter(({ name }) => name.endsWith('(copy)'));
    expect(copies.length).toBeGreaterThan(4);
    const key = (definition: unknown): string =>
      JSON.stringify(
        [
          ...new Set(
            (definition as { condition_groups: { conditions: unknown[] }[] }).condition_groups.map(({ conditions }) =>
              JSON.stringify(conditions.map((one) => JSON.stringify(one)).sort()),
            ),
          ),
        ].sort(),
      );
    for (const copy of copies) {
      const original = small.segments.find(({ id, definition }) => id !== copy.id && key(definition) === key(copy.definition));
      expect(small.membership.size(copy.id)).toBe(small.membership.size(original?.id ?? ''));
    }
  });

  test('profiles are found by id, filter by when they came, and own their events', () => {
    const { profiles } = small;
    expect(profiles.indexOf(profiles.id(4321))).toBe(4321);
    expect(profiles.indexOf('01ARZ3NDEKTSV4RRFFQ69G5FAV')).toBe(-1);
    const since = NOW - 20 * 86_400_000;
    const young = client
      .all(`profiles?filter=greater-than(created,${new Date(since).toISOString()})&page[size]=100&fields[profile]=created`)
      .flatMap(({ data }) => data);
    expect(young.length).toBe(Array.from({ length: profiles.size }, (_, index) => profiles.created(index)).filter((at) => at > since).length);
    for (const { times, profiles: owners } of small.events.values()) {
      times.forEach((at, position) => {
        if (position > 0 && at < (times[position - 1] as number)) throw new Error('not sorted');
        if (at < profiles.created(owners[position] as number) && profiles.created(0) <= at) throw new Error('before its profile');
      });
    }
  });

  test('the largest is made whole, in little memory', () => {
    const before = process.memoryUsage();
    const large = createScaledAccount({ ...LARGE, seed: 2, now: NOW });
    const after = process.memoryUsage();
    expect((after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 1e6).toBeLessThan(700);
    expect([large.profiles.size, large.segments.length, large.flows.length * 20, large.campaigns.length, large.lists.length]).toEqual([
      500_000, 1000, 10_000, 2000, 500,
    ]);
    const { get } = asker(large);
    const [metricId] = large.events.keys();
    expect(get(`events?filter=equals(metric_id,"${metricId ?? ''}")&page[size]=1000&fields[event]=timestamp&include=profile&fields[profile]=id`).status).toBe(
      200,
    );
  });
});
