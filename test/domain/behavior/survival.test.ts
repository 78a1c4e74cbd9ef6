import fc from 'fast-check';
import { Waits } from '../../../src/domain/behavior/survival';
import { weightedQuantile } from '../../../src/domain/behavior/quantile';

interface Wait {
  readonly days: number;
  readonly happened: boolean;
}
const waits = fc.array(fc.record({ days: fc.integer({ min: 1, max: 120 }), happened: fc.boolean() }), { minLength: 20, maxLength: 300 });

function curveOf(list: readonly Wait[], horizon = 120) {
  const own = new Waits();
  for (const { days, happened } of list) own.add(days, happened);
  return own.curve(horizon);
}

/** The product over event times of 1 − (events ÷ still waiting), straight from its definition. */
function productLimit(list: readonly Wait[], day: number): number {
  let staying = 1;
  for (let at = 1; at <= day; at += 1) {
    const waiting = list.filter((one) => one.days >= at).length;
    if (waiting < 10) break;
    staying *= 1 - list.filter((one) => one.happened && one.days === at).length / waiting;
  }
  return 1 - staying;
}

test('the curve is the product-limit estimate of Kaplan and Meier, as far as ten people still wait', () => {
  fc.assert(
    fc.property(waits, (list) => {
      const curve = curveOf(list);
      for (const day of [1, 7, 30, 77, curve.horizon])
        expect(curve.happenedBy(Math.min(day, curve.horizon))).toBeCloseTo(productLimit(list, Math.min(day, curve.horizon)), 10);
    }),
    { numRuns: 60 },
  );
});

test('where everybody came back, quantiles are those of the plain list', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 40, maxLength: 200 }), fc.constantFrom(0.2, 0.5), (days, share) => {
      const sorted = [...days].sort((one, other) => one - other);
      const curve = curveOf(
        days.map((one) => ({ days: one, happened: true })),
        100,
      );
      // The last nine are cut off as too few: the share is of those before.
      const told = sorted.filter((one) => one <= curve.horizon);
      expect(curve.quantile(share)).toBe(told[Math.ceil(share * told.length - 1e-9) - 1]);
    }),
    { numRuns: 60 },
  );
});

test('leaving out those who are still waited for would make gaps look short', () => {
  const list: Wait[] = [];
  // One customer a day for 200 days; half come back after 20 days, half after 120. Young ones have not had the time.
  for (let age = 1; age <= 200; age += 1) {
    const gap = age % 2 === 0 ? 20 : 120;
    list.push(age >= gap ? { days: gap, happened: true } : { days: age, happened: false });
  }
  const returned = list.filter((one) => one.happened).map((one) => one.days);
  expect(weightedQuantile(returned, null, 0.6)).toBe(20);
  expect(curveOf(list, 200).quantile(0.6)).toBe(120);
});

test('quantiles never go down as the share goes up, and none exists where nobody came back', () => {
  fc.assert(
    fc.property(waits, (list) => {
      const curve = curveOf(list);
      const points = [0.1, 0.5, 0.8, 0.95, 1].map((share) => curve.quantile(share));
      if (list.every((one) => !one.happened)) expect(points.every((one) => one === null)).toBe(true);
      for (let at = 1; at < points.length; at += 1) expect(points[at]! >= points[at - 1]!).toBe(true);
    }),
    { numRuns: 60 },
  );
  expect(curveOf([]).quantile(0.5)).toBeNull();
});

test('a weighted quantile is the quantile of the list in which each value stands as often as its weight', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 5 })), { minLength: 1, maxLength: 60 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (pairs, share) => {
        const spread = pairs.flatMap(([value, weight]) => Array.from({ length: weight }, () => value));
        expect(
          weightedQuantile(
            pairs.map(([value]) => value),
            pairs.map(([, weight]) => weight),
            share,
          ),
        ).toBe(weightedQuantile(spread, null, share));
      },
    ),
  );
  expect(weightedQuantile([], null, 0.5)).toBeNull();
});
