import type { Instant } from '../../domain/account/known';
import { endpointOf } from '../http/endpoints';
import { reasonFor } from '../schedule/failure';
import { includedOf, instantOf, objectOf, relatedIds, resourcesOf, type Resource } from '../http/json';
import { parseFlow } from './parse-objects';
import type { Handler, ReadingContext } from '../schedule/context';
import { pathOf, pathWithQuery } from '../http/request';
import { slimAction, slimFlowDefinition } from './slim-flow-definition';

export const readFlowPage: Handler<'flow-page'> = {
  endpoint: () => 'flows',
  shape: (work) => ({
    path: pathWithQuery(endpointOf('flows').path, {
      filter: `equals(archived,${String(work.archived)})`,
      'page[size]': endpointOf('flows').pageSize ?? undefined,
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

export const readFlowDefinition: Handler<'flow-definition'> = {
  endpoint: () => 'flowDefinition',
  shape: (work) => ({ path: pathWithQuery(pathOf(endpointOf('flowDefinition'), work.flowId), { 'additional-fields[flow]': 'definition', 'fields[flow]': 'definition' }) }),
  answer: (work, answer, _next, context) => {
    const definition = resourcesOf(answer).resources[0]?.attributes.definition;
    const usable = typeof definition === 'object' && definition !== null && Object.keys(objectOf(definition)).length > 0;
    const slim = { updated: work.updated, definition: slimFlowDefinition(definition), failed: usable ? null : 'Klaviyo did not send it' };
    const kept = context.records.flowDefinitions.set(work.flowId, slim, context.head.reading);
    if (!kept) context.records.flowDefinitions.set(work.flowId, { updated: work.updated, definition: null, failed: 'it is too large to be kept' }, context.head.reading);
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
export function settleFlows(context: ReadingContext): void {
  const { head, records } = context;
  if (head.unknown.flows !== undefined) return;
  records.flows.sweep(head.reading);
  for (const pieces of [records.flowDefinitions, records.flowResults]) {
    for (const id of pieces.ids()) if (records.flows.get(id) === undefined) pieces.delete(id);
  }
}
