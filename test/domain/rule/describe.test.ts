import catalogue from '../../fixtures/lifecycle-catalogue.json';
import { ALL_EXAMPLES } from '../../build/rule-grammar';
import { NAMES } from '../../build/rule-names';
import { describeRule } from '../../../src/domain/rule/describe';
import { parseCondition } from '../../../src/domain/rule/conditions/table';
import { parseSegmentDefinition } from '../../../src/domain/rule/parse-segment';
import type { Rule } from '../../../src/domain/rule/rule';

const say = (rule: Rule): string => describeRule(rule, NAMES);
const metric = (metricId: string, operator: string, value: number, timeframe: object): object => ({
  type: 'profile-metric',
  metric_id: metricId,
  measurement: 'count',
  measurement_filter: { type: 'numeric', operator, value },
  timeframe_filter: timeframe,
});
const last30 = { type: 'date', operator: 'in-the-last', unit: 'day', quantity: 30 };
const alltime = { type: 'date', operator: 'alltime' };
const subscribed = {
  type: 'profile-marketing-consent',
  consent: { channel: 'email', can_receive_marketing: true, consent_status: { subscription: 'subscribed' } },
};

describe('a rule in plain language', () => {
  it.each(ALL_EXAMPLES.map(({ json, says }) => [JSON.stringify(json), json, says] as const))('names every value of %s', (_, json, says) => {
    const text = say(parseCondition(json));
    for (const words of says) expect(text.toLowerCase()).toContain(words.toLowerCase());
    expect(text).not.toMatch(/does not know|cannot read|undefined|null|\[object|NaN/);
    expect(text).not.toContain('ORDER');
  });

  it('tells every two examples of the grammar apart', () => {
    const texts = new Map<string, string>();
    for (const { json } of ALL_EXAMPLES) {
      const text = say(parseCondition(json));
      const key = JSON.stringify(json).replace(/,"(filters|filter|metric_filters|timeframe_filter)":(null|\[\])/g, '');
      expect(texts.get(text) ?? key).toBe(key);
      texts.set(text, key);
    }
  });

  it('joins groups by and, alternatives in brackets by or', () => {
    const rule = parseSegmentDefinition({
      condition_groups: [
        { conditions: [subscribed] },
        { conditions: [metric('ORDER', 'equals', 0, alltime)] },
        { conditions: [metric('CLICK', 'greater-than-or-equal', 1, last30), metric('OPEN', 'greater-than', 2, last30)] },
      ],
    });
    expect(say(rule)).toBe(
      'Can receive email marketing and is subscribed, and has never Placed Order, and ' +
        '(has Clicked Email at least once in the last 30 days or has Opened Email more than 2 times in the last 30 days)',
    );
  });

  it('puts a consent with its status in brackets among alternatives', () => {
    const rule = parseSegmentDefinition({ condition_groups: [{ conditions: [subscribed, metric('CLICK', 'equals', 1, last30)] }] });
    expect(say(rule)).toBe('(can receive email marketing and is subscribed), or has Clicked Email exactly once in the last 30 days');
  });

  it('says when the last one was, where a rule asks for one ever and none lately', () => {
    const some = metric('ORDER', 'greater-than-or-equal', 1, alltime);
    const groups = (...conditions: object[]) => say(parseSegmentDefinition({ condition_groups: conditions.map((condition) => ({ conditions: [condition] })) }));
    const year = metric('ORDER', 'equals', 0, { type: 'date', operator: 'in-the-last', unit: 'day', quantity: 365 });
    expect(groups(some, year)).toBe('Last Placed Order more than 365 days ago');
    expect(groups(year, subscribed, some)).toBe('Can receive email marketing and is subscribed, and last Placed Order more than 365 days ago');
    const longAgo = (quantity: number, unit = 'day') => metric('ORDER', 'greater-than', 0, { type: 'date', operator: 'at-least', unit, quantity });
    expect(groups(longAgo(365), year)).toBe('Has Placed Order, the last time more than 365 days ago');
    expect(groups(longAgo(730), year)).toBe('Has Placed Order at least once more than 730 days ago, and has not Placed Order in the last 365 days');
    expect(groups(longAgo(365, 'hour'), year)).toBe('Has Placed Order at least once more than 365 hours ago, and has not Placed Order in the last 365 days');
    expect(groups(metric('CLICK', 'greater-than', 0, alltime), year)).toBe('Has Clicked Email at least once, and has not Placed Order in the last 365 days');
  });

  it.each([
    ['Placed Order', 'Has never Placed Order', 'Last Placed Order more than 30 days ago'],
    ['Active on Site', 'Has never been Active on Site', 'Was last Active on Site more than 30 days ago'],
    ['Checkout Started', 'Has never had the event Checkout Started', 'Last had the event Checkout Started more than 30 days ago'],
    ['Left Review', 'Has never Left Review', 'Last Left Review more than 30 days ago'],
    ['Feed Opened', 'Has never had the event Feed Opened', 'Last had the event Feed Opened more than 30 days ago'],
    ['“placed order”', 'Has never had the event “placed order”', 'Last had the event “placed order” more than 30 days ago'],
    [
      'a metric that is not in the account (ending w11)',
      'Has never had an event of a metric that is not in the account (ending w11)',
      'Last had an event of a metric that is not in the account (ending w11) more than 30 days ago',
    ],
  ])('says of %s that nobody or somebody did it as a person would', (name, none, last) => {
    const names = { ...NAMES, metric: () => name };
    const some = parseCondition(metric('ORDER', 'greater-than', 0, alltime));
    const lately = parseCondition(metric('ORDER', 'equals', 0, last30));
    expect(describeRule(parseCondition(metric('ORDER', 'equals', 0, alltime)), names)).toBe(none);
    expect(describeRule({ kind: 'all', of: [some, lately] }, names)).toBe(last);
  });

  it('tells a custom property from a field of Klaviyo with that name, and an event from a profile', () => {
    const set = (property: string) => say(parseCondition({ type: 'profile-property', property, filter: { type: 'existence', operator: 'is-set' } }));
    expect(set('email')).toBe('Email address is set');
    expect(set("properties['email']")).toBe('“email” is set');
    expect(set("properties['Email address']")).toBe('“Email address” is set');
    expect(set("location['country']")).toBe('Country is set');
    expect(set("properties['country']")).toBe('“country” is set');
    const where = (property: string) =>
      say(parseCondition({ ...metric('ORDER', 'equals', 1, alltime), metric_filters: [{ property, filter: { type: 'existence', operator: 'is-set' } }] }));
    expect(where('$value')).toBe('Has Placed Order exactly once where its value is set');
    expect(where('value')).toBe('Has Placed Order exactly once where its “value” is set');
    expect(where('created')).toBe('Has Placed Order exactly once where its “created” is set');
  });

  it('says everyone, no one and negations', () => {
    const click = parseCondition(metric('CLICK', 'greater-than-or-equal', 1, last30));
    const gold = parseCondition({ type: 'profile-property', property: "properties['Tier']", filter: { type: 'string', operator: 'equals', value: 'Gold' } });
    expect(say({ kind: 'all', of: [] })).toBe('Everyone');
    expect(say({ kind: 'any', of: [] })).toBe('No one');
    expect(say({ kind: 'not', of: click })).toBe('Has not Clicked Email in the last 30 days');
    expect(say({ kind: 'not', of: gold })).toBe('Not (“Tier” is “Gold”)');
    expect(say({ kind: 'not', of: { kind: 'any', of: [click, gold] } })).toBe('Not (has Clicked Email at least once in the last 30 days or “Tier” is “Gold”)');
  });

  it('shows what it does not know with the words and values that Klaviyo has for it', () => {
    expect(say(parseCondition({ type: 'profile-mood', mood: 'good' }))).toBe('A condition this add-on does not know yet (type “profile-mood”, mood “good”)');
    expect(say(parseCondition(12))).toBe('A condition this add-on does not know yet (12)');
    expect(say(parseSegmentDefinition('x'))).toBe('A rule this add-on cannot read (“x”)');
    expect(say(parseSegmentDefinition({ condition_groups: [{ conditions: [] }] }))).toBe('A group of conditions this add-on does not know yet (conditions [])');
    expect(say(parseCondition({ type: 'profile-property', property: 'email', filter: { type: 'numeric', operator: 'roughly', value: 1 } }))).toBe(
      'Email address meets a comparison this add-on does not know yet (type “numeric”, operator “roughly”, value 1)',
    );
    expect(say(parseCondition(metric('ORDER', 'equals', 1, { type: 'date', operator: 'since-moon' })))).toBe(
      'Has Placed Order exactly once in a time frame this add-on does not know yet (type “date”, operator “since-moon”)',
    );
  });

  it('writes every lifecycle definition without an unknown part', () => {
    for (const { definition } of Object.values(catalogue)) expect(say(parseSegmentDefinition(definition))).not.toMatch(/does not know|cannot read/);
  });
});
