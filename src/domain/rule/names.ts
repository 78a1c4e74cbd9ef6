import type { GroupKind } from '../account/inventory';

/** Names in place of ids, for everything written in plain language. */
export interface Names {
  /** The metric's name; for a metric that is gone, words that say so and hold the id. */
  metric(id: string): string;
  /** Null when no such list or segment exists any more. */
  group(id: string): { readonly name: string; readonly kind: GroupKind } | null;
}

/** Names where only ids are at hand. */
export const IDS_AS_NAMES: Names = { metric: (id) => `metric ${id}`, group: (id) => ({ name: id, kind: 'segment' }) };
