import * as v from 'valibot';
import type { CellValue } from '../table/tab';
import { kept, soundRecord } from '../text/kept';

/** What the add-on remembers of one row that it wrote. */
export interface RowMemory {
  /** Last computed value by header: what a cleared cell gets back while nothing newer is computed. */
  readonly cells: Readonly<Record<string, CellValue>>;
  /** By header, the stamp of what was last written where that is not the computed value: a cell that a person holds. `null`: never written. */
  readonly written: Readonly<Record<string, string | null>>;
  /** By header, the stamp of the cell note last written. */
  readonly notes: Readonly<Record<string, string>>;
  readonly state: RowState | null;
}

/** Where a tracker row stands. Days are `YYYY-MM-DD`. */
export interface RowState {
  readonly firstFound: string;
  readonly lastFound: string;
  /** Since when it is no longer found; null while it holds. */
  readonly goneSince: string | null;
  /** Approved by a person and since seen in Klaviyo. */
  readonly created: boolean;
  /** Day from which the cadence counts. */
  readonly reviewFrom: string;
  /** Day of an extra review that still has to happen. */
  readonly extraReview: string | null;
  /** Status after the last refresh: another one now means that somebody looked at the row. */
  readonly status: string;
}

/** What the add-on remembers of a tab that it shares with people. Plain data: it survives JSON. */
export interface TableMemory {
  readonly version: typeof MEMORY_VERSION;
  readonly rows: Readonly<Record<string, RowMemory>>;
  /** Rows that a person deleted, as they last were: they do not return until restored. */
  readonly dismissed: Readonly<Record<string, RowMemory>>;
  /** The `Extra review` setting whose reviews were already brought up. */
  readonly extraReview: string;
}

export const MEMORY_VERSION = 2;

/** Dismissed rows kept; beyond, the ones dismissed first are forgotten and may be proposed again. */
const MOST_DISMISSED = 2_000;

export const NO_MEMORY: TableMemory = { version: MEMORY_VERSION, rows: {}, dismissed: {}, extraReview: 'None' };

const RECORD = v.record(v.string(), v.unknown());
const ROW = v.object({
  cells: RECORD,
  written: RECORD,
  notes: RECORD,
  state: v.nullable(v.object({ firstFound: v.string(), lastFound: v.string() })),
}) as v.GenericSchema<unknown, RowMemory>;
const MEMORY: v.GenericSchema<unknown, TableMemory> = v.object({
  version: v.literal(MEMORY_VERSION),
  rows: soundRecord(ROW),
  dismissed: soundRecord(ROW),
  extraReview: v.fallback(v.string(), 'None'),
});

/** Memory of the tracker and of the settings. Where there is none, the merge takes every cell that differs from what it would write for a person's. */
export const TRACKER_MEMORY = kept('tracker/memory', MEMORY);
export const SETTINGS_MEMORY = kept('settings/memory', MEMORY);

/** Memory with `more` dismissed rows, the oldest forgotten beyond the bound. */
export function withDismissed(dismissed: TableMemory['dismissed'], more: Readonly<Record<string, RowMemory>>): TableMemory['dismissed'] {
  const all = Object.entries({ ...dismissed, ...more });
  return Object.fromEntries(all.slice(Math.max(0, all.length - MOST_DISMISSED)));
}

/** Memory in which every dismissed row may return at the next refresh. */
export function restoreDismissed(memory: TableMemory): TableMemory {
  return { ...memory, dismissed: {} };
}
