import type { MetricActivity } from '../../domain/account/inventory';
import type { Instant } from '../../domain/account/known';
import type { Window } from './work-item';

/** A window that nothing was read of. */
export function freshWindow(from: Instant, until: Instant): Window {
  return { from, until, at: from, rows: 0 };
}

/** A window after a page of `rows` rows of which the last is at `last`. */
export function movedOn(window: Window, rows: number, last: Instant): Window {
  return { ...window, at: Math.max(window.at, Math.min(last, window.until)), rows: window.rows + rows };
}

/** Rows that are probably still to come, by the pace of rows so far; null while nothing was read. */
export function rowsAhead(window: Window): number | null {
  if (window.rows === 0 || window.at <= window.from) return null;
  return (window.rows / (window.at - window.from)) * (window.until - window.at);
}

/** The window cut in the middle of what is still ahead; null when there is no whole second in between. */
export function halves(window: Window): readonly [Window, Window] | null {
  const middle = Math.ceil((window.at + window.until) / 2 / 1000) * 1000;
  if (middle <= window.at || middle >= window.until) return null;
  return [{ ...window, until: middle }, freshWindow(middle, window.until)];
}

/**
 * Windows of about equally many events over the span, by the metric's monthly counts: `count` of them at most, on whole
 * seconds. Each window ends with one page that is not full, so a window should hold many pages: `leastRows` at least.
 */
export function planWindows(from: Instant, to: Instant, activity: MetricActivity | undefined, count: number, leastRows: number): readonly Window[] {
  const density = densityOver(from, to, activity);
  const total = density.reduce((sum, piece) => sum + piece.rows, 0);
  const parts = Math.max(1, Math.min(count, Math.floor(total / leastRows)));
  const cuts: Instant[] = [from];
  let before = 0;
  for (const piece of density) {
    while (cuts.length < parts) {
      const wanted = (total * cuts.length) / parts;
      if (wanted > before + piece.rows || piece.rows === 0) break;
      const cut = Math.round((piece.from + ((wanted - before) / piece.rows) * (piece.to - piece.from)) / 1000) * 1000;
      if (cut <= (cuts[cuts.length - 1] ?? from) || cut >= to) break;
      cuts.push(cut);
    }
    before += piece.rows;
  }
  return cuts.map((cut, place) => freshWindow(cut, cuts[place + 1] ?? to));
}

/** Events expected in the span; null where the metric's activity was not read. */
export function rowsExpected(from: Instant, to: Instant, activity: MetricActivity | undefined): number | null {
  return activity === undefined ? null : densityOver(from, to, activity).reduce((sum, piece) => sum + piece.rows, 0);
}

interface Piece {
  readonly from: Instant;
  readonly to: Instant;
  readonly rows: number;
}

/** The span month by month with the events expected in each; before the first month that was read, as many as in it. */
function densityOver(from: Instant, to: Instant, activity: MetricActivity | undefined): readonly Piece[] {
  const months = activity?.months ?? [];
  const pieces: Piece[] = [];
  const add = (start: Instant, end: Instant, rows: number): void => {
    const [cutFrom, cutTo] = [Math.max(start, from), Math.min(end, to)];
    if (cutTo > cutFrom && end > start) pieces.push({ from: cutFrom, to: cutTo, rows: (rows * (cutTo - cutFrom)) / (end - start) });
  };
  const first = months[0];
  if (first === undefined) return [{ from, to, rows: 0 }];
  const firstLength = (months[1] ?? first + 30 * 86_400_000) - first;
  add(from, first, ((activity?.counts[0] ?? 0) * (first - from)) / firstLength);
  months.forEach((month, place) => add(month, months[place + 1] ?? Math.max(to, month + 1), activity?.counts[place] ?? 0));
  return pieces;
}
