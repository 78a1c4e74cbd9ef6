import { isKnown } from '../account/known';
import type { Known } from '../account/known';
import { planningWindow } from '../settings/plan';
import { valueOf } from '../settings/setting';
import { byStage, countStates, plannedGaps } from './coverage-counts';
import type { Block, RecommendationDocument, Span } from './document-blocks';
import { plain, THE_SHEET } from './document-blocks';
import { plural } from '../text/format';
import { quoted } from '../text/quotes';
import { stageWords } from './brief-words';
import { planOutline, planSentence, worthWords } from './plan';
import type { PlanOutline, PlanStep } from './plan';
import { inlineName, oneLine } from './one-line';
import { pagesOf } from './page-length';
import { createContext } from './report-context';
import type { ReportContext } from './report-context';
import type { ReportInput } from './report-input';
import { dataLimits } from './summary';
import { coverageHeadline } from './summary-figures';
import { unspokenSection } from './unspoken-report';
import type { TrackerLine } from '../table/tracker-line';

const MOST_PAGES = 2;
const MOST_WORDS = 950;

/** How much each section may hold; tried from the roomiest until the document fits. Characters count per sentence and name. */
interface Room {
  /** Moves of the plan. */
  readonly moves: number;
  /** Items of every other section. */
  readonly rows: number;
  /** What may be said of one row, in whole sentences. */
  readonly words: number;
  readonly name: number;
  readonly limits: number;
}
const ROOMS: readonly Room[] = [
  { moves: 12, rows: 5, words: 240, name: 60, limits: 5 },
  { moves: 10, rows: 5, words: 180, name: 60, limits: 3 },
  { moves: 8, rows: 5, words: 150, name: 44, limits: 2 },
  { moves: 8, rows: 4, words: 180, name: 44, limits: 2 },
  { moves: 8, rows: 4, words: 110, name: 40, limits: 1 },
  { moves: 8, rows: 3, words: 150, name: 40, limits: 2 },
  { moves: 6, rows: 2, words: 120, name: 40, limits: 2 },
  { moves: 3, rows: 1, words: 80, name: 20, limits: 1 },
];

/**
 * The recommendation document for a stakeholder who does not open the sheet: at most two pages. Its figures are the tracker's
 * and the tabs' own, edits by people included; what does not fit is counted and left to the tracker.
 */
export function recommendationDocument(input: ReportInput, context: ReportContext = createContext(input)): RecommendationDocument {
  const title = `Segment recommendations: ${inlineName(input.inventory.account.name || input.inventory.account.id)}`;
  const fits = ({ blocks }: RecommendationDocument): boolean => pagesOf(blocks) <= MOST_PAGES && wordsOf(blocks) <= MOST_WORDS;
  let made: RecommendationDocument = { title, blocks: [] };
  for (const room of ROOMS) {
    made = { title, blocks: blocksOf(title, context, room) };
    if (fits(made)) return made;
  }
  return made;
}

/** Words of the whole document. */
export function wordsOf(blocks: readonly Block[]): number {
  const texts = blocks.flatMap((block) => {
    switch (block.kind) {
      case 'heading':
        return [block.text];
      case 'paragraph':
        return block.spans.map((span) => span.text);
      case 'list':
        return block.items.flat().map((span) => span.text);
      case 'table':
        return [...block.headers, ...block.rows.flat(2).map((span) => span.text)];
    }
  });
  return texts
    .join(' ')
    .split(/\s+/)
    .filter((word) => word !== '').length;
}

function blocksOf(title: string, context: ReportContext, room: Room): readonly Block[] {
  const outline = planOutline(context);
  const { steps } = outline;
  const needsReview = ({ recommendation }: PlanStep): boolean => recommendation.readiness === 'needs review';
  const of = (...actions: readonly string[]): readonly PlanStep[] => steps.filter(({ line }) => actions.includes(line.action));
  const cleaning = of('Merge', 'Retire');
  const cleanUp = (): ((step: PlanStep) => string) => {
    const said = new Set<string>();
    return (step) => cleanUpWords(step, room, said);
  };
  // A section may be empty because all of its rows need a decision first: that is not the same as nothing to do.
  const none = (action: string, words: string): string =>
    of(action).length === 0 ? words : 'None without a decision first; they are under “Needs business review”.';
  return [
    { kind: 'heading', level: 1, text: title },
    ...lookedAt(context, outline),
    ...planSection(outline, context, room),
    ...listSection(
      'Needs business review',
      of('Create', 'Refresh').filter(needsReview),
      room,
      (step) => decisionWords(step, room),
      'Nothing waits for a decision.',
    ),
    ...listSection(
      'Ready to create',
      of('Create').filter((step) => !needsReview(step)),
      room,
      (step) => worthAndWhy(step, context, room),
      none('Create', 'No new segment is ready to create.'),
    ),
    ...listSection(
      'Refresh',
      of('Refresh').filter((step) => !needsReview(step)),
      room,
      (step) => worthAndWhy(step, context, room),
      none('Refresh', 'No segment needs its rule refreshed.'),
    ),
    ...listSection(
      'Merge or retire: safe',
      cleaning.filter((step) => !needsReview(step)),
      room,
      cleanUp(),
      cleaning.length === 0 ? 'Nothing to merge or retire.' : 'None without a check first.',
    ),
    ...listSection('Merge or retire: check first', cleaning.filter(needsReview), room, cleanUp(), 'Nothing that has to be checked first.'),
    ...unspokenSection(context),
    ...leaveAlone(context, room),
    ...coverageSection(context),
    ...limitsSection(context, room),
  ];
}

function lookedAt(context: ReportContext, outline: PlanOutline): readonly Block[] {
  const { input, formats } = context;
  const { inventory, behavior } = input;
  const counted = (part: Known<readonly unknown[]>, word: string): string =>
    isKnown(part) ? plural(part.value.length, word, undefined, formats.count(part.value.length)) : `${word}s unknown`;
  const profiles = isKnown(behavior.profilesTotal.value)
    ? `${formats.count(Math.round(behavior.profilesTotal.value.value))} profiles`
    : 'an unknown number of profiles';
  const read =
    `Read from Klaviyo on ${formats.moment(inventory.readAt)} (${formats.timezone}): ${counted(inventory.segments, 'segment')}, ${counted(inventory.lists, 'list')}, ` +
    `${counted(inventory.campaigns, 'campaign')}, ${counted(inventory.flows, 'flow')} and ${profiles}. Money is in ${inventory.account.currency}, estimated over the next ${valueOf(input.settings, planningWindow)} days. `;
  const plan = planSentence(outline, context);
  return [
    { kind: 'paragraph', spans: [{ text: coverageHeadline(context), bold: true }, ...(plan === null ? [] : [{ text: ` ${plan}` }])] },
    { kind: 'paragraph', spans: [...plain(read), { text: 'What is not here is in ' }, { text: 'the sheet’s Tracker', link: THE_SHEET }, { text: '.' }] },
  ];
}

/** This quarter's moves with owner, day, people, money and the total. */
function planSection({ now, steps }: PlanOutline, { formats }: ReportContext, room: Room): readonly Block[] {
  const shown = now.slice(0, room.moves);
  const rows = shown.map(({ line, gain, total }) => [
    [{ text: `${line.action} `, bold: true }, segmentSpan(line, room)],
    plain(inlineName(line.owner.trim() || '–', room.name)),
    plain(line.due === null ? '–' : formats.day(line.due)),
    plain(amount(line.reachable, formats.count)),
    plain(gain === null ? 'unknown' : gain > 0 ? formats.money(gain) : '–'),
    plain(formats.money(total)),
  ]);
  return [
    { kind: 'heading', level: 2, text: 'The plan of this quarter' },
    ...(rows.length === 0
      ? [
          {
            kind: 'paragraph' as const,
            spans: plain(
              steps.length === 0
                ? 'Nothing to do: everything proposed is settled.'
                : 'Nothing has to be done this quarter; the tracker has what may be done later.',
            ),
          },
        ]
      : [{ kind: 'table' as const, headers: ['Move', 'Owner', 'Due', 'People', 'Adds', 'In all'], numeric: [false, false, false, true, true, true], rows }]),
    ...more(now.length - shown.length),
  ];
}

function coverageSection({ input }: ReportContext): readonly Block[] {
  const stages = isKnown(input.inventory.segments) ? byStage(plannedGaps(input.coverage.gaps, input.settings)) : [];
  const words = stages.flatMap(([stage, gaps]) => {
    const { states, applicable } = countStates(gaps);
    return applicable + states.Unknown === 0
      ? []
      : [`${stage} ${stageWords({ stage, covered: states.Covered, partial: states.Partial, applicable, unknown: states.Unknown })}`];
  });
  return [
    { kind: 'heading', level: 2, text: 'Coverage by stage' },
    { kind: 'paragraph', spans: plain(words.length === 0 ? 'It could not be worked out.' : `Audiences with a segment: ${words.join('; ')}.`) },
  ];
}

function listSection(title: string, steps: readonly PlanStep[], room: Room, words: (step: PlanStep) => string, none: string): readonly Block[] {
  const shown = steps.slice(0, room.rows);
  return [
    { kind: 'heading', level: 2, text: counted(title, shown.length, steps.length) },
    shown.length === 0
      ? { kind: 'paragraph', spans: plain(none) }
      : { kind: 'list', ordered: false, items: shown.map((step) => [segmentSpan(step.line, room), { text: `: ${words(step)}` }]) },
  ];
}

function worthAndWhy(step: PlanStep, context: ReportContext, room: Room): string {
  return [
    `${step.line.when === '' ? '' : `${oneLine(step.line.when, 20)}, `}${worthWords(step, context)}.`,
    wholeSentences(withoutItsName(step.line), room.words),
  ]
    .filter((words) => words !== '')
    .join(' ');
}

/** Why, and what to look at first; what an item before it said already is not said again. */
function cleanUpWords({ line, recommendation }: PlanStep, room: Room, said: Set<string>): string {
  const full = recommendation.readiness === 'needs review' ? wholeSentences(recommendation.readinessReason, room.words) : '';
  const sentences = full.split(/(?<=[.!?]) (?=[A-Z“0-9])/);
  const reason = sentences.filter((sentence) => !said.has(sentence)).join(' ');
  for (const sentence of sentences) said.add(sentence);
  return [`${line.action}.`, wholeSentences(line.why, room.words), reason].filter((words) => words !== '').join(' ');
}

function decisionWords({ line, recommendation }: PlanStep, room: Room): string {
  const reason = wholeSentences(recommendation.readinessReason, room.words) || 'The tracker’s notes say what.';
  return `${line.action}. ${reason} Decided by: ${inlineName(line.owner.trim() || 'nobody yet', room.name)}.`;
}

/** Why, without the name that the item begins with already. */
function withoutItsName({ why, segment }: TrackerLine): string {
  const named = `${quoted(segment)}, meant for this audience, holds`;
  return why.startsWith(named) ? `It holds${why.slice(named.length)}` : why;
}

/** As many whole sentences from the beginning as fit into `most` characters; empty where not even the first does. */
function wholeSentences(text: string, most: number): string {
  const line = oneLine(text, Number.MAX_SAFE_INTEGER);
  if (Array.from(line).length <= most) return line;
  const ends = [...line.matchAll(/[.!?](?= [A-Z“0-9])/g)].map(({ index }) => index + 1).filter((end) => end <= most);
  const end = ends[ends.length - 1];
  return end === undefined ? '' : line.slice(0, end);
}

function leaveAlone(context: ReportContext, room: Room): readonly Block[] {
  const { verdicts, recommendations } = context.input.coverage;
  // What another row asks to change is not fine as it is, though nothing is wrong with it.
  const changing = new Set(recommendations.filter(({ action }) => action === 'Refresh').map(({ key }) => key));
  const kept = verdicts.filter(({ verdict, subject }) => verdict === 'Keep' && !changing.has(`refresh:${subject.id}`));
  const segments = kept.filter((verdict) => verdict.subject.type === 'segment');
  const lists = kept.length - segments.length;
  const inUse = segments.filter((verdict) => verdict.uses.some((use) => use.live)).slice(0, room.rows + 2);
  const examples = inUse.map((verdict) => inlineName(context.subjectName(verdict.subject), Math.min(room.name, 40))).join(', ');
  const text =
    kept.length === 0
      ? 'No segment or list is without a finding or recommendation.'
      : `${plural(segments.length, 'segment')} and ${plural(lists, 'list')} are fine as they are${examples === '' ? '.' : `, among them ${examples}.`}`;
  return [
    { kind: 'heading', level: 2, text: 'Leave alone' },
    { kind: 'paragraph', spans: plain(text) },
  ];
}

function limitsSection({ input }: ReportContext, room: Room): readonly Block[] {
  const sentences = [...dataLimits(input), ...input.coverage.assumptions.map((sentence) => `Assumed: ${sentence}`)];
  const shown = sentences
    .map((sentence) => wholeSentences(sentence, room.words))
    .filter((sentence) => sentence !== '')
    .slice(0, room.limits);
  const rest = sentences.length - shown.length;
  return [
    { kind: 'heading', level: 2, text: 'Data limits' },
    ...(sentences.length === 0 ? [{ kind: 'paragraph' as const, spans: plain('Everything that was asked for could be read.') }] : []),
    ...(shown.length === 0 ? [] : [{ kind: 'list' as const, ordered: false, items: shown.map(plain) }]),
    ...(rest > 0
      ? [{ kind: 'paragraph' as const, spans: plain(`${shown.length === 0 ? '' : 'And '}${rest}${shown.length === 0 ? '' : ' more'} in the Summary tab.`) }]
      : []),
  ];
}

/** `Ready to create (34)`, or how many of them are here; the tracker has them all. */
function counted(title: string, shown: number, count: number): string {
  return count === 0 ? title : `${title} (${shown === count ? String(count) : `${shown} of ${count}`})`;
}

function more(rest: number): readonly Block[] {
  return rest <= 0 ? [] : [{ kind: 'paragraph', spans: plain(`And ${rest} more in the tracker.`) }];
}

function segmentSpan(line: TrackerLine, room: Room): Span {
  const text = inlineName(line.segment, room.name);
  return line.link !== null && line.link.startsWith('https://') ? { text, link: line.link } : { text };
}

function amount(value: number | null, show: (value: number) => string): string {
  return value === null ? 'unknown' : show(value);
}
