import { DAY, isKnown, known } from '../../../src/domain/account/known';
import type { Inventory } from '../../../src/domain/account/inventory';
import { createCollector } from '../../../src/domain/behavior/collector';
import type { BehaviorReading } from '../../../src/domain/behavior/figure';
import { measureBehavior } from '../../../src/domain/behavior/measure';
import type { MeasuredBehavior } from '../../../src/domain/behavior/measure';
import { parseAccount } from '../../../src/domain/model/parsed-account';
import { BEHAVIOR_SETTINGS } from '../../../src/domain/behavior/behavior-settings';
import { audienceOf } from '../../../src/domain/catalogue/catalogue';
import { proposeRule } from '../../../src/domain/catalogue/proposed-rule';
import { recognizeMetrics } from '../../../src/domain/catalogue/recognize-metrics';
import { ownLift } from '../../../src/domain/behavior/value-at-stake';
import { vipCut } from '../../../src/domain/behavior/spend-thresholds';
import type { SettingValue } from '../../../src/domain/settings/setting';
import { NOW, collectCrowd, crowdInventory, crowdOf } from '../../build/behavior-crowd';

type Settings = Readonly<Record<string, SettingValue>>;
const values = (settings: Settings): ReadonlyMap<string, SettingValue> => new Map(Object.entries(settings).map(([name, value]) => [name.toLowerCase(), value]));
function measure(collector: ReturnType<typeof createCollector>, settings: Settings = {}, inventory: Inventory = crowdInventory()): MeasuredBehavior {
  const own = values(settings);
  return measureBehavior(collector, parseAccount(inventory, own, NOW), recognizeMetrics(inventory, own), own);
}
const crowd = crowdOf(31, 1500);
const collected = collectCrowd(crowd);
const reading = measure(collected);
const figureOf = (of: BehaviorReading, id: string) => of.figures.find((one) => one.id === id)!.figure;
const parameter = (of: BehaviorReading, id: string, name: string) => of.parameters.get(id)!.find((one) => one.name === name)!;

describe('an empty account', () => {
  const empty = measure(createCollector(null), {}, { ...crowdInventory(), metrics: [] });

  test('is measured without a throw: unknown stays unknown, nothing becomes zero', () => {
    for (const id of ['orders', 'revenue', 'buyers', 'average-order-value', 'gap-any-80', 'consent-email']) {
      expect([id, isKnown(figureOf(empty, id).value)]).toEqual([id, false]);
    }
    expect(figureOf(empty, 'orders').value).toEqual({ unknown: 'The account has no Placed Order metric' });
    // What was not read has no period: not one from today to today.
    for (const { figure, topic } of empty.figures)
      if (topic === 'Orders' || topic === 'Repurchase') expect([figure.period, figure.sample]).toEqual(['none', 'none']);
    expect(isKnown(empty.windowRevenue.value)).toBe(false);
    expect(isKnown(empty.reachableBase.value)).toBe(false);
  });

  test('has no audience of buyers, each with its reason, and thresholds are usual values that say so', () => {
    expect(empty.planned.find(({ audience }) => audience.id === 'C1')!.proposed).toEqual({
      kind: 'not applicable',
      reason: 'The account has no Placed Order metric.',
    });
    expect(empty.populations.has('C1')).toBe(false);
    expect(figureOf(empty, 'threshold-active-window')).toMatchObject({ value: known(120), method: 'fallback' });
    expect(parameter(empty, 'H1', 'p95').value).toBe(240);
    expect(parameter(empty, 'I1', 'p95').value).toBe(180);
    expect(parameter(empty, 'H1', 'p80').because).toContain('0 cases in the account, 100 are needed');
  });
});

test('an account in which nobody ever came back keeps usual values', () => {
  const once = crowdOf(32, 800, 0.5, 0.5);
  const own = measure(collectCrowd(once));
  expect(figureOf(own, 'threshold-active-window').method).toBe('fallback');
  expect(figureOf(own, 'threshold-vip-spend').method).toBe('fallback');
});

test('what follows from a usual value is none of the account’s own: it says so, and a person’s own value mends it', () => {
  // Sixteen buyers, who cannot tell when a repeat buyer has lapsed.
  const few = collectCrowd(crowdOf(33, 40));
  const own = measure(few);
  expect(parameter(own, 'H1', 'p80')).toMatchObject({ working: true, figure: { method: 'fallback' } });
  const standIns = (of: MeasuredBehavior): readonly string[] =>
    [...of.populations.values()].flatMap(({ audienceId, valueAtStake, valueInputs }) => {
      const working = of.parameters.get(audienceId)!.some((one) => one.working === true);
      if (!isKnown(valueAtStake.value) || valueAtStake.value.value === 0) return [];
      expect([audienceId, valueAtStake.method, valueInputs.endsWith('A threshold of this audience is a usual value, so the amount is one too.')]).toEqual([
        audienceId,
        working ? 'fallback' : 'estimated',
        working,
      ]);
      return working ? [audienceId] : [];
    });
  expect(standIns(own).length).toBeGreaterThan(2);
  const set = measure(few, { 'At-risk after days': 100, 'Lapsed after days': 250, 'VIP spend': 200 });
  expect(parameter(set, 'H1', 'p80')).toMatchObject({ value: 100, figure: { method: 'set by a person' } });
  expect(standIns(set).length).toBeLessThan(standIns(own).length);
  expect(parameter(reading, 'H1', 'p80').working).toBeUndefined();
});

describe('thresholds follow on each other', () => {
  test('active before lapsed before lost, and a new customer before the second-order window', () => {
    const at = (id: string, name: string): number => Number(parameter(reading, id, name).value);
    expect(at('H1', 'p80')).toBeLessThan(at('H1', 'p95'));
    expect(at('I1', 'p95')).toBeLessThan(at('I1', 'lost'));
    expect(at('C2', 'p80_12')).toBeGreaterThan(30);
    expect(at('C3', 'lapse')).toBeGreaterThan(at('C3', 'p80_12'));
    expect(at('E3', 'near')).toBeLessThan(at('E3', 'vip_spend'));
  });

  test('also where a person sets one beyond the next', () => {
    const own = measure(collected, { 'At-risk after days': 300 });
    expect(parameter(own, 'H1', 'p80')).toMatchObject({ value: 300, because: 'set by a person (“At-risk after days”)' });
    expect(parameter(own, 'H1', 'p95')).toMatchObject({ value: 600, because: '600 days: twice the days after which a repeat buyer is at risk' });
    expect(Number(parameter(own, 'I1', 'lost').value)).toBeGreaterThan(600);
  });
});

test.each([
  ['At-risk after days', 77, 'D1', 'p80'],
  ['Lapsed after days', 333, 'I1', 'p95'],
  ['Lost after days', 900, 'I3', 'lost'],
  ['Second-order window', 66, 'C2', 'p80_12'],
  ['One-time buyers lapse after days', 444, 'C3', 'lapse'],
  ['Welcome window', 21, 'A3', 'welcome_days'],
  ['VIP spend', 1234, 'E1', 'vip_spend'],
  ['VIP orders', 9, 'E2', 'vip_orders'],
  ['High-value checkout', 88, 'B5', 'hv'],
  ['High order value', 99, 'E4', 'aov_p80'],
  ['High value so far', 77, 'H3', 'clv_p80'],
  ['High predicted value', 55, 'M1', 'pclv_p80'],
  ['High churn probability', 0.8, 'H2', 'churn'],
  ['Engaged days', 45, 'J4', 't'],
  ['Replenished product', 'Pads', 'F1', 'sku'],
  ['Replenishment from days', 10, 'F1', 'lo'],
  ['Replenishment to days', 20, 'F1', 'hi'],
  ['Main category', 'Bikes', 'G1', 'cat'],
  ['Cross-sell category', 'Helmets', 'G2', 'b'],
  ['Main country', 'Peru', 'L2', 'country'],
  ['Store postal codes', '1010', 'L3', 'zip'],
  ['Store country', 'at', 'L3', 'zip_country'],
])('the setting “%s” overrides what was measured', (name, value, audience, wanted) => {
  const own = parameter(measure(collected, { [name]: value }), audience, wanted);
  expect(own.value).toBe(name === 'Store country' ? 'AT' : value);
  expect(own.because).toContain('set by a person');
  expect(own.guess).toBeUndefined();
  expect(BEHAVIOR_SETTINGS.some((setting) => setting.name === name)).toBe(true);
});

describe('the VIP cut', () => {
  const year = (spend: readonly number[], orders: readonly number[]) => ({
    spend: Float64Array.from(spend),
    orders: Int32Array.from(orders),
    customers: spend.length,
    revenue: spend.reduce((sum, one) => sum + one, 0),
  });

  test('takes the fewest customers that bring half of revenue', () => {
    const cut = vipCut(
      year(
        [1100, 900, 300, 300, 300, 100, 100, 100, 100, 100, 100, 100, 50, 50, 50, 50, 50, 50, 50, 50],
        Array.from({ length: 20 }, () => 3),
      ),
    )!;
    expect(cut).toMatchObject({ spend: 900, customers: 2 });
    expect(cut.revenueShare).toBeCloseTo(2000 / 4000);
  });

  test('takes a twentieth at least and a fifth at most', () => {
    const flat = vipCut(
      year(
        Array.from({ length: 100 }, (_, at) => 100 + at),
        Array.from({ length: 100 }, () => 2),
      ),
    )!;
    expect(flat.customers).toBe(20);
    const steep = vipCut(
      year(
        [100_000, ...Array.from({ length: 99 }, (_, at) => 100 - at)],
        Array.from({ length: 100 }, () => 2),
      ),
    )!;
    expect(steep.customers).toBe(5);
  });

  test('a single big basket makes no VIP', () => {
    expect(vipCut(year([9000, 200, 150, 100, 50], [1, 2, 2, 2, 2]))!.spend).toBe(200);
    expect(vipCut(year([9000, 200], [1, 1]))).toBeNull();
  });
});

describe('value at stake', () => {
  const population = (of: BehaviorReading, id: string) => of.populations.get(id)!;
  const money = (of: BehaviorReading, id: string): number => {
    const { value } = population(of, id).valueAtStake;
    return isKnown(value) ? value.value : Number.NaN;
  };

  test('is reachable × who would not order × the chance of it × lift × own order value × cycles, and says so', () => {
    const own = population(reading, 'D1');
    const parts =
      /^([\d,]+) reachable by email × ([\d.]+) of them without an order within 90 days anyway × ([\d.]+) chance of one × 15% more \(usual value\) × \$([\d.]+) per order/.exec(
        own.valueInputs,
      )!;
    expect(parts).not.toBeNull();
    expect(Number(parts[1]!.replace(/,/g, ''))).toBe(isKnown(own.reachable.value) ? own.reachable.value.value : 0);
    expect(own.valueAtStake.method).toBe('estimated');
  });

  test('of one rule is the product of its plain inputs, counted over the raw orders', () => {
    const windowDays = 90;
    const then = NOW - windowDays * DAY;
    const p80 = Number(parameter(reading, 'D1', 'p80').value);
    const own = (profile: number) => crowd.orders.filter((order) => order.profile === profile);
    const meets = (profile: number, at: number): boolean => {
      const before = own(profile).filter((order) => order.at <= at);
      return before.length >= 2 && before.some((order) => order.at >= at - p80 * DAY);
    };
    const all = crowd.people.map((_, profile) => profile);
    const members = all.filter((profile) => meets(profile, then));
    const ordered = members.filter((profile) => own(profile).some((order) => order.at > then)).length;
    const now = all.filter((profile) => meets(profile, NOW));
    const reachable = now.filter((profile) => crowd.people[profile]!.subscribed && !crowd.people[profile]!.suppressed).length;
    const orders = now.flatMap(own);
    const orderValue = orders.reduce((sum, order) => sum + order.value!, 0) / orders.length;
    const chance = ordered / members.length;
    // Else the account could not tell orders from people who order.
    expect(members.flatMap(own).filter((order) => order.at > then).length).toBeGreaterThan(1.1 * ordered);
    const revenue = crowd.orders.filter((order) => order.at >= then).reduce((sum, order) => sum + order.value!, 0);
    const uncapped = measure(collected, { 'Value cap (%)': 100 });
    // A person who orders three times is won no more than one who orders once. Thirty imagined comparable people pull the chance a little.
    expect(money(uncapped, 'D1') / (reachable * (1 - chance) * chance * 0.15 * orderValue)).toBeGreaterThan(0.85);
    expect(money(uncapped, 'D1') / (reachable * (1 - chance) * chance * 0.15 * orderValue)).toBeLessThan(1.15);
    for (const id of reading.populations.keys()) expect(!(money(reading, id) > 0.03 * revenue + 0.01)).toBe(true);
  });

  test('goes up and down with the lift, and nothing is promised for routing and consent', () => {
    expect(money(measure(collected, { 'Lift for retention (%)': 0 }), 'D1')).toBe(0);
    expect(money(reading, 'A1')).toBe(0);
    expect(population(reading, 'A1').valueInputs).toBe('No money is counted: it protects reach or routes messages.');
  });

  test('is unknown where reachability is unknown', () => {
    const blind = createCollector(null);
    const kept = collectCrowd(crowd);
    kept.restartProfiles();
    const own = measure(kept);
    expect(isKnown(population(own, 'D1').valueAtStake.value)).toBe(false);
    expect(population(own, 'D1').valueInputs).toContain('were not read');
    expect(isKnown(measure(blind).averageOrderValue.value)).toBe(false);
  });

  test('takes the account’s own lift from five narrow and five broad campaigns on', () => {
    const campaign = (recipients: number, revenue: number) => ({
      channel: 'email',
      results: known({
        recipients,
        delivered: null,
        openRate: null,
        clickRate: null,
        conversions: null,
        conversionRate: null,
        revenue,
        revenuePerRecipient: null,
        spamComplaintRate: null,
        unsubscribeRate: null,
      }),
    });
    const account = (narrow: number) => ({
      ...crowdInventory(),
      campaigns: known([...Array.from({ length: narrow }, () => campaign(200, 60)), ...Array.from({ length: 5 }, () => campaign(900, 180))] as never),
    });
    expect(ownLift(account(5), 1000)).toEqual({ lift: expect.closeTo(0.5), narrow: 5, broad: 5 });
    expect(ownLift(account(4), 1000)).toBeNull();
    expect(ownLift(account(5), null)).toBeNull();
  });
});

test('a proposed rule carries the account’s own numbers, and its size is that of this very rule', () => {
  const recognized = recognizeMetrics(crowdInventory(), new Map());
  const proposed = proposeRule(audienceOf('D1')!, reading.parameters.get('D1')!, recognized);
  if (proposed.kind !== 'rule') throw new Error(proposed.reason);
  expect(JSON.stringify(proposed.definition)).toContain(`"quantity":${String(parameter(reading, 'D1', 'p80').value)}`);
});

test('measuring twice says the same', () => {
  expect(measure(collected)).toEqual(reading);
});
