import type { Job } from '../refresh/job';
import { parseJob } from '../refresh/job';
import { patiently } from '../sheet/patience';

/** The one job of a sheet lies in the document's properties: every editor's page sees it, whoever drives it. */
const JOB = 'refresh-job';
const CANCEL = 'refresh-cancel';

/** The sheet's job; null before the first refresh. */
export function readJob(): Job | null {
  return parseJob(patiently(() => PropertiesService.getDocumentProperties().getProperty(JOB)));
}

/** Keeps the job, for every editor's page and for the next execution. */
export function writeJob(job: Job): void {
  patiently(() => {
    PropertiesService.getDocumentProperties().setProperty(JOB, JSON.stringify(job));
  });
}

/** Asks the running execution, whoever's it is, to stop at its next look. */
export function requestCancel(jobId: string): void {
  PropertiesService.getDocumentProperties().setProperty(CANCEL, jobId);
}

/** True when somebody asked this job to stop. */
export function cancelRequested(jobId: string): boolean {
  return patiently(() => PropertiesService.getDocumentProperties().getProperty(CANCEL)) === jobId;
}
