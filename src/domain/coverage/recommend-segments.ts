import { klaviyoAddress } from '../account/klaviyo-address';
import type { Segment } from '../account/inventory';
import { isKnown, unknown } from '../account/known';
import type { Use } from '../terms/lifecycle-terms';
import { sameToADay } from '../findings/duplicate';
import { consequencesOf } from '../findings/all-findings';
import type { Finding } from '../findings/all-findings';
import { answeredBy, repairSteps } from '../findings/consequences';
import { campaignStanding } from '../model/group-references';
import type { Formats } from '../text/format';
import { mailedWords } from '../reach/group-results';
import { enumerated } from '../text/lists';
import { quoted, shortened } from '../text/quotes';
import { describeRule } from '../rule/describe';
import { inactiveStep } from './inactive-step';
import { audienceEvidence, consentSentence, figuresOf } from './recommend-audiences';
import { consentRepair } from './consent-repair';
import type { Draft } from './draft';
import { nextSendTo } from './next-send';
import { beyondFlows, beyondSegment } from './incremental-value';
import type { RecommendInput } from './recommend-input';
import type { GroupUse } from '../model/group-use';
import type { Verdict } from './recommendation';
import { NO_MONEY, NO_VALUE, figureWords, segmentSize } from './segment-figure';

/** One row for each segment whose rule should change: a defect of its own, or an audience that it nearly is. */
export function refreshRows(input: RecommendInput): readonly Draft[] {
  return input.verdicts.flatMap((verdict): readonly Draft[] => {
    if (verdict.subject.type !== 'segment' || verdict.verdict === 'Merge' || verdict.verdict === 'Retire') return [];
    const audienceId = input.refreshedFor(verdict.subject.id);
    if (verdict.verdict !== 'Refresh' && audienceId === null) return [];
    return [refreshRow(input, verdict, audienceId)];
  });
}

function refreshRow(input: RecommendInput, verdict: Verdict, audienceId: string | null): Draft {
  const { account } = input;
  const parsed = account.segmentById.get(verdict.subject.id)!;
  const { segment } = parsed;
  const wanted = input.planned.find(({ audience }) => audience.id === (audienceId ?? input.coverOf(segment.id)?.audienceId));
  const proposed = wanted?.proposed.kind === 'rule' ? wanted.proposed : null;
  const population = wanted === undefined ? undefined : input.behavior.populations.get(wanted.audience.id);
  const gap = audienceId === null ? undefined : input.gapOf(audienceId);
  const repairs = answeredBy('repair', verdict.findings);
  const stage = wanted?.audience.stage ?? input.stageOf(parsed.rule);
  const uses = wanted?.audience.uses ?? usesFrom(verdict.uses);
  const consent = consentRepair(verdict, input);
  const figures = figuresOf(population);
  // What is wrong and about to be sent leads, with its day; where nobody in it lacks the consent, nothing is.
  const wrong = repairs.some(({ severity }) => severity === 'defect') && consent?.notOptedIn !== 0;
  const next = wrong ? nextSendTo(verdict, account) : null;
  const claimed =
    wanted === undefined
      ? { value: figures.value, words: '' }
      : account.uses.isLive(segment.id)
        ? beyondSegment(segment.id, wanted.audience, figures.value, input)
        : beyondFlows(wanted.audience, figures.value, input);
  // Where nothing else has to change, the rule with the missing consent is the proposal.
  const repaired = proposed === null && repairs.every(({ kind }) => kind === 'no-consent') ? consent : null;
  return {
    key: `refresh:${segment.id}`,
    action: 'Refresh',
    segment: shortened(segment.name),
    stage,
    rule: describeRule(proposed?.rule ?? repaired?.rule ?? parsed.rule, account.names),
    evidence: [
      ...new Set([
        ...(consent !== null
          ? [consent.sentence]
          : next !== null
            ? [`Before ${account.formats.date(next.at)}: ${quoted(next.name)} goes to it as it stands.`]
            : []),
        ...(gap === undefined ? [] : [gap.why]),
        ...repairs.map((finding) => finding.evidence),
      ]),
      ...(proposed === null || wanted === undefined
        ? []
        : [claimed.words, ...audienceEvidence(proposed, population, account.formats), consentSentence(wanted.audience, proposed)]),
      ...countWords(input, segment, proposed !== null),
      ...(verdict.results === undefined ? [] : [mailedWords(verdict.results, account.inventory.resultsDays, account.formats)]),
      useWords(verdict, account.formats),
    ]
      .filter((text) => text !== '')
      .join(' '),
    use: uses[0]!,
    uses,
    owner: wanted?.audience.owner ?? 'Lifecycle marketer',
    cadence: wanted?.audience.cadence ?? 'Quarterly',
    link: klaviyoAddress('segment', segment.id),
    definition:
      proposed !== null ? JSON.stringify(proposed.definition) : repaired === null || repaired.definition === null ? null : JSON.stringify(repaired.definition),
    ...refreshReadiness(proposed ?? (repaired === null || repaired.definition === null ? null : { guesses: [] }), verdict, account.formats),
    audienceId: wanted?.audience.id ?? null,
    ...(repaired !== null
      ? { size: repaired.size, reachable: repaired.size, value: NO_MONEY }
      : proposed === null
        ? {
            size: segmentSize(segment, account.formats),
            reachable: unknown<never>('What the rule should say is not decided, so who could be reached is unknown.'),
            value: unknown<never>('What the rule should say is not decided, so its value is unknown.'),
          }
        : { ...figures, value: claimed.value }),
    touches: [
      verdict.subject,
      ...verdict.uses
        .filter((use) => use.live && use.by.type !== 'form')
        .slice(0, 20)
        .map((use) => ({ type: use.by.type as 'campaign', id: use.by.id })),
    ],
    steps: refreshSteps(segment.name, proposed !== null || repaired !== null, repairs, verdict, input),
    valueClass: wanted?.audience.valueClass ?? input.classOfStage(stage),
    state: repairs.some((finding) => finding.severity === 'defect') ? 'defect' : 'partial',
    urgent: next !== null ? `${quoted(next.name)} is about to go to it as it stands` : wrong ? urgencyOf(verdict, input) : null,
    sent: wrong && next === null,
    dueBy: next?.at ?? null,
    servedByFlow: false,
  };
}

/** Some defects outrank revenue where they touch a campaign of the window (lifecycle research section 4). */
function urgencyOf(verdict: Verdict, { account }: RecommendInput): string | null {
  const inWindow = verdict.uses.some((use) => {
    const campaign = use.by.type === 'campaign' ? account.campaignById.get(use.by.id) : undefined;
    return campaign !== undefined && campaignStanding(campaign, account.windowStart) === 'live';
  });
  if (!inWindow) return null;
  return (
    verdict.findings
      .filter(({ severity }) => severity === 'defect')
      .map((finding) => consequencesOf(finding).urgent)
      .find((why) => why !== null) ?? null
  );
}

function refreshSteps(name: string, hasRule: boolean, repairs: readonly Finding[], verdict: Verdict, { account }: RecommendInput): readonly string[] {
  const live = verdict.uses.filter((use) => use.live && !use.indirect);
  return [
    `In Klaviyo open Audience › Lists & segments, open ${quoted(name)} and click Edit definition.`,
    ...repairSteps(repairs),
    ...(hasRule ? ['Make the conditions those of the rule given here.'] : []),
    ...(live.length > 0 ? [`Tell whoever owns ${enumerated(live.map((use) => `${use.by.type} ${quoted(use.by.name)}`))}: who is in it will change.`] : []),
    ...(account.uses.unknownBecause.length > 0 ? ['Other uses may not be known: check before changing it.'] : []),
  ];
}

function refreshReadiness(
  proposed: { readonly guesses: readonly string[] } | null,
  verdict: Verdict,
  formats: Formats,
): Pick<Draft, 'readiness' | 'readinessReason'> {
  if (proposed === null) return { readiness: 'needs review', readinessReason: 'What the rule should say instead is for a person to decide.' };
  if (proposed.guesses.length > 0) return { readiness: 'needs review', readinessReason: proposed.guesses.join(' ') };
  const live = verdict.uses.filter((use) => use.live).length;
  return live > 0
    ? {
        readiness: 'needs review',
        readinessReason: `${live === 1 ? 'One live campaign or flow uses it' : `${formats.count(live)} live campaigns and flows use it`}: agree on the change first.`,
      }
    : { readiness: 'ready', readinessReason: 'Nothing live depends on it: it can be changed as it stands.' };
}

/** One row for each segment that should go into another. */
export function mergeRows(input: RecommendInput): readonly Draft[] {
  return input.verdicts
    .filter((verdict) => verdict.verdict === 'Merge' && verdict.into !== null)
    .map((verdict): Draft => {
      const parsed = input.account.segmentById.get(verdict.subject.id)!;
      const { segment } = parsed;
      const into = verdict.into!;
      const target = quoted(input.account.names.group(into)?.name ?? into);
      const proven = answeredBy('keep one', verdict.findings).length > 0;
      const toADay = proven && sameToADay(segment.id, into, input.account);
      const uses = usesFrom(verdict.uses);
      const stage = stageFor(input, segment.id);
      return {
        key: `merge:${segment.id}`,
        action: 'Merge',
        segment: shortened(segment.name),
        stage,
        rule: describeRule(parsed.rule, input.account.names),
        evidence: `${verdict.reason} ${verdict.repoint.length === 0 ? 'Nothing has to be pointed elsewhere.' : `To point elsewhere first: ${enumerated(verdict.repoint.map(repointWords), 5)}.`}`,
        use: uses[0]!,
        uses,
        owner: 'CRM manager',
        cadence: 'Yearly',
        link: klaviyoAddress('segment', segment.id),
        definition: null,
        readiness: proven && !toADay ? 'ready' : 'needs review',
        readinessReason: toADay
          ? 'The two rules mean the same to within a day, since they give times in different units: decide which of the two should stay.'
          : proven
            ? 'The two rules are proven to mean the same.'
            : 'The two differ a little: decide which of the two rules should stay.',
        audienceId: null,
        size: segmentSize(segment, input.account.formats),
        reachable: unknown('Klaviyo does not tell how many members of a segment can be reached.'),
        value: NO_VALUE,
        touches: [
          verdict.subject,
          { type: 'segment', id: into },
          ...verdict.repoint.filter((use) => use.by.type !== 'form').map((use) => ({ type: use.by.type as 'flow', id: use.by.id })),
        ],
        steps: [
          ...verdict.repoint.map((use) => `In the ${use.by.type} ${quoted(use.by.name)} (${use.how}), use ${target} instead of ${quoted(segment.name)}.`),
          inactiveStep(quoted(segment.name)),
          `${target} stays.`,
        ],
        valueClass: null,
        state: 'tidy',
        urgent: null,
        dueBy: null,
        servedByFlow: false,
      };
    });
}

/**
 * Klaviyo's count against the people who meet the rule by the account's own behavior, where the two are far apart. Where the row
 * proposes another rule, its size and reach are the proposal's: then today's members are told in any case.
 */
function countWords({ behavior, account }: RecommendInput, segment: Segment, proposes: boolean): readonly string[] {
  const today = !proposes
    ? []
    : [
        isKnown(segment.members)
          ? `As it stands it has ${account.formats.counted(segment.members.value.total, 'member')}.`
          : 'How many members it has as it stands is unknown.',
      ];
  const figure = behavior.segmentPopulations.get(segment.id);
  if (figure === undefined || !isKnown(figure.value) || !isKnown(segment.members)) return today;
  const [expected, actual] = [figure.value.value, segment.members.value.total];
  const far = Math.abs(expected - actual) > COUNT_TOLERANCE * Math.max(expected, actual);
  const outside = figure.low === null || figure.high === null || actual < figure.low || actual > figure.high;
  return far && outside
    ? [`Klaviyo counts ${account.formats.count(actual)} members; by the account’s own behavior ${figureWords(figure, account.formats)} meet its rule.`]
    : today;
}

/** Counts taken at different times of day differ a little. */
const COUNT_TOLERANCE = 0.1;

/** Stage of the audience that a group comes near by its rule, else of what its rule counts. */
export function stageFor(input: RecommendInput, id: string): Draft['stage'] {
  const match = input.matches.ofSegment(id).find((one) => one.fit !== 'by name only' && one.fit !== 'overlaps');
  const audience = input.planned.find((one) => one.audience.id === match?.audienceId)?.audience;
  const rule = input.account.segmentById.get(id)?.rule;
  return audience?.stage ?? (rule === undefined ? 'Subscriber or lead' : input.stageOf(rule));
}

/** Uses that its own uses show; campaign targeting where it has none. */
export function usesFrom(uses: readonly GroupUse[]): readonly Use[] {
  const found: Use[] = [];
  if (uses.some((use) => use.by.type === 'campaign')) found.push('Campaign targeting');
  if (uses.some((use) => use.by.type === 'flow')) found.push('Flow branching');
  return found.length === 0 ? ['Campaign targeting'] : found;
}

/** Where it is in live use; empty where nowhere. */
export function useWords(verdict: Verdict, formats: Formats): string {
  const live = verdict.uses.filter((use) => use.live);
  const by = (['campaign', 'flow', 'segment', 'form'] as const).flatMap((type) => {
    const of = new Set(live.filter((use) => use.by.type === type).map((use) => use.by.id)).size;
    return of === 0 ? [] : [formats.counted(of, type)];
  });
  return by.length === 0 ? '' : `In live use by ${enumerated(by, 4)}.`;
}

function repointWords(use: GroupUse): string {
  return `${use.by.type} ${quoted(use.by.name)} (${use.how})`;
}
