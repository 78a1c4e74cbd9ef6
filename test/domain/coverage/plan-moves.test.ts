import fc from 'fast-check';
import { addTo, bitSet, countOf } from '../../../src/domain/comparison/bit-set';
import { planMoves, type Move } from '../../../src/domain/coverage/plan-moves';

const SIZE = 60;
const move = (key: string, people: readonly number[] | null, worth: number, effort = 0.5): Move => {
  const set = bitSet(SIZE);
  people?.forEach((place) => addTo(set, place));
  return { key, people: people === null ? null : set, worth, wholeWorth: worth, effort };
};
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, place) => from + place);

describe('the plan', () => {
  test('counts each person once, for what they are worth most', () => {
    const plan = planMoves([move('all at 1', range(0, 20), 1), move('ten at 4', range(0, 10), 4), move('the same ten at 2', range(0, 10), 2)], countOf);
    expect(plan.map(({ key }) => key)).toEqual(['ten at 4', 'all at 1', 'the same ten at 2']);
    expect(plan.map(({ gain }) => gain)).toEqual([40, 10, 0]);
    expect(plan[2]!.total).toBe(50);
  });

  test('adds the difference where a later move is worth more to the same people', () => {
    const plan = planMoves([move('many at 1', range(0, 50), 1), move('few at 4', range(0, 5), 4)], countOf);
    expect(plan).toEqual([
      { key: 'many at 1', gain: 50, total: 50 },
      { key: 'few at 4', gain: 15, total: 65 },
    ]);
  });

  test('takes the easier of two that bring the same, and keeps the given order among those that bring nothing', () => {
    const plan = planMoves(
      [move('hard', range(0, 5), 2, 1), move('easy', range(0, 5), 2, 0.25), move('none a', [], 3), move('none b', range(0, 9), 0)],
      countOf,
    );
    expect(plan.map(({ key }) => key)).toEqual(['easy', 'hard', 'none a', 'none b']);
  });

  test('counts a move whose people cannot be told whole', () => {
    expect(planMoves([move('unknown', null, 30), move('known', range(0, 5), 2)], countOf)).toEqual([
      { key: 'unknown', gain: 30, total: 30 },
      { key: 'known', gain: 10, total: 40 },
    ]);
  });

  test('gains fall, none is negative, and the sum is never more than everybody at their most', () => {
    const moves = fc.array(
      fc.record({ people: fc.uniqueArray(fc.nat(SIZE - 1)), worth: fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 500, noNaN: true })) }),
      { maxLength: 9 },
    );
    fc.assert(
      fc.property(moves, (drawn) => {
        const all = drawn.map(({ people, worth }, place) => move(`m${place}`, people, worth));
        const plan = planMoves(all, countOf);
        expect(plan.map(({ key }) => key).sort()).toEqual(all.map(({ key }) => key).sort());
        let last = Infinity;
        for (const { gain } of plan) {
          expect(gain).toBeGreaterThanOrEqual(0);
          expect(gain).toBeLessThanOrEqual(last * (1 + 1e-9) + 1e-9);
          last = gain;
        }
        const most = range(0, SIZE).reduce(
          (sum, place) => sum + Math.max(0, ...drawn.filter(({ people }) => people.includes(place)).map(({ worth }) => worth)),
          0,
        );
        const total = plan[plan.length - 1]?.total ?? 0;
        expect(Math.abs(total - most)).toBeLessThanOrEqual(1e-9 * (1 + most));
      }),
    );
  });
});
