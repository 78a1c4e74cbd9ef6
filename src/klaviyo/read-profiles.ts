import { DAY, type Instant } from '../domain/account/known';
import { endpointOf, type EndpointName } from './endpoints';
import { parseProfilesPage } from './parse-rows';
import { reasonFor, type Failure } from './failure';
import type { Handler, HeldPage, ReadingContext } from './reading-context';
import { filterTime, pathWithQuery } from './request';
import { sampleWindows } from './sample-windows';
import { freshWindow, movedOn, rowsAhead } from './windows';

/** First looks into the account's history, from which its size is estimated. */
const PROBES = 15;
/** Up to so many profiles, as estimated from the first page, one cursor reads them without further looks. */
const SMALL = 20_000;
/** Reading whole goes on until so many times the allowed number: an estimate may have been low. */
const TOLERATED = 1.3;
const CLOCK_MARGIN = 3_600_000;

function endpoint(context: ReadingContext): EndpointName {
  return context.head.needs?.predictions === true ? 'profilesPredicted' : 'profiles';
}

function pathFor(filter: string | undefined, sort: string, context: ReadingContext): string {
  const { needs } = context.head;
  const predictions = needs?.predictions === true;
  return pathWithQuery(endpointOf('profiles').path, {
    filter, sort, 'page[size]': endpointOf('profiles').pageSize ?? 100,
    'additional-fields[profile]': predictions ? 'subscriptions,predictive_analytics' : 'subscriptions',
    'fields[profile]': [
      'created', 'location', 'subscriptions', ...(predictions ? ['predictive_analytics'] : []),
      ...((needs?.profileProperties.length ?? 0) > 0 ? ['properties'] : []),
    ].join(','),
  });
}

/** Klaviyo compares `created` only by greater and less than: a second is added below, and rows outside are dropped here. */
function windowPath(window: { readonly from: Instant; readonly until: Instant }, context: ReadingContext): string {
  const below = window.from > 0 ? `greater-than(created,${filterTime(window.from - 1000)}),` : '';
  return pathFor(`${below}less-than(created,${filterTime(window.until)})`, 'created', context);
}

const keep = (context: ReadingContext): readonly string[] => context.head.needs?.profileProperties ?? [];

function failed(failure: Failure, context: ReadingContext): null {
  context.head.unknown = { ...context.head.unknown, profiles: reasonFor(failure) };
  context.unread('profiles', failure);
  context.held.length = 0;
  return null;
}

export const readProfileProbe: Handler<'profile-probe'> = {
  endpoint: (_work, context) => endpoint(context),
  shape: (work, context) => ({ path: windowPath(work.window, context) }),
  answer: (work, answer, next, context) => {
    const page = parseProfilesPage(answer, keep(context), 1);
    if (page.broken > 0) context.unread('some profiles', { kind: 'broken-record', count: page.broken });
    const rows = page.rows.filter((row) => row.created === null || (row.created >= work.window.from && row.created < work.window.until));
    const last = page.rows[page.rows.length - 1]?.created ?? work.window.until;
    context.held.push({ work, rows, next: last < work.window.until ? next : null });
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
  return { first, last: page.next === null ? page.work.window.until : page.rows[page.rows.length - 1]?.created ?? first };
}

/** Profiles in the window of a held page: counted where it was its last page, else by the pace of its rows. */
function estimatedIn(page: HeldPage): number {
  if (page.next === null) return page.rows.length;
  const { first, last } = reach(page);
  const start = page.work.window.from > 0 ? page.work.window.from : first;
  return (page.rows.length * (page.work.window.until - start)) / Math.max(1000, last - start);
}

function decide(context: ReadingContext): void {
  const { head, held } = context;
  const most = head.needs?.profilesAtMost ?? 0;
  const estimated = held.reduce((sum, page) => sum + estimatedIn(page), 0);
  const only = held[0];
  if (head.profilePlan === null && only !== undefined && only.next !== null && (estimated > SMALL || estimated > most)) {
    const { last } = reach(only);
    const step = (head.readAt - last) / (PROBES + 1);
    head.profilePlan = { mode: 'probing', estimated: null, splits: 0, pages: 1, from: null };
    // The first page's own window ends where the first probe begins.
    held[0] = { ...only, work: { kind: 'profile-probe', window: freshWindow(0, wholeSecond(last + step)) } };
    for (let place = 1; place <= PROBES; place += 1) {
      const until = place === PROBES ? head.readAt : wholeSecond(last + step * (place + 1));
      context.add({ kind: 'profile-probe', window: freshWindow(wholeSecond(last + step * place), until) });
    }
    return;
  }
  const pages = [...held];
  held.length = 0;
  const first = Math.min(...pages.map((page) => reach(page).first).filter((at) => at > 0), head.readAt);
  if (pages.some((page) => page.next !== null) && estimated > most) beginSample(first, estimated, context);
  else {
    head.profilePlan = { mode: 'complete', estimated, splits: 0, pages: pages.length, from: first };
    for (const page of pages) {
      context.collector.addProfiles(page.rows);
      const { first: begun, last } = reach(page);
      const window = movedOn({ ...page.work.window, from: page.work.window.from > 0 ? page.work.window.from : begun, at: begun }, page.rows.length, last);
      if (page.next !== null) context.add({ kind: 'profiles', window, weight: 1 }, page.next);
    }
  }
}

function wholeSecond(at: Instant): Instant {
  return Math.round(at / 1000) * 1000;
}

function beginSample(first: Instant, estimated: number, context: ReadingContext): void {
  const { head } = context;
  context.collector.restartProfiles();
  head.profilePlan = { mode: 'sample', estimated, splits: 0, pages: 0, from: null };
  const sample = sampleWindows(first, head.readAt, estimated, head.needs?.profilesAtMost ?? 0, () => context.random());
  for (const window of sample.windows) context.add({ kind: 'profiles', window, weight: sample.weight });
}

export const readProfiles: Handler<'profiles'> = {
  endpoint: (_work, context) => endpoint(context),
  shape: (work, context) => ({ path: windowPath(work.window, context) }),
  answer: (work, answer, next, context) => {
    const { head } = context;
    const page = parseProfilesPage(answer, keep(context), work.weight);
    if (page.broken > 0) context.unread('some profiles', { kind: 'broken-record', count: page.broken });
    const rows = page.rows.filter((row) => row.created === null || (row.created >= work.window.from && row.created < work.window.until));
    context.collector.addProfiles(rows);
    const last = page.rows[page.rows.length - 1]?.created ?? work.window.at;
    const window = movedOn(work.window, rows.length, last);
    if (head.profilePlan !== null) head.profilePlan = { ...head.profilePlan, pages: head.profilePlan.pages + 1 };
    if (tooMany(context)) {
      // By the pace of this page for its own window: accounts grow faster and faster.
      const pace = rows.length / Math.max(1000, last - (rows[0]?.created ?? last));
      const ahead = context.openWork('profiles').reduce((sum, other) => sum + (rowsAhead(other.window) ?? 0), pace * (window.until - window.at));
      const read = (head.profilePlan?.pages ?? 0) * (endpointOf('profiles').pageSize ?? 100);
      if (ahead > 0.2 * read) {
        context.drop('profiles');
        beginSample(head.profilePlan?.from ?? work.window.from, read + ahead, context);
        return null;
      }
    }
    return next !== null && last < work.window.until ? { ...work, window } : null;
  },
  failed: (_work, failure, context) => {
    context.drop('profiles');
    return failed(failure, context);
  },
  essential: true,
};

/** True where the account was taken for small enough to be read whole and turns out not to be. */
function tooMany(context: ReadingContext): boolean {
  const { profilePlan, needs } = context.head;
  const pageSize = endpointOf('profiles').pageSize ?? 100;
  return profilePlan?.mode === 'complete' && profilePlan.pages * pageSize > TOLERATED * (needs?.profilesAtMost ?? 0);
}

export const readProfileUpdates: Handler<'profile-updates'> = {
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
  return JSON.stringify([needs?.profileProperties ?? [], needs?.predictions ?? false]);
}

/** Queues profiles: those updated since the last reading, or all (or a sample) where none that fit are kept. */
export function askProfiles(context: ReadingContext): void {
  const { head, collector, settings } = context;
  if ((head.needs?.profilesAtMost ?? 0) <= 0) return;
  const kept = collector.profilesReadAt() === null ? null : head.keptProfiles;
  if (kept !== null && kept.signature === signature(context)) {
    if (kept.mode === 'complete') {
      head.profilePlan = { mode: 'updates', estimated: null, splits: 0, pages: 0, from: null };
      context.add({ kind: 'profile-updates', since: kept.updatedAt - CLOCK_MARGIN });
      return;
    }
    // A sample is kept for some time, then drawn anew: its weights hold for the account as it was.
    if (head.readAt - kept.readAt < settings.sampleDays * DAY) return;
  }
  head.keptProfiles = null;
  collector.restartProfiles();
  context.add({ kind: 'profile-probe', window: freshWindow(0, head.readAt) });
}

/** When all profiles are in. */
export function settleProfiles(context: ReadingContext): void {
  const { head, collector } = context;
  const plan = head.profilePlan;
  if (plan === null || head.unknown.profiles !== undefined) return;
  const mode = plan.mode === 'sample' ? 'sample' : 'complete';
  head.keptProfiles = {
    mode, signature: signature(context), updatedAt: head.readAt,
    readAt: plan.mode === 'updates' ? head.keptProfiles?.readAt ?? head.readAt : head.readAt,
  };
  collector.finishProfiles(head.readAt);
}
