import fc from 'fast-check';
import { expectedSpend, fitGammaGamma } from '../../../src/domain/prediction/gamma-gamma';
import { randomFrom } from '../../build/inventory-large';
import { gamma } from '../../build/random-draws';

/** The published fit of CDNOW's 1/10 sample (Fader and Hardie 2013), in dollars. */
const PUBLISHED = { p: 6.25, q: 3.74, v: 15.44 };

describe('gamma-gamma', () => {
  test('draws few orders towards everybody’s mean, as the note’s example does', () => {
    const everybody = expectedSpend(PUBLISHED, { orders: 0, mean: 0 })!;
    expect(everybody).toBeCloseTo(35.2, 1);
    expect(expectedSpend(PUBLISHED, { orders: 1, mean: 100 })!).toBeCloseTo((6.25 * (15.44 + 100)) / (6.25 + 3.74 - 1), 6);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.double({ min: 1, max: 900, noNaN: true }), (orders, mean) => {
        const expected = expectedSpend(PUBLISHED, { orders, mean })!;
        expect(expected).toBeGreaterThanOrEqual(Math.min(mean, everybody) - 1e-9);
        expect(expected).toBeLessThanOrEqual(Math.max(mean, everybody) + 1e-9);
      }),
    );
  });

  test('has no mean for somebody without orders where spend has none', () => {
    expect(expectedSpend({ p: 2, q: 0.8, v: 10 }, { orders: 0, mean: 0 })).toBeNull();
  });

  test('finds the spread of amounts in any currency', () => {
    const random = randomFrom(5);
    const spending = Array.from({ length: 4000 }, () => {
      const own = gamma(4, random) / 60;
      const orders = 1 + Math.floor(5 * random());
      return { orders, mean: Array.from({ length: orders }, () => gamma(5, random) / own).reduce((sum, one) => sum + one, 0) / orders };
    });
    const dollars = fitGammaGamma(spending);
    const cents = fitGammaGamma(spending.map((one) => ({ ...one, mean: one.mean * 100 })));
    expect(dollars.converged).toBe(true);
    expect(dollars.p).toBeGreaterThan(4.2);
    expect(dollars.p).toBeLessThan(5.8);
    expect(dollars.q).toBeGreaterThan(3.6);
    expect(dollars.q).toBeLessThan(4.4);
    // Everybody's mean: 5 × 60 ÷ (4 − 1).
    expect(Math.abs(expectedSpend(dollars, { orders: 0, mean: 0 })! / 100 - 1)).toBeLessThan(0.04);
    expect(Math.abs(expectedSpend(cents, { orders: 3, mean: 9000 })! / expectedSpend(dollars, { orders: 3, mean: 90 })! / 100 - 1)).toBeLessThan(0.005);
  });
});
