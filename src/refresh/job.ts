import type { Instant } from '../domain/account/known';

/** What a refresh is doing. `reading` and `writing` go on in the next execution; the others are ends. */
export type JobPhase = 'reading' | 'writing' | 'done' | 'failed' | 'cancelled';

/** One refresh of one sheet: plain data, small enough for one document property. */
export interface Job {
  readonly id: string;
  /** Token of the person whose executions drive it (their key is the one that reads). */
  readonly startedBy: string;
  readonly startedAt: Instant;
  /** Reads everything again instead of what changed. */
  readonly full: boolean;
  readonly phase: JobPhase;
  /** Executions begun so far. */
  readonly executions: number;
  /** Executions that ended without a checkpoint since the last one: a job that gets nowhere is given up. */
  readonly barren: number;
  /** When the latest execution began. */
  readonly turnAt?: Instant;
  /** Last sign of life. */
  readonly heartbeat: Instant;
  /** Nothing can be sent before this instant (a spent quota, a daily limit). */
  readonly notBefore: Instant | null;
  readonly finishedAt: Instant | null;
  readonly step: string;
  readonly done: number;
  /** Requests that there will be in any case; `expected` is the estimate of all, and the two meet when it is known. Left out by earlier versions. */
  readonly atLeast?: number;
  readonly expected: number | null;
  /** How far the refresh is, 0..1; never falls. Left out until it can be told. */
  readonly share?: number;
  readonly secondsLeft: number | null;
  readonly requests: number;
  /** How it went or why it waits, in one sentence for a person; empty while nothing needs saying. */
  readonly sentence: string;
  /** Of a sheet's first refresh: how many of the two stages before its end were published, or begun to be. Left out of every later one. */
  readonly stages?: 0 | 1 | 2;
  /** How it goes on when nobody looks: a timer within minutes, an hourly one, or none. */
  readonly pace?: 'minutes' | 'hourly' | 'never';
}

const HOUR = 3_600_000;
/** An add-on's timer fires hourly: three missed turns mean that nobody drives the job any more. */
export const SILENT_AFTER = 3 * HOUR;
/** A refresh of the largest account within a free account's quotas ends inside two days; five leave room for outages. */
export const GIVEN_UP_AFTER = 5 * 24 * HOUR;
/** Executions in a row that died before their first checkpoint. */
export const BARREN_AT_MOST = 5;

/** A new job, before its first execution. */
export function newJob(id: string, startedBy: string, full: boolean, now: Instant): Job {
  return {
    id,
    startedBy,
    startedAt: now,
    full,
    phase: 'reading',
    executions: 0,
    barren: 0,
    heartbeat: now,
    notBefore: null,
    finishedAt: null,
    step: 'Starting',
    done: 0,
    expected: null,
    secondsLeft: null,
    requests: 0,
    sentence: '',
  };
}

/** True while the job has work left. */
export function isActive(job: Job | null): job is Job & { readonly phase: 'reading' | 'writing' } {
  return job !== null && (job.phase === 'reading' || job.phase === 'writing');
}

/** True when an active job shows no sign of life any more, so that another person may start anew. */
export function isSilent(job: Job, now: Instant): boolean {
  return now - Math.max(job.heartbeat, job.notBefore ?? 0) > SILENT_AFTER;
}

/** Why an active job has to be given up now; null while it may go on. */
export function reasonToGiveUp(job: Job, now: Instant, halfWritten: boolean): string | null {
  const sheet = halfWritten ? 'what was being written is finished the next time' : showsFirstLook(job) ? FIRST_LOOK : 'the sheet is as it was';
  if (now - job.startedAt > GIVEN_UP_AFTER) {
    return `The refresh was still not finished after five days and was given up; ${sheet}. Press Refresh to start again.`;
  }
  if (job.barren >= BARREN_AT_MOST) {
    return `The refresh was stopped by Google five times in a row before it got anywhere and was given up; ${sheet}. Press Refresh to start again.`;
  }
  return null;
}

/** The job at the beginning of an execution: what it waited for is over, and so is the sentence about it. */
export function beginExecution(job: Job, now: Instant): Job {
  return { ...job, executions: job.executions + 1, barren: job.barren + 1, turnAt: now, heartbeat: now, notBefore: null, sentence: '' };
}

/** Where a reading stands. */
export type JobProgress = Pick<Job, 'step' | 'done' | 'atLeast' | 'expected' | 'secondsLeft' | 'requests'>;

/** What reading takes of the whole; the rest is working out and writing. */
const READING_SHARE = 0.9;

/** The job with news of its reading. What an execution that was killed had read is read again: nothing shown falls back for that. */
export function progressed(job: Job, now: Instant, news: JobProgress): Job {
  const done = Math.max(job.done, news.done);
  const expected = news.expected === null ? null : Math.max(news.expected, done);
  const share = expected === null || expected === 0 ? null : (READING_SHARE * done) / expected;
  return {
    ...job,
    ...news,
    done,
    expected,
    requests: Math.max(job.requests, news.requests),
    heartbeat: now,
    ...(share === null ? {} : { share: Math.max(job.share ?? 0, share) }),
  };
}

/** The job after a checkpoint was committed. */
export function atCheckpoint(job: Job, now: Instant, news: JobProgress): Job {
  return { ...progressed(job, now, news), barren: 0 };
}

/** The job when everything is read. */
export function readWhole(job: Job): Job {
  return { ...job, phase: 'writing', step: 'Working out coverage and writing the sheet', secondsLeft: null, share: Math.max(job.share ?? 0, READING_SHARE) };
}

/** The job when nothing can be sent before `notBefore`; `sentence` tells the person why. */
export function waiting(job: Job, now: Instant, notBefore: Instant, sentence: string): Job {
  return { ...job, heartbeat: now, barren: 0, notBefore, sentence };
}

/** Minutes until the next attempt after one, two, … executions in a row that a service of Google's ended. */
const PAUSES: readonly number[] = [1, 2, 5, 10, 20];

/** The job after a service outside of it failed: it goes on from its last checkpoint, after a pause that grows; `barren` gives it up. */
export function troubled(job: Job, now: Instant, sentence: string): Job {
  const pause = PAUSES[Math.min(Math.max(job.barren, 1), PAUSES.length) - 1] ?? 20;
  return {
    ...job,
    heartbeat: now,
    notBefore: now + pause * 60_000,
    sentence: `${sentence} The refresh goes on by itself in ${pause === 1 ? 'a minute' : `${pause} minutes`}.`,
  };
}

/** The job at its end. */
export function ended(job: Job, phase: 'done' | 'failed' | 'cancelled', now: Instant, sentence: string): Job {
  return { ...job, phase, heartbeat: now, finishedAt: now, notBefore: null, secondsLeft: null, sentence };
}

/** A job read back from its property; null when the text is none of ours. */
export function parseJob(text: string | null): Job | null {
  if (text === null) return null;
  try {
    const job = JSON.parse(text) as Partial<Job> | null;
    return job !== null && typeof job.id === 'string' && typeof job.phase === 'string' && typeof job.startedAt === 'number' && typeof job.heartbeat === 'number'
      ? (job as Job)
      : null;
  } catch {
    return null;
  }
}

/** True where the sheet shows what had been read on the way. */
export function showsFirstLook(job: Pick<Job, 'stages'>): boolean {
  return (job.stages ?? 0) > 0;
}

const FIRST_LOOK = 'the sheet shows what had been read by then';

/** How a refresh that was cancelled ends. */
export function cancelledSentence(job: Pick<Job, 'stages'>, halfWritten: boolean): string {
  return halfWritten
    ? 'The refresh was cancelled while the sheet was being written; that is finished the next time. Press Refresh to go on.'
    : `The refresh was cancelled; ${showsFirstLook(job) ? FIRST_LOOK : 'the sheet is as it was'}. Press Refresh to go on from where it stopped.`;
}
