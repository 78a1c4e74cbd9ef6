import { createEngine } from '../../../src/domain/rule/engine';
import type { Construction } from '../../build/rule-constructed';
import { constructedPair } from '../../build/rule-constructed';
import { createChance } from '../../build/rule-random';
import { randomPool, randomRule } from '../../build/rule-rewrites';
import { FAMILIES, GROUPS, NOW } from '../../build/rule-universe';

const NESTED = ['equivalent', 'inside', 'contains'];

/** What a full comparison proves, put as a nesting. An engine of its own, so that neither answer was remembered from the other. */
const engines = { full: createEngine({ groups: GROUPS, now: NOW }), nesting: createEngine({ groups: GROUPS, now: NOW }) };

describe('a nesting says what a full comparison says of rules of which one lies in the other, and neither of all others', () => {
  const chance = createChance(11);
  const found = new Map<string, number>();
  const check = (one: Parameters<typeof engines.full.compare>[0], other: typeof one): void => {
    const { relation, approximate } = engines.full.compare(one, other);
    const nested = NESTED.includes(relation);
    found.set(relation, (found.get(relation) ?? 0) + 1);
    expect(engines.nesting.nested(one, other)).toEqual({ relation: nested ? relation : 'neither', approximate: nested && approximate });
  };

  it('of pairs drawn at random', () => {
    for (let pair = 0; pair < 150; pair += 1) {
      const pool = randomPool(FAMILIES, chance);
      check(randomRule(pool, chance), randomRule(pool, chance));
    }
  });

  it.each<Construction>(['restated', 'inside', 'disjoint'])('of pairs that are %s by construction', (how) => {
    for (let pair = 0; pair < 60; pair += 1) check(...constructedPair(how, chance));
  });

  it('and the pairs were of every kind', () => {
    for (const relation of [...NESTED, 'overlapping', 'disjoint']) expect(found.get(relation) ?? 0).toBeGreaterThan(2);
  });
});
