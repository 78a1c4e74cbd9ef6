import type { Clock } from './clock';
import { Meter, standardCost, type ServiceCall } from './meter';
import { refusedBy, refusedByConsent, type AuthMode } from './authorization';
import { assumed } from './assumptions';
import type { Gate, Moved } from './refusal';

/** Ends an execution from within a service call: what the platform does at the time limit. A test's fault may throw it, too. */
export class ExecutionKilled extends Error {
  override readonly name = 'ExecutionKilled';
}

export interface ExecutionOptions {
  readonly clock: Clock;
  readonly limitMs: number;
  readonly authMode: AuthMode;
  readonly faults: ((call: ServiceCall) => void) | null;
  readonly cost: ((service: string, method: string) => number) | null;
  /** Seconds of the processor that the script has used so far; null where a virtual clock shall not depend on the machine. */
  readonly processor: (() => number) | null;
  /** Scopes that the person left out at the consent screen. */
  readonly leftOut: ReadonlySet<string>;
  /** Counts over all executions of the host. */
  readonly meter: Meter;
}

/** Milliseconds for each million. */
const PRICES: Readonly<Record<Moved, number>> = {
  'letters read': assumed('cellsReadMs'),
  'letters written': assumed('cellsWrittenMs'),
  bytes: assumed('byteArrayMs'),
};

/** One run of a function: its deadline, its counts, and the gate that all its service calls pass. */
export class Execution implements Gate {
  readonly meter = new Meter();
  readonly startedAt: number;
  readonly deadline: number;
  /** Why it was ended from outside; null while it may go on. */
  ended: string | null = null;
  /** Makes an Error of the script's own realm. */
  makeError: (message: string) => unknown = (message) => new Error(message);
  private readonly made = new WeakSet<object>();
  private charged: number;

  constructor(
    readonly id: number,
    private readonly options: ExecutionOptions,
  ) {
    this.startedAt = options.clock.now();
    this.deadline = this.startedAt + options.limitMs;
    this.charged = options.processor?.() ?? 0;
  }

  moved(what: Moved, amount: number): void {
    if (this.options.clock.virtual) this.options.clock.spend((amount / 1e6) * PRICES[what]);
  }

  /** Charges what the script computed since the last time, as long as Google's processor is assumed to take for it. */
  chargeProcessor(): void {
    const { processor, clock } = this.options;
    if (processor === null || !clock.virtual) return;
    const seconds = processor();
    clock.spend(Math.max(0, seconds - this.charged) * 1000 * assumed('slowerProcessor'));
    this.charged = seconds;
  }

  enter(service: string, method: string): void {
    this.chargeProcessor();
    this.requireAlive();
    const refusal = refusedBy(this.options.authMode, service, method) ?? refusedByConsent(this.options.leftOut, service, method);
    if (refusal) throw new Error(refusal);
    const index = this.meter.calls;
    this.meter.add(service, method);
    this.options.meter.add(service, method);
    if (this.options.clock.virtual) this.options.clock.spend((this.options.cost ?? standardCost)(service, method));
    this.options.faults?.({ service, method, index });
    this.requireAlive();
  }

  /** Throws for good once the time is over: whatever the script catches, its next call throws again. */
  requireAlive(): void {
    if (this.ended === null && this.options.clock.now() >= this.deadline) this.ended = 'Exceeded maximum execution time';
    if (this.ended !== null) throw new ExecutionKilled(this.ended);
  }

  /** Waits on the host's clock, but never past the deadline. */
  sleep(milliseconds: number): void {
    const { clock } = this.options;
    clock.sleep(Math.min(milliseconds, Math.max(0, this.deadline - clock.now())));
    this.requireAlive();
  }

  failure(error: unknown): unknown {
    if (error instanceof ExecutionKilled) this.ended ??= error.message;
    if (typeof error === 'object' && error !== null && this.made.has(error)) return error;
    const made = this.makeError(error instanceof Error ? error.message : String(error));
    if (typeof made === 'object' && made !== null) {
      // Advanced services tell the HTTP status as data beside their words.
      const details = (error as { details?: unknown } | null)?.details;
      if (details !== undefined) Object.assign(made, { details });
      this.made.add(made);
    }
    return made;
  }
}
