/** Widths of letters in thousandths of the font size: Helvetica’s own tables (Adobe’s AFM files), to which Arial’s are equal. */
const REGULAR: Readonly<Record<string, number>> = {
  ' ': 278, '(': 333, ')': 333, '-': 333, ',': 278, '.': 278, '/': 278, '%': 889, '’': 222, '&': 667,
  a: 556, b: 556, c: 500, d: 556, e: 556, f: 278, g: 556, h: 556, i: 222, j: 222, k: 500, l: 222, m: 833,
  n: 556, o: 556, p: 556, q: 556, r: 333, s: 500, t: 278, u: 556, v: 500, w: 722, x: 500, y: 500, z: 500,
  A: 667, B: 667, C: 722, D: 722, E: 667, F: 611, G: 778, H: 722, I: 278, J: 500, K: 667, L: 556, M: 833,
  N: 722, O: 778, P: 667, Q: 778, R: 722, S: 667, T: 611, U: 722, V: 667, W: 944, X: 667, Y: 667, Z: 611,
}; // prettier-ignore
const BOLD: Readonly<Record<string, number>> = {
  ...REGULAR,
  b: 611, c: 556, d: 611, f: 333, g: 611, h: 611, i: 278, j: 278, k: 556, l: 278, m: 889, n: 611, o: 611, p: 611,
  q: 611, r: 389, s: 556, t: 333, u: 611, v: 556, w: 778, x: 556, y: 556, A: 722, B: 722, J: 556, K: 722, L: 611, '’': 278, '&': 722,
}; // prettier-ignore
/** Ten points, Sheets’ own size, in pixels. */
const SIZE = 40 / 3;

/** How wide a text stands in Arial of ten points, in pixels. */
export function textWidth(text: string, bold = false): number {
  const letters = bold ? BOLD : REGULAR;
  return ([...text].reduce((sum, letter) => sum + (letters[letter] ?? 556), 0) * SIZE) / 1000;
}

/** The widest of the words that a line may be broken between, in pixels. */
export function widestWord(text: string, bold = false): number {
  return Math.max(
    0,
    ...text
      .split(/\s+/)
      .flatMap((word) => word.split(/(?<=-)/))
      .map((word) => textWidth(word, bold)),
  );
}

/** Lines that a text fills in a column of so many pixels, broken between words. */
export function linesIn(text: string, width: number): number {
  const room = width - CELL_PADDING;
  return text.split('\n').reduce((lines, part) => {
    let used = 0;
    let count = 1;
    for (const word of part.split(' ')) {
      const wide = textWidth(word);
      if (used > 0 && used + textWidth(' ') + wide > room) {
        count += 1;
        used = wide;
      } else used += (used > 0 ? textWidth(' ') : 0) + wide;
    }
    return lines + count;
  }, 0);
}

/** Left and right of a cell’s text together. */
export const CELL_PADDING = 6;
/** The button of a filter in a header, the arrow of a dropdown. */
export const FILTER_BUTTON = 18;
export const DROPDOWN_ARROW = 22;
