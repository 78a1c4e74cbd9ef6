import type { Instant } from '../account/known';

/** One refresh in the history, compact: a few hundred characters of JSON. */
export interface HistoryEntry {
  readonly at: Instant;
  /** By stage: covered and applicable audiences. Stages without applicable audiences are left out. */
  readonly stages: Readonly<Record<string, readonly [covered: number, applicable: number]>>;
  readonly actions: Readonly<Record<string, number>>;
  readonly statuses: Readonly<Record<string, number>>;
  /** Sum of the known values at stake of open rows, in the account's currency. */
  readonly values: Readonly<Record<string, number>>;
}

/** What one tracker row was at the last refresh. */
export interface RememberedLine {
  readonly key: string;
  readonly segment: string;
  readonly action: string;
  readonly status: string;
  readonly priority: string;
}

export interface History {
  readonly version: 1;
  /** Oldest first, at most `MOST_ENTRIES`. */
  readonly entries: readonly HistoryEntry[];
  /** Rows and audience states of the newest entry, for telling what changed. */
  readonly lines: readonly RememberedLine[];
  readonly states: Readonly<Record<string, string>>;
}
