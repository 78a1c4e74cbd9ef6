import { DAY, known, unknown } from '../../../src/domain/account/known';
import { NO_HISTORY, addToHistory } from '../../../src/domain/report/history';
import type { ReportInput } from '../../../src/domain/report/report-input';
import { summaryPage } from '../../../src/domain/report/summary';
import type { SummaryChart, SummaryPage, SummaryTable } from '../../../src/domain/report/summary-page';
import { aLargeReport } from '../../build/large-report';
import { NOW, aBehavior, aCampaign, aCoverage, aFigure, aGap, aLine, aRecommendation, aReport, aVerdict, anInventory, lineOf } from '../../build/report-input';

function table(page: SummaryPage, id: SummaryTable['id']): SummaryTable {
  return page.tables.find((each) => each.id === id)!;
}

function chart(page: SummaryPage, id: SummaryChart['id']): SummaryChart {
  return page.charts.find((each) => each.id === id)!;
}

function values(rows: SummaryTable['rows']): readonly (readonly unknown[])[] {
  return rows.map((row) => row.map((cell) => cell.value));
}

const open = [
  aLine(),
  aLine({ key: 'b', action: 'Merge', priority: 'P2', status: 'In review', value: null }),
  aLine({ key: 'c', action: 'Retire', status: 'Done', value: 10 }),
];
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
    'Covered audiences': 1,
    'Partly covered': 0,
    Stale: 0,
    Missing: 1,
    Segments: 1,
    'Open recommendations': 1,
    'Value at stake': 3400,
    Profiles: 9000,
    'Reachable by email': 4100,
    Revenue: 182400.26,
    'Average order value': 48.2,
    'People nobody speaks to': 'Unknown',
    'Mailed too often': 'Unknown',
    'Never engage': 'Unknown',
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
  expect(chart(page, 'coverage over time')).toBeUndefined();
});

test('figures of behavior that were not measured stay unknown', () => {
  const page = summaryPage(aReport({ behavior: aBehavior({ windowRevenue: aFigure('No orders arrive.', { unit: 'money' }) }) }));
  expect(page.figures.find(({ name }) => name === 'Revenue')?.cell).toEqual({ value: 'Unknown', note: 'No orders arrive.' });
});

test('the heat map says of each stage and use how many audiences are covered, and names them', () => {
  const { heatMap } = summaryPage(aReport());
  expect(heatMap.columns.map(({ header }) => header)).toEqual([
    'Stage',
    'Campaign targeting',
    'Flow branching',
    'Reactivation',
    'Personalization',
    'Reporting',
    'All uses',
  ]);
  expect(values(heatMap.rows)).toEqual([
    ['Subscriber or lead', '0 of 1', '0 of 1', '–', '–', '–', '0 of 1'],
    ['Engagement', '1 of 1', '–', '–', '–', '–', '1 of 1'],
    ['All planned stages', '1 of 2', '0 of 1', '–', '–', '–', '1 of 2'],
  ]);
  expect(heatMap.rows[2]?.[1]?.note).toBe('Covered: Engaged\nMissing: New subscribers');
  expect(heatMap.shares).toEqual([
    [0, 0, null, null, null, 0],
    [1, null, null, null, null, 1],
    [0.5, 0, null, null, null, 0.5],
  ]);
});

test('stages that are not planned for are shown but left out of the totals', () => {
  const page = summaryPage(aReport({ settings: new Map([['lifecycle stages', ['Engagement']]]) }));
  expect(page.headline).toBe('1 of 1 applicable lifecycle audiences are covered.');
  expect(values(page.heatMap.rows).map((row) => [row[0], row[6]])).toEqual([
    ['Subscriber or lead', '0 of 1'],
    ['Engagement', '1 of 1'],
    ['All planned stages', '1 of 1'],
  ]);
  expect(page.heatMap.rows[0]?.[0]?.note).toContain('Not among the stages planned for');
});

test('the first moves are the open rows in the plan’s order: when, due, value, score, as people set them', () => {
  const lines = [
    aLine({ key: 'low', when: 'Later', due: null, score: 99 }),
    aLine({ key: 'small', value: 1, score: 50 }),
    aLine({ key: 'large', value: 2, score: 50 }),
    aLine({ key: 'best', due: '2026-11-30', value: null }),
    aLine({ key: 'done', status: 'Done', score: 100 }),
    aLine({ key: 'odd', when: 'urgent!', score: 100 }),
    aLine({ key: 'gone', score: 100 }),
  ].map((line) => ({ ...line, segment: line.key }));
  const coverage = aCoverage({ recommendations: lines.filter(({ key }) => key !== 'gone').map(({ key }) => aRecommendation({ key })) });
  expect(values(table(summaryPage(aReport({ coverage, tracker: lines })), 'plan').rows).map((row) => row[0])).toEqual(['best', 'large', 'small']);
});

test('the plan sums what each move adds, without the ones that people settled, and scales by the value that a person wrote', () => {
  const move = (key: string, gain: number, value: number, more: Partial<ReturnType<typeof aLine>> = {}, due = '2026-12-05') => {
    const recommendation = aRecommendation({ key, segment: key, gain, value: known(aFigure(value, { unit: 'money' })) });
    return { recommendation, line: lineOf(recommendation, { due, ...more }) };
  };
  const moves = [
    move('first', 1000, 1000),
    move('second', 400, 800, {}, '2026-12-20'),
    move('halved', 300, 600, { value: 300 }, '2026-12-28'),
    move('settled', 9000, 9000, { status: 'Rejected' }),
    move('unknown', 0, 0, { value: null }, '2026-12-30'),
    move('later', 250, 250, { when: 'Later', due: null }),
  ];
  const page = summaryPage(
    aReport({ coverage: aCoverage({ recommendations: moves.map(({ recommendation }) => recommendation) }), tracker: moves.map(({ line }) => line) }),
  );
  expect(values(table(page, 'plan').rows).map((row) => [row[0], row[6], row[7], row[8]])).toEqual([
    ['first', 1000, 1000, '56%'],
    ['second', 400, 1400, '78%'],
    ['halved', 150, 1550, '86%'],
    ['unknown', 'Unknown', 1550, '86%'],
  ]);
  expect(values(chart(page, 'plan curve').rows)).toEqual([
    [1, 0.5556],
    [2, 0.7778],
    [3, 0.8611],
    [4, 1],
  ]);
  expect(page.brief.plan).toBe('This quarter’s 4 moves bring an estimated $1,550 in 90 days, 86% of what all 5 open moves would; nobody is counted twice.');
});

test('the first screen has three cards of what is to be done now, and says so when it is nothing', () => {
  const lines = ['a', 'b', 'c', 'd'].map((key, index) => aLine({ key, segment: key, value: 100 - index }));
  const coverage = aCoverage({
    recommendations: lines.map(({ key, value }) => aRecommendation({ key, gain: value ?? 0, value: known(aFigure(value ?? 0, { unit: 'money' })) })),
  });
  expect(summaryPage(aReport({ coverage, tracker: lines })).brief.cards.map(({ action, who, by, worth }) => [action, who, by, worth])).toEqual([
    ['Create “a”', 'Lifecycle marketer', 'Dec 5, 2026', '$100 in 90 days'],
    ['Create “b”', 'Lifecycle marketer', 'Dec 5, 2026', '$99.00 in 90 days'],
    ['Create “c”', 'Lifecycle marketer', 'Dec 5, 2026', '$98.00 in 90 days'],
  ]);
  const later = lines.map((line) => ({ ...line, when: 'Later', due: null }));
  expect(summaryPage(aReport({ coverage, tracker: later })).brief).toMatchObject({
    cards: [],
    nothingToDo: 'Nothing to do this week. 4 ideas for later are in the tracker.',
  });
  expect(summaryPage(aReport({ tracker: [] })).brief).toMatchObject({ cards: [], nothingToDo: 'Nothing to do: everything proposed is settled.', plan: null });
});

test('the calendar has a week for what is due, sent, reviewed and in season; what is late is due now', () => {
  const tracker = [
    aLine({ segment: 'Late', due: '2026-11-02' }),
    aLine({ key: 'b', segment: 'Next week', due: '2026-12-01', nextReview: '2026-12-07' }),
    aLine({ key: 'c', segment: 'Closed', due: '2026-12-01', status: 'Done' }),
  ];
  const campaigns = known([aCampaign({ name: 'Gift guide', status: 'Scheduled', sendTime: NOW + 9 * DAY }), aCampaign({ id: 'x', name: 'Sent already' })]);
  const { rows } = table(summaryPage(aReport({ tracker, inventory: anInventory({ campaigns }) })), 'calendar');
  expect(rows).toHaveLength(13);
  expect(values(rows.slice(0, 3))).toEqual([
    [{ day: '2026-11-23' }, 'Create “Late”', '–', 0, '–'],
    [{ day: '2026-11-30' }, 'Create “Next week”', '“Gift guide” on Dec 2, 2026', 0, 'The holidays'],
    [{ day: '2026-12-07' }, '–', '–', 1, '–'],
  ]);
});

test('charts that say nothing yet are not drawn', () => {
  const drawn = (input: ReportInput): readonly string[] => summaryPage(input).charts.map(({ id }) => id);
  expect(drawn(aReport())).toEqual(['value by action', 'audiences by state']);
  expect(drawn(aReport({ tracker: [], coverage: aCoverage({ gaps: [], recommendations: [] }) }))).toEqual([]);
});

test('actions are counted by status with the value of open rows', () => {
  const page = summaryPage(aReport({ tracker: open, coverage: aCoverage({ recommendations }) }));
  const actions = table(page, 'actions');
  expect(actions.columns.map(({ header }) => header)).toEqual([
    'Action',
    'Proposed',
    'In review',
    'Approved',
    'Created',
    'Covered',
    'Rejected',
    'Done',
    'All',
    'Value at stake',
  ]);
  expect(values(actions.rows)).toEqual([
    ['Create', 1, 0, 0, 0, 0, 0, 0, 1, 3400],
    ['Refresh', 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ['Merge', 0, 1, 0, 0, 0, 0, 0, 1, 'Unknown'],
    ['Retire', 0, 0, 0, 0, 0, 0, 1, 1, 0],
  ]);
});

test('words that a person made up are counted too', () => {
  const page = summaryPage(aReport({ tracker: [aLine({ action: 'Split', status: 'Parked' })] }));
  expect(table(page, 'actions').columns.map(({ header }) => header)).toContain('Parked');
  expect(values(table(page, 'actions').rows).map((row) => row[0])).toEqual(['Create', 'Refresh', 'Merge', 'Retire', 'Split']);
});

test('verdicts are counted for segments and lists', () => {
  const verdicts = [
    aVerdict(),
    aVerdict({ subject: { type: 'segment', id: 'x' }, verdict: 'Retire' }),
    aVerdict({ subject: { type: 'list', id: 'l' }, verdict: 'Review' }),
  ];
  expect(values(table(summaryPage(aReport({ coverage: aCoverage({ verdicts }) })), 'verdicts').rows)).toEqual([
    ['Segments', 1, 0, 0, 1, 0, 2],
    ['Lists', 0, 0, 0, 0, 1, 1],
  ]);
});

test('what changed since the last refresh is listed with its time', () => {
  const before: ReportInput = aReport({ tracker: [aLine(), aLine({ key: 'gone', segment: 'Deleted one' })] });
  const history = addToHistory(NO_HISTORY, {
    at: NOW - 90 * DAY,
    gaps: before.coverage.gaps.map((gap) => ({ ...gap, state: 'Missing' as const })),
    tracker: before.tracker,
    settings: new Map(),
  });
  const page = summaryPage(aReport({ history, tracker: [aLine({ status: 'Created' }), aLine({ key: 'n', segment: 'New one' })] }));
  const changes = table(page, 'changes');
  expect(changes.explanation).toBe(
    'What changed in the account itself is told from the next refresh on. In the tracker: 1 new, 1 closed, 1 deleted by a person, 1 audience with another coverage since Aug 25, 2026, 20:20.',
  );
  expect(values(changes.rows).map((row) => row.slice(0, 2))).toEqual([
    ['New', 'New one'],
    ['Closed', 'New subscribers'],
    ['Deleted', 'Deleted one'],
    ['Coverage', 'Engaged'],
  ]);
  expect(changes.rows[1]?.[3]?.value).toBe('Proposed → Created');
});

test('a first refresh says that there is nothing to compare with; an unchanged one that nothing changed', () => {
  expect(table(summaryPage(aReport()), 'changes')).toMatchObject({
    rows: [],
    whenEmpty: 'This is the first refresh: the next one says here what is new, closed and changed.',
  });
  const input = aReport();
  const history = addToHistory(NO_HISTORY, { at: NOW - DAY, gaps: input.coverage.gaps, tracker: input.tracker, settings: new Map() });
  expect(table(summaryPage({ ...input, history }), 'changes')).toMatchObject({ rows: [], whenEmpty: 'Nothing has changed since Nov 22, 2026, 19:20.' });
});

test('overdue is what should have been reviewed before the account’s own today and is not settled', () => {
  const review = (key: string, nextReview: string | null, status = 'Proposed') => aLine({ key, segment: key, nextReview, status });
  const tracker = [
    review('today', '2026-11-23'),
    review('yesterday', '2026-11-22'),
    review('created', '2026-01-01', 'Created'),
    review('done', '2026-01-01', 'Done'),
    review('none', null),
  ];
  expect(values(table(summaryPage(aReport({ tracker })), 'overdue').rows).map((row) => [row[0], row[1]])).toEqual([
    [{ day: '2026-01-01' }, 'created'],
    [{ day: '2026-11-22' }, 'yesterday'],
  ]);
});

test('approved creations without a segment are listed with how long they have waited', () => {
  const tracker = [aLine({ status: 'Approved' }), aLine({ key: 'b', action: 'Merge', status: 'Approved' }), aLine({ key: 'c', status: 'Created' })];
  expect(values(table(summaryPage(aReport({ tracker })), 'approved').rows)).toEqual([['New subscribers', 'P1', 'Lifecycle marketer', '3 months ago']]);
});

test('coverage over time has one point for each refresh, this one included', () => {
  const input = aReport();
  const history = addToHistory(NO_HISTORY, { at: NOW - 90 * DAY, gaps: [aGap()], tracker: [], settings: new Map() });
  const line = chart(summaryPage({ ...input, history }), 'coverage over time');
  expect(values(line.rows)).toEqual([
    [{ day: '2026-08-25' }, 0],
    [{ day: '2026-11-23' }, 0.5],
  ]);
  expect(line.explanation).toBe('');
});

test('value at stake by action has a bar for each action, equal to the table’s sums', () => {
  const page = summaryPage(aReport({ tracker: open }));
  expect(values(chart(page, 'value by action').rows)).toEqual([
    ['Create', 3400],
    ['Refresh', 0],
    ['Merge', 0],
    ['Retire', 0],
  ]);
  expect(chart(page, 'value by action').explanation).toBe('Without 1 open row whose value is unknown.');
});

test('limits name what was not read, once, and settings that were not understood', () => {
  const unread = { what: 'Flows', missingScope: 'flows:read', sentence: 'Ad audience syncs cannot be seen.' };
  const page = summaryPage(aReport({ inventory: anInventory({ unread: [unread] }), settingProblems: [{ name: 'x', text: 'y', problem: 'Look-back: bad.' }] }));
  expect(page.notes.map(({ sentences }) => sentences)).toEqual([
    ['Ad audience syncs cannot be seen.', 'Look-back: bad. The standard counts until then.'],
    ['Orders without a value count as orders.'],
  ]);
});

test('the page stays one that can be read and printed, however large the account', () => {
  const page = summaryPage(aLargeReport(2000));
  expect(page.tables.map(({ rows }) => rows.length).every((length) => length <= 20)).toBe(true);
  expect(table(page, 'overdue').rows[19]?.[0]?.value).toMatch(/^… and \d+ more$/);
  for (const each of page.tables) expect(each.rows.every((row) => row.length === each.columns.length)).toBe(true);
});

test('an empty account has a whole page', () => {
  const empty = aReport({
    inventory: anInventory({ segments: known([]), lists: known([]), campaigns: known([]), flows: known([]) }),
    tracker: [],
    coverage: aCoverage({ gaps: [], verdicts: [], recommendations: [], hiddenRules: [], dataLimits: [], assumptions: [] }),
  });
  const page = summaryPage(empty);
  expect(page.tables.map(({ rows, whenEmpty }) => rows.length === 0 && whenEmpty !== '')).toEqual(page.tables.map(({ id }) => id !== 'calendar'));
  expect(page.heatMap.rows).toEqual([]);
});
