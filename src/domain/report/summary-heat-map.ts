import { USES } from '../terms/lifecycle-terms';
import { COVERAGE_STATES } from '../terms/coverage-terms';
import type { Gap } from '../coverage/recommendation';
import { lifecycleStages } from '../settings/plan';
import { valueOf } from '../settings/setting';
import { UNKNOWN, cell } from '../table/cell';
import { byStage, countStates, coveredShare, plannedGaps } from './coverage-counts';
import type { ReportInput } from './report-input';
import type { HeatMap } from './summary-page';
import type { TabCell } from '../table/tab';

/** Coverage by stage and use. */
export function heatMap(input: ReportInput): HeatMap {
  const { gaps } = input.coverage;
  const planned = new Set<string>(valueOf(input.settings, lifecycleStages));
  const all = plannedGaps(gaps, input.settings);
  const lines = [
    ...byStage(gaps).map(([stage, of]) => ({
      head: cell(stage, planned.has(stage) ? null : 'Not among the stages planned for in Settings: left out of the totals.'),
      byUse: groupsOf(of),
    })),
    ...(all.length === 0 ? [] : [{ head: cell('All planned stages'), byUse: groupsOf(all) }]),
  ];
  return {
    title: 'Coverage by stage and use',
    explanation:
      'How many of the lifecycle audiences that this account can have a usable segment covers; the note on each cell names them. “–”: no such audience here.',
    columns: [{ header: 'Stage', width: 170, format: 'text' }, ...[...USES, 'All uses'].map((header) => ({ header, width: 110, format: 'text' as const }))],
    rows: lines.map(({ head, byUse }) => [head, ...byUse.map(countCell)]),
    shares: lines.map(({ byUse }) => byUse.map((of) => coveredShare(countStates(of)))),
  };
}

/** The audiences of each use, then all of them. */
function groupsOf(gaps: readonly Gap[]): readonly (readonly Gap[])[] {
  return [...USES.map((use) => gaps.filter((gap) => gap.uses.includes(use))), gaps];
}

function countCell(gaps: readonly Gap[]): TabCell {
  const counts = countStates(gaps);
  const share = coveredShare(counts);
  const names = COVERAGE_STATES.flatMap((state) => {
    const of = gaps.filter((gap) => gap.state === state);
    return of.length === 0 ? [] : [`${state}: ${of.map((gap) => gap.name).join('; ')}`];
  });
  if (share === null)
    return cell(
      counts.states.Unknown > 0 ? UNKNOWN : '–',
      [
        gaps.length === 0
          ? 'No lifecycle audience of this stage serves this use.'
          : counts.states.Unknown > 0
            ? 'Whether a segment covers these audiences is unknown; the Gaps tab says why.'
            : 'This account can have none of these audiences.',
        ...names,
      ].join('\n'),
    );
  return cell(`${counts.states.Covered} of ${counts.applicable}`, names.join('\n'));
}
