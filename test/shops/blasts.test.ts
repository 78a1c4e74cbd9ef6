import { readAccount } from '../build/read-account';
import { SHOP_DAY, accountOf, furnish } from '../build/shop';
import { breachesOf, movesOf } from '../build/shop-laws';
import { usualPeople } from '../build/shop-people';

const { list, sent } = furnish();
const account = accountOf({
  name: 'Harbour Candles',
  people: usualPeople(5, 900),
  lists: [list('NEWS', 'Newsletter'), list('POPUP', 'Popup')],
  campaigns: [3, 10, 17, 24, 31, 38, 45, 52].map((ago, at) => sent(`C${at}`, `Blast ${at + 1}`, ago, ['NEWS'])),
});

/**
 * Two lists, eight mails to everybody in two months, not one segment. A lifecycle marketer makes few moves, in this order: first those who listen, since every later
 * mail goes through them and mail to the silent half costs the reach of all; then what brings the next order.
 */
describe('a shop that only has lists and blasts', () => {
  const read = readAccount(account, { now: SHOP_DAY });
  test('begins with those who listen, then with what brings the next order, and asks for few moves', () => {
    const moves = movesOf(read);
    expect(moves[0]).toBe('create:J2');
    expect(moves.slice(1, 5)).toEqual(expect.arrayContaining(['create:H1', 'create:I1']));
    expect(moves.length).toBeLessThanOrEqual(8);
    expect(read.coverage.recommendations.every(({ action }) => action === 'Create')).toBe(true);
  });

  test('breaks no law', () => {
    expect(breachesOf(account, read)).toEqual([]);
  });
});
