import { createFormats } from '../../../src/domain/text/format';
import fc from 'fast-check';
import { DAY, isKnown } from '../../../src/domain/account/known';
import { AudienceSizes, REACHABLE_BY_EMAIL, REACHABLE_BY_SMS } from '../../../src/domain/behavior/audience-sizes';
import { BehaviorState } from '../../../src/domain/behavior/behavior-state';
import type { BehaviorCollector } from '../../../src/domain/behavior/collector';
import { createCollector } from '../../../src/domain/behavior/collector';
import { factsOf } from '../../../src/domain/behavior/facts-of-profile';
import { wilson } from '../../../src/domain/behavior/interval';
import { evaluateRule } from '../../../src/domain/rule/evaluate';
import type { DateFilter } from '../../../src/domain/rule/filter';
import { EVERYONE, all, any, not } from '../../../src/domain/rule/rule';
import type { MetricCondition, Rule } from '../../../src/domain/rule/rule';
import type { Crowd } from '../../build/behavior-crowd';
import { CLICK, CROWD_NEEDS, NOW, ORDER, collectCrowd, crowdOf, crowdProfile, randomOf, rowsOf } from '../../build/behavior-crowd';

const days = (quantity: number): DateFilter => ({ type: 'date', operator: 'in-the-last', unit: 'day', quantity });
const older = (quantity: number): DateFilter => ({ type: 'date', operator: 'at-least', unit: 'day', quantity });
const ALL: DateFilter = { type: 'date', operator: 'alltime' };
function counted(
  metricId: string,
  operator: 'equals' | 'greater-than-or-equal' | 'less-than',
  value: number,
  timeframe: DateFilter,
  measurement: 'count' | 'sum' = 'count',
): MetricCondition {
  return { kind: 'metric', metricId, measurement, measure: { type: 'numeric', operator, value }, timeframe };
}
const sizesOf = (collector: BehaviorCollector): AudienceSizes =>
  new AudienceSizes(new BehaviorState(collector.kept(), NOW, [ORDER]), NOW, createFormats({ locale: 'en-US', currency: 'USD', timezone: 'UTC' }), (id) => id);
const value = (figure: { value: { value: number } | { unknown: string } }): number => (isKnown(figure.value) ? figure.value.value : Number.NaN);

/** Rules and what they mean, told of the raw crowd one person at a time. */
const RULES: readonly (readonly [string, Rule, (crowd: Crowd, profile: number) => boolean])[] = [
  ['subscribed and not suppressed', REACHABLE_BY_EMAIL, (crowd, profile) => crowd.people[profile]!.subscribed && !crowd.people[profile]!.suppressed],
  ['reachable by SMS', REACHABLE_BY_SMS, (crowd, profile) => crowd.people[profile]!.sms],
  ['bought in 60 days', counted(ORDER, 'greater-than-or-equal', 1, days(60)), (crowd, profile) => ordersOf(crowd, profile, 60).length >= 1],
  [
    'bought twice in a year and reachable',
    all([counted(ORDER, 'greater-than-or-equal', 2, days(365)), REACHABLE_BY_EMAIL]),
    (crowd, profile) => ordersOf(crowd, profile, 365).length >= 2 && crowd.people[profile]!.subscribed && !crowd.people[profile]!.suppressed,
  ],
  [
    'spent 200 in a year and not by SMS',
    all([counted(ORDER, 'greater-than-or-equal', 200, days(365), 'sum'), not(REACHABLE_BY_SMS)]),
    (crowd, profile) => ordersOf(crowd, profile, 365).reduce((sum, one) => sum + one.value!, 0) >= 200 - 1e-9 && !crowd.people[profile]!.sms,
  ],
  [
    'reachable, nothing bought and no click in 90 days',
    all([REACHABLE_BY_EMAIL, counted(ORDER, 'equals', 0, days(90)), counted(CLICK, 'equals', 0, days(90))]),
    (crowd, profile) =>
      crowd.people[profile]!.subscribed && !crowd.people[profile]!.suppressed && ordersOf(crowd, profile, 90).length === 0 && !clicked(crowd, profile, 90),
  ],
  [
    'lapsed or suppressed',
    any([
      all([counted(ORDER, 'greater-than-or-equal', 1, older(120)), counted(ORDER, 'equals', 0, days(120))]),
      { ...REACHABLE_BY_EMAIL, canReceive: false, subscription: 'any' } as Rule,
    ]),
    (crowd, profile) => (ordersOf(crowd, profile, 5000).length > 0 && ordersOf(crowd, profile, 120).length === 0) || crowd.people[profile]!.suppressed,
  ],
  ['never bought', counted(ORDER, 'equals', 0, ALL), (crowd, profile) => ordersOf(crowd, profile, 5000).length === 0],
];

const byPerson = new WeakMap<Crowd, { orders: Crowd['orders'][number][][]; clicks: number[][] }>();
function grouped(crowd: Crowd): { orders: Crowd['orders'][number][][]; clicks: number[][] } {
  let own = byPerson.get(crowd);
  if (own === undefined) {
    own = { orders: crowd.people.map(() => []), clicks: crowd.people.map(() => []) };
    for (const order of crowd.orders) own.orders[order.profile]!.push(order);
    for (const click of crowd.clicks) own.clicks[click.profile]!.push(click.at);
    byPerson.set(crowd, own);
  }
  return own;
}
const ordersOf = (crowd: Crowd, profile: number, within: number) => grouped(crowd).orders[profile]!.filter((order) => order.at >= NOW - within * DAY);
const clicked = (crowd: Crowd, profile: number, within: number): boolean => grouped(crowd).clicks[profile]!.some((at) => at >= NOW - within * DAY);
const truthOf = (crowd: Crowd, test: (crowd: Crowd, profile: number) => boolean): number => crowd.people.filter((_, profile) => test(crowd, profile)).length;

describe('where all profiles were read', () => {
  const crowd = crowdOf(11, 1500);
  const sizes = sizesOf(collectCrowd(crowd));

  test.each(RULES)('%s is counted exactly', (_, rule, test) => {
    const figure = sizes.size(rule);
    expect(value(figure)).toBe(truthOf(crowd, test));
    expect([figure.method, figure.low, figure.high]).toEqual(['measured', null, null]);
  });

  test('every rule is answered for every profile as the evaluator answers it', () => {
    const state = new BehaviorState(collectCrowd(crowd).kept(), NOW, [ORDER]);
    const own = new AudienceSizes(state, NOW, createFormats({ locale: 'en-US', currency: 'USD', timezone: 'UTC' }), (id) => id);
    const conditions = fc.oneof(
      fc
        .record({
          metricId: fc.constantFrom(ORDER, CLICK, 'OTHER'),
          operator: fc.constantFrom('equals', 'not-equals', 'greater-than', 'greater-than-or-equal', 'less-than', 'less-than-or-equal'),
          value: fc.nat(4),
          span: fc.nat(800),
          sum: fc.boolean(),
        })
        .map(
          ({ metricId, operator, value: number, span, sum }): Rule =>
            ({
              kind: 'metric',
              metricId,
              measurement: sum ? 'sum' : 'count',
              measure: { type: 'numeric', operator, value: sum ? number * 80 : number },
              timeframe: span > 780 ? ALL : span % 2 ? days(span) : older(span),
            }) as Rule,
        ),
      fc.constantFrom<Rule>(
        REACHABLE_BY_EMAIL,
        REACHABLE_BY_SMS,
        { kind: 'property', property: 'created', filter: older(100) },
        { kind: 'region', inRegion: true, region: 'european_union' },
        { ...REACHABLE_BY_EMAIL, filters: [{ field: 'status_date', filter: days(200) }] } as Rule,
        { kind: 'predicted-number', dimension: 'historic_clv', filter: { type: 'numeric', operator: 'greater-than', value: 1 } },
      ),
    );
    const rules: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
      rule: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        conditions,
        fc.array(tie('rule'), { maxLength: 3 }).map(all),
        fc.array(tie('rule'), { maxLength: 3 }).map(any),
        tie('rule').map(not),
      ),
    })).rule;
    fc.assert(
      fc.property(rules, (rule) => {
        const answers = own.answers(rule);
        for (let profile = 0; profile < state.count; profile += 29) {
          const wanted = evaluateRule(rule, factsOf(state, profile), NOW);
          // A certain answer is never another one; what the evaluator leaves open may be decided from what is known at least.
          const answer = answers[profile]! & 3;
          if (wanted !== null) expect(answer).toBe(wanted ? 1 : 2);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a rule that looks further back than was read is estimated, with bounds that hold whatever lay before', () => {
    const old = crowdOf(12, 400);
    const collector = createCollector(null);
    collector.begin({ ...CROWD_NEEDS, events: [{ metricId: ORDER, from: NOW - 200 * DAY, properties: [], value: true }] });
    collector.addEvents(
      ORDER,
      rowsOf(
        old,
        old.orders.filter((order) => order.at >= NOW - 200 * DAY),
      ),
    );
    collector.finish(ORDER, { from: NOW - 200 * DAY, to: NOW });
    collector.addProfiles(old.people.map((person) => crowdProfile(person, 1)));
    collector.finishProfiles(NOW);
    const figure = sizesOf(collector).size(counted(ORDER, 'equals', 0, ALL));
    const truth = truthOf(old, (crowd_, profile) => ordersOf(crowd_, profile, 5000).length === 0);
    expect(figure.method).toBe('estimated');
    expect(figure.low!).toBeLessThanOrEqual(truth);
    expect(figure.high!).toBeGreaterThanOrEqual(truth);
    expect(figure.explanation).toContain('further back');
    // Once bought is bought: more than was read cannot make it untrue.
    expect(value(sizesOf(collector).size(counted(ORDER, 'greater-than-or-equal', 1, ALL)))).toBeGreaterThan(0);
  });

  test('what was not read is unknown, with the reason', () => {
    expect(sizes.size(counted('OTHER', 'greater-than-or-equal', 1, days(30))).value).toEqual({ unknown: '“OTHER” events were not read' });
    expect(sizes.size({ kind: 'membership', isMember: true, groupIds: ['L1'] }).value).toEqual({
      unknown: 'members of lists and segments are not read one by one',
    });
  });
});

describe('where profiles were not read', () => {
  const crowd = crowdOf(13, 300);
  const collector = createCollector(null);
  collector.begin(CROWD_NEEDS);
  collector.addEvents(ORDER, rowsOf(crowd, crowd.orders));
  collector.finish(ORDER, { from: CROWD_NEEDS.events[0]!.from, to: NOW });
  const sizes = sizesOf(collector);

  test('what events decide is counted and consent is unknown', () => {
    expect(value(sizes.size(counted(ORDER, 'greater-than-or-equal', 1, days(60))))).toBe(
      truthOf(crowd, (own, profile) => ordersOf(own, profile, 60).length >= 1),
    );
    expect(sizes.size(REACHABLE_BY_EMAIL).value).toEqual({ unknown: 'profiles were not read' });
    expect(isKnown(sizes.sizes(counted(ORDER, 'greater-than-or-equal', 1, days(60)), 'email').reachable.value)).toBe(false);
  });
});

describe('where profiles are a sample', () => {
  test('what events decide is counted exactly all the same', () => {
    const crowd = crowdOf(14, 2000);
    const figure = sizesOf(collectCrowd(crowd, drawn(crowd, 200, 1))).size(counted(ORDER, 'greater-than-or-equal', 1, days(60)));
    expect(value(figure)).toBe(truthOf(crowd, (own, profile) => ordersOf(own, profile, 60).length >= 1));
    expect(figure.method).toBe('measured');
  });

  test('everyone is estimated as the sum of weights', () => {
    const crowd = crowdOf(15, 2000);
    expect(value(sizesOf(collectCrowd(crowd, drawn(crowd, 200, 1))).size(EVERYONE))).toBe(2000);
  });

  test('the 95 % interval holds the truth in at least 90 % of 240 draws, for every rule and for who of them is reachable', () => {
    const crowd = crowdOf(16, 1200);
    const hits = new Map<string, number>();
    const draws = 240;
    for (let seed = 0; seed < draws; seed += 1) {
      const sizes = sizesOf(collectCrowd(crowd, drawn(crowd, 150, seed)));
      for (const [name, rule, test] of RULES) {
        const figure = sizes.size(rule);
        const truth = truthOf(crowd, test);
        const inside = figure.low === null ? value(figure) === truth : figure.low <= truth && truth <= figure.high!;
        hits.set(name, (hits.get(name) ?? 0) + (inside ? 1 : 0));
        const reachable = sizes.sizes(rule, 'email').reachable;
        const reached = truthOf(crowd, (own, profile) => test(own, profile) && own.people[profile]!.subscribed && !own.people[profile]!.suppressed);
        hits.set(`${name}, reachable`, (hits.get(`${name}, reachable`) ?? 0) + (reachable.low! <= reached && reached <= reachable.high! ? 1 : 0));
      }
    }
    expect([...hits].filter(([, count]) => count / draws < 0.9)).toEqual([]);
    expect(hits.size).toBe(2 * RULES.length);
  });

  test('an unequally weighted sample is as honest', () => {
    const crowd = crowdOf(17, 1200);
    const truth = truthOf(crowd, RULES[3]![2]);
    let inside = 0;
    const draws = 120;
    for (let seed = 0; seed < draws; seed += 1) {
      const random = randomOf(seed * 7 + 1);
      const chosen = new Map<number, number>();
      // One in four of the older half, one in twelve of the newer.
      crowd.people.forEach((_, profile) => {
        const share = profile % 2 === 0 ? 1 / 4 : 1 / 12;
        if (random() < share) chosen.set(profile, 1 / share);
      });
      const figure = sizesOf(collectCrowd(crowd, chosen)).size(RULES[3]![1]);
      if (figure.low! <= truth && truth <= figure.high!) inside += 1;
    }
    expect(inside / draws).toBeGreaterThanOrEqual(0.9);
  });
});

function drawn(crowd: Crowd, size: number, seed: number): ReadonlyMap<number, number> {
  const random = randomOf(seed + 1);
  const order = crowd.people.map((_, profile) => [random(), profile] as const).sort((one, other) => one[0] - other[0]);
  return new Map(order.slice(0, size).map(([, profile]) => [profile, crowd.people.length / size]));
}

test('the interval of a share that was never seen is not empty, and closes when everything was seen', () => {
  expect(wilson(0, 20).high).toBeGreaterThan(0.1);
  expect(wilson(0, 20).low).toBe(0);
  expect(wilson(1, 5).low).toBeLessThan(0.6);
  expect(wilson(0.3, 100, 1)).toEqual({ share: 0.3, low: 0.3, high: 0.3 });
  expect(wilson(Number.NaN, 0)).toEqual({ share: Number.NaN, low: 0, high: 1 });
});
