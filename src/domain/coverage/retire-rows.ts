import { klaviyoAddress } from '../account/klaviyo-address';
import { DAY, unknown } from '../account/known';
import { describeRule } from '../rule/describe';
import { valueOf } from '../settings/setting';
import type { SettingValues } from '../settings/setting';
import { enumerated } from '../text/lists';
import { quoted, shortened, inQuotes } from '../text/quotes';
import { adPlatforms } from './coverage-settings';
import { inactiveStep } from './inactive-step';
import type { Draft } from './draft';
import type { RecommendInput } from './recommend-input';
import type { Verdict } from './recommendation';
import { stageFor, useWords, usesFrom } from './recommend-segments';
import { NO_VALUE, listSize, segmentSize } from './segment-figure';

/** Days between deactivating or archiving and deleting: a month in which a monthly export, report or ad campaign would miss it. */
const GRACE_DAYS = 30;

/** One row for each list or segment that nothing needs any more; segments that refer to each other go together, so they are one row. */
export function retireRows(input: RecommendInput): readonly Draft[] {
  const retired = input.verdicts.filter((verdict) => verdict.verdict === 'Retire');
  return circlesOf(retired, input).map((circle) => (circle.length === 1 ? retireRow(input, circle[0]!) : circleRow(input, circle)));
}

function retireRow(input: RecommendInput, verdict: Verdict): Draft {
  const { account, settings } = input;
  const { id, type } = verdict.subject;
  const parsed = account.segmentById.get(id);
  const list = account.listById.get(id);
  const name = nameOf(verdict, input);
  return {
    ...common(verdict, input),
    segment: shortened(name),
    rule: parsed === undefined ? 'A list: people join it, no rule decides.' : describeRule(parsed.rule, account.names),
    evidence: [verdict.reason, useWords(verdict, account.formats), unseenWords(settings)].filter((text) => text !== '').join(' '),
    ...readinessOf(
      type === 'list' ? 'A list holds who subscribed where: export it before it goes.' : 'No campaign, live flow, form or kept segment uses it.',
      type === 'list',
      settings,
    ),
    size: parsed !== undefined ? segmentSize(parsed.segment, account.formats) : list !== undefined ? listSize(list, account.formats) : unknown('Not read.'),
    touches: [verdict.subject],
    steps: [
      checkStep([name], settings),
      ...(type === 'list' ? [`Export ${quoted(name)}: the sign-up record goes with the list.`] : []),
      type === 'list'
        ? `In Klaviyo open Audience › Lists & segments, find ${quoted(name)}, click the three dots and choose Archive.`
        : inactiveStep(quoted(name)),
      graceStep(`${quoted(name)}`, input),
    ],
  };
}

/** Segments of which each refers to the next: none can go before the others. */
function circleRow(input: RecommendInput, circle: readonly Verdict[]): Draft {
  const { account, settings } = input;
  const names = circle.map((verdict) => nameOf(verdict, input));
  const all = enumerated(names.map(quoted), 9);
  return {
    ...common(circle[0]!, input),
    segment: shortened(names.join(' + ')),
    rule: circle.map((verdict, at) => `${quoted(names[at]!)}: ${describeRule(account.segmentById.get(verdict.subject.id)!.rule, account.names)}`).join('; '),
    evidence: `${all} refer to ${circle.length === 2 ? 'each other' : 'one another'} and nothing else uses them. ${unseenWords(settings)}`,
    ...readinessOf('No campaign, live flow, form or kept segment uses them.', false, settings),
    size: unknown('They are several segments: the Segments tab shows each.'),
    touches: circle.map(({ subject }) => subject),
    steps: [
      checkStep(names, settings),
      `Leave ${all} unused: Klaviyo has no button to make a segment inactive, and does so by itself after 45 days without any activity.`,
      graceStep(all, input),
    ],
  };
}

function common(
  verdict: Verdict,
  input: RecommendInput,
): Omit<Draft, 'segment' | 'rule' | 'evidence' | 'readiness' | 'readinessReason' | 'size' | 'touches' | 'steps'> {
  const { id, type } = verdict.subject;
  const uses = usesFrom(verdict.uses);
  return {
    key: `retire:${id}`,
    action: 'Retire',
    stage: stageFor(input, id),
    use: uses[0]!,
    uses,
    owner: 'CRM manager',
    cadence: 'Yearly',
    link: klaviyoAddress(type === 'list' ? 'list' : 'segment', id),
    definition: null,
    audienceId: null,
    reachable: unknown('Klaviyo does not tell how many members can be reached.'),
    value: NO_VALUE,
    valueClass: null,
    state: 'tidy',
    urgent: null,
    dueBy: null,
    servedByFlow: false,
  };
}

function readinessOf(reason: string, decision: boolean, settings: SettingValues): Pick<Draft, 'readiness' | 'readinessReason'> {
  return platformsOf(settings) === null
    ? {
        readiness: 'needs review',
        readinessReason: `Check first whether an ad platform syncs it: Settings, ${inQuotes(adPlatforms.name)}, does not say yet. ${reason}`,
      }
    : { readiness: decision ? 'needs review' : 'ready', readinessReason: reason };
}

/** What no reading can show, so that a person looks before anything goes. */
function unseenWords(settings: SettingValues): string {
  const platforms = platformsOf(settings);
  return platforms !== null && platforms.length === 0
    ? 'Klaviyo does not show exports and other apps that use it.'
    : 'Klaviyo does not show ad syncs, exports and other apps that use it.';
}

function checkStep(names: readonly string[], settings: SettingValues): string {
  const platforms = platformsOf(settings);
  const of = enumerated(names.map(quoted), 9);
  if (platforms === null)
    return `Check first whether an ad platform, an export or another app uses ${of}, and name your ad platforms in Settings, ${inQuotes(adPlatforms.name)}.`;
  return platforms.length === 0
    ? `Ask whether an export or another app uses ${of}.`
    : `See in ${enumerated(platforms, 9)} that no audience there comes from ${of}, and ask whether an export or another app uses it.`;
}

function graceStep(names: string, { account }: RecommendInput): string {
  return `If nobody has missed it ${GRACE_DAYS} days later (done today: on ${account.formats.date(account.now + GRACE_DAYS * DAY)}), delete ${names}.`;
}

/** Null as long as nobody said; empty where a person said that there are none. */
function platformsOf(settings: SettingValues): readonly string[] | null {
  const given = valueOf(settings, adPlatforms).trim();
  if (given === '') return null;
  return /^(none|no|keine|aucune|ninguna)$/i.test(given)
    ? []
    : given
        .split(/[,;]/)
        .map((one) => one.trim())
        .filter((one) => one !== '');
}

function nameOf({ subject: { id } }: Verdict, { account }: RecommendInput): string {
  return account.segmentById.get(id)?.segment.name ?? account.listById.get(id)?.name ?? id;
}

/** Parts them into those that reach one another by references in both directions, each alone where it does not; in the order given. */
function circlesOf(retired: readonly Verdict[], { account }: RecommendInput): readonly (readonly Verdict[])[] {
  const among = new Set(retired.map(({ subject }) => subject.id));
  const reach = new Map(
    retired.map(({ subject: { id } }) => {
      const reached = new Set<string>();
      const open = [id];
      while (open.length > 0) {
        for (const next of account.uses.referredToBy(open.pop()!)) {
          if (!among.has(next) || reached.has(next)) continue;
          reached.add(next);
          open.push(next);
        }
      }
      return [id, reached] as const;
    }),
  );
  const taken = new Set<string>();
  return retired.flatMap((verdict) => {
    const { id } = verdict.subject;
    if (taken.has(id)) return [];
    const circle = retired.filter(({ subject }) => subject.id === id || (reach.get(id)!.has(subject.id) && reach.get(subject.id)!.has(id)));
    circle.forEach(({ subject }) => taken.add(subject.id));
    return [circle];
  });
}
