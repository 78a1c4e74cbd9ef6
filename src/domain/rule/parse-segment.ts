import type { Rule } from './rule';
import { all, any } from './rule';
import { withKeys } from './json';
import { parseCondition } from './conditions/table';

/**
 * Reads Klaviyo's `{condition_groups: [{conditions: […]}]}` (groups ANDed, conditions of a group ORed; segments_api_overview, "Data model").
 * Never throws: whatever does not fit the grammar is kept as an unknown node. A definition without groups and a group without
 * conditions are unknown too: Klaviyo does not say whether they match everyone or no one.
 */
export function parseSegmentDefinition(definition: unknown): Rule {
  const groups = withKeys(definition, ['condition_groups'])?.['condition_groups'];
  if (!Array.isArray(groups) || groups.length === 0) return { kind: 'unknown', level: 'definition', source: definition ?? null };
  return all(groups.map(parseGroup));
}

function parseGroup(group: unknown): Rule {
  const conditions = withKeys(group, ['conditions'])?.['conditions'];
  if (!Array.isArray(conditions) || conditions.length === 0) return { kind: 'unknown', level: 'group', source: group };
  return any(conditions.map(parseCondition));
}
