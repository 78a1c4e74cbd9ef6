import { createFormats } from '../../../src/domain/text/format';
import { known, unknown } from '../../../src/domain/account/known';
import type { Draft } from '../../../src/domain/coverage/draft';
import { prioritize } from '../../../src/domain/coverage/prioritize';
import { settings } from '../../build/analysis';
import { aFigure, anAccount } from '../../build/inventory';
import { randomFrom } from '../../build/inventory-large';

const PLAN = { people: null, now: 0, formats: createFormats(anAccount()) };
const scale = { windowRevenue: known(aFigure(250_000, { unit: 'money' })), reachableBase: known(aFigure(10_000)) };

function draft(key: string, change: Partial<Draft> = {}): Draft {
  return {
    key,
    action: 'Create',
    segment: key,
    stage: 'Repeat buyer',
    rule: 'x',
    evidence: 'x',
    use: 'Campaign targeting',
    uses: ['Campaign targeting', 'Flow branching'],
    size: known(aFigure(800)),
    reachable: known(aFigure(700)),
    value: known(aFigure(2_000, { unit: 'money' })),
    owner: 'x',
    cadence: 'Monthly',
    link: null,
    definition: '{}',
    readiness: 'ready',
    readinessReason: 'x',
    audienceId: null,
    touches: [],
    steps: [],
    valueClass: 'RT',
    state: 'missing',
    urgent: null,
    dueBy: null,
    servedByFlow: false,
    ...change,
  };
}
const order = (drafts: readonly Draft[], values = settings()): readonly string[] => prioritize(drafts, scale, values, PLAN).map((row) => row.key);
const first = (better: Partial<Draft>, worse: Partial<Draft>): void => expect(order([draft('a', worse), draft('b', better)])[0]).toBe('b');

describe('what puts a row higher', () => {
  test('more value', () => first({ value: known(aFigure(6_000)) }, { value: known(aFigure(600)) }));
  test('more reach', () => first({ reachable: known(aFigure(5_000)) }, { reachable: known(aFigure(50)) }));
  test('readiness', () => first({}, { readiness: 'needs review' }));
  test('measured rather than fallback figures', () => first({}, { size: known(aFigure(800, { method: 'fallback' })) }));
  test('the main use case', () => first({}, { use: 'Reporting', uses: ['Reporting'] }));
  test('a defect', () => first({ state: 'defect' }, { state: 'partial' }));
  test('less work', () => first({ action: 'Refresh' }, {}));
  test('no flow that already serves the audience', () => first({}, { servedByFlow: true }));
  test('a known figure, against an unknown one', () => first({ value: known(aFigure(4_000)) }, { value: unknown('not measured') }));
  test('a consent or dead-metric defect, above everything', () => {
    const rows = prioritize(
      [
        draft('rich', { value: known(aFigure(1e9)), reachable: known(aFigure(10_000)), state: 'defect' }),
        draft('urgent', { value: unknown('x'), reachable: unknown('x'), urgent: 'consent' }),
      ],
      scale,
      settings(),
      PLAN,
    );
    expect(rows.map((row) => [row.key, row.priority])).toEqual([
      ['urgent', 'P1'],
      ['rich', 'P1'],
    ]);
  });
});

describe('settings', () => {
  test('weights change the score', () => {
    const drafts = [
      draft('rich', { value: known(aFigure(7_000)), reachable: known(aFigure(20)) }),
      draft('wide', { value: known(aFigure(20)), reachable: known(aFigure(9_000)) }),
    ];
    const best = (values: ReturnType<typeof settings>): string => [...prioritize(drafts, scale, values, PLAN)].sort((a, b) => b.score - a.score)[0]!.key;
    expect(best(settings({ 'Weight of reach': 0 }))).toBe('rich');
    expect(best(settings({ 'Weight of value': 0 }))).toBe('wide');
  });

  test('all weights at zero still give an order', () => {
    const zero = settings(Object.fromEntries(['value', 'reach', 'readiness', 'main use case', 'staleness', 'effort'].map((name) => [`Weight of ${name}`, 0])));
    expect(prioritize([draft('b'), draft('a')], scale, zero, PLAN).map((row) => [row.key, row.score])).toEqual([
      ['a', 0],
      ['b', 0],
    ]);
  });

  test('the moves that a team can make in a quarter decide what is now and next, and priority follows', () => {
    const drafts = Array.from({ length: 20 }, (_, at) => draft(`d${at}`, { value: known(aFigure(2 ** at * 20)) }));
    const tally = (values = settings()): readonly number[] =>
      ['Now', 'Next', 'Later'].map((word) => prioritize(drafts, scale, values, PLAN).filter((row) => row.when === word).length);
    expect(tally()).toEqual([8, 8, 4]);
    expect(tally(settings({ 'Moves per quarter': 3 }))).toEqual([3, 3, 14]);
    expect(prioritize(drafts, scale, settings(), PLAN).every((row) => row.priority === { Now: 'P1', Next: 'P2', Later: 'P3' }[row.when])).toBe(true);
  });

  test('the reason names the score and what it rests on', () => {
    // A higher cap means that the same amount is a smaller part of what a segment may be credited with.
    const capped = (share: number): number =>
      prioritize([draft('a', { value: known(aFigure(5_000, { unit: 'money' })) })], scale, new Map([...settings(), ['value cap (%)', share]]), PLAN)[0]!.score;
    expect([capped(3) > capped(20), capped(1) >= capped(3)]).toEqual([true, true]);
    const [row] = prioritize([draft('a', { value: unknown('not measured') })], scale, settings(), PLAN);
    expect(row!.scoreReason).toMatch(/^\d+ of 100: .*value not known.*\.$/);
  });
});

describe('stability', () => {
  const random = randomFrom(11);
  const drafts = Array.from({ length: 80 }, (_, at) =>
    draft(`row${String(at).padStart(2, '0')}`, {
      value: known(aFigure(10 ** (1 + random() * 3))),
      reachable: known(aFigure(10 ** (1 + random() * 3))),
      readiness: random() < 0.5 ? 'ready' : 'needs review',
      state: random() < 0.5 ? 'missing' : 'partial',
      valueClass: (['RR', 'RT', 'HI', 'PE'] as const)[Math.floor(random() * 4)]!,
    }),
  );
  const value = (figure: Draft['value']): number => ('value' in figure && 'value' in figure.value.value ? figure.value.value.value : 0);

  test.each([0.01, 0.02])('noise of %d in every figure moves scores by a point at most and reorders near ties only', (noise) => {
    const before = new Map(prioritize(drafts, scale, settings(), PLAN).map((row) => [row.key, row.score]));
    for (let seed = 1; seed <= 30; seed += 1) {
      const shake = randomFrom(seed);
      const noisy = drafts.map((one) => ({
        ...one,
        value: known(aFigure(value(one.value) * (1 + noise * (2 * shake() - 1)))),
        reachable: known(aFigure(value(one.reachable) * (1 + noise * (2 * shake() - 1)))),
      }));
      const after = prioritize(noisy, scale, settings(), PLAN);
      const later = after.filter((row) => row.when === 'Later');
      for (const row of after) expect(Math.abs(row.score - before.get(row.key)!)).toBeLessThanOrEqual(1);
      // The two quarters stand in the order of what each move adds; the rest by score.
      for (let at = 1; at < later.length; at += 1) expect(before.get(later[at]!.key)! - before.get(later[at - 1]!.key)!).toBeLessThanOrEqual(2);
    }
  });

  test('the order of the input does not matter', () => {
    expect(order([...drafts].reverse())).toEqual(order(drafts));
  });
});
