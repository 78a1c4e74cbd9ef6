import fc from 'fast-check';
import catalogue from '../../fixtures/lifecycle-catalogue.json';
import { ALL_EXAMPLES, FILTER_EXAMPLES } from '../../build/rule-grammar';
import { parseCondition } from '../../../src/domain/rule/conditions/table';
import { FILTER_GRAMMAR } from '../../../src/domain/rule/parse-filter';
import { parseFlowDefinition } from '../../../src/domain/rule/parse-flow';
import { parseSegmentDefinition } from '../../../src/domain/rule/parse-segment';
import { referencesOf } from '../../../src/domain/rule/references';
import { conditionsOf } from '../../../src/domain/rule/rule';
import { writeSegmentDefinition } from '../../../src/domain/rule/write-definition';

const groups = (...groupsOfConditions: unknown[][]): unknown => ({ condition_groups: groupsOfConditions.map((conditions) => ({ conditions })) });

describe('reading and writing Klaviyo definitions', () => {
  it('knows 50 pairs of filter type and operator over 6 types in segments, and since the flow started', () => {
    const pairs = Object.entries(FILTER_GRAMMAR).flatMap(([type, operators]) => Object.keys(operators).map((operator) => `${type} ${operator}`));
    const examples = FILTER_EXAMPLES.map(({ json }) => `${(json as { type: string }).type} ${(json as { operator: string }).operator}`);
    expect(pairs.filter((pair) => pair !== 'date flow-start').sort()).toEqual([...examples].sort());
    expect(examples).toHaveLength(50);
    expect(Object.keys(FILTER_GRAMMAR)).toHaveLength(6);
  });

  it.each(ALL_EXAMPLES.map(({ json }) => [JSON.stringify(json), json] as const))('gives back %s as it was, fully understood', (_, json) => {
    const definition = groups([json], [json, json]);
    const rule = parseSegmentDefinition(definition);
    expect(writeSegmentDefinition(rule)).toEqual(definition);
    expect(referencesOf(rule).unknownParts).toBe(0);
    expect(JSON.parse(JSON.stringify(rule))).toEqual(rule);
  });

  it('gives back every lifecycle definition as it was, fully understood', () => {
    for (const { definition } of Object.values(catalogue)) {
      const rule = parseSegmentDefinition(definition);
      expect(writeSegmentDefinition(rule)).toEqual(definition);
      expect(referencesOf(rule).unknownParts).toBe(0);
    }
  });

  it.each([
    ['a condition type of tomorrow', { type: 'profile-mood', mood: 'good' }],
    ['a field of tomorrow on a known type', { type: 'profile-region', in_region: true, region: 'european_union', since: 3 }],
    ['a region of tomorrow', { type: 'profile-region', in_region: true, region: 'mars' }],
    ['a condition without a required field', { type: 'profile-metric', metric_id: 'X', measurement: 'count' }],
    ['a value of another type', { type: 'profile-metric', metric_id: 7, measurement: 'count', measurement_filter: {}, timeframe_filter: {} }],
    ['a time frame on not being a member', { type: 'profile-group-membership', is_member: false, group_ids: ['A'], timeframe_filter: null }],
    ['membership of nothing', { type: 'profile-group-membership', is_member: true, group_ids: [] }],
    ['a name that every object has', { type: 'constructor' }],
    ['a number', 7],
    ['null', null],
  ])('keeps %s as an unknown condition with its source', (_, json) => {
    expect(parseCondition(json)).toEqual({ kind: 'unknown', level: 'condition', source: json });
    expect(writeSegmentDefinition(parseSegmentDefinition(groups([json])))).toEqual(groups([json]));
  });

  it.each([
    ['an operator of tomorrow', { type: 'numeric', operator: 'roughly', value: 3 }],
    ['an extra field', { type: 'numeric', operator: 'equals', value: 3, currency: 'USD' }],
    ['a date that is none', { type: 'date', operator: 'after', date: 'soon' }],
    ['a month 13', { type: 'date', operator: 'calendar-month', value: 13 }],
    ['a number as text', { type: 'numeric', operator: 'equals', value: '3' }],
  ])('keeps %s as an unknown filter inside a known condition', (_, filter) => {
    const json = { type: 'profile-property', property: 'email', filter };
    expect(parseCondition(json)).toEqual({ kind: 'property', property: 'email', filter: { type: 'unknown', source: filter } });
    expect(writeSegmentDefinition(parseSegmentDefinition(groups([json])))).toEqual(groups([json]));
  });

  it.each([
    ['null', null],
    ['text', 'all'],
    ['a list', []],
    ['no groups', {}],
    ['groups that are no list', { condition_groups: {} }],
    ['a word between the groups', { condition_groups: [], operator: 'or' }],
  ])('keeps a definition that is %s as unknown, never as everyone', (_, definition) => {
    expect(parseSegmentDefinition(definition)).toEqual({ kind: 'unknown', level: 'definition', source: definition });
    expect(writeSegmentDefinition(parseSegmentDefinition(definition))).toEqual(definition);
  });

  it('keeps a group without conditions, or with a field of tomorrow, as unknown and gives it back', () => {
    const definition = { condition_groups: [{ conditions: [] }, { conditions: [{ type: 'profile-sample', percentage: 5 }], at_least: 2 }] };
    const rule = parseSegmentDefinition(definition);
    expect(conditionsOf(rule).map((condition) => condition.kind === 'unknown' && condition.level)).toEqual(['group', 'group']);
    expect(writeSegmentDefinition(rule)).toEqual(definition);
  });

  it('takes a definition without groups for unknown: Klaviyo does not say whether it is everyone or no one', () => {
    expect(parseSegmentDefinition({ condition_groups: [] })).toEqual({ kind: 'unknown', level: 'definition', source: { condition_groups: [] } });
    expect(writeSegmentDefinition({ kind: 'all', of: [] })).toEqual({ condition_groups: [] });
  });

  it('never throws and gives back every definition of any JSON, as it was', () => {
    const words = fc.constantFrom(
      'type',
      'operator',
      'value',
      'filter',
      'profile-metric',
      'profile-property',
      'numeric',
      'date',
      'condition_groups',
      'conditions',
      'in-the-last',
      'unit',
      'quantity',
      'profile-marketing-consent',
      'consent',
      '__proto__',
      'constructor',
    );
    const anything = fc.jsonValue({ maxDepth: 6 });
    const condition = fc.dictionary(words, fc.oneof(words, anything, fc.dictionary(words, fc.oneof(words, anything))));
    const shaken = fc
      .constantFrom(...ALL_EXAMPLES)
      .chain(({ json }) => fc.tuple(words, fc.oneof(words, anything)).map(([key, value]) => ({ ...(json as object), [key]: value })));
    const definition = fc.oneof(
      anything,
      fc.array(fc.array(fc.oneof(condition, shaken), { maxLength: 3 }), { maxLength: 3 }).map((list) => groups(...list)),
    );
    fc.assert(
      fc.property(definition, (json) => {
        const plain: unknown = JSON.parse(JSON.stringify(json));
        expect(writeSegmentDefinition(parseSegmentDefinition(plain))).toEqual(plain);
        parseFlowDefinition({ triggers: plain, actions: [{ type: 'conditional-split', data: { profile_filter: plain } }, plain], profile_filter: plain });
        parseFlowDefinition(plain);
      }),
      { numRuns: 3000, seed: 7 },
    );
  });

  it('survives JSON nested a hundred thousand deep', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(parseCondition({ type: 'profile-property', property: 'email', filter: deep }).kind).toBe('property');
    expect(parseSegmentDefinition(deep).kind).toBe('unknown');
  });
});

describe('writing a rule that was put together', () => {
  const metric = (value: number): unknown => ({
    type: 'profile-metric',
    metric_id: 'M',
    measurement: 'count',
    measurement_filter: { type: 'numeric', operator: 'greater-than-or-equal', value },
    timeframe_filter: { type: 'date', operator: 'alltime' },
  });
  const [one, two, three] = [parseCondition(metric(1)), parseCondition(metric(2)), parseCondition(metric(3))];

  it('turns alternatives of combinations into groups of alternatives', () => {
    const rule = { kind: 'any', of: [{ kind: 'all', of: [one, two] }, three] } as const;
    expect(writeSegmentDefinition(rule)).toEqual(groups([metric(1), metric(3)], [metric(2), metric(3)]));
  });

  it('says a negation by the opposite condition', () => {
    const zero = { ...(metric(1) as object), measurement_filter: { type: 'numeric', operator: 'equals', value: 0 } };
    expect(writeSegmentDefinition({ kind: 'not', of: one })).toEqual(groups([zero]));
    expect(writeSegmentDefinition({ kind: 'not', of: { kind: 'membership', isMember: true, groupIds: ['A'] } })).toEqual(
      groups([{ type: 'profile-group-membership', is_member: false, group_ids: ['A'] }]),
    );
  });

  it.each([
    [
      'a negation without an opposite condition',
      { kind: 'not', of: parseCondition({ type: 'profile-property', property: 'email', filter: { type: 'string', operator: 'equals', value: 'a' } }) },
    ],
    ['the negation of an unknown condition', { kind: 'not', of: parseCondition({ type: 'profile-mood' }) }],
    ['no one', { kind: 'any', of: [] }],
    [
      'alternatives whose distribution goes beyond 100 conditions',
      { kind: 'any', of: Array.from({ length: 6 }, () => ({ kind: 'all' as const, of: [one, two, three] })) },
    ],
  ] as const)('gives null for %s', (_, rule) => {
    expect(writeSegmentDefinition(rule)).toBeNull();
  });
});
