import { gunzipSync, gzipSync } from 'node:zlib';
import type { Workbook } from '../../src/local/host/workbook/workbook';

/** What the bundle packs with Google's own gzip. */
export const gzip = {
  pack: (text: string): string => gzipSync(Buffer.from(text, 'utf8')).toString('base64'),
  unpack: (text: string): string => gunzipSync(Buffer.from(text, 'base64')).toString('utf8'),
};

/**
 * Everything that a person who may view the workbook could read out of it with patience: every cell, note, link and property as it is, and every run of
 * cells of hidden tabs that base64 and gzip make something of, freed cells included; base64 inside of that once more.
 */
export function decodedWorkbook(workbook: Workbook): string {
  const found: string[] = [JSON.stringify([...workbook.documentProperties]), JSON.stringify(workbook.metadata)];
  for (const tab of workbook.tabs) {
    const end = tab.contentEnd();
    const column: string[] = [];
    for (let row = 1; row <= end.row; row += 1) {
      for (let at = 1; at <= end.column; at += 1) found.push(JSON.stringify(tab.cell(row, at)));
      column.push(String(tab.cell(row, 1).value ?? '').replace(/^~/, ''));
    }
    if (!tab.hidden) continue;
    for (let first = 0; first < column.length; first += 1) {
      if (!column[first]?.startsWith('H4sI')) continue;
      // A text goes on until it can be unpacked: its cells lie one after the other.
      for (let last = first; last < Math.min(column.length, first + 60); last += 1) {
        const text = unpacked(column.slice(first, last + 1).join(''));
        if (text === null) continue;
        found.push(text, ...inner(text));
        break;
      }
    }
  }
  return found.join('\n');
}

function unpacked(text: string): string | null {
  try {
    return gzip.unpack(text);
  } catch {
    return null;
  }
}

function inner(text: string): readonly string[] {
  return /^[A-Za-z0-9+/]{200,}=*$/.test(text) ? [Buffer.from(text, 'base64').toString('latin1')] : [];
}
