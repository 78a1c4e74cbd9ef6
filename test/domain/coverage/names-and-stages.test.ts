import { known } from '../../../src/domain/account/known';
import { analyze } from '../../../src/domain/analysis/analyze';
import { LONGEST_NAME } from '../../../src/domain/catalogue/proposed-rule';
import { takenNames } from '../../../src/domain/coverage/planned-names';
import { rowOf } from '../../build/analysis';
import { ORDER, collectCrowd, crowdInventory, crowdOf } from '../../build/behavior-crowd';
import { allTime, definition, did, inTheLast, never } from '../../build/definition';
import { aCampaign, aSegment } from '../../build/inventory';
import { readAccount } from '../../build/read-account';
import type { Person } from '../../build/shop';
import { accountOf, crowd, furnish } from '../../build/shop';

describe('the name of a new segment', () => {
  test.each([
    [['SEG | VIP', 'SEG | Lapsed', 'SEG | New', 'SEG | Clicked', 'SEG | Gold', 'Old one'], 'SEG | Win-back'],
    [['[EU] VIP', '[EU] Lapsed', '[EU] New', '[EU] Clicked', '[EU] Gold'], '[EU] Win-back'],
    [['MKT_VIP', 'MKT_Lapsed', 'MKT_New', 'MKT_Clicked', 'MKT_Gold'], 'MKT_Win-back'],
    [['VIP', 'Lapsed', 'SEG | New', 'SEG | Clicked', 'Gold', 'Silver'], 'Win-back'],
    [['A | 1', 'A | 2'], 'Win-back'],
    [['VIP customers', 'VIP lapsed', 'VIP new', 'VIP gold', 'VIP silver'], 'Win-back'],
  ])('follows the form that most names of the account have: %j', (existing, wanted) => {
    expect(takenNames(existing).claim('Win-back')).toBe(wanted);
  });

  test('is another one where it is taken, in the same form', () => {
    const names = takenNames(['SEG | VIP', 'SEG | Lapsed', 'SEG | New', 'SEG | Clicked', 'SEG | Win-back']);
    expect([names.claim('Win-back'), names.claim('Win-back')]).toEqual(['SEG | Win-back 2', 'SEG | Win-back 3']);
  });
});

/** A shop whose campaigns go to the same long set again and again, and whose flows repeat one rule. */
const { segment, sent, flow, list } = furnish();
const people: readonly Person[] = crowd(3, 600, ({ chance, between, again }): Person => ({
  joined: between(100, 700),
  did: { ORDER: chance(0.6) ? again(between(20, 400), 60, 200).map((at) => [at, 40] as const) : [], CLICK: chance(0.5) ? [between(1, 80)] : [] },
}));
const yearly = { condition_groups: [{ conditions: [did('ORDER', inTheLast(365))] }] };
const shop = readAccount(
  accountOf({
    name: 'Set in its ways',
    people,
    lists: [list('L', 'Newsletter')],
    segments: [
      segment('A', 'Everybody who has clicked something lately', definition(did('CLICK', inTheLast(90)))),
      segment('B', 'Bought a very short while ago indeed', definition(did('ORDER', inTheLast(14)))),
      segment('Q', 'Silent buyers', definition(did('ORDER', allTime), never('ORDER', inTheLast(365)), did('CLICK', inTheLast(200)))),
    ],
    campaigns: [1, 8, 15, 22, 29, 36, 43, 50].map((day) => sent(`C${day}`, `Weekly ${day}`, day, ['A', 'L'], ['B', 'Q'])),
    flows: ['One', 'Two', 'Three'].map((name) =>
      flow(`F${name}`, `Flow ${name}`, {
        triggers: [{ type: 'list', id: 'L' }],
        profile_filter: yearly,
        actions: [{ id: `${name}1`, type: 'send-email', data: { message: { id: `${name}M`, name: 'Hello' } }, links: { next: null } }],
        entry_action_id: `${name}1`,
      }),
    ),
  }),
);

test('every proposed name is whole and fits into Klaviyo’s lists, hidden rules’ too', () => {
  const created = shop.coverage.recommendations.filter(({ action }) => action === 'Create');
  expect(created.some(({ key }) => key.startsWith('hidden:'))).toBe(true);
  for (const { segment: name } of created)
    expect({ name, letters: Array.from(name).length <= LONGEST_NAME, cut: name.includes('…') }).toEqual({ name, letters: true, cut: false });
});

test('a rule of one order in a year, found in flows, is not called VIP by frequency', () => {
  const names = shop.coverage.hiddenRules.map(({ suggestedName }) => suggestedName);
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => /VIP|frequen/i.test(name))).toEqual([]);
});

test('a segment’s stage is that of most of its people, whatever its rule speaks of', () => {
  const crowded = crowdOf(8, 1500, 0.6, 6);
  // By its topic, orders that happened, it would be a repeat buyers' segment; those in it have not bought for half a year.
  const gone = aSegment('GONE', definition(did(ORDER, allTime), never(ORDER, inTheLast(200))), { name: 'Once ours' });
  const inventory = { ...crowdInventory(), segments: known([gone]), campaigns: known([aCampaign('C', ['GONE'], 10)]) };
  const analysis = analyze(inventory, collectCrowd(crowded), []);
  const row = rowOf(analysis.coverage, 'refresh:GONE');
  expect(row.stage).toBe('Lapsed or win-back');
});
