import fc from 'fast-check';
import { BuyingCounts, bgNbdLogLikelihood, chanceAlive, expectedOrders, fitBgNbd, type BgNbd } from '../../../src/domain/prediction/bg-nbd';
import { randomFrom } from '../../build/inventory-large';
import { beta, gamma } from '../../build/random-draws';

/** The published fit of CDNOW's 1/10 sample on its first 39 weeks (Fader, Hardie and Lee 2005, table 1), in weeks. */
const PUBLISHED: BgNbd = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

/** Draws histories from a model, as its story tells: buy at one's own rate, leave with one's own chance after each repeat order. */
function drawn(
  model: BgNbd,
  people: number,
  ages: () => number,
  random: () => number,
): { readonly counts: BuyingCounts; readonly later: (ahead: number) => number } {
  const counts = new BuyingCounts();
  const futures: number[][] = [];
  for (let person = 0; person < people; person += 1) {
    const rate = gamma(model.r, random) / model.alpha;
    const leaves = beta(model.a, model.b, random);
    const age = ages();
    let at = 0;
    let repeats = 0;
    let last = 0;
    const future: number[] = [];
    for (;;) {
      at += -Math.log(1 - random()) / rate;
      if (at > age + 60) break;
      if (at <= age) {
        repeats += 1;
        last = at;
      } else future.push(at - age);
      if (random() < leaves) break;
    }
    counts.add({ repeats, last, age });
    futures.push(future);
  }
  return { counts, later: (ahead) => futures.reduce((sum, one) => sum + one.filter((time) => time <= ahead).length, 0) };
}

describe('BG/NBD', () => {
  test('gives the paper’s own example: two repeat orders, the last in week 30.43 of 38.86, are worth 1.226 orders in 39 weeks', () => {
    expect(expectedOrders(PUBLISHED, { repeats: 2, last: 30.43, age: 38.86 }, 39)).toBeCloseTo(1.226, 2);
  });

  test('finds the parameters of histories drawn from it, and what comes afterwards', () => {
    const random = randomFrom(11);
    const truth: BgNbd = { r: 0.6, alpha: 8, a: 0.9, b: 3 };
    const { counts, later } = drawn(truth, 12_000, () => 20 + 60 * random(), random);
    const fit = fitBgNbd(counts);
    expect(fit.converged).toBe(true);
    // No other parameters explain the histories as well: in particular not those they were drawn from.
    expect(fit.logLikelihood).toBeGreaterThanOrEqual(bgNbdLogLikelihood(counts, truth));
    expect(fit.r / truth.r).toBeGreaterThan(0.85);
    expect(fit.r / truth.r).toBeLessThan(1.15);
    expect(fit.alpha / truth.alpha).toBeGreaterThan(0.85);
    expect(fit.alpha / truth.alpha).toBeLessThan(1.15);
    const expected = counts.people.reduce(
      (sum, people, line) => sum + people * expectedOrders(fit, { repeats: counts.repeats[line]!, last: counts.last[line]!, age: counts.age[line]! }, 30),
      0,
    );
    expect(Math.abs(expected / later(30) - 1)).toBeLessThan(0.04);
  });

  test('expects what comes where a shop’s customers differ so much in leaving that a + b is below 1', () => {
    const random = randomFrom(23);
    const truth: BgNbd = { r: 0.9, alpha: 6, a: 0.12, b: 0.5 };
    const { counts, later } = drawn(truth, 12_000, () => 1 + 20 * random(), random);
    const expected = counts.people.reduce(
      (sum, people, line) => sum + people * expectedOrders(truth, { repeats: counts.repeats[line]!, last: counts.last[line]!, age: counts.age[line]! }, 30),
      0,
    );
    expect(Math.abs(expected / later(30) - 1)).toBeLessThan(0.04);
    const once = { repeats: 0, last: 0, age: 1 };
    const at = (b: number): number => expectedOrders({ ...truth, a: 0.25, b }, once, 30);
    expect(at(0.75) / at(0.7501)).toBeCloseTo(1, 3);
    expect(at(0.75) / at(0.7499)).toBeCloseTo(1, 3);
  });

  const model = fc.record({
    r: fc.double({ min: 0.05, max: 5, noNaN: true }),
    alpha: fc.double({ min: 0.5, max: 300, noNaN: true }),
    a: fc.double({ min: 0.05, max: 6, noNaN: true }),
    b: fc.double({ min: 0.2, max: 9, noNaN: true }),
  });
  const buying = fc
    .record({ repeats: fc.integer({ min: 0, max: 40 }), share: fc.double({ min: 0, max: 1, noNaN: true }), age: fc.double({ min: 1, max: 800, noNaN: true }) })
    .map(({ repeats, share, age }) => ({ repeats, last: repeats === 0 ? 0 : share * age, age }));

  test('its chance is one, and falls with silence', () => {
    fc.assert(
      fc.property(model, buying, fc.double({ min: 0, max: 500, noNaN: true }), (parameters, history, silence) => {
        const now = chanceAlive(parameters, history);
        const later = chanceAlive(parameters, { ...history, age: history.age + silence });
        expect(now).toBeGreaterThanOrEqual(0);
        expect(now).toBeLessThanOrEqual(1);
        expect(later).toBeLessThanOrEqual(now + 1e-9);
      }),
    );
  });

  test('expects nothing in no time, more in more time, and never more than somebody who stays would order', () => {
    fc.assert(
      fc.property(model, buying, fc.double({ min: 1, max: 200, noNaN: true }), (parameters, history, ahead) => {
        const sooner = expectedOrders(parameters, history, ahead / 2);
        const later = expectedOrders(parameters, history, ahead);
        expect(expectedOrders(parameters, history, 0)).toBeCloseTo(0, 6);
        expect(sooner).toBeGreaterThanOrEqual(0);
        expect(later).toBeGreaterThanOrEqual(sooner - 1e-6 * (1 + later));
        const whileStaying = ((parameters.r + history.repeats) / (parameters.alpha + history.age)) * ahead;
        expect(later).toBeLessThanOrEqual(whileStaying * chanceAlive(parameters, history) * (1 + 1e-6) + 1e-6);
      }),
      { examples: [[{ r: 0.387, alpha: 0.5, a: 0.062, b: 0.692 }, { repeats: 0, last: 0, age: 1 }, 94]] },
    );
  });
});
