import { readLocalEntry } from '../../../../src/local/host/workbook/locale-entry';
import { serialOfDay } from '../../../../src/local/host/workbook/serial-date';
import { enteredValue } from '../../../../src/sheet/cell-entry';
import { createZone } from '../../../../src/sheet/zone';

const day = (year: number, month: number, date: number): number => serialOfDay(year, month, date) ?? Number.NaN;

describe('[U] text entered into a sheet of a locale', () => {
  test.each<readonly [locale: string, text: string, value: string | number | boolean]>([
    ['en_US', 'May-24', day(2024, 5, 1)],
    ['en_US', 'Nov-2023', day(2023, 11, 1)],
    ['en_US', '5.5', 5.5],
    ['en_US', '1,234', 1234],
    ['en_US', 'WAHR', 'WAHR'],
    ['en_US', '1/2/2026', day(2026, 1, 2)],
    ['de_DE', '5.5', day(2026, 5, 5)],
    ['de_DE', '5,5', 5.5],
    ['de_DE', '1.234,5', 1234.5],
    ['de_DE', 'wahr', true],
    ['de_DE', 'März 2025', day(2025, 3, 1)],
    ['de_DE', '24.11.2026', day(2026, 11, 24)],
    ['de_DE', 'Newsletter', 'Newsletter'],
    ['fr_FR', 'août 2024', day(2024, 8, 1)],
    ['fr_FR', 'FAUX', false],
    ['fr_FR', '24/11/2026', day(2026, 11, 24)],
    ['tr_TR', 'DOĞRU', true],
    ['tr_TR', '14 Kasım 2025', day(2025, 11, 14)],
    ['tr_TR', '1,5', 1.5],
    ['tr_TR', 'VIP-24', 'VIP-24'],
    ['ja_JP', '2026年11月24日', day(2026, 11, 24)],
    ['ja_JP', '1.5', 1.5],
  ])('%s reads %s as a person there would', (locale, text, value) => {
    expect(readLocalEntry(text, 2026, locale).value).toBe(value);
  });

  test.each(['en_US', 'de_DE', 'tr_TR', 'ja_JP'])('%s: whatever the add-on enters as text comes back as the text it was', (locale) => {
    const zone = createZone('Etc/UTC');
    const names = [
      'May-24',
      'März 2025',
      '5.5',
      '5,5',
      '1.234,5',
      'WAHR',
      'DOĞRU',
      'TRUE',
      '24.11.2026',
      '2026年11月24日',
      '=1+1',
      '50%',
      '2024',
      'Kasım 24',
      'VIP 2024',
      'Win back customers',
      "'quoted",
      '1/2',
    ];
    for (const name of names) expect([name, readLocalEntry(String(enteredValue(name, zone)), 2026, locale)]).toEqual([name, { value: name }]);
  });
});
