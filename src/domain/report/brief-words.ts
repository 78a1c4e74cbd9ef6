import type { StageBar } from './brief-page';
import { inlineName } from './one-line';
import { inQuotes } from '../text/quotes';

/** `Refresh “Refill due”`: what to do with which segment; names as they are, on one line. */
export function moveWords(action: string, segment: string): string {
  return `${action} ${inQuotes(inlineName(segment))}`.trim();
}

/** `2 of 6`; what is not known is said beside it. */
export function stageWords({ covered, applicable, unknown }: StageBar): string {
  const known = applicable === 0 ? '' : `${covered} of ${applicable}`;
  return unknown === 0 ? known : [known, `${unknown} not known`].filter((words) => words !== '').join(', ');
}
