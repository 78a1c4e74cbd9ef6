/** Where a refresh keeps what outlives one execution: text by key. Implemented in src/sheet over a hidden tab and a private file. */
export interface Store {
  /** The text last committed under `key`; null when there is none. */
  read(key: string): string | null;
  /** Keys that begin with `prefix`, sorted. */
  keys(prefix: string): readonly string[];
  /** Writes and (for null) removes keys, all or nothing: after a failure every key reads as before. */
  commit(changes: ReadonlyMap<string, string | null>): void;
  /** Characters kept at present, all keys together. */
  bytes(): number;
}
