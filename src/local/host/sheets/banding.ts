import { overlaps } from '../workbook/region';
import type { Tab } from '../workbook/tab';
import type { BandingPart } from '../workbook/tab-parts';
import { memberName } from '../enumeration';
import { offer } from '../refusal';
import { cssColor } from './color';
import type { RangeCore } from './range-core';
import type { SheetsContext } from './sheets-context';

type Banding = GoogleAppsScript.Spreadsheet.Banding;

/** Header, second row and footer of each theme; the first row is white. */
const THEMES: Readonly<Record<string, readonly [string, string, string]>> = {
  LIGHT_GREY: ['#bdbdbd', '#f3f3f3', '#dedede'],
  CYAN: ['#4dd0e1', '#e0f7fa', '#a2e8f1'],
  GREEN: ['#63d297', '#e7f9ef', '#afe9ca'],
  YELLOW: ['#f7cb4d', '#fef8e3', '#fce8b2'],
  ORANGE: ['#f46524', '#ffe6dd', '#ffccbc'],
  BLUE: ['#5b95f9', '#e8f0fe', '#acc9fe'],
  TEAL: ['#26a69a', '#ddf2f0', '#8cd3cd'],
  GREY: ['#78909c', '#ebeff1', '#bbc8ce'],
  BROWN: ['#cca677', '#f8f2eb', '#e6d3ba'],
  LIGHT_GREEN: ['#8bc34a', '#eef7e3', '#c4e2a0'],
  INDIGO: ['#8989eb', '#e8e7fc', '#c4c3f7'],
  PINK: ['#e91d63', '#fddce8', '#f68ab0'],
};

/** Bands the rows or columns of a range with alternating colors; one range bears one banding. */
export function bandRows(core: RangeCore, by: BandingPart['by'], theme: unknown, showHeader: boolean, showFooter: boolean): Banding {
  core.requireEditable();
  const { context, tab, region } = core;
  if (tab.bandings.some((banding) => overlaps(banding.region, region)))
    throw new Error('You cannot add alternating background colors to a range that already has alternating background colors.');
  const name = theme === undefined ? 'LIGHT_GREY' : memberName(theme, 'BandingTheme', `SpreadsheetApp.Range.apply${by === 'rows' ? 'Row' : 'Column'}Banding`);
  const [header, second, footer] = THEMES[name] as readonly [string, string, string];
  const part: BandingPart = {
    id: String(context.workbook.freshId()),
    region,
    by,
    header: showHeader ? header : null,
    first: '#ffffff',
    second,
    footer: showFooter ? footer : null,
  };
  tab.bandings.push(part);
  return createBanding(context, tab, part);
}

/** A `Banding` of a tab. */
export function createBanding(context: SheetsContext, tab: Tab, part: BandingPart): Banding {
  const set =
    (by: BandingPart['by'], member: 'header' | 'first' | 'second' | 'footer') =>
    (color: string | null): Banding => {
      if (part.by === by) part[member] = cssColor(color);
      return banding;
    };
  const members = {
    getRange: () => context.make.range(tab, part.region),
    remove: () => {
      tab.bandings = tab.bandings.filter((other) => other !== part);
    },
    setHeaderRowColor: set('rows', 'header'),
    setFirstRowColor: set('rows', 'first'),
    setSecondRowColor: set('rows', 'second'),
  } satisfies Partial<Banding>;
  const banding: Banding = offer<object>('Banding', members, context.gate) as Banding;
  return banding;
}
