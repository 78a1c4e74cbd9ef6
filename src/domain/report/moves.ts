import type { Recommendation } from '../coverage/recommendation';
import { PRIORITIES } from '../terms/coverage-terms';
import type { TrackerLine } from '../table/tracker-line';
import { isOpen } from '../table/tracker-line';

/** Open rows that are still recommended, most important first: by priority, score, value at stake, key. What a person set in the sheet counts. */
export function movesInOrder(tracker: readonly TrackerLine[], recommendations: readonly Pick<Recommendation, 'key'>[]): readonly TrackerLine[] {
  const recommended = new Set(recommendations.map(({ key }) => key));
  const rank = ({ priority }: TrackerLine): number => {
    const place = (PRIORITIES as readonly string[]).indexOf(priority);
    return place < 0 ? PRIORITIES.length : place;
  };
  return tracker.filter((line) => isOpen(line) && recommended.has(line.key)).sort((a, b) =>
    rank(a) - rank(b) || (b.score ?? -1) - (a.score ?? -1) || (b.value ?? -1) - (a.value ?? -1) || (a.key < b.key ? -1 : 1));
}

/** The first `count` of them. */
export function firstMoves(tracker: readonly TrackerLine[], recommendations: readonly Pick<Recommendation, 'key'>[], count: number): readonly TrackerLine[] {
  return movesInOrder(tracker, recommendations).slice(0, count);
}
