import { cell, figureNumber } from '../table/cell';
import type { ReportContext } from './report-context';
import type { SummaryChart } from './summary-page';

/** Fewer points are no curve. */
const FEWEST_POINTS = 4;

/**
 * How many repeat buyers come back by how long they have been silent, with the at-risk cut where the color changes. Left out where it would say
 * nothing: without people on both sides of the cut, or with too few points for a curve.
 */
export function returnChart({ input, formats }: ReportContext): readonly SummaryChart[] {
  const curve = input.behavior.customers?.returnCurve ?? null;
  if (curve === null || curve.cut === null) return [];
  const { then, windowDays, cut, points } = curve;
  const late = points.filter(({ from }) => from >= cut).length;
  if (points.length < FEWEST_POINTS || late === 0 || late === points.length) return [];
  return [
    {
      id: 'return curve',
      kind: 'column',
      stacked: true,
      title: 'Who comes back, by days of silence',
      axes: ['Days since the last order', 'Share that ordered again'],
      explanation: `Repeat buyers by days since their last order on ${formats.date(then)}: the share who ordered within the ${windowDays} days after. The color changes at the at-risk cut of ${formats.counted(cut, 'day')}.`,
      columns: [
        { header: 'Days silent', width: 110, format: 'text' },
        { header: 'Before the cut', width: 110, format: 'share' },
        { header: 'At risk', width: 110, format: 'share' },
      ],
      rows: points.map(({ from, to, share, people }) => {
        const note = `${formats.share(share)} of ${formats.counted(people, 'repeat buyer')}`;
        return [
          cell(`${formats.count(from)}–${formats.count(to - 1)}`),
          cell(from < cut ? figureNumber(share, 'share') : 0, from < cut ? note : null),
          cell(from < cut ? 0 : figureNumber(share, 'share'), from < cut ? null : note),
        ];
      }),
    },
  ];
}
