import { unknown } from '../../../src/domain/account/known';
import { forecastWords, newlyCounted, withRealSizes } from '../../../src/domain/changes/forecast';
import { journalText, parseJournal, undoableOf, unsettledOf, withEntry, type JournalEntry } from '../../../src/domain/changes/journal';
import { createFormats } from '../../../src/domain/text/format';
import { definition, did } from '../../build/definition';
import { anInventory, aSegment, movement, TODAY } from '../../build/inventory';

const formats = createFormats({ locale: 'en-US', currency: 'USD', timezone: 'UTC' });
const entry = (change: Partial<JournalEntry> = {}): JournalEntry => ({
  id: 'e1',
  at: TODAY - 3_600_000,
  who: 'Ada',
  deed: 'create',
  rowKey: 'create:L1',
  segment: 'Lapsed',
  segmentId: 'S1',
  sent: 'POST /api/segments {}',
  state: 'done',
  came: 'Created.',
  settledAt: TODAY,
  definition: '{}',
  forecast: 1_200,
  real: null,
  graceUntil: null,
  ...change,
});
const counted = (members: Parameters<typeof aSegment>[2]) =>
  withRealSizes([entry()], anInventory({ segments: [aSegment('S1', definition(did('ORDER')), members)] }))[0]!.real;

describe('the real size of a created segment', () => {
  test('is taken from the first refresh that counted it, and stays', () => {
    expect(counted({ members: 1_080 })).toEqual({ members: 1_080, at: TODAY });
    const first = withRealSizes([entry()], anInventory({ segments: [aSegment('S1', {}, { members: 1_080 })] }));
    expect(withRealSizes(first, anInventory({ segments: [aSegment('S1', {}, { members: 5 })] }))).toEqual(first);
  });

  test('is unknown while Klaviyo works it out, cannot tell, or told before it was made: never zero', () => {
    expect(counted({ members: 0, isProcessing: true })).toBeNull();
    expect(counted({ members: unknown('its size could not be read') })).toBeNull();
    expect(counted({ members: { value: movement(7, { asOf: TODAY - 7_200_000 }) } })).toBeNull();
    expect(withRealSizes([entry({ state: 'unknown' })], anInventory({ segments: [aSegment('S1', {})] }))[0]!.real).toBeNull();
  });

  test('is said beside the forecast: how far, in which direction, and where there was none', () => {
    const words = (forecast: number | null, members: number): string => forecastWords({ forecast, real: { members, at: TODAY } }, formats);
    expect(words(1_200, 1_080)).toBe('Klaviyo counted 1,080 members on Nov 23, 2026; the row had said 1,200, 10% fewer.');
    expect(words(1_000, 1_500)).toContain('the row had said 1,000, 50% more.');
    expect(words(0, 12)).toBe('Klaviyo counted 12 members on Nov 23, 2026; the row had said 0.');
    expect(words(40, 40)).toContain('exactly the 40 that the row had said');
    expect(words(null, 40)).toContain('the row had no figure to compare it with');
    const before = [entry()];
    const after = [entry({ real: { members: 1_080, at: TODAY } })];
    expect(newlyCounted(before, after, formats)).toEqual([
      '“Lapsed”, created from here: Klaviyo counted 1,080 members on Nov 23, 2026; the row had said 1,200, 10% fewer.',
    ]);
    expect(newlyCounted(after, after, formats)).toEqual([]);
  });
});

describe('the journal', () => {
  test('comes back as it was kept, one entry in its place, and a damaged one is not taken for an empty one', () => {
    const entries = withEntry(withEntry([entry()], entry({ id: 'e2', state: 'sending' })), entry({ came: 'Changed.' }));
    expect(entries.map(({ id, came }) => [id, came])).toEqual([
      ['e1', 'Changed.'],
      ['e2', 'Created.'],
    ]);
    expect(parseJournal(journalText(entries))).toEqual(entries);
    expect(() => parseJournal('{"version":1,"entries":[{"id":1}]}')).toThrow();
    expect(() => parseJournal('{"version":2,"entries":[]}')).toThrow();
  });

  test('knows what is open and what can be taken back, by the last word about the row', () => {
    const away = entry({ id: 'd', deed: 'deactivate', rowKey: 'retire:S1', graceUntil: '2026-12-23' });
    expect(undoableOf([away], 'retire:S1', '2026-12-23')).toEqual(away);
    expect(undoableOf([away], 'retire:S1', '2026-12-24')).toBeNull();
    expect(undoableOf([away, entry({ id: 'r', deed: 'reactivate', rowKey: 'retire:S1' })], 'retire:S1', '2026-12-01')).toBeNull();
    expect(undoableOf([{ ...away, state: 'unknown' }], 'retire:S1', '2026-12-01')).toBeNull();
    expect(unsettledOf([entry({ state: 'sending' })], 'create:L1')?.id).toBe('e1');
    expect(unsettledOf([entry(), entry({ id: 'x', state: 'refused' })], 'create:L1')).toBeNull();
  });
});
