/*
 * Numbers packed as bytes and bytes as text. Stored parts are text, and Apps Script has neither TextEncoder nor btoa.
 * Whole numbers take 7 bits a byte, so the many small differences between neighbours take one byte each.
 */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const CODES = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0));
const VALUES = (() => {
  const values = new Uint8Array(128).fill(255);
  CODES.forEach((code, at) => {
    values[code] = at;
  });
  return values;
})();
/** Letters per call of String.fromCharCode: the stack bounds the number of arguments. */
const LETTERS = 8192;

/** Appends numbers to a growing buffer. */
export class ByteWriter {
  private bytes = new Uint8Array(1024);
  private view = new DataView(this.bytes.buffer);
  private length = 0;

  /** A whole number from 0 to 2^53 - 1. */
  whole(value: number): void {
    this.room(9);
    let rest = value;
    while (rest >= 128) {
      this.bytes[this.length++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.length++] = rest;
  }

  /** A whole number of either sign, up to 2^52. */
  signed(value: number): void {
    this.whole(value < 0 ? -value * 2 - 1 : value * 2);
  }

  /** Any number; NaN stands for none. Amounts with at most two decimals are short, others take nine bytes. */
  amount(value: number): void {
    if (Number.isNaN(value)) return this.whole(0);
    const cents = Math.round(value * 100);
    if (cents / 100 === value && Math.abs(cents) < 2 ** 49) return this.whole(((cents < 0 ? -cents * 2 - 1 : cents * 2) + 1) * 2);
    this.whole(1);
    this.room(8);
    this.view.setFloat64(this.length, value);
    this.length += 8;
  }

  /** Base64 of all that was written. */
  text(): string {
    const pieces: string[] = [];
    const letters = new Uint8Array(LETTERS);
    let filled = 0;
    const { bytes, length } = this;
    for (let at = 0; at < length; at += 3) {
      const triple = (bytes[at]! << 16) | ((at + 1 < length ? bytes[at + 1]! : 0) << 8) | (at + 2 < length ? bytes[at + 2]! : 0);
      letters[filled++] = CODES[triple >> 18]!;
      letters[filled++] = CODES[(triple >> 12) & 63]!;
      if (at + 1 < length) letters[filled++] = CODES[(triple >> 6) & 63]!;
      if (at + 2 < length) letters[filled++] = CODES[triple & 63]!;
      if (filled > LETTERS - 4) {
        pieces.push(String.fromCharCode(...letters.subarray(0, filled)));
        filled = 0;
      }
    }
    pieces.push(String.fromCharCode(...letters.subarray(0, filled)));
    return pieces.join('');
  }

  private room(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = new Uint8Array(this.bytes.length * 2);
    larger.set(this.bytes);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}

/** Reads back what a ByteWriter wrote. Throws RangeError where the text is damaged or ends too soon. */
export class ByteReader {
  private readonly bytes: Uint8Array;
  private at = 0;

  constructor(text: string) {
    const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
    let filled = 0;
    let bits = 0;
    let held = 0;
    for (let at = 0; at < text.length; at += 1) {
      const value = VALUES[text.charCodeAt(at)] ?? 255;
      if (value === 255) throw new RangeError('Stored behavior is damaged: not base64.');
      held = ((held << 6) | value) & 0xffffff;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        bytes[filled++] = (held >> bits) & 255;
      }
    }
    this.bytes = bytes;
  }

  whole(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new RangeError('Stored behavior is damaged: it ends too soon.');
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
  }

  signed(): number {
    const value = this.whole();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  amount(): number {
    const code = this.whole();
    if (code === 0) return Number.NaN;
    if (code === 1) {
      if (this.at + 8 > this.bytes.length) throw new RangeError('Stored behavior is damaged: it ends too soon.');
      const value = new DataView(this.bytes.buffer, this.bytes.byteOffset + this.at, 8).getFloat64(0);
      this.at += 8;
      return value;
    }
    const zigzag = code / 2 - 1;
    return (zigzag % 2 === 1 ? -(zigzag + 1) / 2 : zigzag / 2) / 100;
  }

  /** True when everything has been read. */
  ended(): boolean {
    return this.at >= this.bytes.length;
  }
}
