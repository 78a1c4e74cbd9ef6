import { DAY, isKnown, unknown } from '../../../src/domain/account/known';
import type { SettingValue } from '../../../src/domain/settings/setting';
import { createCollector } from '../../../src/domain/behavior/collector';
import { measureBehavior } from '../../../src/domain/behavior/measure';
import { recognizeMetrics } from '../../../src/domain/catalogue/recognize-metrics';
import { parseAccount } from '../../../src/domain/model/parsed-account';
import { figureNumber, figureText } from '../../../src/domain/table/cell';
import { createFormats } from '../../../src/domain/text/format';
import { CLICK, NOW, ORDER, crowdInventory, crowdOf, crowdProfile, rowsOf } from '../../build/behavior-crowd';
import type { CrowdEvent } from '../../build/behavior-crowd';

const crowd = crowdOf(41, 900, 0.5);
const formats = createFormats({ locale: 'en-US', currency: 'USD', timezone: 'UTC' });

/** The same shop, of whose orders so many days were read. */
function read(days: number, orders: readonly CrowdEvent[] = crowd.orders, settings: Readonly<Record<string, SettingValue>> = {}) {
  const from = NOW - days * DAY;
  const collector = createCollector(null);
  collector.begin({
    events: [
      { metricId: ORDER, from, properties: [], value: true },
      { metricId: CLICK, from, properties: [] },
    ],
    profilesAtMost: 1_000_000,
    predictions: true,
    profileProperties: [],
  });
  collector.addEvents(
    ORDER,
    rowsOf(
      crowd,
      orders.filter(({ at }) => at >= from),
    ),
  );
  collector.finish(ORDER, { from, to: NOW });
  collector.finish(CLICK, { from, to: NOW });
  collector.addProfiles(crowd.people.map((person) => crowdProfile(person, 1)));
  collector.finishProfiles(NOW);
  const given = new Map(Object.entries(settings).map(([name, value]) => [name.toLowerCase(), value]));
  const inventory = crowdInventory();
  const behavior = measureBehavior(collector, parseAccount(inventory, given, NOW), recognizeMetrics(inventory, given), given);
  return { behavior, row: (id: string) => behavior.figures.find((one) => one.id === id)! };
}

/** All that is said of thresholds in money and orders. */
const said = ({ behavior }: ReturnType<typeof read>): readonly string[] => [
  ...behavior.figures.filter(({ id }) => /vip/.test(id)).flatMap(({ name, figure }) => [name, figure.explanation, figure.period]),
  ...['E1', 'E2'].flatMap((id) => behavior.parameters.get(id)!.map((one) => one.because)),
];

test('half a year of orders is not called a year: the VIP cut says what was read, is provisional, and no amount rests on it', () => {
  const half = read(182);
  expect(said(half).join('\n')).not.toMatch(/in a year|revenue of a year/);
  expect(half.row('threshold-vip-spend').name).toMatch(
    /^VIP spend: \$\d+ in the 6 months read: .* \(provisional: the rule counts a year, of which only 6 months were read\)$/,
  );
  expect(half.row('threshold-vip-spend').figure).toMatchObject({ method: 'estimated', period: 'May 25, 2026 to Nov 23, 2026' });
  expect(half.row('threshold-vip-orders').name).toContain('orders in the 6 months read');
  expect(half.behavior.populations.get('E1')!.valueAtStake.method).toBe('fallback');
  const years = read(730);
  expect(years.row('threshold-vip-spend').name).toMatch(/^VIP spend: \$\d+ in a year: /);
  expect(years.row('threshold-vip-spend').figure).toMatchObject({ method: 'measured', period: 'Nov 23, 2025 to Nov 23, 2026' });
  expect(years.behavior.populations.get('E1')!.valueAtStake.method).toBe('estimated');
});

test('a shop whose first order came four months ago has read all there is: it says since when', () => {
  const young = read(
    730,
    crowd.orders.filter(({ at }) => at >= NOW - 120 * DAY),
  );
  expect(young.row('threshold-vip-spend').name).toContain('in the 4 months since the first: ');
  expect(young.row('threshold-vip-spend').name).not.toContain('provisional');
  expect(young.row('threshold-vip-spend').figure.method).toBe('measured');
});

test('too few customers are said to be those of what was read', () => {
  expect(read(20).row('threshold-vip-spend').name).toMatch(/usual value: \d+ customers in the 20 days read, 100 are needed$/);
});

test('revenue of a planning window longer than what was read is unknown, and so is what rests on it', () => {
  const short = read(120, crowd.orders, { 'Planning window': 180 });
  for (const id of ['orders-window', 'revenue-window']) expect(short.row(id).figure.value).toEqual(unknown('only 4 months of orders were read'));
  for (const { valueAtStake } of short.behavior.populations.values()) if (isKnown(valueAtStake.value)) expect(valueAtStake.value.value).toBe(0);
  expect(isKnown(read(120, crowd.orders, { 'Planning window': 90 }).row('revenue-window').figure.value)).toBe(true);
});

test('two orders on one day are one purchase in figures and two orders for a rule: both stand there', () => {
  const doubled = crowd.orders.flatMap((one) => [one, { ...one, at: one.at - (one.at % DAY) + ((one.at + 60_000) % DAY) }]);
  const [once, twice] = [read(730), read(730, doubled)];
  const value = (of: ReturnType<typeof read>, id: string) => of.row(id).figure.value;
  expect(value(twice, 'orders')).toEqual(value(once, 'orders'));
  expect(twice.row('orders').figure.sample).toBe(`${formats.count(2 * parseInt(once.row('orders').figure.sample.replace(/,/g, ''), 10))} order events`);
  expect(twice.row('orders').figure.explanation).toContain('rules in Klaviyo count every order event');
  const orders = (of: ReturnType<typeof read>): number => {
    const told = value(of, 'threshold-vip-orders');
    return isKnown(told) ? told.value : NaN;
  };
  expect(orders(twice)).toBe(2 * orders(once) - 1);
  expect(twice.row('threshold-vip-orders').figure.explanation).toContain('Every order event counts, as in Klaviyo’s rules');
  // The window's own sample counts the window's events, not those of the look-back.
  expect(twice.row('orders-window').figure.sample).not.toBe(twice.row('orders').figure.sample);
});

test('Settings and Behavior count the same orders: by day where they were read, and no number where they were not all', () => {
  const long = read(730, crowd.orders, { 'Planning window': 90 });
  const last = crowd.orders.filter(({ at }) => at >= NOW - 90 * DAY).length;
  expect(long.row('orders-window').figure.sample).toBe(`${formats.count(last)} order events`);
  expect(long.behavior.state!.eventsOfLast(ORDER, 90)).toBe(last);
  expect([read(60).behavior.state!.eventsOfLast(ORDER, 90), long.behavior.state!.eventsOfLast('OTHER1', 90)]).toEqual([null, null]);
});

test('orders per buyer and campaigns a week keep the digits that mean something', () => {
  expect([figureNumber(2.8712, 'count'), figureText(2.8712, 'count', formats), figureText(0.0778, 'count', formats), figureText(12, 'count', formats)]).toEqual(
    [2.87, '2.87', '0.0778', '12'],
  );
});
