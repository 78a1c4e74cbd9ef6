import { ACTIONS } from '../terms/coverage-terms';
import { cell, figureNumber } from '../table/cell';
import { byStage, countStates, plannedGaps } from './coverage-counts';
import { plural } from '../text/format';
import { coverageOf, entryOf, valueByAction } from './history';
import type { PlanOutline } from './plan';
import { returnChart } from './return-chart';
import { spokenToChart } from './unspoken-report';
import type { ReportContext } from './report-context';
import type { SummaryChart } from './summary-page';

/** Points of the line: two years of weekly refreshes would not be readable; the newest are shown. */
const MOST_POINTS = 60;
/** Moves on the curve: beyond these nobody plans. */
const MOST_MOVES = 24;

/** Charts with their data; one that would say nothing yet (a line of one point, no money, no audience) is left out. */
export function summaryCharts(context: ReportContext, outline: PlanOutline): readonly SummaryChart[] {
  const [curve, time, value, states] = [planCurve(outline), coverageOverTime(context), valueAtStake(context), audiencesByState(context)];
  return [
    ...(outline.wholeTotal > 0 && curve.rows.length > 1 ? [curve] : []),
    ...(time.rows.length > 1 ? [time] : []),
    ...(value.rows.some(([, sum]) => sum?.value !== 0) ? [value] : []),
    ...(states.rows.length > 0 ? [states] : []),
    ...returnChart(context),
    ...spokenToChart(context).filter(({ rows }) => rows.length > 0),
  ];
}

/** How much of the whole the first moves bring, up to where nearly all of it is reached. */
function planCurve({ steps }: PlanOutline): SummaryChart {
  const earning = steps.filter(({ gain }) => gain !== null && gain > 0).slice(0, MOST_MOVES);
  return {
    id: 'plan curve',
    kind: 'line',
    stacked: false,
    title: 'What the first moves bring',
    axes: ['Moves made, in the plan’s order', 'Share of what all open moves bring'],
    explanation: '',
    columns: [
      { header: 'Moves', width: 90, format: 'whole number' },
      { header: 'Share of the whole', width: 110, format: 'share' },
    ],
    rows: earning.map(({ share }, index) => [cell(index + 1), cell(figureNumber(share, 'share'))]),
  };
}

function coverageOverTime({ input, formats }: ReportContext): SummaryChart {
  const now = entryOf({ at: input.now, gaps: input.coverage.gaps, tracker: input.tracker, settings: input.settings });
  const points = [...input.history.entries.filter((entry) => entry.at < input.now), now].slice(-MOST_POINTS);
  return {
    id: 'coverage over time',
    kind: 'line',
    stacked: false,
    title: 'Coverage over time',
    axes: ['Refresh', 'Share of applicable audiences covered'],
    explanation: '',
    columns: [
      { header: 'Refresh', width: 110, format: 'day' },
      { header: 'Covered', width: 100, format: 'share' },
    ],
    rows: points.flatMap((entry) => {
      const { covered, applicable } = coverageOf(entry);
      return applicable === 0 ? [] : [[cell({ day: formats.dayOf(entry.at) }), cell(covered / applicable, `${covered} of ${applicable}`)]];
    }),
  };
}

function valueAtStake({ input }: ReportContext): SummaryChart {
  const sums = new Map(valueByAction(input.tracker).map((sum) => [sum.action, sum.value]));
  const unknown = valueByAction(input.tracker).reduce((sum, { unknown: none }) => sum + none, 0);
  return {
    id: 'value by action',
    kind: 'column',
    stacked: false,
    title: 'Value at stake by action',
    axes: ['Action', `Value at stake (${input.inventory.account.currency})`],
    explanation: unknown === 0 ? '' : `Without ${plural(unknown, 'open row')} whose value is unknown.`,
    columns: [
      { header: 'Action', width: 110, format: 'text' },
      { header: 'Value at stake', width: 110, format: 'money' },
    ],
    rows: ACTIONS.map((action) => [cell(action), cell(sums.get(action) ?? 0)]),
  };
}

function audiencesByState({ input }: ReportContext): SummaryChart {
  const gaps = plannedGaps(input.coverage.gaps, input.settings);
  const states = gaps.some(({ state }) => state === 'Unknown')
    ? (['Covered', 'Partial', 'Stale', 'Missing', 'Unknown'] as const)
    : (['Covered', 'Partial', 'Stale', 'Missing'] as const);
  return {
    id: 'audiences by state',
    kind: 'bar',
    stacked: true,
    title: 'Audiences by stage',
    axes: ['Stage', 'Lifecycle audiences'],
    explanation: '',
    columns: [{ header: 'Stage', width: 150, format: 'text' }, ...states.map((header) => ({ header, width: 90, format: 'whole number' as const }))],
    rows: byStage(gaps).map(([stage, of]) => {
      const counts = countStates(of);
      return [cell(stage), ...states.map((state) => cell(counts.states[state]))];
    }),
  };
}
