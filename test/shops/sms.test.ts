import { readAccount } from '../build/read-account';
import { SHOP_DAY, accountOf, furnish } from '../build/shop';
import { movesOf } from '../build/shop-laws';
import { usualPeople } from '../build/shop-people';

const { list, sent } = furnish();
const account = accountOf({
  name: 'Drop Day Sneakers',
  lists: [list('TEXT', 'SMS club')],
  people: usualPeople(7, 800, {
    more: (person, luck) =>
      ({
        ...person,
        email: luck.chance(0.1) ? 'opted in' : 'none',
        lists: ['TEXT'],
        sms: luck.chance(0.85) ? person.joined : undefined,
        did: { ORDER: person.did?.ORDER ?? [], SMSCLICK: luck.chance(0.5) ? luck.some(4, 0, person.joined) : [] },
      }) as never,
  }),
  campaigns: [5, 19, 33, 47].map((ago, at) => sent(`C${at}`, `Drop ${at + 1}`, ago, ['TEXT'], [], 'sms')),
});
describe('a shop that texts first', () => {
  const read = readAccount(account, { now: SHOP_DAY });

  test('plans by text message: most can be texted and few be mailed', () => {
    expect(read.behavior.populations.get('H1')!.channel).toBe('sms');
    const earning = read.coverage.recommendations.filter(({ when, gain }) => when === 'Now' && gain > 0);
    expect(earning.length).toBeGreaterThan(1);
    // Nobody is asked for consent to email who is written to by SMS; rules for flows ask for none.
    for (const { definition } of earning) expect(definition).not.toContain('"channel":"email"');
    expect(earning.some(({ definition }) => definition!.includes('"channel":"sms"'))).toBe(true);
    expect(movesOf(read).slice(0, 5)).toEqual(expect.arrayContaining(['create:H1']));
  });
});
