import type { Collection } from '../schedule/collection';

/** Tags come included with lists and segments (listing-includes.ts); nothing is read of them but whether the key may. */
export const tags = { scopes: [{ scope: 'tags:read', brings: 'the tags of lists and segments', probe: '/api/tag-groups' }] } satisfies Collection;
