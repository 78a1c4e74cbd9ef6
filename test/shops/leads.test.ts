import { readAccount } from '../build/read-account';
import { SHOP_DAY, accountOf, crowd, furnish, worth } from '../build/shop';
import { breachesOf, movesOf } from '../build/shop-laws';

const { list, sent } = furnish();
const account = accountOf({
  name: 'Harbor Kitchens',
  lists: [list('NEWS', 'Brochure')],
  metrics: { QUOTE: ['Requested Quote', 'API'] },
  people: crowd(3, 700, (luck, place) => {
    const joined = luck.between(2, 500);
    return {
      joined,
      lists: ['NEWS'],
      email: luck.chance(0.9) ? 'opted in' : 'left',
      did: {
        CLICK: luck.chance(0.4) ? luck.some(4, 0, joined) : [],
        SITE: luck.chance(0.4) ? luck.some(3, 0, joined) : [],
        RECEIVED: luck.some(6, 0, Math.min(180, joined)),
        QUOTE: luck.chance(0.12) ? [luck.between(0, joined)] : [],
        ORDER: place % 39 === 0 ? worth([luck.between(0, joined)], () => luck.between(8_000, 20_000)) : [],
      },
    };
  }),
  campaigns: [6, 20, 34].map((ago, at) => sent(`C${at}`, `Kitchen letter ${at + 1}`, ago, ['NEWS'])),
});
/** The kitchen is bought once in twenty years. What counts is the way from the brochure to the quote. */
describe('lead generation with 18 customers', () => {
  const read = readAccount(account, { now: SHOP_DAY, given: [{ name: 'Conversion metric', text: 'Requested Quote' }] });

  test('speaks of leads: those who listen, then those who show interest; eighteen customers make no VIPs and no win-back', () => {
    expect(movesOf(read)).toEqual(['create:J2', 'create:A4']);
    const proposed = read.coverage.recommendations.map(({ audienceId }) => audienceId);
    for (const id of ['E1', 'E2', 'E3', 'E5', 'D1', 'H1', 'I1', 'I2']) expect(proposed).not.toContain(id);
  });

  test('breaks no law', () => {
    expect(breachesOf(account, read)).toEqual([]);
  });
});
