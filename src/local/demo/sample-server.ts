import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { READ_SCOPES } from '../klaviyo/handler';
import type { SampleWorkerData, SampleWorkerMessage } from './sample-worker';

/** The embedded account as a Klaviyo of its own on this machine. */
export interface SampleServer {
  readonly key: string;
  readonly writeKey: string;
  readonly baseUrl: string;
  close(): Promise<void>;
}

const KEY = 'pk_sample_account_not_a_real_key';
const WRITE_KEY = 'pk_sample_writer_not_a_real_key';
const SEED = 1;
/** The built server lies beside the built command. */
const BUILT_SERVER = join(__dirname, 'sample-worker.cjs');

/** Starts the server of the demo, or of the odd account, in a thread of its own: the thread that asks it is blocked while it waits. */
export function startSampleServer(now: number, odd: boolean, workerFile: string = BUILT_SERVER): Promise<SampleServer> {
  const data: SampleWorkerData = {
    sample: { seed: SEED, now, odd },
    keys: [
      { key: KEY, scopes: READ_SCOPES },
      { key: WRITE_KEY, scopes: ['segments:read', 'segments:write'] },
    ],
    limits: true,
  };
  const worker = new Worker(workerFile, { workerData: data });
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (message: SampleWorkerMessage) => {
      if ('failed' in message) reject(new Error(message.failed));
      else
        resolve({
          key: KEY,
          writeKey: WRITE_KEY,
          baseUrl: message.url,
          close: async () => {
            await worker.terminate();
          },
        });
    });
  });
}
