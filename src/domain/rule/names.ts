import type { GroupKind } from '../account/inventory';

/** Names in place of ids, for everything written in plain language. */
export interface Names {
  /** The metric's name; for a metric that is gone, words that say so and hold the id. */
  metric(id: string): string;
  /** Null when no such list or segment was found. */
  group(id: string): { readonly name: string; readonly kind: GroupKind } | null;
  /** What to call one that was not found; left out: it was deleted. */
  missingGroup?(id: string): string;
}

/** Words for a list or segment that was not found, with its id to tell it from others. */
export function missingGroupWords(names: Names, id: string): string {
  return names.missingGroup?.(id) ?? `a deleted list or segment (${id})`;
}

/** Names where only ids are at hand. */
export const IDS_AS_NAMES: Names = { metric: (id) => `metric ${id}`, group: (id) => ({ name: id, kind: 'segment' }) };
