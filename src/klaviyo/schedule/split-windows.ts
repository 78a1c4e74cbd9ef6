import { endpointOf } from '../http/endpoints';
import type { ReadingContext } from './context';
import { halves, rowsAhead } from './windows';
import type { WorkItem } from './work-item';

/** Cursors that an endpoint's pace can keep busy while a page takes a second or two. */
const DESIRED = { events: 60, profiles: 26 } as const;
/** A window with less than so many pages ahead is not worth another half-full page. */
const LEAST_PAGES = 6;
/** Share of all pages that splitting may cost at most: each split leaves one more page half full. */
const MOST_WASTE = 0.03;

/**
 * Cuts the windows with most ahead in two while fewer cursors run than the endpoint allows. Windows are planned from
 * estimates; when some end early, the rest of the others is shared out, so that the endpoint stays busy to the end.
 * Returns the queue with windows changed and the new ones added.
 */
export function splitWindows(queue: readonly WorkItem[], kind: 'events' | 'profiles', pagesRead: number, splits: number, context: ReadingContext): { readonly queue: readonly WorkItem[]; readonly splits: number } {
  const pageSize = endpointOf(kind).pageSize ?? 100;
  if (kind === 'profiles' && context.head.profilePlan?.mode !== 'complete') return { queue, splits };
  const result = [...queue];
  let done = splits;
  for (;;) {
    const open = result.filter((item) => item.work.kind === kind);
    if (open.length === 0 || open.length >= DESIRED[kind]) break;
    const ahead = open.map((item) => ({ item, pages: pagesAhead(item, pageSize) }));
    const total = ahead.reduce((sum, { pages }) => sum + pages, pagesRead);
    const longest = ahead.reduce((most, one) => (one.pages > most.pages ? one : most));
    if (longest.pages < LEAST_PAGES || done + 1 > MOST_WASTE * total) break;
    const { work } = longest.item;
    if (work.kind !== 'events' && work.kind !== 'profiles') break;
    const parts = halves(work.window);
    if (parts === null) break;
    const place = result.indexOf(longest.item);
    result[place] = { ...longest.item, work: { ...work, window: parts[0] } };
    const rest = work.kind === 'events' ? { ...work, window: parts[1], spanFrom: Math.max(work.spanFrom, parts[1].from) } : { ...work, window: parts[1] };
    result.push({ ...longest.item, work: rest, next: null, tries: 0, notBefore: 0 });
    done += 1;
  }
  return { queue: result, splits: done };
}

/** Pages that the item is likely to bring still: for a window by its pace so far, else one. */
export function pagesAhead(item: WorkItem, pageSize: number): number {
  const { work } = item;
  if (work.kind !== 'events' && work.kind !== 'profiles') return 1;
  const rows = rowsAhead(work.window);
  return rows === null ? 1 : Math.max(1, rows / pageSize);
}
