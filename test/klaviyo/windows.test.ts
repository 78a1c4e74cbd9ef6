import fc from 'fast-check';
import { Pieces } from '../../src/klaviyo/state/pieces';
import { sampleWindows } from '../../src/klaviyo/collections/profiles/sample-windows';
import { freshWindow, halves, movedOn, planWindows, rowsAhead } from '../../src/klaviyo/schedule/windows';
import { monthStart, wallText } from '../../src/klaviyo/collections/zone-time';

const DAY = 86_400_000;
const START = Date.UTC(2024, 0, 1);

describe('windows of time', () => {
  const activity = { metricId: 'M', months: [0, 1, 2, 3].map((month) => Date.UTC(2024, month, 1)), counts: [1000, 3000, 30_000, 6000], sums: [], uniques: [] };
  test('cover the span without gap or overlap, whatever the counts', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50_000), { maxLength: 12 }), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 400 }), (counts, parts, days) => {
        const months = counts.map((_, place) => START + place * 30 * DAY);
        const windows = planWindows(START, START + days * DAY, { ...activity, months, counts }, parts, 1000);
        expect(windows[0]?.from).toBe(START);
        expect(windows[windows.length - 1]?.until).toBe(START + days * DAY);
        windows.slice(1).forEach((window, place) => expect(window.from).toBe(windows[place]?.until));
        expect(windows.length).toBeLessThanOrEqual(parts);
        expect(windows.every((window) => window.until > window.from && window.from % 1000 === 0)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
  test('are narrow where the metric was busy', () => {
    const windows = planWindows(START, Date.UTC(2024, 4, 1), activity, 8, 1000);
    const inMarch = windows.filter((window) => window.from >= Date.UTC(2024, 2, 1) && window.until <= Date.UTC(2024, 3, 1));
    expect(windows).toHaveLength(8);
    expect(inMarch.length).toBeGreaterThanOrEqual(5);
  });
  test('are few where each would hold few pages, and one where nothing is known', () => {
    expect(planWindows(START, START + 90 * DAY, activity, 60, 12_000)).toHaveLength(2);
    expect(planWindows(START, START + 90 * DAY, undefined, 60, 12_000)).toEqual([freshWindow(START, START + 90 * DAY)]);
  });
  test('a window cut in two is still the same time', () => {
    const half = movedOn(freshWindow(START, START + 100 * DAY), 1000, START + 10 * DAY);
    expect(rowsAhead(half)).toBeCloseTo(9000);
    const [before, after] = halves(half) ?? [];
    expect(before?.until).toBe(after?.from);
    expect(after?.until).toBe(START + 100 * DAY);
    expect(before?.at).toBe(START + 10 * DAY);
    expect(halves(movedOn(freshWindow(START, START + 1000), 5, START + 500))).toBeNull();
  });
});

describe('a sample of profiles', () => {
  /** 30,000 profiles created at a pace that varies tenfold, with one morning of 3,000. */
  const created = Array.from({ length: 30_000 }, (_, place) =>
    place < 3000 ? START + 100 * DAY + place * 1000 : START + Math.floor(((place - 3000) / 27_000) ** 2 * 700 * DAY),
  );
  const draw = (seed: number) => {
    let state = (seed * 2654435761) % 4294967296;
    const random = (): number => (state = (state * 1664525 + 1013904223) % 4294967296) / 4294967296;
    for (let place = 0; place < 5; place += 1) random();
    return sampleWindows([[START, START + 700 * DAY, 30_000]], 6000, random);
  };
  test('the sum of its weights estimates the number of profiles without bias', () => {
    const estimates = Array.from({ length: 300 }, (_, seed) => {
      const { windows, weight } = draw(seed + 1);
      return windows.reduce((sum, { window }) => sum + created.filter((at) => at >= window.from && at < window.until).length, 0) * weight;
    });
    const mean = estimates.reduce((sum, one) => sum + one, 0) / estimates.length;
    const error = Math.sqrt(estimates.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (estimates.length - 1) / estimates.length);
    expect(Math.abs(mean - 30_000)).toBeLessThan(4 * error + 1);
  });
  test('no profile is drawn twice: windows do not overlap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => {
        const windows = draw(seed)
          .windows.map(({ window }) => window)
          .sort((one, other) => one.from - other.from);
        windows.slice(1).forEach((window, place) => expect(window.from).toBeGreaterThanOrEqual(windows[place]?.until ?? 0));
      }),
      { numRuns: 100 },
    );
  });
  test('where as many are allowed as there are, it is the whole account with weight one', () => {
    expect(sampleWindows([[0, 1000, 80]], 100, () => 0.5)).toEqual({ windows: [{ window: freshWindow(0, 1000), stratum: null }], weight: 1 });
  });
});

describe('months of the account', () => {
  test.each([
    ['America/New_York', Date.UTC(2026, 2, 20), 0, Date.UTC(2026, 2, 1, 5)],
    ['America/New_York', Date.UTC(2026, 3, 1, 2), 0, Date.UTC(2026, 2, 1, 5)],
    ['America/New_York', Date.UTC(2026, 4, 20), 0, Date.UTC(2026, 4, 1, 4)],
    ['Europe/Berlin', Date.UTC(2026, 3, 15), 1, Date.UTC(2026, 1, 28, 23)],
    ['Pacific/Auckland', Date.UTC(2026, 0, 15), 12, Date.UTC(2024, 11, 31, 11)],
    ['Nowhere/Land', Date.UTC(2026, 0, 15), 0, Date.UTC(2026, 0, 1)],
  ])('in %s the month of %p, %p back, begins at %p', (zone, at, back, expected) => {
    expect(monthStart(zone, at, back)).toBe(expected);
  });
  test('reports get the wall clock of the account, because Klaviyo ignores offsets', () => {
    expect(wallText('America/New_York', Date.UTC(2026, 6, 1, 4))).toBe('2026-07-01T00:00:00');
  });
});

describe('records in pieces', () => {
  test('what changed is handed out once, and a store that applied it opens to the same records', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('set', 'delete', 'take', 'sweep'), fc.nat(30), fc.string({ maxLength: 40 })), { maxLength: 60 }),
        (steps) => {
          const pieces = new Pieces<string>('p', null);
          const model = new Map<string, string>();
          const store = new Map<string, string>();
          const take = (): void => {
            const changes = new Map<string, string | null>();
            pieces.collectChanges(changes);
            for (const [key, text] of changes)
              if (text === null) store.delete(key);
              else store.set(key, text);
          };
          for (const [step, id, text] of steps) {
            if (step === 'set') {
              pieces.set(String(id), text.repeat(2000), 1);
              model.set(String(id), text.repeat(2000));
            } else if (step === 'delete') {
              pieces.delete(String(id));
              model.delete(String(id));
            } else if (step === 'take') take();
            else {
              pieces.sweep(2);
              model.clear();
            }
          }
          take();
          const opened = new Pieces<string>('p', store);
          expect(new Map(opened.ids().map((id) => [id, opened.get(id)]))).toEqual(model);
          expect([...store.values()].every((piece) => piece.length < 1_000_000)).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });
  test('a record too large for the store is refused', () => {
    expect(new Pieces<string>('p', null).set('a', 'x'.repeat(900_000), 1)).toBe(false);
  });
});
