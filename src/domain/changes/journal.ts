import * as v from 'valibot';
import { DAY } from '../account/known';
import type { Instant } from '../account/known';
import type { Deed } from './change';

/**
 * One request that was sent to change something, kept before it left, so that whatever cuts the work off, it is known to have been sent.
 * `sending` and `unknown`: what became of it is not known, and is found out by looking. `differs`: something was made that is not what was approved.
 */
export type JournalState = 'sending' | 'done' | 'differs' | 'refused' | 'not there' | 'unknown';

export interface JournalEntry {
  readonly id: string;
  readonly at: Instant;
  /** As the person gave their name when they switched changes on. */
  readonly who: string;
  readonly deed: Deed;
  readonly rowKey: string;
  /** Name of the segment. */
  readonly segment: string;
  /** Null for a new segment until Klaviyo has told. */
  readonly segmentId: string | null;
  /** The request as it left: method, path and body, without the key. */
  readonly sent: string;
  readonly state: JournalState;
  /** What came back or was found, in one sentence; empty while it is not known. */
  readonly came: string;
  readonly settledAt: Instant | null;
  /** Klaviyo's definition as JSON: what was created, or what the segment said before it was made inactive. */
  readonly definition: string;
  /** Profiles that the row said a new segment would hold; null where it did not know. */
  readonly forecast: number | null;
  /** Its members as a later refresh first counted them. */
  readonly real: { readonly members: number; readonly at: Instant } | null;
  /** Of a deactivation: the day until which it can be taken back here, `YYYY-MM-DD`. */
  readonly graceUntil: string | null;
}

const ENTRY = v.object({
  id: v.string(),
  at: v.number(),
  who: v.string(),
  deed: v.picklist(['create', 'deactivate', 'reactivate']),
  rowKey: v.string(),
  segment: v.string(),
  segmentId: v.nullable(v.string()),
  sent: v.string(),
  state: v.picklist(['sending', 'done', 'differs', 'refused', 'not there', 'unknown']),
  came: v.string(),
  settledAt: v.nullable(v.number()),
  definition: v.string(),
  forecast: v.nullable(v.number()),
  real: v.nullable(v.object({ members: v.number(), at: v.number() })),
  graceUntil: v.nullable(v.string()),
});
const JOURNAL = v.object({ version: v.literal(1), entries: v.array(ENTRY) });

/** Entries in the order in which they were sent. Throws on a journal of a later version or a damaged one: what was sent must not be forgotten. */
export function parseJournal(text: string | null): readonly JournalEntry[] {
  return text === null ? [] : v.parse(JOURNAL, JSON.parse(text)).entries;
}

/** The journal for what only shows it: empty where it cannot be read. */
export function shownJournal(text: string | null): readonly JournalEntry[] {
  try {
    return parseJournal(text);
  } catch {
    return [];
  }
}

export function journalText(entries: readonly JournalEntry[]): string {
  return JSON.stringify({ version: 1, entries });
}

/** The journal with the entry in its place, or at its end. */
export function withEntry(entries: readonly JournalEntry[], entry: JournalEntry): readonly JournalEntry[] {
  return entries.some(({ id }) => id === entry.id) ? entries.map((one) => (one.id === entry.id ? entry : one)) : [...entries, entry];
}

/** The request about the row of which it is not known what became; null where there is none. */
export function unsettledOf(entries: readonly JournalEntry[], rowKey: string): JournalEntry | null {
  return entries.filter((entry) => entry.rowKey === rowKey && (entry.state === 'sending' || entry.state === 'unknown')).pop() ?? null;
}

/** The deactivation of the row that can still be taken back on `today`; null where there is none. */
export function undoableOf(entries: readonly JournalEntry[], rowKey: string, today: string): JournalEntry | null {
  const last = entries.filter((entry) => entry.rowKey === rowKey && entry.state === 'done').pop();
  return last?.deed === 'deactivate' && last.graceUntil !== null && today <= last.graceUntil ? last : null;
}

/** When requests were sent within the last day; refused ones count too, to be on the safe side of Klaviyo's limits. */
export function sentWithinDay(entries: readonly JournalEntry[], now: Instant): readonly Instant[] {
  return entries.filter(({ at }) => at > now - DAY).map(({ at }) => at);
}

/** After so long without a trace a request did not arrive: Klaviyo shows what it made within seconds. */
export const SURELY_THERE_AFTER = 10 * 60_000;
