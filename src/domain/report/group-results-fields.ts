import type { SendResults } from '../account/inventory';
import { isKnown, unknown } from '../account/known';
import { figuresInWords } from '../reach/group-results';
import type { GroupResults } from '../reach/group-results';
import { cell, knownCell, unknownCell } from '../table/cell';
import type { ColumnFormat, TabCell } from '../table/tab';
import type { Field } from '../table/table';
import type { ReportContext } from './report-context';
import { inQuotes } from '../text/quotes';

/** The column whose notes say for all of them what was counted, and why nothing was. */
const FIRST = 'Recipients';

/** Columns that say what mail to a list or segment brought: campaigns that went to it, and flows that it alone triggers. */
export function groupResultFields<T>(resultsOf: (group: T) => GroupResults | undefined, { input, formats }: ReportContext): readonly Field<T>[] {
  const days = formats.counted(input.inventory.resultsDays, 'day');
  const over = `Campaigns that included it, over the last ${days}, all channels together, from Klaviyo’s campaign report by audience; a campaign to several audiences is shared out as Klaviyo does.`;
  const of = (group: T): GroupResults => resultsOf(group) ?? NOT_ANALYZED;
  const field = (header: string, format: ColumnFormat, meaning: string, pick: (results: SendResults) => number | null): Field<T> => ({
    header,
    width: 110,
    format,
    meaning: header === FIRST ? `${meaning} ${over}` : `${meaning} Over the same campaigns and ${days} as ${inQuotes(FIRST)}.`,
    fill: (group) => resultCell(of(group), header === FIRST ? `No campaign of the last ${days} went to it.` : null, pick),
  });
  return [
    {
      header: 'Campaigns',
      width: 100,
      format: 'whole number',
      meaning: `Campaigns sent in the last ${days} that included it.`,
      fill: (group) => knownCell(of(group).campaigns, (count) => cell(count)),
    },
    field(FIRST, 'whole number', 'Recipients of those campaigns: whoever got several counts several times.', ({ recipients }) => recipients),
    field('Click rate', 'share', 'Share of delivered messages that were clicked.', ({ clickRate }) => clickRate),
    field('Orders', 'whole number', 'Orders that Klaviyo attributes to them.', ({ conversions }) => conversions),
    field('Revenue per recipient', 'money', 'Value of those orders divided by recipients.', ({ revenuePerRecipient }) => revenuePerRecipient),
    field('Unsubscribe rate', 'share', 'Share of delivered messages that led to an unsubscription.', ({ unsubscribeRate }) => unsubscribeRate),
    field(
      'Spam complaints',
      'share',
      `Share of delivered messages that were marked as spam: aim below ${formats.percent(0.1)}, never ${formats.percent(0.3)}.`,
      ({ spamComplaintRate }) => spamComplaintRate,
    ),
    {
      header: 'Its flows',
      width: 220,
      format: 'long text',
      meaning: `Flows in use that it alone triggers, with what they brought over the last ${days} (Klaviyo’s flow report).`,
      fill: (group) => flowsCell(of(group)),
    },
  ];

  function flowsCell({ flows }: GroupResults): TabCell {
    if (flows.length === 0) return cell('None');
    return cell(
      flows
        .map(
          ({ name, results }) =>
            `${inQuotes(name.replace(/\s+/g, ' ').trim() || '(no name)')}: ${isKnown(results) ? figuresInWords(results.value, formats) || 'no figures' : `results unknown (${results.unknown})`}`,
        )
        .join('\n'),
    );
  }
}

const NOT_ANALYZED: GroupResults = { campaigns: unknown('It was not analyzed.'), results: unknown('It was not analyzed.'), flows: [] };

function resultCell({ results }: GroupResults, none: string | null, pick: (results: SendResults) => number | null): TabCell {
  return knownCell(results, (read) => {
    if (read === null) return cell(null, none);
    const value = pick(read);
    return value === null ? unknownCell('Klaviyo’s report gave no figure for it.') : cell(value);
  });
}
