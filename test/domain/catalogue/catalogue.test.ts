import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALIASES } from '../../../src/domain/catalogue/metric-alias';
import type { MetricAlias } from '../../../src/domain/catalogue/metric-alias';
import type { MetricIds } from '../../../src/domain/catalogue/audience';
import { CATALOGUE, audienceOf } from '../../../src/domain/catalogue/catalogue';
import { aliasesOf } from '../../../src/domain/catalogue/condition';
import { ONE_WINDOW } from '../../../src/domain/catalogue/windows-by-orders';
import { buildDefinition, parameterReader } from '../../../src/domain/catalogue/proposed-rule';
import { conditionsOf } from '../../../src/domain/rule/rule';
import { parseSegmentDefinition } from '../../../src/domain/rule/parse-segment';
import { CADENCES, STAGES, USES } from '../../../src/domain/terms/lifecycle-terms';
import published from '../../fixtures/lifecycle-catalogue.json';

/** The published definitions write a parameter as `$name(default)` where it stands inside a name: the default is meant. */
function withDefaults(definition: unknown): unknown {
  return JSON.parse(JSON.stringify(definition).replace(/\$[a-z_]+\(([^)]*)\)/g, '$1')) as unknown;
}
const oneEach = Object.fromEntries(ALIASES.map((alias) => [alias, [`<${alias}>`]])) as MetricIds;

test('the catalogue has exactly the published audiences, in their order and with their names, and the README counts them', () => {
  expect(CATALOGUE.map(({ id, name }) => [id, name])).toEqual(Object.entries(published).map(([id, { name }]) => [id, name]));
  expect(readFileSync(join(__dirname, '../../../README.md'), 'utf8')).toContain(`which of ${CATALOGUE.length} lifecycle audiences`);
});

test.each(CATALOGUE.map((audience) => [audience.id, audience] as const))('%s filled with its defaults is the published definition', (id, audience) => {
  const written = buildDefinition(audience, {}, oneEach);
  expect(written?.definition).toEqual(withDefaults(published[id as keyof typeof published].definition));
  expect(written?.approximations).toEqual([]);
  expect(written?.leftOut).toEqual([]);
});

test('every definition is understood by the rule parser to the last condition', () => {
  for (const audience of CATALOGUE) {
    const rule = parseSegmentDefinition(buildDefinition(audience, {}, oneEach)!.definition);
    expect(conditionsOf(rule).filter((condition) => condition.kind === 'unknown')).toEqual([]);
  }
});

test('an audience declares exactly the metrics that its rule counts', () => {
  for (const audience of CATALOGUE) {
    const counted = new Set(audience.clauses(parameterReader(audience.parameters, {})).flat().flatMap(aliasesOf));
    expect({ id: audience.id, needs: [...audience.needs].sort() }).toEqual({ id: audience.id, needs: [...counted].sort() });
    expect(audience.optional.every((alias) => audience.needs.includes(alias))).toBe(true);
  }
});

test('every declared parameter changes the rule', () => {
  for (const audience of CATALOGUE) {
    const standard = JSON.stringify(buildDefinition(audience, {}, oneEach)!.definition);
    for (const parameter of audience.parameters) {
      const windows = parameter.fallback === ONE_WINDOW ? '2 orders: 40 days; 3 orders or more: 90 days' : null;
      const other = windows ?? (parameter.name === 'discount_shape' ? 'amount' : typeof parameter.fallback === 'number' ? parameter.fallback + 1 : 'Other');
      expect({
        id: audience.id,
        name: parameter.name,
        same: JSON.stringify(buildDefinition(audience, { [parameter.name]: other }, oneEach)!.definition) === standard,
      }).toEqual({ id: audience.id, name: parameter.name, same: false });
    }
  }
});

test('every audience has a stage, uses, a cadence, an owner and a meaning', () => {
  const stages = new Set(CATALOGUE.map((audience) => audience.stage));
  expect([...stages]).toEqual([...STAGES]);
  for (const audience of CATALOGUE) {
    expect(audience.uses.length).toBeGreaterThan(0);
    expect(audience.uses.every((use) => USES.includes(use))).toBe(true);
    expect(CADENCES).toContain(audience.cadence);
    expect(audience.meaning).toMatch(/\.$/);
    expect(audience.owner).not.toBe('');
  }
});

describe('an alias with several metrics', () => {
  const two = { ...oneEach, order: ['shop', 'till'] } as MetricIds;
  const conditionsOfGroup = (id: string, metrics: MetricIds, group: number) =>
    buildDefinition(audienceOf(id)!, {}, metrics)!.definition.condition_groups[group]!.conditions.map(
      (condition) =>
        `${String(condition.metric_id)} ${(condition.measurement_filter as { operator: string }).operator} ${String((condition.measurement_filter as { value: number }).value)}`,
    );

  test('at least once is either of them', () => {
    expect(conditionsOfGroup('D3', two, 0)).toEqual(['shop greater-than-or-equal 1', 'till greater-than-or-equal 1']);
  });

  test('never is neither of them', () => {
    const groups = buildDefinition(audienceOf('A2')!, {}, two)!.definition.condition_groups;
    expect(groups).toHaveLength(3);
    expect(conditionsOfGroup('A2', two, 1)).toEqual(['shop equals 0']);
    expect(conditionsOfGroup('A2', two, 2)).toEqual(['till equals 0']);
  });

  test.each([
    ['D1', 'at least two'],
    ['D2', 'exactly two'],
    ['C1', 'exactly one'],
    ['E2', 'at least four'],
  ])('a count over both (%s, %s) is said exactly: it holds for just the pairs of counts that add up', (id) => {
    const audience = audienceOf(id)!;
    const single = buildDefinition(audience, {}, oneEach)!.definition.condition_groups[0]!.conditions[0]!.measurement_filter as {
      operator: string;
      value: number;
    };
    const groups = buildDefinition(audience, {}, two)!.definition.condition_groups.filter(
      (group) =>
        JSON.stringify(group.conditions[0]!.timeframe_filter) ===
        JSON.stringify(buildDefinition(audience, {}, oneEach)!.definition.condition_groups[0]!.conditions[0]!.timeframe_filter),
    );
    const holds = (operator: string, left: number, right: number): boolean =>
      operator === 'equals' ? left === right : operator === 'less-than' ? left < right : left >= right;
    for (let shop = 0; shop <= 5; shop += 1) {
      for (let till = 0; till <= 5; till += 1) {
        const counts: Record<string, number> = { shop, till };
        const met = groups.every((group) =>
          group.conditions.some((condition) => {
            const filter = condition.measurement_filter as { operator: string; value: number };
            return holds(filter.operator, counts[condition.metric_id as string]!, filter.value);
          }),
        );
        expect({ shop, till, met }).toEqual({ shop, till, met: holds(single.operator, shop + till, single.value) });
      }
    }
  });

  test('a sum over both cannot be said: it is compared shop by shop, and the proposal says so', () => {
    const written = buildDefinition(audienceOf('E1')!, {}, two)!;
    expect(conditionsOfGroup('E1', two, 0)).toEqual(['shop greater-than-or-equal 500', 'till greater-than-or-equal 500']);
    expect(written.approximations).toEqual([expect.stringContaining('cannot add them up')]);
    expect(conditionsOfGroup('E3', two, 1)).toEqual(['shop less-than 500']);
    expect(conditionsOfGroup('E3', two, 2)).toEqual(['till less-than 500']);
  });
});

describe('a metric that the account lacks', () => {
  const without = (...missing: MetricAlias[]): MetricIds =>
    Object.fromEntries(Object.entries(oneEach).filter(([alias]) => !missing.includes(alias as MetricAlias)));

  test('leaves an optional sign of interest out of the rule, and says so', () => {
    const written = buildDefinition(audienceOf('A4')!, {}, without('site', 'viewed'))!;
    expect(written.definition.condition_groups[1]!.conditions).toHaveLength(1);
    expect(written.leftOut).toEqual(['site', 'viewed']);
  });

  test('never having done what cannot happen is left out as true for everyone', () => {
    expect(buildDefinition(audienceOf('B1')!, {}, without('cart'))!.definition.condition_groups).toHaveLength(3);
  });

  test('makes the rule impossible where nothing else would be left', () => {
    expect(buildDefinition(audienceOf('A4')!, {}, without('site', 'viewed', 'click'))).toBeNull();
    expect(buildDefinition(audienceOf('C1')!, {}, without('order'))).toBeNull();
    expect(buildDefinition(audienceOf('G10')!, {}, without('refund', 'cancel'))).toBeNull();
  });
});
