import { isKnown, mapKnown } from '../account/known';
import type { Flow } from '../account/inventory';
import { klaviyoAddress } from '../account/klaviyo-address';
import type { FlowText } from '../coverage/recommendation';
import { cell, dayCell, linked, unknownCell } from '../table/cell';
import { createContext, inNameOrder } from './report-context';
import type { ReportContext } from './report-context';
import type { ReportInput } from './report-input';
import { resultFields } from './results-fields';
import type { TabCell, TableTab } from '../table/tab';
import { knownTableOf } from '../table/table';
import type { Field } from '../table/table';
import { findingsCell } from './use-words';
import { capitalized } from '../text/capitalized';

/** The `Flows` tab: every flow of the account, by name. */
export function flowsTab(input: ReportInput, context: ReportContext = createContext(input)): TableTab {
  return knownTableOf('Flows', flowFields(context), mapKnown(input.inventory.flows, inNameOrder));
}

function flowFields(context: ReportContext): readonly Field<Flow>[] {
  const { input, formats } = context;
  const textCell = (flow: Flow, pick: (text: FlowText) => string): TabCell => {
    if (!isKnown(flow.definition)) return unknownCell(flow.definition.unknown);
    const text = input.coverage.flowTexts.get(flow.id);
    if (text === undefined) return unknownCell('Its definition could not be read.');
    return cell(pick(text) || 'None');
  };
  return [
    { header: 'Flow', width: 240, format: 'text', meaning: 'Opens the flow in Klaviyo.', fill: (flow) => linked(flow.name, klaviyoAddress('flow', flow.id)) },
    {
      header: 'Status',
      width: 90,
      format: 'text',
      meaning: 'Live sends by itself, manual waits for a person, draft sends nothing.',
      fill: (flow) => cell(statusWords(flow)),
    },
    { header: 'Trigger', width: 240, format: 'long text', meaning: 'What brings people in.', fill: (flow) => textCell(flow, (text) => text.trigger) },
    {
      header: 'Trigger filter',
      width: 240,
      format: 'long text',
      meaning: 'Which of those events count.',
      fill: (flow) => textCell(flow, (text) => text.triggerFilter),
    },
    {
      header: 'Profile filter',
      width: 300,
      format: 'long text',
      meaning: 'Which people may come in and stay.',
      fill: (flow) => textCell(flow, (text) => text.profileFilter),
    },
    {
      header: 'Branches',
      width: 360,
      format: 'long text',
      meaning: 'Where the flow parts, and which messages have filters of their own.',
      fill: (flow) => textCell(flow, (text) => text.branches.join('\n')),
    },
    {
      header: 'Hidden audience',
      width: 300,
      format: 'long text',
      meaning: 'An audience rule inside the flow that no segment holds.',
      fill: (flow) => textCell(flow, (text) => text.hides),
    },
    ...resultFields<Flow>(`From Klaviyo’s flow report over the last ${input.inventory.resultsDays} days.`),
    {
      header: 'Findings',
      width: 360,
      format: 'long text',
      meaning: 'What is wrong or notable, with the evidence.',
      fill: (flow) => findingsCell(context.findingsOf({ type: 'flow', id: flow.id }), context),
    },
    { header: 'Created', width: 100, format: 'day', fill: (flow) => dayCell(flow.created, formats) },
    { header: 'Changed', width: 100, format: 'day', meaning: 'Last change in Klaviyo.', fill: (flow) => dayCell(flow.updated, formats) },
    { header: 'Id', width: 90, format: 'text', meaning: 'Klaviyo’s id: tells flows of the same name apart.', fill: (flow) => cell(flow.id) },
  ];
}

function statusWords(flow: Flow): string {
  const status = flow.status === '' ? 'Unknown' : capitalized(flow.status);
  return flow.archived ? `${status}, archived` : status;
}
