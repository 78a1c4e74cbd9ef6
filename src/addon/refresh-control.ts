import type { Job } from '../refresh/job';
import { ended, isActive, isSilent, newJob } from '../refresh/job';
import { stepRefresh } from '../refresh/run-refresh';
import { readJob, requestCancel, writeJob } from './job-shelf';
import { readKey, userToken } from './key-vault';
import { openRefreshDoors } from './refresh-doors';
import { tellingOf, toldOf } from './told';
import type { RefreshView } from './protocol';
import { armDaily, armTimer, disarmTimer, type Pace } from './timer';
import { isDue, noteRefreshed, readSchedule } from './review-schedule';

/**
 * The timer armed when an execution begins. Google fires it up to a minute late, and every second in which nothing is asked is a second of Klaviyo's
 * limits lost: so it is armed for some time before the execution has read its fill (see READ_UNTIL), and waits for its turn (see TURN). Where the
 * execution still writes then, the timer looks again a little later; where it died, it goes on.
 */
const NEXT_EXECUTION = 225_000;
/** So long a timer waits for the execution before it to end. What it waits is taken off its own reading. */
const TURN = 75_000;
const LOOK_AGAIN = 2 * 60_000;
const SOON = 60_000;

/** How a refresh goes on when nobody looks; told to the person while it runs. */
const GOES_ON: Readonly<Record<Pace, string>> = {
  minutes: 'You may close the sheet: the refresh goes on by itself within a minute or two each time.',
  hourly: 'It is quickest while this sidebar stays open. With it closed, Google lets the refresh go on once an hour.',
  never: 'Keep this sidebar open until it is finished: Google does not let it go on by itself here.',
};

/** Starts the sheet's refresh, or shows the one that runs: there is exactly one at a time. */
export function startRefresh(full: boolean): RefreshView {
  if (readKey() === null) throw toldOf({ kind: 'no-key' });
  const lock = LockService.getDocumentLock();
  if (lock !== null && !lock.tryLock(5_000)) return viewOf(readJob());
  try {
    const running = readJob();
    if (isActive(running) && !isSilent(running, Date.now())) return viewOf(running);
    const job = newJob(Utilities.getUuid(), userToken(), full, Date.now());
    writeJob({ ...job, pace: armTimer(NEXT_EXECUTION) });
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
  if (lock !== null && !lock.tryLock(fromTimer ? TURN : 100)) {
    if (fromTimer) armTimer(LOOK_AGAIN, readJob()?.pace);
    return viewOf(readJob());
  }
  try {
    const job = readJob();
    if (!isActive(job) || job.startedBy !== userToken()) return viewOf(job);
    if (job.notBefore !== null && job.notBefore > Date.now()) return viewOf(job);
    runExecution({ ...job, pace: armTimer(NEXT_EXECUTION, job.pace) }, began);
  } finally {
    lock?.releaseLock();
  }
  return viewOf(readJob());
}

function runExecution(job: Job, began: number): void {
  const nextAt = Date.now() + NEXT_EXECUTION;
  try {
    const after = stepRefresh(openRefreshDoors(job), job, began);
    if (isActive(after)) armNext(job, after.notBefore ?? 0, nextAt);
    else if (after.phase === 'done') noteRefreshed(Date.now());
    if (!isActive(after)) settleTimer();
  } catch (error) {
    const { kind, sentence } = tellingOf(error);
    const now = readJob() ?? job;
    if (kind === 'google-down') {
      // Google's own hiccup: the next execution goes on from the last checkpoint; a job that gets nowhere is given up by its count of barren ones.
      writeJob({ ...now, sentence });
      armNext(job, 0, nextAt);
      return;
    }
    writeJob(ended(now, 'failed', Date.now(), sentence));
    settleTimer();
  }
}

/**
 * Moves the timer only where there is nothing to do before `notBefore`, or where it would fire more than a minute later than it might. One whose
 * time has passed waits for its turn, or Google is about to fire it.
 */
function armNext(job: Job, notBefore: number, armedFor: number): void {
  const now = Date.now();
  if (notBefore > now || armedFor - now > SOON) armTimer(Math.max(SOON, notBefore - now), job.pace);
}

/** Asks the refresh to stop at its next checkpoint; one that nobody drives at the moment stops here. */
export function cancelRefresh(): RefreshView {
  const job = readJob();
  if (!isActive(job)) return viewOf(job);
  requestCancel(job.id);
  const lock = LockService.getDocumentLock();
  if (lock === null || lock.tryLock(1_000)) {
    try {
      const still = readJob();
      if (isActive(still)) writeJob(ended(still, 'cancelled', Date.now(), CANCELLED));
      settleTimer();
    } finally {
      lock?.releaseLock();
    }
  }
  return viewOf(readJob());
}

const CANCELLED = 'The refresh was cancelled; the sheet is as it was. Press Refresh to go on from where it stopped.';

/** What the timer does: goes on with this person's refresh, or starts the scheduled one when it is due. */
export function onTimer(): void {
  const job = readJob();
  if (isActive(job)) {
    // The timer that fired is used up: the next one stands before anything else can fail.
    armTimer(LOOK_AGAIN, job.pace);
    continueRefresh(true);
  } else if (readKey() !== null && isDue(readSchedule(), Date.now())) {
    startRefresh(false);
    continueRefresh(true);
  }
}

/** With no refresh under way the one timer serves the schedule, or nothing. */
export function settleTimer(): void {
  if (isActive(readJob())) return;
  if (readSchedule() === 'Off') disarmTimer();
  else armDaily();
}

/** The job as the page shows it. */
export function viewOf(job: Job | null): RefreshView {
  if (job === null) {
    return { state: 'idle', step: '', done: 0, expected: null, secondsLeft: null, requests: 0, startedAt: null, finishedAt: null, mine: false, sentence: '', notBefore: null };
  }
  const active = isActive(job);
  const mine = job.startedBy === userToken();
  return {
    state: !isActive(job) ? (job.phase as 'done' | 'failed' | 'cancelled') : job.notBefore !== null && job.notBefore > Date.now() ? 'waiting' : 'running',
    step: job.step, done: job.done, expected: job.expected, secondsLeft: job.secondsLeft, requests: job.requests,
    startedAt: job.startedAt, finishedAt: job.finishedAt, mine,
    sentence: job.sentence !== '' || !active ? job.sentence
      : mine ? GOES_ON[job.pace ?? 'never'] : 'Another person is refreshing this sheet; it shows the new figures when they are there.',
    notBefore: active ? job.notBefore : null,
  };
}
