import type { Known } from '../account/known';
import { known, unknown } from '../account/known';
import { zoneOffset } from '../account/local-day';
import { whyMissing } from '../account/unread-part';
import type { BehaviorState } from '../behavior/behavior-state';
import type { BehaviorReading } from '../behavior/figure';
import type { PlannedAudience } from '../catalogue/plan-audiences';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import type { PeopleCoverage } from '../comparison/coverage-by-people';
import type { Memberships } from '../comparison/memberships';
import type { ParsedAccount } from '../model/parsed-account';
import { planningWindow } from '../settings/plan';
import type { SettingValues } from '../settings/setting';
import { valueOf } from '../settings/setting';
import { enumerated } from '../text/lists';
import { quoted } from '../text/quotes';
import type { Clashes } from './clashes';
import { clashesOf } from './clashes';
import type { CrowdedWeeks } from './crowded-weeks';
import { crowdedWeeks } from './crowded-weeks';
import type { PeopleOfGroup } from './group-people';
import { howCounted, peopleOfGroups } from './group-people';
import type { Place } from './precedence-order';
import { precedenceOrder } from './precedence-order';
import { clashShare, manyAWeek, profilePrice, targetedUpTo } from './reach-settings';
import type { ExpectedBy } from './revenue';
import { revenueOf } from './revenue';
import { Sends, reachablePeople } from './sends';
import { targetedBy } from './targeted';
import type { Unengaged } from './unengaged';
import { unengagedOf } from './unengaged';
import type { StagedAudience, Unspoken } from './unspoken';
import { unspokenPeople } from './unspoken';
import type { AlsoIn, Overlap } from './overlap';
import { alsoIn, overlapOf } from './overlap';

/** Who is spoken to and who is not: everything about people that rests on who is in what today. */
export interface Reach {
  /** How people were counted, in words that stand after "from": `each profile’s own events …`. */
  readonly from: string;
  readonly method: 'Counted' | 'Sampled';
  readonly overlap: Known<Overlap>;
  readonly unspoken: Known<Unspoken>;
  readonly crowded: Known<CrowdedWeeks>;
  readonly clashes: Known<Clashes>;
  /** Who wins a person that is in several audiences, first place first. */
  readonly order: Known<readonly Place[]>;
  readonly unengaged: Known<Unengaged>;
  /** What expected revenue rests on; null where none is told. */
  readonly expectedBy: ExpectedBy | null;
  /** Segments in live use that also hold people of a segment or lifecycle audience, most first; null where its people cannot be told. */
  readonly alsoIn: (of: { readonly segmentId: string } | { readonly audienceId: string }) => readonly AlsoIn[] | null;
}

export interface ReachInput {
  readonly account: ParsedAccount;
  readonly behavior: BehaviorReading;
  readonly people: PeopleCoverage | null;
  readonly recognized: RecognizedMetrics;
  readonly settings: SettingValues;
  readonly planned: readonly PlannedAudience[];
  /** Audiences that the account can have and no usable segment has whole. */
  readonly openAudiences: ReadonlySet<string>;
}

/** Where people were not counted nothing of it is known. */
export function unknownReach(why: string): Reach {
  return {
    from: '',
    method: 'Counted',
    overlap: unknown(why),
    unspoken: unknown(why),
    crowded: unknown(why),
    clashes: unknown(why),
    order: unknown(why),
    unengaged: unknown(why),
    expectedBy: null,
    alsoIn: () => null,
  };
}

export function reachOf(input: ReachInput): Reach {
  const {
    account,
    behavior: { state },
    people,
  } = input;
  const today = people?.today;
  if (state === null || state.count === 0) return unknownReach('who is in what cannot be told, since neither profiles nor events were read');
  if (people === null || today === undefined) return unknownReach('the account is too large for its rules to be held against every profile within one refresh');
  const peopleOf = peopleOfGroups(account, today);
  const overlap = overlapOf(account, peopleOf, today);
  return {
    ...howCounted(state.coverage),
    overlap: known(overlap),
    ...spokenTo(input, people, state, today, peopleOf),
    unengaged: unengagedOf(state, input.recognized, today, valueOf(input.settings, profilePrice)),
    expectedBy: (input.behavior.customers?.forecast.revenue ?? null) === null ? null : input.behavior.customers!.forecast.used,
    alsoIn: (of) => {
      const asked = 'audienceId' in of ? people.peopleOf(of.audienceId) : peopleOf(of.segmentId);
      if (asked === null || 'untold' in asked) return null;
      return alsoIn('people' in asked ? asked.people : asked, 'segmentId' in of ? of.segmentId : null, overlap, peopleOf, today);
    },
  };
}

type BySends = Pick<Reach, 'unspoken' | 'crowded' | 'clashes' | 'order'>;

/** What follows from the window's campaigns and flows. */
function spokenTo(
  { account, behavior, recognized, settings, planned, openAudiences }: ReachInput,
  people: PeopleCoverage,
  state: BehaviorState,
  today: Memberships,
  peopleOf: PeopleOfGroup,
): BySends {
  const { inventory, now } = account;
  const none = (why: string): BySends => ({ unspoken: unknown(why), crowded: unknown(why), clashes: unknown(why), order: unknown(why) });
  const campaigns = whyMissing(inventory, 'campaigns');
  if (campaigns !== null) return none(`campaigns could not be read: ${campaigns}`);
  const reachable = reachablePeople(today);
  if (reachable === null) return none('who can be reached is not told, since consent was not read');
  const windowDays = valueOf(settings, planningWindow);
  const sends = new Sends(account, peopleOf, today, reachable, windowDays);
  const sent = sends.sent();
  const withScheduled = [...sent, ...sends.scheduled()];
  const size = today.sizeOf(reachable.any);
  const isTargeted = targetedBy(account, recognized, settings, today, size);
  const revenue = revenueOf(state, behavior.customers, now);
  const flows = whyMissing(inventory, 'flows');
  const unspoken = (): Known<Unspoken> => {
    if (flows !== null) return unknown(`flows could not be read: ${flows}`);
    const { found, isWide } = unspokenPeople(
      [...sent, ...sends.flows()],
      isTargeted,
      reachable,
      today,
      revenue,
      staged(planned, people, openAudiences),
      (valueOf(settings, targetedUpTo) / 100) * size,
    );
    const { formats } = account;
    return isWide
      ? unknown(
          `it lies between ${formats.count(found.least)} and ${formats.count(found.most)} of ${formats.count(found.reachable)} reachable people, since who is in ${enumerated(found.untold.map(({ name }) => quoted(name)))} cannot be told`,
        )
      : known(found);
  };
  const weeks = crowdedWeeks(sent, valueOf(settings, manyAWeek), zoneOffset(inventory.account.timezone), today);
  return {
    clashes: known(clashesOf(withScheduled, valueOf(settings, clashShare) / 100, now, today)),
    order: known(precedenceOrder(withScheduled, isTargeted, account, peopleOf, today, revenue)),
    unspoken: unspoken(),
    crowded:
      weeks.untold > 0 && weeks.untold === weeks.campaigns
        ? unknown('all campaigns went to lists or to others whose people cannot be told one by one')
        : known(weeks),
  };
}

function staged(planned: readonly PlannedAudience[], people: PeopleCoverage, openAudiences: ReadonlySet<string>): readonly StagedAudience[] {
  return planned.flatMap(({ audience }): readonly StagedAudience[] => {
    const members = audience.broadByDesign ? null : people.peopleOf(audience.id);
    return members === null
      ? []
      : [{ audienceId: audience.id, name: audience.name, stage: audience.stage, people: members, open: openAudiences.has(audience.id) }];
  });
}
