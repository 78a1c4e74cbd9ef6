import type * as sdk from 'klaviyo-api';
import type { Flow } from '../../domain/account/inventory';
import { known, unknown, type Instant, type Known } from '../../domain/account/known';
import { get, S } from '../http/endpoint';
import { includedOf, instantOf, objectOf, relatedIds, resourcesOf, type Resource } from '../http/json';
import { pathOf, pathWithQuery } from '../http/request';
import type { EntriesOf, Wire } from '../http/wire';
import { after, type Collection, type Read } from '../schedule/collection';
import type { Handler, ReadingContext } from '../schedule/context';
import { reasonFor } from '../schedule/failure';
import { notYetOr } from '../schedule/so-far';
import type { Pieces } from '../state/pieces';
import { flag, parsed, text, time } from './attributes';
import { resultsOrReason } from './send-results';
import { slimAction, slimFlowDefinition } from './slim-flow-definition';
import { unlessUnread } from './unless-unread';

declare module '../schedule/work-item' {
  interface WorkKinds {
    readonly 'flow-page': { readonly archived: boolean };
    /** `updated`: the latest change that the listing told, of the flow or of one of its actions. */
    readonly 'flow-definition': { readonly flowId: string; readonly updated: Instant | null };
  }
}
declare module '../state/records' {
  interface Records {
    readonly flows: Pieces<ListedFlow>;
    readonly flowDefinitions: Pieces<StoredDefinition>;
  }
}

export interface StoredDefinition {
  readonly updated: Instant | null;
  readonly definition: unknown;
  /** Set instead of a definition where it could not be read. */
  readonly failed: string | null;
}

const FLOWS = get(
  'flows',
  '/api/flows',
  S,
  50,
  ['flows:read'],
  'flows',
  'Archived and other flows are asked for apart, because Klaviyo states no default. Actions are included with the page: their `updated` shows an edited flow, and for archived flows they replace the definition.',
);
const FLOW_DEFINITION = get(
  'flowDefinition',
  '/api/flows/{id}',
  S,
  null,
  ['flows:read'],
  'the rules inside flows',
  "Triggers and the flow's profile filter come only here, one flow a call at 60 a minute. Archived flows, which nobody can enter, are left with their included actions.",
);

const ATTRIBUTES = { name: text, status: text, archived: flag, created: time, updated: time, trigger_type: text } satisfies EntriesOf<
  Wire<sdk.FlowResponseObjectResourceAttributes>
>;

export type ListedFlow = Omit<Flow, 'definition' | 'results'>;

export function parseFlow(resource: Resource): ListedFlow | null {
  const found = parsed(ATTRIBUTES, resource);
  return (
    found && {
      id: resource.id,
      name: found.name ?? '',
      status: found.status ?? 'unknown',
      archived: found.archived,
      created: found.created,
      updated: found.updated,
      triggerType: found.trigger_type,
    }
  );
}

/** Path and query of one flow that is live, if there is any. */
export function liveFlow(): string {
  return pathWithQuery(FLOWS.path, { filter: 'equals(status,"live")', 'fields[flow]': 'name', 'page[size]': 1 });
}

const readFlowPage: Handler<'flow-page'> = {
  endpoint: () => FLOWS,
  shape: (work) => ({
    path: pathWithQuery(FLOWS.path, {
      filter: `equals(archived,${String(work.archived)})`,
      'page[size]': FLOWS.pageSize,
      'fields[flow]': 'name,status,archived,created,updated,trigger_type',
      include: 'flow-actions',
      // Nobody can enter an archived flow: its splits and filters come with the page, and its triggers are not asked for.
      'fields[flow-action]': work.archived ? 'updated,definition' : 'updated',
    }),
  }),
  answer: (work, answer, next, context) => {
    const { resources, broken } = resourcesOf(answer);
    const actions = includedOf(answer, 'flow-action');
    let unreadable = broken;
    for (const resource of resources) {
      const flow = parseFlow(resource);
      if (flow === null) {
        unreadable += 1;
        continue;
      }
      context.records.flows.set(flow.id, flow, context.head.reading);
      const own = relatedIds(resource, 'flow-actions').flatMap((id) => actions.get(id) ?? []);
      const updated = latest([flow.updated, ...own.map((action) => instantOf(action.attributes.updated))]);
      if (work.archived) keepFromActions(flow.id, own, updated, context);
      else askDefinition(flow.id, updated, context);
    }
    if (unreadable > 0) context.broken('flows', unreadable);
    return next === null ? null : work;
  },
  failed: (_work, failure, context) => {
    context.head.unknown = { ...context.head.unknown, flows: reasonFor(failure) };
    context.unread('flows', failure);
    return null;
  },
  essential: true,
};

function latest(instants: readonly (Instant | null)[]): Instant | null {
  return instants.reduce<Instant | null>((found, at) => (at === null ? found : Math.max(found ?? at, at)), null);
}

function keepFromActions(flowId: string, actions: readonly Resource[], updated: Instant | null, context: ReadingContext): void {
  const definition = { actions: actions.map((action) => slimAction(action.attributes.definition)) };
  context.records.flowDefinitions.set(flowId, { updated, definition, failed: null }, context.head.reading);
}

/** Asks for the definition unless the kept one is of the latest change of the flow and of each of its actions. */
function askDefinition(flowId: string, updated: Instant | null, context: ReadingContext): void {
  const kept = context.records.flowDefinitions.get(flowId);
  if (kept !== undefined && kept.failed === null && kept.updated !== null && kept.updated === updated) return;
  context.add({ kind: 'flow-definition', flowId, updated });
}

const readFlowDefinition: Handler<'flow-definition'> = {
  step: 'flow definitions',
  endpoint: () => FLOW_DEFINITION,
  shape: (work) => ({ path: pathWithQuery(pathOf(FLOW_DEFINITION, work.flowId), { 'additional-fields[flow]': 'definition', 'fields[flow]': 'definition' }) }),
  answer: (work, answer, _next, context) => {
    const definition = resourcesOf(answer).resources[0]?.attributes.definition;
    const usable = typeof definition === 'object' && definition !== null && Object.keys(objectOf(definition)).length > 0;
    const slim = { updated: work.updated, definition: slimFlowDefinition(definition), failed: usable ? null : 'Klaviyo did not send it' };
    const kept = context.records.flowDefinitions.set(work.flowId, slim, context.head.reading);
    if (!kept)
      context.records.flowDefinitions.set(work.flowId, { updated: work.updated, definition: null, failed: 'it is too large to be kept' }, context.head.reading);
    return null;
  },
  failed: (work, failure, context) => {
    if (failure.kind === 'gone') {
      context.records.flows.delete(work.flowId);
      return null;
    }
    context.records.flowDefinitions.set(work.flowId, { updated: null, definition: null, failed: reasonFor(failure) }, context.head.reading);
    context.unread('the rules inside some flows', failure);
    return null;
  },
  essential: false,
};

/** When both listings are through: forgets flows that are gone. */
function settleFlows(context: ReadingContext): void {
  const { head, records } = context;
  if (head.unknown.flows !== undefined) return;
  records.flows.sweep(head.reading);
  for (const pieces of [records.flowDefinitions, records.flowResults]) {
    for (const id of pieces.ids()) if (records.flows.get(id) === undefined) pieces.delete(id);
  }
}

function flowOf(flow: ListedFlow, { head, records }: Read): Flow {
  const stored = records.flowDefinitions.get(flow.id);
  const definition: Known<unknown> =
    stored === undefined
      ? unknown(notYetOr(head, 'flow definitions', 'its rules could not be read'))
      : stored.failed === null
        ? known(stored.definition)
        : unknown(stored.failed);
  return {
    ...flow,
    definition,
    results: resultsOrReason(records.flowResults.get(flow.id), head.unknown.flowResults ?? notYetOr(head, 'reports', 'it sent nothing in the period')),
  };
}

export const flows = {
  endpoints: [FLOWS, FLOW_DEFINITION],
  scopes: [{ scope: 'flows:read', brings: FLOWS.brings, probe: pathWithQuery(FLOWS.path, { 'fields[flow]': 'name', 'page[size]': 1 }) }],
  work: { 'flow-page': readFlowPage, 'flow-definition': readFlowDefinition },
  records: { flows: 'flows', flowDefinitions: 'flow-definitions' },
  steps: [
    {
      name: 'flows',
      label: 'Reading flows',
      completes: 'flows',
      stage: 1,
      after: after('account'),
      begin: (context) => [false, true].forEach((archived) => context.add({ kind: 'flow-page', archived })),
      end: settleFlows,
    },
    { name: 'flow definitions', label: 'Reading the rules inside flows', stage: 2, after: after('flows'), end: settleFlows },
  ],
  inventory: (read) => ({ flows: unlessUnread(read.head, 'flows', () => read.records.flows.values().map((flow) => flowOf(flow, read))) }),
} satisfies Collection;
