import { readAccount } from '../build/read-account';
import { SHOP_DAY, accountOf, crowd, furnish, worth } from '../build/shop';
import { breachesOf, movesOf } from '../build/shop-laws';
import { usualPeople } from '../build/shop-people';

const { list, sent } = furnish();
const account = accountOf({
  name: 'Fresh Start Socks',
  lists: [list('NEWS', 'Imported customers', 60)],
  people: [
    ...crowd(4, 500, (luck) => ({
      joined: luck.between(58, 60),
      email: luck.chance(0.8) ? 'opted in' : 'never',
      lists: ['NEWS'],
      did: {
        ORDER: luck.chance(0.35) ? worth(luck.some(luck.chance(0.3) ? 2 : 1, 1, 57), () => luck.between(15, 40)) : [],
        CLICK: luck.chance(0.4) ? luck.some(2, 1, 55) : [],
        RECEIVED: luck.some(5, 1, 55),
      },
    })),
    ...usualPeople(44, 250, { joined: [1, 55] }),
  ],
  campaigns: [6, 20, 34].map((ago, at) => sent(`C${at}`, `Sock letter ${at + 1}`, ago, ['NEWS'])),
});
describe('an account two months young, with an import', () => {
  const read = readAccount(account, { now: SHOP_DAY });

  test('can have nobody lapsed or at risk yet: those who listen, new customers and readers who have not bought are the plan', () => {
    expect(movesOf(read)[0]).toBe('create:J2');
    expect([...movesOf(read)].sort()).toEqual(['create:A4', 'create:C1', 'create:J2']);
    const proposed = read.coverage.recommendations.map(({ audienceId }) => audienceId);
    for (const id of ['H1', 'I1', 'I2', 'I3', 'E1', 'E5', 'J7']) expect(proposed).not.toContain(id);
  });

  test('breaks no law', () => {
    expect(breachesOf(account, read)).toEqual([]);
  });
});
