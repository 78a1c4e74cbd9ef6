import type { Relation } from '../../../src/domain/rule/comparison';
import { createEngine } from '../../../src/domain/rule/engine';
import { createChance } from '../../build/rule-random';
import { randomPool, randomRule, rewrite } from '../../build/rule-rewrites';
import { FAMILIES, GROUPS, NOW } from '../../build/rule-universe';

const RULES = 6_000;

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

  it('is found equivalent in at least 95 of 100 cases after changes of order, distribution, negation, units and repetition, and never different', () => {
    const equivalent = found.equivalent ?? 0;
    expect(equivalent / RULES).toBeGreaterThanOrEqual(0.95);
    expect(equivalent + (found['not decided'] ?? 0)).toBe(RULES);
  });

  it('has the same key in at least 95 of 100 cases, though it is nearly always another text', () => {
    expect(sameKey / RULES).toBeGreaterThanOrEqual(0.95);
    expect(sameText / RULES).toBeLessThan(0.2);
  });
});
