import type { GroupKind } from '../account/inventory';
import { createFormats } from '../text/format';
import type { Formats } from '../text/format';
import { createEndings } from '../text/names';
import { inQuotes } from '../text/quotes';
import { joined } from '../text/lists';

/** How a rule's numbers and dates are written. */
export type RuleFormats = Pick<Formats, 'exact' | 'percent' | 'utc'>;

/** Names in place of ids, for everything written in plain language. */
export interface Names {
  /** The metric's name as it stands in a sentence; for a metric that is gone, words that say so and tell it from others. */
  metric(id: string): string;
  /** Null when no such list or segment is there. `shared`: another one of its kind has the same name. */
  group(id: string): { readonly name: string; readonly kind: GroupKind; readonly shared?: boolean } | null;
  /** What to call one that was not found; left out: it is not in the account. */
  missingGroup?(id: string): string;
  /** `ending XyZ`: tells what has no name of its own from others without its whole id. */
  ending(id: string): string;
  readonly formats: RuleFormats;
}

/** Names where only ids are at hand. */
export const IDS_AS_NAMES: Names = {
  metric: (id) => `metric ${inQuotes(id)}`,
  group: (id) => ({ name: id, kind: 'segment' }),
  ending: createEndings(),
  formats: createFormats({ locale: 'en-US', currency: 'USD', timezone: 'UTC' }),
};

/** Words for a list or segment that was not found, with the end of its id to tell it from others. */
export function missingGroupWords(names: Names, id: string): string {
  return names.missingGroup?.(id) ?? `a list or segment that is not in the account (${names.ending(id)})`;
}

/** `the list “Newsletter”`; a group that is gone is told as such. */
export function groupName(id: string, names: Names): string {
  const group = names.group(id);
  if (group === null) return missingGroupWords(names, id);
  return `the ${group.kind} ${inQuotes(group.name)}${group.shared === true ? ` (the one ${names.ending(id)})` : ''}`;
}

/** `the list “Newsletter” or the segment “VIP”`. */
export function groupNames(ids: readonly string[], names: Names): string {
  return joined(
    ids.map((id) => groupName(id, names)),
    'or',
  );
}
