import type { TrackerLine } from '../table/tracker-line';
import { isOverdue } from '../table/tracker-line';
import { ACTIONS, STATUSES } from '../terms/coverage-terms';
import { addDays } from '../text/dates';
import { tally } from './coverage-counts';

/** Rows of the tracker by action, by status (those that occur) and due for review up to `today` (`YYYY-MM-DD`), as they stand in the sheet. */
export function trackerCounts(
  lines: readonly Pick<TrackerLine, 'action' | 'status' | 'nextReview'>[],
  today: string,
): readonly { readonly label: string; readonly count: number }[] {
  const statuses = tally(
    STATUSES,
    lines.map((line) => line.status),
  ).filter(([, count]) => count > 0);
  const actions = tally(
    ACTIONS,
    lines.map((line) => line.action),
  );
  return [
    ...[...actions, ...statuses].map(([label, count]) => ({ label, count })),
    { label: 'Due for review', count: lines.filter((line) => isOverdue(line, addDays(today, 1))).length },
  ];
}
