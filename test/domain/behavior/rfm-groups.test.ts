import fc from 'fast-check';
import { DAY, isKnown } from '../../../src/domain/account/known';
import { zoneOffset } from '../../../src/domain/account/local-day';
import { Answering } from '../../../src/domain/behavior/answer-all';
import { counts } from '../../../src/domain/behavior/expected-orders';
import { groupClauses } from '../../../src/domain/behavior/group-rules';
import type { Arm } from '../../../src/domain/catalogue/clause';
import { parseAccount } from '../../../src/domain/model/parsed-account';
import { parseSegmentDefinition } from '../../../src/domain/rule/parse-segment';
import { retention, retentionFigures } from '../../../src/domain/behavior/retention';
import { RFM_GROUPS, groupBuyers, groupFigures } from '../../../src/domain/behavior/rfm-groups';
import { createFormats } from '../../../src/domain/text/format';
import { NOW, ORDER, crowdInventory } from '../../build/behavior-crowd';
import type { Crowd } from '../../build/behavior-crowd';
import { buyingCrowd, historyOf } from '../../build/buying-law';

const formats = createFormats({ locale: 'en-US', currency: 'USD', timezone: 'UTC' });
const { crowd } = buyingCrowd({ customers: 2500, days: 700, r: 0.5, alpha: 6, a: 0.8, b: 2.5, seed: 5 });
const { orders, state } = historyOf(crowd);
const METRICS = { order: [ORDER] };
const NAMES = parseAccount(crowdInventory(), new Map(), NOW).names;
const rows = groupFigures(orders, NOW - 730 * DAY, 90, METRICS, NOW, formats, NAMES);
const value = (id: string): number => {
  const found = rows.find((one) => one.id === id)!.figure.value;
  return isKnown(found) ? found.value : NaN;
};
const sum = (of: (group: string) => number): number =>
  RFM_GROUPS.map((group) => of(group.toLowerCase().replace(/ /g, '-'))).reduce((total, one) => total + one, 0);

describe('RFM groups', () => {
  test('hold every buyer once, and all of the revenue between them', () => {
    expect(sum((id) => value(`group-${id}`))).toBe(new Set(crowd.orders.map(({ profile }) => profile)).size);
    expect(sum((id) => value(`group-${id}-revenue`))).toBeCloseTo(1, 10);
  });

  test('mean something: champions bring more each and return more often than who has gone quiet', () => {
    const each = (id: string): number => value(`group-${id}-revenue`) / value(`group-${id}`);
    expect(each('champions')).toBeGreaterThan(3 * each('gone-quiet'));
    expect(value('group-champions-return')).toBeGreaterThan(2 * value('group-gone-quiet-return'));
    expect(value('group-champions-return')).toBeGreaterThan(value('group-slipping-return'));
  });

  test('are judged by what was known then: whoever ordered since does not count as having been lately there', () => {
    const then = NOW - 90 * DAY;
    const cut = historyOf({ ...crowd, orders: crowd.orders.filter(({ at }) => at <= then) });
    const plain = new Map(groupBuyers(cut.orders, then).map(({ profile, group }) => [cut.state.ids[profile]!, group]));
    const { state } = historyOf(crowd);
    for (const { profile, group } of groupBuyers(orders, then))
      expect([state.ids[profile], plain.get(state.ids[profile]!)]).toEqual([state.ids[profile], group]);
  });

  test('tell where their members went, in shares of all of them', () => {
    const { explanation } = rows.find(({ id }) => id === 'group-champions-return')!.figure;
    const shares = [...explanation.matchAll(/(?:Champions|Loyal|Recent|Cooling|Slipping|Gone quiet) ([\d.]+)%/g)].map((one) => Number(one[1]));
    expect(Math.abs(shares.reduce((total, one) => total + one, 0) - 100)).toBeLessThanOrEqual(3);
  });

  test('are audiences: each has a rule that holds the same people, within what Klaviyo takes', () => {
    const groups = new Map(groupBuyers(orders, NOW).map(({ profile, group }) => [profile, group]));
    for (const group of RFM_GROUPS) {
      const { definition } = rows.find(({ id }) => id === `group-${group.toLowerCase().replace(/ /g, '-')}`)!;
      expect(definition!.condition_groups.length).toBeLessThanOrEqual(12);
      const answers = new Answering(state, NOW).answer(parseSegmentDefinition(definition!));
      let held = 0;
      for (let profile = 0; profile < state.count; profile += 1) {
        // A rule counts order events, a group purchases: who ordered twice on a day is left out here.
        const { index } = state.metrics.get(ORDER)!;
        if (index.starts[profile + 1]! - index.starts[profile]! !== orders.starts[profile + 1]! - orders.starts[profile]!) continue;
        expect([group, profile, counts(answers[profile]!)]).toEqual([group, profile, groups.get(profile) === group]);
        if (groups.get(profile) === group) held += 1;
      }
      expect(held).toBeGreaterThan(30);
    }
  });

  test('law: whatever the fifths, a group’s rule holds exactly who has its scores', () => {
    const limits = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 4 }).map((found) => found.sort((one, other) => one - other));
    const score = (cuts: readonly number[], value: number): number => 1 + cuts.filter((cut) => value > cut).length;
    fc.assert(
      fc.property(
        limits,
        limits,
        limits,
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        (silence, often, spend, days, count, sum) => {
          const holds = (arm: Arm): boolean => {
            if (arm.kind !== 'metric') throw new Error(arm.kind);
            const within = typeof arm.timeframe['quantity'] === 'number' ? days <= arm.timeframe['quantity'] : true;
            const value = !within ? 0 : arm.measurement === 'sum' ? sum : count;
            return arm.operator === 'greater-than-or-equal' ? value >= arm.value : arm.operator === 'less-than' ? value < arm.value : value === arm.value;
          };
          const own = RFM_GROUPS.filter((group) => groupClauses(group, { silence, orders: often, spend }).every((clause) => clause.some(holds)));
          const [recency, buying] = [6 - score(silence, days), score(often, count) + (spend === null ? score(often, count) : score(spend, sum))];
          const expected =
            recency >= 4
              ? buying >= 7
                ? 'Champions'
                : buying >= 5
                  ? 'Loyal'
                  : 'Recent'
              : recency === 3
                ? buying >= 5
                  ? 'Loyal'
                  : 'Cooling'
                : buying >= 5
                  ? 'Slipping'
                  : 'Gone quiet';
          expect(own).toEqual([expected]);
        },
      ),
    );
  });

  test('are told by orders alone where none carries a value: there are champions of gifts, too', () => {
    const gifts = historyOf({ ...crowd, orders: crowd.orders.map((order) => ({ ...order, value: 0 })) });
    const found = groupFigures(gifts.orders, NOW - 730 * DAY, 90, METRICS, NOW, formats, NAMES);
    const champions = found.find(({ id }) => id === 'group-champions')!;
    expect(isKnown(champions.figure.value) && champions.figure.value.value).toBeGreaterThan(30);
    expect(champions.figure.explanation).toContain('days since the last order and orders (they carry no value)');
    expect(JSON.stringify(champions.definition)).not.toContain('"sum"');
  });

  test('have no rule where orders come in as several metrics: none could add them up', () => {
    const found = groupFigures(orders, NOW - 730 * DAY, 90, { order: [ORDER, 'POS'] }, NOW, formats, NAMES);
    expect(found.filter(({ definition }) => definition !== undefined)).toEqual([]);
  });

  test('few buyers make no fifths, and a short history no past groups', () => {
    const few = historyOf({ ...crowd, orders: crowd.orders.filter(({ profile }) => profile < 60) });
    expect(groupFigures(few.orders, NOW - 730 * DAY, 90, METRICS, NOW, formats, NAMES)).toEqual([]);
    const short = groupFigures(orders, NOW - 120 * DAY, 90, METRICS, NOW, formats, NAMES);
    expect(short.filter(({ id, figure }) => id.endsWith('-return') && isKnown(figure.value))).toEqual([]);
  });
});

describe('retention by month of first order', () => {
  /** Ten first orders at half past midnight in Sydney on 1 March, of whom four come back within a month and two more within three. */
  const march = Date.UTC(2026, 1, 28, 13, 30);
  const people = Array.from({ length: 40 }, (_, profile): Crowd['people'][number] => ({
    id: `01H${String(profile).padStart(10, '0')}QWERTYUIOPASD`,
    created: march,
    subscribed: true,
    suppressed: false,
    sms: false,
  }));
  const shop = historyOf({
    people,
    clicks: [],
    orders: people.flatMap((_, profile) =>
      [march, ...(profile < 16 ? [march + 20 * DAY] : profile < 24 ? [march + 80 * DAY] : [])].map((at) => ({ profile, at, value: 10 })),
    ),
  });

  test('a month is the account’s: what is 1 March in Sydney is 28 February in UTC', () => {
    const months = ['Australia/Sydney', 'UTC'].map((zone) =>
      retention(shop.orders, -Infinity, zoneOffset(zone), NOW).map(({ month }) =>
        createFormats({ locale: 'en-US', currency: 'AUD', timezone: zone }).month(month),
      ),
    );
    expect(months).toEqual([['March 2026'], ['February 2026']]);
  });

  test('counts who came back of all of the month, and says nothing of days that not all have had', () => {
    const [cohort] = retention(shop.orders, -Infinity, zoneOffset('Australia/Sydney'), NOW);
    expect(cohort).toMatchObject({ customers: 40, again: [16, 16, 24, 24, null] });
    const early = retentionFigures(shop.orders, null, zoneOffset('Australia/Sydney'), march + 70 * DAY, formats);
    expect(early[0]!.figure.value).toEqual({ unknown: 'not all of them have had 90 days since their first order' });
    const [row] = retentionFigures(
      shop.orders,
      null,
      zoneOffset('Australia/Sydney'),
      NOW,
      createFormats({ locale: 'en-US', currency: 'AUD', timezone: 'Australia/Sydney' }),
    );
    expect(row).toMatchObject({
      id: 'retention-2026-03',
      name: 'First ordered in March 2026: share who ordered again within 90 days',
      figure: { value: { value: 0.6 }, sample: '40 first-time buyers' },
    });
    expect(row!.figure.explanation).toBe(
      'Ordered again, of all of the month: 40% within 30, 40% within 60, 60% within 90, 60% within 180 days. An order on another day counts.',
    );
  });

  test('whose first order may lie before what was read is left out', () => {
    expect(retention(shop.orders, march + DAY, zoneOffset('UTC'), NOW)).toEqual([]);
  });
});
