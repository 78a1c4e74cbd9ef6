import { allTime, definition, did, inTheLast, spent, subscribed } from '../build/definition';
import { readAccount } from '../build/read-account';
import type { Person } from '../build/shop';
import { SHOP_DAY, accountOf, crowd, furnish, worth } from '../build/shop';
import { breachesOf, movesOf } from '../build/shop-laws';

const { segment, list, sent } = furnish();

/**
 * A roaster two years old. Six in ten who sign up buy; most of them a bag every three to seven weeks, with a long pause now and then, after which half are back
 * and half are not. One in seven spends like an office.
 */
const people: readonly Person[] = crowd(1, 1_200, (luck, place): Person => {
  const joined = luck.between(10, 720);
  const first = joined - luck.between(0, 20);
  const orders: number[] = [];
  if (luck.chance(0.6)) {
    for (let at = first; at > 0;) {
      orders.push(at);
      if (orders.length === 1 && luck.chance(0.45)) break;
      if (luck.chance(0.12)) {
        if (luck.chance(0.5)) break;
        at -= luck.between(100, 300);
      } else at -= luck.between(20, 50);
    }
  }
  const last = orders[orders.length - 1] ?? joined;
  return {
    joined,
    email: luck.chance(0.85) ? 'opted in' : luck.chance(0.5) ? 'never' : 'left',
    lists: ['NEWS'],
    did: {
      ORDER: worth(orders, () => (place % 7 === 0 ? luck.between(60, 120) : luck.between(16, 40))),
      CLICK: luck.chance(0.5) ? luck.some(5, luck.chance(0.5) ? 0 : Math.min(last, joined), joined) : [],
      RECEIVED: luck.some(6, 0, Math.min(joined, 180)),
    },
  };
});

const account = accountOf({
  name: 'Slow Roast Coffee',
  people,
  lists: [list('NEWS', 'Newsletter')],
  segments: [
    segment('VIP', 'VIP customers', definition(spent('ORDER', 900, inTheLast(365)), subscribed())),
    segment('ENG90', 'Engaged 90 days', definition(subscribed(), did('CLICK', inTheLast(90)))),
    segment('BUYERS', 'All buyers', definition(did('ORDER', allTime), subscribed())),
  ],
  campaigns: [sent('C1', 'August beans', 9, ['ENG90']), sent('C2', 'Summer blend', 30, ['ENG90']), sent('C3', 'New roast', 55, ['BUYERS'])],
});

/**
 * A marketer would win first buyers for a second order while they remember the bag, bring back regulars who paused, wake those at risk and turn readers into buyers;
 * the regulars buy next month anyway. The VIP segment asks for more than anybody needs to spend and nobody mails it: it gets the shop’s own cut.
 */
describe('a coffee shop with a VIP segment that nobody mails and no win-back', () => {
  const read = readAccount(account, { now: SHOP_DAY });
  test('wins first buyers for a second bag and the lapsed back before it writes to the regulars, who buy anyway', () => {
    const moves = movesOf(read);
    expect(moves.slice(0, 5)).toEqual(expect.arrayContaining(['create:C1', 'create:I1', 'create:A4', 'create:H1']));
    const regulars = moves.indexOf('create:D1');
    for (const key of ['create:C1', 'create:I1', 'create:H1']) expect(moves.indexOf(key)).toBeLessThan(regulars < 0 ? moves.length : regulars);
  });

  test('turns the VIP segment that is there into the VIPs of today: it is neither let go nor doubled', () => {
    const keys = read.coverage.recommendations.map(({ key }) => key);
    expect(keys).not.toContain('retire:VIP');
    expect(keys).not.toContain('create:E1');
    expect(read.coverage.gaps.find(({ audienceId }) => audienceId === 'E1')!.why).toContain('“VIP customers”');
  });

  test('breaks no law', () => {
    expect(breachesOf(account, read)).toEqual([]);
  });
});
