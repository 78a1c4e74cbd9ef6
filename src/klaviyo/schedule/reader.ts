import type { Inventory } from '../../domain/account/inventory';
import type { Instant } from '../../domain/account/known';
import { checkKeyFormat } from '../http/key';
import { collectRecords, type Records } from '../state/records';
import { headPart, newHead, type Head } from '../state/head';
import type { Plan } from './collection';
import type { ReadingContext } from './context';
import { unreadEntry, type Failure } from './failure';
import { progressOf } from './progress';
import { READING_DEFAULTS, type Advance, type Reader, type ReaderOptions, type ReadingProgress, type ReadingSettings, type Stage } from './reading-options';
import { soFar, stageOf } from './so-far';
import { Scheduler } from './scheduler';
import type { Work, WorkItem, WorkKind, WorkOf } from './work-item';

/** Days that Klaviyo's reports take at most. */
const LONGEST_REPORT = 365;

/** Reads one account through its collections, of which it knows none. Nothing is sent before `advance`. */
export class AccountReader implements Reader {
  private readonly head: Head;
  private readonly records: Records;
  private readonly settings: ReadingSettings;
  private readonly context: ReadingContext;
  private readonly scheduler: Scheduler;
  private readonly forgotten: readonly string[];
  private step = '';
  private handedOut = false;

  constructor(
    private readonly options: ReaderOptions,
    private readonly plan: Plan,
  ) {
    const settings = { ...READING_DEFAULTS, ...options.settings };
    this.settings = { ...settings, resultsDays: Math.max(1, Math.min(LONGEST_REPORT, Math.round(settings.resultsDays))) };
    const saved = plan.savedHead(options.saved);
    const resumed = saved?.status === 'reading';
    const fresh = !resumed && (options.mode === 'full' || saved === null);
    // Whole seconds: Klaviyo tells the time of events in them.
    const now = Math.floor(options.transport.now() / 1000) * 1000;
    this.head = saved !== null && resumed ? saved : newHead(fresh ? 'full' : 'incremental', now, saved, plan.freshState);
    this.records = plan.openRecords(fresh ? null : options.saved);
    this.forgotten = fresh && options.saved !== null ? [...options.saved.keys()].filter((key) => key.startsWith('reading/')) : [];
    this.context = this.makeContext();
    const ports = { transport: options.transport, key: options.key.trim() };
    this.scheduler = new Scheduler(ports, this.plan, this.context, this.settings.batchSize, (step, run) => this.inStep(step, run));
  }

  get requestCount(): number {
    return this.head.requests;
  }

  get readAt(): Instant {
    return this.head.readAt;
  }

  advance(until: Instant): Advance {
    const malformed = checkKeyFormat(this.options.key);
    if (malformed !== null) return { state: 'stopped', error: malformed };
    const { transport } = this.options;
    const checkpointAt = transport.now() + this.settings.checkpointEveryMs;
    let answered = false;
    for (;;) {
      this.moveSteps();
      if (this.isDone()) {
        this.head.status = 'done';
        return { state: 'done' };
      }
      const now = transport.now();
      if (now >= until || now >= checkpointAt) return { state: 'more', notBefore: now };
      this.plan.collections.forEach((one) => one.beforeTurn?.(this.context));
      const turn = this.scheduler.turn();
      if (turn.kind === 'stop') return { state: 'stopped', error: turn.error };
      if (turn.kind === 'sent') {
        answered = true;
        continue;
      }
      if (turn.at === Infinity)
        throw new Error(
          `Reading cannot go on: ${this.plan.steps
            .filter((step) => !this.head.ended.includes(step.name))
            .map((step) => step.name)
            .join(', ')}.`,
        );
      // A wait that cannot end in this execution is not begun; before a long one, what was read is committed.
      if (turn.at >= until || (answered && turn.at >= checkpointAt)) return { state: 'more', notBefore: turn.at };
      transport.sleep(Math.max(1, Math.min(turn.at, checkpointAt) - now));
    }
  }

  changedParts(): ReadonlyMap<string, string | null> {
    const parts = new Map<string, string | null>([headPart(this.savable())]);
    collectRecords(this.records, parts);
    if (!this.handedOut) for (const key of this.forgotten) if (!parts.has(key)) parts.set(key, null);
    this.handedOut = true;
    return parts;
  }

  progress(): ReadingProgress {
    return progressOf(this.head, this.plan);
  }

  stage(late: boolean): Stage {
    return stageOf(this.head, this.plan.steps, late);
  }

  soFar(): Inventory {
    return soFar(this.context.inventory(), this.head, this.plan.steps);
  }

  inventory(): Inventory {
    if (this.head.status !== 'done') throw new Error('The account is not read yet: advance until it says done.');
    return this.context.inventory();
  }

  /** The head as it is saved: what is only in memory is asked for again by whoever resumes. */
  private savable(): Head {
    const again = this.plan.collections.flatMap((one) => one.unsaved?.(this.context) ?? []);
    return again.length === 0 ? this.head : { ...this.head, queue: [...this.head.queue, ...again.map((work) => this.itemFor(work, null, this.step))] };
  }

  private isDone(): boolean {
    return this.plan.steps.every(({ name }) => this.head.ended.includes(name));
  }

  /** Ends the steps that have nothing open and begins those whose predecessors have ended, until nothing moves. */
  private moveSteps(): void {
    const { head } = this;
    for (let moved = true; moved;) {
      moved = false;
      for (const step of this.plan.steps) {
        if (head.ended.includes(step.name)) continue;
        const ready = step.after(head).every((name) => head.ended.includes(name));
        if (!ready) continue;
        if (!head.begun.includes(step.name)) {
          head.begun = [...head.begun, step.name];
          this.inStep(step.name, () => step.begin?.(this.context));
        }
        const open = head.queue.some((item) => item.step === step.name) || step.open?.(this.context) === true;
        if (open) continue;
        this.inStep(step.name, () => step.end?.(this.context));
        // Its end may have asked for more, which belongs to a step of its own.
        head.ended = [...head.ended, step.name];
        moved = true;
      }
    }
  }

  private inStep(step: string, run: () => void): void {
    const before = this.step;
    this.step = step;
    run();
    this.step = before;
  }

  private itemFor(work: Work, next: string | null, step: string): WorkItem {
    const handler = this.plan.handler(work);
    return { work, step: handler.step ?? step, endpoint: handler.endpoint(work as never, this.context).name, next, tries: 0, notBefore: 0 };
  }

  private makeContext(): ReadingContext {
    const { head, records, settings, options, plan } = this;
    return {
      head,
      records,
      settings,
      options,
      collector: options.collector,
      now: () => options.transport.now(),
      random: () => options.transport.random(),
      add: (work, next = null) => {
        head.queue = [...head.queue, this.itemFor(work, next, this.step)];
      },
      openWork: <Kind extends WorkKind>(kind: Kind) => head.queue.flatMap((item) => (item.work.kind === kind ? [item.work as WorkOf<Kind>] : [])),
      drop: (kind) => {
        head.queue = head.queue.filter((item) => item.work.kind !== kind);
      },
      unread: (what: string, failure: Failure) => {
        const entry = unreadEntry(what, failure);
        if (!head.unread.some((known) => known.what === entry.what)) head.unread = [...head.unread, entry];
      },
      inventory: () => plan.inventory({ head, records, settings }),
      broken: (part, count, what = part) => {
        const failure: Failure = { kind: 'broken-record', count };
        const entry = unreadEntry(`some ${what}`, failure);
        if (!head.unread.some((known) => known.what === entry.what)) head.unread = [...head.unread, entry];
        head.incomplete = { ...head.incomplete, [part]: `${count === 1 ? 'one of them' : 'some of them'} came in a form that could not be understood` };
      },
    };
  }
}
