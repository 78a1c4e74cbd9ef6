import { DAY, isKnown } from '../../../src/domain/account/known';
import { measureBehavior } from '../../../src/domain/behavior/measure';
import { parseAccount } from '../../../src/domain/model/parsed-account';
import type { EventSeries } from '../../../src/local/klaviyo/account-data';
import { createSampleAccount } from '../../../src/local/demo/sample/sample-account';
import { feed } from '../../build/behavior-feed';

/**
 * Every threshold that the product shows and `truth.test.ts` does not hold yet, compared with plain loops over the raw events and
 * profiles, written from what each figure says of itself and sharing nothing with the product.
 */
const NOW = Date.UTC(2026, 10, 23, 10);
const account = createSampleAccount({ seed: 21, now: NOW, people: 2400 });
const people = Array.from({ length: account.profiles.size }, (_, index) => index).filter((index) => account.profiles.created(index) <= NOW);
const orderMetrics = [account.raw.metricIds.order, account.raw.metricIds.orderEu];
const settings = new Map([['metric for placed order', orderMetrics.join(', ')]]);
const fed = feed(account, settings);
const reading = measureBehavior(fed.collector, parseAccount(fed.inventory, settings, NOW), fed.recognized, settings);

const shown = (id: string): { value: number; method: string } => {
  const { value, method } = reading.figures.find((one) => one.id === id)!.figure;
  if (!isKnown(value)) throw new Error(`${id}: ${value.unknown}`);
  return { value: value.value, method };
};
const parameter = (audience: string, name: string): { value: unknown; because: string } => reading.parameters.get(audience)!.find((one) => one.name === name)!;

interface Raw {
  readonly person: number;
  readonly at: number;
  readonly value: number;
  readonly position: number;
}
/** Events of a metric that lie in the look-back, to the second. */
function eventsOf(id: string): readonly Raw[] {
  const series = account.events.get(id)!;
  const { from } = fed.needs.events.find((one) => one.metricId === id)!;
  const found: Raw[] = [];
  for (let position = 0; position < series.times.length; position += 1) {
    const at = Math.floor(series.times[position]! / 1000) * 1000;
    if (at >= from && at < NOW) found.push({ person: series.profiles[position]!, at, value: series.values![position]!, position });
  }
  return found;
}
const orderEvents = orderMetrics.flatMap((id) => eventsOf(id)).sort((one, other) => one.at - other.at);

/** Purchases of each person, oldest first: what is bought on one day of the account is one purchase; what is worth nothing is none. */
const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: account.account.timezone });
const purchases = Array.from({ length: account.profiles.size }, (): { at: number; value: number }[] => []);
for (const { person, at, value } of orderEvents) {
  if (!(value > 0)) continue;
  const own = purchases[person]!;
  const last = own[own.length - 1];
  if (last !== undefined && calendar.format(new Date(last.at)) === calendar.format(new Date(at))) last.value += value;
  else own.push({ at, value });
}

interface Wait {
  readonly days: number;
  readonly happened: boolean;
}
const wait = (from: number, to: number | undefined): Wait => ({ days: Math.max(1, Math.round(((to ?? NOW) - from) / DAY)), happened: to !== undefined });

/** Product-limit estimate, straight from its definition; drawn as long as ten people are still waited for. */
function curveOf(waits: readonly Wait[], horizon: number): readonly number[] {
  const curve = [0];
  let staying = 1;
  for (let day = 1; day <= horizon; day += 1) {
    let waiting = 0;
    let came = 0;
    for (const one of waits) {
      if (one.days >= day) waiting += 1;
      if (one.happened && one.days === day) came += 1;
    }
    if (waiting < 10) break;
    staying *= (waiting - came) / waiting;
    curve.push(1 - staying);
  }
  return curve;
}
const reachedAt = (curve: readonly number[], share: number): number =>
  curve.findIndex((reached, day) => day > 0 && reached >= share * curve[curve.length - 1]! - 1e-9);

/** The first order is known where nothing lies before the look-back, or half a year of it was quiet before. */
const readFrom = Math.max(...orderMetrics.map((id) => fed.needs.events.find((one) => one.metricId === id)!.from));
const beganLater = orderMetrics.every((id) => eventsOf(id)[0]!.at >= fed.needs.events.find((one) => one.metricId === id)!.from + 60 * DAY);
const knownFrom = beganLater ? 0 : readFrom + 180 * DAY;
const history = Math.min(730, Math.floor((NOW - (beganLater ? Math.min(...purchases.flat().map((one) => one.at)) : readFrom)) / DAY));
const toSecond = purchases.filter((own) => own.length > 0 && own[0]!.at >= knownFrom).map((own) => wait(own[0]!.at, own[1]?.at));
const toThird = purchases.filter((own) => own.length > 1 && own[0]!.at >= knownFrom).map((own) => wait(own[1]!.at, own[2]?.at));
const toFirst = people.flatMap((index): Wait[] => {
  const {
    email,
    emailConsent: { status, at },
  } = account.profiles.read(index);
  if (email === null || status !== 'SUBSCRIBED' || at === null) return [];
  const optedIn = Math.floor(at / 1000) * 1000;
  const first = purchases[index]![0]?.at;
  return optedIn < knownFrom || optedIn > NOW || (first !== undefined && first < optedIn) ? [] : [wait(optedIn, first)];
});

/** The value that a share of all does not exceed. */
function nth(values: readonly number[], fifths: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.ceil((fifths * sorted.length) / 5) - 1]!;
}

describe('how long it takes to order', () => {
  test.each([
    ['second', toSecond],
    ['third', toThird],
    ['first', toFirst],
  ] as const)('to the %s order, of those who do', (name, waits) => {
    const curve = curveOf(waits, history);
    expect(waits.filter((one) => one.happened).length).toBeGreaterThanOrEqual(100);
    expect([50, 80, 95].map((share) => shown(`gap-${name}-${share}`).value)).toEqual([50, 80, 95].map((share) => reachedAt(curve, share / 100)));
    expect(shown(`gap-${name}-ever`).value).toBeCloseTo(curve[curve.length - 1]!, 9);
  });

  test('the second-order window, and the lapse of those who bought once', () => {
    const curve = curveOf(toSecond, history);
    const happened = toSecond.filter((one) => one.happened).length;
    const [most, nearlyAll] = [reachedAt(curve, 0.8), reachedAt(curve, 0.95)];
    // Enough cases, a history of two cycles, and later than the month of a new customer: nothing but the curve decides.
    expect([happened >= 300, history >= 2 * most, most > 30, nearlyAll > most]).toEqual([true, true, true, true]);
    expect(shown('threshold-second-order-window')).toEqual({ value: most, method: 'measured' });
    expect(shown('threshold-one-time-lapse')).toEqual({ value: nearlyAll, method: 'measured' });
    expect(['p80_12', 'lapse'].map((name) => parameter('C3', name).value)).toEqual([most, nearlyAll]);
  });

  test('the welcome window', () => {
    const most = reachedAt(curveOf(toFirst, history), 0.8);
    expect([toFirst.filter((one) => one.happened).length >= 100, history >= 2 * most, most >= 7]).toEqual([true, true, true]);
    expect(shown('threshold-welcome-window')).toEqual({ value: most, method: 'measured' });
  });
});

test('the orders that make a VIP: the fewest in a year that at most a tenth of customers place, two at least', () => {
  const inYear = new Map<number, number>();
  for (const { person, at } of orderEvents) if (at >= NOW - 365 * DAY) inYear.set(person, (inYear.get(person) ?? 0) + 1);
  const counts = [...inYear.values()];
  let least = 2;
  while (counts.filter((count) => count >= least).length * 10 > counts.length) least += 1;
  expect(counts.length).toBeGreaterThanOrEqual(100);
  expect(shown('threshold-vip-orders')).toEqual({ value: least, method: 'measured' });
});

describe('what was ordered', () => {
  const { ordered } = account.raw.metricIds;
  const series = account.events.get(ordered)!;
  const items = eventsOf(ordered).map(({ position, ...one }) => ({ ...one, properties: series.properties(position) }));

  test('the account orders by this one metric', () => {
    expect(fed.recognized.byAlias.get('ordered')!.metricIds).toEqual([ordered]);
  });

  test('the product that is bought again most often, and when', () => {
    const moments = new Map<string, Map<number, number[]>>();
    for (const { person, at, properties } of items) {
      const name = properties['Name'] as string;
      const buyers = moments.get(name) ?? new Map<number, number[]>();
      moments.set(name, buyers.set(person, [...(buyers.get(person) ?? []), at]));
    }
    const cycles = [...moments]
      .map(([name, buyers]) => {
        const waits: Wait[] = [];
        for (const times of buyers.values()) {
          times.sort((one, other) => one - other);
          // Less than a day apart is one basket.
          times.forEach((at, place) => {
            if (place > 0 && at - times[place - 1]! >= DAY) waits.push(wait(times[place - 1]!, at));
          });
          waits.push(wait(times[times.length - 1]!, undefined));
        }
        const curve = curveOf(waits, 730);
        const from = reachedAt(curve, 0.4);
        return {
          name,
          from,
          to: Math.max(from + 1, reachedAt(curve, 0.75)),
          again: waits.filter((one) => one.happened).length,
          ever: curve[curve.length - 1]!,
        };
      })
      .filter((one) => one.again >= 30 && one.ever >= 0.15 && one.to <= 240)
      .sort((one, other) => other.again - one.again);
    expect(cycles.length).toBeGreaterThan(1);
    const best = cycles[0]!;
    expect(best.again).toBeGreaterThan(cycles[1]!.again);
    expect(['sku', 'lo', 'hi'].map((name) => parameter('F1', name).value)).toEqual([best.name, best.from, best.to]);
    expect(parameter('F1', 'sku').because).toBe(
      `bought again most often: ${best.again.toLocaleString('en-US')} times, by ${Math.round(best.ever * 100)}% of its buyers`,
    );
  });

  test('the category that brings the most, and the one to offer its buyers', () => {
    const revenue = new Map<string, number>();
    const buyers = new Map<string, Set<number>>();
    const everyone = new Set<number>();
    let total = 0;
    for (const { person, value, properties } of items) {
      total += value;
      // A shelf of the shop is no kind of product.
      for (const category of (properties['Collections'] as readonly string[]).filter((one) => one !== 'Bestsellers' && one !== 'Gifts')) {
        revenue.set(category, (revenue.get(category) ?? 0) + value);
        buyers.set(category, (buyers.get(category) ?? new Set()).add(person));
        everyone.add(person);
      }
    }
    const pairs: { bought: string; offer: string; lift: number; both: number }[] = [];
    for (const [bought, own] of buyers) {
      if (revenue.get(bought)! < 0.1 * total || own.size === everyone.size) continue;
      for (const [offer, others] of buyers) {
        const both = [...own].filter((person) => others.has(person)).length;
        if (offer !== bought && both >= 30 && both <= 0.8 * own.size)
          pairs.push({ bought, offer, both, lift: (both * everyone.size) / (own.size * others.size) });
      }
    }
    const best = pairs.sort((one, other) => other.lift - one.lift)[0]!;
    const top = [...revenue].filter(([, own]) => own <= 0.8 * total).sort((one, other) => other[1] - one[1])[0]![0];
    expect([parameter('G2', 'a').value, parameter('G2', 'b').value, parameter('G1', 'cat').value]).toEqual([best.bought, best.offer, top]);
    expect(parameter('G2', 'b').because).toBe(`buyers of ${best.bought} buy it ${best.lift.toFixed(1)} times as often as others (${best.both} people)`);
    expect(parameter('G2', 'a').because).toBe(
      `${Math.round((revenue.get(best.bought)! / total) * 100)}% of what was sold, bought by ${buyers.get(best.bought)!.size.toLocaleString('en-US')} people`,
    );
  });
});

describe('the top fifth by Klaviyo’s own figures', () => {
  const predicted = people.flatMap((index) => account.profiles.read(index).predictions ?? []);
  const placed = (least: number): typeof predicted => predicted.filter((one) => (one.historic_number_of_orders ?? 0) >= least);
  test.each([
    ['order-value', placed(1).map((one) => one.average_order_value)],
    ['historic-value', placed(1).map((one) => one.historic_clv)],
    ['predicted-value', predicted.map((one) => one.predicted_clv)],
  ])('%s', (id, all) => {
    const values = all.filter((value): value is number => value !== null);
    expect(values.length).toBeGreaterThanOrEqual(100);
    const cut = nth(values, 4);
    // The account tells cents, so nothing is lost.
    expect(Number(cut.toFixed(2))).toBe(cut);
    expect(shown(`threshold-${id}`)).toEqual({ value: cut, method: 'measured' });
  });
});

test('a cut of whole cents is shown as it is', () => {
  const CUT = 64.1;
  // 100 times 64.1 is a hair less than 6410.
  const read = (index: number): ReturnType<typeof account.profiles.read> => {
    const profile = account.profiles.read(index);
    return { ...profile, predictions: profile.predictions && { ...profile.predictions, predicted_clv: CUT } };
  };
  expect(CUT * 100).toBeLessThan(6410);
  const other = feed({ ...account, profiles: { ...account.profiles, read } }, settings);
  const { figures } = measureBehavior(other.collector, parseAccount(other.inventory, settings, NOW), other.recognized, settings);
  expect(figures.find((one) => one.id === 'threshold-predicted-value')!.figure.value).toEqual({ value: CUT });
});

test('a product sold by two shops is bought again in either', () => {
  const { ordered } = account.raw.metricIds;
  const series = account.events.get(ordered)!;
  const half = (rest: number, metricId: string): EventSeries => {
    const kept = Array.from(series.times.keys()).filter((position) => position % 2 === rest);
    return {
      metricId,
      times: Float64Array.from(kept, (at) => series.times[at]!),
      profiles: Uint32Array.from(kept, (at) => series.profiles[at]!),
      values: Float64Array.from(kept, (at) => series.values![at]!),
      properties: (position) => series.properties(kept[position]!),
      attribution: () => null,
    };
  };
  const metric = account.metrics.find((one) => one.id === ordered)!;
  const both = new Map([...settings, ['metric for ordered product', `${ordered}, SECOND`]]);
  const split = feed(
    {
      ...account,
      metrics: [...account.metrics, { ...metric, id: 'SECOND' }],
      events: new Map([...account.events, [ordered, half(0, ordered)], ['SECOND', half(1, 'SECOND')]]),
    },
    both,
  );
  expect(split.recognized.byAlias.get('ordered')!.metricIds).toEqual([ordered, 'SECOND']);
  const { parameters } = measureBehavior(split.collector, parseAccount(split.inventory, both, NOW), split.recognized, both);
  const told = (of: typeof parameters): readonly (readonly unknown[])[] =>
    ['F1', 'G1', 'G2'].flatMap((id) => of.get(id)!.map(({ name, value, because }) => [name, value, because]));
  expect(told(parameters)).toEqual(told(reading.parameters));
});

test('recency, orders and spend of buyers in fifths', () => {
  const buyers = purchases
    .filter((own) => own.length > 0)
    .map((own) => ({ recency: (NOW - own[own.length - 1]!.at) / DAY, orders: own.length, spend: own.reduce((sum, one) => sum + one.value, 0) }));
  const cuts = (of: 'recency' | 'orders' | 'spend'): readonly number[] =>
    [1, 2, 3, 4].map((fifths) =>
      nth(
        buyers.map((one) => one[of]),
        fifths,
      ),
    );
  const [recency, orders, spend] = [cuts('recency'), cuts('orders'), cuts('spend')];
  // Fifths by orders fall together where most bought as often: then 2, 3, 4 and 6 orders part them.
  const from = new Set(orders).size === 4 ? orders.map((one) => one + 1) : [2, 3, 4, 6];
  expect(shown('rfm-recency-5').value).toBe(recency[0]);
  expect(shown('rfm-recency-1').value).toBe(recency[3]);
  expect(shown('rfm-frequency-5').value).toBe(from[3]);
  expect(shown('rfm-spend-5').value).toBeCloseTo(spend[3]!, 6);
  expect(shown('rfm-best').value).toBe(buyers.filter((one) => one.recency <= recency[1]! && one.orders >= from[2]! && one.spend > spend[2]! + 1e-6).length);
  const counts = [
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 5],
    [6, Infinity],
  ].map(([least, most]) => buyers.filter((one) => one.orders >= least! && one.orders <= most!).length);
  expect([1, 2, 3, 4, 5].map((at) => shown(`rfm-orders-${at}`).value)).toEqual(counts);
});

test('the engaged days follow from how often email campaigns go out', () => {
  const sent = account.campaigns.filter(
    (one) => one.channel === 'email' && one.status === 'Sent' && one.sendTime !== null && one.sendTime >= NOW - 90 * DAY && one.sendTime <= NOW,
  );
  const perWeek = sent.length / (90 / 7);
  expect(sent.length).toBeGreaterThan(0);
  expect(shown('campaigns-per-week').value).toBeCloseTo(perWeek, 9);
  expect(shown('threshold-engaged-days')).toEqual({ value: perWeek >= 5 ? 30 : perWeek >= 2 ? 60 : 90, method: 'measured' });
});

test('the rest follow from those: twice, a month more, three fifths', () => {
  const value = (id: string): number => shown(`threshold-${id}`).value;
  expect(value('lost')).toBe(Math.max(365, 2 * value('lapsed')));
  expect(value('reactivation-gap')).toBe(value('lapsed') + 30);
  expect(value('near-vip-spend')).toBe(Math.floor(0.6 * value('vip-spend')));
  // No account tells this one: a band in use, and called so.
  expect(shown('threshold-churn-probability')).toEqual({ value: 0.66, method: 'fallback' });
});

test('no threshold is shown that neither this file nor the other holds', () => {
  expect(
    reading.figures
      .filter((one) => one.topic === 'Thresholds')
      .map((one) => one.id.slice('threshold-'.length))
      .sort(),
  ).toEqual([
    'active-window',
    'checkout-value',
    'churn-probability',
    'engaged-days',
    'historic-value',
    'lapsed',
    'lost',
    'near-vip-spend',
    'one-time-lapse',
    'order-value',
    'predicted-value',
    'reactivation-gap',
    'second-order-window',
    'vip-orders',
    'vip-spend',
    'welcome-window',
  ]);
});
