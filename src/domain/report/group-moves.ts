import { groupMoves } from '../behavior/rfm-groups';
import type { BehaviorFigure } from '../behavior/figure';
import type { ReportContext } from './report-context';

/**
 * Where the people of each group of buyers went since the refresh before, which the history remembers; nothing at the first one. Groups of that day are
 * worked out anew from the orders up to it, so that no single person has to be remembered.
 */
export function movesSinceLast({ input: { behavior, history, now }, formats }: ReportContext): readonly BehaviorFigure[] {
  const last = history.entries.filter(({ at }) => at < now).pop();
  return last === undefined || behavior.customers === null ? [] : groupMoves(behavior.customers.orders, last.at, now, formats);
}
