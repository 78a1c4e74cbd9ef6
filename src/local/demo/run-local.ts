import { applyApproved, type Apply } from './apply-approved';
import type { Bundle } from '../host/bundle';
import { createRealClock, type Clock } from '../host/clock';
import type { DriveFile } from '../host/drive';
import { createHost } from '../host/host';
import { redirected } from '../host/redirect';
import type { Wire } from '../host/wire';
import { KLAVIYO } from './command-line';
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
  /** What the person's Drive holds from earlier runs. */
  readonly drive?: readonly DriveFile[];
  /** The zone of a new spreadsheet. */
  readonly timeZone: string;
  /** What to do once the refresh is finished; null or left out: nothing in Klaviyo is changed. */
  readonly apply?: Apply | null;
  /** Called when the refresh is finished and approved rows are about to be carried out. */
  readonly onApplying?: () => void;
  readonly onProgress: (progress: Progress) => void;
  readonly onRequests: (count: number) => void;
  readonly clock?: Clock;
}

/** How it ended: with the contents of the three files, or with the sentence that says what to do. */
export type LocalResult =
  | {
      readonly ok: true;
      readonly workbook: Uint8Array;
      readonly markdown: string;
      readonly brief: string;
      readonly summary: string;
      readonly drive: readonly DriveFile[];
      readonly counts: LocalCounts;
      /** A line for each approved row; empty where nothing was to be applied. */ readonly applied: readonly string[];
    }
  | { readonly ok: false; readonly sentence: string };

export interface LocalCounts {
  readonly executions: number;
  readonly requests: number;
  readonly sheetReads: number;
  readonly sheetWrites: number;
}

/** What the bundle's one door for the sidebar answers, as JSON; the command stands at it as a person at the sidebar does. */
type PageAnswer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly sentence: string };

/** How a refresh stands, as `startRefresh` and `continueRefresh` answer. */
interface RefreshView extends Progress {
  readonly state: 'idle' | 'running' | 'waiting' | 'done' | 'failed' | 'cancelled';
  readonly notBefore: number | null;
  readonly sentence: string;
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
      run.onRequests((requests += all.length));
      return answers;
    },
    close: () => run.wire.close(),
  };
  const host = createHost({ bundle: run.bundle, workbook, clock, wire: redirected(wire, KLAVIYO, run.baseUrl), mode: 'bound' });
  for (const file of run.drive ?? []) host.state.files.set(file.id, { ...file });
  let executions = 0;
  let deaths = 0;
  /** null when the execution was ended at its time limit. Throws what the script throws. */
  const ask = <T>(call: string, argument: unknown): PageAnswer<T> | null => {
    const report = host.execute({ function: 'callFromPage', parameters: [call, JSON.stringify(argument)] });
    if (report.error === null) return JSON.parse(String(report.value)) as PageAnswer<T>;
    if (!report.killed) throw new Error(report.error);
    return null;
  };
  const advance = (call: string, argument: unknown): PageAnswer<RefreshView> | null => {
    executions += 1;
    const answer = ask<RefreshView>(call, argument);
    deaths = answer === null ? deaths + 1 : 0;
    return answer;
  };
  const { apply = null } = run;
  const second = apply === null || apply.writeKey === null ? null : { key: apply.writeKey, who: apply.who };
  for (const answer of [
    ask('connect', { key: run.key }),
    second === null ? null : ask('connectWriting', second),
    run.settings.length > 0 ? ask('saveSettings', { values: run.settings }) : null,
  ]) {
    if (answer !== null && !answer.ok) return answer;
  }
  for (let answer = advance('startRefresh', { full: false }); ; answer = advance('continueRefresh', null)) {
    if (answer === null) {
      if (deaths > MOST_DEATHS)
        return { ok: false, sentence: 'The refresh did not get on within its time limit; start it again, and report it if that does not help.' };
      continue;
    }
    if (!answer.ok) return answer;
    const { state, notBefore, sentence } = answer.value;
    run.onProgress(answer.value);
    if (state === 'done') break;
    if (state !== 'running' && state !== 'waiting') return { ok: false, sentence };
    const wait = (notBefore ?? 0) - now();
    if (wait > 0) clock.sleep(Math.min(wait, LONGEST_WAIT_MS));
  }
  const texts = ask<{ readonly summary: string; readonly markdown: string; readonly brief: string }>('getTexts', null);
  if (texts === null || !texts.ok) return { ok: false, sentence: texts?.sentence ?? 'The texts of the refresh could not be read; start it again.' };
  if (apply !== null) run.onApplying?.();
  const applied = apply === null ? [] : applyApproved(ask, apply.dryRun);
  return {
    ok: true,
    applied,
    workbook: await spreadsheetBytes(workbook, now),
    ...texts.value,
    drive: [...host.state.files.values()],
    counts: { executions, requests, sheetReads: host.meter.count('sheet read'), sheetWrites: host.meter.count('sheet write') },
  };
}
