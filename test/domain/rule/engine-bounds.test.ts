import { createEngine } from '../../../src/domain/rule/engine';
import type { DateFilter, EventFilter, Filter, TimeUnit } from '../../../src/domain/rule/filter';
import type { Condition, Rule } from '../../../src/domain/rule/rule';

const NOW = Date.UTC(2026, 10, 23, 12);
const engine = createEngine({ groups: new Map(), now: NOW });
const alltime: DateFilter = { type: 'date', operator: 'alltime' };
const last = (quantity: number, unit: TimeUnit = 'day'): DateFilter => ({ type: 'date', operator: 'in-the-last', unit, quantity });
const ago = (start: number, end: number): DateFilter => ({ type: 'date', operator: 'between', start, end, unit: 'day' });
const text = (operator: 'equals' | 'not-equals', value: string): Filter => ({ type: 'string', operator, value });
const among = (value: readonly string[], operator: 'in' | 'not-in' = 'in'): Filter => ({ type: 'string', operator, value });
const number = (operator: 'equals' | 'less-than' | 'greater-than', value: number): Filter & { type: 'numeric' } =>
  ({ type: 'numeric', operator, value }) as never;
const orders = (operator: 'equals' | 'greater-than-or-equal', value: number, timeframe: DateFilter = alltime, ...where: EventFilter[]): Condition => ({
  kind: 'metric',
  metricId: 'ORDER',
  measurement: 'count',
  measure: { type: 'numeric', operator, value },
  timeframe,
  where,
});
const some = (timeframe: DateFilter, ...where: EventFilter[]): Condition => orders('greater-than-or-equal', 1, timeframe, ...where);
const none = (timeframe: DateFilter, ...where: EventFilter[]): Condition => orders('equals', 0, timeframe, ...where);
const where = (property: string, filter: Filter): EventFilter => ({ property, filter });
const has = (property: string, filter: Filter): Condition => ({ kind: 'property', property, filter });
const trigger = (filter: Filter): Condition => ({ kind: 'trigger-property', trigger: 'metric', metricId: 'ORDER', field: 'Items', filter });
const all = (...of: Rule[]): Rule => ({ kind: 'all', of });
const any = (...of: Rule[]): Rule => ({ kind: 'any', of });
const relation = (one: Rule, other: Rule): string => engine.compare(one, other).relation;

describe('an event holds several items', () => {
  it('does not take item A and item B of one order for a contradiction', () => {
    expect(relation(some(alltime, where('Items', text('equals', 'A'))), none(alltime, where('Items', text('equals', 'B'))))).not.toBe('inside');
    expect(engine.status(some(alltime, where('Items', text('equals', 'A')), where('Items', text('equals', 'B')))).status).not.toBe('contradictory');
    expect(engine.status(all(trigger(text('equals', 'A')), trigger(text('equals', 'B')))).status).not.toBe('contradictory');
    expect(
      relation(
        all(orders('equals', 1), some(alltime, where('Items', text('equals', 'A')))),
        all(orders('equals', 1), some(alltime, where('Items', text('equals', 'B')))),
      ),
    ).not.toBe('disjoint');
    expect(relation(some(alltime, where('Items', text('equals', 'A'))), some(alltime, where('Items', text('not-equals', 'B'))))).not.toBe('inside');
  });

  it('claims one value only for numbers and yes or no', () => {
    expect(engine.status(some(alltime, where('Price', number('less-than', 5)), where('Price', number('greater-than', 9)))).status).toBe('contradictory');
    const once = (filter: Filter): Rule => all(orders('equals', 1), some(alltime, where('Gift', filter)));
    expect(relation(once({ type: 'boolean', operator: 'equals', value: true }), once({ type: 'boolean', operator: 'equals', value: false }))).toBe('disjoint');
  });
});

describe('to within a day', () => {
  const email = (filter: DateFilter): Condition => ({
    kind: 'consent',
    channel: 'email',
    canReceive: true,
    subscription: 'subscribed',
    filters: [{ field: 'status_date', filter }],
  });
  const permission = (filter: DateFilter): Condition => ({
    kind: 'permission',
    channel: 'whatsapp_marketing',
    status: 'explicitly_reachable',
    filters: [{ field: 'effective_date', filter }],
  });
  const joined = (timeframe: DateFilter): Condition => ({ kind: 'membership', isMember: true, groupIds: ['LIST'], timeframe });
  it.each<[string, (filter: DateFilter) => Condition]>([
    ['orders', some],
    ['a date property', (filter) => has('Birthday', filter)],
    ['consent', email],
    ['permission', permission],
    ['when someone joined', joined],
    ['the next purchase', (filter) => ({ kind: 'predicted-date', filter })],
    ['messages sent', (timeframe) => ({ kind: 'not-sent', channel: 'email', timeframe })],
  ])('%s: 24 hours and 1 day, and a range and a span, are the same to within a day; days and weeks exactly', (_, rule) => {
    expect(engine.compare(rule(last(24, 'hour')), rule(last(1)))).toMatchObject({ relation: 'equivalent', approximate: true });
    expect(engine.compare(rule(ago(0, 30)), rule(last(30)))).toMatchObject({ relation: 'equivalent', approximate: true });
    expect(engine.compare(rule(last(14)), rule(last(2, 'week')))).toMatchObject({ relation: 'equivalent', approximate: false });
    expect(engine.compare(rule(last(24, 'hour')), rule(last(24, 'hour')))).toMatchObject({ relation: 'equivalent', approximate: false });
  });

  it('says it of one rule that mixes units, and keeps exact what has more than a day to spare', () => {
    expect(engine.status(all(none(last(24, 'hour')), some(last(1))))).toMatchObject({
      status: 'contradictory',
      approximate: true,
      reason: expect.stringContaining('to within a day'),
    });
    expect(engine.status(all(none(last(240, 'hour')), some(last(1))))).toMatchObject({ status: 'contradictory', approximate: false });
    expect(engine.compare(all(some(last(24, 'hour')), none(ago(30, 60))), all(some(last(1)), none(ago(30, 60)))).approximate).toBe(true);
    expect(engine.compare(some(last(5, 'hour')), some(last(90)))).toMatchObject({ relation: 'inside', approximate: false });
  });
});

describe('names and witnesses', () => {
  it('keeps properties apart whatever their names hold, and apart from predictions', () => {
    expect(
      relation(has('total_clv', number('greater-than', 5)), { kind: 'predicted-number', dimension: 'total_clv', filter: number('less-than', 5) as never }),
    ).not.toBe('disjoint');
    expect(relation(has('@next purchase', last(30)), { kind: 'predicted-date', filter: last(30) })).not.toBe('equivalent');
    const key = (property: string, value: string): string => engine.key(some(alltime, where(property, text('equals', value)), where('z', text('equals', 'z'))));
    expect(key('a|text ["x"] &b', 'c')).not.toBe(key('a', 'c'));
    expect(engine.key(has('a text', text('equals', 'b')))).not.toBe(engine.key(has('a', text('equals', 'text b'))));
    expect(engine.shape(all(has('a', text('equals', 'b')), has('c', text('equals', 'd'))))).not.toBe(
      engine.shape(has('a text one of | c', text('equals', 'b'))),
    );
  });

  it('shows nothing by an event of the future or at a distance below zero', () => {
    const future = some({ type: 'date', operator: 'after', date: '2027-06-01T00:00:00Z' });
    expect(engine.status(future).status).toBe('not decided');
    expect(relation(future, has('T', text('equals', 'a')))).toBe('not decided');
    expect(engine.status({ kind: 'distance', countryCode: 'US', postalCode: '10001', unit: 'miles', filter: number('less-than', 0) as never }).status).not.toBe(
      'satisfiable',
    );
    expect(engine.status({ kind: 'distance', countryCode: 'US', postalCode: '10001', unit: 'miles', filter: number('less-than', 0.5) as never }).status).toBe(
      'satisfiable',
    );
    expect(engine.status({ kind: 'predicted-number', dimension: 'churn_probability', filter: number('greater-than', 1) as never }).status).toBe('not decided');
  });
});

describe('what is plain and was not proven', () => {
  const object = (...filters: { propertyId: number; filter: Filter }[]): Condition => ({
    kind: 'custom-object',
    objectTypeId: 'PET',
    relationshipId: 'OWNS',
    filter: { type: 'numeric', operator: 'greater-than-or-equal', value: 1 },
    filters,
  });
  const funnel = (timeframe: DateFilter, more: object, filters?: readonly EventFilter[] | null): Condition => ({
    kind: 'funnel',
    timeframe,
    steps: [
      { exists: true, metricId: 'CART', ...(filters === undefined ? {} : { where: filters }) },
      { exists: false, metricId: 'ORDER' },
    ],
    ...more,
  });
  const [a, b] = [where('Brand', text('equals', 'a')), where('Brand', text('equals', 'b'))];
  it.each<[string, Rule, Rule, string]>([
    ['not one of a is not a', has('T', among(['a'], 'not-in')), has('T', text('not-equals', 'a')), 'equivalent'],
    [
      'not one of a, b is not a and not b',
      has('T', among(['b', 'a'], 'not-in')),
      all(has('T', text('not-equals', 'a')), has('T', text('not-equals', 'b'))),
      'equivalent',
    ],
    [
      'a negative text means that the property is set',
      has('T', { type: 'string', operator: 'not-contains', value: 'a' }),
      has('T', { type: 'existence', operator: 'is-set' }),
      'inside',
    ],
    [
      'a start lies outside another, and never where the property is not set',
      has('T', { type: 'string', operator: 'starts-with', value: 'Silver' }),
      {
        kind: 'not',
        of: any(has('T', { type: 'string', operator: 'not-starts-with', value: 'gold' }), has('T', { type: 'string', operator: 'starts-with', value: 'gold' })),
      },
      'disjoint',
    ],
    ['the same of an event', some(alltime, where('Brand', among(['a'], 'not-in'))), some(alltime, where('Brand', text('not-equals', 'a'))), 'equivalent'],
    ['none of a or b', none(alltime, where('Brand', among(['a', 'b']))), all(none(alltime, a), none(alltime, b)), 'equivalent'],
    ['some of a or b', some(last(30), where('Brand', among(['a', 'b']))), any(some(last(30), b), some(last(30), a)), 'equivalent'],
    ['two windows that touch', none(last(90)), all(none(last(30)), none(ago(30, 90))), 'equivalent'],
    ['some in windows that touch', some(last(90)), any(some(last(30)), some(ago(30, 90))), 'equivalent'],
    ['a funnel with null and one with absent filters', funnel(last(14), {}), funnel(last(2, 'week'), { window: null }, null), 'equivalent'],
    [
      'a funnel with filters in another order',
      funnel(last(14), {}, [a, where('Size', text('equals', 'L'))]),
      funnel(last(14), {}, [where('Size', text('equals', 'L')), a]),
      'equivalent',
    ],
    [
      'an anniversary in weeks',
      has('B', { type: 'date', operator: 'anniversary-next', unit: 'week', quantity: 2 }),
      has('B', { type: 'date', operator: 'anniversary-next', unit: 'day', quantity: 14 }),
      'equivalent',
    ],
    ['custom objects in other units', object({ propertyId: 4, filter: last(14) }), object({ propertyId: 4, filter: last(2, 'week') }), 'equivalent'],
    ['custom objects of fewer values', object({ propertyId: 4, filter: text('equals', 'x') }), object({ propertyId: 4, filter: among(['x', 'y']) }), 'inside'],
  ])('%s', (_, one, other, expected) => {
    expect(relation(one, other)).toBe(expected);
  });
});

describe('rules of any size', () => {
  const values = (count: number, of: string): readonly string[] => Array.from({ length: count }, (_, index) => `${of} ${index}`);
  const many = (kind: 'all' | 'any', count: number, each: number): Rule => ({
    kind,
    of: Array.from({ length: count }, (_, index) => (index % 2 === 0 ? some : none)(alltime, where('Brand', among(values(each, `brand ${index}`))))),
  });

  it('compares two conditions of 2,600 values', () => {
    expect(relation(many('all', 2, 2600), many('all', 2, 2600))).toBe('equivalent');
    expect(relation(has('T', among(values(2600, 'a'))), has('T', among(values(2601, 'a'))))).toBe('inside');
  });

  it.each<[string, Rule]>([
    ['30 conditions of 60 values', many('all', 30, 60)],
    ['30 conditions of 2,600 values', many('any', 30, 2600)],
    ['one list that must hold 2,600', some(alltime, { property: 'Tags', filter: { type: 'list', operator: 'contains-all', value: values(2600, 'tag') } })],
    [
      '30 groups of 60',
      {
        kind: 'all',
        of: Array.from({ length: 30 }, (_, group) =>
          any(...Array.from({ length: 60 }, (__, at) => some(last(1 + ((group + at) % 90)), where('Brand', text('equals', `b${(group * at) % 17}`))))),
        ),
      },
    ],
    [
      'a rule nested 5,000 deep',
      Array.from({ length: 5000 }).reduce<Rule>((inner) => ({ kind: 'not', of: { kind: 'all', of: [inner, some(last(3))] } }), some(last(30))),
    ],
  ])('ends with an answer about %s, and it still equals itself', (_, rule) => {
    expect(relation(rule, rule)).toBe('equivalent');
    expect(['not decided', 'inside', 'contains', 'overlapping', 'disjoint']).toContain(relation(rule, has('T', text('equals', 'x'))));
    expect(engine.status(rule).reason).not.toBe('');
    expect(engine.subjects(rule).length).toBeLessThan(20_000);
  });

  it('says that a rule is too large to be compared', () => {
    const rule = (extra: string): Rule => ({
      kind: 'any',
      of: Array.from({ length: 30 }, (_, index) => has('T', among([...values(2600, `v ${index}`), extra]))),
    });
    expect(engine.compare(rule('x'), rule('y'))).toEqual({
      relation: 'not decided',
      reason: 'Each of the two is too large to be compared.',
      approximate: false,
    });
    expect(engine.compare(rule('x'), some(alltime)).reason).toBe('The first is too large to be compared.');
    expect(engine.status(rule('x'))).toEqual({ status: 'too large', reason: 'It is too large to be compared.', approximate: false });
  });

  it('goes through 3,000 segments, one inside the other', () => {
    const groups = new Map<string, { kind: 'segment'; rule: Rule }>([['S0', { kind: 'segment', rule: some(alltime) }]]);
    for (let at = 1; at <= 3000; at += 1)
      groups.set(`S${at}`, {
        kind: 'segment',
        rule: all({ kind: 'membership', isMember: true, groupIds: [`S${at - 1}`] }, has(`P${at % 9}`, number('greater-than', at))),
      });
    const account = createEngine({ groups, now: NOW });
    const top = groups.get('S3000')!.rule;
    expect(account.cycles()).toEqual([]);
    expect(account.compare(top, groups.get('S2999')!.rule).relation).toBe('inside');
    expect(account.status(top).reason).not.toBe('');
    expect(account.compare(top, some(alltime)).reason).not.toBe('');
  });

  it('goes through segments that stand on one another by OR and negation, and says of each what it can', () => {
    const groups = new Map<string, { kind: 'segment'; rule: Rule }>([['S0', { kind: 'segment', rule: some(alltime) }]]);
    for (let at = 1; at <= 600; at += 1) {
      const before: Condition = { kind: 'membership', isMember: at % 2 === 0, groupIds: [`S${at - 1}`] };
      groups.set(`S${at}`, { kind: 'segment', rule: any(all(before, has(`P${at % 9}`, number('greater-than', at))), some(last(1 + (at % 90)))) });
    }
    const account = createEngine({ groups, now: NOW });
    for (const [id, { rule }] of groups)
      expect([id, account.status(rule).reason, account.compare(rule, rule).relation]).toEqual([id, expect.stringMatching(/\S/), 'equivalent']);
  });
});
