import type { Inventory } from '../account/inventory';
import { readPart, whyMissing } from '../account/unread-part';
import type { SegmentRules } from '../model/segment-rules';
import { referencesOf } from '../rule/references';
import { conditionsOf, type Condition, type Rule } from '../rule/rule';
import { parseSegmentDefinition } from '../rule/parse-segment';
import { enumerated } from '../text/lists';
import { quoted } from '../text/quotes';
import { refuse, type AskedRow, type Permission } from './change';
import { segmentOfMeaning } from './same-meaning';

/** What is sent, and its meaning, to be held against what comes back. */
export interface Creation {
  readonly name: string;
  readonly definition: unknown;
  readonly rule: Rule;
}

/** What a row asks to create, before Klaviyo is looked at: it has a name and a definition that every part of which is understood. */
export function creationOf(row: AskedRow): Permission<Creation> {
  const name = row.segment.replace(/\s+/g, ' ').trim();
  if (!row.holds) return refuse('The last refresh no longer recommended it. Look at its evidence, or refresh again.');
  if (name === '') return refuse('It has no name: write one in the Segment column.');
  if (row.definition === '') return refuse('There is no definition to create it from: a person has to build it, by the steps in the sidebar.');
  const definition = parsed(row.definition);
  const rule = definition === null ? null : parseSegmentDefinition(definition);
  if (definition === null || rule === null)
    return refuse('Its definition cannot be read. Clear the cell in the Definition column, and the next refresh fills it again.');
  const conditions = conditionsOf(rule);
  if (conditions.some(({ kind }) => kind === 'unknown') || referencesOf(rule).unknownParts > 0)
    return refuse(
      'A part of its definition is not understood, so what it would hold cannot be told. Clear the cell in the Definition column, and the next refresh fills it again.',
    );
  if (conditions.some(({ kind }) => FLOWS_ONLY.includes(kind))) return refuse('Its definition holds a condition that Klaviyo knows in flows only.');
  return { may: true, name, definition, rule };
}

/**
 * Whether the segment may be created now. `inventory` and `rules` are of a reading made at this moment: what the definition refers to is there, no segment
 * means the same, whatever its name and whether active or not, and no segment or list has the name.
 */
export function mayCreate(row: AskedRow, inventory: Inventory, rules: SegmentRules): Permission<Creation> {
  const asked = creationOf(row);
  if (!asked.may) return asked;
  const unread = whyMissing(inventory, 'segments') ?? whyMissing(inventory, 'lists');
  if (unread !== null) return refuse(`Whether it exists already could not be told, since not everything was read: ${unread}.`);
  const unusable = brokenReference(asked.rule, inventory) ?? neverOrAlways(asked.rule, rules);
  if (unusable !== null) return refuse(unusable);
  const same = segmentOfMeaning(asked.rule, rules);
  if (same !== null) {
    return refuse(
      same.isActive
        ? `${quoted(same.name)} in Klaviyo means the same already. The next refresh links it here.`
        : `${quoted(same.name)} in Klaviyo means the same and is inactive: making it active again is better than a second one.`,
    );
  }
  const namesake = [...readPart(inventory.segments), ...readPart(inventory.lists)].find((group) => sameName(group.name, asked.name));
  if (namesake !== undefined) return refuse(nameTaken(asked.name));
  return asked;
}

/** The one sentence about a name that another list or segment has. Klaviyo would allow it; whoever picks an audience could not tell the two apart. */
export function nameTaken(name: string): string {
  return `Klaviyo has a list or segment called ${quoted(name)} already, with another rule: give this one another name in the Segment column.`;
}

export function sameName(one: string, other: string): boolean {
  const plain = (name: string): string => name.replace(/\s+/g, ' ').trim().toLowerCase();
  return plain(one) === plain(other);
}

/** Conditions of flows, which no segment can have. */
const FLOWS_ONLY: readonly Condition['kind'][] = [
  'sample',
  'not-sent',
  'not-in-flow',
  'trigger-property',
  'object-trigger-property',
  'object-property',
  'action-output',
];

function brokenReference(rule: Rule, inventory: Inventory): string | null {
  const { groupIds, excludedGroupIds, metricIds } = referencesOf(rule);
  const segments = new Map(readPart(inventory.segments).map((segment) => [segment.id, segment]));
  const lists = new Set(readPart(inventory.lists).map(({ id }) => id));
  const groups = [...new Set([...groupIds, ...excludedGroupIds])];
  if (groups.some((id) => !segments.has(id) && !lists.has(id)))
    return 'Its rule refers to a list or segment that is no longer in Klaviyo. Refresh, and look at the row again.';
  const inactive = groups.flatMap((id) => {
    const segment = segments.get(id);
    return segment !== undefined && !segment.isActive ? [quoted(segment.name)] : [];
  });
  if (inactive.length > 0) return `Its rule refers to ${enumerated(inactive)}, which is inactive in Klaviyo: its members no longer change.`;
  if (whyMissing(inventory, 'metrics') !== null) return null;
  const metrics = new Set(inventory.metrics.map(({ id }) => id));
  return metricIds.some((id) => !metrics.has(id)) ? 'Its rule counts something that this account does not record. Refresh, and look at the row again.' : null;
}

function neverOrAlways(rule: Rule, { engine }: SegmentRules): string | null {
  switch (engine.status(rule).status) {
    case 'contradictory':
      return 'Nobody could ever be in it: its conditions contradict each other.';
    case 'trivial':
      return 'Everybody would be in it: its conditions leave nobody out.';
    case 'too large':
      return 'Its rule is too large to be compared, so whether a segment of this meaning is there already cannot be told: create it in Klaviyo by hand.';
    case 'satisfiable':
    case 'not decided':
      return null;
  }
}

function parsed(text: string): object | null {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && Object.keys(value).join() === 'condition_groups' ? value : null;
  } catch {
    return null;
  }
}
