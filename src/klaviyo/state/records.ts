import type { Pieces } from './pieces';

/**
 * Records by id, each collection's declared beside it (`declare module`). Listings are kept apart from what is dear to
 * read, so that a listing can be replaced and the rest be kept.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the collections fill it
export interface Records {}

/** Adds the changed parts of all records. */
export function collectRecords(records: Records, parts: Map<string, string | null>): void {
  for (const pieces of Object.values(records) as Pieces<unknown>[]) pieces.collectChanges(parts);
}
