import fc from 'fast-check';
import { DAY } from '../../../src/domain/account/known';
import { BehaviorState } from '../../../src/domain/behavior/behavior-state';
import { bitSet, addTo, countBoth, countOf, eachOf, everyone, has } from '../../../src/domain/comparison/bit-set';
import { Memberships } from '../../../src/domain/comparison/memberships';
import type { MetricCondition, Rule } from '../../../src/domain/rule/rule';
import { not } from '../../../src/domain/rule/rule';
import { CLICK, NOW, ORDER, collectCrowd, crowdOf, type Crowd, type CrowdPerson } from '../../build/behavior-crowd';

const count = (metricId: string, operator: 'greater-than-or-equal' | 'equals', value: number, days: number | null): MetricCondition => ({
  kind: 'metric',
  metricId,
  measurement: 'count',
  measure: { type: 'numeric', operator, value },
  timeframe: days === null ? { type: 'date', operator: 'alltime' } : { type: 'date', operator: 'in-the-last', unit: 'day', quantity: days },
});
const SUBSCRIBED: Rule = { kind: 'consent', channel: 'email', canReceive: true, subscription: 'subscribed' };
const REPEAT: Rule = count(ORDER, 'greater-than-or-equal', 2, null);
const RECENT: Rule = count(ORDER, 'greater-than-or-equal', 1, 60);

const noGroups = (): null => null;
const membershipsOf = (crowd: Crowd, daysAgo: number, chosen: ReadonlyMap<number, number> | null = null): Memberships =>
  new Memberships(new BehaviorState(collectCrowd(crowd, chosen).kept(), NOW, [ORDER]), noGroups, daysAgo);

/** The raw truth: who was there on the day, with what they had done by then. */
function truth(crowd: Crowd, daysAgo: number, meets: (person: CrowdPerson, orders: readonly number[]) => boolean): Set<number> {
  const at = NOW - daysAgo * DAY;
  const orders = crowd.people.map((): number[] => []);
  for (const { profile, at: when } of crowd.orders) if (when <= at) orders[profile]!.push((at - when) / DAY);
  return new Set(crowd.people.flatMap((person, profile) => (person.created <= at && meets(person, orders[profile]!) ? [profile] : [])));
}

describe('bit sets', () => {
  test('hold what a set holds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.array(fc.nat(199)), fc.array(fc.nat(199)), (size, one, other) => {
        const [left, right] = [one, other].map((places) => new Set(places.filter((place) => place < size)));
        const [first, second] = [left!, right!].map((places) => {
          const set = bitSet(size);
          places.forEach((place) => addTo(set, place));
          return set;
        });
        const seen: number[] = [];
        eachOf(first!, (place) => seen.push(place));
        expect(seen).toEqual([...left!].sort((a, b) => a - b));
        expect(countOf(first!)).toBe(left!.size);
        expect(countBoth(first!, second!)).toBe([...left!].filter((place) => right!.has(place)).length);
        expect(countBoth(first!, everyone(size))).toBe(left!.size);
        expect(countOf(everyone(size))).toBe(size);
        expect([...left!].every((place) => has(first!, place))).toBe(true);
      }),
    );
  });
});

describe('who meets which rule', () => {
  const crowd = crowdOf(3, 900);

  test.each([0, 30, 60, 90])('equals a plain count, %d days ago', (daysAgo) => {
    const people = membershipsOf(crowd, daysAgo);
    const repeat = truth(crowd, daysAgo, (_person, orders) => orders.length >= 2);
    const recent = truth(crowd, daysAgo, (_person, orders) => orders.some((days) => days <= 60));
    const lapsed = truth(crowd, daysAgo, (_person, orders) => orders.length >= 2 && !orders.some((days) => days <= 60));
    expect(people.shared(people.membersOf(REPEAT)!, people.membersOf(RECENT)!)).toEqual({
      both: [...repeat].filter((profile) => recent.has(profile)).length,
      first: repeat.size,
      second: recent.size,
    });
    expect(people.sizeOf(people.membersOf({ kind: 'all', of: [REPEAT, not(RECENT)] })!)).toBe(lapsed.size);
    expect(people.sizeOf(people.membersOf({ kind: 'any', of: [not(REPEAT), RECENT] })!)).toBe(people.people - lapsed.size);
  });

  test('counts consent of past days for those in whose consent nothing changed, and says nothing where that is too many', () => {
    const today = membershipsOf(crowd, 0);
    expect(today.sizeOf(today.membersOf(SUBSCRIBED)!)).toBe(crowd.people.filter((person) => person.subscribed && !person.suppressed).length);
    // Everybody here opted in on the day they came: whoever was there 60 days ago had not changed since, but for late bounces.
    const past = membershipsOf(crowd, 60);
    expect(past.sizeOf(past.membersOf(SUBSCRIBED)!)).toBe(truth(crowd, 60, (person) => person.subscribed && !person.suppressed).size);
    const later: Crowd = {
      ...crowd,
      people: crowd.people.map((person) => ({ ...person, suppressed: true, created: NOW - 61 * DAY - (person.created % DAY) })),
    };
    const changed: Crowd = { ...later, people: later.people.map((person) => ({ ...person, created: NOW - 60.5 * DAY })) };
    expect(membershipsOf(changed, 60).membersOf(SUBSCRIBED)).toBeNull();
    expect(membershipsOf(changed, 0).membersOf(SUBSCRIBED)).not.toBeNull();
  });

  test('answers by today alone what only today can tell', () => {
    const country: Rule = { kind: 'region', inRegion: true, region: 'united_states' };
    expect(membershipsOf(crowd, 0).membersOf(country)).not.toBeNull();
    expect(membershipsOf(crowd, 30).membersOf(country)).toBeNull();
    // Where events decide all the same, the property is not asked.
    expect(membershipsOf(crowd, 30).membersOf({ kind: 'any', of: [country, { kind: 'all', of: [] }] })).not.toBeNull();
  });

  test('follows a segment into the one it names; a list, a circle and a date of joining stay unknown', () => {
    const state = new BehaviorState(collectCrowd(crowd).kept(), NOW, [ORDER]);
    const member = (id: string, isMember = true): Rule => ({ kind: 'membership', isMember, groupIds: [id] });
    const rules = new Map<string, Rule>([
      ['REPEAT', REPEAT],
      ['OUTER', { kind: 'all', of: [member('REPEAT'), RECENT] }],
      ['ROUND', member('TRIP')],
      ['TRIP', member('ROUND')],
    ]);
    const people = new Memberships(state, (id) => rules.get(id) ?? null, 0);
    expect(people.membersOf(member('OUTER'))).toEqual(people.membersOf({ kind: 'all', of: [REPEAT, RECENT] }));
    expect(people.membersOf(member('REPEAT', false))).toEqual(people.membersOf(not(REPEAT)));
    expect(people.membersOf(member('SOMELIST'))).toBeNull();
    expect(people.membersOf(member('ROUND'))).toBeNull();
    expect(
      people.membersOf({
        kind: 'membership',
        isMember: true,
        groupIds: ['REPEAT'],
        timeframe: { type: 'date', operator: 'in-the-last', unit: 'day', quantity: 7 },
      }),
    ).toBeNull();
    // A rule that is false whatever the list holds has members: none.
    expect(people.sizeOf(people.membersOf({ kind: 'all', of: [member('SOMELIST'), { kind: 'any', of: [] }] })!)).toBe(0);
  });

  test('weighs the members of a sample', () => {
    // Every third person was read and stands for three.
    const chosen = new Map(crowd.people.flatMap((_person, profile) => (profile % 3 === 0 ? [[profile, 3] as const] : [])));
    const people = membershipsOf(crowd, 0, chosen);
    const subscribed = crowd.people.filter((person, profile) => profile % 3 === 0 && person.subscribed && !person.suppressed).length;
    expect(people.people).toBe(900);
    expect(people.shared(people.membersOf(SUBSCRIBED)!, people.membersOf({ kind: 'all', of: [] })!)).toEqual({
      both: 3 * subscribed,
      first: 3 * subscribed,
      second: 900,
    });
  });

  test('says nothing of a metric that was not read', () => {
    expect(membershipsOf(crowd, 0).membersOf(count('OTHER1', 'equals', 0, 30))).toBeNull();
    expect(membershipsOf(crowd, 0).membersOf(count(CLICK, 'greater-than-or-equal', 1, 30))).not.toBeNull();
  });
});
