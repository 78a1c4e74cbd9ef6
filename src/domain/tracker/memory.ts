import type { CellValue } from '../table/tab';

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

/** Memory as the store keeps it. */
export function memoryText(memory: TableMemory): string {
  return JSON.stringify(memory);
}

/**
 * Memory read back. Null when there is none or the text is damaged or foreign: the merge then takes every cell that differs from what it would write
 * for a person's.
 */
export function parseMemory(text: string | null): TableMemory | null {
  if (text === null) return null;
  try {
    const read = JSON.parse(text) as Partial<TableMemory> | null;
    if (!isRecord(read) || read.version !== MEMORY_VERSION || !isRecord(read.rows) || !isRecord(read.dismissed)) return null;
    return {
      version: MEMORY_VERSION,
      rows: soundRows(read.rows),
      dismissed: soundRows(read.dismissed),
      extraReview: typeof read.extraReview === 'string' ? read.extraReview : 'None',
    };
  } catch {
    return null;
  }
}

function soundRows(rows: Readonly<Record<string, unknown>>): Record<string, RowMemory> {
  return Object.fromEntries(
    Object.entries(rows).filter((entry): entry is [string, RowMemory] => {
      const row = entry[1] as Partial<RowMemory> | null;
      return (
        isRecord(row) &&
        isRecord(row.cells) &&
        isRecord(row.written) &&
        isRecord(row.notes) &&
        (row.state === null || (isRecord(row.state) && typeof row.state.firstFound === 'string' && typeof row.state.lastFound === 'string'))
      );
    }),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Memory with `more` dismissed rows, the oldest forgotten beyond the bound. */
export function withDismissed(dismissed: TableMemory['dismissed'], more: Readonly<Record<string, RowMemory>>): TableMemory['dismissed'] {
  const all = Object.entries({ ...dismissed, ...more });
  return Object.fromEntries(all.slice(Math.max(0, all.length - MOST_DISMISSED)));
}

/** Memory in which every dismissed row may return at the next refresh. */
export function restoreDismissed(memory: TableMemory): TableMemory {
  return { ...memory, dismissed: {} };
}
