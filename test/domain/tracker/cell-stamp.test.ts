import * as fc from 'fast-check';
import { cellText, LONGEST_CELL, stampFound, stampOf } from '../../../src/domain/tracker/cell-stamp';

describe('what a spreadsheet makes of a value without a person', () => {
  test.each([
    ['a number with 15 digits', 0.1 + 0.2, 0.3, 'score'],
    ['a day shown as a number', { day: '2026-11-23' }, 46349, 'day'],
    ['a number shown as a day', 46349, { day: '2026-11-23' }, 'whole number'],
    ['blank and nothing', null, '', 'text'],
    ['line ends', 'a\r\nb', 'a\nb', 'long text'],
    ['outer space', ' a ', 'a', 'text'],
    ['text that looks like a number', '118', 118, 'text'],
    ['an apostrophe that came back', "'=x", '=x', 'text'],
    ['a truth value', 'TRUE', true, 'text'],
    ['milliseconds of a moment', { moment: 1_700_000_000_400 }, { moment: 1_700_000_000_000 }, 'moment'],
  ] as const)('%s is no edit', (_name, one, other, format) => {
    expect(stampOf(one, format)).toBe(stampOf(other, format));
  });

  test.each([
    ['another number', 118, 118.5, 'score'],
    ['zero and blank', 0, null, 'whole number'],
    ['zero and unknown', 0, 'Unknown', 'whole number'],
    ['the next day', { day: '2026-11-23' }, { day: '2026-11-24' }, 'day'],
    ['letter case', 'anna', 'Anna', 'text'],
    ['inner space', 'a b', 'a  b', 'text'],
    ['a leading zero', '007', 7, 'text'],
    ['a day typed as text', { day: '2026-11-23' }, 'next week', 'day'],
    ['the end of a long text', `${'x'.repeat(5_000)}a`, `${'x'.repeat(5_000)}b`, 'long text'],
  ] as const)('%s is an edit', (_name, one, other, format) => {
    expect(stampOf(one, format)).not.toBe(stampOf(other, format));
  });

  test('a formula is an edit even while it comes to the same value', () => {
    expect(stampFound(90, '=80+10', 'score')).not.toBe(stampFound(90, '', 'score'));
  });

  test('different texts have different stamps', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.string({ maxLength: 200 }), (a, b) => {
        const plain = (text: string): string =>
          cellText(text)
            .replace(/^\s*'?\s*/, '')
            .replace(/\s+$/, '');
        expect(stampOf(cellText(a), 'text') === stampOf(cellText(b), 'text')).toBe(plain(a) === plain(b));
      }),
      { numRuns: 2_000 },
    );
  });

  test('cell text holds what XML and both programs hold, and says how much was left out', () => {
    expect(cellText('a\u0000b\ud800c\r\nd')).toBe('ab\ufffdc\nd');
    expect(cellText('x'.repeat(60_000)).length).toBeLessThanOrEqual(LONGEST_CELL);
    expect(cellText('x'.repeat(60_000))).toMatch(/more characters\)$/);
  });
});
