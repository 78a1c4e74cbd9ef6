import { isKnown } from '../account/known';
import type { Known } from '../account/known';
import type { Recommendation } from '../coverage/recommendation';
import { planningWindow } from '../settings/plan';
import { valueOf } from '../settings/setting';
import { byStage, countStates, plannedGaps } from './coverage-counts';
import type { Block, RecommendationDocument, Span } from './document-blocks';
import { plain } from './document-blocks';
import { plural } from '../text/format';
import { firstMoves, movesInOrder } from './moves';
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
  /** Rows or items of a section. */
  readonly rows: number;
  /** Evidence of a first move. */
  readonly move: number;
  /** A sentence in the other sections. */
  readonly sentence: number;
  readonly name: number;
  readonly limits: number;
}
const ROOMS: readonly Room[] = [
  { rows: 6, move: 220, sentence: 220, name: 60, limits: 6 },
  { rows: 5, move: 220, sentence: 170, name: 60, limits: 5 },
  { rows: 4, move: 220, sentence: 140, name: 60, limits: 4 },
  { rows: 4, move: 160, sentence: 110, name: 60, limits: 4 },
  { rows: 3, move: 150, sentence: 110, name: 60, limits: 4 },
  { rows: 3, move: 130, sentence: 90, name: 50, limits: 3 },
  { rows: 2, move: 130, sentence: 90, name: 40, limits: 3 },
  { rows: 2, move: 80, sentence: 60, name: 30, limits: 2 },
  { rows: 1, move: 50, sentence: 50, name: 20, limits: 1 },
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
      case 'heading': return [block.text];
      case 'paragraph': return block.spans.map((span) => span.text);
      case 'list': return block.items.flat().map((span) => span.text);
      case 'table': return [...block.headers, ...block.rows.flat(2).map((span) => span.text)];
    }
  });
  return texts.join(' ').split(/\s+/).filter((word) => word !== '').length;
}

function blocksOf(title: string, context: ReportContext, room: Room): readonly Block[] {
  const { input } = context;
  const open = movesInOrder(input.tracker, input.coverage.recommendations);
  const byKey = new Map(input.coverage.recommendations.map((recommendation) => [recommendation.key, recommendation]));
  const needsReview = (line: TrackerLine): boolean => byKey.get(line.key)?.readiness === 'needs review';
  const of = (action: string): readonly TrackerLine[] => open.filter((line) => line.action === action);
  // A section may be empty because all of its rows need a decision first: that is not the same as nothing to do.
  const none = (action: string, words: string): string => {
    const waiting = of(action).length;
    return waiting === 0 ? words : `None without a decision first: ${waiting} under “Needs business review”.`;
  };
  return [
    { kind: 'heading', level: 1, text: title },
    ...lookedAt(context),
    ...coverageSection(context),
    ...movesSection(context, room),
    ...tableSection('Ready to create', of('Create').filter((line) => !needsReview(line)), context, room, none('Create', 'No new segment is ready to create.')),
    ...listSection('Needs business review', open.filter(needsReview), room, (line) => reviewWords(byKey.get(line.key), room), 'Nothing waits for a business decision.'),
    ...listSection('Merge', of('Merge').filter((line) => !needsReview(line)), room, (line) => oneLine(line.evidence, room.sentence), none('Merge', 'No segments to merge.')),
    ...listSection('Refresh', of('Refresh').filter((line) => !needsReview(line)), room, (line) => oneLine(line.evidence, room.sentence), none('Refresh', 'No segment needs its rule refreshed.')),
    ...listSection('Retire', of('Retire').filter((line) => !needsReview(line)), room, (line) => oneLine(line.evidence, room.sentence), none('Retire', 'Nothing to retire.')),
    ...unspokenSection(context),
    ...leaveAlone(context, room),
    ...limitsSection(context, room),
  ];
}

function lookedAt({ input, formats }: ReportContext): readonly Block[] {
  const { inventory, behavior } = input;
  const counted = (part: Known<readonly unknown[]>, word: string): string =>
    (isKnown(part) ? plural(part.value.length, word, undefined, formats.count(part.value.length)) : `${word}s unknown`);
  const profiles = isKnown(behavior.profilesTotal.value) ? `${formats.count(Math.round(behavior.profilesTotal.value.value))} profiles` : 'an unknown number of profiles';
  const text = `Read from Klaviyo on ${formats.moment(inventory.readAt)} (${formats.timezone}): ${counted(inventory.segments, 'segment')}, ${counted(inventory.lists, 'list')}, `
    + `${counted(inventory.campaigns, 'campaign')}, ${counted(inventory.flows, 'flow')} and ${profiles}. Planning window: ${valueOf(input.settings, planningWindow)} days. `
    + `Money in ${inventory.account.currency}; value at stake is an estimate over the planning window, and one person can count in several rows.`;
  return [{ kind: 'heading', level: 2, text: 'What was looked at' }, { kind: 'paragraph', spans: plain(text) }];
}

function coverageSection(context: ReportContext): readonly Block[] {
  const { input } = context;
  const planned = plannedGaps(input.coverage.gaps, input.settings);
  const states = planned.some(({ state }) => state === 'Unknown') ? ['Covered', 'Partial', 'Stale', 'Missing', 'Unknown'] as const : ['Covered', 'Partial', 'Stale', 'Missing'] as const;
  const rows = byStage(planned).flatMap(([stage, gaps]) => {
    const counts = countStates(gaps);
    return counts.applicable + counts.states.Unknown === 0 ? [] : [[plain(stage), ...states.map((state) => plain(String(counts.states[state])))]];
  });
  return [
    { kind: 'heading', level: 2, text: 'Coverage' },
    { kind: 'paragraph', spans: plain(coverageHeadline(context)) },
    ...(rows.length === 0 || !isKnown(input.inventory.segments) ? [] : [{ kind: 'table' as const, headers: ['Stage', ...states], numeric: [false, ...states.map(() => true)], rows }]),
  ];
}

function movesSection({ input, formats }: ReportContext, room: Room): readonly Block[] {
  const moves = firstMoves(input.tracker, input.coverage.recommendations, 5);
  const items = moves.map((line): readonly Span[] => [
    { text: `${line.action}: `, bold: true },
    segmentSpan(line, room),
    { text: ` (${line.when}, reachable ${amount(line.reachable, formats.count)}, at stake ${amount(line.value, formats.money)}). ${oneLine(line.why, room.move)}` },
  ]);
  return [
    { kind: 'heading', level: 2, text: 'First five moves' },
    items.length === 0 ? { kind: 'paragraph', spans: plain('No open recommendation.') } : { kind: 'list', ordered: true, items },
  ];
}

function tableSection(title: string, lines: readonly TrackerLine[], { formats }: ReportContext, room: Room, none: string): readonly Block[] {
  const shown = lines.slice(0, room.rows);
  const rows = shown.map((line) => [
    [segmentSpan(line, room)], plain(line.when), plain(amount(line.size, formats.count)), plain(amount(line.reachable, formats.count)), plain(amount(line.value, formats.money)),
  ]);
  return [
    { kind: 'heading', level: 2, text: counted(title, lines.length) },
    rows.length === 0 ? { kind: 'paragraph', spans: plain(none) }
      : { kind: 'table', headers: ['Segment', 'When', 'Audience size', 'Reachable', 'Value at stake'], numeric: [false, false, true, true, true], rows },
    ...more(lines.length - shown.length),
  ];
}

function listSection(title: string, lines: readonly TrackerLine[], room: Room, words: (line: TrackerLine) => string, none: string): readonly Block[] {
  const shown = lines.slice(0, room.rows);
  return [
    { kind: 'heading', level: 2, text: counted(title, lines.length) },
    shown.length === 0 ? { kind: 'paragraph', spans: plain(none) }
      : { kind: 'list', ordered: false, items: shown.map((line) => [segmentSpan(line, room), { text: `: ${words(line)}` }]) },
    ...more(lines.length - shown.length),
  ];
}

function leaveAlone(context: ReportContext, room: Room): readonly Block[] {
  const kept = context.input.coverage.verdicts.filter((verdict) => verdict.verdict === 'Keep');
  const segments = kept.filter((verdict) => verdict.subject.type === 'segment');
  const lists = kept.length - segments.length;
  const inUse = segments.filter((verdict) => verdict.uses.some((use) => use.live)).slice(0, room.rows + 2);
  const examples = inUse.map((verdict) => inlineName(context.subjectName(verdict.subject), Math.min(room.name, 40))).join(', ');
  const text = kept.length === 0 ? 'No segment or list is without a finding or recommendation.'
    : `${plural(segments.length, 'segment')} and ${plural(lists, 'list')} are fine as they are${examples === '' ? '.' : `, among them ${examples}.`}`;
  return [{ kind: 'heading', level: 2, text: 'Leave alone' }, { kind: 'paragraph', spans: plain(text) }];
}

function limitsSection({ input }: ReportContext, room: Room): readonly Block[] {
  const sentences = [...dataLimits(input), ...input.coverage.assumptions.map((sentence) => `Assumed: ${sentence}`)];
  const shown = sentences.slice(0, room.limits);
  const rest = sentences.length - shown.length;
  return [
    { kind: 'heading', level: 2, text: 'Data limits' },
    shown.length === 0 ? { kind: 'paragraph', spans: plain('Everything that was asked for could be read.') }
      : { kind: 'list', ordered: false, items: shown.map((sentence) => plain(oneLine(sentence, room.sentence))) },
    ...(rest > 0 ? [{ kind: 'paragraph' as const, spans: plain(`And ${rest} more in the Summary tab.`) }] : []),
  ];
}

function counted(title: string, count: number): string {
  return count === 0 ? title : `${title} (${count})`;
}

function more(rest: number): readonly Block[] {
  return rest <= 0 ? [] : [{ kind: 'paragraph', spans: plain(`And ${rest} more in the tracker.`) }];
}

function reviewWords(recommendation: Recommendation | undefined, room: Room): string {
  return recommendation === undefined ? '' : oneLine(`${recommendation.action}. ${recommendation.readinessReason}`, room.sentence);
}

function segmentSpan(line: TrackerLine, room: Room): Span {
  const text = inlineName(line.segment, room.name);
  return line.link !== null && line.link.startsWith('https://') ? { text, link: line.link } : { text };
}

function amount(value: number | null, show: (value: number) => string): string {
  return value === null ? 'unknown' : show(value);
}
