import catalogue from '../../fixtures/lifecycle-catalogue.json';
import { NAMES } from '../../build/rule-names';
import { createEngine } from '../../../src/domain/rule/engine';
import type { Engine } from '../../../src/domain/rule/engine';
import { campaignAudience } from '../../../src/domain/rule/campaign-audience';
import type { DateFilter, EventFilter, Filter, NumericOperator, TimeUnit } from '../../../src/domain/rule/filter';
import { parseSegmentDefinition } from '../../../src/domain/rule/parse-segment';
import type { Condition, ConsentFilter, Rule, Subscription } from '../../../src/domain/rule/rule';

const NOW = Date.UTC(2026, 10, 23, 12);
const engine = createEngine({ groups: new Map(), now: NOW, names: NAMES });

const alltime: DateFilter = { type: 'date', operator: 'alltime' };
const last = (quantity: number, unit: TimeUnit = 'day'): DateFilter => ({ type: 'date', operator: 'in-the-last', unit, quantity });
const older = (quantity: number): DateFilter => ({ type: 'date', operator: 'at-least', unit: 'day', quantity });
const ago = (start: number, end: number): DateFilter => ({ type: 'date', operator: 'between', start, end, unit: 'day' });
const after = (date: string): DateFilter => ({ type: 'date', operator: 'after', date });
const before = (date: string): DateFilter => ({ type: 'date', operator: 'before', date });
const orders = (operator: NumericOperator, value: number, timeframe: DateFilter, where?: readonly EventFilter[]): Condition => ({
  kind: 'metric',
  metricId: 'ORDER',
  measurement: 'count',
  measure: { type: 'numeric', operator, value },
  timeframe,
  ...(where ? { where } : {}),
});
const atLeast = (value: number, timeframe: DateFilter, where?: readonly EventFilter[]): Condition => orders('greater-than-or-equal', value, timeframe, where);
const none = (timeframe: DateFilter, where?: readonly EventFilter[]): Condition => orders('equals', 0, timeframe, where);
const spent = (operator: NumericOperator, value: number, timeframe: DateFilter): Condition => ({
  kind: 'metric',
  metricId: 'ORDER',
  measurement: 'sum',
  measure: { type: 'numeric', operator, value },
  timeframe,
});
const has = (name: string, filter: Filter): Condition => ({ kind: 'property', property: name, filter });
const text = (operator: 'equals' | 'not-equals' | 'contains' | 'starts-with', value: string): Filter => ({ type: 'string', operator, value });
const number = (operator: NumericOperator, value: number): Filter => ({ type: 'numeric', operator, value });
const email = (canReceive: boolean, subscription: Subscription, filters?: readonly ConsentFilter[]): Condition => ({
  kind: 'consent',
  channel: 'email',
  canReceive,
  subscription,
  ...(filters ? { filters } : {}),
});
const member = (...groupIds: string[]): Condition => ({ kind: 'membership', isMember: true, groupIds });
const all = (...of: Rule[]): Rule => ({ kind: 'all', of });
const any = (...of: Rule[]): Rule => ({ kind: 'any', of });
const not = (of: Rule): Rule => ({ kind: 'not', of });
const relation = (a: Rule, b: Rule, by: Engine = engine): string => by.compare(a, b).relation;

describe('orders and windows', () => {
  it.each<[string, Rule, Rule, string]>([
    ['at least 2 in 30 days lies inside at least 1 in 90 days', atLeast(2, last(30)), atLeast(1, last(90)), 'inside'],
    ['zero over all time excludes at least once in the last year', none(alltime), atLeast(1, last(365)), 'disjoint'],
    ['zero in 90 days lies inside zero in 30 days', none(last(90)), none(last(30)), 'inside'],
    ['12 weeks are 84 days', atLeast(1, last(12, 'week')), atLeast(1, last(84)), 'equivalent'],
    ['720 hours are 30 days', atLeast(1, last(720, 'hour')), atLeast(1, last(30)), 'equivalent'],
    ['more than 0 is at least 1', orders('greater-than', 0, alltime), atLeast(1, alltime), 'equivalent'],
    ['not at least 1 is zero', not(atLeast(1, alltime)), none(alltime), 'equivalent'],
    ['more than 1.5 is at least 2', orders('greater-than', 1.5, alltime), atLeast(2, alltime), 'equivalent'],
    ['exactly 1 is at least 1 and at most 1', orders('equals', 1, alltime), all(atLeast(1, alltime), orders('less-than-or-equal', 1, alltime)), 'equivalent'],
    ['30 to 60 days ago lies inside the last 90 days', atLeast(1, ago(30, 60)), atLeast(1, last(90)), 'inside'],
    ['the last 30 days and 40 to 60 days ago overlap', atLeast(1, last(30)), atLeast(1, ago(40, 60)), 'overlapping'],
    [
      'at most 5 in 30 days does not hold at most 5 in 90 days',
      orders('less-than-or-equal', 5, last(30)),
      orders('less-than-or-equal', 5, last(90)),
      'contains',
    ],
    ['once ever is not once lately and once long ago', orders('equals', 1, alltime), all(atLeast(1, last(30)), atLeast(1, older(60))), 'disjoint'],
    ['twice follows from once lately and once long ago', all(atLeast(1, last(30)), atLeast(1, older(60))), atLeast(2, alltime), 'inside'],
    ['a filtered count lies inside the unfiltered', atLeast(1, last(30), [{ property: 'Size', filter: text('equals', 'XL') }]), atLeast(1, last(30)), 'inside'],
    [
      'a stricter event filter lies inside',
      atLeast(1, alltime, [{ property: 'Price', filter: number('greater-than', 100) }]),
      atLeast(1, alltime, [{ property: 'Price', filter: number('greater-than-or-equal', 50) }]),
      'inside',
    ],
    [
      'zero of the wider filter lies inside zero of the stricter',
      none(alltime, [{ property: 'Price', filter: number('greater-than', 50) }]),
      none(alltime, [{ property: 'Price', filter: number('greater-than', 100) }]),
      'inside',
    ],
    ['spending something in 30 days means an order in 90', spent('greater-than', 100, last(30)), atLeast(1, last(90)), 'inside'],
    ['no orders exclude spending', none(alltime), spent('greater-than-or-equal', 1, last(30)), 'disjoint'],
    [
      'spending more in less time is not spending more in more time: refunds count',
      spent('greater-than', 100, last(30)),
      spent('greater-than', 100, last(90)),
      'overlapping',
    ],
  ])('%s', (_, a, b, expected) => {
    expect(relation(a, b)).toBe(expected);
  });

  it('claims across fixed and moving dates only what stays true', () => {
    expect(relation(atLeast(1, last(30)), atLeast(1, after('2026-01-01T00:00:00Z')))).toBe('inside');
    expect(relation(atLeast(1, before('2026-01-01T00:00:00Z')), atLeast(1, older(30)))).toBe('inside');
    expect(relation(atLeast(1, after('2026-11-01T00:00:00Z')), atLeast(1, last(60)))).not.toBe('inside');
    expect(relation(atLeast(1, last(30)), atLeast(1, after(new Date(NOW - 30 * 86_400_000).toISOString())))).not.toBe('equivalent');
  });

  it('says when an answer is only exact to within a day', () => {
    expect(engine.compare(atLeast(1, last(720, 'hour')), atLeast(1, last(30))).approximate).toBe(true);
    expect(engine.compare(atLeast(1, ago(0, 30)), atLeast(1, last(30))).approximate).toBe(true);
    expect(engine.compare(atLeast(1, last(4, 'week')), atLeast(1, last(28))).approximate).toBe(false);
    expect(engine.compare(atLeast(2, last(30)), atLeast(1, last(90))).approximate).toBe(false);
  });

  it('does not claim that windows which only touch exclude one another', () => {
    const touching = engine.compare(all(orders('equals', 1, alltime), atLeast(1, ago(30, 90))), all(orders('equals', 1, alltime), atLeast(1, ago(90, 365))));
    expect(touching.relation).toBe('not decided');
  });

  it('leaves backward and opaque windows equal to themselves only', () => {
    const anniversary = atLeast(1, { type: 'date', operator: 'anniversary-next', unit: 'day', quantity: 30 });
    expect(relation(anniversary, atLeast(1, alltime))).toBe('inside');
    expect(relation(anniversary, atLeast(1, last(365)))).toBe('not decided');
    expect(relation(atLeast(1, ago(60, 30)), atLeast(1, ago(30, 60)))).toBe('not decided');
  });
});

describe('properties', () => {
  it.each<[string, Rule, Rule, string]>([
    ['equals lies inside in', has('T', text('equals', 'a')), has('T', { type: 'string', operator: 'in', value: ['a', 'b'] }), 'inside'],
    ['two values exclude one another', has('T', text('equals', 'a')), has('T', text('equals', 'b')), 'disjoint'],
    ['a value excludes not being it', has('T', text('equals', 'a')), has('T', text('not-equals', 'a')), 'disjoint'],
    ['a value lies inside not being another', has('T', text('equals', 'a')), has('T', text('not-equals', 'b')), 'inside'],
    ['a value lies inside what contains a part of it', has('T', text('equals', 'gold')), has('T', text('contains', 'ol')), 'inside'],
    ['a start lies inside containing it', has('T', text('starts-with', 'gold')), has('T', text('contains', 'ol')), 'inside'],
    ['two starts exclude one another', has('T', text('starts-with', 'go')), has('T', text('starts-with', 'si')), 'disjoint'],
    ['any comparison that holds means that it is set', has('T', number('less-than', 5)), has('T', { type: 'existence', operator: 'is-set' }), 'inside'],
    ['not set excludes a value', has('T', { type: 'existence', operator: 'not-set' }), has('T', text('contains', 'x')), 'disjoint'],
    ['a span of numbers', has('T', { type: 'numeric', operator: 'between', start: 2, end: 4 }), has('T', number('greater-than', 1)), 'inside'],
    ['touching numbers', has('T', number('less-than', 5)), has('T', number('greater-than-or-equal', 5)), 'disjoint'],
    [
      'all items hold any of them',
      has('T', { type: 'list', operator: 'contains-all', value: ['a', 'b'] }),
      has('T', { type: 'list', operator: 'contains', value: 'b' }),
      'inside',
    ],
  ])('%s', (_, a, b, expected) => {
    expect(relation(a, b)).toBe(expected);
  });

  it('does not take "is not" for the contrary of "is": a property that is not set meets neither, as Klaviyo says', () => {
    expect(relation(not(has('T', text('equals', 'a'))), has('T', text('not-equals', 'a')))).not.toBe('equivalent');
    expect(relation(has('T', text('not-equals', 'a')), has('T', { type: 'existence', operator: 'is-set' }))).toBe('inside');
    expect(relation(has('T', number('not-equals', 1)), has('T', { type: 'existence', operator: 'is-set' }))).toBe('not decided');
  });

  it('claims nothing about texts that differ in upper and lower case alone', () => {
    expect(relation(has('T', text('equals', 'Gold')), has('T', text('equals', 'gold')))).toBe('not decided');
  });
});

describe('consent', () => {
  it.each<[string, Rule, Rule, string]>([
    ['subscribed lies inside being able to receive', email(true, 'subscribed'), email(true, 'any'), 'inside'],
    ['the two statuses exclude one another', email(true, 'subscribed'), email(true, 'never_subscribed'), 'disjoint'],
    ['can and cannot exclude one another', email(true, 'any'), email(false, 'any'), 'disjoint'],
    ['subscribed lately lies inside subscribed', email(true, 'subscribed', [{ field: 'status_date', filter: last(30) }]), email(true, 'subscribed'), 'inside'],
    [
      'subscribed in 7 days lies inside in 30 days',
      email(true, 'subscribed', [{ field: 'status_date', filter: last(7) }]),
      email(true, 'subscribed', [
        { field: 'status_date', filter: last(1, 'week') },
        { field: 'status_date', filter: last(30) },
      ]),
      'equivalent',
    ],
    ['absent and empty details are the same', email(true, 'subscribed'), email(true, 'subscribed', []), 'equivalent'],
  ])('%s', (_, a, b, expected) => {
    expect(relation(a, b)).toBe(expected);
  });

  it('does not claim that who can and who cannot receive are everyone', () => {
    expect(engine.status(any(email(true, 'any'), email(false, 'any'))).status).not.toBe('trivial');
  });
});

describe('lists and segments', () => {
  const vip = atLeast(4, last(365));
  const groups = new Map<string, { kind: 'list' | 'segment'; rule: Rule | null }>([
    ['LIST', { kind: 'list', rule: null }],
    ['VIP', { kind: 'segment', rule: vip }],
    ['OUTER', { kind: 'segment', rule: all(member('VIP'), email(true, 'any')) }],
    ['ONE', { kind: 'segment', rule: member('TWO') }],
    ['TWO', { kind: 'segment', rule: any(member('ONE'), vip) }],
    ['SELF', { kind: 'segment', rule: member('SELF') }],
  ]);
  const account = createEngine({ groups, now: NOW });

  it('takes a segment for its rule, through any number of references', () => {
    expect(relation(member('VIP'), vip, account)).toBe('equivalent');
    expect(account.key(member('OUTER'))).toBe(account.key(all(email(true, 'any'), vip)));
    expect(relation(member('OUTER'), atLeast(1, alltime), account)).toBe('inside');
  });

  it('takes a list, a frozen and a deleted segment as plain facts', () => {
    expect(relation(member('LIST'), member('GONE'), account)).toBe('overlapping');
    expect(relation(member('LIST'), { kind: 'membership', isMember: false, groupIds: ['LIST'] }, account)).toBe('disjoint');
  });

  it('finds references that go in a circle and decides nothing through them', () => {
    expect(account.cycles().map((cycle) => [...cycle].sort())).toEqual([['ONE', 'TWO'], ['SELF']]);
    expect(relation(member('ONE'), vip, account)).not.toBe('equivalent');
    expect(relation(vip, member('TWO'), account)).not.toBe('inside');
  });

  it('knows a campaign audience: included minus excluded', () => {
    const audience = campaignAudience(['LIST', 'VIP', 'LIST'], ['GONE']);
    expect(relation(audience, all(any(vip, member('LIST')), not(member('GONE'))), account)).toBe('equivalent');
    expect(account.status(campaignAudience(['LIST'], ['LIST'])).status).toBe('contradictory');
    expect(account.status(campaignAudience([], [])).status).toBe('contradictory');
  });

  it('leaves open whether several ids mean any or all of them, and still knows what both share', () => {
    expect(relation(member('LIST', 'GONE'), any(member('LIST'), member('GONE')), account)).toBe('inside');
    expect(relation(all(member('LIST'), member('GONE')), member('LIST', 'GONE'), account)).toBe('inside');
    expect(relation(member('LIST', 'GONE'), member('GONE', 'LIST'), account)).toBe('equivalent');
  });

  it('stays quick where segments refer to one another many times over', () => {
    const chain = new Map<string, { kind: 'segment'; rule: Rule }>();
    chain.set('S0', { kind: 'segment', rule: vip });
    for (let i = 1; i <= 60; i += 1)
      chain.set(`S${i}`, { kind: 'segment', rule: any(all(member(`S${i - 1}`), has(`P${i}`, number('equals', i))), all(member(`S${i - 1}`), none(last(i)))) });
    const deep = createEngine({ groups: chain, now: NOW });
    expect(relation(member('S60'), member('S60'), deep)).toBe('equivalent');
    expect(['inside', 'not decided']).toContain(relation(member('S60'), member('S59'), deep));
  });
});

describe('status, key, shape and subjects', () => {
  it('finds rules that match no one and rules that match everyone', () => {
    expect(engine.status(all(none(alltime), atLeast(1, last(30))))).toEqual({
      status: 'contradictory',
      reason: 'It asks for no Placed Order ever and for Placed Order at least once in the last 30 days, which no one can meet together.',
      approximate: false,
    });
    expect(engine.status(any(none(last(30)), atLeast(1, last(90)))).status).toBe('trivial');
    expect(engine.status(atLeast(1, last(30))).status).toBe('satisfiable');
    expect(engine.status({ kind: 'unknown', level: 'condition', source: 5 }).status).toBe('not decided');
    expect(engine.status({ kind: 'all', of: [] }).status).toBe('trivial');
    expect(engine.status({ kind: 'any', of: [] }).status).toBe('contradictory');
  });

  it('gives one key to rules that say the same', () => {
    const [a, b, c] = [atLeast(1, last(30)), email(true, 'subscribed'), has('T', text('equals', 'x'))];
    const key = engine.key(all(a, any(b, c)));
    expect(engine.key(all(any(c, b), not(not(a)), a))).toBe(key);
    expect(engine.key(any(all(a, b), all(a, c)))).toBe(key);
    expect(engine.key(all(a, any(b, c), atLeast(1, last(90)), any(a, b)))).toBe(key);
    expect(engine.key(all(a, any(b, not(b)), any(c, b)))).toBe(key);
    expect(engine.key(all(a, b))).not.toBe(key);
  });

  it('gives one shape to rules that differ in thresholds alone', () => {
    const shape = engine.shape(all(atLeast(2, last(30)), has('T', number('greater-than', 5))));
    expect(engine.shape(all(has('T', number('greater-than', 50)), atLeast(1, last(90))))).toBe(shape);
    expect(engine.shape(all(has('T', number('less-than', 50)), atLeast(1, last(90))))).not.toBe(shape);
    expect(engine.shape(none(last(30)))).not.toBe(engine.shape(atLeast(1, last(30))));
    expect(engine.shape(atLeast(1, alltime))).not.toBe(engine.shape(atLeast(1, last(30))));
  });

  it('names what a rule speaks of', () => {
    expect(engine.subjects(all(atLeast(1, last(30)), email(true, 'any'), member('LIST'), has('T', number('equals', 1))))).toEqual([
      'consent:email',
      'group:LIST',
      'metric:ORDER',
      'property:T',
    ]);
  });

  it('takes unknown conditions and random samples as equal only to themselves', () => {
    const mood = (word: string): Rule => ({ kind: 'unknown', level: 'condition', source: { type: 'mood', word } });
    expect(relation(mood('good'), mood('good'))).toBe('equivalent');
    expect(relation(mood('good'), mood('bad'))).toBe('not decided');
    expect(relation(all(mood('good'), atLeast(1, alltime)), mood('good'))).toBe('inside');
    const sample = (): Rule => ({ kind: 'sample', percentage: 50 });
    expect(relation(sample(), sample())).toBe('not decided');
  });

  it('gives reasons that name the two conditions', () => {
    expect(engine.compare(atLeast(2, last(30)), atLeast(1, last(90))).reason).toBe(
      'Everyone in the first is in the second: Placed Order at least 2 times in the last 30 days always means Placed Order at least once in the last 90 days.',
    );
    expect(engine.compare(none(alltime), atLeast(1, last(365))).reason).toBe(
      'No one can be in both: no Placed Order ever excludes Placed Order at least once in the last 365 days.',
    );
  });

  it('answers "not decided" for a rule too large to open up, and still knows it is itself', () => {
    const large = (): Rule => any(...Array.from({ length: 9 }, (_, i) => all(...Array.from({ length: 9 }, (__, j) => has(`P${i} ${j}`, number('equals', j))))));
    expect(relation(large(), large())).toBe('equivalent');
    expect(relation(large(), atLeast(1, alltime))).toBe('not decided');
  });
});

describe('the lifecycle catalogue', () => {
  const rules = Object.entries(catalogue).map(([id, { definition }]) => [id, parseSegmentDefinition(definition)] as const);

  it('holds no audience that matches no one or everyone, and no two that mean the same', () => {
    for (const [id, rule] of rules) expect([id, engine.status(rule).status]).toEqual([id, expect.stringMatching(/satisfiable|not decided/)]);
    const keys = rules.map(([, rule]) => engine.key(rule));
    expect(new Set(keys).size).toBe(rules.length);
  });

  it('is compared, every audience with every other', () => {
    const counted: Record<string, number> = {};
    for (const [, a] of rules) for (const [, b] of rules) counted[relation(a, b)] = (counted[relation(a, b)] ?? 0) + 1;
    expect(counted['equivalent']).toBe(rules.length);
    expect(counted['inside']).toBe(counted['contains']);
    expect(counted['overlapping']).toBeGreaterThan(4000);
    expect(counted['disjoint']).toBeGreaterThan(500);
  });
});
