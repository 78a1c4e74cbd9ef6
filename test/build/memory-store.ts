import type { Store } from '../../src/refresh/store';

/** A store in memory that holds to `Store`'s promise; `failNext` makes the next commit fail before anything is written. */
export function createMemoryStore(): Store & { failNext(): void; entries(): ReadonlyMap<string, string> } {
  const texts = new Map<string, string>();
  let failing = false;
  return {
    read: (key) => texts.get(key) ?? null,
    keys: (prefix) => [...texts.keys()].filter((key) => key.startsWith(prefix)).sort(),
    commit(changes) {
      if (failing) {
        failing = false;
        throw new Error('Service Spreadsheets failed while accessing document');
      }
      for (const [key, text] of changes) {
        if (text === null) texts.delete(key);
        else texts.set(key, text);
      }
    },
    bytes: () => [...texts.values()].reduce((sum, text) => sum + text.length, 0),
    failNext: () => {
      failing = true;
    },
    entries: () => texts,
  };
}
