/** No value at all. */
export const NO_WORD = -1;
/** There was a value, but it was not kept: too long, or one of too many. Whatever depends on it is not known. */
export const WORD_NOT_KEPT = -2;

const WORDS_AT_MOST = 400_000;
const LETTERS_AT_MOST = 400;
const PIECE_LETTERS = 400_000;

/**
 * Numbers for texts that repeat (countries, categories, consent states), each text kept once. Only ever grows, so that numbers
 * stay valid; stored in pieces of which only the last changes.
 */
export class Words {
  private readonly codes = new Map<string, number>();
  private readonly texts: string[] = [];
  /** First word of each stored piece. */
  private readonly starts: number[] = [0];
  private stored = 0;
  private pieceLetters = 0;

  /** The number of a text. */
  codeOf(text: string): number {
    const known = this.codes.get(text);
    if (known !== undefined) return known;
    if (text.length > LETTERS_AT_MOST || this.texts.length >= WORDS_AT_MOST) return WORD_NOT_KEPT;
    const code = this.texts.length;
    if (this.pieceLetters > PIECE_LETTERS) {
      this.starts.push(code);
      this.pieceLetters = 0;
    }
    this.pieceLetters += text.length + 3;
    this.codes.set(text, code);
    this.texts.push(text);
    return code;
  }

  /** The number of any value that JSON can say; null and undefined are no word. */
  codeOfValue(value: unknown): number {
    if (value === undefined || value === null) return NO_WORD;
    const text = JSON.stringify(value) as string | undefined;
    return text === undefined ? NO_WORD : this.codeOf(text);
  }

  textOf(code: number): string {
    return this.texts[code] ?? '';
  }

  valueOf(code: number): unknown {
    return code < 0 ? null : (JSON.parse(this.textOf(code)) as unknown);
  }

  get count(): number {
    return this.texts.length;
  }

  /** Pieces with words that were not stored yet, by number. */
  changedPieces(): ReadonlyMap<number, string> {
    const changed = new Map<number, string>();
    this.starts.forEach((start, piece) => {
      const end = this.starts[piece + 1] ?? this.texts.length;
      if (end > this.stored) changed.set(piece, JSON.stringify(this.texts.slice(start, end)));
    });
    this.stored = this.texts.length;
    return changed;
  }

  get pieces(): number {
    return this.starts.length;
  }

  /** Reads stored pieces back in their order. Throws where one is damaged. */
  static restore(pieces: readonly string[]): Words {
    const words = new Words();
    pieces.forEach((piece, number) => {
      if (number > 0) {
        words.starts.push(words.texts.length);
        words.pieceLetters = 0;
      }
      const texts = JSON.parse(piece) as unknown;
      if (!Array.isArray(texts) || !texts.every((text) => typeof text === 'string')) throw new RangeError('Stored behavior is damaged: words.');
      for (const text of texts as string[]) {
        words.pieceLetters += text.length + 3;
        words.codes.set(text, words.texts.length);
        words.texts.push(text);
      }
    });
    words.stored = words.texts.length;
    return words;
  }
}
