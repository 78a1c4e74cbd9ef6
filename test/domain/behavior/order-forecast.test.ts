import { DAY, isKnown } from '../../../src/domain/account/known';
import { measureBehavior } from '../../../src/domain/behavior/measure';
import { forecastOrders } from '../../../src/domain/behavior/order-forecast';
import { recognizeMetrics } from '../../../src/domain/catalogue/recognize-metrics';
import { parseAccount } from '../../../src/domain/model/parsed-account';
import { createFormats } from '../../../src/domain/text/format';
import { NOW, collectCrowd, crowdInventory, crowdOf } from '../../build/behavior-crowd';
import type { Crowd } from '../../build/behavior-crowd';
import { buyingCrowd, historyOf } from '../../build/buying-law';

const formats = createFormats({ locale: 'en-US', currency: 'USD', timezone: 'UTC' });
const LAW = { customers: 2500, days: 700, r: 0.5, alpha: 6, a: 0.8, b: 2.5, seed: 5 };
const { crowd, later } = buyingCrowd(LAW);
const forecast = forecastOrders(historyOf(crowd).orders, NOW - 730 * DAY, 90, NOW, formats);
const total = (values: Float64Array): number => values.reduce((sum, one) => sum + one, 0);

/** Rows of the Behavior tab about what is to be expected. */
function rows(of: Crowd) {
  const inventory = crowdInventory();
  const { figures, populations } = measureBehavior(
    collectCrowd(of),
    parseAccount(inventory, new Map(), NOW),
    recognizeMetrics(inventory, new Map()),
    new Map(),
  );
  return { populations, row: (id: string) => figures.find((one) => one.id === `forecast-${id}`)! };
}

describe('customers who buy as the model says', () => {
  const came = later.filter(({ at }) => at < NOW + 90 * DAY);
  const knew = new Set(crowd.orders.map(({ profile }) => profile));

  test('are forecast, orders and money, within a few percent of what comes', () => {
    expect([forecast.used, forecast.why]).toEqual(['model', null]);
    const orders = came.filter(({ profile }) => knew.has(profile));
    expect(Math.abs(total(forecast.expected) / orders.length - 1)).toBeLessThan(0.1);
    const money = forecast.expected.reduce((sum, one, profile) => sum + (one > 0 ? one * forecast.perOrder[profile]! : 0), 0);
    expect(Math.abs(money / orders.reduce((sum, { value }) => sum + value!, 0) - 1)).toBeLessThan(0.12);
  });

  test('were forecast as well over the last window, and the page shows how far off that was', () => {
    const { row } = rows(crowd);
    const check = forecast.check!;
    const error = Math.abs(check.byModel! / check.came - 1);
    expect(error).toBeLessThan(0.15);
    expect(row('error-model')).toMatchObject({
      name: 'How far the model’s forecast of the orders of the last 90 days was off (used)',
      figure: { value: { value: error }, method: 'measured', period: 'Aug 25, 2026 to Nov 23, 2026' },
    });
    // Counted plainly: orders of the last 90 days by those who had ordered before.
    const before = new Set(crowd.orders.filter(({ at }) => at <= NOW - 90 * DAY).map(({ profile }) => profile));
    const days = new Set(
      crowd.orders.filter(({ at, profile }) => at > NOW - 90 * DAY && before.has(profile)).map(({ at, profile }) => `${profile} ${Math.floor(at / DAY)}`),
    );
    expect(Math.abs(check.came - days.size)).toBeLessThanOrEqual(3);
    expect(row('orders').figure.explanation).toContain('BG/NBD');
    expect(row('bgnbd-r').figure.value).toEqual({ value: forecast.model!.r });
  });

  test('chances are chances, grow with time, and whoever is seldom expected seldom orders', () => {
    const [short, long] = [forecast.chances(30)!, forecast.chances(180)!];
    short.forEach((chance, profile) => {
      if (Number.isNaN(chance)) return;
      if (!(chance >= 0 && chance <= long[profile]! && long[profile]! <= 1)) throw new Error(`${profile}: ${chance} and ${long[profile]!}`);
    });
    const returned = new Set(came.map(({ profile }) => profile));
    const ranked = [...knew].sort((one, other) => forecast.expected[other]! - forecast.expected[one]!);
    const share = (of: readonly number[]): number => of.filter((profile) => returned.has(profile)).length / of.length;
    const fifth = Math.floor(ranked.length / 5);
    expect(share(ranked.slice(0, fifth))).toBeGreaterThan(5 * share(ranked.slice(-fifth)));
  });

  test('and the money at stake of their audiences rests on each one’s own chance and spend', () => {
    const words = [...rows(crowd).populations.values()].map(({ valueInputs }) => valueInputs).filter((one) => one.includes('reachable by'));
    expect(words.filter((one) => one.includes('to be expected of them by the model of spend')).length).toBeGreaterThan(3);
    expect(words.some((one) => one.includes('of whom the model of repeat orders expects the same as of today’s members'))).toBe(true);
  });
});

describe('where the model does not fit the recency rule stays, and the page says why', () => {
  test('an account whose orders stopped half a year ago', () => {
    const stopped = { ...crowd, orders: crowd.orders.filter(({ at }) => at < NOW - 200 * DAY) };
    const { row } = rows(stopped);
    expect(row('orders').figure.explanation).toContain('No model is used, since nobody who had ordered before ordered in the last 90 days');
  });

  test('an account that doubled its mail: the forecast of its last window was far off', () => {
    const extra = crowd.orders.filter(({ at }) => at < NOW - 95 * DAY).flatMap((one) => [20, 50].map((days) => ({ ...one, at: NOW - days * DAY })));
    const { row } = rows({ ...crowd, orders: [...crowd.orders, ...extra].sort((one, other) => one.at - other.at) });
    expect(row('orders').figure.explanation).toMatch(
      /By the recency rule: .* No model is used, since the model’s forecast of the last 90 days was \d+% off\. New customers come on top\.$/,
    );
    expect(row('error-rule').name).toContain('(used)');
  });

  test('an account with too few customers, and one read for too short a time', () => {
    expect(rows(crowdOf(3, 120)).row('orders').figure.explanation).toContain(
      'No model is used, since a model needs 300 customers with 100 repeat orders between them',
    );
    const short = forecastOrders(historyOf(crowd).orders, NOW - 200 * DAY, 90, NOW, formats);
    expect([short.used, short.why, short.check]).toEqual(['recency rule', 'too few orders lie before the last 90 days to try a model on them', null]);
  });

  test('an account whose orders were not read: unknown, not zero', () => {
    const inventory = { ...crowdInventory(), metrics: [] };
    const { figures } = measureBehavior(
      collectCrowd({ ...crowdOf(2, 50), orders: [] }),
      parseAccount(inventory, new Map(), NOW),
      recognizeMetrics(inventory, new Map()),
      new Map(),
    );
    expect(isKnown(figures.find(({ id }) => id === 'forecast-orders')!.figure.value)).toBe(false);
  });
});

test('a shop that nobody had ordered from a window ago expects nothing yet and says so, never zero', () => {
  const young = crowdOf(3, 800, 0.6, 3);
  const orders = young.orders.filter(({ at }) => at < NOW).map((one, at) => ({ ...one, at: NOW - (1 + (at % 70)) * DAY }));
  const { row } = rows({ ...young, orders });
  const why = { unknown: 'nobody had ordered by Aug 25, 2026, so what customers do within 90 days is not known yet' };
  expect([row('orders').figure.value, row('money').figure.value]).toEqual([why, why]);
});
