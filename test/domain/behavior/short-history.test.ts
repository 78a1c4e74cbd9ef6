import { createFormats } from '../../../src/domain/text/format';
import { figureNote } from '../../../src/domain/table/cell';
import { known } from '../../../src/domain/account/known';
import { Waits } from '../../../src/domain/behavior/survival';
import { timeThresholds } from '../../../src/domain/behavior/thresholds';

/** Repeat buyers whose wait follows one law, of which the last `read` days are known: half return, with rates that differ by person. */
function threshold(read: number) {
  const waits = new Waits();
  let state = 7;
  const random = (): number => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  for (let person = 0; person < 6000; person += 1) {
    const mean = 10 + 70 * random();
    // Bought on any day of the days read; who does not return is waited for to the end.
    let day = Math.floor(read * random());
    for (;;) {
      const wait = random() < 0.6 ? Math.max(1, Math.round(-mean * Math.log(1 - random()))) : Infinity;
      if (day + wait >= read) {
        waits.add(read - day, false, person);
        break;
      }
      waits.add(wait, true, person);
      day += wait;
    }
  }
  const own = waits.curve(read);
  const long = waits.curve(read, 730);
  const all = { all: own, repeat: own, second: own, third: own, first: own, historyDays: read, twoYears: { repeat: long, second: long, first: long } };
  return timeThresholds(all, new Map(), Date.UTC(2026, 10, 23), createFormats({ locale: 'en-US', currency: 'USD', timezone: 'UTC' })).get('active window')!;
}

test('the threshold of a shorter history is not another: intervals meet, and a short one says that it is provisional', () => {
  const [two, one] = [threshold(730), threshold(365)];
  expect([two.figure.method, one.figure.method]).toEqual(['measured', 'estimated']);
  expect(one.figure.low!).toBeLessThanOrEqual(two.figure.high!);
  expect(two.figure.low!).toBeLessThanOrEqual(one.figure.high!);
  // What was not read is not known: the shorter history is told with less certainty.
  expect(one.figure.high! - one.figure.low!).toBeGreaterThan(two.figure.high! - two.figure.low!);
  expect(one.because).toContain('provisional: only 365 days of orders');
  expect(two.because).not.toContain('provisional');
  // Nor is it given a certainty that nobody can state: its bounds rest on what is assumed of the days to come.
  const formats = createFormats({ locale: 'en-US', currency: 'USD', timezone: 'UTC' });
  expect(figureNote(two.figure, formats)).toContain('With 95% certainty between');
  expect(figureNote(one.figure, formats)).not.toMatch(/certainty|95% interval/);
  expect(figureNote(one.figure, formats)).toContain('days if, after the 365 days read, anything from nobody to as many as in published curves come back.');
});

test('a history too short to tell gives the usual value and no interval', () => {
  expect(threshold(100)).toMatchObject({ value: 120, figure: { value: known(120), method: 'fallback', low: null, high: null } });
});

test('ten waits of each of 200 people tell less than 2,000 waits of as many people', () => {
  const [each, apart] = [new Waits(), new Waits()];
  for (let at = 0; at < 2000; at += 1) {
    const days = 10 + ((Math.floor(at / 10) * 37) % 200);
    each.add(days, true, Math.floor(at / 10));
    apart.add(days, true, at);
  }
  const width = (waits: Waits): number => {
    const [low, high] = waits.curve(300).bounds(0.5)!;
    return high - low;
  };
  expect(width(each)).toBeGreaterThan(2 * width(apart));
});
