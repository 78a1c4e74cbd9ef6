import { sparedBecause } from '../../../src/domain/coverage/spared';

const at = (month: number, day: number): number => Date.UTC(2026, month - 1, day);

describe('what is never retired for its name', () => {
  test.each([
    'Mailchimp import 2024 – DO NOT SEND',
    'Please don’t delete'.replace('’', "'"),
    'Legal hold – case 17',
    'Suppress: complaints',
    'Exclude from promos',
    'Competitors',
    'Internal test',
    'QA seeds',
    'Wholesale accounts',
    'Press list 2023',
    'Staff',
    'Meta lookalike seed',
    'Gift cards 2022',
    'Nicht löschen!',
    'Facebook ads – custom audience',
  ])('%s guards something', (name) => expect(sparedBecause(name, at(7, 1))).toMatch(/left alone/));

  test.each([
    'VIP 2023 threshold',
    'Everyone with an email',
    'Personal care buyers',
    'Social media followers',
    'Household cleaners',
    'Pop-up shop Portland',
    'Latest buyers',
    'Contest winners',
  ])('%s guards nothing', (name) => expect(sparedBecause(name, at(7, 1))).toBeNull());

  test('a season’s segment is left alone for 120 days before it, and retired like any other once it is over', () => {
    expect(sparedBecause('BFCM 2025 buyers', at(7, 1))).toBeNull();
    expect(sparedBecause('BFCM 2025 buyers', at(8, 15))).toContain('Black Friday');
    expect(sparedBecause('BFCM 2025 buyers', at(11, 25))).toContain('Black Friday');
    expect(sparedBecause('Valentine gift buyers', at(12, 20))).toContain('Valentine');
    expect(sparedBecause('Holiday 2025 openers', at(2, 1))).toBeNull();
  });
});
