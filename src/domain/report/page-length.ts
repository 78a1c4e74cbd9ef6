import type { Block } from './document-blocks';
import { spansText } from './document-blocks';

/**
 * How a page fills, for Letter paper with one-inch margins in single-spaced 10 point Arial, as `documentHtml` sets it: 468 points
 * across hold about 95 letters of average width (Arial's is half its size: 4.9 points), 648 points down hold 56 lines of 11.5 points,
 * of which 3 are left for what an import adds. A4 is narrower by 3% and longer by 8%.
 */
const LETTERS = 95;
const LINES_PER_PAGE = 53;

/** Pages that the blocks fill, as a fraction: 1.4 means that the second page is less than half full. */
export function pagesOf(blocks: readonly Block[]): number {
  return blocks.reduce((lines, block) => lines + linesOf(block), 0) / LINES_PER_PAGE;
}

function linesOf(block: Block): number {
  switch (block.kind) {
    case 'heading':
      return block.level === 1 ? 2.5 : 2;
    case 'paragraph':
      return wrapped(spansText(block.spans), LETTERS) + 0.5;
    case 'list':
      return block.items.reduce((lines, item) => lines + wrapped(spansText(item), LETTERS - 6), 0.5);
    case 'table': {
      const rows = [block.headers, ...block.rows.map((row) => row.map(spansText))];
      const across = columnWidths(rows);
      return rows.reduce((lines, row) => lines + Math.max(...row.map((text, place) => wrapped(text, across[place] ?? LETTERS))) + 0.3, 0.5);
    }
  }
}

/** Letters that a cell's borders and padding take. */
const PADDING = 2;

/** Letters across each column of a table: as many as its longest text where all fit side by side; else columns of short texts keep theirs and the others share the rest. */
function columnWidths(rows: readonly (readonly string[])[]): readonly number[] {
  const wanted = (rows[0] ?? []).map((_header, place) => Math.max(...rows.map((row) => widthOf(row[place] ?? ''))));
  const room = LETTERS - PADDING * wanted.length;
  if (wanted.reduce((sum, width) => sum + width, 0) <= room) return wanted;
  const fair = room / Math.max(1, wanted.length);
  const short = wanted.filter((width) => width <= fair);
  const left = room - short.reduce((sum, width) => sum + width, 0);
  const long = wanted.filter((width) => width > fair).reduce((sum, width) => sum + width, 0);
  return wanted.map((width) => (width <= fair ? width : Math.max(1, (left * width) / long)));
}

/** Lines that a text takes; letters of East Asian scripts and emoji count double. */
function wrapped(text: string, letters: number): number {
  return Math.max(1, Math.ceil(widthOf(text) / letters));
}

function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) width += (letter.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;
  return width;
}
