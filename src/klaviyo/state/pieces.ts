/** Letters after which a piece is full; far below the store's million, so that a change rewrites little. */
const FULL = 150_000;
/** Records that would not fit a piece of the store; flow definitions are the only ones that could come near. */
const LARGEST = 800_000;

interface Entry<T> {
  readonly reading: number;
  readonly value: T;
  piece: number;
}

/**
 * Records by id, kept as text pieces `prefix/0`, `prefix/1`, … of which only the changed ones are handed out. Each record
 * knows the reading that last saw it, so what Klaviyo no longer names can be swept.
 */
export class Pieces<T> {
  private readonly entries = new Map<string, Entry<T>>();
  private readonly sizes = new Map<number, number>();
  private readonly dirty = new Set<number>();
  private last = 0;

  constructor(
    private readonly prefix: string,
    saved: ReadonlyMap<string, string> | null,
  ) {
    if (saved) this.restore(saved);
  }

  get size(): number {
    return this.entries.size;
  }

  get(id: string): T | undefined {
    return this.entries.get(id)?.value;
  }

  /** True when the record was set in that reading. */
  isFrom(id: string, reading: number): boolean {
    return this.entries.get(id)?.reading === reading;
  }

  ids(): readonly string[] {
    return [...this.entries.keys()];
  }

  values(): readonly T[] {
    return [...this.entries.values()].map((entry) => entry.value);
  }

  /** Sets a record; false, and nothing is kept, when it is too large for the store. */
  set(id: string, value: T, reading: number): boolean {
    const letters = JSON.stringify(value).length;
    if (letters > LARGEST) return false;
    const before = this.entries.get(id);
    const piece = before?.piece ?? this.openPiece(letters);
    this.entries.set(id, { reading, value, piece });
    if (before === undefined) this.sizes.set(piece, (this.sizes.get(piece) ?? 0) + letters);
    this.dirty.add(piece);
    return true;
  }

  delete(id: string): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    this.entries.delete(id);
    this.dirty.add(entry.piece);
  }

  /** Deletes what was last seen in another reading. */
  sweep(reading: number): void {
    for (const [id, entry] of this.entries) if (entry.reading !== reading) this.delete(id);
  }

  clear(): void {
    for (const id of this.ids()) this.delete(id);
  }

  /** Adds the pieces changed since the last call; null removes one that became empty. */
  collectChanges(changes: Map<string, string | null>): void {
    if (this.dirty.size === 0) return;
    const members = new Map<number, unknown[]>();
    for (const [id, { reading, value, piece }] of this.entries) {
      if (!this.dirty.has(piece)) continue;
      const list = members.get(piece) ?? [];
      list.push([id, reading, value]);
      members.set(piece, list);
    }
    for (const piece of this.dirty) {
      const list = members.get(piece);
      const text = list === undefined ? null : JSON.stringify(list);
      this.sizes.set(piece, text?.length ?? 0);
      changes.set(`${this.prefix}/${piece}`, text);
    }
    this.dirty.clear();
  }

  private openPiece(letters: number): number {
    if ((this.sizes.get(this.last) ?? 0) + letters > FULL && (this.sizes.get(this.last) ?? 0) > 0) this.last += 1;
    return this.last;
  }

  private restore(saved: ReadonlyMap<string, string>): void {
    const start = `${this.prefix}/`;
    for (const [key, text] of saved) {
      if (!key.startsWith(start)) continue;
      const piece = Number(key.slice(start.length));
      this.last = Math.max(this.last, piece);
      this.sizes.set(piece, text.length);
      for (const [id, reading, value] of JSON.parse(text) as [string, number, T][]) this.entries.set(id, { reading, value, piece });
    }
  }
}
