import type { Campaign } from '../account/inventory';
import { isKnown } from '../account/known';
import type { Clash, Clashes } from '../reach/clashes';
import { clashShare } from '../reach/reach-settings';
import { valueOf } from '../settings/setting';
import { cell, unknownCell, figureNumber } from '../table/cell';
import type { Field } from '../table/table';
import { quoted } from '../text/quotes';
import type { ReportContext } from './report-context';
import type { SummaryTable } from './summary-page';
import { capitalized } from '../text/capitalized';

const MOST_ROWS = 10;

/** The summary's table of sends that reach the same people within three days: those to come first. */
export function clashesTable(context: ReportContext): readonly SummaryTable[] {
  const {
    input: { reach },
    formats,
  } = context;
  const { clashes } = reach;
  if (!isKnown(clashes)) return [];
  const { pairs, untold } = clashes.value;
  return [
    {
      id: 'clashes',
      title: 'Sends that reach the same people',
      explanation: `${clashWords(clashes.value, context)}${untold === 0 ? '' : ` Of ${formats.counted(untold, 'further pair')} it is unknown, since who is on lists is not told.`}`,
      columns: [
        { header: 'First', width: 220, format: 'text' },
        { header: 'Then', width: 220, format: 'text' },
        { header: 'Hours apart', width: 90, format: 'whole number' },
        { header: 'People in both', width: 100, format: 'whole number' },
        { header: 'Share of the smaller', width: 100, format: 'share' },
        { header: 'Goes out', width: 110, format: 'day' },
      ],
      rows: pairs
        .slice(0, MOST_ROWS)
        .map(({ first, second, hours, both, share }) => [
          cell(first.name),
          cell(second.name),
          cell(Math.round(hours)),
          cell(Math.round(both)),
          cell(figureNumber(share, 'share')),
          cell({ day: formats.dayOf(second.at) }, second.toCome ? 'Still to come: it can be moved, or leave the other’s people out.' : null),
        ]),
      whenEmpty:
        untold === 0
          ? 'No two campaigns within three days reach the same people.'
          : 'Of no two campaigns within three days it is known that they reach the same people.',
    },
  ];
}

function clashWords({ withinDay, withinThreeDays, pairs }: Clashes, { input: { reach, settings }, formats }: ReportContext): string {
  const toCome = pairs.filter(({ second }) => second.toCome).length;
  return (
    `${formats.counted(withinDay, 'pair')} of campaigns within 24 hours and ${formats.count(withinThreeDays)} within three days share more than ${formats.share(valueOf(settings, clashShare) / 100)} of the smaller audience’s people${toCome === 0 ? '' : `; ${formats.count(toCome)} can still be changed`}. ` +
    `Campaigns of the planning window and scheduled ones, all channels together, by who is in the audiences today; ${reach.method.toLowerCase()} from ${reach.from}. Smart sending may skip some.`
  );
}

/** The column of `Campaigns` with what else its people get within three days. */
export function clashesField({ input: { reach }, formats }: ReportContext): Field<Campaign> {
  const { clashes } = reach;
  const byCampaign = new Map<string, Clash[]>();
  if (isKnown(clashes)) {
    for (const pair of clashes.value.pairs) for (const { id } of [pair.first, pair.second]) byCampaign.set(id, [...(byCampaign.get(id) ?? []), pair]);
  }
  return {
    header: 'Same people',
    width: 260,
    format: 'long text',
    meaning: 'Other campaigns within three days that reach the same people, by who is in the audiences today; the share is of the smaller audience.',
    fill: ({ id }) => {
      if (!isKnown(clashes)) return unknownCell(`${capitalized(clashes.unknown)}.`);
      const pairs = byCampaign.get(id) ?? [];
      const words = ({ first, second, hours, both, share }: Clash): string =>
        `${quoted(first.id === id ? second.name : first.name)}, ${formats.counted(Math.round(hours), 'hour')} ${first.id === id ? 'later' : 'before'}: ${formats.counted(both, 'person', 'people')} (${formats.share(share)})`;
      return cell(
        pairs.length === 0 ? 'None found' : pairs.slice(0, 5).map(words).join('\n'),
        clashes.value.untold === 0 ? null : 'Whether campaigns to other lists reach the same people is not told.',
      );
    },
  };
}
