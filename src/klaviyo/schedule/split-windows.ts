import type { ReadingContext } from './context';
import { halves, rowsAhead } from './windows';
import type { Window, Work, WorkItem, WorkKind, WorkKinds, WorkOf } from './work-item';

/** Kinds of work that a cursor reads over a window. */
type WindowedKind = { readonly [Kind in WorkKind]: WorkKinds[Kind] extends { readonly window: Window } ? Kind : never }[WorkKind];

/** A window with less than so many pages ahead is not worth another half-full page. */
const LEAST_PAGES = 6;
/** Share of all pages that splitting may cost at most: each split leaves one more page half full. */
const MOST_WASTE = 0.03;

/**
 * Cuts the windows with most ahead in two while fewer cursors run than the endpoint allows. Windows are planned from
 * estimates; when some end early, the rest of the others is shared out, so that the endpoint stays busy to the end.
 * @param kind the kind of work whose cursors run over windows
 * @param desired cursors that its endpoint's pace can keep busy while a page takes a second or two
 * @param pagesRead pages read already; `splits`: windows cut already
 * @param after the second half as work, of the work that was cut
 * @returns splits so far
 */
export function splitWindows<Kind extends WindowedKind>(
  context: ReadingContext,
  kind: Kind,
  { desired, pageSize, pagesRead, splits }: { readonly desired: number; readonly pageSize: number; readonly pagesRead: number; readonly splits: number },
  after: (work: WorkOf<Kind>, window: Window) => Work,
): number {
  const result = [...context.head.queue];
  let done = splits;
  for (;;) {
    const open = result.filter((item) => item.work.kind === kind);
    if (open.length === 0 || open.length >= desired) break;
    const ahead = open.map((item) => ({ item, pages: pagesAhead(item, pageSize) }));
    const total = ahead.reduce((sum, { pages }) => sum + pages, pagesRead);
    const longest = ahead.reduce((most, one) => (one.pages > most.pages ? one : most));
    if (longest.pages < LEAST_PAGES || done + 1 > MOST_WASTE * total) break;
    const work = longest.item.work as WorkOf<Kind>;
    const parts = halves(work.window);
    if (parts === null) break;
    result[result.indexOf(longest.item)] = { ...longest.item, work: { ...work, window: parts[0] } as Work };
    result.push({ ...longest.item, work: after(work, parts[1]), next: null, tries: 0, notBefore: 0 });
    done += 1;
  }
  if (done > splits) context.head.queue = result;
  return done;
}

/** Pages that the item is likely to bring still: for a window by its pace so far, else one. */
export function pagesAhead(item: WorkItem, pageSize: number): number {
  const rows = 'window' in item.work ? rowsAhead(item.work.window) : null;
  return rows === null ? 1 : Math.max(1, rows / pageSize);
}
