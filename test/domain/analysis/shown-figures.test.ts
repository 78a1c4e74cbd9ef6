import type { Inventory } from '../../../src/domain/account/inventory';
import { DAY, isKnown, known } from '../../../src/domain/account/known';
import type { Known } from '../../../src/domain/account/known';
import { FALSE, TRUE } from '../../../src/domain/behavior/answer';
import { BehaviorState } from '../../../src/domain/behavior/behavior-state';
import { createCollector, shortId } from '../../../src/domain/behavior/collector';
import { OrderExpectation } from '../../../src/domain/behavior/expected-orders';
import type { Figure } from '../../../src/domain/behavior/figure';
import { forecastOrders } from '../../../src/domain/behavior/order-forecast';
import { orderHistory } from '../../../src/domain/behavior/order-history';
import { analyze } from '../../../src/domain/analysis/analyze';
import { figureNote } from '../../../src/domain/table/cell';
import { createFormats } from '../../../src/domain/text/format';
import type { Rule } from '../../../src/domain/rule/rule';
import type { Crowd } from '../../build/behavior-crowd';
import { CLICK, NOW, ORDER, collectCrowd, crowdInventory, crowdOf, crowdProfile, randomOf, rowsOf } from '../../build/behavior-crowd';
import { aSegment } from '../../build/inventory';

interface Shop {
  readonly zone: string;
  readonly currency: string;
  readonly months: number;
  readonly change?: (crowd: Crowd) => Crowd;
  readonly sample?: number;
  readonly settings?: Readonly<Record<string, number>>;
}

const SHOPS: readonly (readonly [string, Shop])[] = [
  ['Sydney, dollars, two years', { zone: 'Australia/Sydney', currency: 'AUD', months: 24 }],
  ['Los Angeles, a year', { zone: 'America/Los_Angeles', currency: 'USD', months: 12 }],
  ['Kiritimati, yen, half a year', { zone: 'Pacific/Kiritimati', currency: 'JPY', months: 6 }],
  ['Kathmandu, dinars of three places, a quarter', { zone: 'Asia/Kathmandu', currency: 'KWD', months: 3, settings: { 'Planning window': 30 } }],
  ['a sample of the profiles', { zone: 'UTC', currency: 'EUR', months: 24, sample: 150 }],
  [
    'nobody by email, some by SMS',
    { zone: 'UTC', currency: 'USD', months: 24, change: (crowd) => ({ ...crowd, people: crowd.people.map((one) => ({ ...one, subscribed: false })) }) },
  ],
  [
    'orders without value',
    { zone: 'UTC', currency: 'USD', months: 24, change: (crowd) => ({ ...crowd, orders: crowd.orders.map((one) => ({ ...one, value: null })) }) },
  ],
  [
    'a low cap and odd lifts',
    { zone: 'UTC', currency: 'XYZ', months: 24, settings: { 'Value cap (%)': 0.35, 'Lift for retention (%)': 12.25, 'Lift for revenue recovery (%)': 33.3 } },
  ],
];

/** Twice ordered, the last time within 300 days: an active repeat customer but for the days. */
const LOOSE = {
  condition_groups: [
    [2, { type: 'date', operator: 'alltime' }],
    [1, { type: 'date', operator: 'in-the-last', unit: 'day', quantity: 300 }],
  ].map(([value, timeframe]) => ({
    conditions: [
      {
        type: 'profile-metric',
        metric_id: ORDER,
        measurement: 'count',
        measurement_filter: { type: 'numeric', operator: 'greater-than-or-equal', value },
        timeframe_filter: timeframe,
        metric_filters: null,
      },
    ],
  })),
};

function looked({ zone, currency, months, change, sample, settings = {} }: Shop) {
  const crowd = (change ?? ((one: Crowd) => one))(crowdOf(41, 900, 0.5));
  const from = NOW - Math.round(months * 30.4) * DAY;
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
  for (const [id, events] of [
    [ORDER, crowd.orders],
    [CLICK, crowd.clicks],
  ] as const) {
    collector.addEvents(
      id,
      rowsOf(
        crowd,
        events.filter(({ at }) => at >= from),
      ),
    );
    collector.finish(id, { from, to: NOW });
  }
  const random = randomOf(5);
  const chosen = [...crowd.people.keys()]
    .map((at) => [random(), at] as const)
    .sort(([a], [b]) => a - b)
    .map(([, at]) => at)
    .slice(0, sample ?? crowd.people.length);
  collector.addProfiles(chosen.map((at) => crowdProfile(crowd.people[at]!, crowd.people.length / chosen.length)));
  collector.finishProfiles(NOW);
  const empty = crowdInventory();
  const inventory: Inventory = {
    ...empty,
    account: { ...empty.account, timezone: zone, currency },
    segments: known([
      aSegment('LOOSE', LOOSE as never, { name: 'Actives', members: known({ total: 54, added: 1, removed: 1, net: 0, days: 30, asOf: NOW, max: null }) }),
    ]),
  };
  const { behavior, coverage } = analyze(
    inventory,
    collector,
    Object.entries(settings).map(([name, value]) => ({ name, text: String(value) })),
  );
  return { inventory, behavior, coverage, formats: createFormats(inventory.account) };
}

const told = (figure: Known<Figure>): number | null => (isKnown(figure) && isKnown(figure.value.value) ? figure.value.value.value : null);
const plain = (words: string): number => Number(words.replace(/[^\d.]/g, ''));
const WORDS =
  /^([\d,]+) reachable by (email|SMS|push) × ([\d.,]+) of them without an order within (\d+) days anyway × ([\d.,]+) chance of one × ([\d.,]+)% more \([^)]*\) × (.+?) per order \([^)]*\)(?: × ([\d.]+) rounds in (\d+) days)?(?: = (.+?), capped at ([\d.,]+)% of (.+?) revenue of the last (\d+) days)?\. Chance of an order: (.*?)\.( A threshold of this audience is a usual value, so the amount is one too\.)?$/;

describe.each(SHOPS)('%s', (name, shop) => {
  const { behavior, coverage, formats, inventory } = looked(shop);

  test('nobody is reached who is not in the audience, on any row, in Gaps and in Behavior', () => {
    for (const row of [...coverage.recommendations, ...coverage.gaps]) {
      const [size, reach] = [told(row.size), told(row.reachable)];
      if (size !== null && reach !== null) expect(reach).toBeLessThanOrEqual(size);
    }
    for (const one of behavior.populations.values()) {
      for (const part of [one.reachable, one.reachableByEmail, one.reachableBySms]) {
        if (isKnown(part.value) && isKnown(one.profiles.value)) expect(part.value.value).toBeLessThanOrEqual(one.profiles.value.value);
      }
    }
    expect(coverage.recommendations.length).toBeGreaterThan(5);
  });

  test('the product that is shown comes out on a calculator, and so do its range and the chance of an order', () => {
    let shown = 0;
    for (const { valueInputs, valueAtStake, reachable } of behavior.populations.values()) {
      if (!isKnown(valueAtStake.value) || valueAtStake.value.value === 0 || valueInputs.startsWith('No money')) continue;
      const parts = WORDS.exec(valueInputs);
      if (parts === null) throw new Error(valueInputs);
      shown += 1;
      const [, people, , open, , each, lift, perOrder, rounds, , , cap, revenue, , how, working] = parts;
      expect(plain(people!)).toBe(isKnown(reachable.value) ? reachable.value.value : NaN);
      expect(plain(open!)).toBeCloseTo(1 - plain(each!), 2);
      const product = plain(people!) * plain(open!) * plain(each!) * (plain(lift!) / 100) * plain(perOrder!) * plain(rounds ?? '1');
      const most = cap === undefined ? Infinity : (plain(cap) / 100) * plain(revenue!);
      const near = (shownValue: number | null, factor: number): void => {
        if (!(Math.abs((shownValue ?? NaN) - Math.min(factor * product, most)) <= 0.011))
          expect([valueInputs, shownValue, factor * product, most]).toEqual('the same');
      };
      near(valueAtStake.value.value, 1);
      const sum = /\(([\d,]+) \+ 30 × ([\d.,]+)\) ÷ ([\d,]+) = ([\d.,]+)$/.exec(how!);
      if (sum !== null) expect(Number(((plain(sum[1]!) + 30 * plain(sum[2]!)) / plain(sum[3]!)).toPrecision(3))).toBe(plain(each!));
      if (sum !== null) expect(how).toContain(`${sum[1]} ordered since`);
      // An amount of a usual value has no range: half and one and a half of the lift would say that the rest is known.
      expect(valueAtStake.method === 'fallback').toBe(working !== undefined);
      if (working !== undefined) expect([valueAtStake.low, valueAtStake.high]).toEqual([null, null]);
      else {
        near(valueAtStake.low, 0.5);
        if (cap !== undefined || !valueAtStake.range!.includes('cap')) near(valueAtStake.high, 1.5);
      }
    }
    expect(shown > 3).toBe(name !== 'orders without value');
  });

  test('a range of an assumption is called that; certainty is said of measured intervals alone', () => {
    for (const { valueAtStake } of behavior.populations.values()) {
      const note = figureNote(valueAtStake, formats);
      expect(note).not.toContain('certainty');
      if (valueAtStake.low !== null) expect(note).toMatch(/^.* to .* if the lift is half or one and a half of [\d.]+%(, at most the cap)?\.$/m);
    }
    for (const { profiles } of behavior.populations.values()) {
      if (profiles.low !== null && profiles.method === 'estimated') expect(figureNote(profiles, formats)).not.toContain('certainty');
      if (profiles.method === 'sampled') expect(figureNote(profiles, formats)).toContain('With 95% certainty');
    }
  });

  test('days are the account’s, and the coming days lie in the future', () => {
    const today = formats.date(NOW);
    for (const { profiles } of behavior.populations.values()) expect(profiles.period).toBe(`as of ${today}`);
    for (const { figure } of behavior.figures) {
      for (const end of figure.period.match(/^(?!the coming)\S.* to (.+)$/)?.slice(1) ?? []) expect(end).toBe(today);
      const coming = /^the coming (\d+) days, (.+?) to (.+?)(;|$)/.exec(figure.period);
      if (coming !== null) expect(coming.slice(2, 4)).toEqual([today, formats.date(NOW + Number(coming[1]) * DAY)]);
    }
    expect(inventory.account.timezone).toBe(shop.zone);
  });

  test('a refresh shows size and reach of the rule that it proposes, and tells today’s members', () => {
    const row = coverage.recommendations.find(({ key }) => key === 'refresh:LOOSE');
    if (row === undefined) return;
    const population = behavior.populations.get(row.audienceId!)!;
    expect([row.size, row.reachable]).toEqual([known(population.profiles), known(population.reachable)]);
    expect(row.evidence).toMatch(/As it stands it has 54 members\.|Klaviyo counts 54 members/);
  });
});

test('an account whose segment is to be refreshed was among them', () => {
  expect(looked(SHOPS[0]![1]).coverage.recommendations.map(({ key }) => key)).toContain('refresh:LOOSE');
});

test('each audience is reached by its own channel, and where nobody can be mailed by SMS', () => {
  const channel = (shop: Shop, id: string) => looked(shop).behavior.populations.get(id)?.channel;
  expect(channel(SHOPS[0]![1], 'D1')).toBe('email');
  expect(channel(SHOPS[0]![1], 'K2')).toBe('sms');
  expect(channel(SHOPS[5]![1], 'D1')).toBe('sms');
  expect(told(known(looked(SHOPS[5]![1]).behavior.populations.get('D1')!.reachable))).toBeGreaterThan(0);
});

test('a message brings most where some order and many do not: next to nothing from those who order anyway, however often, and little from those who hardly ever do', () => {
  const base = crowdOf(43, 3000, 0);
  /** 1,000 repeat buyers as of 90 days ago, of whom `back` in a hundred have ordered `orders` times since and were reminded of nothing. */
  const buyers = (back: number, orders: number): Crowd => ({
    ...base,
    people: base.people.map((one) => ({ ...one, created: NOW - 500 * DAY, subscribed: true, suppressed: false })),
    orders: base.people.flatMap((_, profile) =>
      profile % 3 > 0
        ? []
        : [200, 150, 95, ...((profile / 3) % 100 < back ? Array.from({ length: orders }, (_two, at) => 80 - 20 * at) : [])].map((days) => ({
            profile,
            at: NOW - days * DAY,
            value: 50,
          })),
    ),
  });
  const measured = (crowd: Crowd) =>
    analyze(crowdInventory(), collectCrowd(crowd), [
      { name: 'Value cap (%)', text: '100' },
      { name: 'At-risk after days', text: '120' },
    ]).behavior.populations.get('D1')!;
  const [half, nearlyAll, often, few] = [measured(buyers(50, 1)), measured(buyers(92, 1)), measured(buyers(92, 3)), measured(buyers(2, 1))];
  const worth = (of: ReturnType<typeof measured>): number => told(known(of.valueAtStake))!;
  expect(half.reachable.value).toEqual(nearlyAll.reachable.value);
  expect(worth(half)).toBeGreaterThan(2 * worth(nearlyAll));
  expect(worth(half)).toBeGreaterThan(5 * worth(few));
  expect(worth(often)).toBe(worth(nearlyAll));
  expect(often.valueInputs).toContain('1,000 people who met the rule on Aug 25, 2026: 920 ordered since');
});

test('who became a profile and bought since is no proof that people without an order buy', () => {
  const base = crowdOf(44, 300, 0);
  const joined = (profile: number): boolean => profile % 2 === 0;
  const crowd: Crowd = {
    ...base,
    people: base.people.map((one, profile) => ({ ...one, created: NOW - (joined(profile) ? 40 : 500) * DAY })),
    orders: base.people.flatMap((_, profile) => (joined(profile) || profile === 1 ? [{ profile, at: NOW - 30 * DAY, value: 50 }] : [])),
  };
  const state = new BehaviorState(collectCrowd(crowd).kept(), NOW, [ORDER]);
  const orders = orderHistory(
    state,
    [state.metrics.get(ORDER)!],
    () => 0,
    () => null,
  );
  const of = new OrderExpectation({
    state,
    orders,
    ordersFrom: NOW - 700 * DAY,
    now: NOW,
    formats: createFormats(crowdInventory().account),
    forecast: forecastOrders(orders, NOW - 700 * DAY, 90, NOW, createFormats(crowdInventory().account)),
  });
  const notBought: Rule = { kind: 'property', property: "properties['quiz']", filter: { type: 'existence', operator: 'is-set' } } as never;
  const bought = new Set(crowd.orders.map(({ profile }) => shortId(crowd.people[profile]!.id)));
  const nobodyBought = state.ids.map((id) => (bought.has(id) ? FALSE : TRUE));
  // One of 150 who were there; with those who joined since it would be 151 of 300.
  expect(of.of(notBought, Uint8Array.from(nobodyBought), 90)!.chance.value).toBeCloseTo(1 / 150, 4);
});
