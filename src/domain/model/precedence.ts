import type { ParsedAccount } from './parsed-account';

/** True when the first of two segments with (nearly) the same audience should stay: the one in live use more, then starred, active, older, by id. */
export function precedes(a: string, b: string, account: Pick<ParsedAccount, 'segmentById' | 'uses'>): boolean {
  const [first, second] = [rank(a, account), rank(b, account)];
  for (let at = 0; at < first.length; at += 1) if (first[at] !== second[at]) return first[at]! < second[at]!;
  return a < b;
}

function rank(id: string, account: Pick<ParsedAccount, 'segmentById' | 'uses'>): readonly number[] {
  const segment = account.segmentById.get(id)?.segment;
  const live = account.uses.directUsesOf(id).filter((use) => use.live).length;
  return [-live, segment?.isStarred ? 0 : 1, segment?.isActive ? 0 : 1, segment?.created ?? Number.POSITIVE_INFINITY];
}
