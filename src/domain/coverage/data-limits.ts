import type { Formats } from '../text/format';
import { isKnown, mapKnown } from '../account/known';
import type { BehaviorReading } from '../behavior/figure';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import { enumerated } from '../text/lists';
import { quoted, inQuotes } from '../text/quotes';
import { lifecycleStages, mainUseCase, planningWindow } from '../settings/plan';
import type { SettingValues } from '../settings/setting';
import { valueOf } from '../settings/setting';
import type { PlannedAudience } from '../catalogue/plan-audiences';
import type { ParsedAccount } from '../model/parsed-account';

/** What could not be known and what follows from it, one sentence each. What the reader could not read at all is said in `inventory.unread`. */
export function dataLimitsOf(account: ParsedAccount, behavior: BehaviorReading, recognized: RecognizedMetrics): readonly string[] {
  const unsized = account.segments.filter(({ segment }) => !isKnown(segment.members)).length;
  const opaque = account.segments.filter(({ references }) => references.unknownParts > 0).map(({ segment }) => quoted(segment.name));
  return [
    ...(account.uses.unknownBecause.length > 0
      ? [`Nothing is proposed for retirement or merging, since some uses may be unknown. ${account.uses.unknownBecause.map((why) => `${why}.`).join(' ')}`]
      : []),
    ...(unsized > 0 ? [`The number of members of ${account.formats.counted(unsized, 'segment')} is unknown: they are not judged by size.`] : []),
    ...(opaque.length > 0
      ? [`${enumerated(opaque)} ${opaque.length === 1 ? 'has' : 'have'} conditions that this add-on does not know yet: compare by hand.`]
      : []),
    ...(isKnown(behavior.reachableBase.value)
      ? []
      : [`How many people can be reached by email is unknown (${behavior.reachableBase.value.unknown}): no segment is called too broad.`]),
    ...tooFewProfiles(account, behavior),
    ...(isKnown(account.inventory.activity) ? [] : [`Whether metrics still arrive is unknown: ${account.inventory.activity.unknown}`]),
    ...recognized.problems,
  ];
}

/** A group grows between two readings of it: only what is clearly more is said. */
const CLEARLY_MORE = 1.05;

/** Where one list or segment alone has more members than the account is said to have profiles, too few of them were seen. */
function tooFewProfiles({ inventory, formats }: ParsedAccount, { profilesTotal }: BehaviorReading): readonly string[] {
  if (!isKnown(profilesTotal.value)) return [];
  const total = profilesTotal.value.value;
  const groups = [
    ...(isKnown(inventory.lists) ? inventory.lists.value.map(({ name, members }) => ({ name, members })) : []),
    ...(isKnown(inventory.segments) ? inventory.segments.value.map(({ name, members }) => ({ name, members: mapKnown(members, (one) => one.total) })) : []),
  ]
    .flatMap(({ name, members }) => (isKnown(members) ? [{ name, members: members.value }] : []))
    .sort((one, other) => other.members - one.members);
  const largest = groups[0];
  if (largest === undefined || largest.members <= CLEARLY_MORE * Math.max(total, profilesTotal.high ?? 0)) return [];
  return [
    `Profiles were not read as a whole: ${formats.count(total)} were ${profilesTotal.method === 'sampled' ? 'estimated from the sample' : 'counted'}, and ${quoted(largest.name)} alone has ${formats.count(largest.members)} members. Sizes, reach and values that are counted over profiles are too low until the next full reading.`,
  ];
}

/** What was taken for granted, one sentence each. */
export function assumptionsOf(planned: readonly PlannedAudience[], settings: SettingValues, formats: Formats): readonly string[] {
  const stages = valueOf(settings, lifecycleStages);
  const guessed = planned.filter(({ proposed }) => proposed.kind === 'rule' && proposed.guesses.length > 0).map(({ audience }) => inQuotes(audience.name));
  return [
    `The plan looks ${formats.counted(valueOf(settings, planningWindow), 'day')} ahead and back, for ${formats.counted(stages.length, 'lifecycle stage')}, mainly for ${valueOf(settings, mainUseCase).toLowerCase()}.`,
    'Conditions in one block of a segment are joined by “or”, blocks by “and”, as Klaviyo documents for segments; flows are read the same way.',
    'A flow in manual status counts as live, and so does a campaign or flow in a status that this add-on does not know.',
    'Whoever is on a list counts as having opted in there.',
    ...(guessed.length > 0 ? [`Names of products, categories or properties are guessed for ${enumerated(guessed, 5)}: confirm them before creating.`] : []),
  ];
}
