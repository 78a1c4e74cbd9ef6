import fc from 'fast-check';
import { DAY } from '../../../src/domain/account/known';
import type { OrderHistory } from '../../../src/domain/behavior/order-history';
import { bandFigures, scoreBands, windowBands } from '../../../src/domain/behavior/window-bands';
import { createFormats } from '../../../src/domain/text/format';
import { NOW, randomOf } from '../../build/behavior-crowd';

const formats = createFormats({ locale: 'en-US', currency: 'USD', timezone: 'UTC' });

/** Customers whose next gap has a mean of `gap(orders so far)` days and who stop after each order with a chance of `leave`. */
function shop(seed: number, customers: number, gap: (orders: number) => number, leave = 0.15): OrderHistory {
  const random = randomOf(seed);
  const starts = [0];
  const seconds: number[] = [];
  for (let customer = 0; customer < customers; customer += 1) {
    let at = NOW - random() * 720 * DAY;
    for (let made = 1; at < NOW; made += 1) {
      seconds.push(Math.floor(at / 1000));
      if (random() < leave) break;
      at += (1 - Math.log(1 - random()) * gap(made)) * DAY;
    }
    starts.push(seconds.length);
  }
  return {
    starts: Int32Array.from(starts),
    seconds: Uint32Array.from(seconds),
    amounts: new Float64Array(seconds.length),
    discounted: new Uint8Array(seconds.length),
    buyers: customers,
    orders: seconds.length,
    worthless: 0,
  };
}

const faster = shop(3, 1500, (orders) => (orders < 4 ? 90 : orders < 10 ? 40 : 12));

test('where customers come back sooner the more they have ordered, windows fall with orders, in bands that touch', () => {
  const bands = windowBands(faster, 730, NOW);
  expect(bands.length).toBeGreaterThanOrEqual(3);
  expect([bands[0]!.from, bands[bands.length - 1]!.to]).toEqual([2, null]);
  bands.slice(1).forEach((band, at) => {
    expect([band.from, band.days < bands[at]!.days]).toEqual([bands[at]!.to! + 1, true]);
    expect([band.low <= band.days, band.days <= band.high]).toEqual([true, true]);
  });
  // Four of five waits of mean 12 days, and a day, are over after 20; a few are cut off by the end of what was read.
  expect(Math.abs(bands[bands.length - 1]!.days - (1 + 12 * Math.log(5)))).toBeLessThanOrEqual(3);
});

test('where the number of orders makes no difference there is one window, and no rows beside it', () => {
  const alike = shop(4, 1200, () => 50);
  expect(windowBands(alike, 730, NOW).length).toBe(1);
  expect(bandFigures(alike, 730, 90, NOW, formats)).toEqual([]);
});

test('too few repeat buyers tell no window', () => {
  expect(
    windowBands(
      shop(5, 40, () => 60, 0.7),
      730,
      NOW,
    ),
  ).toEqual([]);
});

test('law: whatever the shop, bands are in order, touch, and fall by a fifth at least', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.integer({ min: 50, max: 400 }),
      fc.integer({ min: 5, max: 150 }),
      fc.double({ min: 0.4, max: 1.4, noNaN: true }),
      (seed, customers, mean, factor) => {
        const bands = windowBands(
          shop(seed, customers, (orders) => mean * factor ** Math.min(4, orders / 3)),
          730,
          NOW,
        );
        bands.slice(1).forEach((band, at) => expect([band.from === bands[at]!.to! + 1, band.days <= 0.8 * bands[at]!.days]).toEqual([true, true]));
      },
    ),
    { numRuns: 15 },
  );
});

test('the page holds the bands, told on the day of the window’s start, to one window for all and to 90 days', () => {
  const rows = bandFigures(faster, 730, 90, NOW, formats);
  const score = rows.find(({ id }) => id === 'window-bands-score')!.figure;
  const then = NOW - 90 * DAY;
  const scored = scoreBands(faster, windowBands(faster, 640, then), 640, then, NOW)!;
  expect(score).toMatchObject({ value: { value: scored.banded }, method: 'measured', period: 'Aug 25, 2026 to Nov 23, 2026' });
  expect(score.explanation).toContain(
    `One window of ${scored.singleDays} days for all: ${formats.share(scored.single)}; plain 90 days: ${formats.share(scored.plain)}.`,
  );
  expect(rows[0]!.name).toMatch(/^Repeat buyers with 2 to \d orders: of those who order again, 80% do within$/);
});
