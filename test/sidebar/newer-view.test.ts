import fc from 'fast-check';
import type { RefreshView } from '../../src/addon/protocol';
import { IDLE, newerView } from '../../src/sidebar/newer-view';

const view = (part: Partial<RefreshView>): RefreshView => ({ ...IDLE, state: 'running', startedAt: 1_000, ...part });

test('an answer that was on the way when the refresh ended does not bring it back', () => {
  const done = view({ state: 'done', finishedAt: 5_000, requests: 90 });
  expect(newerView(done, view({ requests: 80 }))).toBe(done);
});

test('progress never runs backwards, and equal counts are taken for what else they say', () => {
  const known = view({ requests: 50 });
  expect(newerView(known, view({ requests: 40 }))).toBe(known);
  const later = view({ requests: 50, step: 'Reading flows' });
  expect(newerView(known, later)).toBe(later);
});

test('a later refresh replaces an earlier one, whatever the earlier one still says', () => {
  const ended = view({ state: 'failed', finishedAt: 2_000 });
  const next = view({ startedAt: 3_000 });
  expect(newerView(ended, next)).toBe(next);
  expect(newerView(next, ended)).toBe(next);
  expect(newerView(next, IDLE)).toBe(next);
});

test('in whatever order the answers of one refresh come, the page ends with its end', () => {
  const history = [IDLE, ...[0, 7, 7, 30, 55].map((requests) => view({ requests })), view({ state: 'done', finishedAt: 9_000, requests: 55 })];
  fc.assert(
    fc.property(fc.shuffledSubarray(history, { minLength: history.length }), (order) => {
      expect(order.reduce(newerView, IDLE).state).toBe('done');
    }),
    { numRuns: 200 },
  );
});
