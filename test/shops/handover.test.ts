import { readAccount } from '../build/read-account';
import { SHOP_DAY, accountOf, crowd, furnish, worth } from '../build/shop';
import { breachesOf } from '../build/shop-laws';
import { usualPeople } from '../build/shop-people';
import { definition, did, inTheLast, never, property, subscribed } from '../build/definition';

const { segment, list, sent, scheduled } = furnish();
const GUARDED = [
  'Staff',
  'DO NOT DELETE – finance',
  'Legal hold 2024',
  'Wholesale accounts',
  'Press list',
  'Gift card holders',
  'Seed inboxes',
  'Suppress – complaints',
  'Competitors',
  'Meta lookalike seed',
  'Mitarbeiter',
  'Test profiles',
];
const UNTIDY = Array.from({ length: 46 }, (_, at) =>
  segment(
    `U${at}`,
    ['Copy of segment', 'test export', 'Q3 push', 'New segment', 'Janes list'][at % 5]! + ` ${at}`,
    definition(did('CLICK', inTheLast(11 + at * 3)), never('ORDER', inTheLast(5 + at))),
    { age: 500 },
  ),
);
const account = accountOf({
  name: 'Inherited Goods',
  lists: [list('NEWS', 'Newsletter')],
  people: [
    ...usualPeople(9, 800),
    ...crowd(99, 12, (luck) => ({
      joined: 600,
      properties: { Kind: 'wholesale' },
      did: { ORDER: worth(luck.again(500, 10, 20), () => luck.between(900, 2_000)) },
    })),
  ],
  segments: [
    ...GUARDED.map((name, at) => segment(`G${at}`, name, definition(property('Kind', name === 'Wholesale accounts' ? 'wholesale' : `kind ${at}`)))),
    ...UNTIDY,
    segment('SALE', 'Sale browsers', definition(did('CLICK', inTheLast(120)))),
    segment('ENG', 'Engaged 90', definition(subscribed(), did('CLICK', inTheLast(90)))),
  ],
  campaigns: [...[5, 19, 33].map((ago, at) => sent(`C${at}`, `Letter ${at + 1}`, ago, ['ENG'])), scheduled('SOON', 'Autumn sale', 2, ['SALE'])],
});
describe('sixty untidy segments handed over, some of them guarded by their names', () => {
  const read = readAccount(account, { now: SHOP_DAY });

  test('begins with the send in two days, its day and its number', () => {
    const [first] = read.coverage.recommendations;
    expect(first).toMatchObject({ key: 'refresh:SALE', when: 'Now', dueInDays: 1 });
    expect(first!.why).toMatch(/^Before Sep 3, 2026: \d+ of \d+ people in it have not opted in to email, and “Autumn sale” goes to them\.$/);
  });

  test('lets nothing go that a name guards, and says to check before anything goes', () => {
    const retired = read.coverage.recommendations.filter(({ action }) => action === 'Retire');
    expect(retired.filter(({ key }) => /^retire:G/.test(key)).map(({ segment }) => segment)).toEqual([]);
    for (const row of retired) expect(row.readinessReason).toMatch(/^Check first/);
  });

  test('breaks no law', () => {
    expect(breachesOf(account, read)).toEqual([]);
  });
});
