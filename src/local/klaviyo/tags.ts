import type { StoredTag, StoredTagGroup } from './account-data';
import type { Call, Kind, Relation, Resource } from './document';
import { fieldOf, linkOnly } from './document';

/** Tags of an object. */
export function tagsOf(tagIds: readonly string[], call: Call): Relation {
  const tags = tagIds.flatMap((id) => call.index.tags.get(id) ?? []);
  return { data: tags.map((tag) => ({ type: 'tag', id: tag.id })), resources: () => tags.map((tag) => showTag(tag, call)) };
}

export function showTag(tag: StoredTag, call: Call): Resource {
  const group = call.index.tagGroups.get(tag.groupId);
  return {
    type: 'tag',
    id: tag.id,
    plural: 'tags',
    attributes: { name: tag.name },
    relations: {
      'tag-group': { data: group ? { type: 'tag-group', id: group.id } : null, resources: () => (group ? [showTagGroup(group)] : []) },
      lists: linkOnly(),
      segments: linkOnly(),
      campaigns: linkOnly(),
      flows: linkOnly(),
    },
  };
}

export function showTagGroup(group: StoredTagGroup): Resource {
  return {
    type: 'tag-group',
    id: group.id,
    plural: 'tag-groups',
    attributes: { name: group.name, exclusive: group.exclusive, default: group.isDefault },
    relations: { tags: linkOnly() },
  };
}

export const TAG: Kind<StoredTag> = { id: (tag) => tag.id, show: showTag, field: (tag, name) => fieldOf({ id: tag.id, name: tag.name }, name) };

export const TAG_GROUP: Kind<StoredTagGroup> = {
  id: (group) => group.id,
  show: showTagGroup,
  field: (group, name) => fieldOf({ id: group.id, name: group.name, exclusive: group.exclusive, default: group.isDefault }, name),
};
