import type { Instant } from '../../domain/account/known';

/**
 * What is to be read, by kind, as plain data: each collection adds its own kinds here (`declare module`), and nothing in
 * this folder knows any of them.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the collections fill it
export interface WorkKinds {}

export type WorkKind = keyof WorkKinds;
export type WorkOf<Kind extends WorkKind> = { readonly [One in Kind]: { readonly kind: One } & WorkKinds[One] }[Kind];
export type Work = WorkOf<WorkKind>;

/** A stretch of time read by one cursor, oldest first. `until` is exclusive and may be moved nearer when the rest is split off. */
export interface Window {
  readonly from: Instant;
  readonly until: Instant;
  /** How far the cursor has come. */
  readonly at: Instant;
  /** Rows read by it so far. */
  readonly rows: number;
}

/** A work item on its way. Saved with the reading. */
export interface WorkItem {
  readonly work: Work;
  readonly step: string;
  /** Name of the endpoint that it draws on. */
  readonly endpoint: string;
  /** Path and query of the next page; null for the first. */
  readonly next: string | null;
  /** Failures in a row. */
  readonly tries: number;
  /** Not sent before this instant. */
  readonly notBefore: Instant;
}
