import type { Inventory } from '../domain/account/inventory';
import type { Instant } from '../domain/account/known';
import type { Advance, Reader, ReaderOptions } from '../klaviyo/schedule/reading-options';
import type { KlaviyoError } from '../klaviyo/http/klaviyo-error';
import { collectorOnDemand, type CollectorOnDemand, type KeptCollector } from './collector-on-demand';
import type { Job } from './job';
import { atCheckpoint, beginExecution, cancelledSentence, ended, progressed, readWhole, reasonToGiveUp, troubled, waiting } from './job';
import type { Store } from './store';

/** What a refresh needs from outside; handed in by the add-on, so the job knows neither Google nor HTTP. */
export interface RefreshDoors<C extends KeptCollector> {
  now(): Instant;
  readonly store: Store;
  /** The sheet's one job: kept for the next execution, shown to every page. */
  readonly jobs: { write(job: Job): void; cancelRequested(jobId: string): boolean };
  /** Behavior's state over its parts; null begins afresh. */
  openCollector(parts: ReadonlyMap<string, string> | null): C;
  openReader(options: Pick<ReaderOptions, 'saved' | 'mode' | 'collector'>): Reader;
  /** True when what is saved is too old to build on, or is nothing: everything is read again then. */
  isFullDue(saved: ReadonlyMap<string, string>): boolean;
  /** As of when the saved reading is, where it was left unfinished; null otherwise. */
  unfinishedSince(saved: ReadonlyMap<string, string>): Instant | null;
  /** What a finished reading brought, from its saved parts. */
  finishedInventory(saved: ReadonlyMap<string, string>): Inventory;
  /** True when a write was begun and is not finished: then the sheet is not as it was. */
  halfWritten(): boolean;
  /** True while no refresh of this sheet was ever finished: then a long one is published in stages. */
  isFirst(): boolean;
  /** Analyzes what was read so far and brings the sheet up to date with it, all or nothing. The refresh goes on. */
  publishSoFar(inventory: Inventory, collector: C, mayWrite: () => boolean): void;
  /**
   * Analyzes what was read and brings sheet and document up to date, all or nothing; gives the sentence to end with. `mayWrite` is asked in between: where
   * it says no, what was worked out is kept, null is given, and the next execution writes it.
   */
  publish(inventory: Inventory, collector: C, mayWrite: () => boolean): string | null;
  /** The marketer's sentence for what Klaviyo answered. */
  sentenceFor(error: KlaviyoError): string;
}

/** Apps Script kills an execution after six minutes: reading stops here, with room for the slowest commit. */
export const READ_UNTIL = 4.5 * 60_000;
/**
 * Until when in an execution publishing may begin. Analysis and writing of the largest account take about two minutes on a virtual clock, and Google may
 * be several times slower: they are an execution of their own then, unless the reading was very short. A small account's are done in well under a
 * minute, and an add-on with its sidebar closed would wait an hour for the next execution. Where that proves too long after all, the next execution
 * publishes, with all its time.
 */
export function writeBefore(stored: number): number {
  return stored < SMALL_STORE ? 3.5 * 60_000 : 45_000;
}
/** Characters kept of an account of some 50,000 profiles. */
const SMALL_STORE = 10_000_000;
/** A person has waited long enough for something to look at: what is read by then is published. */
export const FIRST_LOOK_AFTER = 75_000;
/** A stage is worth its time only where the end is so much farther off: after the first stage, and after the second. */
const WORTH_A_STAGE = { 1: 2 * 60_000, 2: 5 * 60_000 } as const;
/** Writing that has not begun by then is left to the next execution: what was worked out is kept, and an execution that is killed has to write again. */
export const WRITE_UNTIL = 4 * 60_000;
/** At most this part of the time goes into saving: a file of twenty megabytes takes seconds, a small one next to nothing. */
const SAVING_SHARE = 1 / 9;
/** Klaviyo's parts are as of the reading's own instant; one that lay unfinished longer is read anew. */
export const RESUME_WITHIN = 12 * 3_600_000;
const DAY = 24 * 3_600_000;

/**
 * Runs one execution's worth of the job and returns it as it stands: still active when more executions are needed.
 * Everything read is committed at checkpoints together with the reader's queue, so a killed execution loses only what came
 * after the last one, and reads that again. Throws what `publish` throws; the caller ends the job with a sentence then.
 * @param began when the execution began, which may have waited for its turn: Google counts that too
 */
export function stepRefresh<C extends KeptCollector>(doors: RefreshDoors<C>, given: Job, began: Instant = doors.now()): Job {
  const start = doors.now();
  const over = reasonToGiveUp(given, start, doors.halfWritten());
  if (over !== null) return keep(doors, ended(given, 'failed', start, over));
  let job = keep(doors, beginExecution(given, start));
  if (job.executions === 1) {
    forgetStale(doors, job);
    if (doors.isFirst()) job = keep(doors, { ...job, stages: 0 });
  }
  const collector = collectorOnDemand(() => doors.openCollector(partsUnder(doors.store, 'behavior/')));
  // Somebody deleted what was read before it was in the sheet: then it is read anew.
  if (job.phase === 'writing' && doors.store.keys('reading/').length === 0) job = { ...job, phase: 'reading' };
  if (job.phase === 'reading') {
    const reader = doors.openReader({ saved: partsUnder(doors.store, 'reading/'), mode: 'incremental', collector });
    job = read(doors, job, reader, collector, began);
  }
  if (job.phase !== 'writing' || doors.now() - began > writeBefore(doors.store.bytes())) return job;
  if (doors.jobs.cancelRequested(job.id)) return cancelled(doors, job);
  const mayWrite = (): boolean => doors.now() - began < WRITE_UNTIL;
  const sentence = doors.publish(doors.finishedInventory(partsUnder(doors.store, 'reading/')), collector.opened(), mayWrite);
  if (sentence === null) return keep(doors, atCheckpoint(job, doors.now(), job));
  return keep(doors, ended(job, 'done', doors.now(), sentence));
}

function read<C extends KeptCollector>(doors: RefreshDoors<C>, given: Job, reader: Reader, collector: CollectorOnDemand<C>, began: Instant): Job {
  let job = given;
  let notBefore = 0;
  const until = began + READ_UNTIL;
  for (;;) {
    job = publishStage(doors, job, reader, collector, began);
    const outcome = reader.advance(until);
    const cancel = doors.jobs.cancelRequested(job.id);
    if (!cancel && doors.now() < notBefore && afterAdvance(doors, job, outcome, until) === null) {
      job = progressed(job, doors.now(), reader.progress());
    } else {
      const saving = doors.now();
      job = checkpoint(doors, job, reader, collector);
      notBefore = doors.now() + (doors.now() - saving) * (1 / SAVING_SHARE - 1);
      if (cancel) return cancelled(doors, job);
      const next = afterAdvance(doors, job, outcome, until);
      if (next !== null) return keep(doors, next);
    }
    doors.jobs.write(job);
  }
}

/**
 * Publishes what is read so far of a sheet's first refresh, where a stage is through and the end is far. The job says so before it is begun: a stage that
 * proves too long for an execution is not tried again, and what it had begun to write is finished by the next one.
 */
function publishStage<C extends KeptCollector>(doors: RefreshDoors<C>, given: Job, reader: Reader, collector: CollectorOnDemand<C>, began: Instant): Job {
  const now = doors.now();
  if (given.stages === undefined || now - began > writeBefore(doors.store.bytes()) || doors.jobs.cancelRequested(given.id)) return given;
  const ran = now - given.startedAt;
  const stage = reader.stage(ran >= FIRST_LOOK_AFTER);
  if ((stage !== 1 && stage !== 2) || stage <= given.stages) return given;
  const { secondsLeft } = reader.progress();
  if (secondsLeft !== null && (stage === 1 ? ran : 0) + secondsLeft * 1000 < WORTH_A_STAGE[stage]) return given;
  const job = keep(doors, { ...checkpoint(doors, given, reader, collector), stages: stage });
  const inventory = reader.soFar();
  // Half of the people would count as all of them: until they are in, nobody is counted.
  doors.publishSoFar(
    inventory,
    inventory.stillToCome?.people === true ? doors.openCollector(null) : collector.opened(),
    () => doors.now() - began < WRITE_UNTIL,
  );
  return job;
}

/** The job where this execution ends, or null to read on. */
function afterAdvance<C extends KeptCollector>(doors: RefreshDoors<C>, job: Job, outcome: Advance, until: Instant): Job | null {
  const now = doors.now();
  switch (outcome.state) {
    case 'done':
      return readWhole(job);
    case 'more':
      if (outcome.notBefore <= until && now < until) return null;
      return outcome.notBefore > now + 60_000 ? waiting(job, now, outcome.notBefore, 'Klaviyo asks to wait; the refresh goes on by itself.') : job;
    case 'stopped':
      return stopped(doors, job, outcome.error, now);
  }
}

function stopped<C extends KeptCollector>(doors: RefreshDoors<C>, job: Job, error: KlaviyoError, now: Instant): Job {
  if (error.kind === 'daily-limit') return waiting(job, now, Math.max(error.continueAt, now + 60_000), doors.sentenceFor(error));
  if (error.kind === 'quota-spent') return outOfQuota(job, now, doors.sentenceFor(error));
  // Without any answer it is the way there that fails, which passes; Klaviyo's own answers mean something to a person.
  if (error.kind === 'klaviyo-down' && error.status === null) return troubled(job, now, doors.sentenceFor(error));
  return ended(job, 'failed', now, doors.sentenceFor(error));
}

/** The job when Google's requests of the day are used up. Google counts a day from the first request: an hourly look finds the quota back soon after. */
export function outOfQuota(job: Job, now: Instant, sentence: string): Job {
  return waiting(job, now, Math.min(now + 3_600_000, job.startedAt + DAY > now ? job.startedAt + DAY : now + 3_600_000), sentence);
}

function checkpoint<C extends KeptCollector>(doors: RefreshDoors<C>, job: Job, reader: Reader, collector: KeptCollector): Job {
  doors.store.commit(new Map([...reader.changedParts(), ...collector.changedParts()]));
  return atCheckpoint(job, doors.now(), reader.progress());
}

function cancelled<C extends KeptCollector>(doors: RefreshDoors<C>, job: Job): Job {
  return keep(doors, ended(job, 'cancelled', doors.now(), cancelledSentence(job, doors.halfWritten())));
}

/** A full refresh, and one after a reading that lay unfinished too long, begin with nothing. */
function forgetStale<C extends KeptCollector>(doors: RefreshDoors<C>, job: Job): void {
  const saved = partsUnder(doors.store, 'reading/');
  const since = doors.unfinishedSince(saved);
  const tooOld = since !== null && job.startedAt - since > RESUME_WITHIN;
  if (!job.full && !tooOld && !doors.isFullDue(saved)) return;
  const kept = [...doors.store.keys('reading/'), ...doors.store.keys('behavior/')];
  if (kept.length > 0) doors.store.commit(new Map(kept.map((key) => [key, null])));
}

function keep<C extends KeptCollector>(doors: RefreshDoors<C>, job: Job): Job {
  doors.jobs.write(job);
  return job;
}

function partsUnder(store: Store, prefix: string): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  for (const key of store.keys(prefix)) {
    const text = store.read(key);
    if (text !== null) parts.set(key, text);
  }
  return parts;
}
