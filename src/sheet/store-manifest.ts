import { hash53 } from '../domain/text/hash53';

/** A run of cells in the store's column: first row and how many. */
export type Run = readonly [start: number, count: number];

/** Where the text of one key lies. */
export interface Entry {
  readonly runs: readonly Run[];
  /** Characters of the text itself. */
  readonly chars: number;
  /** Whether the cells hold it packed. */
  readonly packed: boolean;
  readonly check: string;
}

/** What the store holds: one JSON text in cells of its own, named by the root cell. */
export interface Manifest {
  readonly generation: number;
  /** Cells of the manifest itself. */
  readonly own: Run;
  readonly entries: ReadonlyMap<string, Entry>;
}

export const EMPTY_MANIFEST: Manifest = { generation: 0, own: [0, 0], entries: new Map() };

/** How every root cell begins: by this a renamed store tab is found again. */
export const ROOT_MARK = 'segment-coverage-store/1|';

/** The text of the root cell: which cells hold the manifest, and a check over them. */
export function rootText(manifest: Manifest, manifestText: string): string {
  const body = `${manifest.generation}|${manifest.own[0]}|${manifest.own[1]}|${hash53(manifestText, 7)}`;
  return `${ROOT_MARK}${body}|${hash53(body, 8)}`;
}

/** The root cell read back; null for anything else. */
export function parseRoot(text: string): { generation: number; own: Run; check: string } | null {
  if (!text.startsWith(ROOT_MARK)) return null;
  const parts = text.slice(ROOT_MARK.length).split('|');
  const [generation, start, count, check, own] = parts;
  if (parts.length !== 5 || own !== hash53(parts.slice(0, 4).join('|'), 8)) return null;
  return { generation: Number(generation), own: [Number(start), Number(count)], check: check ?? '' };
}

export function manifestText(entries: Manifest['entries']): string {
  return JSON.stringify([...entries].map(([key, { runs, chars, packed, check }]) => [key, runs, chars, packed ? 1 : 0, check]));
}

/** The manifest's entries read back; null when they are damaged. */
export function parseManifest(text: string, check: string): ReadonlyMap<string, Entry> | null {
  if (hash53(text, 7) !== check) return null;
  try {
    const read = JSON.parse(text) as readonly (readonly [string, readonly Run[], number, number, string])[];
    return new Map(read.map(([key, runs, chars, packed, sum]) => [key, { runs, chars, packed: packed === 1, check: sum }]));
  } catch {
    return null;
  }
}

/** Rows in use, from the manifest's own and its entries' runs. */
export function usedRows(manifest: Manifest): ReadonlySet<number> {
  const used = new Set<number>();
  for (const [start, count] of [manifest.own, ...[...manifest.entries.values()].flatMap(({ runs }) => runs)]) {
    for (let row = start; row < start + count; row += 1) used.add(row);
  }
  return used;
}

/** Consecutive rows as runs. */
export function runsOf(rows: readonly number[]): readonly Run[] {
  const runs: [number, number][] = [];
  for (const row of rows) {
    const last = runs[runs.length - 1];
    if (last && last[0] + last[1] === row) last[1] += 1;
    else runs.push([row, 1]);
  }
  return runs;
}

/** Free runs that one commit fills before it appends: each is a service call. */
const MOST_RUNS = 6;

/**
 * Rows for `count` new cells that no live key uses: the longest free runs first, the rest below everything. Since a commit writes only to free cells,
 * the old content stays whole until the root cell names the new one.
 */
export function allocate(used: ReadonlySet<number>, count: number): readonly number[] {
  const top = used.size === 0 ? FIRST_ROW - 1 : Math.max(...used, FIRST_ROW - 1);
  const free: number[] = [];
  for (let row = FIRST_ROW; row <= top; row += 1) if (!used.has(row)) free.push(row);
  const runs = [...runsOf(free)]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_RUNS)
    .sort((a, b) => a[0] - b[0]);
  const rows = runs.flatMap(([start, length]) => Array.from({ length }, (_, index) => start + index)).slice(0, count);
  while (rows.length < count) rows.push(Math.max(top, rows[rows.length - 1] ?? 0) + 1);
  return rows;
}

/** The root cell is row 1. */
export const FIRST_ROW = 2;
