import fc from 'fast-check';
import { CATALOGUE, audienceOf } from '../../../src/domain/catalogue/catalogue';
import type { MetricIds, ParameterValues } from '../../../src/domain/catalogue/audience';
import { ALIASES } from '../../../src/domain/catalogue/metric-alias';
import { LONGEST_NAME, buildDefinition } from '../../../src/domain/catalogue/proposed-rule';
import { createEngine } from '../../../src/domain/rule/engine';
import { parseSegmentDefinition } from '../../../src/domain/rule/parse-segment';
import { all, conditionsOf } from '../../../src/domain/rule/rule';
import type { Rule } from '../../../src/domain/rule/rule';

const NOW = Date.UTC(2026, 10, 25);
const metrics = Object.fromEntries(ALIASES.map((alias) => [alias, [`<${alias}>`]])) as MetricIds;
const engine = createEngine({ now: NOW, groups: new Map() });
const rule = (id: string, values: ParameterValues): Rule => parseSegmentDefinition(buildDefinition(audienceOf(id)!, values, metrics)!.definition);

/** Thresholds of any shop, each later than the one before, as the account's own figures are. */
const thresholds = fc
  .record({
    new: fc.integer({ min: 1, max: 60 }),
    second: fc.integer({ min: 1, max: 200 }),
    lapse: fc.integer({ min: 1, max: 400 }),
    p80: fc.integer({ min: 5, max: 300 }),
    p95: fc.integer({ min: 1, max: 300 }),
    lost: fc.integer({ min: 1, max: 700 }),
    vip: fc.integer({ min: 10, max: 5_000 }),
  })
  .map((one): ParameterValues => ({
    d: one.new,
    p80_12: one.new + one.second,
    lapse: one.new + one.second + one.lapse,
    p80: one.p80,
    p95: one.p80 + one.p95,
    lost: one.p80 + one.p95 + one.lost,
    vip_spend: one.vip,
    near: Math.floor(0.6 * one.vip),
    new_days: one.new,
    welcome_days: one.new + 1,
  }));

/** Audiences that follow on each other: nobody is in two of them. */
const NEIGHBOURS: readonly (readonly [string, string])[] = [
  ['C1', 'C2'],
  ['C2', 'C3'],
  ['C1', 'C3'],
  ['D1', 'H1'],
  ['H1', 'I1'],
  ['I1', 'I3'],
  ['H1', 'I3'],
  ['F3', 'I1'],
  ['H2', 'I1'],
  ['H3', 'I1'],
  ['E5', 'I2'],
  ['I2', 'I3'],
  ['E1', 'E3'],
  ['A2', 'A3'],
];

test.each(NEIGHBOURS)('%s and %s share nobody, whatever the account’s thresholds', (one, other) => {
  fc.assert(
    fc.property(thresholds, (values) => {
      expect(engine.compare(rule(one, values), rule(other, values)).relation).toBe('disjoint');
    }),
    { numRuns: 50 },
  );
});

test.each([
  ['J1', 'J2'],
  ['J2', 'J3'],
  ['J1', 'J3'],
  ['J4', 'J3'],
  ['E5', 'E5'],
  ['I2', 'I1'],
  ['D2', 'D1'],
])('%s lies inside %s', (narrow, wide) => {
  fc.assert(
    fc.property(thresholds, (values) => {
      expect(['inside', 'equivalent']).toContain(engine.compare(rule(narrow, values), rule(wide, values)).relation);
    }),
    { numRuns: 30 },
  );
});

test.each(['H1', 'H2', 'H3', 'E5', 'F3', 'I1', 'I2', 'C3'])('%s ends where lost begins: nobody who is lost is in it', (id) => {
  fc.assert(
    fc.property(thresholds, (drawn) => {
      // One-time buyers lapse by their own threshold, which the account keeps below the loss.
      const values = { ...drawn, lost: Math.max(Number(drawn['lost']), Number(drawn['lapse'])) };
      expect(engine.compare(all([rule(id, values), rule('I3', values)]), rule('I3', values)).relation).not.toBe('not decided');
      expect(engine.status(all([rule(id, values), rule('I3', values)])).status).toBe('contradictory');
    }),
    { numRuns: 30 },
  );
});

test('VIP audiences compare spend over one span, and the VIP by spend orders twice', () => {
  const spans = ['E1', 'E3', 'E5', 'I2'].map((id) =>
    conditionsOf(rule(id, {})).flatMap((condition) => {
      if (condition.kind !== 'metric' || condition.measurement !== 'sum' || condition.timeframe.type !== 'date') return [];
      const time = condition.timeframe;
      return [time.operator === 'in-the-last' ? time.quantity : time.operator === 'between' ? time.end - time.start : Number.NaN];
    }),
  );
  expect(spans.flat().length).toBeGreaterThan(4);
  expect(new Set(spans.flat())).toEqual(new Set([365]));
  expect(
    conditionsOf(rule('E1', {})).some(
      (condition) => condition.kind === 'metric' && condition.measurement === 'count' && condition.measure.type === 'numeric' && condition.measure.value === 2,
    ),
  ).toBe(true);
});

test('every name is whole and at most 40 letters, and no two are the same', () => {
  for (const { id, name } of CATALOGUE) expect({ id, fits: Array.from(name).length <= LONGEST_NAME }).toEqual({ id, fits: true });
  expect(new Set(CATALOGUE.map(({ name }) => name.toLowerCase())).size).toBe(CATALOGUE.length);
});

test('whoever is kept out, counted or routed is not asked for consent; campaigns are', () => {
  expect(CATALOGUE.filter(({ usedAs }) => usedAs === 'exclusion').map(({ id }) => id)).toEqual(['D3', 'D4', 'G10', 'I3', 'J5', 'J6', 'K5']);
  expect(CATALOGUE.filter(({ usedAs }) => usedAs === 'reporting').map(({ id }) => id)).toEqual(['J8', 'K4', 'K6', 'L1']);
  expect(CATALOGUE.filter(({ usedAs }) => usedAs === 'flow').map(({ id }) => id)).toEqual(['C4', 'G9', 'I4', 'J7']);
});
