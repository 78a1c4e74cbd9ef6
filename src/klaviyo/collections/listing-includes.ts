import type { Failure } from '../schedule/failure';
import type { Query } from '../http/request';
import type { ReadingContext } from '../schedule/context';

declare module '../state/head' {
  /** Which includes of a listing the key may not have: place in the ladder of request shapes. */
  interface CollectionState {
    shapes: Readonly<Record<string, number>>;
  }
}

/**
 * Lists and segments are asked for with their flows and tags included, which saves two slow calls an object but needs two
 * more scopes. A key without them is refused as a whole, so the request is tried again with less until it passes; what had
 * to be left out is then named by its scope.
 */
const LADDER: readonly (readonly ('flow-triggers' | 'tags')[])[] = [['flow-triggers', 'tags'], ['flow-triggers'], ['tags'], []];

/** Query parameters of the includes that the key is (so far) allowed. */
export function includesOf(listing: 'lists' | 'segments', context: ReadingContext): Query {
  const includes = LADDER[context.head.shapes[listing] ?? 0] ?? [];
  return {
    include: includes.length === 0 ? undefined : includes.join(','),
    'fields[tag]': includes.includes('tags') ? 'name' : undefined,
    'fields[flow]': includes.includes('flow-triggers') ? 'name' : undefined,
  };
}

/** Steps down the ladder after a refusal; false when the plain listing was refused, too. */
export function withLess(listing: 'lists' | 'segments', failure: Failure, context: ReadingContext): boolean {
  const place = context.head.shapes[listing] ?? 0;
  if (failure.kind !== 'missing-scope' || place >= LADDER.length - 1) return false;
  context.head.shapes = { ...context.head.shapes, [listing]: place + 1 };
  return true;
}

/** Once the listing passed: names the scopes of what had to be left out. */
export function noteLeftOut(listing: 'lists' | 'segments', context: ReadingContext): void {
  const includes = LADDER[context.head.shapes[listing] ?? 0] ?? [];
  if (!includes.includes('tags')) context.unread(`tags of ${listing}`, { kind: 'missing-scope', scope: 'tags:read' });
  if (!includes.includes('flow-triggers')) context.unread(`flows that ${listing} start`, { kind: 'missing-scope', scope: 'flows:read' });
}
