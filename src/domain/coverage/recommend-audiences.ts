import { ONE_WINDOW } from '../catalogue/windows-by-orders';
import { isKnown, known, unknown } from '../account/known';
import type { Known } from '../account/known';
import { whyMissing } from '../account/unread-part';
import { CHANNEL_WORDS } from '../behavior/figure';
import type { Figure, Population } from '../behavior/figure';
import type { Formats } from '../text/format';
import { enumerated } from '../text/lists';
import { quoted } from '../text/quotes';
import { describeRule } from '../rule/describe';
import type { ProposedRule } from '../catalogue/proposed-rule';
import type { LifecycleAudience } from '../catalogue/audience';
import type { FoundRule } from '../comparison/hidden-rules';
import type { CatalogueMatch } from '../comparison/match-catalogue';
import { beyondFlows } from './incremental-value';
import type { Draft } from './draft';
import type { Gap, Recommendation } from './recommendation';
import type { RecommendInput } from './recommend-input';
import { figureWords } from './segment-figure';

type ProposedAudience = Extract<ProposedRule, { kind: 'rule' }>;

/** Says of a threshold only that it is the catalogue's own: no evidence. */
const WORKING_VALUE = /^(?:the catalogue[’']s|a) usual value/i;

/** Fewer reachable people than this are too few for campaigns of their own (lifecycle research section 4). */
const TOO_FEW = 100;

/** One row to create for each audience that has no segment, or none that is it. */
export function createRows(input: RecommendInput): readonly Draft[] {
  return input.planned.flatMap(({ audience, proposed }): readonly Draft[] => {
    const gap = input.gapOf(audience.id);
    if (proposed.kind !== 'rule' || gap === undefined || !input.stages.has(audience.stage)) return [];
    if (
      gap.state === 'Covered' ||
      gap.state === 'Not applicable' ||
      gap.state === 'Unknown' ||
      input.refreshes(audience.id) !== null ||
      input.isSettled(audience.id)
    )
      return [];
    return [createRow(input, audience, proposed, gap)];
  });
}

function createRow(input: RecommendInput, audience: LifecycleAudience, proposed: ProposedAudience, gap: Gap): Draft {
  const { account, behavior } = input;
  const population = behavior.populations.get(audience.id);
  const name = input.names.claim(proposed.name);
  const keys = keysOf(proposed, input);
  const hidden = input.hiddenRules.filter((rule) => keys.includes(rule.ruleKey) && rule.existingSegmentId === null);
  const places = hidden.flatMap((rule) => rule.places);
  const near = input.matches
    .ofAudience(audience.id)
    .filter((match) => match.fit !== 'by name only')
    .slice(0, 3);
  const readiness = readinessOf(audience, proposed, gap, near, whyMissing(account.inventory, 'segments'));
  const figures = figuresOf(population);
  const claimed = beyondFlows(audience, figures.value, input);
  return {
    key: `create:${audience.id}`,
    action: 'Create',
    segment: name,
    stage: audience.stage,
    rule: describeRule(proposed.rule, account.names),
    evidence: [
      gap.why,
      ...(claimed.words === '' ? [] : [claimed.words]),
      ...audienceEvidence(proposed, population, account.formats),
      consentSentence(audience, proposed),
      ...placesWords(places),
    ].join(' '),
    use: audience.uses[0] ?? 'Campaign targeting',
    uses: audience.uses,
    owner: audience.owner,
    cadence: audience.cadence,
    link: null,
    definition: JSON.stringify(proposed.definition),
    ...readiness,
    audienceId: audience.id,
    ...figures,
    value: claimed.value,
    touches: [...near.map((match) => ({ type: 'segment' as const, id: match.segmentId })), ...places.map(({ type, id }) => ({ type, id }))],
    steps: [...buildSteps(name), ...replaceSteps(name, places), ...useSteps(audience, population, account.formats), consentSentence(audience, proposed)],
    valueClass: audience.valueClass,
    state: gap.state === 'Missing' ? 'missing' : 'partial',
    urgent: null,
    dueBy: null,
    usedAs: audience.usedAs,
    servedByFlow: keys.some((key) => input.flowKeys.has(key)),
  };
}

/** The engine's keys of the audience, with the consent that its use asks for and without: a flow writes it without. */
function keysOf({ rule, core }: ProposedAudience, { account }: RecommendInput): readonly string[] {
  return [...new Set([account.engine.key(rule), account.engine.key(core)])];
}

/** One row for each hidden rule that no segment and no missing audience stands for. */
export function hiddenRows(input: RecommendInput, created: readonly Draft[]): readonly Draft[] {
  const taken = new Set(
    input.planned
      .filter(({ audience }) => created.some((draft) => draft.audienceId === audience.id))
      .flatMap(({ proposed }) => (proposed.kind === 'rule' ? keysOf(proposed, input) : [])),
  );
  return input.hiddenRules
    .filter((hidden) => hidden.existingSegmentId === null && hidden.unread === undefined && !taken.has(hidden.ruleKey))
    .map((hidden) => hiddenRow(input, hidden));
}

function hiddenRow(input: RecommendInput, hidden: FoundRule): Draft {
  const stage = input.stageOf(hidden.audience);
  const name = input.names.claim(hidden.suggestedName);
  const flows = hidden.places.some((place) => place.type === 'flow');
  const use = flows ? ('Flow branching' as const) : ('Campaign targeting' as const);
  const unmeasured = unknown<never>('Klaviyo counts its members once the segment exists.');
  return {
    key: `hidden:${hidden.key}`,
    action: 'Create',
    segment: name,
    stage,
    rule: hidden.rule,
    evidence: `The same audience${hidden.withinADay?.places === true ? ' (to within a day: times in different units)' : ''} is written out by hand in ${hidden.places.length} places. ${placesWords(hidden.places).join(' ')}`,
    use,
    uses: flows ? ['Flow branching', 'Campaign targeting'] : ['Campaign targeting', 'Reporting'],
    owner: 'Lifecycle marketer',
    cadence: 'Quarterly',
    link: null,
    definition: hidden.definition,
    readiness: hidden.definition === null ? 'needs review' : 'ready',
    readinessReason:
      hidden.definition === null
        ? 'Klaviyo’s segment builder cannot say this rule in one segment: build it from two.'
        : 'The rule is already in use as it stands.',
    audienceId: null,
    size: unmeasured,
    reachable: unmeasured,
    value: unmeasured,
    touches: hidden.places.map(({ type, id }) => ({ type, id })),
    steps: [...buildSteps(name), ...replaceSteps(name, hidden.places)],
    valueClass: input.classOfStage(stage),
    state: 'partial',
    urgent: null,
    dueBy: null,
    servedByFlow: false,
  };
}

/** From this share of people who order within the planning window whatever is sent, mail to them mostly takes credit for what they would have done. */
const BUYS_ANYWAY_FROM = 0.5;

/** Size, reachable and value of an audience; unknown says that they were not measured. */
export function figuresOf(population: Population | undefined): {
  readonly size: Known<Figure>;
  readonly reachable: Known<Figure>;
  readonly value: Known<Figure>;
  readonly buysAnyway?: boolean;
} {
  const unmeasured = unknown<never>('Not measured for this audience.');
  return population === undefined
    ? { size: unmeasured, reachable: unmeasured, value: unmeasured }
    : {
        size: known(population.profiles),
        reachable: known(population.reachable),
        value: known(population.valueAtStake),
        buysAnyway: (population.orderAnyway ?? 0) >= BUYS_ANYWAY_FROM,
      };
}

/** What the rule is made for, and what that means for consent. */
export function consentSentence({ usedAs }: LifecycleAudience, { consent }: ProposedAudience): string {
  switch (usedAs) {
    case 'campaign':
      return consent === null
        ? 'Made for campaigns: its rule asks for consent itself.'
        : `Made for campaigns: the rule asks that ${CHANNEL_WORDS[consent]} may be sent; leave that condition out in a flow filter, which skips the others anyway.`;
    case 'flow':
      return 'Made for flows: the rule asks for no consent, since a flow skips whom it may not write to; add it before a campaign goes to these people.';
    case 'exclusion':
      return 'Made to be excluded from campaigns: the rule asks for no consent, so that it keeps out everybody meant.';
    case 'reporting':
      return 'Made for counting and routing: the rule asks for no consent; add it before a campaign goes to these people.';
  }
}

/** Sentences with the figures behind an audience: who is in it, who can be reached, where the thresholds come from, what it is worth. */
export function audienceEvidence(proposed: ProposedAudience, population: Population | undefined, formats: Formats): readonly string[] {
  const because = proposed.parameters
    .filter((parameter) => !parameter.guess && parameter.because !== '' && parameter.value !== ONE_WINDOW && !WORKING_VALUE.test(parameter.because))
    .map((parameter) => parameter.because);
  return [
    ...(population === undefined
      ? []
      : [
          `In it: ${figureWords(population.profiles, formats)}.`,
          `Reachable by ${CHANNEL_WORDS[population.channel]}: ${figureWords(population.reachable, formats)}.`,
          ...(population.valueInputs === '' ? [] : [`Value: ${sentence(population.valueInputs)}`]),
        ]),
    ...(because.length === 0 ? [] : [`Thresholds: ${sentence([...new Set(because)].join('; '))}`]),
    ...proposed.approximations,
  ];
}

function readinessOf(
  audience: LifecycleAudience,
  proposed: ProposedAudience,
  gap: Gap,
  near: readonly CatalogueMatch[],
  unread: string | null,
): Pick<Recommendation, 'readiness' | 'readinessReason'> {
  if (proposed.guesses.length > 0) return { readiness: 'needs review', readinessReason: proposed.guesses.join(' ') };
  if (unread !== null)
    return { readiness: 'needs review', readinessReason: `Look first whether a segment that could not be read has this audience already: ${unread}.` };
  if (audience.paidProduct !== null)
    return { readiness: 'needs review', readinessReason: `Its rule needs Klaviyo’s ${audience.paidProduct}: see first whether the account has it.` };
  if (audience.legalQuestion !== null) return { readiness: 'needs review', readinessReason: audience.legalQuestion };
  if (gap.state === 'Partial' && near.length > 0) {
    return { readiness: 'needs review', readinessReason: 'Decide first: a new segment, or a change to the one that comes near.' };
  }
  const working = proposed.parameters.filter((one) => one.working === true);
  if (working.length > 0) {
    const why = [...new Set(working.map(({ because }) => because.replace(/^usual value: /, '')))];
    return { readiness: 'needs review', readinessReason: `Confirm its thresholds first: the account cannot tell its own (${enumerated(why)}).` };
  }
  return { readiness: 'ready', readinessReason: 'The data is there and the rule can be created as it stands.' };
}

function placesWords(places: FoundRule['places']): readonly string[] {
  if (places.length === 0) return [];
  const words = [...new Set(places.map((place) => `${place.type} ${quoted(place.name)}`))];
  return [`These are ${enumerated(words)}.`];
}

/** Click path in Klaviyo's own words (its help: Audience, Lists & segments, Create new). */
export function buildSteps(name: string): readonly string[] {
  return [
    'In Klaviyo open Audience › Lists & segments, click Create new and choose Segment.',
    `Name it ${quoted(name)} and add the conditions of the rule: one block for each “and”, “or” inside a block.`,
    'Click Create segment and compare the member count with the audience size given here.',
  ];
}

function replaceSteps(name: string, places: FoundRule['places']): readonly string[] {
  const words = [
    ...new Set(places.map((place) => (place.type === 'flow' ? `flow ${quoted(place.name)} (${place.where})` : `campaigns like ${quoted(place.name)}`))),
  ];
  return words.slice(0, 10).map((place) => `Use ${quoted(name)} in place of the written-out rule in ${place}.`);
}

function useSteps(audience: LifecycleAudience, population: Population | undefined, formats: Formats): readonly string[] {
  const reachable = population === undefined ? unknown<number>('') : population.reachable.value;
  const few = isKnown(reachable) && reachable.value < TOO_FEW;
  return [
    ...(few
      ? [
          `Only ${formats.count(isKnown(reachable) ? reachable.value : 0)} people can be reached by ${CHANNEL_WORDS[population!.channel]}: use it in flows, not for campaigns of its own.`,
        ]
      : []),
    ...(audience.note === '' ? [] : [audience.note]),
  ];
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
