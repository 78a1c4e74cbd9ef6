import fc from 'fast-check';
import { join, subtract } from '../../../src/domain/behavior/read-span';
import type { ReadSpan } from '../../../src/domain/behavior/read-span';

const spans = fc.array(
  fc.tuple(fc.nat(40), fc.nat(12)).map(([from, length]): ReadSpan => ({ from, to: from + length })),
  { maxLength: 6 },
);
const within = (list: readonly ReadSpan[], at: number): boolean => list.some((span) => at >= span.from && at < span.to);

test('joined spans cover the same moments, in order, without touching each other', () => {
  fc.assert(
    fc.property(spans, (list) => {
      const joined = join(list);
      for (let at = 0; at < 60; at += 1) expect(within(joined, at)).toBe(within(list, at));
      for (let at = 1; at < joined.length; at += 1) expect(joined[at]!.from).toBeGreaterThan(joined[at - 1]!.to);
    }),
  );
});

test('what is left after taking spans away is just what lies in none of them', () => {
  fc.assert(
    fc.property(spans, spans, (list, taken) => {
      const left = subtract(list, taken);
      for (let at = 0; at < 60; at += 1) expect(within(left, at)).toBe(within(list, at) && !within(taken, at));
    }),
  );
});
