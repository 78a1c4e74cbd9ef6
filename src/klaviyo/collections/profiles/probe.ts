import type { Instant } from '../../../domain/account/known';
import { beginSample } from './draw-sample';
import { endpoint, failed, heldPages, keep, windowPath, type HeldPage } from './request';
import { estimatedTotal, nextProbes, withPiece, type Piece } from './sketch';
import { parseProfilesPage } from '../parse-rows';
import type { Handler, ReadingContext } from '../../schedule/context';
import { freshWindow, movedOn } from '../../schedule/windows';
import type { Window } from '../../schedule/work-item';

/** First looks into the account's history, evenly over it. */
const FIRST_LOOKS = 32;
/** Looks at once after that, and in all. */
const LOOKS = 16;
const LEAST_LOOKS = 64;
const MOST_LOOKS = 250;
/** Of the pages that may be read, so many may be looks. */
const LOOKS_SHARE = 0.5;
/** Up to so many profiles, as estimated from the first page, one cursor reads them without further looks. */
const SMALL = 20_000;
/** An estimate is good enough to draw a sample by when it may be off by so much of itself: the better it is, the more equal are the sample's windows. */
const DOUBT = 0.08;
/** Rows of a page that are one piece of the sketch. */
const ROWS_A_PIECE = 20;

/**
 * Looks into the account's history until it is known well enough how many profiles it has, and whether to read all of them or a sample. The pace of one
 * page tells little: an account that began with an import had a thousand profiles in its first minute and one an hour since. So the looks close in on
 * where the pace changes, guided by the sizes of lists and segments that Klaviyo tells.
 */
export const readProfileProbe: Handler<'profile-probe'> = {
  step: 'profiles',
  endpoint: (_work, context) => endpoint(context),
  shape: (work, context) => ({ path: windowPath(work.window, context) }),
  answer: (work, answer, next, context) => {
    const page = parseProfilesPage(answer, keep(context), 1);
    if (page.broken > 0) context.unread('some profiles', { kind: 'broken-record', count: page.broken });
    const rows = page.rows.filter((row) => row.created === null || (row.created >= work.window.from && row.created < work.window.until));
    const last = page.rows[page.rows.length - 1]?.created ?? work.window.until;
    const held: HeldPage = { work, rows, next: last < work.window.until ? next : null };
    const { head } = context;
    if (head.profilePlan?.again === true)
      head.profilePlan = { ...head.profilePlan, pages: head.profilePlan.pages + 1, sketch: sketched(head.profilePlan.sketch ?? [], held, head.readAt) };
    else heldPages(context).push(held);
    // The one being handled is out of the queue already.
    if (context.openWork('profile-probe').length === 0) decide(context);
    return null;
  },
  failed: (_work, failure, context) => failed(failure, context),
  essential: true,
};

/** Created instants of a held page's first and last row, or of the window's ends where it is empty. */
function reach(page: HeldPage): { readonly first: Instant; readonly last: Instant } {
  const first = page.rows[0]?.created ?? page.work.window.from;
  return { first, last: page.next === null ? page.work.window.until : (page.rows[page.rows.length - 1]?.created ?? first) };
}

/** The sketch with what a page tells: how many were created when, some twenty at a time. */
function sketched(sketch: readonly Piece[], page: HeldPage, readAt: Instant): readonly Piece[] {
  const { first, last } = reach(page);
  let from = page.work.window.from > 0 ? page.work.window.from : first > 0 ? first : readAt;
  let pieces = sketch;
  let counted = 0;
  for (let at = ROWS_A_PIECE; at < page.rows.length; at += ROWS_A_PIECE) {
    const until = page.rows[at]?.created ?? from;
    if (until <= from) continue;
    pieces = withPiece(pieces, [from, until, at - counted]);
    from = until;
    counted = at;
  }
  return withPiece(pieces, [from, Math.max(from, last), page.rows.length - counted]);
}

/** The largest list or segment: the account has at least so many profiles; 0 where none is told (yet). */
function toldSize({ records }: ReadingContext): number {
  return Math.max(0, ...records.listSizes.values().map(({ members }) => members ?? 0), ...records.segmentMembers.values().map(({ total }) => total));
}

/** After more was read than the account was taken for: closes in on what is left, then draws a sample. */
export function lookAgain(context: ReadingContext): void {
  const plan = context.head.profilePlan;
  if (plan === null) return;
  context.head.profilePlan = { ...plan, mode: 'probing', again: true, pages: 0 };
  decide(context);
}

function decide(context: ReadingContext): void {
  const { head } = context;
  const held = heldPages(context);
  const most = head.needs?.profilesAtMost ?? 0;
  const again = head.profilePlan?.again === true;
  const sketch = again ? (head.profilePlan?.sketch ?? []) : held.reduce<readonly Piece[]>((pieces, page) => sketched(pieces, page, head.readAt), []);
  const told = toldSize(context);
  const { total, doubt } = estimatedTotal(sketch, head.readAt);
  const looks = again ? (head.profilePlan?.pages ?? 0) : held.length;
  const small = looks === 1 && !again && total <= SMALL && total <= most && told <= most;
  const allowed = Math.min(MOST_LOOKS, Math.max(LEAST_LOOKS, (LOOKS_SHARE * most) / 100));
  if (!small && looks < allowed && doubt > DOUBT * total && (again || total + doubt > most)) {
    const few = told > 0 && told <= SMALL / 4;
    const probes = looks === 1 && !again && !few ? evenLooks(sketch, head.readAt) : nextProbes(sketch, head.readAt, told, LOOKS);
    if (probes.length > 0) {
      if (!again) head.profilePlan = { mode: 'probing', estimated: null, splits: 0, pages: looks, from: null };
      for (const { from, until } of probes) look(from, until, context);
      return;
    }
  }
  const likely = doubt > total / 2 ? Math.max(told, total - doubt) : total;
  if (again || (held.some((page) => page.next !== null) && likely > most)) {
    held.length = 0;
    beginSample(sketch, 1, context);
  } else readWhole(sketch, likely, context);
}

/** Looks evenly over what lies after the first page. */
function evenLooks(sketch: readonly Piece[], readAt: Instant): readonly { readonly from: Instant; readonly until: Instant }[] {
  const last = sketch[0]?.[1] ?? readAt;
  const step = (readAt - last) / (FIRST_LOOKS + 1);
  const cuts = Array.from({ length: FIRST_LOOKS }, (_, place) => Math.ceil((last + step * (place + 1)) / 1000) * 1000).filter(
    (cut, place, all) => cut > last && cut < readAt && cut !== all[place - 1],
  );
  return cuts.map((cut, place) => ({ from: cut, until: cuts[place + 1] ?? readAt }));
}

/** Queues a look at `from`; the page held of the window in which it lies is then only of what comes before. */
function look(from: Instant, until: Instant, context: ReadingContext): void {
  const held = heldPages(context);
  const place = held.findIndex(({ work: { window } }) => window.from < from && from < window.until);
  const before = held[place];
  if (before !== undefined) held[place] = { ...before, work: { kind: 'profile-probe', window: freshWindow(before.work.window.from, from) } };
  context.add({ kind: 'profile-probe', window: freshWindow(from, until) });
}

/** Goes on from every page held to the end of its window. */
function readWhole(sketch: readonly Piece[], estimated: number, context: ReadingContext): void {
  const held = heldPages(context);
  const pages = [...held];
  held.length = 0;
  const rows = pages.reduce((sum, page) => sum + page.rows.length, 0);
  context.head.profilePlan = { mode: 'complete', estimated, splits: 0, pages: pages.length, from: sketch[0]?.[0] ?? null, sketch, rows };
  for (const page of pages) {
    context.collector.addProfiles(page.rows);
    const { first: begun, last } = reach(page);
    const { window } = page.work;
    const moved: Window = movedOn({ ...window, from: window.from > 0 ? window.from : begun, at: begun }, page.rows.length, last);
    if (page.next !== null) context.add({ kind: 'profiles', window: moved, weight: 1 }, page.next);
  }
}
