import { DAY, known, unknown } from '../../../src/domain/account/known';
import { NO_HISTORY, addToHistory } from '../../../src/domain/report/history';
import type { ReportInput } from '../../../src/domain/report/report-input';
import { summaryPage } from '../../../src/domain/report/summary';
import type { SummaryChart, SummaryPage, SummaryTable } from '../../../src/domain/report/summary-page';
import { aLargeReport } from '../../build/large-report';
import { NOW, aBehavior, aCoverage, aFigure, aGap, aLine, aRecommendation, aReport, aVerdict, anInventory } from '../../build/report-input';

function table(page: SummaryPage, id: SummaryTable['id']): SummaryTable {
  return page.tables.find((each) => each.id === id)!;
}

function chart(page: SummaryPage, id: SummaryChart['id']): SummaryChart {
  return page.charts.find((each) => each.id === id)!;
}

function values(rows: SummaryTable['rows']): readonly (readonly unknown[])[] {
  return rows.map((row) => row.map((cell) => cell.value));
}

const open = [aLine(), aLine({ key: 'b', action: 'Merge', priority: 'P2', status: 'In review', value: null }), aLine({ key: 'c', action: 'Retire', status: 'Done', value: 10 })];
const recommendations = open.map(({ key }) => aRecommendation({ key }));

test('the head names the account, the time in its zone, the periods and the use', () => {
  const page = summaryPage(aReport());
  expect([page.title, page.subtitle, page.headline]).toEqual([
    'Segment coverage: Fern & Fig',
    'Read Nov 23, 2026, 19:20 (America/New_York) · Planning window 90 days · Look-back 24 months · Main use Campaign targeting · Money in USD',
    '1 of 2 applicable lifecycle audiences are covered.',
  ]);
});

test('every key figure says what it counts, its period and its method', () => {
  const { figures } = summaryPage(aReport());
  expect(figures.filter((figure) => figure.counts === '' || figure.period === '' || figure.method === '')).toEqual([]);
  expect(Object.fromEntries(figures.map((figure) => [figure.name, figure.cell.value]))).toEqual({
    'Covered audiences': 0.5, 'Partly covered': 0, Stale: 0, Missing: 1, Segments: 1, 'Open recommendations': 1, 'Value at stake': 3400, Profiles: 9000, 'Reachable by email': 4100,
    Revenue: 182400.26, 'Average order value': 48.2, 'People nobody speaks to': 'Unknown', 'Mailed too often': 'Unknown',
  });
});

test('coverage is unknown, not zero, where segments could not be read', () => {
  const page = summaryPage(aReport({ inventory: anInventory({ segments: unknown('the key lacks segments:read') }) }));
  expect(page.headline).toBe('Coverage could not be worked out, since the account’s segments could not be read: the key lacks segments:read.');
  expect(page.figures.slice(0, 5).map((figure) => figure.cell)).toEqual(Array(5).fill({ value: 'Unknown', note: 'the key lacks segments:read' }));
});

test('an account that can have none of the audiences is told so, without a division by zero', () => {
  const page = summaryPage(aReport({ coverage: aCoverage({ gaps: [aGap({ state: 'Not applicable' })] }) }));
  expect(page.headline).toBe('This account can have none of the planned lifecycle audiences yet; the Gaps tab says why.');
  expect(page.figures[0]?.cell.value).toBe('Unknown');
  expect(page.heatMap.rows[0]?.map((cell) => cell.value)).toEqual(['Subscriber or lead', '–', '–', '–', '–', '–', '–']);
  expect(chart(page, 'coverage over time').rows).toEqual([]);
});

test('figures of behavior that were not measured stay unknown', () => {
  const page = summaryPage(aReport({ behavior: aBehavior({ windowRevenue: aFigure('No orders arrive.', { unit: 'money' }) }) }));
  expect(page.figures.find(({ name }) => name === 'Revenue')?.cell).toEqual({ value: 'Unknown', note: 'No orders arrive.' });
});

test('the heat map has the share of each stage and use and names the audiences behind it', () => {
  const { heatMap } = summaryPage(aReport());
  expect(heatMap.columns.map(({ header }) => header)).toEqual(['Stage', 'Campaign targeting', 'Flow branching', 'Reactivation', 'Personalization', 'Reporting', 'All uses']);
  expect(values(heatMap.rows)).toEqual([
    ['Subscriber or lead', 0, 0, '–', '–', '–', 0], ['Engagement', 1, '–', '–', '–', '–', 1], ['All planned stages', 0.5, 0, '–', '–', '–', 0.5],
  ]);
  expect(heatMap.rows[2]?.[1]?.note).toBe('1 of 2 covered.\nCovered: Engaged\nMissing: New subscribers');
});

test('stages that are not planned for are shown but left out of the totals', () => {
  const page = summaryPage(aReport({ settings: new Map([['lifecycle stages', ['Engagement']]]) }));
  expect(page.headline).toBe('1 of 1 applicable lifecycle audiences are covered.');
  expect(values(page.heatMap.rows).map((row) => [row[0], row[6]])).toEqual([['Subscriber or lead', 0], ['Engagement', 1], ['All planned stages', 1]]);
  expect(page.heatMap.rows[0]?.[0]?.note).toContain('Not among the stages planned for');
});

test('the first moves are the open rows in the plan’s order: when, due, value, score, as people set them', () => {
  const lines = [
    aLine({ key: 'low', when: 'Later', due: null, score: 99 }), aLine({ key: 'small', value: 1, score: 50 }), aLine({ key: 'large', value: 2, score: 50 }), aLine({ key: 'best', due: '2026-11-30', value: null }),
    aLine({ key: 'done', status: 'Done', score: 100 }), aLine({ key: 'odd', when: 'urgent!', score: 100 }), aLine({ key: 'gone', score: 100 }),
  ].map((line) => ({ ...line, segment: line.key }));
  const coverage = aCoverage({ recommendations: lines.filter(({ key }) => key !== 'gone').map(({ key }) => aRecommendation({ key })) });
  expect(values(table(summaryPage(aReport({ coverage, tracker: lines })), 'priorities').rows).map((row) => row[2])).toEqual(['best', 'large', 'small', 'low', 'odd']);
});

test('actions are counted by status with the value of open rows', () => {
  const page = summaryPage(aReport({ tracker: open, coverage: aCoverage({ recommendations }) }));
  const actions = table(page, 'actions');
  expect(actions.columns.map(({ header }) => header)).toEqual(['Action', 'Proposed', 'In review', 'Approved', 'Created', 'Covered', 'Rejected', 'Done', 'All', 'Value at stake']);
  expect(values(actions.rows)).toEqual([
    ['Create', 1, 0, 0, 0, 0, 0, 0, 1, 3400], ['Refresh', 0, 0, 0, 0, 0, 0, 0, 0, 0], ['Merge', 0, 1, 0, 0, 0, 0, 0, 1, 'Unknown'], ['Retire', 0, 0, 0, 0, 0, 0, 1, 1, 0],
  ]);
});

test('words that a person made up are counted too', () => {
  const page = summaryPage(aReport({ tracker: [aLine({ action: 'Split', status: 'Parked' })] }));
  expect(table(page, 'actions').columns.map(({ header }) => header)).toContain('Parked');
  expect(values(table(page, 'actions').rows).map((row) => row[0])).toEqual(['Create', 'Refresh', 'Merge', 'Retire', 'Split']);
});

test('verdicts are counted for segments and lists', () => {
  const verdicts = [aVerdict(), aVerdict({ subject: { type: 'segment', id: 'x' }, verdict: 'Retire' }), aVerdict({ subject: { type: 'list', id: 'l' }, verdict: 'Review' })];
  expect(values(table(summaryPage(aReport({ coverage: aCoverage({ verdicts }) })), 'verdicts').rows)).toEqual([['Segments', 1, 0, 0, 1, 0, 2], ['Lists', 0, 0, 0, 0, 1, 1]]);
});

test('what changed since the last refresh is listed with its time', () => {
  const before: ReportInput = aReport({ tracker: [aLine(), aLine({ key: 'gone', segment: 'Deleted one' })] });
  const history = addToHistory(NO_HISTORY, { at: NOW - 90 * DAY, gaps: before.coverage.gaps.map((gap) => ({ ...gap, state: 'Missing' as const })), tracker: before.tracker, settings: new Map() });
  const page = summaryPage(aReport({ history, tracker: [aLine({ status: 'Created' }), aLine({ key: 'n', segment: 'New one' })] }));
  const changes = table(page, 'changes');
  expect(changes.explanation).toBe('1 new, 1 closed, 1 deleted by a person, 1 audience with another coverage since Aug 25, 2026, 20:20.');
  expect(values(changes.rows).map((row) => row.slice(0, 2))).toEqual([['New', 'New one'], ['Closed', 'New subscribers'], ['Deleted', 'Deleted one'], ['Coverage', 'Engaged']]);
  expect(changes.rows[1]?.[3]?.value).toBe('Proposed → Created');
});

test('a first refresh says that there is nothing to compare with; an unchanged one that nothing changed', () => {
  expect(table(summaryPage(aReport()), 'changes')).toMatchObject({ rows: [], whenEmpty: 'This is the first refresh: the next one says here what is new, closed and changed.' });
  const input = aReport();
  const history = addToHistory(NO_HISTORY, { at: NOW - DAY, gaps: input.coverage.gaps, tracker: input.tracker, settings: new Map() });
  expect(table(summaryPage({ ...input, history }), 'changes')).toMatchObject({ rows: [], whenEmpty: 'Nothing has changed since Nov 22, 2026, 19:20.' });
});

test('overdue is what should have been reviewed before the account’s own today and is not settled', () => {
  const review = (key: string, nextReview: string | null, status = 'Proposed') => aLine({ key, segment: key, nextReview, status });
  const tracker = [review('today', '2026-11-23'), review('yesterday', '2026-11-22'), review('created', '2026-01-01', 'Created'), review('done', '2026-01-01', 'Done'), review('none', null)];
  expect(values(table(summaryPage(aReport({ tracker })), 'overdue').rows).map((row) => [row[0], row[1]])).toEqual([[{ day: '2026-01-01' }, 'created'], [{ day: '2026-11-22' }, 'yesterday']]);
});

test('approved creations without a segment are listed with how long they have waited', () => {
  const tracker = [aLine({ status: 'Approved' }), aLine({ key: 'b', action: 'Merge', status: 'Approved' }), aLine({ key: 'c', status: 'Created' })];
  expect(values(table(summaryPage(aReport({ tracker })), 'approved').rows)).toEqual([['New subscribers', 'P1', 'Lifecycle marketer', '3 months ago']]);
});

test('coverage over time has one point for each refresh, this one included', () => {
  const input = aReport();
  const history = addToHistory(NO_HISTORY, { at: NOW - 90 * DAY, gaps: [aGap()], tracker: [], settings: new Map() });
  const line = chart(summaryPage({ ...input, history }), 'coverage over time');
  expect(values(line.rows)).toEqual([[{ day: '2026-08-25' }, 0], [{ day: '2026-11-23' }, 0.5]]);
  expect(line.explanation).toBe('');
});

test('value at stake by action has a bar for each action, equal to the table’s sums', () => {
  const page = summaryPage(aReport({ tracker: open }));
  expect(values(chart(page, 'value by action').rows)).toEqual([['Create', 3400], ['Refresh', 0], ['Merge', 0], ['Retire', 0]]);
  expect(chart(page, 'value by action').explanation).toBe('Without 1 open row whose value is unknown.');
});

test('limits name what was not read, once, and settings that were not understood', () => {
  const unread = { what: 'Flows', missingScope: 'flows:read', sentence: 'Ad audience syncs cannot be seen.' };
  const page = summaryPage(aReport({ inventory: anInventory({ unread: [unread] }), settingProblems: [{ name: 'x', text: 'y', problem: 'Look-back: bad.' }] }));
  expect(page.notes.map(({ sentences }) => sentences)).toEqual([['Ad audience syncs cannot be seen.', 'Look-back: bad. The standard counts until then.'], ['Orders without a value count as orders.']]);
});

test('the page stays one that can be read and printed, however large the account', () => {
  const page = summaryPage(aLargeReport(2000));
  expect(page.tables.map(({ rows }) => rows.length).every((length) => length <= 20)).toBe(true);
  expect(table(page, 'overdue').rows[19]?.[0]?.value).toMatch(/^… and \d+ more$/);
  for (const each of page.tables) expect(each.rows.every((row) => row.length === each.columns.length)).toBe(true);
});

test('an empty account has a whole page', () => {
  const empty = aReport({
    inventory: anInventory({ segments: known([]), lists: known([]), campaigns: known([]), flows: known([]) }), tracker: [],
    coverage: aCoverage({ gaps: [], verdicts: [], recommendations: [], hiddenRules: [], dataLimits: [], assumptions: [] }),
  });
  const page = summaryPage(empty);
  expect(page.tables.map(({ rows, whenEmpty }) => rows.length === 0 && whenEmpty !== '')).toEqual(Array(6).fill(true));
  expect(page.heatMap.rows).toEqual([]);
});
