import type { Relation } from '../../../src/domain/rule/comparison';
import { createEngine } from '../../../src/domain/rule/engine';
import type { Construction } from '../../build/rule-constructed';
import { constructedPair, isEmpty, isProven } from '../../build/rule-constructed';
import { createChance } from '../../build/rule-random';
import { randomPool, randomRule, rewrite } from '../../build/rule-rewrites';
import { FAMILIES, GROUPS, NOW } from '../../build/rule-universe';
import { runsOf } from '../../build/sample-of';

/** The first of the same pairs in an ordinary run, all of them under `TEST_ALL=1`. */
const { numRuns: RULES } = runsOf(6_000, 1_200);
const { numRuns: PAIRS } = runsOf(3_000, 600);

describe('a rule said in other words', () => {
  const chance = createChance(42);
  const engine = createEngine({ groups: GROUPS, now: NOW });
  const found: Partial<Record<Relation, number>> = {};
  let sameKey = 0;
  let sameText = 0;

  beforeAll(() => {
    for (let index = 0; index < RULES; index += 1) {
      const pool = randomPool(FAMILIES, chance);
      const rule = randomRule(pool, chance);
      const other = rewrite(rule, pool, chance, 1 + chance.below(7));
      const { relation } = engine.compare(rule, other);
      found[relation] = (found[relation] ?? 0) + 1;
      if (engine.key(rule) === engine.key(other)) sameKey += 1;
      if (JSON.stringify(rule) === JSON.stringify(other)) sameText += 1;
    }
  });

  it('is found equivalent in at least 97 of 100 cases after changes of order, distribution, negation, units and repetition, and never different', () => {
    const equivalent = found.equivalent ?? 0;
    expect(equivalent / RULES).toBeGreaterThanOrEqual(0.97);
    expect(equivalent + (found['not decided'] ?? 0)).toBe(RULES);
  });

  it('has the same key in at least 95 of 100 cases, though it is nearly always another text', () => {
    expect(sameKey / RULES).toBeGreaterThanOrEqual(0.95);
    expect(sameText / RULES).toBeLessThan(0.2);
  });
});

describe('two rules that are related by construction, each said in other words', () => {
  it.each<[Construction, number]>([
    ['restated', 0.97],
    ['inside', 0.98],
    ['disjoint', 0.98],
  ])('are proven to be %s in at least this share of cases: %d', (how, least) => {
    const chance = createChance(7);
    const engine = createEngine({ groups: GROUPS, now: NOW });
    let proven = 0;
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const [one, other] = constructedPair(how, chance);
      if (isProven(how, engine.compare(one, other), isEmpty(engine.status(one)) || isEmpty(engine.status(other)))) proven += 1;
    }
    expect(proven / PAIRS).toBeGreaterThanOrEqual(least);
  });
});
