import fc from 'fast-check';
import type { BitSet } from '../../../src/domain/comparison/bit-set';
import { addTo, bitSet, countOf } from '../../../src/domain/comparison/bit-set';
import type { Draft } from '../../../src/domain/coverage/draft';
import type { Sizing } from '../../../src/domain/coverage/same-people';
import { oneRowEach, shareInBoth } from '../../../src/domain/coverage/same-people';
import { known, unknown } from '../../../src/domain/account/known';
import { conditionsOf } from '../../../src/domain/rule/rule';
import { aFigure } from '../../build/inventory';
import { definition, inGroup } from '../../build/definition';

/** People of a definition that names one group: the group's own. */
function peopleIn(groups: Readonly<Record<string, readonly number[]>>): Sizing {
  const sets = new Map(
    Object.entries(groups).map(
      ([id, places]) =>
        [
          id,
          places.reduce((set, place) => {
            addTo(set, place);
            return set;
          }, bitSet(500)),
        ] as const,
    ),
  );
  return {
    whoMeets: (rule) => {
      const [only] = conditionsOf(rule);
      return only?.kind === 'membership' ? (sets.get(only.groupIds[0]!) ?? null) : null;
    },
    sizeOf: countOf,
  };
}

function draft(key: string, change: Partial<Draft> = {}): Draft {
  return {
    key: `create:${key}`,
    action: 'Create',
    segment: `Segment ${key}`,
    stage: 'Repeat buyer',
    rule: 'x',
    evidence: 'Because.',
    use: 'Campaign targeting',
    uses: ['Campaign targeting'],
    size: known(aFigure(800)),
    reachable: known(aFigure(700)),
    value: known(aFigure(100, { unit: 'money' })),
    owner: 'x',
    cadence: 'Monthly',
    link: null,
    definition: JSON.stringify(definition(inGroup(key))),
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
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, place) => from + place);
const money = (value: number): Draft['value'] => known(aFigure(value, { unit: 'money' }));
const keys = (drafts: readonly Draft[]): readonly string[] => drafts.map(({ key }) => key);

test('two names for the same people are one row, that of the one worth more, which says so', () => {
  const people = peopleIn({ A: range(0, 100), B: range(0, 95), C: range(80, 200) });
  const { drafts, servedBy } = oneRowEach([draft('A', { value: money(10) }), draft('B', { value: money(90) }), draft('C')], people, 0.9);
  expect(keys(drafts)).toEqual(['create:B', 'create:C']);
  expect(drafts[0]!.evidence).toBe('Because. “Segment A” would hold the same people today: this one serves both.');
  expect(servedBy.get('A')?.row.key).toBe('create:B');
});

test('a new segment gives way to the refresh of one that becomes mostly the same, unless one of them is there to keep out or to count', () => {
  const people = peopleIn({ A: range(0, 100), B: range(20, 120), C: range(60, 160) });
  const refresh = draft('A', { key: 'refresh:S', action: 'Refresh', value: money(1) });
  const { drafts, servedBy } = oneRowEach([draft('B', { value: money(90) }), draft('C', { value: money(80) }), refresh], people, 0.9, 0.5);
  expect(keys(drafts)).toEqual(['create:C', 'refresh:S']);
  expect(drafts[1]!.evidence).toContain('“Segment B” would hold mostly the same people today');
  expect(servedBy.get('B')).toMatchObject({ row: { key: 'refresh:S' }, share: 80 / 120 });
  expect(keys(oneRowEach([draft('B', { valueClass: 'RO' }), refresh], people, 0.9, 0.5).drafts)).toEqual(['create:B', 'refresh:S']);
  // Two new ones with so many in common are two audiences.
  expect(oneRowEach([draft('A'), draft('B')], people, 0.9, 0.5).drafts).toHaveLength(2);
});

test('a segment that is there goes before a new one, and what is wrong now is never folded away', () => {
  const people = peopleIn({ A: range(0, 100), B: range(0, 100), C: range(0, 100) });
  const refresh = draft('A', { key: 'refresh:S', action: 'Refresh', value: money(1) });
  const defect = draft('C', { key: 'refresh:D', action: 'Refresh', state: 'defect', value: unknown('none') });
  expect(keys(oneRowEach([draft('B', { value: money(500) }), refresh], people, 0.9).drafts)).toEqual(['refresh:S']);
  expect(keys(oneRowEach([refresh, defect], people, 0.9).drafts)).toEqual(['refresh:D']);
  expect(keys(oneRowEach([defect, draft('B', { key: 'refresh:E', action: 'Refresh', state: 'defect' })], people, 0.9).drafts)).toEqual([
    'refresh:D',
    'refresh:E',
  ]);
});

test('the places of a rule written out by hand go over to the row that serves it', () => {
  const people = peopleIn({ A: range(0, 100), H: range(0, 100) });
  const hidden = draft('H', {
    key: 'hidden:1',
    audienceId: null,
    touches: [{ type: 'flow', id: 'F1' }],
    steps: ['Name it “Segment H”.', 'Use “Segment H” in place of the written-out rule in flow “Welcome”.'],
  });
  const { drafts, servedBy } = oneRowEach([draft('A'), hidden], people, 0.9);
  expect(drafts).toHaveLength(1);
  expect(drafts[0]).toMatchObject({ touches: [{ type: 'flow', id: 'F1' }], steps: ['Use “Segment A” in place of the written-out rule in flow “Welcome”.'] });
  expect(servedBy.size).toBe(0);
});

test('people who cannot be told are nobody’s double, nor are two proposals for nobody', () => {
  const people = peopleIn({ A: [], B: [] });
  expect(oneRowEach([draft('A'), draft('B'), draft('X'), draft('Y')], people, 0.9).drafts).toHaveLength(4);
  expect(oneRowEach([draft('A'), draft('A')], null, 0.9).drafts).toHaveLength(2);
});

test('law: no two rows that are left propose the same people, every audience without a row has one that serves it, and nothing else changes', () => {
  const groups = fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 500 })), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(groups, (made) => {
      const people = peopleIn(Object.fromEntries(made.map(([from, size], place) => [`G${place}`, range(from, from + size)])));
      const given = made.map(([, , value], place) => draft(`G${place}`, { value: money(value) }));
      const { drafts, servedBy } = oneRowEach(given, people, 0.9);
      const setOf = (one: Draft): BitSet => people.whoMeets({ kind: 'membership', isMember: true, groupIds: [one.audienceId!] } as never)!;
      for (const one of drafts) for (const other of drafts) if (one !== other) expect(shareInBoth(setOf(one), setOf(other), people)).toBeLessThan(0.9);
      for (const one of given) expect(drafts.some(({ key }) => key === one.key) !== servedBy.has(one.audienceId!)).toBe(true);
    }),
  );
});
