import type { ExecutionReport } from '../../src/local/host/host';
import type { InstalledTrigger } from '../../src/local/host/triggers';
import { kindOf, type CallKind } from '../../src/local/host/meter';
import { STORE_TAB } from '../../src/sheet/sheet-store';
import { answerOf, ONE_STEP, openWorld, type LocalAnswer, type World, type WorldOptions } from './refreshed-sheet';

type Account = Parameters<typeof openWorld>[0];

/**
 * Who has the refresh go on: the sidebar asks for each next execution; or it was closed during the first one and only triggers fire,
 * of a script bound to the sheet or of a published add-on.
 */
export type Driver = 'sidebar' | 'bound' | 'addon';

/** What a refresh came to. */
export interface Bill {
  readonly answer: LocalAnswer;
  readonly executions: number;
  readonly requests: number;
  /** Virtual milliseconds from the start to the end, waiting for triggers included. */
  readonly wallMs: number;
  /** Until the first look was in the sheet; all of it where there was none. */
  readonly firstLookMs: number;
  /** Of these, within executions. */
  readonly busyMs: number;
  readonly longestMs: number;
  /** Seconds of this machine's processor within executions, the account's answers not counted: all, and the most of one execution. */
  readonly cpu: number;
  readonly longestCpu: number;
  readonly calls: (kind: CallKind) => number;
  /** Most triggers that were installed at one time. */
  readonly mostTriggers: number;
  readonly reports: readonly ExecutionReport[];
}

/**
 * Milliseconds that services take as people report them of Apps Script, rather more than less: blocks of cells and flushes 300, other changes and looks at
 * the sheet 40, addresses and builders 1, properties 30, locks and triggers 100 to 200, the making of a document 2,000.
 */
export function googleCost(service: string, method: string): number {
  if (service === 'Range' && /^(set|get)(Values|Notes|Formulas|RichTextValues|NumberFormats|DataValidations|Backgrounds)$/.test(method)) return 300;
  if (service === 'SpreadsheetApp' && method === 'flush') return 300;
  switch (kindOf(service, method)) {
    case 'sheet read':
    case 'sheet write':
      return 40;
    case 'sheet address':
      return 1;
    case 'properties':
      return 30;
    case 'cache':
      return 20;
    case 'lock':
      return 100;
    case 'trigger':
      return 200;
    case 'drive':
      return 2000;
    default:
      return 0;
  }
}

/** A world whose executions are metered: what the account takes to answer is not the script's. */
export interface MeteredWorld extends World {
  /** `lateMs`: how much later than asked Google fires timers. */
  refreshBy(driver: Driver, start?: Parameters<World['start']>[0], lateMs?: number): Bill;
}

/** Opens a world with Google's prices around an account. `chargesProcessor`: what scripts compute takes time as well, so that no two runs are alike: for benches. */
export function openMeteredWorld(account: Account, options: WorldOptions = {}, chargesProcessor = false): MeteredWorld {
  let answering = 0;
  const world = openWorld(account, { cost: googleCost, ...(chargesProcessor ? { processor: () => processor() - answering } : {}), ...options });
  const handle = world.klaviyo.handle.bind(world.klaviyo);
  world.klaviyo.handle = (request, now) => {
    const before = processor();
    try {
      return handle(request, now);
    } finally {
      answering += processor() - before;
    }
  };
  const { triggers } = world.host.state;
  return Object.assign(world, {
    refreshBy: (driver: Driver, start: Parameters<World['start']>[0] = {}, lateMs = 0): Bill => {
      const reports: ExecutionReport[] = [];
      const cpus: number[] = [];
      let mostTriggers = 0;
      const metered = (run: () => readonly ExecutionReport[]): void => {
        const before = processor() - answering;
        const done = run();
        reports.push(...done);
        if (done.length > 0) cpus.push(processor() - answering - before);
        mostTriggers = Math.max(mostTriggers, own(triggers).length);
      };
      const begun = world.clock.now();
      let firstLook: number | null = null;
      const { faults } = world.host;
      world.host.faults = (call) => {
        const { service } = call;
        // What follows the first look is the next question to Klaviyo.
        if (firstLook === null && service === 'UrlFetchApp' && world.host.workbook.documentProperties.get('refresh-job')?.includes('"stages":1') === true)
          firstLook = world.clock.now() - begun;
        faults?.(call);
      };
      let answer = world.start(start);
      for (let turn = 0; answer.state === 'more'; turn += 1) {
        if (turn > 2000) throw new Error('The refresh did not end within 2,000 executions.');
        if (driver === 'sidebar' || turn === 0) {
          metered(() => [world.host.execute(ONE_STEP)]);
          const last = reports[reports.length - 1];
          if (last?.error === null) answer = answerOf(world.host, last.value);
          if (answer.state === 'more' && answer.notBefore !== null && answer.notBefore > world.clock.now()) world.clock.moveTo(answer.notBefore);
        } else {
          if (triggers.length > 1) throw new Error(`${triggers.length} triggers have piled up.`);
          const next = Math.min(...triggers.map((trigger) => trigger.nextAt));
          if (next === Infinity) throw new Error('No trigger is left and the refresh is not finished.');
          if (next + lateMs > world.clock.now()) world.clock.moveTo(next + lateMs);
          metered(() => world.host.fireDue());
          answer = jobOf(world);
        }
      }
      world.host.faults = faults;
      const sum = (of: (report: ExecutionReport) => number): number => reports.reduce((total, report) => total + of(report), 0);
      return {
        answer,
        executions: reports.length,
        requests: sum(({ meter }) => meter.requests),
        wallMs: world.clock.now() - begun,
        firstLookMs: firstLook ?? world.clock.now() - begun,
        busyMs: sum(({ startedAt, endedAt }) => endedAt - startedAt),
        longestMs: Math.max(...reports.map(({ startedAt, endedAt }) => endedAt - startedAt)),
        cpu: cpus.reduce((total, seconds) => total + seconds, 0),
        longestCpu: Math.max(...cpus),
        calls: (kind) => sum(({ meter }) => meter.count(kind)),
        mostTriggers,
        reports,
      };
    },
  });
}

function own(triggers: readonly InstalledTrigger[]): readonly InstalledTrigger[] {
  return triggers.filter(({ handler }) => handler === 'onTimer');
}

/** The job as its property has it, in the words of the sidebar's answer. */
function jobOf(world: World): LocalAnswer {
  const text = world.host.workbook.documentProperties.get('refresh-job');
  const job = JSON.parse(text ?? 'null') as {
    phase: string;
    step: string;
    done: number;
    expected: number | null;
    requests: number;
    notBefore: number | null;
    sentence: string;
  } | null;
  if (job === null) throw new Error('There is no refresh.');
  const state = job.phase === 'reading' || job.phase === 'writing' ? 'more' : job.phase === 'done' ? 'done' : job.phase === 'cancelled' ? 'stopped' : 'failed';
  return {
    state,
    progress: { step: job.step, done: job.done, expected: job.expected, requests: job.requests },
    notBefore: job.notBefore,
    sentence: job.sentence,
  };
}

function processor(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Bytes of the files of records in Drive. */
export function fileBytes(world: World): number {
  return [...world.host.state.files.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
}

/** Characters in the cells of the add-on's hidden tab. */
export function storedCharacters(world: World): number {
  return world.values(STORE_TAB).reduce((sum, [cell]) => sum + String(cell ?? '').length, 0);
}
