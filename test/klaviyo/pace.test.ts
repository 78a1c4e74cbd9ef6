import fc from 'fast-check';
import { block, FRESH_PACE, noteHeaders, noteSent, permitted, type Pace } from '../../src/klaviyo/http/pace';
import type { Limits } from '../../src/klaviyo/http/endpoint';

const XS: Limits = { burst: 1, steady: 15, daily: null };
const REPORT: Limits = { burst: 1, steady: 2, daily: 225 };
const T = 1_000_000_000_000;

describe('the pace of an endpoint', () => {
  test('a fresh pace permits a burst and no more', () => {
    expect(permitted(FRESH_PACE, XS, T)).toEqual({ count: 1, nextAt: T });
    expect(permitted(FRESH_PACE, { burst: 75, steady: 750, daily: null }, T).count).toBe(75);
  });

  test('after a burst the next request waits for the second to pass', () => {
    const pace = noteSent(FRESH_PACE, XS, 1, T);
    const { count, nextAt } = permitted(pace, XS, T + 10);
    expect(count).toBe(0);
    expect(nextAt).toBeGreaterThanOrEqual(T + 1000);
    expect(permitted(pace, XS, nextAt).count).toBe(1);
  });

  test("after a minute's worth the next request waits until the first one is a minute old", () => {
    let pace: Pace = FRESH_PACE;
    for (let place = 0; place < 15; place += 1) pace = noteSent(pace, XS, 1, T + place * 1100);
    expect(permitted(pace, XS, T + 17_000)).toEqual({ count: 0, nextAt: T + 60_050 });
  });

  test("a day's worth of reports waits for the day", () => {
    const spent: Pace = { ...FRESH_PACE, sent: [[T, 225]] };
    expect(permitted(spent, REPORT, T + 3_600_000)).toEqual({ count: 0, nextAt: T + 86_400_000 });
  });

  test('whatever second and minute Klaviyo counts by, no fixed window ever holds more than its limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 8, max: 30 }),
        fc.integer({ min: 0, max: 59_999 }),
        fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 60 }),
        (burst, steady, offset, gaps) => {
          const limits: Limits = { burst, steady, daily: null };
          let pace: Pace = FRESH_PACE;
          let now = T;
          const sent: number[] = [];
          for (const gap of gaps) {
            now += gap;
            const { count } = permitted(pace, limits, now);
            if (count === 0) continue;
            pace = noteSent(pace, limits, count, now);
            for (let one = 0; one < count; one += 1) sent.push(now);
          }
          for (const [length, limit] of [
            [1000, burst],
            [60_000, steady],
          ] as const) {
            const windows = new Map<number, number>();
            for (const at of sent) windows.set(Math.floor((at + offset) / length), (windows.get(Math.floor((at + offset) / length)) ?? 0) + 1);
            expect(Math.max(0, ...windows.values())).toBeLessThanOrEqual(limit);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a saved pace goes on where it was: JSON loses nothing', () => {
    const pace = block(noteSent(FRESH_PACE, REPORT, 2, T), T + 5000);
    expect(JSON.parse(JSON.stringify(pace))).toEqual(pace);
  });

  test("Klaviyo's own count of what is left is obeyed when it is lower than ours, until its window ends", () => {
    const limits: Limits = { burst: 75, steady: 750, daily: null };
    const told = noteHeaders(noteSent(FRESH_PACE, limits, 1, T), { 'ratelimit-remaining': '2', 'ratelimit-reset': '30' }, T);
    expect(permitted(told, limits, T + 2000).count).toBe(2);
    expect(permitted(noteSent(told, limits, 2, T + 2000), limits, T + 4000)).toEqual({ count: 0, nextAt: T + 30_000 });
    expect(permitted(told, limits, T + 31_000).count).toBe(75);
  });

  test.each([
    ['-1', '30'],
    ['many', '30'],
    ['', '30'],
    ['2', 'soon'],
    ['2', '999999'],
    ['2', '-5'],
  ])('unreadable rate headers (%s, %s) change nothing', (remaining, reset) => {
    expect(noteHeaders(FRESH_PACE, { 'ratelimit-remaining': remaining, 'ratelimit-reset': reset }, T)).toEqual(FRESH_PACE);
  });

  test('a clock that was set back does not block the endpoint for longer than its window', () => {
    const pace = noteSent(FRESH_PACE, XS, 1, T + 3_600_000);
    expect(permitted(pace, XS, T).nextAt).toBeLessThanOrEqual(T + 1100);
  });
});
