import fc from 'fast-check';
import { ALL_EXAMPLES } from '../../build/rule-grammar';
import { NAMES } from '../../build/rule-names';
import { neighbours } from '../../build/rule-neighbours';
import { describeRule } from '../../../src/domain/rule/describe';
import { createEngine } from '../../../src/domain/rule/engine';
import { parseCondition } from '../../../src/domain/rule/conditions/table';
import type { Condition, Rule } from '../../../src/domain/rule/rule';

const CONDITIONS: readonly Condition[] = ALL_EXAMPLES.flatMap(({ json }) => [json, ...neighbours(json)]).map(parseCondition);
const engine = createEngine({ groups: new Map(), now: Date.UTC(2026, 10, 23, 12), names: NAMES });

function noTwoReadAlike(rules: readonly Rule[]): void {
  const read = new Map<string, { readonly key: string; readonly rule: Rule }>();
  for (const rule of rules) {
    const text = describeRule(rule, NAMES);
    const key = engine.key(rule);
    const other = read.get(text);
    if (other !== undefined && other.key !== key) throw new Error(`“${text}” says both ${JSON.stringify(other.rule)} and ${JSON.stringify(rule)}`);
    read.set(text, { key, rule });
  }
}

describe('words of rules that differ', () => {
  it('differ for all conditions of the grammar and their nearest neighbours, those not understood among them', () => {
    expect(CONDITIONS.length).toBeGreaterThan(5000);
    expect(CONDITIONS.filter(({ kind }) => kind === 'unknown').length).toBeGreaterThan(500);
    noTwoReadAlike(CONDITIONS);
  });

  const few = fc.constantFrom(...CONDITIONS.filter((_, at) => at % 97 === 0), ...ALL_EXAMPLES.map(({ json }) => parseCondition(json)));
  const tree = (depth: number): fc.Arbitrary<Rule> =>
    depth === 0
      ? few
      : fc.oneof(
          { weight: 2, arbitrary: few },
          { weight: 2, arbitrary: fc.array(tree(depth - 1), { maxLength: 3 }).map((of) => ({ kind: 'all', of }) as Rule) },
          { weight: 2, arbitrary: fc.array(tree(depth - 1), { maxLength: 3 }).map((of) => ({ kind: 'any', of }) as Rule) },
          { weight: 1, arbitrary: tree(depth - 1).map((of) => ({ kind: 'not', of }) as Rule) },
        );

  /** The rules that a rule becomes by swapping AND and OR, adding or dropping a negation or brackets at one place. */
  function turned(rule: Rule): readonly Rule[] {
    if (rule.kind === 'not') return [rule.of, ...turned(rule.of).map((of): Rule => ({ kind: 'not', of }))];
    const negated: Rule = { kind: 'not', of: rule };
    if (rule.kind !== 'all' && rule.kind !== 'any') return [negated];
    const moved: readonly Rule[] =
      rule.of.length < 3
        ? []
        : [
            { ...rule, of: [rule.of[0]!, { kind: rule.kind === 'all' ? 'any' : 'all', of: rule.of.slice(1) }] },
            { ...rule, of: [{ kind: rule.kind === 'all' ? 'any' : 'all', of: rule.of.slice(0, 2) }, ...rule.of.slice(2)] },
          ];
    return [
      negated,
      { kind: rule.kind === 'all' ? 'any' : 'all', of: rule.of },
      ...moved,
      ...rule.of.flatMap((part, at) => turned(part).map((other): Rule => ({ ...rule, of: rule.of.map((same, index) => (index === at ? other : same)) }))),
    ];
  }

  it('differ for trees of conditions that differ in an AND, an OR, a bracket or a negation', () => {
    fc.assert(
      fc.property(tree(3), (rule) => noTwoReadAlike([rule, ...turned(rule)])),
      { numRuns: 300 },
    );
  });

  it('differ where the order of groups could be taken for another', () => {
    fc.assert(
      fc.property(fc.array(few, { minLength: 2, maxLength: 4 }), (of) => {
        const [first, ...rest] = of as [Rule, ...Rule[]];
        noTwoReadAlike([
          { kind: 'all', of },
          { kind: 'any', of },
          { kind: 'all', of: [first, { kind: 'any', of: rest }] },
          { kind: 'any', of: [first, { kind: 'all', of: rest }] },
          { kind: 'all', of: [{ kind: 'any', of: [first, rest[0]!] }, ...rest.slice(1)] },
          { kind: 'any', of: [{ kind: 'all', of: [first, rest[0]!] }, ...rest.slice(1)] },
          { kind: 'not', of: { kind: 'all', of } },
          { kind: 'not', of: { kind: 'any', of } },
          ...of,
        ]);
      }),
      { numRuns: 300 },
    );
  });

  it('differ where two conditions on one metric are read as when the last one was', () => {
    const when = (operator: string, quantity: number, unit: string): object => ({ type: 'date', operator, quantity, unit });
    const condition = (metricId: string, value: number, timeframe: object, property?: string): Condition =>
      parseCondition({
        type: 'profile-metric',
        metric_id: metricId,
        measurement: 'count',
        measurement_filter: { type: 'numeric', operator: value === 0 ? 'equals' : 'greater-than-or-equal', value },
        timeframe_filter: timeframe,
        ...(property === undefined ? {} : { metric_filters: [{ property, filter: { type: 'existence', operator: 'is-set' } }] }),
      });
    const spans = [
      [30, 'day'],
      [365, 'day'],
      [365, 'hour'],
      [1, 'week'],
    ] as const;
    const ever = ['ORDER', 'CHECKOUT'].flatMap((id) =>
      [undefined, 'Brand'].flatMap((property) =>
        [{ type: 'date', operator: 'alltime' }, ...spans.map(([n, unit]) => when('at-least', n, unit))].map((timeframe) =>
          condition(id, 1, timeframe, property),
        ),
      ),
    );
    const lately = ['ORDER', 'CHECKOUT'].flatMap((id) =>
      [undefined, 'Brand'].flatMap((property) => spans.map(([n, unit]) => condition(id, 0, when('in-the-last', n, unit), property))),
    );
    noTwoReadAlike(
      ever.flatMap((one) =>
        lately.flatMap((other): Rule[] => [
          { kind: 'all', of: [one, other] },
          { kind: 'any', of: [one, other] },
        ]),
      ),
    );
  });

  it('shows whole ids of nothing that lost its name, and still tells them apart', () => {
    const gone = (metricId: string): Rule => ({
      kind: 'metric',
      metricId,
      measurement: 'count',
      measure: { type: 'numeric', operator: 'equals', value: 1 },
      timeframe: { type: 'date', operator: 'alltime' },
    });
    const texts = ['QqWw11', 'ZzXx11', 'AaWw11', '11'].map((id) => describeRule(gone(id), NAMES));
    expect(new Set(texts).size).toBe(4);
    expect(texts[0]).toBe('Has had an event of a metric that is not in the account (ending w11) exactly once');
    expect(texts.join()).not.toMatch(/QqWw11|ZzXx11|AaWw11/);
  });
});
