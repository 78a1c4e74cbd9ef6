import { DAY } from '../../../src/domain/account/known';
import type { JournalEntry } from '../../../src/domain/changes/journal';
import type { RuleChange } from '../../../src/domain/history/account-memory';
import { createContext } from '../../../src/domain/report/report-context';
import { ruleHistory, ruleHistoryNote } from '../../../src/domain/report/rule-history-report';
import { NOW, aReport } from '../../build/report-input';

const NOW_WORDS = 'Has opened or clicked an email in the last 90 days.';
const change = (at: number, from: string, to: string): RuleChange => ({
  segmentId: 'SegA01',
  name: 'Engaged 90 days',
  seenAt: at,
  since: at - DAY,
  from,
  to,
  definition: '{"old":1}',
  membersBefore: 900,
  membersAfter: 1040,
});
const entry = (of: Partial<JournalEntry>): JournalEntry => ({
  id: 'e1',
  at: NOW,
  who: 'Ada',
  deed: 'deactivate',
  rowKey: 'retire:SegA01',
  segment: 'Engaged 90 days',
  segmentId: 'SegA01',
  sent: 'PATCH /api/segments/SegA01 {"is_active":false}',
  state: 'done',
  came: 'Inactive; read back, its rule is as it was.',
  settledAt: NOW,
  definition: '{"kept":1}',
  forecast: null,
  real: null,
  graceUntil: '2026-12-23',
  ...of,
});
const contextOf = (changes: readonly JournalEntry[], seen: readonly RuleChange[]) => {
  const report = aReport();
  return createContext({ ...report, changes, news: { ...report.news, changes: seen } });
};

describe('the rule history of a segment', () => {
  test('holds what was kept before it was made inactive from here, with the rule of that day and its definition to copy', () => {
    const context = contextOf(
      [entry({ at: NOW - 20 * DAY })],
      [change(NOW - 5 * DAY, 'Is in list “Shop”.', NOW_WORDS), change(NOW - 40 * DAY, 'Anybody.', 'Is in list “Shop”.')],
    );
    expect(ruleHistory('SegA01', context)).toEqual([
      expect.objectContaining({ rule: 'Is in list “Shop”.', then: NOW_WORDS }),
      { sentence: 'Made inactive from here on Nov 3, 2026, as Ada asked.', rule: 'Is in list “Shop”.', then: 'Is in list “Shop”.', definition: '{"kept":1}' },
      expect.objectContaining({ rule: 'Anybody.', then: 'Is in list “Shop”.' }),
    ]);
    expect(ruleHistoryNote({ id: 'SegA01' }, context)).toContain('Made inactive from here on Nov 3, 2026, as Ada asked.\nIts rule then: Is in list “Shop”.');
  });

  test('says the present rule where nothing changed since, and when it was made active again', () => {
    const context = contextOf([entry({ at: NOW - 3 * DAY }), entry({ id: 'e2', at: NOW - DAY, deed: 'reactivate', who: 'Ben' })], []);
    expect(ruleHistory('SegA01', context).map(({ sentence, rule }) => [sentence, rule])).toEqual([
      ['Made active again from here on Nov 22, 2026, as Ben asked.', NOW_WORDS],
      ['Made inactive from here on Nov 20, 2026, as Ada asked.', NOW_WORDS],
    ]);
  });

  test('tells nothing of requests that did not arrive, of other segments, or of the creation', () => {
    const entries = [entry({ state: 'not there' }), entry({ segmentId: 'Other' }), entry({ deed: 'create' })];
    expect(ruleHistoryNote({ id: 'SegA01' }, contextOf(entries, []))).toBe('');
  });
});
