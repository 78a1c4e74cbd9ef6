import { parentPort } from 'node:worker_threads';
import type { Apply } from './apply-approved';
import { loadBundle } from '../host/bundle';
import { readDriveFolder } from '../host/drive-folder';
import { createHttpWire } from '../host/http-wire';
import { PLATFORM_LIMITS } from '../host/limits';
import type { Progress } from './progress';
import { runLocally, type LocalResult } from './run-local';
import { WorkbookFileError } from '../host/workbook/workbook-file';

/** What the command hands to the thread that runs the bundle. */
export interface LocalJob {
  readonly bundleFolder: string;
  readonly workbookPath: string;
  /** Folder that keeps the person's Drive. */
  readonly driveFolder: string;
  readonly key: string;
  readonly baseUrl: string;
  readonly settings: readonly { readonly name: string; readonly value: string }[];
  readonly timeZone: string;
  readonly apply: Apply | null;
}

/** What the thread tells. */
export type LocalMessage =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'requests'; readonly count: number }
  | { readonly kind: 'applying' }
  | { readonly kind: 'ended'; readonly result: LocalResult };

/** Runs the bundle in this thread, which waits as Apps Script waits, so that the command's own thread stays free to be interrupted. */
export async function workLocally(job: LocalJob): Promise<void> {
  const tell = (message: LocalMessage): void => parentPort?.postMessage(message);
  const wire = createHttpWire(PLATFORM_LIMITS.responseBytes);
  try {
    const result = await runLocally({
      ...job,
      drive: readDriveFolder(job.driveFolder),
      bundle: loadBundle(job.bundleFolder),
      wire,
      onProgress: (progress) => tell({ kind: 'progress', progress }),
      onApplying: () => tell({ kind: 'applying' }),
      onRequests: (count) => tell({ kind: 'requests', count }),
    });
    tell({ kind: 'ended', result });
  } catch (error) {
    tell({ kind: 'ended', result: { ok: false, sentence: sentenceOf(error) } });
  } finally {
    await wire.close();
  }
}

function sentenceOf(error: unknown): string {
  const { message } = error as { message?: string };
  if (error instanceof WorkbookFileError) return error.message;
  return `The refresh ended unexpectedly (${message ?? String(error)}); nothing was written, start it again.`;
}
