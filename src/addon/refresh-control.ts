import type { Job } from '../refresh/job';
import { beginExecution, cancelledSentence, ended, isActive, isSilent, newJob, reasonToGiveUp, showsFirstLook, troubled } from '../refresh/job';
import { sentenceFor } from '../klaviyo/http/klaviyo-error';
import { isQuotaSpent } from '../klaviyo/http/quota-spent';
import { outOfQuota, READ_UNTIL, stepRefresh } from '../refresh/run-refresh';
import { requireRefresh } from './consent';
import { cancelRequested, readJob, requestCancel, writeJob } from './job-shelf';
import { readKey, userToken } from './key-vault';
import { openRefreshDoors } from './refresh-doors';
import { enterWaitingSettings } from './settings-shelf';
import { Told } from './told';
import type { RefreshView } from './protocol';
import { armJobTimer, ownerOfTimer, removeTimer, settleTimers, type Pace } from './timer';
import { isHalfWritten, troubleAt } from './trouble';
import { isDue, noteRefreshed, readSchedule } from './review-schedule';

/**
 * Every second in which nothing is asked is a second of Klaviyo's limits lost: a timer's run that finds an execution near the end of its reading (see
 * READ_UNTIL) waits at the door, at most so long, and takes that off its own reading. At any other time it leaves at once.
 */
const TURN = 75_000;

function endsSoon(job: Job | null, now: number): boolean {
  return job !== null && now > (job.turnAt ?? Infinity) + READ_UNTIL - TURN;
}

/** How a refresh goes on when nobody looks; told to the person while it runs. */
const GOES_ON: Readonly<Record<Pace, string>> = {
  minutes: 'You may close the sheet: the refresh goes on by itself, minute by minute.',
  hourly: 'It is quickest while this sidebar stays open. With it closed, Google lets the refresh go on once an hour.',
  never: 'Keep this sidebar open until it is finished: Google does not let it go on by itself here.',
};

/** Starts the sheet's refresh, or shows the one that runs: there is exactly one at a time. */
export function startRefresh(full: boolean): RefreshView {
  if (readKey() === null) throw new Told({ kind: 'no-key' });
  requireRefresh();
  const lock = LockService.getDocumentLock();
  const stopping = isStopping(readJob());
  if (lock !== null && !lock.tryLock(5_000)) {
    if (stopping) throw new Told({ kind: 'stopping' });
    return viewOf(readJob());
  }
  try {
    const running = readJob();
    if (isActive(running) && !isSilent(running, Date.now()) && !isStopping(running)) return viewOf(running);
    const job = newJob(Utilities.getUuid(), userToken(), full, Date.now());
    writeJob({ ...job, pace: armJobTimer() });
    return viewOf(readJob());
  } finally {
    lock?.releaseLock();
  }
}

/**
 * Runs one execution's worth of this person's refresh. Answers at once while another execution runs it, while there is nothing to send yet, or
 * when it is another person's, whose key we do not have.
 */
export function continueRefresh(fromTimer = false): RefreshView {
  const began = Date.now();
  const lock = LockService.getDocumentLock();
  if (lock !== null && !lock.tryLock(fromTimer && endsSoon(readJob(), began) ? TURN : 100)) return viewOf(readJob());
  try {
    const job = readJob();
    if (!isActive(job) || job.startedBy !== userToken()) return viewOf(job);
    if (job.notBefore !== null && job.notBefore > Date.now()) return viewOf(job);
    runExecution(job, began);
  } finally {
    enterWaitingSettings();
    lock?.releaseLock();
  }
  return viewOf(readJob());
}

/** A failure of a service leaves the job active, to go on from its last checkpoint; only what no second attempt mends ends it. */
function runExecution(job: Job, began: number): void {
  // Looked at before anything else, so that a sheet that refuses from the first call on is given up as well.
  if (reasonToGiveUp(job, Date.now(), false) !== null) {
    writeJob(ended(job, 'failed', Date.now(), reasonToGiveUp(job, Date.now(), isHalfWritten()) ?? ''));
    return settleTimer();
  }
  try {
    const after = stepRefresh(openRefreshDoors(job), job, began);
    if (after.phase === 'done') noteRefreshed(Date.now());
  } catch (error) {
    const now = readJob() ?? job;
    if (isQuotaSpent(error)) {
      writeJob(outOfQuota(now, Date.now(), sentenceFor({ kind: 'quota-spent' })));
      return settleTimer();
    }
    const { kind, sentence } = troubleAt(job.phase === 'writing' ? 'writing' : 'reading', error);
    const begun = now.executions > job.executions ? now : beginExecution(now, Date.now());
    writeJob(kind === 'google' ? troubled(begun, Date.now(), sentence) : ended(now, 'failed', Date.now(), sentence));
  }
  settleTimer();
}

/** So long Cancel waits for an execution that may just be ending: a person who presses it is answered within a second. */
const CANCEL_WAITS = 200;

/** True while an execution reads on for a moment although somebody cancelled: it looks for that before it touches the sheet. */
function isStopping(job: Job | null): boolean {
  return isActive(job) && job.phase === 'reading' && cancelRequested(job.id);
}

/**
 * Cancels the refresh: one that nobody drives at the moment ends here; one that is reading counts as cancelled from now on and ends at its next look, which
 * comes before it writes; one that is writing is finished.
 */
export function cancelRefresh(): RefreshView {
  const job = readJob();
  if (!isActive(job)) return viewOf(job);
  requestCancel(job.id);
  const lock = LockService.getDocumentLock();
  if (lock === null || lock.tryLock(CANCEL_WAITS)) {
    try {
      const still = readJob();
      if (isActive(still)) writeJob(ended(still, 'cancelled', Date.now(), cancelledSentence(still, isHalfWritten())));
      settleTimer();
    } finally {
      lock?.releaseLock();
    }
  }
  return viewOf(readJob());
}

/**
 * What a timer does: goes on with this person's refresh, or starts the scheduled one when it is due. A timer of another sheet (an add-on's triggers are the
 * person's, not the document's) and one whose sheet Google does not name leave quietly.
 */
export function onTimer(triggerId: string | undefined): void {
  if ((SpreadsheetApp.getActiveSpreadsheet() as GoogleAppsScript.Spreadsheet.Spreadsheet | null) === null) return;
  const owner = ownerOfTimer(triggerId);
  if (owner === 'another sheet') return;
  if (owner === 'unknown' && triggerId !== undefined) {
    // Left by an earlier version: its work is taken over by a timer that is known.
    removeTimer(triggerId);
    if (isActive(readJob())) armJobTimer();
    else settleTimer();
  }
  if (!isActive(readJob())) {
    if (readKey() === null || !isDue(readSchedule(), Date.now())) return settleTimer();
    startRefresh(false);
  }
  continueRefresh(true);
}

/** After a key was connected, what an earlier refresh said of its end is over: the sentence was about another key or another hour. */
export function forgetTroubleOfKey(): void {
  const job = readJob();
  if (job?.phase === 'failed' && job.sentence !== '') writeJob({ ...job, sentence: '' });
}

/** With no refresh under way the timers serve the schedule, or nothing. */
export function settleTimer(): void {
  if (!isActive(readJob())) settleTimers(readSchedule() !== 'Off');
}

/** The job as the page shows it. */
export function viewOf(job: Job | null): RefreshView {
  if (job === null) {
    return {
      state: 'idle',
      step: '',
      done: 0,
      atLeast: null,
      expected: null,
      share: null,
      secondsLeft: null,
      requests: 0,
      startedAt: null,
      finishedAt: null,
      mine: false,
      sentence: '',
      notBefore: null,
    };
  }
  if (isStopping(job)) return viewOf(ended(job, 'cancelled', Date.now(), cancelledSentence(job, isHalfWritten())));
  const active = isActive(job);
  const mine = job.startedBy === userToken();
  return {
    state: !isActive(job) ? (job.phase as 'done' | 'failed' | 'cancelled') : job.notBefore !== null && job.notBefore > Date.now() ? 'waiting' : 'running',
    step: job.step,
    done: job.done,
    atLeast: job.expected === null ? null : Math.min(job.atLeast ?? job.expected, job.expected),
    expected: job.expected,
    share: job.share ?? null,
    secondsLeft: job.secondsLeft,
    requests: job.requests,
    startedAt: job.startedAt,
    finishedAt: job.finishedAt,
    mine,
    sentence:
      job.sentence !== '' || !active
        ? job.sentence
        : cancelRequested(job.id)
          ? 'It was too late to cancel: the sheet is being written, which is finished first so that it stays whole.'
          : mine
            ? `${showsFirstLook(job) ? 'The sheet has a first look: sizes and behavior are still to come. ' : ''}${GOES_ON[job.pace ?? 'never']}`
            : 'Another person is refreshing this sheet; it shows the new figures when they are there.',
    notBefore: active ? job.notBefore : null,
  };
}
