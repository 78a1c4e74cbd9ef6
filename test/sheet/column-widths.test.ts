import { tableTabs } from '../../src/domain/report/table-tabs';
import { summaryPage } from '../../src/domain/report/summary';
import type { TabColumn } from '../../src/domain/table/tab';
import { TRACKER_COLUMNS } from '../../src/domain/tracker/columns';
import { layoutSummary, PAGE_COLUMNS } from '../../src/sheet/summary-layout';
import { WORD_COLORS } from '../../src/sheet/styles';
import { aReport } from '../build/report-input';
import { CELL_PADDING, DROPDOWN_ARROW, FILTER_BUTTON, linesIn, textWidth, widestWord } from '../build/text-width';

interface Tab {
  readonly name: string;
  readonly filtered: boolean;
  readonly columns: readonly TabColumn[];
  readonly choices: (header: string) => readonly string[];
}

const tabs: readonly Tab[] = [
  {
    name: 'Tracker',
    filtered: true,
    columns: TRACKER_COLUMNS,
    choices: (header) => {
      const column: TabColumn & { suggestions?: readonly string[] } = TRACKER_COLUMNS.find((one) => one.header === header)!;
      return [...(column.choices ?? []), ...(column.suggestions ?? [])];
    },
  },
  ...tableTabs(aReport()).map(({ name, top, columns, rows }) => ({
    name,
    filtered: top === undefined,
    columns,
    choices: (header: string) => [
      ...(WORD_COLORS[header] ?? []).map(({ word }) => word),
      ...rows.flatMap((row) => row.flatMap((cell, at) => (columns[at]?.header === header ? (cell.choices ?? []) : []))),
    ],
  })),
];

describe.each(tabs.map((tab) => [tab.name, tab] as const))('%s', (_name, { columns, filtered, choices }) => {
  test.each(columns.filter(({ hidden }) => !hidden).map((column) => [column.header, column] as const))('%s breaks no word', (header, { width }) => {
    const words = choices(header);
    expect(width).toBeGreaterThanOrEqual(widestWord(header, true) + CELL_PADDING + (filtered ? FILTER_BUTTON : 0));
    if (words.length > 0) expect(width).toBeGreaterThanOrEqual(Math.max(...words.map((word) => widestWord(word))) + CELL_PADDING + DROPDOWN_ARROW);
  });
});

test('Summary breaks no word of a head of a table or of the map', () => {
  const { lines } = layoutSummary(summaryPage(aReport()));
  const broken = lines
    .filter(({ role }) => role === 'table head' || role === 'heat head')
    .flatMap(({ cells }) => cells)
    .filter(({ at, span, value }) => PAGE_COLUMNS.slice(at, at + span).reduce((sum, one) => sum + one, 0) < widestWord(String(value), true) + CELL_PADDING);
  expect(broken.map(({ value }) => value)).toEqual([]);
});

/** 1440 pixels less the sidebar (300), the numbers of the rows (46) and the scroll bar (16). */
const BESIDE_THE_SIDEBAR = 1078;

test('when, action, segment, why, reach, value, owner, status and due stand beside the open sidebar on a screen of 1440 pixels', () => {
  const shown = TRACKER_COLUMNS.slice(0, TRACKER_COLUMNS.findIndex(({ header }) => header === 'Due') + 1).filter((column) => !('hidden' in column));
  expect(shown.map(({ header }) => header)).toEqual(['When', 'Action', 'Segment', 'Why', 'Reachable', 'Value at stake', 'Owner', 'Status', 'Due']);
  expect(shown.reduce((sum, { width }) => sum + width, 0)).toBeLessThanOrEqual(BESIDE_THE_SIDEBAR);
});

test('days and large amounts have room', () => {
  const width = (header: string): number => TRACKER_COLUMNS.find((column) => column.header === header)!.width;
  for (const header of ['Due', 'Next review', 'First found', 'Last found'])
    expect(width(header)).toBeGreaterThanOrEqual(textWidth('Dec 29, 2026') + CELL_PADDING);
  expect(width('Value at stake')).toBeGreaterThanOrEqual(textWidth('$1,234,567') + CELL_PADDING);
  expect(linesIn('Has a total Placed Order value', 100)).toBe(3);
});
