import { mapKnown } from '../account/known';
import type { SubscriberList } from '../account/inventory';
import { klaviyoAddress } from '../account/klaviyo-address';
import { cell, dayCell, knownCell, linked, toldCell } from '../table/cell';
import { createContext, inNameOrder } from './report-context';
import type { ReportContext } from './report-context';
import type { ReportInput } from './report-input';
import type { TableTab } from '../table/tab';
import { knownTableOf } from '../table/table';
import type { Field } from '../table/table';
import { groupResultFields } from './group-results-fields';
import { findingsCell, lastUsedCell, tagsCell, usesCell, verdictCell } from './use-words';

/** The `Lists` tab: every list of the account, by name. */
export function listsTab(input: ReportInput, context: ReportContext = createContext(input)): TableTab {
  return knownTableOf('Lists', listFields(context), mapKnown(input.inventory.lists, inNameOrder));
}

function listFields(context: ReportContext): readonly Field<SubscriberList>[] {
  const { formats } = context;
  const verdictOf = (list: SubscriberList) => context.verdictOf('list', list.id);
  return [
    { header: 'List', width: 240, format: 'text', meaning: 'Opens the list in Klaviyo.', fill: (list) => linked(list.name, klaviyoAddress('list', list.id)) },
    {
      header: 'Verdict',
      width: 90,
      format: 'text',
      meaning: 'What to do with it. Nothing in use is ever retired.',
      fill: (list) => verdictCell(verdictOf(list), context),
    },
    {
      header: 'Reason',
      width: 300,
      format: 'long text',
      meaning: 'Why this verdict.',
      fill: (list) => toldCell(verdictOf(list)?.reason ?? null, 'It was not analyzed.'),
    },
    {
      header: 'Opt-in process',
      width: 120,
      format: 'text',
      meaning: 'Single: joining is enough. Double: people confirm by email first.',
      fill: (list) => toldCell(optInWords(list.optInProcess)),
    },
    {
      header: 'Members',
      width: 90,
      format: 'whole number',
      meaning: 'Profiles on the list, whether they can be mailed or not, as Klaviyo counts them.',
      fill: (list) =>
        knownCell(list.members, (members) =>
          cell(members, list.membersAsOf === null ? 'Counted by Klaviyo.' : `Counted by Klaviyo ${formats.moment(list.membersAsOf)}.`),
        ),
    },
    {
      header: 'Joined in 180 days',
      width: 100,
      format: 'whole number',
      meaning: 'Profiles that joined in the last 180 days.',
      fill: (list) => knownCell(list.joinedRecently, (joined) => cell(joined)),
    },
    {
      header: 'Used in',
      width: 220,
      format: 'text',
      meaning: 'Flows, campaigns, segments and forms that use it, directly or through a segment; every one is in the note.',
      fill: (list) => usesCell(verdictOf(list), context),
    },
    {
      header: 'Last used',
      width: 100,
      format: 'day',
      meaning: 'The last campaign sent to it or leaving it out, directly or through a segment.',
      fill: (list) => lastUsedCell(verdictOf(list), context),
    },
    ...groupResultFields((list: SubscriberList) => verdictOf(list)?.results, context),
    {
      header: 'Findings',
      width: 360,
      format: 'long text',
      meaning: 'What is wrong or notable, with the evidence; the thresholds are in the note and in Settings.',
      fill: (list) => findingsCell(context.findingsOf({ type: 'list', id: list.id }), context),
    },
    { header: 'Created', width: 100, format: 'day', fill: (list) => dayCell(list.created, formats) },
    { header: 'Changed', width: 100, format: 'day', meaning: 'Last change in Klaviyo.', fill: (list) => dayCell(list.updated, formats) },
    { header: 'Tags', width: 140, format: 'text', fill: (list) => tagsCell(list.tags, context) },
    { header: 'Id', width: 90, format: 'text', meaning: 'Klaviyo’s id: tells lists of the same name apart.', fill: (list) => cell(list.id) },
  ];
}

function optInWords(process: string | null): string | null {
  if (process === 'single_opt_in') return 'Single opt-in';
  if (process === 'double_opt_in') return 'Double opt-in';
  return process;
}
