import type { FlowAction, StoredFlow } from './account-data';
import type { Call, Kind, Resource } from './document';
import { fieldOf, isoDate, linkOnly } from './document';
import { tagsOf } from './tags';

/** A flow; its definition only where the single endpoint was asked for it. */
export function showFlow(flow: StoredFlow, call: Call, included = false): Resource {
  const { definition } = flow;
  return {
    type: 'flow',
    id: flow.id,
    plural: 'flows',
    attributes: {
      name: flow.name,
      status: flow.status,
      archived: flow.archived,
      created: isoDate(flow.created),
      updated: isoDate(flow.updated),
      trigger_type: flow.triggerType,
      ...(!included && call.additional.has('definition') ? { definition } : {}),
    },
    relations: {
      'flow-actions': {
        data: definition.actions.map((action) => ({ type: 'flow-action', id: action.id })),
        resources: () => definition.actions.map((action) => showAction(flow, action, call)),
      },
      tags: tagsOf(flow.tagIds, call),
    },
  };
}

export function showAction(flow: StoredFlow, action: FlowAction, call: Call): Resource {
  const messages = messagesOf(action);
  return {
    type: 'flow-action',
    id: action.id,
    plural: 'flow-actions',
    attributes: { definition: action, created: isoDate(flow.created), updated: isoDate(flow.updated) },
    relations: {
      flow: { data: { type: 'flow', id: flow.id }, resources: () => [showFlow(flow, call, true)] },
      'flow-messages': {
        data: messages.map((message) => ({ type: 'flow-message', id: message.id })),
        resources: () => messages.map((message) => showMessage(flow, action, message, call)),
      },
    },
  };
}

export interface FlowMessage {
  readonly id: string;
  readonly name: string;
  readonly definition: Readonly<Record<string, unknown>>;
}

/** The message of a sending action; none for delays and splits. */
export function messagesOf(action: FlowAction): readonly FlowMessage[] {
  const message = action.data.message;
  if (message === null || typeof message !== 'object') return [];
  const definition = message as Readonly<Record<string, unknown>>;
  return typeof definition.id === 'string' ? [{ id: definition.id, name: String(definition.name ?? ''), definition }] : [];
}

const CHANNELS: Readonly<Record<string, string>> = { 'send-email': 'email', 'send-sms': 'sms', 'send-mobile-push': 'mobile_push', 'send-whatsapp': 'whatsapp' };

export function showMessage(flow: StoredFlow, action: FlowAction, message: FlowMessage, call: Call): Resource {
  return {
    type: 'flow-message',
    id: message.id,
    plural: 'flow-messages',
    attributes: {
      name: message.name,
      channel: CHANNELS[action.type] ?? 'email',
      definition: message.definition,
      created: isoDate(flow.created),
      updated: isoDate(flow.updated),
    },
    relations: { 'flow-action': { data: { type: 'flow-action', id: action.id }, resources: () => [showAction(flow, action, call)] }, template: linkOnly(null) },
  };
}

export const FLOW: Kind<StoredFlow> = {
  id: (flow) => flow.id,
  show: (flow, call) => showFlow(flow, call),
  field: (flow, name) =>
    fieldOf(
      {
        id: flow.id,
        name: flow.name,
        status: flow.status,
        archived: flow.archived,
        created: flow.created,
        updated: flow.updated,
        trigger_type: flow.triggerType,
      },
      name,
    ),
};

/** Actions of one flow, for its own listing. */
export function actionKind(flow: StoredFlow): Kind<FlowAction> {
  return {
    id: (action) => action.id,
    show: (action, call) => showAction(flow, action, call),
    field: (action, name) =>
      fieldOf(
        {
          id: action.id,
          action_type: action.type,
          status: typeof action.data.status === 'string' ? action.data.status : null,
          created: flow.created,
          updated: flow.updated,
        },
        name,
      ),
  };
}

/** Messages of one action, for its own listing. */
export function messageKind(flow: StoredFlow, action: FlowAction): Kind<FlowMessage> {
  return {
    id: (message) => message.id,
    show: (message, call) => showMessage(flow, action, message, call),
    field: (message, name) => fieldOf({ id: message.id, name: message.name, created: flow.created, updated: flow.updated }, name),
  };
}
