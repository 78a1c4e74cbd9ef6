import type { ProfileStore, StoredProfile } from './account-data';

/** A store over profiles held in memory, in the order in which they were created. */
export function profileStoreOf(profiles: readonly StoredProfile[]): ProfileStore {
  const indexes = new Map(profiles.map((profile, index) => [profile.id, index]));
  const at = (index: number): StoredProfile => {
    const profile = profiles[index];
    if (!profile) throw new RangeError(`There is no profile ${index}.`);
    return profile;
  };
  return {
    size: profiles.length,
    id: (index) => at(index).id,
    indexOf: (id) => indexes.get(id) ?? -1,
    created: (index) => at(index).created,
    updated: (index) => at(index).updated,
    read: at,
  };
}
