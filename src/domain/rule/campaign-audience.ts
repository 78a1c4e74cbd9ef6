import type { Rule } from './rule';
import { all, any, not } from './rule';

const member = (groupId: string): Rule => ({ kind: 'membership', isMember: true, groupIds: [groupId] });

/** Who a campaign goes to: in at least one included list or segment and in none of the excluded ones. No included one: no one. */
export function campaignAudience(included: readonly string[], excluded: readonly string[]): Rule {
  const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)];
  return all([any(unique(included).map(member)), ...unique(excluded).map((id) => not(member(id)))]);
}
