import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { READ_SCOPES } from '../klaviyo/handler';
import { createSampleAccount } from './sample/sample-account';
import { startKlaviyoServer } from '../klaviyo/server';
import { hurriedNow, nothingSkipped } from './preview/hurried-clock';
import { startPreview } from './preview/start-preview';

/** The sample account's key: what a person pastes into the sidebar of the preview. */
const SAMPLE_KEY = 'pk_sample_account_not_a_real_key';
const STANDARD_PORT = 4173;

/** `npm run preview [-- --port 4173] [--real-time]`: the sidebar beside the workbook on one local page, against the sample account. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string' }, 'real-time': { type: 'boolean', default: false } } });
  const port = values.port === undefined ? STANDARD_PORT : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port takes a number from 0 to 65535, not "${values.port}".`);
  // Apps Script's clock reads in the manifest's zone; the bundle's thread starts after this and sees it.
  process.env['TZ'] = 'Etc/UTC';
  const skipped = values['real-time'] ? null : nothingSkipped();
  const now = (): number => (skipped === null ? Date.now() : hurriedNow(skipped));
  const klaviyo = await startKlaviyoServer({
    account: createSampleAccount({ seed: 1, now: now() }),
    port: 0,
    keys: [{ key: SAMPLE_KEY, scopes: READ_SCOPES }],
    limits: true,
    now,
  });
  const preview = await startPreview({ bundleFolder: join(__dirname, '../../dist'), builtFolder: __dirname, klaviyoUrl: klaviyo.url, port, skipped });
  console.log(`The preview is at ${preview.url}`);
  console.log(`Connect the sample account in the sidebar with the key  ${SAMPLE_KEY}`);
  console.log('Nothing is kept when it ends; press Ctrl+C to end it.');
  const end = (): void => {
    void Promise.all([preview.close(), klaviyo.close()]).then(() => process.exit(0));
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

main().catch((error: unknown) => {
  const { code } = error as { code?: unknown };
  console.error(
    code === 'EADDRINUSE'
      ? 'Another program uses this port: choose one with "npm run preview -- --port 4180".'
      : error instanceof Error
        ? error.message
        : String(error),
  );
  process.exit(1);
});
