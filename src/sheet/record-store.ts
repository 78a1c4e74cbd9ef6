import type { Store } from '../refresh/store';
import { packText, unpackText, type Codec, type Packed } from './packed-text';

/** One private file: its whole text in one piece; null when there is none. `write` puts all of the text in place or leaves the old one. */
export interface TextFile {
  read(): string | null;
  write(text: string): void;
}

/** First line of every file of ours. */
const MARK = 'segment-coverage-records/1';

type Line = readonly [key: string, length: number, chars: number, packed: 0 | 1, check: string];

/**
 * Keeps text by key in one file that is replaced as a whole, so a commit is all or nothing by itself. Three parts: the mark, a line of JSON that lists the
 * keys, and the texts behind each other. The file is read once, when a key is first asked for. A damaged file counts as empty, a damaged key as missing:
 * either costs a reading. Throws what the file throws.
 */
export function createRecordStore(file: TextFile, codec: Codec): Store {
  let loaded: Map<string, Packed> | null = null;
  const entries = (): Map<string, Packed> => (loaded ??= parse(file.read()));
  return {
    keys: (prefix) => [...entries().keys()].filter((key) => key.startsWith(prefix)).sort(),
    bytes: () => [...entries().values()].reduce((sum, { chars }) => sum + chars, 0),
    read: (key) => {
      const entry = entries().get(key);
      return entry === undefined ? null : unpackText(entry, codec);
    },
    commit: (changes) => {
      const next = new Map(entries());
      let changed = false;
      for (const [key, text] of changes) {
        const before = next.get(key);
        if (text === null) {
          changed = next.delete(key) || changed;
          continue;
        }
        const packed = packText(text, codec);
        if (before !== undefined && before.check === packed.check && before.chars === packed.chars && before.packed === packed.packed) continue;
        next.set(key, packed);
        changed = true;
      }
      if (!changed) return;
      file.write(fileText(next));
      loaded = next;
    },
  };
}

function fileText(entries: ReadonlyMap<string, Packed>): string {
  const lines = [...entries].map(([key, { text, chars, packed, check }]): Line => [key, text.length, chars, packed ? 1 : 0, check]);
  return [MARK, JSON.stringify(lines), [...entries.values()].map(({ text }) => text).join('')].join('\n');
}

function parse(text: string | null): Map<string, Packed> {
  const entries = new Map<string, Packed>();
  const end = text?.indexOf('\n', MARK.length + 1) ?? -1;
  if (text === null || !text.startsWith(`${MARK}\n`) || end < 0) return entries;
  try {
    let at = end + 1;
    for (const [key, length, chars, packed, check] of JSON.parse(text.slice(MARK.length + 1, end)) as readonly Line[]) {
      entries.set(key, { text: text.slice(at, at + length), chars, packed: packed === 1, check });
      at += length;
    }
    return entries;
  } catch {
    return new Map();
  }
}
