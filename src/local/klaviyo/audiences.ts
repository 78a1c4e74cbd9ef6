import type { StoredList, StoredSegment } from './account-data';
import type { Call, Kind, Relation, Resource } from './document';
import { fieldOf, isoDate, linkOnly } from './document';
import { showFlow } from './flows';
import { tagsOf } from './tags';

/** Flows that a list, segment or metric triggers. */
export function flowTriggersOf(id: string, call: Call): Relation {
  const flows = call.index.triggered.get(id) ?? [];
  return { data: flows.map((flow) => ({ type: 'flow', id: flow.id })), resources: () => flows.map((flow) => showFlow(flow, call, true)) };
}

export function showList(list: StoredList, call: Call): Resource {
  return {
    type: 'list',
    id: list.id,
    plural: 'lists',
    attributes: {
      name: list.name,
      created: isoDate(list.created),
      updated: isoDate(list.updated),
      opt_in_process: list.optIn,
      ...(call.additional.has('profile_count') && list.id === call.id ? { profile_count: call.account.membership.size(list.id) } : {}),
    },
    relations: { profiles: linkOnly(), tags: tagsOf(list.tagIds, call), 'flow-triggers': flowTriggersOf(list.id, call) },
  };
}

export function showSegment(segment: StoredSegment, call: Call): Resource {
  const isProcessing = segment.isProcessing || (segment.processingUntil ?? 0) > call.now;
  return {
    type: 'segment',
    id: segment.id,
    plural: 'segments',
    attributes: {
      name: segment.name,
      definition: segment.definition,
      created: isoDate(segment.created),
      updated: isoDate(segment.updated),
      is_active: segment.isActive,
      is_processing: isProcessing,
      is_starred: segment.isStarred,
      ...(call.additional.has('profile_count') && segment.id === call.id ? { profile_count: call.account.membership.size(segment.id) } : {}),
    },
    relations: { profiles: linkOnly(), tags: tagsOf(segment.tagIds, call), 'flow-triggers': flowTriggersOf(segment.id, call) },
  };
}

export const LIST: Kind<StoredList> = {
  id: (list) => list.id,
  show: showList,
  field: (list, name) => fieldOf({ id: list.id, name: list.name, created: list.created, updated: list.updated }, name),
};

export const SEGMENT: Kind<StoredSegment> = {
  id: (segment) => segment.id,
  show: showSegment,
  field: (segment, name) =>
    fieldOf(
      { id: segment.id, name: segment.name, created: segment.created, updated: segment.updated, is_active: segment.isActive, is_starred: segment.isStarred },
      name,
    ),
};
