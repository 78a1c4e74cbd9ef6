import { parentPort, workerData } from 'node:worker_threads';
import type { KlaviyoOptions } from '../klaviyo/handler';
import { startKlaviyoServer } from '../klaviyo/server';
import type { SampleOptions } from './sample/sample-account';
import { createSampleAccount } from './sample/sample-account';

/** What the thread that starts this server hands over as `workerData`. */
export interface SampleWorkerData extends KlaviyoOptions {
  readonly sample: SampleOptions;
}

/** What comes back once the server listens, or when it cannot. */
export type SampleWorkerMessage = { readonly url: string } | { readonly failed: string };

function tell(message: SampleWorkerMessage): void {
  parentPort?.postMessage(message);
}

async function serve(): Promise<void> {
  const { sample, ...options } = workerData as SampleWorkerData;
  const { url } = await startKlaviyoServer({ ...options, account: createSampleAccount(sample), port: 0 });
  tell({ url });
}

serve().catch((error: unknown) => tell({ failed: error instanceof Error ? error.message : String(error) }));
