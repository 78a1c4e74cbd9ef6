import { DAY } from '../../../src/domain/account/known';
import type { Analysis } from '../../../src/domain/analysis/analyze';
import { groupBuyers } from '../../../src/domain/behavior/rfm-groups';
import { behaviorTab } from '../../../src/domain/report/behavior-tab';
import { NO_HISTORY } from '../../../src/domain/report/history';
import { createContext } from '../../../src/domain/report/report-context';
import { returnChart } from '../../../src/domain/report/return-chart';
import { NOW } from '../../build/behavior-crowd';
import type { Crowd } from '../../build/behavior-crowd';
import { buyingCrowd } from '../../build/buying-law';
import { analyzedCrowd } from '../../build/reach-account';
import { aReport } from '../../build/report-input';

const { crowd: SHOP } = buyingCrowd({ customers: 2500, days: 700, r: 0.5, alpha: 6, a: 0.8, b: 2.5, seed: 5 });
const analysed = (crowd: Crowd): Analysis => analyzedCrowd({}, [], null, crowd);
const shop = analysed(SHOP);
/** Eighteen customers. */
const few = analysed({ ...SHOP, people: SHOP.people.slice(0, 18), orders: SHOP.orders.filter(({ profile }) => profile < 18) });
/** A list brought in from elsewhere: nobody has ordered. */
const imported = analysed({ ...SHOP, orders: [] });
/** Gifts: every order without a value. */
const gifts = analysed({ ...SHOP, orders: SHOP.orders.map((order) => ({ ...order, value: 0 })) });

const reportOf = ({ behavior, inventory }: Analysis, entries: readonly number[] = []) =>
  aReport({
    now: NOW,
    behavior,
    inventory,
    history: { ...NO_HISTORY, entries: entries.map((at) => ({ at, stages: {}, actions: {}, statuses: {}, values: {} })) },
  });

/** Days of a person's orders, in order. */
const ordersOf = new Map<number, number[]>();
for (const { profile, at } of [...SHOP.orders].sort((one, other) => one.at - other.at)) {
  const own = ordersOf.get(profile) ?? [];
  if (own.length === 0 || Math.floor(own[own.length - 1]! / DAY) < Math.floor(at / DAY)) own.push(at);
  ordersOf.set(profile, own);
}

describe('the map of retention', () => {
  const { top } = behaviorTab(reportOf(shop));

  test('says of each month of first order what a plain count says, and is grey where a month is too young', () => {
    expect(top!.title).toBe('Who orders again, by month of first order');
    expect(top!.headers.map(({ value }) => value)).toEqual(['First ordered', 'First-time buyers', '30 days', '60 days', '90 days', '180 days', '365 days']);
    const month = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' });
    for (const row of top!.rows) {
      const own = [...ordersOf.values()].filter(([first]) => month.format(first) === row[0]!.value);
      expect([row[0]!.value, row[1]!.value]).toEqual([row[0]!.value, own.length]);
      [30, 60, 90, 180, 365].forEach((days, step) => {
        const value = row[2 + step]!.value;
        if (value === null) {
          expect(own.some(([first]) => first! + (days + 31) * DAY > NOW)).toBe(true);
          return;
        }
        expect(value).toBeCloseTo(own.filter(([first, second]) => second !== undefined && second - first! <= days * DAY).length / own.length, 3);
      });
    }
    // Orders were read for 730 days: whole months from half a year later on, up to the last that has had 30 days.
    expect([top!.rows[0]![0]!.value, top!.rows[top!.rows.length - 1]![0]!.value]).toEqual(['June 2025', 'September 2026']);
    expect(top!.rows[top!.rows.length - 1]!.map(({ value }) => value).slice(3)).toEqual([null, null, null, null]);
  });

  test('is not drawn where there is nothing to see, and says why', () => {
    const lines = (of: Analysis) => [behaviorTab(reportOf(of)).top!.rows.length, behaviorTab(reportOf(of)).top!.lines[0]];
    const young = 'Not shown yet: no month has 30 first-time buyers whose first order is 30 days ago or more.';
    expect(lines(few)).toEqual([0, young]);
    expect(lines(imported)).toEqual([0, young]);
    expect(lines(gifts)[0]).toBe(top!.rows.length);
  });
});

describe('the chart of who comes back', () => {
  test('shows each stretch of silence as a plain count does, with the color changing at the cut', () => {
    const [chart] = returnChart(createContext(reportOf(shop)));
    const { cut } = shop.behavior.customers!.returnCurve!;
    const then = NOW - 90 * DAY;
    const people = [...ordersOf.values()].flatMap((own) => {
      const before = own.filter((at) => at <= then);
      return before.length < 2 ? [] : [{ silent: (then - before[before.length - 1]!) / DAY, returned: own.some((at) => at > then && at <= NOW) }];
    });
    for (const [range, early, late] of chart!.rows) {
      const [from, to] = String(range!.value).split('–').map(Number);
      const own = people.filter(({ silent }) => silent >= from! && silent < to! + 1);
      expect((early!.value as number) + (late!.value as number)).toBeCloseTo(own.filter(({ returned }) => returned).length / own.length, 3);
      expect(from! < cut! ? late!.value : early!.value).toBe(0);
    }
    expect(chart!.rows.some(([range]) => String(range!.value).startsWith(`${cut}–`))).toBe(true);
  });

  test('is left out where it would say nothing', () => {
    for (const account of [few, imported]) expect(returnChart(createContext(reportOf(account)))).toEqual([]);
  });
});

describe('movement between groups since the last refresh', () => {
  const moves = (of: Analysis, entries: readonly number[]) => {
    const { columns, rows } = behaviorTab(reportOf(of, entries));
    const at = (header: string) => columns.findIndex((column) => column.header === header);
    return rows
      .filter((row) => String(row[1]!.value).includes('still in it of those who were at the last refresh'))
      .map((row) => [row[at('Figure')]!.value, row[at('Value')]!.value, row[at('Explanation')]!.value]);
  };

  test('says nothing at the first refresh, and from the second on who stayed, left and joined', () => {
    expect(moves(shop, [])).toEqual([]);
    expect(moves(few, [NOW - 30 * DAY])).toEqual([]);
    const found = moves(shop, [NOW - 60 * DAY, NOW - 30 * DAY]);
    const { orders } = shop.behavior.customers!;
    const [then, today] = [groupBuyers(orders, NOW - 30 * DAY), new Map(groupBuyers(orders, NOW).map(({ profile, group }) => [profile, group]))];
    const was = then.filter(({ group }) => group === 'Champions');
    const champions = found.find(([name]) => String(name).startsWith('Champions'))!;
    expect(champions[0]).toBe('Champions: still in it of those who were at the last refresh, Oct 24, 2026');
    expect(champions[1]).toBe(was.filter(({ profile }) => today.get(profile) === 'Champions').length);
    const loyal = was.filter(({ profile }) => today.get(profile) === 'Loyal').length;
    expect(String(champions[2])).toMatch(loyal > 0 ? new RegExp(`^Left it, now in: .*Loyal ${loyal}\\b`) : /^/);
    expect(found).toHaveLength(6);
  });
});
