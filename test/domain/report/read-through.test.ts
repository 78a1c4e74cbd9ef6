import { TAB_NAMES } from '../../../src/domain/table/tab-names';
import { createSampleAccount } from '../../../src/local/demo/sample/sample-account';
import type { AccountData } from '../../../src/local/klaviyo/account-data';
import { createNoOrdersAccount } from '../../build/accounts/small-accounts';
import { readAccount, type ReadAccount } from '../../build/read-account';
import { sentenceBreaches } from '../../build/sentence-rules';

const NOW = Date.UTC(2026, 10, 23, 15, 30);
const demo = (odd = false): AccountData => createSampleAccount({ seed: 3, now: NOW, people: 400, odd });
const german = (): AccountData => {
  const account = demo();
  return { ...account, account: { ...account.account, locale: 'de-DE', currency: 'EUR', timezone: 'Europe/Berlin' } };
};

/** Every shown cell, note, document line and row of the tracker of one account. */
function saidOf(read: ReadAccount): readonly string[] {
  const cells = TAB_NAMES.filter((name) => name !== 'Summary' && name !== 'Tracker').flatMap((name) => {
    const { columns, rows } = read.tab(name);
    return rows.flatMap((row) => row.filter((_cell, at) => columns[at]?.hidden !== true));
  });
  return [
    ...cells.flatMap(({ value, note }) => [...(typeof value === 'string' ? [value] : []), ...(note ?? '').split('\n')]),
    ...read.document.split('\n'),
    ...read.coverage.recommendations.flatMap(({ why, evidence, readinessReason, rule }) => [why, evidence, readinessReason, rule]),
  ];
}

test.each<[string, () => AccountData, readonly string[]]>([
  ['the demo', demo, []],
  ['odd names', () => demo(true), []],
  ['a German shop', german, []],
  ['no campaigns and no events to read', demo, ['campaigns:read', 'events:read']],
  ['leads without orders', () => createNoOrdersAccount({ seed: 1, now: NOW }), []],
])('%s: no sentence has cents in thousands, JSON, a wrong plural, a house word or an inner name', (_name, account, without) => {
  const said = saidOf(readAccount(account(), { now: NOW, without }));
  expect(said.length).toBeGreaterThan(300);
  expect(sentenceBreaches(said)).toEqual([]);
});

test('the rules see what they are for', () => {
  const wrong = [
    'It brings $1,844.62.',
    '{"condition_groups":[]}',
    'Sample: 1 people who met the rule.',
    '1 of 26 people in it have not opted in.',
    'has a RFM group',
    'Everyone who country is “US”.',
    'Method: fallback.',
    'A2 New subscribers: new days',
  ];
  for (const text of wrong) expect(sentenceBreaches([text])).toHaveLength(1);
  expect(sentenceBreaches(['21 of 26 people in it have not opted in to email, $1,845.', '“Spent $1,844.62” holds 1 person.'])).toEqual([]);
});
