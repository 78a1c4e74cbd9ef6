import { isKnown } from '../account/known';
import type { Figure } from '../behavior/figure';
import { planningWindow } from '../settings/plan';
import { valueOf } from '../settings/setting';
import { cell, figureCell, figureFormat, knownCell, unknownCell, methodWords } from '../table/cell';
import { countStates, plannedGaps } from './coverage-counts';
import { plural } from '../text/format';
import { valueByAction } from './history';
import { reachFigures } from './reach-figures';
import type { ReportContext } from './report-context';
import type { SummaryFigure } from './summary-page';
import { isOpen } from '../table/tracker-line';
import { capitalized } from '../text/capitalized';

/** One sentence on coverage, for the summary, the document and the sidebar. */
export function coverageHeadline({ input }: ReportContext): string {
  const { segments } = input.inventory;
  if (!isKnown(segments)) return `Coverage could not be worked out, since the account’s segments could not be read: ${segments.unknown}.`;
  const gaps = plannedGaps(input.coverage.gaps, input.settings);
  const counts = countStates(gaps);
  const unknown = counts.states.Unknown;
  const why = gaps.find(({ state }) => state === 'Unknown')?.why ?? '';
  const { stillToCome } = input.inventory;
  const soFar = stillToCome === undefined ? '' : ` ${stillToCome.sentence}`;
  if (stillToCome?.people === true) return `${plural(counts.states.Covered, 'planned lifecycle audience')} covered by a segment’s rule so far.${soFar}`;
  if (counts.applicable === 0 && unknown > 0) return `Coverage could not be worked out for ${plural(unknown, 'planned lifecycle audience')}. ${why}${soFar}`;
  if (counts.applicable === 0) return `This account can have none of the planned lifecycle audiences yet; the Gaps tab says why.${soFar}`;
  return `${counts.states.Covered} of ${counts.applicable} applicable lifecycle audiences are covered${unknown === 0 ? '.' : `; of ${unknown} more it is unknown: the Gaps tab says why.`}${soFar}`;
}

/** Key figures of the summary. */
export function summaryFigures(context: ReportContext): readonly SummaryFigure[] {
  return [...coverageFigures(context), ...trackerFigures(context), ...behaviorFigures(context), ...reachFigures(context)];
}

function coverageFigures({ input, formats }: ReportContext): readonly SummaryFigure[] {
  const { segments } = input.inventory;
  const counts = countStates(plannedGaps(input.coverage.gaps, input.settings));
  const period = `At ${formats.day(formats.dayOf(input.now))}`;
  const method = 'Counted: each audience’s rule compared with every segment’s rule';
  const judged = (name: string, value: number | null, format: SummaryFigure['format'], what: string): SummaryFigure => ({
    name,
    format,
    counts: what,
    period,
    method,
    cell: knownCell(segments, () =>
      value !== null && (counts.applicable > 0 || counts.states.Unknown === 0)
        ? cell(value)
        : unknownCell(
            counts.states.Unknown === 0
              ? 'This account can have none of the planned audiences.'
              : 'No planned audience could be judged; the Gaps tab says why.',
          ),
    ),
  });
  return [
    judged(
      'Covered audiences',
      counts.applicable === 0 ? null : counts.states.Covered,
      'whole number',
      `Lifecycle audiences of the planned stages with a usable segment, of ${counts.applicable} that this account can have`,
    ),
    judged('Partly covered', counts.states.Partial, 'whole number', 'Audiences whose segment is narrower, wider or has other thresholds'),
    judged('Stale', counts.states.Stale, 'whole number', 'Audiences whose segment is there but no longer works'),
    judged('Missing', counts.states.Missing, 'whole number', 'Audiences without any segment'),
    ...(counts.states.Unknown === 0
      ? []
      : [
          {
            name: 'Unknown',
            format: 'whole number' as const,
            period,
            method: 'Counted',
            cell: cell(counts.states.Unknown),
            counts:
              'Audiences of which it is unknown whether a segment has them, since something was not read; they are in none of the figures beside this one',
          },
        ]),
    {
      name: 'Segments',
      format: 'whole number',
      period,
      method: 'Counted in Klaviyo',
      counts: 'Segments in the account, inactive ones included',
      cell: knownCell(segments, (read) => cell(read.length)),
    },
  ];
}

function trackerFigures({ input, formats }: ReportContext): readonly SummaryFigure[] {
  const open = input.tracker.filter(isOpen);
  const first = open.filter((line) => line.priority === 'P1').length;
  const values = valueByAction(input.tracker);
  const unknown = values.reduce((sum, { unknown: none }) => sum + none, 0);
  const total = values.reduce((sum, { value }) => sum + value, 0);
  const days = valueOf(input.settings, planningWindow);
  return [
    {
      name: 'Open recommendations',
      format: 'whole number',
      cell: cell(open.length),
      period: `At ${formats.day(formats.dayOf(input.now))}`,
      method: 'Counted in the tracker',
      counts: `Rows proposed, in review or approved, ${first} of them P1`,
    },
    {
      name: 'Value at stake',
      format: 'money',
      period: `The next ${days} days`,
      method: 'Estimated: the sum of the tracker’s rows; one person can be in several rows, so it is no forecast',
      counts: `Value at stake of the open rows${unknown === 0 ? '' : `, without ${plural(unknown, 'row')} whose value is unknown`}`,
      cell:
        open.length > 0 && unknown === open.length
          ? unknownCell('No open row has a known value at stake; the notes in the tracker say why.')
          : cell(Math.round(total * 100) / 100),
    },
  ];
}

function behaviorFigures({ input, formats }: ReportContext): readonly SummaryFigure[] {
  const measured = (name: string, figure: Figure, what: string): SummaryFigure => ({
    name,
    format: figureFormat(figure.unit),
    cell: figureCell({ value: figure }, formats, what),
    counts: what,
    period: figure.period || 'Not told',
    method: capitalized(figure.sample === '' ? methodWords(figure.method) : `${methodWords(figure.method)}: ${figure.sample}`),
  });
  const { behavior } = input;
  return [
    measured('Profiles', behavior.profilesTotal, 'Profiles in the account'),
    measured('Reachable by email', behavior.reachableBase, 'Profiles that are subscribed to email and not suppressed'),
    measured('Revenue', behavior.windowRevenue, 'Value of all orders in the planning window'),
    measured('Average order value', behavior.averageOrderValue, 'Revenue divided by orders'),
  ];
}
