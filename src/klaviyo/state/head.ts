import type { InventoryPart, Unread } from '../../domain/account/inventory';
import type { Instant } from '../../domain/account/known';
import type { Pace } from '../http/pace';
import type { WorkItem } from '../schedule/work-item';

/**
 * Raised when a saved head would be misunderstood: a field that means something else than before, or a new one inside
 * something that may be null (`profilePlan`). A field more at the top, or in an object that a new head has, needs no raise:
 * `savedHead` compares the shape. Either way a reading begins anew; what a person typed is not in here.
 */
const VERSION = 1;
const HEAD = 'reading/head';

/** What collections keep of a reading beside records; each declares its own fields (`declare module`) and begins them in its `state`. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the collections fill it
export interface CollectionState {}

/** Everything about a reading but the records: one text part, small, rewritten at every checkpoint. */
export interface Head extends CollectionState {
  readonly version: number;
  status: 'reading' | 'done';
  /** Counts readings; records are stamped with it. */
  readonly reading: number;
  readonly mode: 'full' | 'incremental';
  readonly readAt: Instant;
  /** `readAt` of the previous reading; null when there is none. */
  readonly previousAt: Instant | null;
  readonly lastFullAt: Instant;
  queue: readonly WorkItem[];
  /** By endpoint. */
  pace: Readonly<Partial<Record<string, Pace>>>;
  requests: number;
  answers: number;
  begun: readonly string[];
  ended: readonly string[];
  /** Endpoints that have answered. */
  worked: readonly string[];
  /** Why a whole collection is unknown, by its name. */
  unknown: Readonly<Record<string, string>>;
  unread: readonly Unread[];
  /** Listings of which some records could not be understood, with the reason; missing while there are none. */
  incomplete?: Readonly<Partial<Record<InventoryPart, string>>>;
}

/** Begins the collections' own fields; `kept` is the reading before where the new one builds on it. */
export type FreshState = (kept: Head | null) => CollectionState;

/** The head in `saved`; null when there is none, or one of another version or shape (then all is read anew). */
export function savedHead(saved: ReadonlyMap<string, string> | null, fresh: FreshState): Head | null {
  const text = saved?.get(HEAD);
  if (text === undefined) return null;
  try {
    const head = JSON.parse(text) as Head;
    return head.version === VERSION && hasShapeOf(newHead('full', 0, null, fresh), head) ? head : null;
  } catch {
    return null;
  }
}

/** True where `found` has every field of `model`, of the same kind; null in the model, or in what may be null, says nothing. */
function hasShapeOf(model: unknown, found: unknown): boolean {
  if (model === null) return found !== undefined;
  if (Array.isArray(model)) return Array.isArray(found);
  if (typeof model !== 'object') return typeof found === typeof model;
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return false;
  return Object.entries(model).every(([name, value]) => hasShapeOf(value, (found as Record<string, unknown>)[name]));
}

/** The head of a new reading; `previous` is the finished (or abandoned) one it builds on, null for a full one. */
export function newHead(mode: 'full' | 'incremental', readAt: Instant, previous: Head | null, fresh: FreshState): Head {
  const kept = mode === 'incremental' ? previous : null;
  return {
    version: VERSION,
    status: 'reading',
    reading: (previous?.reading ?? 0) + 1,
    mode,
    readAt,
    previousAt: kept === null ? null : kept.status === 'done' ? kept.readAt : kept.previousAt,
    lastFullAt: kept?.lastFullAt ?? readAt,
    queue: [],
    pace: previous?.pace ?? {},
    requests: 0,
    answers: 0,
    begun: [],
    ended: [],
    worked: [],
    unknown: {},
    unread: [],
    ...fresh(kept),
  };
}

/** The head as a part of the store. */
export function headPart(head: Head): readonly [key: string, text: string] {
  return [HEAD, JSON.stringify(head)];
}
