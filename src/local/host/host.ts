import { computeFormulas } from './workbook/formulas';
import { newWorkbook, type Workbook } from './workbook/workbook';
import type { AuthMode } from './authorization';
import { passed } from './bridge';
import type { Bundle } from './bundle';
import { createRealClock, type Clock, type VirtualClock } from './clock';
import { memberOf } from './enumeration';
import { Execution, ExecutionKilled } from './execution';
import { HostState } from './host-state';
import { PLATFORM_LIMITS, type Limits } from './limits';
import type { Meter, ServiceCall } from './meter';
import { SCRIPT_ENUMS } from './script-app';
import { createRealm } from './script-realm';
import { createServices } from './services';
import { createSheetServices, type SheetServices } from './sheet-services';
import type { Person } from './sheets/sheets-context';
import { nextTime } from './triggers';
import type { Answer } from './ui';
import type { Wire } from './wire';

export interface HostOptions {
  readonly bundle: Bundle;
  /** A new, empty spreadsheet when none is given. */
  readonly workbook?: Workbook;
  readonly clock?: Clock;
  /** The way out; without one every fetch fails. */
  readonly wire?: Wire;
  readonly user?: Person;
  readonly mode?: 'addon' | 'bound';
  readonly limits?: Partial<Limits>;
  /** Milliseconds that a service call takes on a virtual clock. */
  readonly cost?: (service: string, method: string) => number;
  /** Seconds of the processor that scripts have used so far: charged to a virtual clock, which is then as repeatable as the machine. */
  readonly processor?: () => number;
  /** Called before each service call of an execution; may throw an error into the script, or `ExecutionKilled` to end it. */
  readonly faults?: (call: ServiceCall) => void;
  /** A tab that scripts may write only while they hold the document lock: finds out who forgets it. */
  readonly lockedTab?: string;
  /** For `Math.random` and `getUuid`. */
  readonly seed?: number;
  /** What the person answers to alerts and prompts. */
  readonly ask?: (kind: 'alert' | 'prompt', title: string, text: string) => Answer;
}

/** What is asked of one execution. */
export interface ExecutionRequest {
  readonly function: string;
  /** Passed as `google.script.run` passes them. */
  readonly parameters?: readonly unknown[];
  /** Handed over as it is, in place of parameters: the event of a trigger. */
  readonly event?: object;
  readonly user?: Person;
  readonly authMode?: AuthMode;
  readonly hasUi?: boolean;
  readonly limitMs?: number;
}

/** How one execution went. `error` is the message that the platform would log; `killed` says that it was ended from outside. */
export interface ExecutionReport {
  readonly function: string;
  readonly value: unknown;
  readonly error: string | null;
  readonly killed: boolean;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly meter: Meter;
}

/** What a script threw, or why it was ended. */
export class ScriptFailure extends Error {
  override readonly name = 'ScriptFailure';
  constructor(
    message: string,
    readonly killed: boolean,
  ) {
    super(message);
  }
}

const OWNER: Person = { email: 'owner@example.com', access: 'owner' };

/** A small seeded generator (mulberry32); 0 ≤ x < 1. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const NO_WIRE: Wire = { exchange: (requests) => requests.map(() => ({ failed: 'no network' })), close: () => Promise.resolve() };

/** Apps Script on Node for one spreadsheet: runs the bundle's functions, each in a fresh global scope, and keeps what outlives them. */
export class Host {
  readonly state: HostState;
  /** Replaceable at any time, see `HostOptions.faults`. */
  faults: ((call: ServiceCall) => void) | null;
  /** Scopes that people left out at Google's consent screen; replaceable at any time. */
  leftOut: ReadonlySet<string> = new Set();
  private readonly random: () => number;

  constructor(private readonly options: HostOptions) {
    this.state = new HostState(options.workbook ?? newWorkbook(), options.clock ?? createRealClock(), { ...PLATFORM_LIMITS, ...options.limits });
    this.faults = options.faults ?? null;
    this.random = seeded(options.seed ?? (this.state.clock.virtual ? 1 : Date.now()));
  }

  get workbook(): Workbook {
    return this.state.workbook;
  }
  get clock(): Clock {
    return this.state.clock;
  }
  get meter(): Meter {
    return this.state.meter;
  }

  /** Runs a function as `google.script.run` does, for the host's user; gives its result, throws `ScriptFailure`. */
  run(name: string, ...parameters: readonly unknown[]): unknown {
    return this.runAs(this.options.user ?? OWNER, name, ...parameters);
  }

  /** Runs a function for another person. */
  runAs(user: Person, name: string, ...parameters: readonly unknown[]): unknown {
    const { value, error, killed } = this.execute({ function: name, parameters, user });
    if (error !== null) throw new ScriptFailure(error, killed);
    return value;
  }

  /** The simple trigger `onOpen`; the platform gives it 30 seconds and no more rights than the mode says. */
  open(authMode: AuthMode = 'LIMITED', user: Person = this.options.user ?? OWNER): ExecutionReport {
    const event = { authMode: memberOf(SCRIPT_ENUMS.AuthMode, authMode) };
    return this.execute({ function: 'onOpen', event, authMode, user, limitMs: this.state.limits.simpleTriggerMs });
  }

  /** What a person's own hands do in the sheet between (or, in a fault, during) executions: no limits, no counts. */
  hands(person: Person = this.options.user ?? OWNER): SheetServices {
    return createSheetServices({ workbook: this.workbook, person, now: () => this.clock.now(), computeFormulas });
  }

  /** Lets somebody outside of this host hold a lock (`document`, `script`, or `user <email>`) until an instant. */
  holdLock(name: string, until: number): void {
    this.state.locks.take(name, { execution: null, until });
  }

  /** Runs the triggers whose time has come. One that fires once is used up, even when its run fails; each has its owner's rights. */
  fireDue(): ExecutionReport[] {
    const { triggers, clock } = this.state;
    const due = triggers.filter((trigger) => trigger.nextAt <= clock.now()).sort((a, b) => a.nextAt - b.nextAt);
    return due.flatMap((trigger) => {
      if (!triggers.includes(trigger)) return [];
      trigger.nextAt = nextTime(trigger.rhythm, clock.now(), trigger.zone);
      // A script that lists its triggers still sees the one that started it; it goes when the run is over.
      const report = this.runTrigger(trigger.owner, trigger.handler, trigger.id);
      if (trigger.rhythm.kind === 'once' && triggers.includes(trigger)) triggers.splice(triggers.indexOf(trigger), 1);
      return [report];
    });
  }

  /** Lets time pass on a virtual clock and fires triggers on the way, in their order. */
  passTime(milliseconds: number): ExecutionReport[] {
    const clock = this.clock as VirtualClock;
    if (!clock.virtual) throw new Error('Only a virtual clock can be moved.');
    const end = clock.now() + milliseconds;
    const reports: ExecutionReport[] = [];
    for (;;) {
      const next = Math.min(...this.state.triggers.map((trigger) => trigger.nextAt), Infinity);
      if (next > end) break;
      clock.moveTo(Math.max(next, clock.now()));
      reports.push(...this.fireDue());
    }
    if (clock.now() < end) clock.moveTo(end);
    return reports;
  }

  /** Runs one execution and tells how it went; never throws for what the script does. */
  execute(request: ExecutionRequest): ExecutionReport {
    const { state } = this;
    const authMode = request.authMode ?? 'FULL';
    const person = request.user ?? this.options.user ?? OWNER;
    const limitMs = request.limitMs ?? state.limits.executionMs;
    const execution = new Execution(state.nextNumber(), {
      clock: state.clock,
      limitMs,
      authMode,
      cost: this.options.cost ?? null,
      processor: this.options.processor ?? null,
      meter: state.meter,
      leftOut: this.leftOut,
      faults: (call) => this.faults?.(call),
    });
    const report = (value: unknown, error: string | null): ExecutionReport => ({
      function: request.function,
      value,
      error,
      killed: execution.ended !== null,
      startedAt: execution.startedAt,
      endedAt: state.clock.now(),
      meter: execution.meter,
    });
    try {
      const value = this.perform(request, execution, person, state.clock.virtual ? null : limitMs);
      execution.chargeProcessor();
      return execution.ended === null ? report(value, null) : report(undefined, execution.ended);
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') execution.ended ??= 'Exceeded maximum execution time';
      if (error instanceof ExecutionKilled) execution.ended ??= error.message;
      return report(undefined, execution.ended ?? messageOf(error));
    } finally {
      state.locks.releaseAllOf(execution);
    }
  }

  private perform(request: ExecutionRequest, execution: Execution, person: Person, timeoutMs: number | null): unknown {
    const { options, state } = this;
    const { bundle } = options;
    const realm = createRealm(state.clock, this.random);
    execution.makeError = realm.makeError;
    realm.provide(
      createServices({
        state,
        execution,
        realm,
        bundle,
        person,
        wire: options.wire ?? NO_WIRE,
        mode: options.mode ?? 'addon',
        hasUi: request.hasUi ?? true,
        leftOut: this.leftOut,
        lockedTab: options.lockedTab ?? null,
        addresses: bundle.manifest.urlFetchWhitelist ?? null,
        random: this.random,
        computeFormulas,
        ask: options.ask ?? (() => ({ button: 'CLOSE' })),
      }),
    );
    realm.load(bundle.script, timeoutMs);
    const given = request.event ? [request.event] : JSON.stringify(passed(request.parameters ?? [], 'An argument'));
    const result = realm.call(request.function, given, timeoutMs);
    return request.event ? undefined : passed(result, 'The result');
  }

  private runTrigger(owner: string, handler: string, id: string): ExecutionReport {
    const { clock, limits } = this.state;
    const { triggerTime } = this.state.quotasOf(owner);
    const user = owner === (this.options.user ?? OWNER).email ? (this.options.user ?? OWNER) : { email: owner, access: 'editor' as const };
    if (triggerTime.usedAt(clock.now()) >= limits.triggerMsPerDay) {
      const now = clock.now();
      return {
        function: handler,
        value: undefined,
        error: 'Service using too much computer time for one day',
        killed: false,
        startedAt: now,
        endedAt: now,
        meter: this.meter,
      };
    }
    const event = { authMode: memberOf(SCRIPT_ENUMS.AuthMode, 'FULL'), triggerUid: id };
    const report = this.execute({ function: handler, event, user, hasUi: false });
    triggerTime.note(clock.now(), report.endedAt - report.startedAt);
    return report;
  }
}

function messageOf(error: unknown): string {
  const message = (error as { message?: unknown } | null)?.message;
  return typeof message === 'string' ? message : String(error);
}

/** A host for one spreadsheet. */
export function createHost(options: HostOptions): Host {
  return new Host(options);
}
