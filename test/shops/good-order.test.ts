import type { AccountData } from '../../src/local/klaviyo/account-data';
import { CATALOGUE } from '../../src/domain/catalogue/catalogue';
import { readAccount } from '../build/read-account';
import { SHOP_DAY, accountOf, furnish } from '../build/shop';
import type { Shop } from '../build/shop';
import { breachesOf, movesOf } from '../build/shop-laws';
import { usualPeople } from '../build/shop-people';

const { segment, list, sent } = furnish();
const shop: Shop = { name: 'Well Kept Teas', people: usualPeople(8, 800), lists: [list('NEWS', 'Newsletter')] };

const usedAs = (id: string | null): string | undefined => CATALOGUE.find((one) => one.id === id)?.usedAs;

/** The shop a year after it followed the plan: every segment that was proposed for the two quarters is there and mailed. */
function followed(): AccountData {
  const proposed = readAccount(accountOf(shop), { now: SHOP_DAY }).coverage.recommendations.filter(
    ({ action, definition }) => action === 'Create' && definition !== null,
  );
  const segments = proposed.map(({ segment: name, definition }, at) => segment(`S${at}`, name, JSON.parse(definition!)));
  const written = segments.filter((_, at) => usedAs(proposed[at]!.audienceId) === 'campaign').map(({ id }) => id);
  const left = segments.filter((_, at) => usedAs(proposed[at]!.audienceId) === 'exclusion').map(({ id }) => id);
  return accountOf({ ...shop, segments, campaigns: written.map((id, at) => sent(`C${at}`, `Letter ${at + 1}`, 2 + at, [id], left)) });
}

/** Whom a shop writes to is there, is right and is written to. A marketer looks at the list on Monday and closes it again. */
describe('a shop in which everything is in good order', () => {
  const account = followed();
  const read = readAccount(account, { now: SHOP_DAY });
  test('has nothing to do this week, few rows, and none that is urgent', () => {
    expect(movesOf(read)).toEqual([]);
    expect(read.coverage.recommendations.filter(({ priority }) => priority === 'P1')).toEqual([]);
    expect(read.coverage.recommendations.length).toBeLessThanOrEqual(10);
  });

  test('breaks no law', () => {
    expect(breachesOf(account, read)).toEqual([]);
  });
});
