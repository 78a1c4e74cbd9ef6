import { definition } from '../../build/definition';
import { findingOn, found } from '../../build/analysis';
import { readAccount } from '../../build/read-account';
import type { Person } from '../../build/shop';
import { accountOf, crowd, furnish } from '../../build/shop';

const { segment } = furnish();
const asks = (name: string, filter: object): unknown => definition({ type: 'profile-property', property: `properties['${name}']`, filter });
const is = (value: string): object => ({ type: 'string', operator: 'equals', value });

/** A shop whose tier app was switched off two years ago, whose quiz still runs, and whose segments ask for a misspelled property. */
const people: readonly Person[] = crowd(5, 500, ({ between }, place): Person => {
  const joined = place % 2 === 0 ? between(400, 900) : between(1, 300);
  return {
    joined,
    properties: { ...(joined > 400 && place % 4 === 0 ? { Tier: 'Gold' } : {}), ...(place % 5 === 0 ? { Quiz: 'Dry' } : {}) },
    did: { ORDER: [[between(1, 90), 30]] },
  };
});
const { coverage } = readAccount(
  accountOf({
    name: 'Left behind',
    people,
    segments: [
      segment('TIER', 'Gold', asks('Tier', is('Gold'))),
      segment('QUIZ', 'Dry skin', asks('Quiz', is('Dry'))),
      segment('TYPO', 'Dry too', asks('Quizz', is('Dry'))),
      segment('NONE', 'Without a tyre', asks('Tyre', { type: 'existence', operator: 'not-set' })),
    ],
  }),
);

test('a rule that asks for a property that nobody has, or that nobody new got for a year, is a finding; one that is still written is none', () => {
  expect(found(coverage, 'dead-property')).toEqual(['segment TIER', 'segment TYPO']);
  expect(findingOn(coverage, 'dead-property', 'TYPO')).toMatchObject({
    severity: 'defect',
    evidence: 'None of the 500 profiles read has the property “Quizz”: nobody can meet the condition.',
  });
  expect(findingOn(coverage, 'dead-property', 'TIER')).toMatchObject({ severity: 'warning', evidence: expect.stringContaining('so the segment only shrinks') });
});
