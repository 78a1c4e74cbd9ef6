import { DAY, isKnown, known } from '../../../src/domain/account/known';
import type { Analysis } from '../../../src/domain/analysis/analyze';
import { Answering } from '../../../src/domain/behavior/answer-all';
import { counts } from '../../../src/domain/behavior/expected-orders';
import { buyingOf, forecastOrders } from '../../../src/domain/behavior/order-forecast';
import { equalReturn } from '../../../src/domain/behavior/window-bands';
import { recognizeMetrics } from '../../../src/domain/catalogue/recognize-metrics';
import { audienceOf } from '../../../src/domain/catalogue/catalogue';
import { proposeRule } from '../../../src/domain/catalogue/proposed-rule';
import { readWindows, windowsText } from '../../../src/domain/catalogue/windows-by-orders';
import { chanceOfOrder } from '../../../src/domain/prediction/bg-nbd';
import { createFormats } from '../../../src/domain/text/format';
import { NOW, ORDER, crowdInventory } from '../../build/behavior-crowd';
import type { Crowd } from '../../build/behavior-crowd';
import { buyingCrowd, historyOf } from '../../build/buying-law';
import { allTime, definition, did, inTheLast, never } from '../../build/definition';
import { aSegment } from '../../build/inventory';
import { analyzedCrowd } from '../../build/reach-account';

const formats = createFormats({ locale: 'en-US', currency: 'USD', timezone: 'UTC' });
const crowdOf = (seed: number): Crowd => buyingCrowd({ customers: 3000, days: 720, r: 0.8, alpha: 5, a: 0.6, b: 2.5, seed }).crowd;
const SHOP = crowdOf(5);
const switched = (to: 'Automatic' | 'Yes' | 'No', more: Record<string, string> = {}) => [
  { name: 'Window by number of orders', text: to },
  ...Object.entries(more).map(([name, text]) => ({ name, text })),
];
const row = ({ behavior }: Analysis, id: string) => behavior.figures.find((one) => one.id === id);
const valueOf = ({ behavior }: Analysis, audience: string, name: string) => behavior.parameters.get(audience)!.find((one) => one.name === name)!;

describe('windows at equal return', () => {
  const { orders } = historyOf(SHOP);
  const { model } = forecastOrders(orders, NOW - 730 * DAY, 90, NOW, formats);
  const { windows, limit } = equalReturn(orders, model!, NOW, 90, 120, { least: 5, most: 700 });
  const people = Array.from({ length: orders.starts.length - 1 }, (_, profile) => buyingOf(orders, profile, NOW)).flatMap((buying) =>
    buying === null || buying.repeats === 0
      ? []
      : [{ orders: buying.repeats + 1, silent: (buying.age - buying.last) * 7, chance: chanceOfOrder(model!, buying, 90 / 7) }],
  );
  const ofBand = ({ from, to }: { from: number; to: number | null }) => people.filter((one) => one.orders >= from && (to === null || one.orders <= to));

  test('touch, and part those of a band who are as likely as the limit from those who are less', () => {
    expect(windows.length).toBeGreaterThanOrEqual(2);
    expect([windows[0]!.from, windows[windows.length - 1]!.to]).toEqual([2, null]);
    windows.slice(1).forEach(({ from }, at) => expect(from).toBe(windows[at]!.to! + 1));
    for (const window of windows) {
      const cost = (days: number): number =>
        ofBand(window).reduce((sum, { silent, chance }) => sum + (silent >= days !== chance < limit ? Math.abs(chance - limit) : 0), 0);
      for (const days of [0.5, 0.75, 1.3, 1.8].map((factor) => Math.round(window.days * factor)))
        expect(cost(window.days)).toBeLessThanOrEqual(cost(days) + 0.5);
    }
  });

  test('flag about as many as one window for all', () => {
    const flagged = windows.reduce((sum, window) => sum + ofBand(window).filter(({ silent }) => silent >= window.days).length, 0);
    const single = people.filter(({ silent }) => silent >= 120).length;
    expect(Math.abs(flagged - single) / people.length).toBeLessThan(0.06);
  });
});

test('windows are read back as they are written; one window for all is none', () => {
  const windows = [
    { from: 1, to: 1, days: 200 },
    { from: 2, to: 2, days: 40 },
    { from: 3, to: 4, days: 140 },
    { from: 5, to: null, days: 1200 },
  ];
  expect(windowsText(windows)).toBe('1 order: 200 days; 2 orders: 40 days; 3 to 4 orders: 140 days; 5 orders or more: 1200 days');
  expect(readWindows(windowsText(windows))).toEqual(windows);
  expect([windowsText([]), readWindows('one for all'), readWindows('2 orders: 40 days'), readWindows('=2; 3')]).toEqual(['one for all', [], [], []]);
});

describe('the switch in Settings', () => {
  const [auto, forced, off] = (['Automatic', 'Yes', 'No'] as const).map((to) => analyzedCrowd({}, switched(to), null, SHOP)) as [Analysis, Analysis, Analysis];

  test('“Automatic” takes the windows exactly where they told better by a point on the last window, and says so with both scores', () => {
    const score = row(auto, 'window-bands-score')!;
    const { value, explanation } = score.figure;
    if (!isKnown(value)) throw new Error(value.unknown);
    const single = Number(/One window of \d+ days for all: ([\d.]+)%/.exec(explanation)![1]) / 100;
    const used = value.value >= single + 0.01;
    expect(Math.abs(value.value - single - 0.01)).toBeGreaterThan(0.0002);
    expect(score.name).toContain(used ? '(used)' : '(not used: one window for all is)');
    expect(valueOf(auto, 'H1', 'at_risk_by_orders').value === 'one for all').toBe(!used);
    expect(valueOf(auto, 'H1', 'at_risk_by_orders').because).toMatch(/windows by number of orders were right on [\d.]+% and one for all on [\d.]+%/);
  });

  test('“No” gives one window back, “Yes” takes them whatever the score', () => {
    expect(valueOf(off, 'H1', 'at_risk_by_orders')).toMatchObject({ value: 'one for all', because: 'as “Window by number of orders” in Settings says' });
    expect(row(off, 'window-bands-score')!.figure.value).toEqual({ unknown: 'as “Window by number of orders” in Settings says' });
    expect(readWindows(String(valueOf(forced, 'H1', 'at_risk_by_orders').value)).length).toBeGreaterThanOrEqual(2);
    const size = (of: Analysis): number => {
      const planned = of.behavior.populations.get('H1')!.profiles.value;
      return isKnown(planned) ? planned.value : Number.NaN;
    };
    expect(size(off)).not.toBe(size(forced));
  });

  test('used, active, at-risk and lapsed people are who a plain count by their own number of orders says, each in one audience', () => {
    const { state } = forced.behavior;
    const holds = (id: string): Uint8Array => {
      const proposed = proposeRule(audienceOf(id)!, forced.behavior.parameters.get(id)!, recognizeMetrics(crowdInventory(), new Map()));
      if (proposed.kind !== 'rule') throw new Error(proposed.reason);
      expect(proposed.definition.condition_groups.length).toBeLessThanOrEqual(8);
      expect(Math.max(...proposed.definition.condition_groups.map(({ conditions }) => conditions.length))).toBeLessThanOrEqual(3);
      return new Answering(state!, NOW).answer(proposed.core);
    };
    const [active, atRisk, lapsed] = ['D1', 'H1', 'I1'].map(holds) as [Uint8Array, Uint8Array, Uint8Array];
    const windows = readWindows(String(valueOf(forced, 'H1', 'at_risk_by_orders').value));
    const late = readWindows(String(valueOf(forced, 'I1', 'lapsed_by_orders').value));
    const [p95, lost] = ['p95', 'lost'].map((name) => Number(valueOf(forced, 'I1', name).value)) as [number, number];
    const of = (list: typeof windows, orders: number): number | undefined => [...list].reverse().find(({ from }) => orders >= from)?.days;
    const { index } = state!.metrics.get(ORDER)!;
    const counted = { active: 0, atRisk: 0, lapsed: 0 };
    for (let profile = 0; profile < state!.count; profile += 1) {
      const orders = index.starts[profile + 1]! - index.starts[profile]!;
      if (orders === 0) continue;
      const silent = (NOW / 1000 - index.seconds[index.starts[profile + 1]! - 1]!) / 86_400;
      const [early, gone] = [of(windows, orders) ?? 0, (orders > 1 ? of(late, orders) : undefined) ?? p95];
      const expected = {
        active: orders > 1 && silent <= early,
        atRisk: orders > 1 && silent > early && silent <= gone,
        lapsed: silent > gone && silent <= lost,
      };
      // A rule's day ends are the engine's: people within an hour of one are left out.
      if ([early, gone, lost].some((days) => Math.abs(silent - days) < 1)) continue;
      expect([profile, counts(active[profile]!), counts(atRisk[profile]!), counts(lapsed[profile]!)]).toEqual([
        profile,
        expected.active,
        expected.atRisk,
        expected.lapsed,
      ]);
      for (const key of ['active', 'atRisk', 'lapsed'] as const) counted[key] += expected[key] ? 1 : 0;
    }
    expect(Math.min(counted.active, counted.atRisk, counted.lapsed)).toBeGreaterThan(20);
  });

  test('a segment of one window for all is known to be for the same purpose', () => {
    const days = Number(valueOf(forced, 'H1', 'p80').value);
    const single = aSegment(
      'OLD',
      definition(did(ORDER, allTime, 2), did(ORDER, inTheLast(Number(valueOf(forced, 'H1', 'p95').value))), never(ORDER, inTheLast(days))),
      { name: 'Going quiet' },
    );
    const { coverage } = analyzedCrowd({ segments: known([single]) }, switched('Yes'), null, SHOP);
    const gap = coverage.gaps.find(({ audienceId }) => audienceId === 'H1')!;
    expect([gap.state === 'Missing', gap.matches.map(({ segmentId }) => segmentId)]).toEqual([false, ['OLD']]);
  });
});

test('where nothing tells windows by orders there is one, and the page says why: too few customers, no orders, a person’s own days', () => {
  const few = { ...SHOP, people: SHOP.people.slice(0, 18), orders: SHOP.orders.filter(({ profile }) => profile < 18) };
  const why = (crowd: Crowd, more = {}): unknown => {
    const found = analyzedCrowd({}, switched('Yes', more), null, crowd);
    expect(valueOf(found, 'H1', 'at_risk_by_orders').value).toBe('one for all');
    return valueOf(found, 'H1', 'at_risk_by_orders').because;
  };
  expect(why(few)).toBe('no model of repeat orders tells chances: a model needs 300 customers with 100 repeat orders between them');
  expect(why({ ...SHOP, orders: [] })).toMatch(/^(orders were not read|no model of repeat orders tells chances)/);
  expect(why(SHOP, { 'At-risk after days': '80' })).toBe('a person set the days for all');
});

test('on the last window of shops where customers differ, the windows flag no worse than one for all at about the same share', () => {
  const differences = [1, 2, 3, 4].flatMap((seed) => {
    const found = row(analyzedCrowd({}, [], null, crowdOf(seed)), 'window-bands-score')!.figure;
    const single = /One window of \d+ days for all: ([\d.]+)%/.exec(found.explanation);
    return isKnown(found.value) && single !== null ? [found.value.value - Number(single[1]) / 100] : [];
  });
  expect(differences.length).toBeGreaterThanOrEqual(3);
  expect(differences.reduce((sum, one) => sum + one, 0) / differences.length).toBeGreaterThan(-0.005);
});
