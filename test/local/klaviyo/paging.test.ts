import { asker, NOW, smallSample } from '../../build/sample-klaviyo';
import { createSampleAccount } from '../../../src/local/demo/sample/sample-account';
import { rebuilt } from '../../build/accounts/small-accounts';

const account = smallSample();
const { get, all } = asker(account);
const order = account.raw.metricIds.order;

describe('pages', () => {
  test.each([
    ['segments', account.segments.length, 10],
    ['lists', account.lists.length, 10],
    ['flows', account.flows.length, 50],
    ['profiles?page[size]=100', account.profiles.size, 100],
    ['profiles', account.profiles.size, 20],
    ['metrics', account.metrics.length, 200],
    ['tags', account.tags.length, 50],
  ])('%s gives every item once, in pages of the size that Klaviyo gives', (path, count, size) => {
    const documents = all(path);
    const ids = documents.flatMap(({ data }) => data.map(({ id }) => id));
    expect([ids.length, new Set(ids).size]).toEqual([count, count]);
    expect(documents.length).toBe(Math.max(1, Math.ceil(count / size)));
    expect(documents[documents.length - 1]?.links.next).toBeNull();
  });

  test('sorting holds across pages, both ways', () => {
    const names = all('segments?sort=-name').flatMap(({ data }) => data.map(({ attributes }) => String(attributes.name)));
    expect(names).toEqual([...names].sort().reverse());
    const joined = all(`lists/${account.lists[0]?.id ?? ''}/profiles?sort=-joined_group_at&page[size]=100&fields[profile]=joined_group_at`).flatMap(
      ({ data }) => data.map(({ attributes }) => Date.parse(String(attributes.joined_group_at))),
    );
    expect(joined).toEqual([...joined].sort((a, b) => b - a));
  });

  test('a cursor of one listing opens no other', () => {
    const cursor = new URL(get('segments').document.links.next ?? '').searchParams.get('page[cursor]') ?? '';
    expect(get(`segments?page[cursor]=${cursor}`).status).toBe(200);
    expect(get(`lists?page[cursor]=${cursor}`).document.errors?.[0]?.source.parameter).toBe('page[cursor]');
    expect(get('segments?page[cursor]=nonsense').status).toBe(400);
  });

  test('what is deleted while somebody pages shifts nothing', () => {
    const changing = asker(account);
    const first = changing.get('segments').document;
    const gone = first.data[2]?.id;
    changing.klaviyo.setAccount(rebuilt(account, { segments: account.segments.filter(({ id }) => id !== gone) }));
    const second = changing.get(`segments?page[cursor]=${new URL(first.links.next ?? '').searchParams.get('page[cursor]') ?? ''}`).document;
    expect(second.data[0]?.id).toBe(account.segments[10]?.id);
  });
});

describe('events', () => {
  const times = account.events.get(order)?.times ?? new Float64Array(0);

  test('of one metric come whole and in order, by time or backwards', () => {
    const rising = all(`events?filter=equals(metric_id,"${order}")&sort=datetime&page[size]=1000&fields[event]=timestamp`).flatMap(({ data }) => data);
    expect(rising.map(({ attributes }) => Number(attributes.timestamp) * 1000)).toEqual([...times]);
    const newest = get(`events?filter=equals(metric_id,"${order}")&sort=-datetime&page[size]=1`).document.data[0];
    expect(Number(newest?.attributes.timestamp) * 1000).toBe(times[times.length - 1]);
  });

  test('split into windows are the same as in one', () => {
    const cuts = ['2025-06-01T00:00:00Z', '2026-02-01T00:00:00Z'];
    const filters = [
      `less-than(datetime,${cuts[0]})`,
      `greater-or-equal(datetime,${cuts[0]}),less-than(datetime,${cuts[1]})`,
      `greater-or-equal(datetime,${cuts[1]})`,
    ];
    const ids = filters.flatMap((filter) =>
      all(`events?filter=equals(metric_id,"${order}"),${filter}&sort=datetime&page[size]=1000`).flatMap(({ data }) => data.map(({ id }) => id)),
    );
    expect([ids.length, new Set(ids).size]).toEqual([times.length, times.length]);
  });

  test('written as text read the same as those written one by one', () => {
    const query = 'include=profile,metric,attributions&fields[event]=timestamp,datetime,event_properties,uuid&fields[profile]=email';
    const page = get(`events?filter=equals(metric_id,"${order}")&${query}&page[size]=40`).document;
    for (const item of page.data) {
      const single = get(`events/${item.id}?${query}`).document;
      expect(item).toEqual(single.data);
      for (const included of single.included ?? []) expect(page.included).toContainEqual(included);
    }
    expect(page.data.some((item) => (item.relationships.attributions?.data as unknown[]).length > 0)).toBe(true);
    const bare = get(`events?filter=equals(metric_id,"${order}")&include=profile&fields[profile]=id&page[size]=5`).document;
    const whole = get(`events?filter=equals(metric_id,"${order}")&include=profile&fields[profile]=email&page[size]=5`).document;
    expect(bare.included).toEqual(whole.included?.map((item) => ({ ...item, attributes: {} })));
  });

  test('that have not happened yet are not told', () => {
    const tomorrow = createSampleAccount({ seed: 5, now: NOW + 86_400_000 * 2, people: 200 });
    const early = asker(tomorrow);
    const newest = early.get(`events?filter=equals(metric_id,"${order}")&sort=-datetime&page[size]=1`, NOW).document.data[0];
    expect(Number(newest?.attributes.timestamp) * 1000).toBeLessThanOrEqual(NOW);
  });

  test('of one person come from all metrics', () => {
    const index = account.raw.orders[0]?.person ?? 0;
    const profileId = account.profiles.id(index);
    const told = all(`events?filter=equals(profile_id,"${profileId}")&page[size]=1000`).flatMap(({ data }) => data).length;
    const counted = [...account.events.values()].reduce((sum, series) => sum + series.profiles.filter((profile) => profile === index).length, 0);
    expect(told).toBe(counted);
  });
});
