import { DAY, isKnown } from '../../src/domain/account/known';
import type { ReadingNeeds } from '../../src/domain/behavior/rows';
import { readingNeeds } from '../../src/domain/behavior/reading-needs';
import { recognizeMetrics } from '../../src/domain/catalogue/recognize-metrics';
import type { SoFar } from '../../src/klaviyo/schedule/reading-options';
import { analyze, type Analysis } from '../../src/domain/analysis/analyze';
import type { AccountData, EventSeries } from '../../src/local/klaviyo/account-data';
import { createQuarterShop } from '../build/accounts/quarter-shop';
import { commit, NOW, openSession, readAll, virtualKlaviyo, type Session } from '../build/klaviyo-virtual';

/** Reads as the add-on does: the same needs, from the same recognition. */
const asTheAddOn = (soFar: SoFar): ReadingNeeds => readingNeeds(new Map(), recognizeMetrics(soFar, new Map()), soFar.readAt, soFar.account.timezone);
const sample = createQuarterShop({ seed: 3, now: NOW, odd: true, people: 1000 });
const ordersOf = (account: AccountData): string => account.metrics.find(({ name }) => name === 'Placed Order')!.id;
const checkoutsOf = (account: AccountData): readonly string[] =>
  account.metrics.filter(({ name }) => name === 'Started Checkout' || name === 'Checkout Started').map(({ id }) => id);

/** The same account whose orders carry nothing but what they are worth: no discount can be told. */
function withoutDiscounts(account: AccountData): AccountData {
  const bare = (series: EventSeries): EventSeries => ({ ...series, properties: (position) => ({ $value: series.properties(position).$value }) });
  const orders = account.metrics.filter(({ name }) => /order/i.test(name)).map(({ id }) => id);
  return { ...account, events: new Map([...account.events].map(([id, series]) => [id, orders.includes(id) ? bare(series) : series])) };
}

const analysisOf = ({ reader, collector }: Session): Analysis => analyze(reader.inventory(), collector, []);
const figure = (analysis: Analysis, id: string): number | null => {
  const found = analysis.behavior.figures.find((one) => one.id === id)!.figure.value;
  return isKnown(found) ? found.value : null;
};
/** What an order metric's raw events of the look-back are worth. */
function worth(account: AccountData, metricIds: readonly string[], days: number): readonly number[] {
  return metricIds.flatMap((id) => {
    const series = account.events.get(id);
    return series === undefined
      ? []
      : [...series.times]
          .flatMap((at, position) => (at >= NOW - days * DAY && at < NOW ? [Number(series.properties(position).$value)] : []))
          .filter((value) => value > 0);
  });
}

describe('values of events', () => {
  test('orders without any discount property bring what they are worth', () => {
    const account = withoutDiscounts(sample);
    const virtual = virtualKlaviyo(account);
    const session = openSession(virtual, null, { needs: asTheAddOn });
    readAll(session);
    const analysis = analysisOf(session);
    const metrics = analysis.recognized.byAlias.get('order')!.metricIds;
    const since = (NOW - Math.min(...metrics.flatMap((id) => session.collector.readSpans(id).map(({ from }) => from)))) / DAY;
    const raw = worth(account, metrics, since).reduce((sum, value) => sum + value, 0);
    expect(raw).toBeGreaterThan(10_000);
    expect(figure(analysis, 'revenue')).toBeCloseTo(raw, 0);
    expect(figure(analysis, 'average-order-value')).toBeGreaterThan(20);
  });

  test('orders that carry no value bring no revenue, rather than one of zero', () => {
    const worthless = (series: EventSeries): EventSeries => ({ ...series, values: null, properties: () => ({ Items: ['Serum'] }) });
    const orders = sample.metrics.filter(({ name }) => /order/i.test(name)).map(({ id }) => id);
    const account = { ...sample, events: new Map([...sample.events].map(([id, series]) => [id, orders.includes(id) ? worthless(series) : series])) };
    const session = openSession(virtualKlaviyo(account), null, { needs: asTheAddOn });
    readAll(session);
    const analysis = analysisOf(session);
    expect(figure(analysis, 'orders')).toBeGreaterThan(500);
    for (const id of ['revenue', 'revenue-window', 'average-order-value']) expect([id, figure(analysis, id)]).toEqual([id, null]);
    const vip = [...analysis.behavior.parameters.values()].flat().find(({ because }) => because.includes('orders carry no value'));
    expect(vip).toMatchObject({ value: 500 });
  });

  test('an order metric that tells its properties only later, by orders that came since, has its discounts read then', () => {
    const first = virtualKlaviyo(withoutDiscounts(sample));
    first.clock.now -= 7 * DAY;
    const store = readAll(openSession(first, null, { needs: asTheAddOn }));
    const later = virtualKlaviyo(sample);
    const session = openSession(later, store, { needs: asTheAddOn });
    readAll(session, store);
    const order = session.collector.kept().metrics.get(ordersOf(sample))!;
    expect(order.properties).not.toEqual([]);
    const analysis = analysisOf(session);
    expect(figure(analysis, 'discount-share')).toBeGreaterThan(0.01);
    expect(figure(analysis, 'revenue')).toBeGreaterThan(10_000);
  });

  test('checkouts are valued, and the threshold and size of the high ones follow from them', () => {
    const session = openSession(virtualKlaviyo(sample), null, { needs: asTheAddOn });
    readAll(session);
    const analysis = analysisOf(session);
    const values = [...worth(sample, checkoutsOf(sample), 365)].sort((one, other) => one - other);
    expect(values.length).toBeGreaterThan(300);
    const limit = analysis.behavior.parameters.get('B5')!.find(({ name }) => name === 'hv')!;
    expect(limit.value).toBe(Math.floor(values[Math.ceil(0.8 * values.length) - 1]!));
    expect(limit.because).toContain('one checkout in five');
    const lately = (metricIds: readonly string[], least: number): Set<number> =>
      new Set(
        metricIds.flatMap((id) => {
          const series = sample.events.get(id)!;
          return [...series.profiles].filter(
            (_, position) => series.times[position]! >= session.reader.readAt - 7 * DAY && Number(series.properties(position).$value) >= least,
          );
        }),
      );
    const bought = lately(analysis.recognized.byAlias.get('order')!.metricIds, 0);
    // The audience is for campaigns: whoever did not opt in to email is not in it.
    const byEmail = (profile: number): boolean => {
      const { email, emailConsent } = sample.profiles.read(profile);
      return email !== null && emailConsent.status === 'SUBSCRIBED' && emailConsent.suppressions.length === 0;
    };
    const left = [...lately(checkoutsOf(sample), Number(limit.value))].filter((profile) => !bought.has(profile) && byEmail(profile));
    expect(left.length).toBeGreaterThan(0);
    expect(analysis.behavior.populations.get('B5')!.profiles.value).toEqual({ value: left.length });
  });

  test('what was read without values is read again once they count, and only then', () => {
    const virtual = virtualKlaviyo(sample);
    const order = ordersOf(sample);
    const from = NOW - 400 * DAY;
    const needing = (value: boolean) => () => ({
      events: [{ metricId: order, from, properties: [], ...(value ? { value } : {}) }],
      profilesAtMost: 0,
      predictions: false,
      profileProperties: [],
    });
    const store = readAll(openSession(virtual, null, { needs: needing(false) }));
    const pages = (): number => virtual.klaviyo.requests.get('GET /api/events')?.requests ?? 0;
    virtual.clock.now += DAY;
    const second = openSession(virtual, store, { needs: needing(true) });
    commit(store, second);
    readAll(second, store);
    const kept = second.collector.kept().metrics.get(order)!;
    expect(kept.valued).toBe(true);
    expect([...kept.events.values!.subarray(0, kept.events.rows)].filter((value) => value > 0).length).toBe(worth(sample, [order], 400).length);
    const before = pages();
    const third = openSession(virtual, store, { needs: needing(true) });
    readAll(third, store);
    expect(pages() - before).toBeLessThanOrEqual(1);
    expect(third.collector.kept().metrics.get(order)!.events.rows).toBe(kept.events.rows);
  });
});
