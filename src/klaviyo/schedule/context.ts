import type { Inventory, InventoryPart } from '../../domain/account/inventory';
import type { Instant } from '../../domain/account/known';
import type { Endpoint } from '../http/endpoint';
import type { KlaviyoError } from '../http/klaviyo-error';
import type { Head } from '../state/head';
import type { Records } from '../state/records';
import type { Failure } from './failure';
import type { Collector, ReaderOptions, ReadingSettings } from './reading-options';
import type { Work, WorkKind, WorkOf } from './work-item';

/** What handlers work on. One object for the life of a reader. */
export interface ReadingContext {
  readonly head: Head;
  readonly records: Records;
  readonly settings: ReadingSettings;
  readonly collector: Collector;
  /** What is asked of the caller on the way. */
  readonly options: Pick<ReaderOptions, 'needs' | 'metricsToRead' | 'overlapPairs' | 'expectedAccountId'>;
  now(): Instant;
  random(): number;
  /** Queues work in the step of the item that is being handled, or in the step that begins; `next` continues a cursor. */
  add(work: Work, next?: string | null): void;
  /** Work of one kind still in the queue. */
  openWork<Kind extends WorkKind>(kind: Kind): readonly WorkOf<Kind>[];
  /** Takes work of one kind out of the queue. */
  drop(kind: WorkKind): void;
  /** Notes once that `what` could not be read. */
  unread(what: string, failure: Failure): void;
  /** Notes that so many records of a listing (`what`, in a marketer's words) could not be understood: what is not found in it may be among them. */
  broken(part: InventoryPart, count: number, what?: string): void;
  /** What was read so far. */
  inventory(): Inventory;
}

/** What goes over the wire for one work item. */
export interface Shape {
  readonly path: string;
  readonly body?: unknown;
}

/** How one kind of work is asked for and understood. */
export interface Handler<Kind extends WorkKind> {
  /** The endpoint it draws on. */
  endpoint(work: WorkOf<Kind>, context: ReadingContext): Endpoint;
  /** The first request; later pages follow the answers' links. */
  shape(work: WorkOf<Kind>, context: ReadingContext): Shape;
  /** Takes one answer in. `next` is the path of the next page, if any. Returns the work as it goes on there, or null to end it. */
  answer(work: WorkOf<Kind>, answer: unknown, next: string | null, context: ReadingContext): Work | null;
  /** It cannot be had. Returns other work to try in its place, or null. */
  failed(work: WorkOf<Kind>, failure: Failure, context: ReadingContext): Work | null;
  /** True where reading on without it would be wrong rather than incomplete: then Klaviyo being down stops the reading. */
  readonly essential: boolean;
  /** The step that it belongs to whatever asked for it, so that a listing's end does not wait for what its answers lead to. */
  readonly step?: string;
  /** Only of what tells whose key it is: nothing is read without it. Called after its answer; an error stops the reading. */
  readonly gate?: (context: ReadingContext) => KlaviyoError | null;
}
