import { meetsDate, whereKnown } from '../answers';
import { openQuestion, valueClaim } from '../prove/claims';
import type { ConditionKind } from '../condition-kind';
import { ORDINARY } from '../condition-kind';
import { describeTime } from '../describe-filter';
import type { TimeFilter } from '../filter';
import { conjunction, disjunction, negation } from '../prove/formula';
import { isTexts, isTruth, keepAbsent, withKeys } from '../json';
import { groupNames } from '../names';
import { parseTimeFilter, writeFilter } from '../parse-filter';
import { numbersOfFilter } from '../rule-number';
import { optional } from '../write-optional';

/** Member of lists or segments. `timeframe` (when it joined) only where `isMember`. */
export interface MembershipCondition {
  readonly kind: 'membership';
  readonly isMember: boolean;
  readonly groupIds: readonly string[];
  readonly timeframe?: TimeFilter | null;
}

export const membership: ConditionKind<MembershipCondition> = {
  ...ORDINARY,
  parse: {
    'profile-group-membership': (source) => {
      const condition = withKeys(source, ['type', 'is_member', 'group_ids'], ['timeframe_filter']);
      if (condition === null) return null;
      const { is_member: isMember, group_ids: groupIds } = condition;
      if (!isTruth(isMember) || !isTexts(groupIds) || groupIds.length === 0) return null;
      if (!isMember && Object.prototype.hasOwnProperty.call(condition, 'timeframe_filter')) return null;
      const timeframe = keepAbsent(condition, 'timeframe_filter', 'timeframe', (filter) => (filter === null ? null : parseTimeFilter(filter)));
      return { kind: 'membership', isMember, groupIds, ...timeframe };
    },
  },
  write: (condition) => ({
    type: 'profile-group-membership',
    is_member: condition.isMember,
    group_ids: condition.groupIds,
    ...optional('timeframe_filter', condition.timeframe, writeFilter),
  }),
  describe: ({ isMember, groupIds, timeframe }, names) => {
    const joinedWhen = timeframe === undefined || timeframe === null ? '' : `, added ${describeTime(timeframe, names.formats)}`;
    return `is ${isMember ? '' : 'not '}in ${groupNames(groupIds, names)}${joinedWhen}`;
  },
  topic: (condition) => `membership ${condition.isMember} ${[...condition.groupIds].sort().join(',')}`,
  opposite: ({ isMember, groupIds, timeframe }) =>
    groupIds.length === 1 && (timeframe === undefined || timeframe === null) ? { kind: 'membership', isMember: !isMember, groupIds } : null,
  // Several ids: Klaviyo does not say whether any or all are meant, so only where both come to the same.
  evaluate: ({ isMember, groupIds, timeframe }, facts, at) => {
    const answers = groupIds.map((id) => {
      const member = facts.isMember(id);
      if (member !== true || timeframe === undefined || timeframe === null) return member;
      return whereKnown(facts.joinedAt(id), (date) => (date === null ? null : meetsDate(timeframe, date, at)));
    });
    const first = answers[0] ?? null;
    if (first === null || answers.some((answer) => answer !== first)) return null;
    return first === isMember;
  },
  formula: ({ isMember, groupIds, timeframe }, context) => {
    const { memberOf, vocabulary } = context;
    const members = [...new Set(groupIds)].map((groupId) => {
      if (timeframe === null || timeframe === undefined) return memberOf(groupId);
      return conjunction([memberOf(groupId), valueClaim({ group: `group:${groupId}`, property: `@joined ${groupId}` }, timeframe, context)]);
    });
    if (members.length === 1) return isMember ? members[0]! : negation(members[0]!);
    const any = openQuestion(isMember ? 'in any of several' : 'not in any of several', vocabulary);
    return isMember
      ? disjunction([conjunction(members), conjunction([any, disjunction(members)])])
      : disjunction([negation(disjunction(members)), conjunction([any, negation(conjunction(members))])]);
  },
  refer: (condition, to) => {
    condition.groupIds.forEach((id) => to.group(id, condition.isMember));
    to.filter('membership', condition.timeframe);
  },
  numbers: (condition) => numbersOfFilter('joined', condition.timeframe),
  evidence: () => ({ from: 'nowhere', why: 'members of lists and segments are not read one by one' }),
};
