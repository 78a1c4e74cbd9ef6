import type { Limits } from './limits';
import { offer, signatureError, type Gate } from './refusal';

type Cache = GoogleAppsScript.Cache.Cache;
type Service = GoogleAppsScript.Cache.CacheService;

/** What one cache holds: text that ends at an instant. */
export type CacheStore = Map<string, { readonly value: string; readonly endsAt: number }>;

/** Seconds that an entry lives when none are given, and the most that can be asked for. */
const STANDARD_LIFE = 600;
const LONGEST_LIFE = 21_600;

function createCache(store: CacheStore, gate: Gate, limits: Limits, now: () => number): Cache {
  const requireKey = (key: unknown): string => {
    if (typeof key !== 'string') throw signatureError([key], 'CacheService.Cache');
    if (key.length > limits.cacheKeyChars) throw new Error('Argument too large: key');
    return key;
  };
  const get = (key: string): string | null => {
    const found = store.get(requireKey(key));
    if (found && found.endsAt > now()) return found.value;
    store.delete(key);
    return null;
  };
  const put = (key: string, value: unknown, seconds: number = STANDARD_LIFE): void => {
    if (typeof value !== 'string') throw signatureError([key, value], 'CacheService.Cache.put');
    if (!(seconds >= 1 && seconds <= LONGEST_LIFE)) throw new Error(`The expiration must be 1 to ${LONGEST_LIFE} seconds.`);
    if (Buffer.byteLength(value) > limits.cacheValueBytes) throw new Error('Argument too large: value');
    store.set(requireKey(key), { value, endsAt: now() + seconds * 1000 });
    if (store.size <= limits.cacheItems) return;
    const lasting = [...store].sort(([, a], [, b]) => b.endsAt - a.endsAt).slice(0, limits.cacheItemsKept);
    store.clear();
    for (const [name, entry] of lasting) store.set(name, entry);
  };
  const members = {
    get,
    put,
    remove: (key: string) => {
      store.delete(requireKey(key));
    },
  } satisfies Partial<Cache>;
  return offer<object>('Cache', members, gate) as Cache;
}

export interface CacheOptions {
  readonly gate: Gate;
  readonly limits: Limits;
  readonly now: () => number;
  /** The cache of that name, made when it is first asked for. */
  readonly store: (scope: 'document' | 'user' | 'script') => CacheStore;
}

/** `CacheService`. */
export function createCacheService({ gate, limits, now, store }: CacheOptions): Service {
  const members = { getScriptCache: () => createCache(store('script'), gate, limits, now) } satisfies Partial<Service>;
  return offer<object>('CacheService', members, gate) as Service;
}
