import * as v from 'valibot';
import type { Instant } from '../account/known';
import type { Gap } from '../coverage/recommendation';
import type { SettingValues } from '../settings/setting';
import { byStage, countStates, plannedGaps, tally } from './coverage-counts';
import type { TrackerLine } from '../table/tracker-line';
import { isOpen } from '../table/tracker-line';
import { kept, soundList } from '../text/kept';

/** One refresh in the history, compact: a few hundred characters of JSON. */
export interface HistoryEntry {
  readonly at: Instant;
  /** By stage: covered and applicable audiences. Stages without applicable audiences are left out; empty where some audience’s coverage was unknown. */
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

/** Four years of weekly refreshes; about 60 KB of JSON at the most. */
export const MOST_ENTRIES = 200;

/** Before the first refresh. */
export const NO_HISTORY: History = { version: 1, entries: [], lines: [], states: {} };

/** What a refresh leaves in the history. */
export interface Snapshot {
  readonly at: Instant;
  readonly gaps: readonly Gap[];
  readonly tracker: readonly TrackerLine[];
  readonly settings: SettingValues;
}

/** Adds one refresh. A second one at the same instant (a job finished twice) takes the place of the first. */
export function addToHistory(history: History, snapshot: Snapshot): History {
  const earlier = history.entries.filter((entry) => entry.at < snapshot.at);
  return {
    version: 1,
    entries: thinned([...earlier, entryOf(snapshot)]),
    lines: snapshot.tracker.map(remembered),
    states: Object.fromEntries(snapshot.gaps.map((gap) => [gap.audienceId, gap.state])),
  };
}

/** The entry that a refresh adds. */
export function entryOf({ at, gaps, tracker, settings }: Snapshot): HistoryEntry {
  const stages: Record<string, readonly [number, number]> = {};
  const planned = plannedGaps(gaps, settings);
  // A share of the audiences that happened to be readable would be no point of the same line.
  for (const [stage, of] of planned.some(({ state }) => state === 'Unknown') ? [] : byStage(planned)) {
    const counts = countStates(of);
    if (counts.applicable > 0) stages[stage] = [counts.states.Covered, counts.applicable];
  }
  return {
    at,
    stages,
    actions: Object.fromEntries(
      tally(
        [],
        tracker.map((line) => line.action),
      ),
    ),
    statuses: Object.fromEntries(
      tally(
        [],
        tracker.map((line) => line.status),
      ),
    ),
    values: Object.fromEntries(valueByAction(tracker).map(({ action, value }) => [action, value])),
  };
}

/** Known values at stake of the open rows by action, in order of appearance, with how many rows have no known value. */
export function valueByAction(
  tracker: readonly TrackerLine[],
): readonly { readonly action: string; readonly value: number; readonly rows: number; readonly unknown: number }[] {
  const sums = new Map<string, { action: string; value: number; rows: number; unknown: number }>();
  for (const line of tracker.filter(isOpen)) {
    const sum = sums.get(line.action) ?? { action: line.action, value: 0, rows: 0, unknown: 0 };
    sums.set(line.action, {
      ...sum,
      rows: sum.rows + 1,
      value: Math.round((sum.value + (line.value ?? 0)) * 100) / 100,
      unknown: sum.unknown + (line.value === null ? 1 : 0),
    });
  }
  return [...sums.values()];
}

/** Covered and applicable audiences of one entry, all stages together. */
export function coverageOf(entry: HistoryEntry): { readonly covered: number; readonly applicable: number } {
  const pairs = Object.values(entry.stages);
  return { covered: pairs.reduce((sum, [covered]) => sum + covered, 0), applicable: pairs.reduce((sum, [, applicable]) => sum + applicable, 0) };
}

/** What is different since the last refresh. */
export interface Changes {
  readonly since: Instant;
  readonly appeared: readonly TrackerLine[];
  /** Open then, settled or created now. */
  readonly closed: readonly { readonly line: TrackerLine; readonly before: RememberedLine }[];
  /** Still there with another action, priority or status. */
  readonly changed: readonly { readonly line: TrackerLine; readonly before: RememberedLine; readonly what: readonly string[] }[];
  /** Rows that a person deleted. */
  readonly dismissed: readonly RememberedLine[];
  /** Audiences whose coverage changed. */
  readonly audiences: readonly { readonly gap: Gap; readonly before: string }[];
}

/** What changed against the last refresh; null when this is the first one. */
export function changesSince(history: History, tracker: readonly TrackerLine[], gaps: readonly Gap[]): Changes | null {
  const last = history.entries[history.entries.length - 1];
  if (last === undefined) return null;
  const before = new Map(history.lines.map((line) => [line.key, line]));
  const now = new Set(tracker.map((line) => line.key));
  const closed: { line: TrackerLine; before: RememberedLine }[] = [];
  const changed: { line: TrackerLine; before: RememberedLine; what: readonly string[] }[] = [];
  for (const line of tracker) {
    const old = before.get(line.key);
    if (old === undefined) continue;
    if (isOpen(old) && !isOpen(line)) closed.push({ line, before: old });
    else {
      const what = differences(old, line);
      if (what.length > 0) changed.push({ line, before: old, what });
    }
  }
  return {
    since: last.at,
    appeared: tracker.filter((line) => !before.has(line.key)),
    closed,
    changed,
    dismissed: history.lines.filter((line) => !now.has(line.key)),
    audiences: gaps.flatMap((gap) => {
      const state = history.states[gap.audienceId];
      return state !== undefined && state !== gap.state ? [{ gap, before: state }] : [];
    }),
  };
}

function differences(before: RememberedLine, line: TrackerLine): readonly string[] {
  const fields = [
    ['Action', before.action, line.action],
    ['Priority', before.priority, line.priority],
    ['Status', before.status, line.status],
  ] as const;
  return fields.filter(([, old, now]) => old !== now).map(([name, old, now]) => `${name} ${old || 'blank'} → ${now || 'blank'}`);
}

function remembered(line: TrackerLine): RememberedLine {
  return { key: line.key, segment: line.segment.slice(0, 120), action: line.action, status: line.status, priority: line.priority };
}

/** Keeps the first, and of the older half every other one, until the bound holds: recent refreshes stay in full. */
function thinned(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  if (entries.length <= MOST_ENTRIES) return entries;
  const half = Math.floor(entries.length / 2);
  return [...entries.slice(0, half).filter((_, index) => index % 2 === 0), ...entries.slice(half)];
}

const COUNTS = v.record(v.string(), v.number());
const ENTRY: v.GenericSchema<unknown, HistoryEntry> = v.object({
  at: v.number(),
  stages: v.record(v.string(), v.tuple([v.number(), v.number()])),
  actions: COUNTS,
  statuses: COUNTS,
  values: COUNTS,
});
const LINE: v.GenericSchema<unknown, RememberedLine> = v.object({
  key: v.string(),
  segment: v.string(),
  action: v.string(),
  status: v.string(),
  priority: v.string(),
});
const HISTORY_SHAPE: v.GenericSchema<unknown, History> = v.object({
  version: v.literal(1),
  entries: soundList(ENTRY),
  lines: soundList(LINE),
  states: v.fallback(v.record(v.string(), v.string()), {}),
});

/** The history; where none is kept, or none of this shape, a new one begins. */
export const HISTORY = kept('report/history', HISTORY_SHAPE);
