import type { AccountData, Members } from './account-data';
import { profileStoreOf } from './profile-store';

const NOBODY: Members = { profiles: new Uint32Array(0), joinedAt: new Float64Array(0) };

/** A Klaviyo account in which nothing was ever set up and nothing happened. */
export function createEmptyAccount(options: { readonly now: number }): AccountData {
  return {
    asOf: options.now,
    account: {
      id: 'EmPty1', organization: 'Untouched Goods', timezone: 'America/New_York', currency: 'USD', locale: 'en-US', industry: null,
      website: 'https://www.untouched.example', testAccount: false,
    },
    metrics: [], customMetrics: [], mappedMetrics: [], tagGroups: [], tags: [], lists: [], segments: [], campaigns: [], flows: [], forms: [], catalogItems: [],
    catalogCategories: [], profiles: profileStoreOf([]), events: new Map(),
    membership: { list: () => NOBODY, segment: () => NOBODY, size: () => 0, movement: () => ({ total: 0, added: 0, removed: 0 }) },
    results: { campaign: () => [], flow: () => [], form: () => ({ views: 0, submits: 0 }) },
  };
}
