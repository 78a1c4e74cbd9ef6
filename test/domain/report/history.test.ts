import { DAY } from '../../../src/domain/account/known';
import { MOST_ENTRIES, NO_HISTORY, addToHistory, changesSince, coverageOf, HISTORY, valueByAction } from '../../../src/domain/report/history';
import { NOW, aGap, aLine } from '../../build/report-input';

const gaps = [aGap(), aGap({ audienceId: 'A3', state: 'Covered' }), aGap({ audienceId: 'J1', stage: 'Engagement', state: 'Not applicable' })];
const tracker = [
  aLine(),
  aLine({ key: 'retire:S1', action: 'Retire', value: null, status: 'Approved' }),
  aLine({ key: 'merge:S2', action: 'Merge', status: 'Done', value: 90 }),
];
const settings = new Map();

test('a refresh leaves coverage by stage, counts and values', () => {
  expect(addToHistory(NO_HISTORY, { at: NOW, gaps, tracker, settings })).toEqual({
    version: 1,
    entries: [
      {
        at: NOW,
        stages: { 'Subscriber or lead': [1, 2] },
        actions: { Create: 1, Retire: 1, Merge: 1 },
        statuses: { Proposed: 1, Approved: 1, Done: 1 },
        values: { Create: 3400, Retire: 0 },
      },
    ],
    lines: [
      { key: 'create:A2', segment: 'New subscribers', action: 'Create', status: 'Proposed', priority: 'P1' },
      { key: 'retire:S1', segment: 'New subscribers', action: 'Retire', status: 'Approved', priority: 'P1' },
      { key: 'merge:S2', segment: 'New subscribers', action: 'Merge', status: 'Done', priority: 'P1' },
    ],
    states: { A2: 'Missing', A3: 'Covered', J1: 'Not applicable' },
  });
});

test('a refresh that is finished twice counts once', () => {
  const once = addToHistory(NO_HISTORY, { at: NOW, gaps, tracker, settings });
  expect(addToHistory(once, { at: NOW, gaps, tracker, settings })).toEqual(once);
});

test('values at stake are of open rows, and unknown ones are counted apart', () => {
  expect(valueByAction([...tracker, aLine({ key: 'x', value: 0.1 }), aLine({ key: 'y', value: 0.2 })])).toEqual([
    { action: 'Create', value: 3400.3, rows: 3, unknown: 0 },
    { action: 'Retire', value: 0, rows: 1, unknown: 1 },
  ]);
});

test('the history stays bounded: the first refresh and the recent half are kept in full', () => {
  let history = NO_HISTORY;
  for (let day = 0; day < 1000; day += 1) history = addToHistory(history, { at: NOW + day * DAY, gaps, tracker, settings });
  const times = history.entries.map((entry) => (entry.at - NOW) / DAY);
  expect(times.length).toBeLessThanOrEqual(MOST_ENTRIES);
  expect(times[0]).toBe(0);
  expect(times.slice(-90)).toEqual(Array.from({ length: 90 }, (_, index) => 910 + index));
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(HISTORY.text(history).length).toBeLessThan(100_000);
});

test('text goes in and out without loss; damaged or foreign text begins anew', () => {
  const history = addToHistory(NO_HISTORY, { at: NOW, gaps, tracker, settings });
  expect(HISTORY.read(HISTORY.text(history))).toEqual(history);
  for (const text of [null, '', '{', 'null', '[]', '{"version":2,"entries":[],"lines":[]}', '{"version":1}']) expect(HISTORY.read(text)).toBeNull();
  expect(HISTORY.read('{"version":1,"entries":[{"at":"x"},null],"lines":[null,{"segment":"a"}],"states":[]}')).toEqual(NO_HISTORY);
});

test('covered and applicable are summed over the stages', () => {
  expect(coverageOf({ at: NOW, stages: { a: [1, 2], b: [3, 5] }, actions: {}, statuses: {}, values: {} })).toEqual({ covered: 4, applicable: 7 });
});

test('changes tell what is new, closed, changed, deleted and covered since', () => {
  const before = addToHistory(NO_HISTORY, { at: NOW, gaps, tracker: [...tracker, aLine({ key: 'gone' })], settings });
  const now = [
    aLine({ status: 'Created' }),
    aLine({ key: 'retire:S1', action: 'Retire', status: 'Approved', priority: 'P3' }),
    aLine({ key: 'merge:S2', action: 'Merge', status: 'Done' }),
    aLine({ key: 'new' }),
  ];
  const changes = changesSince(before, now, [aGap({ state: 'Covered' }), ...gaps.slice(1)]);
  expect(changes?.since).toBe(NOW);
  expect(changes?.appeared.map(({ key }) => key)).toEqual(['new']);
  expect(changes?.closed.map(({ line, before: old }) => [line.key, old.status, line.status])).toEqual([['create:A2', 'Proposed', 'Created']]);
  expect(changes?.changed.map(({ line, what }) => [line.key, what])).toEqual([['retire:S1', ['Priority P1 → P3']]]);
  expect(changes?.dismissed.map(({ key }) => key)).toEqual(['gone']);
  expect(changes?.audiences.map(({ gap, before: old }) => [gap.audienceId, old, gap.state])).toEqual([['A2', 'Missing', 'Covered']]);
});

test('the first refresh has nothing to be compared with', () => {
  expect(changesSince(NO_HISTORY, tracker, gaps)).toBe(null);
});
