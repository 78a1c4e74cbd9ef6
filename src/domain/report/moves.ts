import type { Recommendation } from '../coverage/recommendation';
import { WHENS } from '../terms/coverage-terms';
import type { TrackerLine } from '../table/tracker-line';
import { isOpen } from '../table/tracker-line';

/**
 * Open rows that are still recommended, in the plan's order: by when, then by the day they are due, value at stake, score, key. What a person set in the
 * sheet counts. A row without a known value never stands before one that has it.
 */
export function movesInOrder(tracker: readonly TrackerLine[], recommendations: readonly Pick<Recommendation, 'key'>[]): readonly TrackerLine[] {
  const recommended = new Set(recommendations.map(({ key }) => key));
  const rank = ({ when }: TrackerLine): number => {
    const place = (WHENS as readonly string[]).indexOf(when);
    return place < 0 ? WHENS.length : place;
  };
  const due = (line: TrackerLine): string => line.due ?? '9999-12-31';
  return tracker
    .filter((line) => isOpen(line) && recommended.has(line.key))
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        (due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : 0) ||
        (b.value ?? -1) - (a.value ?? -1) ||
        (b.score ?? -1) - (a.score ?? -1) ||
        (a.key < b.key ? -1 : 1),
    );
}

/** The first `count` of them. */
export function firstMoves(tracker: readonly TrackerLine[], recommendations: readonly Pick<Recommendation, 'key'>[], count: number): readonly TrackerLine[] {
  return movesInOrder(tracker, recommendations).slice(0, count);
}
