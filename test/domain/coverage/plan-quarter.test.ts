import { createFormats } from '../../../src/domain/text/format';
import { known, unknown } from '../../../src/domain/account/known';
import { addTo, bitSet, countOf } from '../../../src/domain/comparison/bit-set';
import type { PeopleCoverage } from '../../../src/domain/comparison/coverage-by-people';
import { planQuarter } from '../../../src/domain/coverage/plan-quarter';
import type { Draft } from '../../../src/domain/coverage/draft';
import { whyOf } from '../../../src/domain/coverage/why';
import { aFigure, anAccount } from '../../build/inventory';

function draft(key: string, change: Partial<Draft> = {}): Draft {
  return {
    key,
    action: 'Create',
    segment: key,
    stage: 'Repeat buyer',
    rule: 'x',
    evidence: 'x',
    use: 'Campaign targeting',
    uses: ['Campaign targeting'],
    size: known(aFigure(800)),
    reachable: known(aFigure(700)),
    value: known(aFigure(2_000, { unit: 'money' })),
    owner: 'x',
    cadence: 'Monthly',
    link: null,
    definition: '{}',
    readiness: 'ready',
    readinessReason: 'x',
    audienceId: key,
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

/** Audiences by id as places of people. */
function peopleIn(audiences: Readonly<Record<string, readonly number[]>>): PeopleCoverage {
  const sets = new Map(
    Object.entries(audiences).map(([id, places]) => {
      const set = bitSet(1000);
      places.forEach((place) => addTo(set, place));
      return [id, set] as const;
    }),
  );
  return { judge: () => null, near: () => [], together: () => null, peopleOf: (id) => sets.get(id) ?? null, whoMeets: () => null, sizeOf: countOf };
}
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, place) => from + place);
const money = (value: number): Draft['value'] => known(aFigure(value, { unit: 'money' }));

describe('the quarter’s plan', () => {
  test('a second name for the same people brings nothing and has no quarter', () => {
    const plan = planQuarter(
      [draft('VIP', { value: money(900) }), draft('LOYAL', { value: money(800) }), draft('LAPSED', { value: money(100) })],
      { people: peopleIn({ VIP: range(0, 90), LOYAL: range(0, 90), LAPSED: range(200, 300) }), now: 0 },
      2,
    );
    expect(plan.get('VIP')).toMatchObject({ when: 'Now', priority: 'P1', gain: 900, dueInDays: 45 });
    expect(plan.get('LAPSED')).toMatchObject({ when: 'Now', gain: 100, dueInDays: 90 });
    expect(plan.get('LOYAL')).toEqual({ when: 'Later', priority: 'P3', gain: 0, dueInDays: null });
  });

  test('what is urgent leads, and a row without known size or value never does', () => {
    const plan = planQuarter(
      [
        draft('RICH', { value: money(5_000) }),
        draft('UNSIZED', { value: money(9_000), size: unknown('not measured') }),
        draft('UNVALUED', { value: unknown('x') }),
        draft('CONSENT', { action: 'Refresh', urgent: 'a campaign goes to people who did not consent', value: unknown('x') }),
      ],
      { people: peopleIn({ RICH: range(0, 10) }), now: 0 },
      1,
    );
    expect([...plan].map(([key, { when }]) => [key, when])).toEqual([
      ['RICH', 'Next'],
      ['UNSIZED', 'Later'],
      ['UNVALUED', 'Later'],
      ['CONSENT', 'Now'],
    ]);
  });

  test('what a scheduled send waits for is due the day before it, the nearest send first', () => {
    const day = 86_400_000;
    const plan = planQuarter(
      [draft('LATER', { urgent: 'x', dueBy: 40 * day }), draft('SOON', { urgent: 'x', dueBy: 8.5 * day }), draft('PAST', { urgent: 'x' })],
      { people: null, now: 0 },
      3,
    );
    expect([...plan].map(([key, { dueInDays }]) => [key, dueInDays])).toEqual([
      ['LATER', 39],
      ['SOON', 7],
      ['PAST', 90],
    ]);
  });

  test('what went out already is put right after the first move that brings something: it cannot be called back', () => {
    const plan = planQuarter([draft('SENT', { urgent: 'x', sent: true, value: money(0) }), draft('RICH'), draft('NEXT')], { people: null, now: 0 }, 3);
    expect([...plan].map(([key, { dueInDays }]) => [key, dueInDays])).toEqual([
      ['SENT', 60],
      ['RICH', 30],
      ['NEXT', 90],
    ]);
  });

  test('something wrong of which nobody can say how many it concerns never leads while there is something else to do', () => {
    const plan = planQuarter([draft('UNSIZED', { urgent: 'x', size: unknown('x') }), draft('RICH'), draft('NEXT')], { people: null, now: 0 }, 3);
    expect([...plan].map(([key, { when, dueInDays }]) => [key, when, dueInDays])).toEqual([
      ['UNSIZED', 'Now', 60],
      ['RICH', 'Now', 30],
      ['NEXT', 'Now', 90],
    ]);
  });

  test('what brings next to nothing waits, and what mail rests on leads though it earns nothing', () => {
    const plan = planQuarter(
      [draft('SMALL', { value: money(4) }), draft('RICH'), draft('ENGAGED', { groundwork: true, value: money(0) })],
      { people: null, now: 0, leastGain: 5 },
      2,
    );
    expect([...plan].map(([key, { when, dueInDays }]) => [key, when, dueInDays])).toEqual([
      ['SMALL', 'Later', null],
      ['RICH', 'Now', 90],
      ['ENGAGED', 'Now', 45],
    ]);
  });

  test('now holds no more than the team can do, urgent or not', () => {
    const plan = planQuarter(
      Array.from({ length: 9 }, (_, at) => draft(`U${at}`, { urgent: 'broken' })),
      { people: null, now: 0 },
      4,
    );
    expect([...plan.values()].filter(({ when }) => when === 'Now')).toHaveLength(4);
  });
});

describe('why, in one breath', () => {
  test.each<[string, Partial<Draft>, string]>([
    ['a missing audience', {}, 'No segment has these people; 700 of them can be reached.'],
    ['an exclusion, which is there to keep out', { usedAs: 'exclusion' }, 'No segment has these 800 people, so campaigns cannot leave them out.'],
    ['an exclusion of nobody knows how many', { usedAs: 'exclusion', size: unknown('x') }, 'No segment has these people, so campaigns cannot leave them out.'],
    ['one that is counted', { usedAs: 'reporting' }, 'No segment counts these 800 people.'],
    ['one whose reach is unknown', { reachable: unknown('x') }, 'No segment has these people; how many can be reached is unknown.'],
    [
      'the evidence’s first sentence',
      { action: 'Refresh', state: 'defect', evidence: 'It counts “Placed Order. Old (v1.2)”, silent for 1.5 years. Second sentence.' },
      'It counts “Placed Order. Old (v1.2)”, silent for 1.5 years.',
    ],
    [
      'one too long to be read aloud',
      { action: 'Retire', state: 'tidy', evidence: `${'very '.repeat(30)}long.` },
      'Nothing live uses “k”, which holds 800 people.',
    ],
  ])('%s', (_name, change, expected) => {
    expect(whyOf(draft('k', change), createFormats(anAccount()))).toBe(expected);
    expect(whyOf(draft('k', change), createFormats(anAccount())).split(/\s+/).length).toBeLessThanOrEqual(25);
  });
});
