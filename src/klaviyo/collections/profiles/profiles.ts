import { DAY, type Instant } from '../../../domain/account/known';
import { beginSample } from './draw-sample';
import { parseProfilesPage } from '../parse-rows';
import { lookAgain, readProfileProbe } from './probe';
import { endpoint, failed, heldPages, keep, pathFor, PROFILES, PROFILES_PREDICTED, windowPath } from './request';
import { withPiece } from './sketch';
import type { Handler, ReadingContext } from '../../schedule/context';
import { filterTime, pathWithQuery } from '../../http/request';
import { freshWindow, movedOn } from '../../schedule/windows';
import type { Window } from '../../schedule/work-item';
import { after, type Collection } from '../../schedule/collection';
import { splitWindows } from '../../schedule/split-windows';

/** Reading whole goes on until so many times the allowed number: an estimate may have been low. */
const TOLERATED = 1.3;
/** A sample that brings so much less or more than was aimed at is drawn anew, at most so often. */
const TOO_FEW = 0.6;
const TOO_MANY = 1.5;
const MOST_DRAWS = 3;
const CLOCK_MARGIN = 3_600_000;
/** Cursors that the endpoint's pace can keep busy while a page takes a second or two. */
const CURSORS = 26;

const readProfiles: Handler<'profiles'> = {
  endpoint: (_work, context) => endpoint(context),
  shape: (work, context) => ({ path: windowPath(work.window, context) }),
  answer: (work, answer, next, context) => {
    const page = parseProfilesPage(answer, keep(context), work.weight, work.stratum);
    if (page.broken > 0) context.unread('some profiles', { kind: 'broken-record', count: page.broken });
    const rows = page.rows.filter((row) => row.created === null || (row.created >= work.window.from && row.created < work.window.until));
    context.collector.addProfiles(rows);
    const last = page.rows[page.rows.length - 1]?.created ?? work.window.at;
    const window = movedOn(work.window, rows.length, last);
    const more = next !== null && last < work.window.until;
    notePage(work.window, rows.length, more ? window.at : window.until, context);
    if (tooMany(window, context)) {
      context.drop('profiles');
      context.collector.restartProfiles();
      lookAgain(context);
      return null;
    }
    if (more && !overdrawn(context)) return { ...work, window };
    if (context.head.profilePlan?.mode === 'sample' && (overdrawn(context) || context.openWork('profiles').length === 0)) checkSample(context);
    return null;
  },
  failed: (_work, failure, context) => {
    context.drop('profiles');
    return failed(failure, context);
  },
  essential: true,
};

function notePage(before: Window, rows: number, reached: Instant, context: ReadingContext): void {
  const plan = context.head.profilePlan;
  if (plan === null) return;
  const counted = { ...plan, pages: plan.pages + 1, rows: (plan.rows ?? 0) + rows };
  // A page of a sample's window tells nothing of its neighbourhood that the sketch does not know.
  context.head.profilePlan = plan.mode === 'complete' ? { ...counted, sketch: withPiece(plan.sketch ?? [], [before.at, reached, rows]) } : counted;
}

/** True where a sample has brought far more than is allowed while much of it is still to come. */
function overdrawn(context: ReadingContext): boolean {
  const { profilePlan: plan, needs } = context.head;
  return (
    plan !== null &&
    plan.mode === 'sample' &&
    (plan.draws ?? 1) < MOST_DRAWS &&
    (plan.rows ?? 0) > TOO_MANY * (needs?.profilesAtMost ?? 0) &&
    context.openWork('profiles').length > 0.2 * (plan.windows ?? 0)
  );
}

/** The size was an estimate: a sample that came out far too small or too large is drawn anew with the share that it should have had. */
function checkSample(context: ReadingContext): void {
  const { head } = context;
  const plan = head.profilePlan;
  if (plan === null || (plan.draws ?? 1) >= MOST_DRAWS) return;
  const most = head.needs?.profilesAtMost ?? 0;
  const done = 1 - context.openWork('profiles').length / Math.max(1, plan.windows ?? 1);
  const all = (plan.rows ?? 0) / Math.max(0.05, done);
  if (all >= TOO_FEW * most && all <= TOO_MANY * most) return;
  context.drop('profiles');
  beginSample(plan.sketch ?? [], (plan.share ?? 1) * (most / Math.max(1, all)), context);
}

/** True where the account was taken for small enough to be read whole and turns out not to be. The rest of one second is read in any case. */
function tooMany(window: Window, context: ReadingContext): boolean {
  const { profilePlan: plan, needs } = context.head;
  if (plan?.mode !== 'complete' || (plan.draws ?? 0) >= MOST_DRAWS || (plan.rows ?? 0) <= TOLERATED * (needs?.profilesAtMost ?? 0)) return false;
  return [window, ...context.openWork('profiles').map((other) => other.window)].some(({ at, until }) => until - at > 2000);
}

const readProfileUpdates: Handler<'profile-updates'> = {
  endpoint: (_work, context) => endpoint(context),
  shape: (work, context) => ({ path: pathFor(`greater-than(updated,${filterTime(work.since)})`, 'updated', context) }),
  answer: (work, answer, next, context) => {
    const page = parseProfilesPage(answer, keep(context), 1);
    if (page.broken > 0) context.unread('some profiles', { kind: 'broken-record', count: page.broken });
    context.collector.addProfiles(page.rows.filter((row) => row.created === null || row.created < context.head.readAt));
    return next === null ? null : work;
  },
  failed: (_work, failure, context) => failed(failure, context),
  essential: true,
};

/** What kept profiles have to agree in to be gone on with. */
function signature(context: ReadingContext): string {
  const { needs } = context.head;
  return JSON.stringify([needs?.profileProperties ?? [], needs?.predictions ?? false, needs?.postalCodes ?? false]);
}

/** Queues profiles: those updated since the last reading, or all (or a sample) where none that fit are kept. */
function askProfiles(context: ReadingContext): void {
  const { head, collector, settings } = context;
  if ((head.needs?.profilesAtMost ?? 0) <= 0) return;
  const kept = collector.profilesReadAt() === null ? null : head.keptProfiles;
  if (kept !== null && kept.signature === signature(context)) {
    if (kept.mode === 'complete') {
      head.profilePlan = { mode: 'updates', estimated: null, splits: 0, pages: 0, from: null };
      context.add({ kind: 'profile-updates', since: kept.updatedAt - CLOCK_MARGIN });
      return;
    }
    // A sample is kept for some time, then drawn anew: its weights hold for the account as it was. One that does not tell its strata has no honest interval.
    if (kept.strata === true && head.readAt - kept.readAt < settings.sampleDays * DAY) return;
  }
  head.keptProfiles = null;
  collector.restartProfiles();
  context.add({ kind: 'profile-probe', window: freshWindow(0, head.readAt) });
}

/** When all profiles are in. */
function settleProfiles(context: ReadingContext): void {
  const { head, collector } = context;
  const plan = head.profilePlan;
  if (plan === null || head.unknown.profiles !== undefined) return;
  const mode = plan.mode === 'sample' ? 'sample' : 'complete';
  head.keptProfiles = {
    mode,
    signature: signature(context),
    updatedAt: head.readAt,
    ...(mode === 'sample' ? { strata: true } : {}),
    readAt: plan.mode === 'updates' ? (head.keptProfiles?.readAt ?? head.readAt) : head.readAt,
  };
  collector.finishProfiles(head.readAt);
}

/** Keeps the cursors busy to the end where all profiles are read. */
function shareOut(context: ReadingContext): void {
  const plan = context.head.profilePlan;
  if (plan?.mode !== 'complete') return;
  const splits = splitWindows(
    context,
    'profiles',
    { desired: CURSORS, pageSize: PROFILES.pageSize, pagesRead: plan.pages, splits: plan.splits },
    (work, window) => ({ ...work, window }),
  );
  if (splits !== plan.splits) context.head.profilePlan = { ...plan, splits };
}

export const profiles = {
  endpoints: [PROFILES, PROFILES_PREDICTED],
  scopes: [{ scope: 'profiles:read', brings: PROFILES.brings, probe: pathWithQuery(PROFILES.path, { 'fields[profile]': 'created', 'page[size]': 1 }) }],
  work: { 'profile-probe': readProfileProbe, profiles: readProfiles, 'profile-updates': readProfileUpdates },
  state: (kept) => ({ profilePlan: null, keptProfiles: kept?.keptProfiles ?? null }),
  steps: [
    {
      name: 'profiles',
      label: 'Reading profiles',
      completes: 'profiles',
      stage: 2,
      after: after('needs'),
      begin: askProfiles,
      end: settleProfiles,
      open: (context) => heldPages(context).length > 0,
    },
  ],
  beforeTurn: shareOut,
  unsaved: (context) => heldPages(context).map(({ work }) => work),
} satisfies Collection;
