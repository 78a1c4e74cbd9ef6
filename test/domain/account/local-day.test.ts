import fc from 'fast-check';
import { DAY } from '../../../src/domain/account/known';
import { dayMonthsBefore, dayStart, dayText, localDay, monthStart, zoneOffset } from '../../../src/domain/account/local-day';
import { createFormats } from '../../../src/domain/text/format';
import { createZone } from '../../../src/sheet/zone';

const ZONES = [
  'UTC',
  'Australia/Sydney',
  'America/Los_Angeles',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Havana',
  'Asia/Amman',
  'America/Sao_Paulo',
  'Pacific/Kiritimati',
];
/** Several of these zones change the clock at midnight within these years. */
const instants = fc.integer({ min: Date.UTC(2015, 0) / 60_000, max: Date.UTC(2029, 0) / 60_000 }).map((minute) => minute * 60_000);

describe.each(ZONES)('the one clock in %s', (timezone) => {
  const offset = zoneOffset(timezone);
  const plain = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' });

  test('a day begins at its first instant: the one before is another day', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const day = localDay(offset, at);
        const start = dayStart(offset, day);
        expect([dayText(day), plain.format(start), start <= at]).toEqual([plain.format(at), plain.format(at), true]);
        expect(plain.format(start - 1) < plain.format(at)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('a month begins on its first day, and the look-back on the day’s own number or the 28th', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 60 }), (at, back) => {
        expect(plain.format(monthStart(offset, at, back))).toMatch(/-01$/);
        const day = Math.min(28, Number(plain.format(at).slice(8)));
        const before = dayMonthsBefore(offset, at, back);
        expect(plain.format(before).slice(8)).toBe(String(day).padStart(2, '0'));
        expect(before).toBe(dayStart(offset, localDay(offset, before)));
      }),
      { numRuns: 200 },
    );
  });

  test('texts and the sheet take their days from it: a day that was written is read back', () => {
    const formats = createFormats({ locale: 'en-US', currency: 'USD', timezone });
    const zone = createZone(timezone);
    fc.assert(
      fc.property(instants, (at) => {
        const day = plain.format(at);
        expect([formats.dayOf(at), zone.valueOf(zone.dateOf(day))]).toEqual([day, { day }]);
        expect(formats.moment(at).endsWith(new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', minute: '2-digit' }).format(at))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

test('a moment of the account shows the account’s clock in a sheet of any zone, and what a person typed keeps the sheet’s day', () => {
  // Sent at nine in the evening in Sydney, when it is five in the morning of that day in New York.
  const sent = Date.UTC(2026, 10, 23, 10);
  const written = createZone('America/New_York', 'Australia/Sydney').momentOf(sent);
  expect(new Intl.DateTimeFormat('en-GB', { timeZone: 'America/New_York', dateStyle: 'short', timeStyle: 'short' }).format(written)).toBe('23/11/2026, 21:00');
  const typed = Date.UTC(2026, 11, 2, 7, 30);
  expect(createZone('America/Los_Angeles').valueOf(new Date(typed))).toEqual({ moment: typed, on: '2026-12-01' });
  expect(createZone('America/Los_Angeles').momentOf(typed).getTime()).toBe(typed);
});

test('years that a calendar cannot hold are no days', () => {
  const formats = createFormats({ locale: 'en-US', currency: 'USD', timezone: 'Pacific/Kiritimati' });
  expect([formats.dayOf(8.64e15), formats.moment(8.64e15), formats.dayOf(-8.64e15)]).toEqual(['Unknown', 'Unknown', 'Unknown']);
  expect(dayText(Date.UTC(2026, 0, 5) / DAY)).toBe('2026-01-05');
});
