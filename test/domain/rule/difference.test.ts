import { NAMES } from '../../build/rule-names';
import { explainDifference } from '../../../src/domain/rule/difference';
import type { Condition, Rule } from '../../../src/domain/rule/rule';

const orders = (value: number, days: number): Condition => ({
  kind: 'metric',
  metricId: 'ORDER',
  measurement: 'count',
  measure: { type: 'numeric', operator: 'greater-than-or-equal', value },
  timeframe: { type: 'date', operator: 'in-the-last', unit: 'day', quantity: days },
});
const consent: Condition = { kind: 'consent', channel: 'email', canReceive: true, subscription: 'subscribed', filters: null };
const clicked: Condition = { ...orders(1, 30), metricId: 'CLICK' } as Condition;
const tier = (value: string): Condition => ({ kind: 'property', property: "properties['Tier']", filter: { type: 'string', operator: 'equals', value } });
const all = (...of: Rule[]): Rule => ({ kind: 'all', of });
const explain = (a: Rule, b: Rule): string => explainDifference(a, b, NAMES);

describe('the difference between two rules in words', () => {
  it('names the other threshold and the missing condition', () => {
    expect(explain(orders(1, 60), all(orders(1, 90), consent))).toBe(
      'uses 60 days instead of 90 days for Placed Order; lacks the consent condition (can receive email marketing and is subscribed)',
    );
    expect(explain(orders(2, 60), orders(1, 60))).toBe('asks for Placed Order at least 2 times instead of at least once');
  });

  it('names what is asked for in addition, and other values', () => {
    expect(explain(all(tier('Gold'), clicked), tier('Silver'))).toBe(
      'asks that “Tier” is “Gold” instead of is “Silver”; also asks for the condition (has Clicked Email at least once in the last 30 days)',
    );
  });

  it('calls a sum of values a value, not a number of events', () => {
    const spent = (value: number): Condition => ({ ...orders(value, 90), measurement: 'sum' }) as Condition;
    expect(explain(spent(300), spent(279))).toBe('asks for a total Placed Order value of at least 300 instead of at least 279');
  });

  it('looks into alternatives', () => {
    const other: Condition = { ...clicked, timeframe: { type: 'date', operator: 'in-the-last', unit: 'day', quantity: 90 } } as Condition;
    expect(explain({ kind: 'any', of: [clicked, tier('Gold')] }, { kind: 'any', of: [tier('Gold'), other] })).toBe(
      'uses 30 days instead of 90 days for Clicked Email among its alternatives',
    );
  });

  it('finds none in order, repetition or absent and empty details', () => {
    const { filters: _, ...bare } = consent as Extract<Condition, { kind: 'consent' }>;
    expect(explain(all(orders(1, 60), consent), all(bare, all(orders(1, 60)), consent))).toBe('asks for the same conditions');
  });
});
