import type { Bundle } from '../host/bundle';
import { createRealClock, type Clock } from '../host/clock';
import { createHost } from '../host/host';
import type { Wire } from '../host/wire';
import type { Progress } from './progress';
import { openSpreadsheet, spreadsheetBytes } from '../host/spreadsheet-file';
import { newWorkbook } from '../host/workbook/workbook';

/** One refresh on this machine. */
export interface LocalRun {
  readonly bundle: Bundle;
  readonly wire: Wire;
  /** Where the spreadsheet lies, if there is one already. */
  readonly workbookPath: string;
  readonly key: string;
  readonly baseUrl: string;
  readonly settings: readonly { readonly name: string; readonly value: string }[];
  /** The zone of a new spreadsheet. */
  readonly timeZone: string;
  readonly onProgress: (progress: Progress) => void;
  readonly onRequests: (count: number) => void;
  readonly clock?: Clock;
}

/** How it ended: with the contents of both files, or with the sentence that says what to do. */
export type LocalResult =
  | { readonly ok: true; readonly workbook: Uint8Array; readonly markdown: string; readonly summary: string; readonly counts: LocalCounts }
  | { readonly ok: false; readonly sentence: string };

export interface LocalCounts { readonly executions: number; readonly requests: number; readonly sheetReads: number; readonly sheetWrites: number }

/** What the bundle's two local entry points answer, as JSON. */
interface Answer {
  readonly state: 'more' | 'done' | 'failed' | 'stopped';
  readonly progress: Progress;
  readonly notBefore: number | null;
  readonly sentence: string;
  readonly summary?: string;
  readonly markdown?: string;
}

/** An execution that was ended at the time limit is followed by the next, which goes on; so many in a row are too many. */
const MOST_DEATHS = 5;
/** Where the bundle finds nothing to do before an instant, the wait is cut into pieces of this length. */
const LONGEST_WAIT_MS = 60_000;

/** Runs the bundle's refresh in as many executions as it takes, on the spreadsheet as the file has it. Writes no file. Throws `WorkbookFileError`. */
export async function runLocally(run: LocalRun): Promise<LocalResult> {
  const clock = run.clock ?? createRealClock();
  const now = (): number => clock.now();
  const workbook = (await openSpreadsheet(run.workbookPath, now)) ?? Object.assign(newWorkbook(), { name: 'Segment coverage', timeZone: run.timeZone });
  let requests = 0;
  const wire: Wire = {
    exchange: (all) => {
      const answers = run.wire.exchange(all);
      run.onRequests(requests += all.length);
      return answers;
    },
    close: () => run.wire.close(),
  };
  const host = createHost({ bundle: run.bundle, workbook, clock, wire, mode: 'bound', moreAddresses: [`${run.baseUrl}/`] });
  const { key, baseUrl, settings } = run;
  let executions = 0;
  let deaths = 0;
  const ask = (name: string, ...parameters: readonly unknown[]): Answer | null => {
    executions += 1;
    const report = host.execute({ function: name, parameters });
    if (report.error === null) { deaths = 0; return JSON.parse(String(report.value)) as Answer; }
    if (!report.killed) throw new Error(report.error);
    deaths += 1;
    return null;
  };
  let answer = ask('localRefreshStart', JSON.stringify({ key, baseUrl, settings }));
  while (answer === null || answer.state === 'more') {
    if (deaths > MOST_DEATHS) return { ok: false, sentence: 'The refresh did not get on within its time limit; start it again, and report it if that does not help.' };
    if (answer) run.onProgress(answer.progress);
    const wait = (answer?.notBefore ?? 0) - now();
    if (wait > 0) clock.sleep(Math.min(wait, LONGEST_WAIT_MS));
    answer = ask('localRefreshStep');
  }
  run.onProgress(answer.progress);
  if (answer.state !== 'done') return { ok: false, sentence: answer.sentence };
  return {
    ok: true, workbook: await spreadsheetBytes(workbook, now), markdown: answer.markdown ?? '', summary: answer.summary ?? '',
    counts: { executions, requests, sheetReads: host.meter.count('sheet read'), sheetWrites: host.meter.count('sheet write') },
  };
}
