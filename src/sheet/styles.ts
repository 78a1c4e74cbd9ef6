import type { ColumnFormat } from '../domain/table/tab';
import type { CellPatterns } from '../domain/text/cell-patterns';

/** Looks of every tab, as data. They are applied once for each tab; raising the version renews once what is still as an earlier version left it (see `renew-looks`). */
export const STYLE_VERSION = 2;

export const HEADER = { background: '#1f3a5f', fontColor: '#ffffff', height: 34 } as const;
export const BANDING = { first: '#ffffff', second: '#f5f8fb' } as const;
export const TAB_COLORS: Readonly<Record<string, string>> = { Summary: '#1f3a5f', Tracker: '#1f3a5f', Settings: '#8a8f98' };
export const STANDARD_TAB_COLOR = '#7fa8d1';

/** Colors of one word of a dropdown. */
export interface WordColor {
  readonly word: string;
  readonly background: string;
  readonly fontColor: string;
  readonly bold?: boolean;
}

const green = { background: '#d9ead3', fontColor: '#274e13' };
const blue = { background: '#d0e3f5', fontColor: '#0b3a66' };
const yellow = { background: '#fff2cc', fontColor: '#7f6000' };
const orange = { background: '#fce5cd', fontColor: '#783f04' };
const red = { background: '#f8d7da', fontColor: '#7b1c23' };
const grey = { background: '#e8eaed', fontColor: '#3c4043' };
const purple = { background: '#e4dcf1', fontColor: '#3d2463' };

/** Colors of the words that dropdowns and verdicts use, by column header. Each pair has at least the contrast 4.5 : 1. */
export const WORD_COLORS: Readonly<Record<string, readonly WordColor[]>> = {
  Action: [
    { word: 'Create', ...green },
    { word: 'Refresh', ...blue },
    { word: 'Merge', ...purple },
    { word: 'Retire', ...grey },
  ],
  When: [
    { word: 'Now', ...red, bold: true },
    { word: 'Next', ...yellow },
    { word: 'Later', ...grey },
  ],
  Priority: [
    { word: 'P1', ...red, bold: true },
    { word: 'P2', ...yellow },
    { word: 'P3', ...grey },
  ],
  Status: [
    { word: 'Proposed', ...grey },
    { word: 'In review', ...yellow },
    { word: 'Approved', ...blue },
    { word: 'Created', ...green },
    { word: 'Covered', ...green },
    { word: 'Rejected', ...red },
    { word: 'Done', ...green },
  ],
  Verdict: [
    { word: 'Keep', ...green },
    { word: 'Refresh', ...blue },
    { word: 'Merge', ...purple },
    { word: 'Retire', ...grey },
    { word: 'Review', ...yellow },
  ],
  Coverage: [
    { word: 'Covered', ...green },
    { word: 'Partial', ...yellow },
    { word: 'Stale', ...orange },
    { word: 'Missing', ...red },
    { word: 'Unknown', ...grey },
    { word: 'Not applicable', ...grey },
  ],
};

/** A number that is not known. */
export const UNKNOWN_CELL = { background: '#eeeeee' } as const;

/** A review day that has passed. */
export const OVERDUE = red;

/** Heat map of coverage: nothing covered, half, everything. */
const HEAT = { none: '#f8d7da', half: '#fff2cc', all: '#b7dfc0' } as const;

/** The map's color of a share 0..1; white where there is none. */
export function heatColor(share: number | null): string {
  if (share === null) return '#ffffff';
  const [from, to, part] = share < 0.5 ? [HEAT.none, HEAT.half, share * 2] : [HEAT.half, HEAT.all, share * 2 - 1];
  const channel = (color: string, place: number): number => parseInt(color.slice(1 + 2 * place, 3 + 2 * place), 16);
  return `#${[0, 1, 2]
    .map((place) =>
      Math.round(channel(from, place) + (channel(to, place) - channel(from, place)) * part)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** Number format of a column in the account's own words. */
export function numberFormat(format: ColumnFormat, patterns: CellPatterns): string {
  switch (format) {
    case 'whole number':
      return '#,##0';
    // Not `0.##`, which Sheets shows as `5.` for a whole number.
    case 'number':
      return 'General';
    case 'score':
      return '0.0';
    case 'share':
    case 'money':
    case 'day':
    case 'moment':
      return patterns[format];
    case 'text':
    case 'long text':
    case 'json':
      return 'General';
  }
}

/** True where cells hold numbers, which stand to the right. */
export function isNumeric(format: ColumnFormat): boolean {
  return format === 'whole number' || format === 'number' || format === 'score' || format === 'share' || format === 'money';
}
