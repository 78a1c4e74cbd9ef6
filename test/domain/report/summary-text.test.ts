import { summaryPage } from '../../../src/domain/report/summary';
import { summaryText } from '../../../src/domain/report/summary-text';
import { aLargeReport } from '../../build/large-report';
import { aReport, anAccount } from '../../build/report-input';

test('the terminal summary holds headline, figures, coverage, moves and limits', () => {
  expect(summaryText(summaryPage(aReport()), anAccount())).toBe(`Segment coverage: Fern & Fig
Read Nov 23, 2026, 19:20 (America/New_York) · Planning window 90 days · Look-back 24 months · Main
use Campaign targeting · Money in USD

1 of 2 applicable lifecycle audiences are covered.
This quarter’s one move brings an estimated $3,400 in 90 days; nobody is counted twice.

  Covered audiences      1                          Partly covered         0
  Stale                  0                          Missing                1
  Segments               1                          Open recommendations   1
  Value at stake         $3,400                     Profiles               9,000
  Reachable by email     4,100                      Revenue                $182,400
  Average order value    $48.20                     People nobody speaks to Unknown
  Mailed too often       Unknown                    Never engage           Unknown

Coverage by stage
  Subscriber or lead     0 of 1
  Engagement             1 of 1
  All planned stages     1 of 2

The plan
  1. Now Create New subscribers: by Dec 5, 2026, adds $3,400, in all $3,400

Changes: This is the first refresh: the next one says here what is new, closed and changed.

Tracker by action and status
  Create     1 proposed, 1 all
  Refresh    0 all
  Merge      0 all
  Retire     0 all

Segments: 1 keep, 0 refresh, 0 merge, 0 retire, 0 review, 1 all
Lists: 1 keep, 0 refresh, 0 merge, 0 retire, 0 review, 1 all

Overdue for review: none
Approved but not created: none

Data limits
  - Ad audience syncs cannot be seen.
`);
});

test('it stays under 60 lines of 100 characters and sends no control characters to the terminal, whatever names the account has', () => {
  const text = summaryText(summaryPage(aLargeReport()), anAccount());
  const lines = text.trimEnd().split('\n');
  expect(lines.length).toBeLessThan(60);
  expect(lines.filter((line) => Array.from(line).length > 100)).toEqual([]);
  expect(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/.test(text)).toBe(false);
});

test('lists that the page cut are still counted in full', () => {
  const large = aLargeReport(400);
  const overdue = large.tracker.filter((line) => line.nextReview === '2026-10-01' && !['Covered', 'Rejected', 'Done'].includes(line.status)).length;
  expect(overdue).toBeGreaterThan(20);
  expect(summaryText(summaryPage(large), anAccount())).toContain(`Overdue for review: ${overdue}\n`);
});
