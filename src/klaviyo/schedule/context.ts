import type { InventoryPart } from '../../domain/account/inventory';
import type { Instant } from '../../domain/account/known';
import type { ProfileRow } from '../../domain/behavior/rows';
import type { MetricsToRead } from '../../domain/catalogue/metric-meaning';
import type { EndpointName } from '../http/endpoints';
import type { Failure } from './failure';
import type { Collector, ReadingSettings } from './reading-options';
import type { Head, Records } from '../state/head';
import type { Work, WorkKind, WorkOf } from './work-item';

/** What handlers work on. */
export interface ReadingContext {
  readonly head: Head;
  readonly records: Records;
  readonly settings: ReadingSettings;
  readonly collector: Collector;
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
  /** Notes that so many records of a listing could not be understood: what is not found in it may be among them. */
  broken(part: InventoryPart, count: number): void;
  /** What to read of the metrics listed. */
  metricsToRead(): MetricsToRead;
  /** Pages held back in memory until it is decided what they are part of; a killed execution asks for them again. */
  readonly held: HeldPage[];
}

export interface HeldPage {
  readonly work: WorkOf<'profile-probe'>;
  readonly rows: readonly ProfileRow[];
  readonly next: string | null;
}

/** What goes over the wire for one work item. */
export interface Shape {
  readonly path: string;
  readonly body?: unknown;
}

/** How one kind of work is asked for and understood. */
export interface Handler<Kind extends WorkKind> {
  /** The endpoint it draws on. */
  endpoint(work: WorkOf<Kind>, context: ReadingContext): EndpointName;
  /** The first request; later pages follow the answers' links. */
  shape(work: WorkOf<Kind>, context: ReadingContext): Shape;
  /** Takes one answer in. `next` is the path of the next page, if any. Returns the work as it goes on there, or null to end it. */
  answer(work: WorkOf<Kind>, answer: unknown, next: string | null, context: ReadingContext): Work | null;
  /** It cannot be had. Returns other work to try in its place, or null. */
  failed(work: WorkOf<Kind>, failure: Failure, context: ReadingContext): Work | null;
  /** True where reading on without it would be wrong rather than incomplete: then Klaviyo being down stops the reading. */
  readonly essential: boolean;
}
