import type { Execution } from './execution';
import { offer, signatureError, type Gate } from './refusal';

type Lock = GoogleAppsScript.Lock.Lock;
type Service = GoogleAppsScript.Lock.LockService;

/** Who holds a lock: an execution until it ends, or somebody else until an instant. */
export interface Holder {
  readonly execution: Execution | null;
  readonly until: number;
}

/** The locks of a host by name; what holds in one execution holds in all. */
export class Locks {
  private readonly holders = new Map<string, Holder>();

  constructor(private readonly now: () => number) {}

  holderOf(name: string): Holder | null {
    const holder = this.holders.get(name);
    if (!holder) return null;
    if (holder.execution === null && holder.until <= this.now()) {
      this.holders.delete(name);
      return null;
    }
    return holder;
  }

  take(name: string, holder: Holder): void {
    this.holders.set(name, holder);
  }

  release(name: string, execution: Execution): void {
    if (this.holders.get(name)?.execution === execution) this.holders.delete(name);
  }

  /** An execution that ends, however it ends, holds no lock any longer. */
  releaseAllOf(execution: Execution): void {
    for (const [name, holder] of this.holders) if (holder.execution === execution) this.holders.delete(name);
  }
}

export interface LockOptions {
  readonly gate: Gate;
  readonly execution: Execution;
  readonly locks: Locks;
  readonly now: () => number;
  readonly userName: string;
}

function createLock(name: string, { gate, execution, locks, now }: LockOptions): Lock {
  const tryLock = (milliseconds: number): boolean => {
    if (typeof milliseconds !== 'number' || !(milliseconds >= 0)) throw signatureError([milliseconds], 'LockService.Lock.tryLock');
    const giveUpAt = now() + milliseconds;
    for (;;) {
      const holder = locks.holderOf(name);
      if (holder === null || holder.execution === execution) break;
      if (now() >= giveUpAt) return false;
      // Another execution of this host cannot go on while this one waits, so the whole wait passes at once.
      execution.sleep(Math.max(1, Math.min(giveUpAt, holder.execution ? giveUpAt : holder.until) - now()));
    }
    locks.take(name, { execution, until: Infinity });
    return true;
  };
  const members = {
    tryLock,
    waitLock: (milliseconds: number) => {
      if (!tryLock(milliseconds)) throw new Error('Lock timeout: another process was holding the lock for too long.');
    },
    hasLock: () => locks.holderOf(name)?.execution === execution,
    releaseLock: () => locks.release(name, execution),
  } satisfies Partial<Lock>;
  return offer<object>('Lock', members, gate) as Lock;
}

/** `LockService`: exclusive between the executions of one host. */
export function createLockService(options: LockOptions): Service {
  const members = { getDocumentLock: () => createLock('document', options) } satisfies Partial<Service>;
  return offer<object>('LockService', members, options.gate) as Service;
}
