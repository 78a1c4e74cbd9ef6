import { DAY, known, unknown } from '../../../src/domain/account/known';
import { behaviorTab } from '../../../src/domain/report/behavior-tab';
import { campaignsTab } from '../../../src/domain/report/campaigns-tab';
import { flowsTab } from '../../../src/domain/report/flows-tab';
import { gapsTab } from '../../../src/domain/report/gaps-tab';
import { hiddenRulesTab } from '../../../src/domain/report/hidden-rules-tab';
import { listsTab } from '../../../src/domain/report/lists-tab';
import { settingsTab } from '../../../src/domain/report/settings-tab';
import { TAB_NAMES } from '../../../src/domain/table/tab-names';
import { tableTabs } from '../../../src/domain/report/table-tabs';
import { ALL_SETTINGS } from '../../../src/domain/settings-registry/all-settings';
import { cellOf, columnOf, rowOf } from '../../build/report-cells';
import { NOW, aBehavior, aCampaign, aCoverage, aFigure, aFlow, aGap, aHiddenRule, aList, aReport, anInventory, results } from '../../build/report-input';

test('every tab but Summary and Tracker is made, in the order of the tabs, each row as wide as its header', () => {
  const tabs = tableTabs(aReport());
  expect(tabs.map((tab) => tab.name)).toEqual(TAB_NAMES.filter((name) => name !== 'Summary' && name !== 'Tracker'));
  for (const tab of tabs) {
    expect(new Set(tab.columns.map(({ header }) => header)).size).toBe(tab.columns.length);
    expect(tab.rows.every((row) => row.length === tab.columns.length)).toBe(true);
  }
});

test('tabs are plain data that survives JSON', () => {
  const tabs = tableTabs(aReport());
  expect(JSON.parse(JSON.stringify(tabs))).toEqual(tabs);
});

test('no cell or note is longer than a sheet takes, whatever the account holds', () => {
  const long = '長い🙂'.repeat(20_000);
  const input = aReport({
    inventory: anInventory({
      segments: known([]),
      lists: known([aList({ name: long })]),
      campaigns: known([aCampaign({ name: long })]),
      flows: known([aFlow({ name: long })]),
    }),
    coverage: aCoverage({
      gaps: [aGap({ why: long, rule: long })],
      hiddenRules: [aHiddenRule({ rule: long, suggestedName: long, definition: JSON.stringify(long) })],
    }),
  });
  for (const cell of tableTabs(input).flatMap((tab) => tab.rows.flat())) {
    expect([String(cell.value).length <= 32_767, (cell.note ?? '').length <= 32_767]).toEqual([true, true]);
  }
});

test('a list’s row tells opt-in, members and joins', () => {
  expect(rowOf(listsTab(aReport()))).toMatchObject({
    List: 'Newsletter',
    'Opt-in process': 'Double opt-in',
    Members: 5200,
    'Joined in 180 days': 310,
    Verdict: 'Keep',
  });
  const odd = listsTab(aReport({ inventory: anInventory({ lists: known([aList({ optInProcess: 'triple', members: unknown('Not counted yet.') })]) }) }));
  expect([cellOf(odd, 'Opt-in process').value, cellOf(odd, 'Members')]).toEqual(['triple', { value: 'Unknown', note: 'Not counted yet.' }]);
});

test('a campaign’s audience is told in plain words, with deleted groups as such', () => {
  const tab = campaignsTab(aReport({ inventory: anInventory({ campaigns: known([aCampaign({ included: ['LstA01', 'Gone'], excluded: [] })]) }) }));
  expect(cellOf(tab, 'Audience').value).toBe('Everyone in “Newsletter” or a deleted list or segment (ending one).');
  expect(cellOf(tab, 'Included')).toEqual({
    value: 'Newsletter and deleted list or segment (ending one)',
    note: 'List: Newsletter\nNot found: deleted list or segment (ending one)',
  });
  expect(cellOf(tab, 'Excluded').value).toBe('None');
});

test('a group whose name could not be read is not called deleted', () => {
  const tab = campaignsTab(aReport({ inventory: anInventory({ lists: unknown('The key lacks lists:read.') }) }));
  expect(cellOf(tab, 'Audience').value).toBe('Everyone in a list or segment whose name could not be read (ending A01), but nobody in “Engaged 90 days”.');
});

test('campaigns of the planning window and those to come are shown, newest first; older ones are counted', () => {
  const at = (id: string, days: number) => aCampaign({ id, sendTime: NOW - days * DAY });
  const draft = aCampaign({ id: 'draft', status: 'Draft', sendTime: null, scheduledAt: null, updatedAt: NOW - 3 * DAY });
  const timeless = aCampaign({ id: 'timeless', sendTime: null, scheduledAt: null, updatedAt: null, createdAt: null });
  const campaigns = known([at('old', 91), at('edge', 90), at('future', -5), draft, timeless]);
  const tab = campaignsTab(aReport({ inventory: anInventory({ campaigns }) }));
  expect(columnOf(tab, 'Id')).toEqual(['timeless', 'future', 'draft', 'edge']);
  expect(tab.columns[0]?.meaning).toContain('1 older campaign left out here');
  expect(cellOf(tab, 'Send time', 2).value).toBe('Not scheduled');
});

test('the planning window is the setting’s', () => {
  const campaigns = known([aCampaign({ id: 'a', sendTime: NOW - 20 * DAY }), aCampaign({ id: 'b', sendTime: NOW - 40 * DAY })]);
  expect(columnOf(campaignsTab(aReport({ inventory: anInventory({ campaigns }), settings: new Map([['planning window', 30]]) })), 'Id')).toEqual(['a']);
});

test('results that Klaviyo did not report are unknown, not zero', () => {
  const tab = campaignsTab(
    aReport({ inventory: anInventory({ campaigns: known([aCampaign({ results: known(results({ revenue: null, conversions: 0 })) })]) }) }),
  );
  expect([cellOf(tab, 'Revenue').value, cellOf(tab, 'Conversions').value]).toEqual(['Unknown', 0]);
  const unread = flowsTab(aReport({ inventory: anInventory({ flows: known([aFlow({ results: unknown('No conversion metric is set.') })]) }) }));
  expect(cellOf(unread, 'Revenue')).toEqual({ value: 'Unknown', note: 'No conversion metric is set.' });
});

test('a flow’s row tells its logic; a flow whose logic was not read says so', () => {
  expect(rowOf(flowsTab(aReport()))).toMatchObject({
    Flow: 'Welcome series',
    Status: 'Live',
    Trigger: 'Joins the list “Newsletter”.',
    'Trigger filter': 'None',
    'Profile filter': 'Has never ordered.',
    Branches: '“Clicked?”: has clicked an email.',
    'Hidden audience': 'None',
    Recipients: 300,
  });
  const dark = flowsTab(
    aReport({ inventory: anInventory({ flows: known([aFlow({ definition: unknown('Klaviyo gave no definition.'), archived: true, status: 'draft' })]) }) }),
  );
  expect([cellOf(dark, 'Status').value, cellOf(dark, 'Trigger')]).toEqual(['Draft, archived', { value: 'Unknown', note: 'Klaviyo gave no definition.' }]);
});

test('gaps stand in the order of the lifecycle with the segments near them', () => {
  const gaps = [
    aGap({
      audienceId: 'J1',
      stage: 'Engagement',
      matches: [
        { segmentId: 'SegA01', fit: 'part of it', difference: 'lacks site visits', usable: false, people: null },
        { segmentId: 'Gone', fit: 'by name only', difference: '', usable: true, people: null },
      ],
    }),
    aGap(),
    aGap({
      audienceId: 'B1',
      stage: 'High intent',
      state: 'Not applicable',
      rule: '',
      why: 'No product views arrive.',
      size: unknown('No product views arrive.'),
    }),
  ];
  const tab = gapsTab(aReport({ coverage: aCoverage({ gaps }) }));
  expect(columnOf(tab, 'Id')).toEqual(['A2', 'B1', 'J1']);
  expect([cellOf(tab, 'Rule', 1), cellOf(tab, 'Audience size', 1)]).toEqual([
    { value: 'Not applicable', note: 'No product views arrive.' },
    { value: 'Unknown', note: 'No product views arrive.' },
  ]);
  expect(cellOf(tab, 'Matching segments', 2)).toEqual({
    value: 'Engaged 90 days and 1 more',
    link: 'https://www.klaviyo.com/list/SegA01',
    note: '“Engaged 90 days”: only a part of it (lacks site visits); not usable as it is\na deleted list or segment (ending one): named alike, rules could not be compared',
  });
});

test('a hidden rule tells every place and the segment to use', () => {
  const rules = [
    aHiddenRule(),
    aHiddenRule({ key: 'k2', existingSegmentId: 'SegA01', places: [...aHiddenRule().places, { type: 'campaign', id: 'C', name: 'C', where: 'audience' }] }),
  ];
  const tab = hiddenRulesTab(aReport({ coverage: aCoverage({ hiddenRules: rules }) }));
  expect(columnOf(tab, 'Segment to use')).toEqual(['Engaged 90 days', 'New: Repeat buyers']);
  expect(cellOf(tab, 'Where')).toEqual({
    value: '2 flows, 1 campaign',
    note: 'Flow “Welcome series”: profile filter\nFlow “Win-back”: branch “Buyers?”\nCampaign “C”: audience',
  });
  expect(tab.columns.find(({ header }) => header === 'Definition')?.hidden).toBe(true);
});

test('every measured figure has method, period and sample; every audience its thresholds, people and value', () => {
  const tab = behaviorTab(aReport());
  expect(tab.rows.map((row) => row.slice(0, 3).map((cell) => cell.value))).toEqual([
    ['Orders', 'Orders in the look-back', 24310],
    ['Thresholds', 'A2 New subscribers: days since opting in', 30],
    ['Populations', 'A2 New subscribers: profiles', 420],
    ['Populations', 'A2 New subscribers: reachable by email', 390],
    ['Populations', 'A2 New subscribers: reachable by SMS', 80],
    ['Value', 'A2 New subscribers: value at stake', 3400],
  ]);
  expect(rowOf(tab, 5)).toEqual({
    Topic: 'Value',
    Figure: 'A2 New subscribers: value at stake',
    Value: 3400,
    'At least': 1700,
    'At most': 5100,
    Unit: 'USD',
    Method: 'estimated',
    Period: '2024-11-23 to 2026-11-23 (24 months)',
    Sample: '18,204 buyers',
    Explanation: 'Every order was read. 400 reachable, 5% lift, $48 an order.',
  });
  expect(cellOf(tab, 'Value', 5).format).toBe('money');
});

test('a population’s figure that was measured is not told a second time', () => {
  const tab = behaviorTab(
    aReport({
      behavior: aBehavior({
        figures: ['population', 'reachable', 'value'].map((kind) => ({ id: `${kind}-A2`, topic: 'Populations', name: kind, figure: aFigure(7) })),
      }),
    }),
  );
  expect(tab.rows.map((row) => row[1]!.value)).toEqual([
    'population',
    'reachable',
    'value',
    'A2 New subscribers: days since opting in',
    'A2 New subscribers: reachable by SMS',
  ]);
});

test('a figure that could not be measured is unknown and a parameter that is a word stays a word', () => {
  const tab = behaviorTab(
    aReport({
      behavior: aBehavior({
        figures: [{ id: 'x', topic: 'Orders', name: 'Orders', figure: aFigure('Events could not be read.', { explanation: '' }) }],
        parameters: new Map([['Z9', [{ name: 'product', meaning: 'the product', value: '=Coffee', figure: null, because: 'A guess to confirm.' }]]]),
        populations: new Map(),
      }),
    }),
  );
  expect([cellOf(tab, 'Value'), cellOf(tab, 'Explanation').value]).toEqual([
    { value: 'Unknown', note: 'Events could not be read.' },
    'Events could not be read.',
  ]);
  expect(rowOf(tab, 1)).toMatchObject({ Figure: 'Z9: the product', Value: '=Coffee', Method: 'setting', Explanation: 'A guess to confirm.' });
});

test('Settings lists every setting with its value, what is allowed and what it means', () => {
  const tab = settingsTab(aReport({ settings: new Map([['planning window', 60]]), automatic: new Map([['conversion metric', 'Placed Order (Shopify)']]) }));
  expect(tab.columns.map(({ header }) => header)).toEqual(['Setting', 'Value', 'Allowed values', 'Meaning']);
  expect(columnOf(tab, 'Setting')).toEqual(ALL_SETTINGS.map(({ name }) => name));
  const at = (name: string): number => ALL_SETTINGS.findIndex((setting) => setting.name === name);
  expect(cellOf(tab, 'Value', at('Planning window'))).toEqual({ value: 60, note: 'Standard: 90', format: 'number' });
  expect(cellOf(tab, 'Value', at('Conversion metric'))).toEqual({ value: 'Automatic (Placed Order (Shopify))' });
  expect(cellOf(tab, 'Value', at('Main use case'))).toMatchObject({
    value: 'Campaign targeting',
    choices: ['Campaign targeting', 'Flow branching', 'Reactivation', 'Personalization', 'Reporting'],
  });
});

test('a setting that could not be read stays as the person typed it, with what is wrong', () => {
  const tab = settingsTab(aReport({ settingProblems: [{ name: ' planning window', text: 'soon', problem: 'Planning window: “soon” is not a number.' }] }));
  expect(cellOf(tab, 'Value', 0)).toEqual({ value: 'soon', note: 'Planning window: “soon” is not a number. Until then the standard counts: 90.' });
});
