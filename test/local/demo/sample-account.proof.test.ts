import type { SampleAccount } from '../../../src/local/demo/sample/sample-account';
import { createSampleAccount } from '../../../src/local/demo/sample/sample-account';
import { STATES } from '../../../src/local/demo/sample/people';
import { createCustomOrdersAccount, createEmptyAccount, createNoOrdersAccount, createTwoShopsAccount } from '../../build/accounts/small-accounts';
import { asker, NOW } from '../../build/sample-klaviyo';

const DAY = 86_400_000;
const account = createSampleAccount({ seed: 7, now: NOW, odd: true });
const { metricIds } = account.raw;
const named = (name: string) => account.segments.filter((segment) => segment.name === name);
/** Jest compares long columns element by element, and slowly. */
const same = (a: Float64Array | Uint32Array | undefined, b: Float64Array | Uint32Array): boolean =>
  a?.length === b.length && b.every((value, place) => value === a[place]);
const sizeOf = (name: string): number => account.membership.size(named(name)[0]?.id ?? '');

describe('the sample account', () => {
  test('is as large and as untidy as was promised', () => {
    const { profiles, segments, flows, campaigns, lists } = account;
    expect(profiles.size).toBeGreaterThanOrEqual(4000);
    expect(segments.length).toBeGreaterThanOrEqual(36);
    expect(flows.length).toBeGreaterThanOrEqual(24);
    expect(campaigns.length).toBeGreaterThanOrEqual(80);
    expect(lists.length).toBeGreaterThanOrEqual(8);
    expect(new Set(campaigns.map(({ channel }) => channel))).toEqual(new Set(['email', 'sms', 'mobile_push']));
    expect(new Set(flows.map(({ status }) => status))).toEqual(new Set(['live', 'manual', 'draft']));
    expect(new Set(account.raw.states)).toEqual(new Set(STATES));
    expect(segments.some(({ name }) => name.length === 300)).toBe(true);
    expect(segments.some(({ name }) => name.startsWith('='))).toBe(true);
  });

  test('the demo has names that a vendor would show: short, in English, no formula and no markup', () => {
    const demo = createSampleAccount({ seed: 7, now: NOW, people: 60 });
    const names = [demo.segments, demo.lists, demo.flows, demo.campaigns, demo.metrics, demo.tags, demo.forms].flatMap((all) => all.map(({ name }) => name));
    expect(names.filter((name) => !/^[A-Za-z0-9][\w ’.,:()%$&–?!#+/-]{2,49}$/.test(name))).toEqual([]);
    expect(account.segments.length).toBeGreaterThan(demo.segments.length);
  });

  test('is the same for a seed, and grows by what happens later the same day', () => {
    const [first, again, later] = [NOW, NOW, NOW + 3 * 3_600_000].map((now) => createSampleAccount({ seed: 7, now, people: 500 })) as [
      SampleAccount,
      SampleAccount,
      SampleAccount,
    ];
    for (const [metricId, series] of first.events) {
      const size = series.times.length;
      expect([metricId, same(again.events.get(metricId)?.times, series.times)]).toEqual([metricId, true]);
      expect([metricId, same(later.events.get(metricId)?.times.slice(0, size), series.times)]).toEqual([metricId, true]);
      expect([metricId, same(later.events.get(metricId)?.profiles.slice(0, size), series.profiles)]).toEqual([metricId, true]);
    }
    expect(later.events.get(metricIds.site)?.times.length).toBeGreaterThan(first.events.get(metricIds.site)?.times.length ?? 0);
    expect(JSON.stringify(again.segments)).toBe(JSON.stringify(first.segments));
  });

  test('keeps events sorted, in whole seconds, within two years and none before its profile', () => {
    for (const [metricId, { times, profiles }] of account.events) {
      let early = 0;
      times.forEach((at, position) => {
        if (position > 0 && at < (times[position - 1] as number)) throw new Error(`${metricId} is not sorted`);
        if (at % 1000 !== 0 || at > NOW || at < NOW - 735 * DAY) throw new Error(`${metricId} has an event at ${at}`);
        if (at < account.profiles.created(profiles[position] as number) - 3_600_000) early += 1;
      });
      expect([metricId, early]).toEqual([metricId, 0]);
    }
  });

  test('orders are the raw orders, each with its products and its checkout', () => {
    const byStore = (store: string): number => account.raw.orders.filter((order) => order.store === store && order.at <= NOW).length;
    expect(account.events.get(metricIds.order)?.times.length).toBe(byStore('shopify'));
    expect(account.events.get(metricIds.orderEu)?.times.length).toBe(byStore('shopify-eu'));
    expect(account.events.get(metricIds.orderWoo)?.times.length).toBe(byStore('woocommerce'));
    const old = account.events.get(metricIds.orderWoo)?.times ?? [];
    expect(NOW - (old[old.length - 1] as number)).toBeGreaterThan(365 * DAY);
    const total = account.raw.orders.filter(({ store, at }) => store === 'shopify' && at <= NOW).reduce((sum, order) => sum + order.total, 0);
    expect([...(account.events.get(metricIds.order)?.values ?? [])].reduce((sum, value) => sum + value, 0)).toBeCloseTo(total, 2);
  });

  test('people do what their state says', () => {
    const orders = account.raw.states.map(() => [] as number[]);
    for (const order of account.raw.orders) if (order.at <= NOW) orders[order.person]?.push(order.at);
    const inState = (state: string): readonly (readonly number[])[] => orders.filter((_, index) => account.raw.states[index] === state);
    for (const state of ['subscriber', 'engaged non-buyer', 'never engaged', 'cart abandoner', 'checkout abandoner', 'browse abandoner'])
      expect(inState(state).every((times) => times.length === 0)).toBe(true);
    for (const state of ['one-time recent', 'one-time in window', 'one-time past window'])
      expect(inState(state).every((times) => times.length <= 1)).toBe(true);
    expect(inState('lost').every((times) => times.every((at) => at < NOW - 400 * DAY))).toBe(true);
    const average = (state: string): number => inState(state).reduce((sum, times) => sum + times.length, 0) / inState(state).length;
    expect(average('vip')).toBeGreaterThan(average('repeat') * 1.8);
    account.raw.states.forEach((state, index) => {
      const { emailConsent, smsConsent } = account.profiles.read(index);
      if (state === 'unsubscribed') expect(emailConsent.status).toBe('UNSUBSCRIBED');
      if (state === 'suppressed') expect(emailConsent.suppressions).toHaveLength(1);
      if (state === 'sms only') expect(smsConsent.status).toBe('SUBSCRIBED');
    });
  });

  test('Black Friday is the busiest week of each year', () => {
    const week = (at: number): number => [...(account.events.get(metricIds.order)?.times ?? [])].filter((time) => time >= at && time < at + 7 * DAY).length;
    const friday = Date.UTC(2025, 10, 25);
    const others = Array.from({ length: 30 }, (_, back) => week(friday - (back + 4) * 7 * DAY));
    expect(week(friday)).toBeGreaterThan(2 * Math.max(...others.slice(0, 10)));
  });

  test('segments count what the raw data says, by a computation of its own', () => {
    const last = new Map<number, number>();
    const number = new Map<number, number>();
    account.events.get(metricIds.order)?.profiles.forEach((profile, position) => {
      last.set(profile, account.events.get(metricIds.order)?.times[position] as number);
      number.set(profile, (number.get(profile) ?? 0) + 1);
    });
    expect(sizeOf('Repeat buyers')).toBe([...number.values()].filter((count) => count >= 2).length);
    expect(sizeOf('Lapsed customers')).toBe([...last.values()].filter((at) => at < NOW - 180 * DAY).length);
    expect(sizeOf('Recent buyers – 14 days')).toBe([...last.values()].filter((at) => at >= NOW - 14 * DAY).length);
    const profiles = Array.from({ length: account.profiles.size }, (_, index) => account.profiles.read(index));
    expect(sizeOf('Email subscribers')).toBe(
      profiles.filter(({ email, emailConsent }) => email !== null && emailConsent.status === 'SUBSCRIBED' && emailConsent.suppressions.length === 0).length,
    );
    expect(sizeOf('Loyalty: Gold')).toBe(profiles.filter(({ properties }) => properties['Loyalty Tier'] === 'Gold').length);
  });

  test('duplicates have the same members, contradictions and dead references nobody, dead metrics widen', () => {
    expect(sizeOf('90 day engaged (new)')).toBe(sizeOf('Engaged 90 days'));
    expect(sizeOf('Clickers 84d')).toBe(sizeOf('Clicked in 12 weeks'));
    expect(sizeOf('Cart abandoners – campaign')).toBe(sizeOf('Abandoned cart – last 7 days'));
    expect(sizeOf('Big spenders')).toBe(sizeOf('VIP – spent $300 in a year'));
    expect([
      sizeOf('Bought recently, never bought'),
      sizeOf('First order this quarter'),
      sizeOf('Old shop customers'),
      sizeOf('Giveaway 2024 entrants'),
      sizeOf('Wholesale accounts'),
    ]).toEqual([0, 0, 0, 0, 0]);
    expect(sizeOf('Subscribers without an order in 90 days')).toBe(sizeOf('Email subscribers'));
    expect(sizeOf('All customers')).toBe(account.profiles.size);
    expect(named('Loyal customers')).toHaveLength(2);
  });

  test('the report, the count and the member listing agree for every segment', () => {
    const { all, post } = asker(account);
    const report = post('segment-values-reports', 'segment-values-report', { statistics: ['total_members'], timeframe: { key: 'last_7_days' } }).document.data
      .attributes.results as { groupings: { segment_id: string }; statistics: { total_members: number } }[];
    for (const { groupings, statistics } of report.filter((_, place) => place % 20 === 0)) {
      const listed = all(`segments/${groupings.segment_id}/relationships/profiles?page[size]=100`).flatMap(({ data }) => data);
      expect(listed).toHaveLength(statistics.total_members);
    }
  });

  test('every id that definitions refer to is there, but for those that were deleted on purpose', () => {
    const known = new Set([...account.metrics, ...account.lists, ...account.segments].map(({ id }) => id));
    const referred = new Set<string>();
    JSON.stringify([account.segments.map(({ definition }) => definition), account.flows.map(({ definition }) => definition)], (key, value: unknown) => {
      if ((key === 'metric_id' || key === 'list_id') && value !== null) referred.add(String(value));
      if (key === 'group_ids') for (const id of value as string[]) referred.add(id);
      return value;
    });
    expect([...referred].filter((id) => !known.has(id))).toHaveLength(2);
    const actions = account.flows.flatMap(({ definition }) => definition.actions.map(({ id }) => id));
    expect(new Set(actions).size).toBe(actions.length);
    for (const { definition } of account.flows) {
      const ids = new Set(definition.actions.map(({ id }) => id));
      JSON.stringify(
        definition.actions.map(({ links, data }) => [links, data.branches]),
        (key, value: unknown) => {
          if (key.startsWith('next') && typeof value === 'string') expect(ids).toContain(value);
          return value;
        },
      );
    }
  });
});

describe('small variants', () => {
  test('an empty account answers every listing with nothing', () => {
    const { get } = asker(createEmptyAccount({ now: NOW }));
    for (const path of ['lists', 'segments', 'flows', 'metrics', 'profiles', 'events', 'mapped-metrics', 'custom-metrics', 'forms', 'tags'])
      expect(get(path).document.data).toEqual([]);
  });

  test('a lead business has no order metric and none is spoken of', () => {
    const leads = createNoOrdersAccount({ now: NOW });
    expect(leads.metrics.map(({ name }) => name)).toContain('Requested Quote');
    expect(leads.metrics.some(({ name }) => /order|checkout|cart/i.test(name))).toBe(false);
    expect(leads.segments.length).toBeGreaterThan(3);
    expect(JSON.stringify(leads.segments)).not.toContain(metricIds.order);
    expect(leads.mappedMetrics).toEqual([]);
  });

  test('a shop of its own making calls its orders something else', () => {
    const custom = createCustomOrdersAccount({ now: NOW });
    expect(custom.metrics.filter(({ name }) => name === 'Order Completed')).toHaveLength(1);
    expect(custom.metrics.some(({ name }) => name === 'Placed Order')).toBe(false);
    expect(custom.events.get(metricIds.order)?.times.length).toBeGreaterThan(100);
  });

  test('two shops split their customers', () => {
    const two = createTwoShopsAccount({ now: NOW });
    const first = new Set(two.events.get(metricIds.order)?.profiles);
    const second = new Set(two.events.get(metricIds.orderWoo)?.profiles);
    expect([...first].filter((profile) => second.has(profile))).toEqual([]);
    expect(Math.min(first.size, second.size)).toBeGreaterThan(50);
  });
});
