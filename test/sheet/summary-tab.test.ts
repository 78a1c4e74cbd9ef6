import { createFormats } from '../../src/domain/text/format';
import { newWorkbook } from '../../src/local/host/workbook/workbook';
import type { SummaryPage } from '../../src/domain/report/summary-page';
import { brokenInto } from '../../src/sheet/broken-into';
import { writeSummary } from '../../src/sheet/summary-tab';
import { layoutSummary } from '../../src/sheet/summary-layout';
import { createZone } from '../../src/sheet/zone';
import { openWorld, summaryOf } from '../build/workbook-world';

const PAGE = summaryOf([]);
const [LINE, VALUE] = PAGE.charts as [SummaryPage['charts'][number], SummaryPage['charts'][number]];

/** Writes pages one after the other, as refreshes do; `between` is what a person does after the first. Gives the titles of the charts at the end. */
function chartsAfter(
  pages: readonly SummaryPage[],
  between: (sheet: GoogleAppsScript.Spreadsheet.Sheet) => string | void = () => undefined,
  after: (sheet: GoogleAppsScript.Spreadsheet.Sheet) => void = () => undefined,
): readonly unknown[] {
  const world = openWorld({ workbook: newWorkbook() });
  try {
    const sheet = world.services.spreadsheet.insertSheet('Summary');
    let signature = '';
    pages.forEach((page, index) => {
      signature = writeSummary({
        sheet,
        page,
        zone: createZone('Etc/UTC'),
        patterns: createFormats({ locale: 'en-US', currency: 'USD', timezone: 'UTC' }).patterns,
        unstyled: index === 0,
        signature,
      });
      after(sheet);
      if (index === 0) signature = between(sheet) ?? signature;
    });
    return sheet.getCharts().map((chart) => chart.getOptions()?.get('title'));
  } finally {
    world.end();
  }
}

test('a chart that had nothing to say at first is drawn once it has', () => {
  expect(chartsAfter([{ ...PAGE, charts: [VALUE] }, PAGE])).toEqual([VALUE.title, LINE.title]);
});

test('a chart that a person retitled goes on showing the figures', () => {
  const more = (rows: number): SummaryPage => ({ ...PAGE, charts: [{ ...VALUE, rows: Array.from({ length: rows }, () => VALUE.rows[0]!) }] });
  const sizes: number[] = [];
  expect(
    chartsAfter(
      [more(2), more(6), more(7)],
      (sheet) => {
        const [chart] = sheet.getCharts();
        sheet.updateChart(chart!.modify().setOption('title', 'Ours').build());
      },
      (sheet) => sizes.push(sheet.getCharts()[0]!.getRanges()[0]!.getNumRows()),
    ),
  ).toEqual(['Ours']);
  expect(sizes).toEqual([3, 7, 8]);
});

test('in a sheet of the version before, which had all of its charts, one that is not there was deleted by a person', () => {
  expect(chartsAfter([{ ...PAGE, charts: [VALUE] }, PAGE], () => 'abcdefghijk')).toEqual([VALUE.title]);
});

test('the first screen comes before everything else: cards, then the stages, each square an audience', () => {
  const page: SummaryPage = {
    ...PAGE,
    brief: {
      ...PAGE.brief,
      unspoken: '1,204 people have heard nothing in 90 days.',
      cards: [{ action: 'Create “New subscribers”', why: 'No segment has them.', who: 'Ann', by: 'Dec 4, 2026', worth: '$100 in 90 days', link: null }],
      stages: [{ stage: 'At risk', covered: 2, partial: 1, applicable: 4, unknown: 1 }],
    },
  };
  const lines = layoutSummary(page).lines.map(({ cells }) => cells.map(({ value }) => value));
  const at = (text: string): number => lines.findIndex((cells) => cells.includes(text));
  expect(lines[at('At risk')]).toEqual(['At risk', '■■▣□?', '2 of 4, 1 not known', '1,204 people have heard nothing in 90 days.']);
  const order = ['This week', 'Create “New subscribers”', 'Who: Ann', 'Coverage by stage', 'The plan', 'Key figures'].map(at);
  expect(order.every((line, index) => line > (order[index - 1] ?? -1))).toBe(true);
  // What fits on one screen of 820 pixels.
  expect(
    layoutSummary(page)
      .lines.slice(0, at('The plan'))
      .reduce((sum, { height }) => sum + height, 0),
  ).toBeLessThan(820);
});

test('text is broken between words', () => {
  expect(brokenInto('one two three', 7)).toEqual(['one two', 'three']);
});
