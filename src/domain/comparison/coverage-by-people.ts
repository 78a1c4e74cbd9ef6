import type { BehaviorState } from '../behavior/behavior-state';
import type { ParsedAccount } from '../model/parsed-account';
import { conditionsOf } from '../rule/rule';
import type { Rule } from '../rule/rule';
import type { SettingValues } from '../settings/setting';
import { valueOf } from '../settings/setting';
import type { BitSet } from './bit-set';
import { coveredFrom, partialFrom } from './comparison-settings';
import type { PlannedAudience } from '../catalogue/plan-audiences';
import { Memberships } from './memberships';
import type { InCommon } from './people-in-common';
import { peopleInCommon } from './people-in-common';

/** How a segment serves an audience, by the people in it. */
export interface PeopleJudgment extends InCommon {
  readonly audienceId: string;
  /**
   * `covers`: on each day that can be told it holds most of the audience and few others (settings `Covered from`); `partly`: at least
   * the setting `Partial from` both ways; else `apart`.
   */
  readonly verdict: 'covers' | 'partly' | 'apart';
}

/** Coverage judged by who is in what. Text and proofs explain; people decide. */
export interface PeopleCoverage {
  /** Null where the people of either cannot be told, or the audience has none on any day: then proofs alone decide. */
  readonly judge: (audienceId: string, segmentId: string) => PeopleJudgment | null;
  /** Segments that share people with the audience, nearest first. */
  readonly near: (audienceId: string) => readonly PeopleJudgment[];
  /** Segments that only together hold the audience, at least two; null where none do. */
  readonly together: (audienceId: string) => readonly string[] | null;
  /** Who is in an audience today; null where that cannot be told. */
  readonly peopleOf: (audienceId: string) => BitSet | null;
  /** Who meets any rule today; null where that cannot be told. */
  readonly whoMeets: (rule: Rule) => BitSet | null;
  /** Who meets which rule today, for whoever counts people further; absent where none were counted. */
  readonly today?: Memberships;
  /** People in a set of them, weighted where profiles are a sample. */
  readonly sizeOf: (people: BitSet) => number;
}

/** Days ago on which a segment and an audience have to agree: thresholds that part people only later are told apart by the past. */
const DAYS = [0, 30, 60, 90] as const;
/** Conditions × people beyond which past days are left out, and beyond which nothing is compared: some 20 seconds, and two minutes, of Google's six. */
const WORK_WITH_PAST = 1_000_000_000;
const MOST_WORK = 4_000_000_000;

/** Ends the id of an audience's people whether or not they consented. */
const WITHOUT_CONSENT = ' whatever the consent';

function leastOf({ inIt, beside }: Pick<InCommon, 'inIt' | 'beside'>): number {
  return Math.min(inIt, 1 - beside);
}

/** Judges every audience that has a rule against every segment that works by a rule. Null where nothing was read to count people by, or the account is too large for it. */
export function coverageByPeople(
  account: Pick<ParsedAccount, 'segments' | 'segmentById'>,
  planned: readonly PlannedAudience[],
  state: BehaviorState | null,
  settings: SettingValues,
): PeopleCoverage | null {
  if (state === null || state.count === 0) return null;
  const audiences = planned.flatMap(({ audience, proposed }) =>
    proposed.kind === 'rule'
      ? [
          { id: audience.id, rule: proposed.rule },
          ...(proposed.core === proposed.rule ? [] : [{ id: `${audience.id}${WITHOUT_CONSENT}`, rule: proposed.core }]),
        ]
      : [],
  );
  const segments = account.segments
    .filter(({ segment, status }) => segment.isActive && status.status !== 'contradictory')
    .map(({ segment, rule }) => ({ id: segment.id, rule }));
  const work = state.count * [...audiences, ...segments].reduce((sum, { rule }) => sum + conditionsOf(rule).length, 0);
  if (work > MOST_WORK) return null;
  const ruleOf = (id: string): Rule | null => {
    const parsed = account.segmentById.get(id);
    return parsed === undefined || !parsed.segment.isActive ? null : parsed.rule;
  };
  const today = new Memberships(state, ruleOf, 0);
  const shared = peopleInCommon(audiences, segments, work > WORK_WITH_PAST ? [0] : DAYS, (daysAgo) =>
    daysAgo === 0 ? today : new Memberships(state, ruleOf, daysAgo),
  );
  const [covered, partial] = [valueOf(settings, coveredFrom) / 100, valueOf(settings, partialFrom) / 100];
  const judged = (audienceId: string, common: InCommon): PeopleJudgment => {
    const least = leastOf(common);
    return { ...common, audienceId, verdict: least >= covered ? 'covers' : least >= partial ? 'partly' : 'apart' };
  };
  // Consent that was added for the use is no part of who is meant: a segment may hold the audience with it or without, whichever it does better.
  const near = new Map(
    audiences
      .filter(({ id }) => !id.endsWith(WITHOUT_CONSENT))
      .map(({ id }) => {
        const both = [...shared.ofAudience(id), ...shared.ofAudience(`${id}${WITHOUT_CONSENT}`)]
          .map((common) => judged(id, common))
          .sort((one, other) => leastOf(other) - leastOf(one));
        return [id, [...new Map([...both].reverse().map((one) => [one.segmentId, one])).values()].sort((one, other) => leastOf(other) - leastOf(one))] as const;
      }),
  );
  return {
    judge: (audienceId, segmentId) => {
      const found = near.get(audienceId)?.find((one) => one.segmentId === segmentId);
      if (found !== undefined) return found;
      // Nobody in both: known to be apart where both are told and there is somebody in the audience.
      return (shared.sizeOf(audienceId) ?? 0) > 0 && shared.tells(segmentId) ? judged(audienceId, { segmentId, days: [], inIt: 0, beside: 1 }) : null;
    },
    near: (audienceId) => near.get(audienceId) ?? [],
    together: (audienceId) => shared.together(audienceId, covered) ?? shared.together(`${audienceId}${WITHOUT_CONSENT}`, covered),
    peopleOf: shared.peopleOf,
    whoMeets: shared.whoMeets,
    sizeOf: shared.count,
    today,
  };
}
