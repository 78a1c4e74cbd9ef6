import { readAccount } from '../build/read-account';
import { SHOP_DAY, accountOf, furnish, worth } from '../build/shop';
import { breachesOf, movesOf } from '../build/shop-laws';
import { usualPeople } from '../build/shop-people';
import { definition, did, inTheLast, subscribed } from '../build/definition';

const { segment, list, sent } = furnish();
const account = accountOf({
  name: 'Barkbox of Vermont',
  lists: [list('NEWS', 'Newsletter')],
  people: usualPeople(2, 800, {
    more: (person, luck) => {
      if ((person.did?.ORDER?.length ?? 0) < 2) return person;
      const running = luck.chance(0.6);
      return {
        ...person,
        properties: { 'Subscription Status': running ? 'active' : 'cancelled' },
        did: { ...person.did, ORDER: running ? worth(luck.again(Math.min(person.joined, 400), 29, 31), () => 35) : (person.did?.ORDER ?? []) },
      };
    },
  }),
  segments: [segment('ENG', 'Engaged 90', definition(subscribed(), did('CLICK', inTheLast(90))))],
  campaigns: [5, 19, 33, 47].map((ago, at) => sent(`C${at}`, `Letter ${at + 1}`, ago, ['ENG'])),
});
/** Who pays each month is served: their segment is the one that every other mail needs as its exclusion. After that those who cancelled or drifted off are worth winning. */
describe('a shop that lives by subscriptions', () => {
  const read = readAccount(account, { now: SHOP_DAY });

  test('needs to know first whose subscription runs, to leave them out; nobody of them is asked to buy', () => {
    expect(movesOf(read)[0]).toBe('create:D4');
    expect(movesOf(read).slice(0, 5)).toEqual(expect.arrayContaining(['create:I1', 'create:H4']));
    expect(movesOf(read)).not.toContain('create:D1');
    expect(movesOf(read)).not.toContain('create:E1');
  });

  test('breaks no law', () => {
    expect(breachesOf(account, read)).toEqual([]);
  });
});
