import { DAY, known, unknown } from '../../../src/domain/account/known';
import type { SegmentMembers } from '../../../src/domain/account/inventory';
import { segmentsTab } from '../../../src/domain/report/segments-tab';
import { cellOf, columnOf, rowOf } from '../../build/report-cells';
import { NOW, aCoverage, aFinding, aReport, aSegment, aUse, aVerdict, anInventory } from '../../build/report-input';

function trendOf(change: Partial<SegmentMembers>): unknown {
  const members = known({ total: 1040, added: 60, removed: 20, net: 40, days: 30, asOf: NOW - DAY, max: null, ...change });
  return cellOf(segmentsTab(aReport({ inventory: anInventory({ segments: known([aSegment({ members })]) }) })), 'Trend').value;
}

test('a segment’s row says who is in it, how it moves, where it is used and what to do', () => {
  expect(rowOf(segmentsTab(aReport()))).toEqual({
    Segment: 'Engaged 90 days',
    Verdict: 'Keep',
    Reason: 'In use and without findings.',
    Rule: 'Has opened or clicked an email in the last 90 days.',
    Members: 1040,
    Change: 40,
    Trend: 'Growing 4%',
    'Used in': '1 campaign (live)',
    'Last used': { day: '2026-11-11' },
    Campaigns: 'Unknown',
    Recipients: 'Unknown',
    'Click rate': 'Unknown',
    Orders: 'Unknown',
    'Revenue per recipient': 'Unknown',
    'Unsubscribe rate': 'Unknown',
    'Spam complaints': 'Unknown',
    'Its flows': 'None',
    'Goes first': 'Unknown',
    'Leave out': 'Unknown',
    Findings: 'None',
    Covers: 'J1 Engaged',
    State: 'Active',
    Created: { day: '2025-10-19' },
    Changed: { day: '2026-10-24' },
    Tags: 'core',
    Id: 'SegA01',
  });
});

test('figures say when and from what they were measured', () => {
  const tab = segmentsTab(aReport());
  expect(cellOf(tab, 'Members').note).toBe('Measured Nov 22, 2026, 19:20 from Klaviyo’s segment report.');
  expect(cellOf(tab, 'Change').note).toBe('60 entered and 20 left. Measured from Klaviyo’s segment report over 30 days up to Nov 22, 2026.');
});

test.each<[string, Partial<SegmentMembers>]>([
  ['Growing 4%', {}],
  ['Shrinking 10%', { total: 900, added: 0, removed: 100, net: -100 }],
  ['Steady', { total: 1000, added: 9, removed: 4, net: 5 }],
  ['Steady', { total: 1000, added: 50, removed: 50, net: 0 }],
  ['Not moving', { added: 0, removed: 0, net: 0 }],
  ['New members', { total: 40, net: 40 }],
  ['Unknown', { added: null, removed: null, net: null }],
])('a trend reads “%s”', (words, change) => {
  expect(trendOf(change)).toBe(words);
});

test('every use is in the note, counted once for each object, live ones apart', () => {
  const uses = [
    aUse(),
    aUse({ how: 'campaign exclude', by: { type: 'campaign', id: 'C2', name: 'Old  news' }, live: false, at: null }),
    aUse({ by: { type: 'flow', id: 'F1', name: 'Welcome' }, how: 'flow trigger', at: null }),
    aUse({ by: { type: 'flow', id: 'F1', name: 'Welcome' }, how: 'flow branch', at: null, indirect: true }),
  ];
  const cell = cellOf(segmentsTab(aReport({ coverage: aCoverage({ verdicts: [aVerdict({ uses })] }) })), 'Used in');
  expect(cell).toEqual({
    value: '1 flow (live), 2 campaigns (1 live)',
    note: 'Campaign “Autumn sale”: sent to it, live, on Nov 11, 2026\nCampaign “Old news”: leaves it out\nFlow “Welcome”: trigger, live\nFlow “Welcome”: branch, live, through another segment',
  });
});

test('a use that may be missing is never reported as none', () => {
  const input = aReport({
    inventory: anInventory({ flows: unknown('Flows need the scope flows:read.') }),
    coverage: aCoverage({ verdicts: [aVerdict({ uses: [], lastUsed: null })] }),
  });
  const tab = segmentsTab(input);
  expect([cellOf(tab, 'Used in').value, cellOf(tab, 'Last used').value]).toEqual(['Unknown', 'Unknown']);
  expect(cellOf(tab, 'Used in').note).toContain('flows:read');
});

test('unused is said where everything was read; use by a flow alone has no day', () => {
  const unused = segmentsTab(aReport({ coverage: aCoverage({ verdicts: [aVerdict({ uses: [], lastUsed: null })] }) }));
  expect([cellOf(unused, 'Used in').value, cellOf(unused, 'Last used').value]).toEqual(['Nowhere', 'Never']);
  const inFlow = segmentsTab(
    aReport({
      coverage: aCoverage({
        verdicts: [aVerdict({ uses: [aUse({ by: { type: 'flow', id: 'F1', name: 'W' }, how: 'flow filter', at: null })], lastUsed: null })],
      }),
    }),
  );
  expect(cellOf(inFlow, 'Last used').value).toBe('In use');
});

test('findings are words, their thresholds and the objects they name are in the note', () => {
  const findings = [
    aFinding(),
    aFinding({ kind: 'duplicate', severity: 'defect', evidence: 'Means the same as another.', threshold: null, related: [{ type: 'list', id: 'LstA01' }] }),
  ];
  expect(cellOf(segmentsTab(aReport({ coverage: aCoverage({ findings }) })), 'Findings')).toEqual({
    value: 'Not used for 120 days.\nMeans the same as another.',
    note: 'Warning: Setting “Unused after” = 90.\nDefect: See list “Newsletter”.',
  });
});

test('a merge tells which one stays and what has to be repointed first', () => {
  const verdicts = [aVerdict({ verdict: 'Merge', into: 'SegB', repoint: [aUse()] })];
  const segments = known([aSegment(), aSegment({ id: 'SegB', name: 'The one that stays' })]);
  expect(cellOf(segmentsTab(aReport({ inventory: anInventory({ segments }), coverage: aCoverage({ verdicts }) })), 'Verdict')).toEqual({
    value: 'Merge',
    note: 'The one that stays: “The one that stays”.\nTo be pointed elsewhere first:\nCampaign “Autumn sale”: sent to it, live, on Nov 11, 2026',
  });
});

test('every segment appears, ordered by name and then by id, same-named ones told apart', () => {
  const segments = known([
    aSegment({ id: 'z', name: 'beta' }),
    aSegment({ id: 'b', name: 'Alpha' }),
    aSegment({ id: 'a', name: 'alpha ' }),
    aSegment({ id: 'y', name: '' }),
  ]);
  const tab = segmentsTab(aReport({ inventory: anInventory({ segments }) }));
  expect(columnOf(tab, 'Id')).toEqual(['y', 'a', 'b', 'z']);
  expect(cellOf(tab, 'Segment').value).toBe('(no name)');
});

test('what was not read about a segment is unknown, with the reason', () => {
  const segments = known([aSegment({ id: 'new', members: unknown('Klaviyo gave no report for it.'), created: null })]);
  const tab = segmentsTab(aReport({ inventory: anInventory({ segments }) }));
  expect(['Members', 'Change', 'Trend', 'Rule', 'Verdict', 'Used in', 'Created'].map((header) => cellOf(tab, header).value)).toEqual(Array(7).fill('Unknown'));
  expect(cellOf(tab, 'Members').note).toBe('Klaviyo gave no report for it.');
});

test('segments that could not be read are one row that says so; none at all is no row', () => {
  const unread = segmentsTab(aReport({ inventory: anInventory({ segments: unknown('The key lacks segments:read.') }) }));
  expect(unread.rows.length).toBe(1);
  expect(unread.rows[0]?.every((cell) => cell.value === 'Unknown' && cell.note === 'The key lacks segments:read.')).toBe(true);
  expect(segmentsTab(aReport({ inventory: anInventory({ segments: known([]) }) })).rows).toEqual([]);
});

test('a hostile name passes as text and leads to its own page only', () => {
  const name = '=IMPORTXML("http://evil")<b>‮';
  const tab = segmentsTab(aReport({ inventory: anInventory({ segments: known([aSegment({ name, id: 'a/../b' })]) }) }));
  expect(cellOf(tab, 'Segment')).toEqual({ value: name, link: 'https://www.klaviyo.com/list/a%2F..%2Fb' });
});
