import { klaviyoAddress } from '../domain/account/klaviyo-address';
import { isKnown } from '../domain/account/known';
import type { Known } from '../domain/account/known';
import type { Figure } from '../domain/behavior/figure';
import type { Recommendation } from '../domain/coverage/recommendation';
import { metricSettings } from '../domain/catalogue/catalogue-settings';
import { NOT_FOUND } from '../domain/catalogue/recognize-metrics';
import { nearSegmentsFinder } from '../domain/comparison/near-segments';
import type { NearSegment } from '../domain/comparison/near-segments';
import { UNKNOWN, figureNote, figureText } from '../domain/table/cell';
import type { SegmentRules } from '../domain/model/segment-rules';
import { buildCard } from '../domain/rule/build-card';
import { FIRST_READING } from '../domain/report/brief';
import { byStage, countStates, plannedGaps } from '../domain/report/coverage-counts';
import type { Formats } from '../domain/text/format';
import { changesSince } from '../domain/report/history';
import { planOutline, planSentence, worthWords } from '../domain/report/plan';
import type { ReportContext } from '../domain/report/report-context';
import type { ReportInput } from '../domain/report/report-input';
import { dataLimits } from '../domain/report/summary';
import { coverageHeadline } from '../domain/report/summary-figures';
import { changeWords } from '../domain/report/summary-tables';
import { settingsTab } from '../domain/report/settings-tab';
import { trackerCounts } from '../domain/report/tracker-counts';
import { isOpen } from '../domain/table/tracker-line';
import { quoted } from '../domain/text/quotes';
import { changeSentence, ruleHistory, vanished } from '../domain/report/rule-history-report';
import { newsToPaste } from '../domain/report/news-report';
import type { Store } from '../refresh/store';
import { KNOWN_METRICS, withoutMoments } from './known-metrics';
import type { ResultsView, RowView } from './protocol';

const RESULTS_KEY = 'page/results';
const AUTOMATIC_KEY = 'page/automatic';
const SHELVES = 16;
const FIRST_MOVES = 5;
/** Rows of the clean-up list: more would be no list any more. */
const MOST_CLEAN_UP = 100;

/** What a refresh knows of one tracker row; the sheet has the rest. */
export type RowDetails = Omit<RowView, 'own' | 'detailed' | 'status' | 'owner' | 'statuses' | 'change' | 'undoUntil' | 'position' | 'of'> & {
  /** Of a merge: the segment that stays. Left out by results that an earlier version kept. */
  readonly mergeInto?: string | null;
  /** Of a retirement: how many segments the row is about. */
  readonly together?: number;
};

/**
 * What the sidebar shows, as texts for the store: the results as a whole, and each row's details on one of sixteen shelves, so that showing one row
 * unpacks a sixteenth.
 */
export function pageTexts(input: ReportInput, context: ReportContext, rules: SegmentRules): ReadonlyMap<string, string | null> {
  const shelves: Record<string, RowDetails>[] = Array.from({ length: SHELVES }, () => ({}));
  const near = nearSegmentsFinder(rules);
  for (const recommendation of input.coverage.recommendations) {
    const shelf = shelves[shelfOf(recommendation.key)];
    if (shelf !== undefined)
      shelf[recommendation.key] = {
        ...ruleToday(recommendation, input),
        ...rowDetails(
          recommendation,
          near({ definition: recommendation.definition, segmentId: aboutSegment(recommendation) }),
          context.formats,
          alsoGet(recommendation, input, context.formats),
          pastOf(aboutSegment(recommendation), context),
          recommendation.definition === null ? null : buildCard(recommendation.definition, rules.names),
        ),
      };
  }
  for (const [key, details] of goneRows(context, rules.names)) {
    const shelf = shelves[shelfOf(key)];
    if (shelf !== undefined) shelf[key] ??= details;
  }
  return new Map([
    [RESULTS_KEY, JSON.stringify(resultsView(input, context))],
    [
      AUTOMATIC_KEY,
      JSON.stringify(Object.fromEntries(settingsTab(input).rows.map((row) => [String(row[0]?.value ?? '').toLowerCase(), String(row[1]?.value ?? '')]))),
    ],
    [KNOWN_METRICS.key, knownMetrics(input)],
    ...shelves.map((shelf, index) => [`page/rows/${index}`, JSON.stringify(shelf)] as const),
  ]);
}

/** The account's metrics for the plan's dropdowns; nothing where they were not all read: then no name could be refused. */
function knownMetrics({ inventory, automatic }: ReportInput): string | null {
  if (inventory.incomplete?.metrics !== undefined || inventory.metrics.length === 0) return null;
  const found = [...metricSettings.values()].map(({ name }) => name).filter((name) => automatic.get(name.toLowerCase()) !== NOT_FOUND);
  return KNOWN_METRICS.text({ metrics: withoutMoments(inventory.metrics), found, byName: false, shown: {}, proposed: {} });
}

/** The results of the last refresh; null before the first. */
export function readResults(store: Store): ResultsView | null {
  return parsed<ResultsView>(store.read(RESULTS_KEY));
}

/** Values of the settings as the last refresh showed them in the tab, by name in lower case. */
export function readShownSettings(store: Store): Readonly<Record<string, string>> {
  return parsed<Record<string, string>>(store.read(AUTOMATIC_KEY)) ?? {};
}

/** Details of one tracker row; null for a row that the last refresh did not recommend. */
export function readRowDetails(store: Store, key: string): RowDetails | null {
  return parsed<Record<string, RowDetails>>(store.read(`page/rows/${shelfOf(key)}`))?.[key] ?? null;
}

function parsed<T>(text: string | null): T | null {
  try {
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

function shelfOf(key: string): number {
  let sum = 0;
  for (let index = 0; index < key.length; index += 1) sum = (sum * 31 + key.charCodeAt(index)) % 65_521;
  return sum % SHELVES;
}

function resultsView(input: ReportInput, context: ReportContext): ResultsView {
  const { coverage, tracker, history, settings } = input;
  const outline = planOutline(context);
  const changes = changesSince(history, tracker, coverage.gaps);
  return {
    asOf: input.now,
    headline: coverageHeadline(context),
    stages: byStage(plannedGaps(coverage.gaps, settings)).map(([stage, gaps]) => {
      const { states } = countStates(gaps);
      return {
        stage,
        covered: states.Covered,
        partial: states.Partial,
        stale: states.Stale,
        missing: states.Missing,
        notApplicable: states['Not applicable'],
        unknown: states.Unknown,
      };
    }),
    counts: trackerCounts(tracker, context.today),
    plan: planSentence(outline, context),
    moves: outline.steps
      .slice(0, FIRST_MOVES)
      .map((step) => ({
        key: step.line.key,
        action: step.line.action,
        segment: step.line.segment,
        priority: step.line.priority,
        why: step.line.why,
        value: worthWords(step, context),
        due: step.line.due === null ? '' : context.formats.day(step.line.due),
      })),
    owners: [
      ...new Set(
        tracker
          .filter(isOpen)
          .map((line) => line.owner.trim())
          .filter((owner) => owner !== ''),
      ),
    ].sort(),
    cleanUp: outline.steps
      .filter(({ line }) => (line.action === 'Merge' || line.action === 'Retire') && (line.status === 'Proposed' || line.status === 'In review'))
      .slice(0, MOST_CLEAN_UP)
      .map(({ line, recommendation }) => ({
        key: line.key,
        action: line.action,
        segment: line.segment,
        why: line.why,
        safe: recommendation.readiness === 'ready',
      })),
    changes: changes === null ? [FIRST_READING] : [newsToPaste(context), `${changeWords(changes)} since ${context.formats.moment(changes.since)}.`],
    limits: dataLimits(input),
  };
}

/** How the side panel heads a row that can be done as it stands. */
const READY: Readonly<Record<Recommendation['action'], string>> = {
  Create: 'Ready to create.',
  Refresh: 'Ready to change.',
  Merge: 'Ready to merge.',
  Retire: 'Ready to retire.',
};

/** Of a proposal to change a rule, what it says today. */
function ruleToday({ action, definition, touches }: Recommendation, { coverage }: ReportInput): Pick<RowDetails, 'ruleNow'> {
  const [about] = touches;
  return { ruleNow: action !== 'Refresh' || definition === null || about === undefined ? null : (coverage.segmentRules.get(about.id) ?? null) };
}

function rowDetails(
  recommendation: Recommendation,
  near: readonly NearSegment[],
  formats: Formats,
  also: RowDetails['alsoGet'],
  past: RowDetails['past'],
  build: RowDetails['build'],
): RowDetails {
  return {
    key: recommendation.key,
    action: recommendation.action,
    segment: recommendation.segment,
    stage: recommendation.stage,
    priority: recommendation.priority,
    scoreReason: recommendation.scoreReason,
    rule: recommendation.rule,
    evidence: recommendation.evidence,
    figures: [
      figureView('Audience size', recommendation.size, formats),
      figureView('Reachable', recommendation.reachable, formats),
      figureView('Value at stake', recommendation.value, formats),
    ],
    uses: recommendation.uses,
    near: near.map((segment) => ({
      name: segment.name,
      link: segment.link,
      difference: [segment.relationWords, segment.difference === '' ? '' : `It ${segment.difference}.`, segment.isActive ? '' : 'It is inactive.']
        .filter((words) => words !== '')
        .join(' '),
      members: isKnown(segment.members) ? `${formats.count(segment.members.value)} members` : 'members unknown',
    })),
    alsoGet: also,
    past,
    steps: recommendation.steps,
    build: build ?? null,
    readiness:
      `${recommendation.readiness === 'ready' ? READY[recommendation.action] : recommendation.action === 'Retire' ? 'Not ready to retire.' : 'Needs a decision first.'} ${recommendation.readinessReason}`.trim(),
    link: recommendation.link ?? segmentLink(recommendation),
    together: recommendation.action === 'Retire' ? recommendation.touches.length : 1,
    mergeInto: recommendation.action === 'Merge' ? (recommendation.touches.filter(({ type }) => type === 'segment')[1]?.id ?? null) : null,
  };
}

/** Earlier rules of a segment, newest first. */
function pastOf(segmentId: string | null, context: ReportContext): RowDetails['past'] {
  if (segmentId === null) return [];
  return ruleHistory(segmentId, context)
    .slice(0, MOST_PAST)
    .map(({ sentence, rule, definition }) => ({ sentence, rule, definition }));
}

const MOST_PAST = 5;

/** Details for the rows of segments that are no longer in Klaviyo, which nothing recommends any more: their rule can be copied back. */
function goneRows(context: ReportContext, names: SegmentRules['names']): readonly (readonly [string, RowDetails])[] {
  const { segments } = context.input.inventory;
  if (!isKnown(segments)) return [];
  return vanished(context, new Set(segments.value.map(({ id }) => id))).flatMap((change) =>
    ['refresh', 'merge', 'retire'].map(
      (action) =>
        [
          `${action}:${change.segmentId}`,
          {
            key: `${action}:${change.segmentId}`,
            action: '',
            segment: change.name,
            stage: '',
            priority: '',
            scoreReason: '',
            rule: change.from,
            evidence: changeSentence(change, context),
            figures: [],
            uses: [],
            near: [],
            past: pastOf(change.segmentId, context),
            steps: ['To have it back, build the segment again in Klaviyo as it is laid out here; its definition stands below.'],
            build: change.definition === null ? null : buildCard(change.definition, names),
            readiness: 'It is no longer in Klaviyo.',
            link: null,
          },
        ] as const,
    ),
  );
}

/** Who else gets the row's people: segments in live use that hold some of them. */
function alsoGet(recommendation: Recommendation, { reach }: ReportInput, formats: Formats): RowDetails['alsoGet'] {
  const segmentId = aboutSegment(recommendation);
  const found =
    segmentId !== null ? reach.alsoIn({ segmentId }) : recommendation.audienceId !== null ? reach.alsoIn({ audienceId: recommendation.audienceId }) : null;
  return found?.map(({ name, both, share }) => `${quoted(name)} gets ${formats.count(both)} of them (${formats.share(share)}).`) ?? null;
}

/** The existing segment that a refresh, merge or retirement is about. */
function aboutSegment(recommendation: Recommendation): string | null {
  return recommendation.action === 'Create' ? null : (recommendation.touches.find(({ type }) => type === 'segment')?.id ?? null);
}

function segmentLink(recommendation: Recommendation): string | null {
  const own = recommendation.action === 'Create' ? undefined : recommendation.touches.find(({ type }) => type === 'segment' || type === 'list');
  return own === undefined ? null : klaviyoAddress(own.type, own.id);
}

function figureView(label: string, fact: Known<Figure>, formats: Formats): RowDetails['figures'][number] {
  if (!isKnown(fact)) return { label, value: UNKNOWN, method: fact.unknown };
  const figure = fact.value;
  return isKnown(figure.value)
    ? { label, value: figureText(figure.value.value, figure.unit, formats), method: figureNote(figure, formats) }
    : { label, value: UNKNOWN, method: figure.value.unknown };
}
