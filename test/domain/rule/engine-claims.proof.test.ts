import type { Relation } from '../../../src/domain/rule/comparison';
import { createEngine } from '../../../src/domain/rule/engine';
import { evaluateRule } from '../../../src/domain/rule/evaluate';
import type { Rule } from '../../../src/domain/rule/rule';
import { createChance } from '../../build/rule-random';
import { drawnFamilies, neighbour, randomPool, randomRule } from '../../build/rule-rewrites';
import type { Truth } from '../../build/rule-truth';
import { anyIn, common, createPanel } from '../../build/rule-truth';
import { FAMILIES, GROUPS, NOW } from '../../build/rule-universe';
import { runsOf } from '../../build/sample-of';

/** All of them under `TEST_ALL=1`, where each count below is a tenth of its kind at least; a run tries a sixth of other pairs each time. */
const { numRuns: PAIRS, seed } = runsOf(100_000, 16_000);
/** A fresh engine now and then: what it remembers must not be what makes it right. */
const PAIRS_AN_ENGINE = PAIRS / 10;
const SEED = 20_261_123 + seed;

/** What a claim rules out: profiles surely in the one set and in the other. */
function counterexample(relation: Relation, a: Truth, b: Truth, size: number): number {
  const leaves = (): number => common(a.yes, b.no, size);
  const lacks = (): number => common(a.no, b.yes, size);
  switch (relation) {
    case 'equivalent':
      return Math.max(leaves(), lacks());
    case 'inside':
      return leaves();
    case 'contains':
      return lacks();
    case 'disjoint':
      return common(a.yes, b.yes, size);
    case 'overlapping':
    case 'not decided':
      return -1;
  }
}

describe('what the engine claims about two rules', () => {
  const chance = createChance(SEED);
  const panel = createPanel(chance, 160);
  const found: Record<Relation, number> = { equivalent: 0, inside: 0, contains: 0, overlapping: 0, disjoint: 0, 'not decided': 0 };
  const statuses = { contradictory: 0, trivial: 0, satisfiable: 0, 'not decided': 0, 'too large': 0 };
  const broken: string[] = [];
  let sharedKeys = 0;

  beforeAll(() => {
    let engine = createEngine({ groups: GROUPS, now: NOW });
    let families = FAMILIES;
    for (let pair = 0; pair < PAIRS; pair += 1) {
      if (pair % PAIRS_AN_ENGINE === 0) {
        engine = createEngine({ groups: GROUPS, now: NOW });
        families = drawnFamilies(FAMILIES, chance, 40);
      }
      const pool = randomPool(families, chance);
      const a = randomRule(pool, chance);
      const b = chance.often(0.6) ? neighbour(a, pool, chance) : randomRule(pool, chance);
      const { relation } = engine.compare(a, b);
      found[relation] += 1;
      const [truthA, truthB] = [panel.truthOf(a), panel.truthOf(b)];
      const report = (claim: string, profile: number): void => {
        if (profile >= 0 && broken.length < 5) broken.push(`pair ${pair}: ${claim}, but profile ${profile}\n${JSON.stringify(a)}\n${JSON.stringify(b)}`);
      };
      report(relation, counterexample(relation, truthA, truthB, panel.size));
      if (engine.key(a) === engine.key(b)) {
        sharedKeys += 1;
        report('equal keys', counterexample('equivalent', truthA, truthB, panel.size));
      }
      if (pair % 5 !== 0) continue;
      const { status } = engine.status(a);
      statuses[status] += 1;
      if (status === 'contradictory') report(status, anyIn(truthA.yes, panel.size));
      if (status === 'trivial') report(status, anyIn(truthA.no, panel.size));
    }
  });

  it('meets no counterexample in random pairs, each looked at with every profile of the panel', () => {
    expect(broken).toEqual([]);
  });

  it('is about something: every relation is claimed often, and most pairs are decided', () => {
    expect(found.equivalent).toBeGreaterThan(PAIRS * 0.09);
    expect(found.inside).toBeGreaterThan(PAIRS * 0.09);
    expect(found.contains).toBeGreaterThan(PAIRS * 0.09);
    expect(found.disjoint).toBeGreaterThan(PAIRS * 0.09);
    expect(found.overlapping).toBeGreaterThan(PAIRS * 0.09);
    expect(found['not decided']).toBeLessThan(PAIRS * 0.1);
    expect(sharedKeys).toBeGreaterThan(PAIRS * 0.09);
    expect(statuses.contradictory).toBeGreaterThan((PAIRS / 5) * 0.025);
    expect(statuses.trivial).toBeGreaterThan((PAIRS / 5) * 0.015);
    expect(statuses['not decided']).toBeLessThan((PAIRS / 5) * 0.2);
  });

  it('is judged by the plain evaluator: putting truth together bit by bit gives its answers', () => {
    for (let round = 0; round < 300; round += 1) {
      const rule: Rule = randomRule(randomPool(FAMILIES, chance), chance);
      const truth = panel.truthOf(rule);
      const index = chance.below(panel.size);
      const bit = (set: Uint32Array): boolean => ((set[index >>> 5]! >>> (index & 31)) & 1) === 1;
      const answer = evaluateRule(rule, panel.facts[index]!, panel.moments[index]!);
      expect({ yes: bit(truth.yes), no: bit(truth.no) }).toEqual({ yes: answer === true, no: answer === false });
    }
  });
});
