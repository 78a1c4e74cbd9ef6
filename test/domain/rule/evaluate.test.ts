import { DAY, known } from '../../../src/domain/account/known';
import { EMPTY_PROFILE, factsOf } from '../../build/rule-profile';
import type { RawProfile } from '../../build/rule-profile';
import { ALL_EXAMPLES } from '../../build/rule-grammar';
import { evaluateRule } from '../../../src/domain/rule/evaluate';
import { matchesFilter } from '../../../src/domain/rule/match-filter';
import { NOTHING_KNOWN } from '../../../src/domain/rule/profile-facts';
import { parseCondition } from '../../../src/domain/rule/conditions/table';
import type { Filter } from '../../../src/domain/rule/filter';
import type { Condition, Rule } from '../../../src/domain/rule/rule';

const NOW = Date.UTC(2026, 10, 23, 12);
const answer = (rule: Rule, profile: Partial<RawProfile> = {}): boolean | null => evaluateRule(rule, factsOf({ ...EMPTY_PROFILE, ...profile }, NOW), NOW);
const order = (daysAgo: number, value = 0, properties: Readonly<Record<string, unknown>> = {}) => ({
  metric: 'ORDER',
  at: NOW - daysAgo * DAY,
  value,
  properties,
});
const orders = (operator: 'equals' | 'greater-than-or-equal', value: number, days: number | null): Condition => ({
  kind: 'metric',
  metricId: 'ORDER',
  measurement: 'count',
  measure: { type: 'numeric', operator, value },
  timeframe: days === null ? { type: 'date', operator: 'alltime' } : { type: 'date', operator: 'in-the-last', unit: 'day', quantity: days },
});

describe('a rule on one profile', () => {
  it('counts events in the window and over all time', () => {
    const profile = { events: [order(5), order(40), order(400)] };
    expect(answer(orders('greater-than-or-equal', 2, 60), profile)).toBe(true);
    expect(answer(orders('equals', 1, 30), profile)).toBe(true);
    expect(answer(orders('equals', 0, 4), profile)).toBe(true);
    expect(answer(orders('equals', 3, null), profile)).toBe(true);
    expect(answer(orders('equals', 0, null), {})).toBe(true);
  });

  it('counts only events that meet every event filter, and sums their value', () => {
    const profile = { events: [order(1, 40, { Size: 'XL' }), order(2, 100, { Size: 'S' })] };
    const sum: Condition = {
      kind: 'metric',
      metricId: 'ORDER',
      measurement: 'sum',
      measure: { type: 'numeric', operator: 'equals', value: 40 },
      timeframe: { type: 'date', operator: 'alltime' },
      where: [{ property: 'Size', filter: { type: 'string', operator: 'equals', value: 'XL' } }],
    };
    expect(answer(sum, profile)).toBe(true);
  });

  it('finds anniversaries of events and follows a funnel in its order', () => {
    const anniversary: Condition = {
      ...orders('greater-than-or-equal', 1, null),
      timeframe: { type: 'date', operator: 'anniversary-next', unit: 'day', quantity: 10 },
    } as Condition;
    expect(answer(anniversary, { events: [order(360)] })).toBe(true);
    expect(answer(anniversary, { events: [order(300)] })).toBe(false);
    const funnel: Condition = {
      kind: 'funnel',
      timeframe: { type: 'date', operator: 'in-the-last', unit: 'day', quantity: 30 },
      window: 'DAYS_3',
      steps: [
        { exists: true, metricId: 'CART' },
        { exists: false, metricId: 'ORDER' },
      ],
    };
    const cart = { metric: 'CART', at: NOW - 10 * DAY, value: 0, properties: {} };
    expect(answer(funnel, { events: [cart] })).toBe(true);
    expect(answer(funnel, { events: [cart, order(9)] })).toBe(false);
    expect(answer(funnel, { events: [cart, order(11), order(2)] })).toBe(true);
  });

  it('answers not known only where it matters', () => {
    const known1 = orders('equals', 0, null);
    const unknown: Rule = { kind: 'unknown', level: 'condition', source: {} };
    expect(answer({ kind: 'all', of: [known1, unknown] })).toBeNull();
    expect(answer({ kind: 'all', of: [{ kind: 'not', of: known1 }, unknown] })).toBe(false);
    expect(answer({ kind: 'any', of: [known1, unknown] })).toBe(true);
    expect(answer({ kind: 'not', of: unknown })).toBeNull();
    expect(answer({ kind: 'all', of: [] })).toBe(true);
    expect(answer({ kind: 'any', of: [] })).toBe(false);
  });

  it('answers not known for every condition of the grammar when nothing is known', () => {
    for (const { json } of ALL_EXAMPLES) expect(evaluateRule(parseCondition(json), NOTHING_KNOWN, NOW)).toBeNull();
  });

  it('tells consent by channel, status and every detail', () => {
    const consent: Condition = {
      kind: 'consent',
      channel: 'email',
      canReceive: true,
      subscription: 'subscribed',
      filters: [
        { field: 'status_date', filter: { type: 'date', operator: 'in-the-last', unit: 'day', quantity: 30 } },
        { field: 'method', method: 'form', filter: { type: 'string', operator: 'in', value: ['F1'] } },
      ],
    };
    const email = { canReceive: true, subscription: 'subscribed' as const, statusDate: known(NOW - DAY), method: known('form'), methodDetail: known('F1') };
    expect(answer(consent, { consent: { email } })).toBe(true);
    expect(answer(consent, { consent: { email: { ...email, methodDetail: known('F2') } } })).toBe(false);
    expect(answer(consent, { consent: { email: { ...email, statusDate: known(NOW - 40 * DAY) } } })).toBe(false);
    expect(answer(consent, { consent: { email: { ...email, canReceive: false } } })).toBe(false);
    expect(answer(consent, { consent: { email: { ...email, statusDate: { unknown: 'not read' } } } })).toBeNull();
  });

  it('does not guess what several list ids mean', () => {
    const both: Condition = { kind: 'membership', isMember: true, groupIds: ['A', 'B'] };
    expect(answer(both, { memberOf: ['A', 'B'] })).toBe(true);
    expect(answer(both, { memberOf: ['A'] })).toBeNull();
    expect(answer(both, {})).toBe(false);
  });
});

describe('a value against a filter', () => {
  it.each<[string, Filter, unknown, boolean | null]>([
    ['a text that is not set meets no text comparison, not even "is not"', { type: 'string', operator: 'not-equals', value: 'a' }, undefined, false],
    ['a yes/no that is not set is not no', { type: 'boolean', operator: 'equals', value: false }, null, false],
    ['a number that is not set may or may not be "not 5"', { type: 'numeric', operator: 'not-equals', value: 5 }, undefined, null],
    ['a number written as text counts as a number', { type: 'numeric', operator: 'greater-than', value: 5 }, '7', true],
    ['texts that differ in case alone are not told apart', { type: 'string', operator: 'equals', value: 'Gold' }, 'gold', null],
    ['a part is found', { type: 'string', operator: 'contains', value: 'ol' }, 'Gold', true],
    ['an item is found', { type: 'list', operator: 'contains-any', value: ['a', 'b'] }, ['b'], true],
    ['a list has a length', { type: 'list', operator: 'length-greater-than', value: 1 }, ['b'], false],
    ['a date without a time is midnight UTC', { type: 'date', operator: 'before', date: '2026-01-02T00:00:00Z' }, '2026-01-01', true],
    ['after a moment leaves the moment out', { type: 'date', operator: 'after', date: '2026-01-01T00:00:00Z' }, '2026-01-01', false],
    ['a month', { type: 'date', operator: 'calendar-month', value: 6 }, '1990-06-15', true],
    ['a birthday today', { type: 'date', operator: 'anniversary' }, '1990-11-23', true],
    ['a range that runs backwards is not decided', { type: 'date', operator: 'between', start: 20, end: 10, unit: 'day' }, '2026-11-10', null],
    ['a filter of tomorrow is not decided', { type: 'unknown', source: {} }, 5, null],
  ])('%s', (_, filter, value, expected) => {
    expect(matchesFilter(filter, value, NOW)).toBe(expected);
  });
});
