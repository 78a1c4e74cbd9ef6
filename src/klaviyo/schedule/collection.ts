import type { Inventory, InventoryPart } from '../../domain/account/inventory';
import type { Endpoint } from '../http/endpoint';
import { savedHead, type CollectionState, type Head } from '../state/head';
import { Pieces } from '../state/pieces';
import type { Records } from '../state/records';
import type { Handler, ReadingContext } from './context';
import type { ReadingSettings } from './reading-options';
import type { Work, WorkKind } from './work-item';

/** One step of a reading: begins when those it comes after have ended, and ends when none of its work is open. */
export interface Step {
  readonly name: string;
  /** In a marketer's words. */
  readonly label: string;
  readonly after: (head: Head) => readonly string[];
  readonly begin?: (context: ReadingContext) => void;
  readonly end?: (context: ReadingContext) => void;
  /** True while it is not through although none of its work is queued. */
  readonly open?: (context: ReadingContext) => boolean;
  /** What is whole once it has ended, where a reading under way is published. */
  readonly completes?: InventoryPart | 'activity' | 'events' | 'profiles';
  /** The first publishing of a reading under way that waits for it: 1 for what the account is made of, 2 for people and results. */
  readonly stage?: 1 | 2;
  /** Before all such steps have ended, how many requests there will be cannot be told. */
  readonly settlesAmount?: true;
}

/** Names as the `after` of a step that always comes after the same ones. */
export const after =
  (...names: readonly string[]) =>
  (): readonly string[] =>
    names;

/** A read scope, said once: what it brings, and how a key is asked whether it has it. */
export interface Scope {
  readonly scope: string;
  /** In a marketer's words. */
  readonly brings: string;
  /** Path and query of a cheap request that needs this scope alone. */
  readonly probe: string;
}

/** What was read, whole or as far as it has come. */
export interface Read {
  readonly head: Head;
  readonly records: Records;
  readonly settings: ReadingSettings;
}

/**
 * One of Klaviyo's collections, or a part of it: all that a reading has to know of it. Its kinds of work, records and saved
 * state are declared beside it (`declare module`), and the table of collections is the one place that names it.
 */
export interface Collection {
  readonly endpoints?: readonly Endpoint[];
  readonly scopes?: readonly Scope[];
  readonly work?: { readonly [Kind in WorkKind]?: Handler<Kind> };
  /** Records by the name under which the store keeps them: what is kept there stays readable only as long as its shape does. */
  readonly records?: { readonly [Name in keyof Records]?: string };
  /** Its part of a new head; `kept` is the reading before where this one builds on it. */
  readonly state?: (kept: Head | null) => Partial<CollectionState>;
  readonly steps?: readonly Step[];
  /** Before each batch of requests: to share out long windows among idle cursors. */
  readonly beforeTurn?: (context: ReadingContext) => void;
  /** Work whose answers are only in memory: whoever resumes asks for it again. */
  readonly unsaved?: (context: ReadingContext) => readonly Work[];
  readonly inventory?: (read: Read) => Partial<Inventory>;
}

/** All collections as the scheduler sees them: by name and kind, knowing none. */
export interface Plan {
  readonly collections: readonly Collection[];
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  readonly steps: readonly Step[];
  handler(work: Work): Handler<WorkKind>;
  endpoint(name: string): Endpoint;
  freshState(kept: Head | null): CollectionState;
  /** Opens the records kept in `saved`, or empty ones. */
  openRecords(saved: ReadonlyMap<string, string> | null): Records;
  /** The saved head; null when there is none that this version of the reader can go on from (then all is read anew). */
  savedHead(saved: ReadonlyMap<string, string> | null): Head | null;
  inventory(read: Read): Inventory;
}

/** The plan of a table of collections, in its order. `inventory` puts their parts together. */
export function planOf(collections: readonly Collection[], inventory: (read: Read) => Inventory): Plan {
  const endpoints = new Map(collections.flatMap((one) => one.endpoints ?? []).map((endpoint) => [endpoint.name, endpoint]));
  const handlers = new Map(collections.flatMap((one) => Object.entries(one.work ?? {})));
  const steps = collections.flatMap((one) => one.steps ?? []);
  const names = new Set(steps.map(({ name }) => name));
  const freshState = (kept: Head | null): CollectionState => Object.assign({}, ...collections.map((one) => one.state?.(kept) ?? {})) as CollectionState;
  return {
    collections,
    endpoints,
    steps,
    inventory,
    freshState,
    // Seen as one of any kind: its kind was looked up by the work itself.
    handler: (work) => required(handlers.get(work.kind)) as unknown as Handler<WorkKind>,
    endpoint: (name) => required(endpoints.get(name)),
    openRecords: (saved) => {
      const kept = collections.flatMap((one) => Object.entries<string>(one.records ?? {}));
      return Object.fromEntries(kept.map(([name, key]) => [name, new Pieces<unknown>(`reading/${key}`, saved)])) as unknown as Records;
    },
    savedHead: (saved) => {
      const head = savedHead(saved, freshState);
      // An unfinished reading goes on only where every piece of its work is still understood.
      const goesOn =
        head === null ||
        head.status === 'done' ||
        (head.queue.every(({ work, endpoint, step }) => handlers.has(work.kind) && endpoints.has(endpoint) && names.has(step)) &&
          head.begun.every((name) => names.has(name)));
      return goesOn ? head : null;
    },
  };
}

function required<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('No collection declares it.');
  return found;
}
