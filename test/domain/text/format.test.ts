import { DAY } from '../../../src/domain/account/known';
import { ago, createFormats, plural } from '../../../src/domain/text/format';
import { enumerated, joined } from '../../../src/domain/text/lists';
import { NOW, anAccount } from '../../build/report-input';

const american = createFormats(anAccount());
const german = createFormats(anAccount({ locale: 'de_DE', currency: 'EUR', timezone: 'Europe/Berlin' }));

test.each([
  [american.count(18204), '18,204'],
  [american.count(-0), '0'],
  [american.money(0), '$0'],
  [american.money(48.2), '$48.20'],
  [american.money(182400.256), '$182,400'],
  [american.share(0.421), '42%'],
  [american.share(0.0171), '1.7%'],
  [american.share(1), '100%'],
  [american.decimal(2.44), '2.4'],
  [german.count(18204), '18.204'],
  [german.money(48.2), '48,20 €'],
  [german.share(0.421), '42 %'],
  [createFormats(anAccount({ locale: 'ja-JP', currency: 'JPY' })).money(50), '¥50'],
])('numbers follow the account’s locale and currency with plain spaces: %s', (shown, expected) => {
  expect(shown.replace('￥', '¥')).toBe(expected);
});

test('an account whose locale, currency and zone are nonsense is still shown, in English, with the bare code and UTC', () => {
  const odd = createFormats({ locale: 'x_not a locale', currency: 'money!', timezone: 'Mars/Olympus' });
  expect([odd.count(1234), odd.money(1234), odd.dayOf(NOW), odd.timezone]).toEqual(['1,234', '1,234 money!', '2026-11-24', 'UTC']);
});

test('a day is the account’s own day, not that of UTC', () => {
  expect(american.dayOf(NOW)).toBe('2026-11-23');
  expect(german.dayOf(NOW)).toBe('2026-11-24');
  expect(american.moment(NOW)).toBe('Nov 23, 2026, 19:20');
});

test('midnight reads 00:00 and days survive the change to winter time', () => {
  const midnight = Date.UTC(2026, 10, 1, 4, 0);
  expect(american.moment(midnight)).toBe('Nov 1, 2026, 00:00');
  expect(american.dayOf(midnight + DAY)).toBe('2026-11-01');
});

test('what is no day is shown as it is', () => {
  expect([american.day('2026-11-23'), american.day('soon'), american.day('2026-13-01')]).toEqual(['Nov 23, 2026', 'soon', '2026-13-01']);
});

test('time ago is told in the coarsest honest unit', () => {
  expect([0, 1, 12, 59, 61, 200, 900].map((days) => ago(NOW - days * DAY, NOW))).toEqual([
    'today',
    '1 day ago',
    '12 days ago',
    '59 days ago',
    '2 months ago',
    '7 months ago',
    '2 years ago',
  ]);
  expect(ago(NOW + 3 * DAY, NOW)).toBe('in 3 days');
});

test.each([
  ['en-US', ['1,250.5', '33.3%', 'Mar 5, 2024', 'Mar 5, 2024 at 14:30 UTC']],
  ['de-DE', ['1.250,5', '33,3 %', '5 Mar 2024', '5 Mar 2024 at 14:30 UTC']],
])('what somebody typed into a rule keeps every digit and is written as in %s', (locale, words) => {
  const { exact, percent, utc } = createFormats({ locale, currency: 'EUR', timezone: 'Asia/Tokyo' });
  expect([exact(1250.5), percent(33.3), utc(Date.UTC(2024, 2, 5)), utc(Date.UTC(2024, 2, 5, 14, 30))]).toEqual(words);
  expect(new Set([0, 1e-7, 1.5e-7, 2e-300, 0.1 + 0.2, 0.3, 2 ** 53, 2 ** 53 + 2, 1e300].map(exact)).size).toBe(9);
  expect(utc(Number.NaN)).toBe('an unreadable date');
});

test('words agree with their number', () => {
  expect([
    plural(1, 'list'),
    plural(0, 'list'),
    plural(2, 'audience is', 'audiences are'),
    joined([], 'and'),
    joined(['a'], 'and'),
    joined(['a', 'b', 'c'], 'and'),
    enumerated(['a', 'b', 'c']),
    enumerated(['a', 'b', 'c', 'd', 'e']),
  ]).toEqual(['1 list', '0 lists', '2 audiences are', '', 'a', 'a, b, and c', 'a, b, and c', 'a, b, c, and 2 more']);
});

test('a number that is no time is unknown rather than an error', () => {
  expect([american.dayOf(Number.NaN), american.moment(Infinity), american.dayOf(9e15)]).toEqual(['Unknown', 'Unknown', 'Unknown']);
});

test.each([
  ['en-US', 'USD', '18,204', '$1,204', '$48.20', '42%', 'Nov 23, 2026'],
  ['en-GB', 'GBP', '18,204', '£1,204', '£48.20', '42%', '23 Nov 2026'],
  ['de-DE', 'EUR', '18.204', '1.204 €', '48,20 €', '42 %', '23 Nov 2026'],
  ['fr-FR', 'EUR', '18 204', '1 204 €', '48,20 €', '42 %', '23 Nov 2026'],
  ['ja-JP', 'JPY', '18,204', '¥1,204', '¥48', '42%', '23 Nov 2026'],
  ['tr-TR', 'TRY', '18.204', '₺1.204', '₺48,20', '%42', '23 Nov 2026'],
  ['en-US', 'KWD', '18,204', 'KWD 1,204', 'KWD 48.200', '42%', 'Nov 23, 2026'],
  ['en-US', 'money!', '18,204', '1,204 money!', '48 money!', '42%', 'Nov 23, 2026'],
])('%s with %s is written as people there write it', (locale, currency, count, large, small, share, day) => {
  const formats = createFormats({ locale, currency, timezone: 'UTC' });
  const shown = [formats.count(18_204), formats.money(1_204.4), formats.money(48.2), formats.share(0.42), formats.date(Date.UTC(2026, 10, 23, 12))];
  expect(shown.map((text) => text.replace('￥', '¥'))).toEqual([count, large, small, share, day]);
});

test('factors of a product are worth what they read: coins, rates and fine shares', () => {
  expect(german.coins(1204.567)).toEqual({ value: 1205, words: '1.205 €' });
  expect(createFormats(anAccount({ locale: 'ja-JP', currency: 'JPY' })).coins(48.6).value).toBe(49);
  expect(createFormats(anAccount({ currency: 'KWD' })).coins(48.61239)).toEqual({ value: 48.612, words: 'KWD 48.612' });
  expect(german.rate(0.0743219)).toEqual({ value: 0.0743, words: '0,0743' });
  expect(american.fineShare(0.12345)).toEqual({ value: 0.1235, words: '12.35%' });
});

test('an account that tells no locale is written as in the country of its currency or zone', () => {
  const shown = (currency: string, timezone: string): string => createFormats({ locale: null, currency, timezone }).count(18_204);
  expect([shown('EUR', 'Europe/Berlin'), shown('EUR', 'Europe/Paris'), shown('TRY', 'UTC'), shown('USD', 'Europe/Berlin'), shown('EUR', 'UTC')]).toEqual([
    '18.204',
    '18 204',
    '18.204',
    '18,204',
    '18,204',
  ]);
});

test.each([
  ['en-US', 'USD', '[>=99.995]"$"#,##0;[=0]"$"0;"$"#,##0.00', '[=0]0%;[<0.1]0.0%;0%', 'mmm d", "yyyy'],
  ['de-DE', 'EUR', '[>=99.995]#,##0" €";[=0]0" €";#,##0.00" €"', '[=0]0" "%;[<0.1]0.0" "%;0" "%', 'd mmm yyyy'],
  ['ja-JP', 'JPY', '"￥"#,##0', '[=0]0%;[<0.1]0.0%;0%', 'd mmm yyyy'],
  ['tr-TR', 'TRY', '[>=99.995]"₺"#,##0;[=0]"₺"0;"₺"#,##0.00', '[=0]%0;[<0.1]%0.0;%0', 'd mmm yyyy'],
  ['en-US', 'money!', '#,##0" money!"', '[=0]0%;[<0.1]0.0%;0%', 'mmm d", "yyyy'],
])('cells of %s in %s show amounts, shares and days as sentences write them', (locale, currency, money, share, day) => {
  expect(createFormats({ locale, currency, timezone: 'UTC' }).patterns).toEqual({ money, share, day, moment: `${day}", "hh:mm` });
});
