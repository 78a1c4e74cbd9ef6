import { isKnown } from '../account/known';
import type { Known } from '../account/known';
import type { SendResults } from '../account/inventory';
import { cell, knownCell, unknownCell } from '../table/cell';
import type { ColumnFormat, TabCell } from '../table/tab';
import type { Field } from '../table/table';

interface Sent {
  readonly results: Known<SendResults>;
}

/** Columns of results that campaigns and flows share; `source` says where the figures come from and over which period. */
export function resultFields<T extends Sent>(source: string): readonly Field<T>[] {
  const field = (header: string, width: number, format: ColumnFormat, meaning: string, pick: (results: SendResults) => number | null): Field<T> => ({
    header,
    width,
    format,
    meaning: `${meaning} ${source}`,
    fill: ({ results }) => resultCell(results, pick),
  });
  return [
    field('Recipients', 95, 'whole number', 'Profiles it was sent to.', (results) => results.recipients),
    field(
      'Open rate',
      80,
      'share',
      'Share of delivered that were opened; privacy proxies open by themselves, so take it with care.',
      (results) => results.openRate,
    ),
    field('Click rate', 80, 'share', 'Share of delivered that were clicked.', (results) => results.clickRate),
    field('Conversions', 110, 'whole number', 'Events of the conversion metric that Klaviyo attributes to it.', (results) => results.conversions),
    field('Conversion rate', 105, 'share', 'Conversions as a share of delivered.', (results) => results.conversionRate),
    field('Revenue', 100, 'money', 'Value of those conversions in the account’s currency.', (results) => results.revenue),
    field('Revenue per recipient', 100, 'money', 'Revenue divided by recipients.', (results) => results.revenuePerRecipient),
    field('Unsubscribe rate', 110, 'share', 'Share of delivered that led to an unsubscription.', (results) => results.unsubscribeRate),
    field('Spam complaints', 100, 'share', 'Share of delivered that were marked as spam: aim below 0.1%, never 0.3%.', (results) => results.spamComplaintRate),
  ];
}

function resultCell(results: Known<SendResults>, pick: (results: SendResults) => number | null): TabCell {
  if (!isKnown(results)) return unknownCell(results.unknown);
  return knownCell(results, (read) => {
    const value = pick(read);
    return value === null ? unknownCell('Klaviyo’s report gave no figure for it.') : cell(value);
  });
}
