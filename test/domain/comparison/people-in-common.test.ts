import { DAY } from '../../../src/domain/account/known';
import { BehaviorState } from '../../../src/domain/behavior/behavior-state';
import { Memberships } from '../../../src/domain/comparison/memberships';
import { peopleInCommon, type Named, type PeopleInCommon } from '../../../src/domain/comparison/people-in-common';
import type { Rule } from '../../../src/domain/rule/rule';
import { not } from '../../../src/domain/rule/rule';
import { NOW, ORDER, collectCrowd, type Crowd } from '../../build/behavior-crowd';

const orders = (value: number, days: number | null = null): Rule => ({
  kind: 'metric',
  metricId: ORDER,
  measurement: 'count',
  measure: { type: 'numeric', operator: 'greater-than-or-equal', value },
  timeframe: days === null ? { type: 'date', operator: 'alltime' } : { type: 'date', operator: 'in-the-last', unit: 'day', quantity: days },
});
const all = (...of: readonly Rule[]): Rule => ({ kind: 'all', of });

/** 100 people who came two years ago, each with one order so many days ago as `daysAgo` says; null for none. */
function account(daysAgo: (person: number) => number | null): BehaviorState {
  const people = Array.from({ length: 100 }, (_, place) => ({ id: `P${place}`, created: NOW - 729 * DAY, subscribed: true, suppressed: false, sms: false }));
  const crowd: Crowd = {
    people,
    clicks: [],
    orders: people.flatMap((_person, profile) => {
      const days = daysAgo(profile);
      return days === null ? [] : [{ profile, at: NOW - days * DAY, value: 20 }];
    }),
  };
  return new BehaviorState(collectCrowd(crowd).kept(), NOW, [ORDER]);
}

const compare = (state: BehaviorState, audience: Rule, segments: readonly Named[], days: readonly number[] = [0, 30, 60, 90]): PeopleInCommon =>
  peopleInCommon([{ id: 'WANTED', rule: audience }], segments, days, (daysAgo) => new Memberships(state, () => null, daysAgo));

describe('people in common', () => {
  test('a segment that holds the audience today only is as near as on its worst day', () => {
    // Everybody bought within 20 days: today "30 days" and "25 days" hold the same people, 30 days ago nobody had bought.
    const steady = account((person) => (person < 60 ? person % 20 : 200));
    const found = compare(steady, orders(1, 90), [
      { id: 'LONGER', rule: orders(1, 95) },
      { id: 'EVER', rule: orders(1) },
    ]);
    const [longer, ever] = found.ofAudience('WANTED');
    expect(longer).toMatchObject({ segmentId: 'LONGER', inIt: 1, beside: 0 });
    expect(longer!.days.map((day) => day.daysAgo)).toContain(0);
    expect(ever!.segmentId).toBe('EVER');
    expect(ever!.days[0]).toMatchObject({ daysAgo: 0, both: 60, first: 60, second: 100, inIt: 1, beside: 0.4 });
  });

  test('looks back where today agrees: thresholds that part people later are told apart', () => {
    // 40 bought today and 40 bought 45 days ago: "last 30" and "last 40" are the same people today, not 10 days ago.
    const parted = account((person) => (person < 40 ? 0 : person < 80 ? 65 : null));
    const near = compare(parted, orders(1, 30), [{ id: 'FORTY', rule: orders(1, 40) }]).ofAudience('WANTED')[0]!;
    expect(near.days.find((day) => day.daysAgo === 0)).toMatchObject({ inIt: 1, beside: 0 });
    expect(near.days.find((day) => day.daysAgo === 30)).toMatchObject({ first: 0, second: 40, beside: 1 });
    expect(near.beside).toBe(1);
  });

  test('knows nothing of segments whose members cannot be told', () => {
    const found = compare(
      account(() => 5),
      orders(1, 30),
      [{ id: 'LISTED', rule: { kind: 'membership', isMember: true, groupIds: ['L1'] } }],
    );
    expect(found.tells('LISTED')).toBe(false);
    expect(found.ofAudience('WANTED')).toEqual([]);
    expect(found.sizeOf('WANTED')).toBe(100);
  });

  test('names segments that make the audience together, and no more of them than it takes', () => {
    const state = account((person) => person);
    const band = (id: string, from: number, to: number): Named => ({ id, rule: all(orders(1, to), not(orders(1, from))) });
    const found = compare(state, orders(1, 60), [band('A', 0, 29), band('B', 29, 60), band('C', 40, 50), band('WIDE', 50, 99)], [0]);
    expect([...found.together('WANTED', 0.9)!].sort()).toEqual(['A', 'B']);
    expect(compare(state, orders(1, 60), [band('A', 0, 29), band('C', 40, 50)], [0]).together('WANTED', 0.9)).toBeNull();
  });
});
