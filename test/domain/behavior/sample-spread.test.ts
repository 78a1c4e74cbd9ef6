import { StrataSpread, sampledAmount } from '../../../src/domain/behavior/sample-spread';
import { wilson } from '../../../src/domain/behavior/interval';
import { randomOf } from '../../build/behavior-crowd';

const STRATA = 100;
const WINDOWS = 10;
const TOGETHER = 20;

/** Strata of ten windows each; in a window all answer alike, as people who joined in one import do. */
function alike(seed: number): readonly (readonly boolean[])[] {
  const random = randomOf(seed);
  return Array.from({ length: STRATA }, (_, stratum) => Array.from({ length: WINDOWS }, () => random() < 0.2 + (0.6 * stratum) / STRATA));
}

test('where neighbours answer alike the interval holds the truth as often as it says, and one that takes them for independent does not', () => {
  let held = 0;
  let naive = 0;
  const draws = 600;
  for (let draw = 0; draw < draws; draw += 1) {
    const strata = alike(draw * 31 + 1);
    const random = randomOf(draw * 17 + 3);
    for (let place = 0; place < 5; place += 1) random();
    const truth = strata.flat().filter(Boolean).length * TOGETHER;
    const size = STRATA * WINDOWS * TOGETHER;
    const drawn = strata.map((windows) => windows[Math.floor(random() * WINDOWS)]!);
    const share = drawn.filter(Boolean).length / STRATA;
    const spread = new StrataSpread();
    drawn.forEach((yes, stratum) => {
      for (let one = 0; one < TOGETHER; one += 1) spread.add(stratum, WINDOWS, WINDOWS * ((yes ? 1 : 0) - share), 0);
    });
    const { low, high } = sampledAmount(share * size, size, STRATA * TOGETHER, spread);
    if (low <= truth && truth <= high) held += 1;
    const alone = wilson(share, STRATA * TOGETHER, 1 / WINDOWS);
    if (alone.low * size <= truth && truth <= alone.high * size) naive += 1;
  }
  expect(held / draws).toBeGreaterThan(0.93);
  expect(held / draws).toBeLessThan(0.98);
  expect(naive / draws).toBeLessThan(0.6);
});

test('who was read because everyone was cannot err', () => {
  const spread = new StrataSpread();
  for (let one = 0; one < 50; one += 1) spread.add(-1, 1, one % 2 === 0 ? 0.5 : -0.5, 0);
  expect([spread.ofShares(), spread.ofSize()]).toEqual([0, 0]);
});
