import type { Workbook } from './workbook/workbook';
import type { CacheStore } from './cache';
import type { Clock } from './clock';
import type { DriveFile } from './drive';
import { DailyQuota, type Limits } from './limits';
import { Locks } from './lock';
import type { LogLine } from './logging';
import { Meter } from './meter';
import type { Shown } from './sheets/sheets-context';
import type { InstalledTrigger } from './triggers';
import type { MenuShown, PageShown } from './ui';

/** The daily allowances of one user. */
export interface Quotas {
  readonly urlFetch: DailyQuota;
  readonly properties: DailyQuota;
  readonly triggerTime: DailyQuota;
  readonly documents: DailyQuota;
}

/** What outlives an execution: stores, locks, triggers, quotas, files, and what was shown and logged. */
export class HostState {
  readonly scriptProperties = new Map<string, string>();
  readonly triggers: InstalledTrigger[] = [];
  readonly files = new Map<string, DriveFile>();
  readonly menus: MenuShown[] = [];
  readonly pages: PageShown[] = [];
  readonly toasts: Shown[] = [];
  readonly log: LogLine[] = [];
  readonly meter = new Meter();
  readonly locks: Locks;
  private readonly users = new Map<string, Map<string, string>>();
  private readonly caches = new Map<string, CacheStore>();
  private readonly quotas = new Map<string, Quotas>();
  private ids = 0;

  constructor(
    readonly workbook: Workbook,
    readonly clock: Clock,
    readonly limits: Limits,
  ) {
    this.locks = new Locks(() => clock.now());
  }

  /** A number that the host has not given out before. */
  nextNumber(): number {
    this.ids += 1;
    return this.ids;
  }

  userProperties(email: string): Map<string, string> {
    return orMake(this.users, email, () => new Map<string, string>());
  }

  cache(name: string): CacheStore {
    return orMake(this.caches, name, () => new Map() as CacheStore);
  }

  quotasOf(email: string): Quotas {
    const { urlFetchCallsPerDay, propertyCallsPerDay, triggerMsPerDay, documentsPerDay } = this.limits;
    return orMake(this.quotas, email, () => ({
      urlFetch: new DailyQuota(urlFetchCallsPerDay),
      properties: new DailyQuota(propertyCallsPerDay),
      triggerTime: new DailyQuota(triggerMsPerDay),
      documents: new DailyQuota(documentsPerDay),
    }));
  }
}

function orMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let found = map.get(key);
  if (found === undefined) map.set(key, (found = make()));
  return found;
}
