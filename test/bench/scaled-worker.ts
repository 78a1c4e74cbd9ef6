import { startKlaviyoServer } from '../../src/local/klaviyo/server';
import type { KlaviyoOptions } from '../../src/local/klaviyo/handler';
import { createScaledAccount, type ScaledOptions } from '../build/accounts/scaled-account';

/** What the process that forks this server hands over as JSON in the environment variable `KLAVIYO_SERVER`. */
export interface ScaledWorkerData extends KlaviyoOptions {
  readonly scaled: ScaledOptions;
}

/** What comes back once the server listens, or when it cannot. */
export type ScaledWorkerMessage = { readonly url: string } | { readonly failed: string };

function tell(message: ScaledWorkerMessage): void {
  process.send?.(message);
}

async function serve(): Promise<void> {
  const { scaled, ...options } = JSON.parse(process.env.KLAVIYO_SERVER ?? 'null') as ScaledWorkerData;
  const { url } = await startKlaviyoServer({ ...options, account: createScaledAccount(scaled), port: 0 });
  tell({ url });
}

serve().catch((error: unknown) => tell({ failed: error instanceof Error ? error.message : String(error) }));
