import { hash53 } from '../domain/text/hash53';

/** Short text of long text, and back. */
export interface Codec {
  pack(text: string): string;
  unpack(text: string): string;
}

/** A text as it is kept: `check` tells damage, `chars` are the text's own. */
export interface Packed {
  readonly text: string;
  readonly chars: number;
  readonly packed: boolean;
  readonly check: string;
}

/** Below this, packing gains nothing. */
const WORTH_PACKING = 600;

/** The shorter of a text itself and what the codec makes of it. */
export function packText(text: string, codec: Codec): Packed {
  // Half surrogates, control characters and carriage returns come back whole only when packed.
  const safe = /^[\t\n\u0020-\ud7ff]*$/.test(text);
  const short = text.length > WORTH_PACKING || !safe ? codec.pack(text) : text;
  const packed = !safe || short.length < text.length;
  const stored = packed ? short : text;
  return { text: stored, chars: text.length, packed, check: hash53(stored, 9) };
}

/** The text itself; null where what was kept is damaged. */
export function unpackText({ text, chars, packed, check }: Packed, codec: Codec): string | null {
  try {
    if (hash53(text, 9) !== check) return null;
    const plain = packed ? codec.unpack(text) : text;
    return plain.length === chars ? plain : null;
  } catch {
    return null;
  }
}
