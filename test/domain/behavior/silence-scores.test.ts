import { DAY, isKnown } from '../../../src/domain/account/known';
import { scoreFlag, silenceFigures, silentSince } from '../../../src/domain/behavior/silence-scores';
import type { Threshold } from '../../../src/domain/behavior/thresholds';
import { createFormats } from '../../../src/domain/text/format';
import { NOW } from '../../build/behavior-crowd';
import type { Crowd } from '../../build/behavior-crowd';
import { buyingCrowd, historyOf } from '../../build/buying-law';

const formats = createFormats({ locale: 'en-US', currency: 'USD', timezone: 'UTC' });
const thresholds = (days: number): ReadonlyMap<'active window', Threshold> => new Map([['active window', { value: days } as Threshold]]);

/** People of two orders, the last so many days ago on the day of the window's start; `returns` of each hundred order ten days later. */
function shop(groups: readonly (readonly [silent: number, people: number, returns: number])[]): Crowd {
  const then = NOW - 90 * DAY;
  const people: Crowd['people'][number][] = [];
  const orders: Crowd['orders'][number][] = [];
  for (const [silent, count, returns] of groups) {
    for (let at = 0; at < count; at += 1) {
      const profile = people.length;
      people.push({ id: `01H${String(profile).padStart(10, '0')}QWERTYUIOPASD`, created: NOW - 900 * DAY, subscribed: true, suppressed: false, sms: false });
      for (const days of [silent + 40, silent]) orders.push({ profile, at: then - days * DAY, value: 50 });
      if (at * 100 < returns * count) orders.push({ profile, at: then + 10 * DAY, value: 50 });
    }
  }
  return { people, orders, clicks: [] };
}

const { orders } = historyOf(
  shop([
    [15, 200, 80],
    [75, 100, 60],
    [130, 100, 20],
    [250, 200, 5],
  ]),
);
const figuresAt = (days: number, readFrom = NOW - 730 * DAY) =>
  silenceFigures({ orders, readFrom, thresholds: thresholds(days), windowDays: 90, now: NOW, formats });
const row = (rows: ReturnType<typeof figuresAt>, id: string) => rows.find((one) => one.id === id)!;

test('a threshold says what share of those it flags came back, and is scored beside plain 90 days', () => {
  const rows = figuresAt(120);
  // 100 silent for 130 days of whom 20 returned, 200 for 250 of whom 10 did.
  expect(row(rows, 'return-active-window').name).toBe(
    'Active window: repeat buyers silent for 120 days or more on Aug 25, 2026 who ordered within the 90 days after',
  );
  expect(row(rows, 'return-active-window').figure).toMatchObject({
    value: { value: 0.1 },
    sample: '300 of 600 repeat buyers',
    period: 'Aug 25, 2026 to Nov 23, 2026',
  });
  // Of 250 who returned it left 220 alone, of 350 who did not it flagged 270.
  const score = row(rows, 'score-active-window').figure;
  expect(isKnown(score.value) ? score.value.value : NaN).toBeCloseTo((220 / 250 + 270 / 350) / 2, 10);
  expect(score.explanation).toBe(
    '120 days: of those it flagged 90% did not order (precision), of those who did not order it flagged 77% (recall), balanced accuracy 83%. Plain 90 days: of those it flagged 90% did not order (precision), of those who did not order it flagged 77% (recall), balanced accuracy 83%. 50% is chance.',
  );
});

test('the curve shows each month of silence with enough people, and marks the cut', () => {
  const rows = figuresAt(120).filter(({ id }) => id.startsWith('return-after-'));
  expect(rows.map(({ id, figure }) => [id, isKnown(figure.value) ? figure.value.value : null])).toEqual([
    ['return-after-0', 0.8],
    ['return-after-60', 0.6],
    ['return-after-120', 0.2],
    ['return-after-240', 0.05],
  ]);
  expect(rows.map(({ name }) => name.includes('the at-risk cut lies here'))).toEqual([false, false, true, false]);
});

test('too few people, or a history shorter than the silence, is unknown with its reason', () => {
  expect(row(figuresAt(700, NOW - 900 * DAY), 'score-active-window').figure.value).toEqual({ unknown: '0 people had been silent for so long, 30 are needed' });
  expect(row(figuresAt(120, NOW - 200 * DAY), 'return-active-window').figure.value).toEqual({ unknown: 'only 110 days of orders lie before Aug 25, 2026' });
  expect(figuresAt(120, NOW - 150 * DAY)).toEqual([]);
});

test('law: a flag on people who behave at random is worth chance, and one that knows is worth more', () => {
  const { orders: drawn } = historyOf(buyingCrowd({ customers: 3000, days: 700, r: 0.5, alpha: 6, a: 0.8, b: 2.5, seed: 7 }).crowd);
  const people = silentSince(drawn, NOW - 90 * DAY, NOW, 2);
  const best = Math.max(...[30, 60, 90, 120, 180].map((days) => scoreFlag(people, days).balanced));
  expect(best).toBeGreaterThan(0.6);
  const shuffled = people.map((one, at) => ({ ...one, returned: people[(at * 7919) % people.length]!.returned }));
  expect(Math.abs(scoreFlag(shuffled, 90).balanced - 0.5)).toBeLessThan(0.05);
});
