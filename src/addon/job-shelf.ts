import type { Job } from '../refresh/job';
import { parseJob } from '../refresh/job';

/** The one job of a sheet lies in the document's properties: every editor's page sees it, whoever drives it. */
const JOB = 'refresh-job';
const CANCEL = 'refresh-cancel';
/** Progress between checkpoints lies in the cache: it changes every few seconds and may be lost without harm. */
const PROGRESS_SECONDS = 900;

/** The sheet's job, with the freshest progress; null before the first refresh. */
export function readJob(): Job | null {
  const job = parseJob(PropertiesService.getDocumentProperties().getProperty(JOB));
  const cached = parseJob(cache()?.get(JOB) ?? null);
  return job !== null && cached !== null && cached.id === job.id && cached.phase === job.phase && cached.heartbeat > job.heartbeat ? cached : job;
}

/** Keeps the job for every editor and the next execution. */
export function writeJob(job: Job): void {
  PropertiesService.getDocumentProperties().setProperty(JOB, JSON.stringify(job));
}

/** Shows progress between checkpoints. */
export function publishProgress(job: Job): void {
  cache()?.put(JOB, JSON.stringify(job), PROGRESS_SECONDS);
}

/** Asks the running execution, whoever's it is, to stop at its next look. */
export function requestCancel(jobId: string): void {
  PropertiesService.getDocumentProperties().setProperty(CANCEL, jobId);
}

/** True when somebody asked this job to stop. */
export function cancelRequested(jobId: string): boolean {
  return PropertiesService.getDocumentProperties().getProperty(CANCEL) === jobId;
}

function cache(): GoogleAppsScript.Cache.Cache | null {
  return CacheService.getDocumentCache();
}
