import { createEngine } from '../../src/domain/rule/engine';
import type { Rule } from '../../src/domain/rule/rule';
import type { Construction } from '../build/rule-constructed';
import { constructedPair, isEmpty, isProven } from '../build/rule-constructed';
import { createChance } from '../build/rule-random';
import { drawnFamilies, neighbour, randomPool, randomRule } from '../build/rule-rewrites';
import { common, createPanel } from '../build/rule-truth';
import { FAMILIES, GROUPS, NOW } from '../build/rule-universe';

/** Pairs of each kind; the random ones are as many as `BENCH_PAIRS` says (1,000,000 take about a quarter of an hour). */
const CONSTRUCTED = 10_000;
const RANDOM = Number(process.env.BENCH_PAIRS ?? '100000');
const SEED = Number(process.env.BENCH_SEED ?? '7');

/** Prints how many of the relations that hold by construction are proven, and how many proofs about random pairs a profile refutes. */
export function run(print: (line: string) => void): void {
  const examples = process.env.BENCH_EXAMPLES === undefined ? 0 : Number(process.env.BENCH_EXAMPLES);
  for (const how of ['restated', 'equivalent', 'inside', 'disjoint'] as const satisfies readonly Construction[]) {
    const chance = createChance(SEED);
    const engine = createEngine({ groups: GROUPS, now: NOW });
    let proven = 0;
    let shown = 0;
    for (let pair = 0; pair < CONSTRUCTED; pair += 1) {
      const [one, other] = constructedPair(how, chance);
      const answer = engine.compare(one, other);
      if (isProven(how, answer, isEmpty(engine.status(one)) || isEmpty(engine.status(other)))) proven += 1;
      else if (shown < examples) {
        shown += 1;
        print(`${answer.relation}:\n  ${JSON.stringify(one)}\n  ${JSON.stringify(other)}`);
      }
    }
    print(`${how} by construction: ${((100 * proven) / CONSTRUCTED).toFixed(1)} % of ${CONSTRUCTED} proven`);
  }
  print(falseProofs());
}

function falseProofs(): string {
  const chance = createChance(SEED);
  const panel = createPanel(chance, 192);
  const counted: Record<string, number> = {};
  const broken: string[] = [];
  let engine = createEngine({ groups: GROUPS, now: NOW });
  let families = FAMILIES;
  const started = performance.now();
  let asked = 0;
  for (let pair = 0; pair < RANDOM; pair += 1) {
    if (pair % 10_000 === 0) {
      engine = createEngine({ groups: GROUPS, now: NOW });
      families = drawnFamilies(FAMILIES, chance, 40);
    }
    const pool = randomPool(families, chance);
    const one: Rule = randomRule(pool, chance);
    const other = chance.often(0.6) ? neighbour(one, pool, chance) : randomRule(pool, chance);
    const start = performance.now();
    const { relation } = engine.compare(one, other);
    asked += performance.now() - start;
    counted[relation] = (counted[relation] ?? 0) + 1;
    const [a, b] = [panel.truthOf(one), panel.truthOf(other)];
    const refuted =
      (relation === 'equivalent' && (common(a.yes, b.no, panel.size) >= 0 || common(a.no, b.yes, panel.size) >= 0)) ||
      (relation === 'inside' && common(a.yes, b.no, panel.size) >= 0) ||
      (relation === 'contains' && common(a.no, b.yes, panel.size) >= 0) ||
      (relation === 'disjoint' && common(a.yes, b.yes, panel.size) >= 0);
    if (refuted && broken.length < 5) broken.push(`${relation}: ${JSON.stringify(one)} ${JSON.stringify(other)}`);
  }
  const shares = Object.entries(counted)
    .map(([relation, count]) => `${relation} ${((100 * count) / RANDOM).toFixed(1)} %`)
    .join(', ');
  return `${RANDOM} random pairs (${shares}), ${(asked / RANDOM).toFixed(2)} ms a pair, of ${Math.round((performance.now() - started) / 1000)} s: ${broken.length} false proofs${broken.map((line) => `\n  ${line}`).join('')}`;
}
