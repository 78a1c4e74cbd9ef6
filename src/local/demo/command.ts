import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { HELP, readCommandLine, type Plan } from './command-line';
import { workLocally, type LocalJob, type LocalMessage } from './local-worker';
import { ProgressWriter } from './progress';
import type { LocalResult } from './run-local';
import { startSampleServer, type SampleServer } from './sample-server';
import { driveFolderFiles, tidyDriveFolder } from '../host/drive-folder';
import { writeWhole } from '../host/workbook/workbook-file';

/** What clasp would push, as the build leaves it. */
const BUNDLE = resolve(__dirname, '..', '..', 'dist');
const INTERRUPTED = 130;

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** Why nothing could be written to the folder; null when it can. Found out before the account is read. */
function problemWith(folder: string): string | null {
  if (!existsSync(folder)) return null;
  if (!statSync(folder).isDirectory()) return `${folder} is a file, not a folder; choose another one with --out.`;
  try {
    accessSync(folder, constants.W_OK);
    return null;
  } catch {
    return `${folder} cannot be written to; choose another folder with --out.`;
  }
}

function refreshInThread(job: LocalJob, onApplying: () => void): { ended: Promise<LocalResult>; stop: () => Promise<unknown> } {
  const worker = new Worker(__filename, { workerData: job });
  const progress = new ProgressWriter(say, Date.now);
  const ended = new Promise<LocalResult>((settle) => {
    worker.on('message', (message: LocalMessage) => {
      if (message.kind === 'progress') progress.show(message.progress);
      else if (message.kind === 'requests') progress.requests(message.count);
      else if (message.kind === 'applying') onApplying();
      else settle(message.result);
    });
    worker.on('error', (error) => settle({ ok: false, sentence: `The refresh ended unexpectedly (${error.message}); nothing was written, start it again.` }));
    worker.on('exit', () => settle({ ok: false, sentence: 'The refresh was ended; nothing was written, start it again.' }));
  });
  return { ended, stop: () => worker.terminate() };
}

/** Runs the whole job; gives the exit status. */
async function refresh(plan: Plan, timeZone: string): Promise<number> {
  const problem = problemWith(plan.out);
  if (problem) {
    say(problem);
    return 1;
  }
  const files = {
    workbook: join(plan.out, 'coverage.xlsx'),
    markdown: join(plan.out, 'recommendations.md'),
    brief: join(plan.out, 'brief.html'),
    drive: join(plan.out, 'drive'),
  };
  let sample: SampleServer | null = null;
  let stop: (() => Promise<unknown>) | null = null;
  let applying = false;
  process.once('SIGINT', () => {
    say(
      applying
        ? 'Cancelled: the workbook is as it was. What was changed in Klaviyo before this stays changed, and the next run finds it.'
        : 'Cancelled: nothing was written, and the workbook is as it was.',
    );
    void Promise.all([stop?.(), sample?.close()]).finally(() => process.exit(INTERRUPTED));
  });
  try {
    if (!plan.account) {
      say(plan.odd ? 'Reading the embedded account of odd names.' : 'No KLAVIYO_API_KEY is set: reading the embedded sample account.');
      sample = await startSampleServer(Date.now(), plan.odd);
    }
    const { key, baseUrl } = plan.account ?? (sample as SampleServer);
    const { settings } = plan;
    const apply = plan.apply && {
      dryRun: plan.apply.dryRun,
      writeKey: sample === null ? plan.apply.writeKey : sample.writeKey,
      who: `${process.env['USER'] ?? process.env['USERNAME'] ?? 'somebody'} (npm start)`,
    };
    const run = refreshInThread(
      { bundleFolder: BUNDLE, workbookPath: files.workbook, driveFolder: files.drive, key, baseUrl, settings, timeZone, apply },
      () => {
        applying = true;
      },
    );
    stop = run.stop;
    const result = await run.ended;
    if (!result.ok) {
      say(result.sentence);
      return 1;
    }
    writeWhole([
      { path: files.workbook, content: result.workbook },
      { path: files.markdown, content: result.markdown },
      { path: files.brief, content: result.brief },
      ...driveFolderFiles(files.drive, result.drive),
    ]);
    tidyDriveFolder(files.drive, result.drive);
    process.stdout.write(`${[result.summary.trimEnd(), ...result.applied].join('\n')}\n`);
    const { executions, requests, sheetReads, sheetWrites } = result.counts;
    say(
      `Wrote ${files.workbook}, ${files.markdown} and ${files.brief} (${requests} requests, ${executions} executions, ${sheetReads} reads and ${sheetWrites} writes of the sheet).`,
    );
    return 0;
  } catch (error) {
    const { message } = error as { message?: string };
    say(`The files could not be written or the account not be served (${message ?? String(error)}); put that right and start again.`);
    return 1;
  } finally {
    await stop?.();
    await sample?.close();
  }
}

async function main(): Promise<number> {
  const line = readCommandLine(process.argv.slice(2), process.env);
  switch (line.kind) {
    case 'help':
      process.stdout.write(HELP);
      return 0;
    case 'refused':
      say(line.sentence);
      return 2;
    case 'run': {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      // Apps Script's clock reads in the manifest's zone; the bundle's thread starts after this and sees it.
      process.env['TZ'] = 'Etc/UTC';
      return await refresh(line.plan, timeZone);
    }
  }
}

if (isMainThread) void main().then((status) => process.exit(status));
else void workLocally(workerData as LocalJob);
