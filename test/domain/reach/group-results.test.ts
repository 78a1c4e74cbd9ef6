import { DAY, known, unknown } from '../../../src/domain/account/known';
import type { AudienceResults, Inventory, SendResults } from '../../../src/domain/account/inventory';
import { parseAccount } from '../../../src/domain/model/parsed-account';
import { groupResults, mailedWords } from '../../../src/domain/reach/group-results';
import type { GroupResults } from '../../../src/domain/reach/group-results';
import { segmentsTab } from '../../../src/domain/report/segments-tab';
import { createFormats } from '../../../src/domain/text/format';
import { analyzed, settings, verdictOn } from '../../build/analysis';
import { TODAY, aCampaign, aFlow, aList, aSegment, anAccount, anInventory } from '../../build/inventory';
import { cellOf } from '../../build/report-cells';
import { aCoverage, aReport, aSegment as aShownSegment, aVerdict, anInventory as aShownInventory } from '../../build/report-input';

const RULE = { condition_groups: [] };
const SENT: SendResults = {
  recipients: 12_400,
  delivered: 12_000,
  openRate: 0.3,
  clickRate: 0.004,
  conversions: 31,
  conversionRate: 0.0026,
  revenue: 1_488,
  revenuePerRecipient: 0.12,
  spamComplaintRate: 0.0004,
  unsubscribeRate: 0.011,
};

function row(groupId: string, change: Partial<AudienceResults> = {}): AudienceResults {
  return { groupId, groupName: null, sends: 2, results: SENT, ...change };
}

function resultsIn(inventory: Inventory, id = 'S1'): GroupResults {
  return groupResults(parseAccount(inventory, settings(), TODAY)).get(id)!;
}

function account(change: Partial<Inventory> = {}): Inventory {
  const base = anInventory({
    segments: [aSegment('S1', RULE, { name: 'VIP' }), aSegment('S2', RULE, { name: 'Lapsed' })],
    lists: [aList('L1', { name: 'Newsletter' })],
    campaigns: [
      aCampaign('C1', ['S1'], 10),
      aCampaign('C2', ['S1', 'L1'], 40),
      aCampaign('C3', ['S1'], 200),
      aCampaign('C4', ['S1'], 5, { status: 'Draft', sendTime: null }),
    ],
  });
  return { ...base, audienceResults: known([row('S1')]), ...change };
}

test('campaigns of the report’s time are counted, drafts and older ones not, and the report’s own figures stand beside them', () => {
  expect(resultsIn(account())).toEqual({ campaigns: known(2), results: known(SENT), flows: [] });
  expect(resultsIn(account(), 'S2')).toEqual({ campaigns: known(0), results: known(null), flows: [] });
});

test('a report by name instead of id is laid to the one that is called so, and to nobody where two are', () => {
  const byName = { audienceResults: known([row('VIP', { groupName: 'VIP' })]) };
  expect(resultsIn(account(byName)).results).toEqual(known(SENT));
  const twins = account({ ...byName, segments: known([aSegment('S1', RULE, { name: 'VIP' }), aSegment('S2', RULE, { name: 'VIP' })]) });
  expect(resultsIn(twins).results).toEqual({
    unknown: 'Klaviyo’s report names some audiences that are no list or segment of the account, so its results cannot be told',
  });
});

test('without the report nothing is zero; a mailed one that the report leaves out is unknown', () => {
  expect(resultsIn(account({ audienceResults: unknown('the daily limit is used up') })).results).toEqual({ unknown: 'the daily limit is used up' });
  expect(resultsIn(account({ audienceResults: known([]) })).results).toEqual({ unknown: 'Klaviyo’s report has no results for it yet' });
});

test('without the campaigns the report tells how often it was mailed, and of an audience without a row nothing is told', () => {
  const unread = account({ campaigns: unknown('the key lacks campaigns:read') });
  expect(resultsIn(unread).campaigns).toEqual(known(2));
  expect(resultsIn(unread, 'S2')).toEqual({
    campaigns: { unknown: 'campaigns could not be read: the key lacks campaigns:read' },
    results: { unknown: 'campaigns could not be read: the key lacks campaigns:read' },
    flows: [],
  });
});

test('a flow counts where one segment alone triggers it, also when only the segment tells so', () => {
  const trigger = (ids: readonly string[]): unknown => ({ triggers: ids.map((id) => ({ type: 'segment', id })), actions: [] });
  const flows = [
    aFlow('F1', trigger(['S1']), { name: 'VIP club', results: known(SENT) }),
    aFlow('F2', trigger(['S1', 'S2'])),
    aFlow('F3', trigger(['S1']), { status: 'draft' }),
    aFlow('F4', null, { name: 'Dark', definition: unknown('not read'), results: unknown('not read') }),
  ];
  const inventory = account({ flows: known(flows), segments: known([aSegment('S1', RULE, { triggersFlowIds: ['F1', 'F4'] }), aSegment('S2', RULE)]) });
  expect(resultsIn(inventory).flows.map(({ name }) => name)).toEqual(['VIP club', 'Dark']);
});

test('the sentence leaves out what the report did not give', () => {
  const formats = createFormats(anAccount());
  const words = (results: GroupResults['results'], campaigns: GroupResults['campaigns'] = known(6)): string =>
    mailedWords({ campaigns, results, flows: [] }, 90, formats);
  expect(words(known(SENT))).toBe('Mailed 6 times in 90 days: 12,400 recipients, 0.4% clicked, 1.1% unsubscribed, $0.12 a recipient.');
  expect(words(known({ ...SENT, revenuePerRecipient: null, unsubscribeRate: null }), known(1))).toBe(
    'Mailed 1 time in 90 days: 12,400 recipients, 0.4% clicked.',
  );
  expect(words(unknown('not read'))).toBe('Mailed 6 times in 90 days.');
  expect(words(known(null), known(0))).toBe('');
});

test('verdicts carry it as evidence', () => {
  const inventory = account({ campaigns: known([aCampaign('C1', ['S1'], 10), aCampaign('C2', ['S1'], 11)]) });
  expect(verdictOn(analyzed(inventory), 'S1').reason).toContain(
    'Mailed 2 times in 90 days: 12,400 recipients, 0.4% clicked, 1.1% unsubscribed, $0.12 a recipient.',
  );
});

test('the tab shows what was not mailed as empty and what is not known as unknown', () => {
  const shown = (results: GroupResults) =>
    segmentsTab(aReport({ inventory: aShownInventory({ segments: known([aShownSegment()]) }), coverage: aCoverage({ verdicts: [aVerdict({ results })] }) }));
  const mailed = shown({ campaigns: known(6), results: known(SENT), flows: [{ name: 'VIP club', results: known(SENT) }] });
  expect(
    ['Campaigns', 'Recipients', 'Click rate', 'Orders', 'Revenue per recipient', 'Unsubscribe rate', 'Spam complaints'].map(
      (header) => cellOf(mailed, header).value,
    ),
  ).toEqual([6, 12_400, 0.004, 31, 0.12, 0.011, 0.0004]);
  expect(cellOf(mailed, 'Its flows').value).toBe('“VIP club”: 12,400 recipients, 0.4% clicked, 1.1% unsubscribed, $0.12 a recipient');
  expect(cellOf(shown({ campaigns: known(0), results: known(null), flows: [] }), 'Recipients')).toEqual({
    value: null,
    note: 'No campaign of the last 90 days went to it.',
  });
  expect(cellOf(shown({ campaigns: known(3), results: unknown('the daily limit is used up'), flows: [] }), 'Recipients')).toEqual({
    value: 'Unknown',
    note: 'the daily limit is used up',
  });
});

test('a campaign that goes out later is not one that was sent', () => {
  const inventory = account({ campaigns: known([aCampaign('C1', ['S2'], -2, { status: 'Scheduled', sendTime: TODAY + 2 * DAY })]) });
  expect(resultsIn(inventory, 'S2').campaigns).toEqual(known(0));
});
