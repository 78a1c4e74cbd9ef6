import { parentPort, workerData } from 'node:worker_threads';
import type { AccountChoice } from './account-choice';
import { accountOf } from './account-choice';
import type { KlaviyoOptions } from './handler';
import { startKlaviyoServer } from './server';

/** What the thread or process that starts this server hands over: as `workerData`, or as JSON in `KLAVIYO_SERVER`. */
export interface ServerWorkerData extends KlaviyoOptions {
  readonly choice: AccountChoice;
  readonly port?: number;
}

/** What comes back once the server listens, or when it cannot. */
export type ServerWorkerMessage = { readonly url: string } | { readonly failed: string };

function tell(message: ServerWorkerMessage): void {
  if (parentPort) parentPort.postMessage(message);
  else if (process.send) process.send(message);
  else process.stdout.write(`${JSON.stringify(message)}\n`);
}

async function serve(): Promise<void> {
  const data = (workerData ?? JSON.parse(process.env.KLAVIYO_SERVER ?? 'null')) as ServerWorkerData | null;
  if (!data) throw new Error('Start this server from a worker thread, or with its options as JSON in KLAVIYO_SERVER.');
  const { url } = await startKlaviyoServer({ ...data, account: accountOf(data.choice), port: data.port ?? 0 });
  tell({ url });
}

serve().catch((error: unknown) => tell({ failed: error instanceof Error ? error.message : String(error) }));
