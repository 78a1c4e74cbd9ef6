import type { Inventory } from '../../domain/account/inventory';
import { DAY, known, unknown, type Instant } from '../../domain/account/known';
import { metricsToRead, type ListedMetrics, type MetricsToRead } from '../../domain/catalogue/metric-meaning';
import { unreadEntry, type Failure } from './failure';
import { endpointFor } from './handlers';
import { incompleteOf, inventoryOf } from '../state/inventory-of';
import { checkKeyFormat } from '../http/key';
import { Scheduler } from './scheduler';
import { askOverlaps } from '../collections/members';
import { progressOf } from './progress';
import type { HeldPage, ReadingContext } from './context';
import { READING_DEFAULTS, type Advance, type Reader, type ReaderOptions, type ReadingProgress, type ReadingSettings } from './reading-options';
import { collectParts, newHead, openRecords, savedHead, type Head, type Records } from '../state/head';
import { splitWindows } from './split-windows';
import { OWN_STEP, readingSteps, type Step } from './steps';
import type { Work, WorkItem, WorkKind, WorkOf } from './work-item';

/** Without anybody's settings. */
const usualMetrics = (listed: ListedMetrics): MetricsToRead => metricsToRead(listed, new Map());

/** Days that Klaviyo's reports take at most. */
const LONGEST_REPORT = 365;

/**
 * How the next reading should begin: `resume` when the saved one is unfinished; `full` when there is none, or the last
 * full one is older than `fullRereadEveryDays` (deleted profiles and late events are only noticed by a full one); else
 * `incremental`. For `full`, hand in no saved parts and a fresh collector.
 */
export function readingMode(saved: ReadonlyMap<string, string> | null, now: Instant, fullRereadEveryDays: number): 'resume' | 'full' | 'incremental' {
  const head = savedHead(saved);
  if (head === null) return 'full';
  if (head.status === 'reading') return 'resume';
  return now - head.lastFullAt >= fullRereadEveryDays * DAY ? 'full' : 'incremental';
}

/** A reader of one account. Nothing is sent before `advance`. */
export function createReader(options: ReaderOptions): Reader {
  return new AccountReader(options);
}

class AccountReader implements Reader {
  private readonly head: Head;
  private readonly records: Records;
  private readonly settings: ReadingSettings;
  private readonly steps: readonly Step[];
  private readonly context: ReadingContext;
  private readonly scheduler: Scheduler;
  private readonly forgotten: readonly string[];
  private readonly held: HeldPage[] = [];
  private step = 'account';
  private eventSplits = 0;
  private handedOut = false;

  constructor(private readonly options: ReaderOptions) {
    const settings = { ...READING_DEFAULTS, ...options.settings };
    this.settings = { ...settings, resultsDays: Math.max(1, Math.min(LONGEST_REPORT, Math.round(settings.resultsDays))) };
    const saved = savedHead(options.saved);
    const resumed = saved?.status === 'reading';
    const fresh = !resumed && (options.mode === 'full' || saved === null);
    // Whole seconds: Klaviyo tells the time of events in them.
    const now = Math.floor(options.transport.now() / 1000) * 1000;
    this.head = saved !== null && resumed ? saved : newHead(fresh ? 'full' : 'incremental', now, saved);
    this.records = openRecords(fresh ? null : options.saved);
    this.forgotten = fresh && options.saved !== null ? [...options.saved.keys()].filter((key) => key.startsWith('reading/')) : [];
    this.steps = readingSteps(() => this.askNeeds(), (context) => askOverlaps(options.overlapPairs?.(inventoryOf(this.head, this.records, this.settings)) ?? [], context));
    this.context = this.makeContext();
    const ports = { transport: options.transport, key: options.key.trim(), expectedAccountId: options.expectedAccountId };
    this.scheduler = new Scheduler(ports, this.context, this.settings.batchSize, (step, run) => this.inStep(step, run));
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
      this.shareOut();
      const turn = this.scheduler.turn();
      if (turn.kind === 'stop') return { state: 'stopped', error: turn.error };
      if (turn.kind === 'sent') {
        answered = true;
        continue;
      }
      if (turn.at === Infinity) throw new Error(`Reading cannot go on: ${this.steps.filter((step) => !this.head.ended.includes(step.name)).map((step) => step.name).join(', ')}.`);
      // A wait that cannot end in this execution is not begun; before a long one, what was read is committed.
      if (turn.at >= until || (answered && turn.at >= checkpointAt)) return { state: 'more', notBefore: turn.at };
      transport.sleep(Math.max(1, Math.min(turn.at, checkpointAt) - now));
    }
  }

  changedParts(): ReadonlyMap<string, string | null> {
    const parts = collectParts(this.savable(), this.records);
    if (!this.handedOut) for (const key of this.forgotten) if (!parts.has(key)) parts.set(key, null);
    this.handedOut = true;
    return parts;
  }

  progress(): ReadingProgress {
    return progressOf(this.head, this.steps);
  }

  inventory(): Inventory {
    if (this.head.status !== 'done') throw new Error('The account is not read yet: advance until it says done.');
    return inventoryOf(this.head, this.records, this.settings);
  }

  /** The head as it is saved: pages held back in memory are asked for again by whoever resumes. */
  private savable(): Head {
    if (this.held.length === 0) return this.head;
    const again = this.held.map((page) => this.itemFor(page.work, null, 'profiles'));
    return { ...this.head, queue: [...this.head.queue, ...again] };
  }

  private isDone(): boolean {
    return this.head.ended.length === this.steps.length;
  }

  /** Ends the steps that have nothing open and begins those whose predecessors have ended, until nothing moves. */
  private moveSteps(): void {
    const { head } = this;
    for (let moved = true; moved;) {
      moved = false;
      for (const step of this.steps) {
        if (head.ended.includes(step.name)) continue;
        const ready = step.after(head).every((name) => head.ended.includes(name));
        if (!ready) continue;
        if (!head.begun.includes(step.name)) {
          head.begun = [...head.begun, step.name];
          this.inStep(step.name, () => step.begin(this.context));
        }
        const open = head.queue.some((item) => item.step === step.name) || (step.name === 'profiles' && this.held.length > 0);
        if (open) continue;
        this.inStep(step.name, () => step.end?.(this.context));
        // Its end may have asked for more, which belongs to a step of its own.
        head.ended = [...head.ended, step.name];
        moved = true;
      }
    }
  }

  /** Keeps endpoints with many pages busy to the end by cutting long windows in two. */
  private shareOut(): void {
    const { head } = this;
    const events = splitWindows(head.queue, 'events', 0, this.eventSplits, this.context);
    this.eventSplits = events.splits;
    head.queue = events.queue;
    if (head.profilePlan === null) return;
    const profiles = splitWindows(head.queue, 'profiles', head.profilePlan.pages, head.profilePlan.splits, this.context);
    head.queue = profiles.queue;
    if (profiles.splits !== head.profilePlan.splits) head.profilePlan = { ...head.profilePlan, splits: profiles.splits };
  }

  private askNeeds(): void {
    const { head, records, options } = this;
    if (head.account === null) return;
    const collection = <T>(name: string, value: T): ReturnType<typeof known<T>> => (head.unknown[name] === undefined ? known(value) : unknown(head.unknown[name]));
    head.needs = options.needs({
      account: head.account,
      metrics: head.unknown.metrics === undefined ? records.metrics.values() : [],
      mappedMetrics: collection('mappedMetrics', head.mappedMetrics),
      activity: collection('activity', records.activity.values()),
      metricProperties: records.properties.values().flat(),
      segments: collection('segments', records.segments.values().map((segment) => ({ ...segment, members: unknown('its size is not read yet') }))),
      readAt: head.readAt,
      ...incompleteOf(head),
    });
    options.collector.begin(head.needs);
  }

  private inStep(step: string, run: () => void): void {
    const before = this.step;
    this.step = step;
    run();
    this.step = before;
  }

  private itemFor(work: Work, next: string | null, step: string): WorkItem {
    return { work, step: OWN_STEP[work.kind] ?? step, endpoint: endpointFor(work, this.context), next, tries: 0, notBefore: 0 };
  }

  private makeContext(): ReadingContext {
    const { head, records, settings, options, held } = this;
    return {
      head, records, settings, held, collector: options.collector,
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
      metricsToRead: () => (options.metricsToRead ?? usualMetrics)({
        metrics: records.metrics.values(), mappedMetrics: head.unknown.mappedMetrics === undefined ? known(head.mappedMetrics) : unknown(head.unknown.mappedMetrics),
      }),
      broken: (part, count) => {
        const failure: Failure = { kind: 'broken-record', count };
        const entry = unreadEntry(`some ${part === 'forms' ? 'sign-up forms' : part}`, failure);
        if (!head.unread.some((known) => known.what === entry.what)) head.unread = [...head.unread, entry];
        head.incomplete = { ...head.incomplete, [part]: `${count === 1 ? 'one of them' : 'some of them'} came in a form that could not be understood` };
      },
    };
  }
}
