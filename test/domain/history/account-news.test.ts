import type { Inventory, Segment } from '../../../src/domain/account/inventory';
import { DAY, known, unknown } from '../../../src/domain/account/known';
import type { Coverage } from '../../../src/domain/coverage/recommendation';
import { ACCOUNT_MEMORY, MOST_CHANGES, MOST_CHANGES_EACH, memoryOf } from '../../../src/domain/history/account-memory';
import type { AccountMemory } from '../../../src/domain/history/account-memory';
import { accountNews, newsLine } from '../../../src/domain/history/account-news';
import type { AccountNews } from '../../../src/domain/history/account-news';
import { parseAccount } from '../../../src/domain/model/parsed-account';
import { describeRule } from '../../../src/domain/rule/describe';
import { segmentsTab } from '../../../src/domain/report/segments-tab';
import { summaryPage } from '../../../src/domain/report/summary';
import { pageTexts, readRowDetails } from '../../../src/addon/page-texts';
import { createContext } from '../../../src/domain/report/report-context';
import { settings } from '../../build/analysis';
import { definition, did, inTheLast } from '../../build/definition';
import { TODAY, aBehavior, aCampaign, aFlow, aSegment, anInventory } from '../../build/inventory';
import { createMemoryStore } from '../../build/memory-store';
import { cellOf, columnOf } from '../../build/report-cells';
import { aCoverage, aFinding, aReport } from '../../build/report-input';

const within = (days: number): unknown => definition(did('ORDER', inTheLast(days)));
const VIP = aSegment('S1', within(60), { name: 'VIP', members: 1_000 });
const LAPSED = aSegment('S2', within(400), { name: 'Lapsed', members: 500 });

/** The account as one refresh saw it, `days` after the first. */
function refreshed(
  parts: Parameters<typeof anInventory>[0],
  before: AccountMemory | null,
  days: number,
  coverage: Partial<Coverage> = {},
  change: Partial<Inventory> = {},
): AccountNews {
  const now = TODAY + days * DAY;
  const inventory: Inventory = { ...anInventory(parts), readAt: now, ...change };
  const account = parseAccount(inventory, settings(), now);
  const segmentRules = new Map(account.segments.map(({ segment, rule }) => [segment.id, describeRule(rule, account.names)]));
  return accountNews(
    { inventory, account, now, behavior: aBehavior(), coverage: aCoverage({ segmentRules, findings: [], flowTexts: new Map(), ...coverage }) },
    before,
  );
}
const first = refreshed({ segments: [VIP, LAPSED] }, null, 0);
const sentences = (news: AccountNews): readonly string[] => news.items.map(({ sentence }) => sentence);

test('the first refresh tells nothing and remembers; an equal second one tells that nothing changed', () => {
  expect([first.since, first.items, first.changes]).toEqual([null, [], []]);
  const second = refreshed({ segments: [VIP, LAPSED] }, first.memory, 7);
  expect(newsLine(second, () => 'Nov 23')).toBe('Since Nov 23 nothing of note changed in the account.');
});

test('a changed rule is kept from what to what with members before and after, and is told once', () => {
  const second = refreshed(
    {
      segments: [{ ...VIP, definition: within(90), members: known({ total: 1_400, added: 1, removed: 1, net: 0, days: 30, asOf: TODAY, max: null }) }, LAPSED],
    },
    first.memory,
    7,
  );
  expect(second.changes).toEqual([
    {
      segmentId: 'S1',
      name: 'VIP',
      seenAt: TODAY + 7 * DAY,
      since: TODAY,
      from: expect.stringContaining('60 days'),
      to: expect.stringContaining('90 days'),
      definition: expect.stringContaining('"quantity":60'),
      membersBefore: 1_000,
      membersAfter: 1_400,
    },
  ]);
  // The jump in members is the new rule's, not a second piece of news.
  expect(sentences(second)).toEqual(['The rule of “VIP” was changed (1,000 members before, 1,400 now).']);
  const third = refreshed({ segments: [{ ...VIP, definition: within(90) }, LAPSED] }, second.memory, 14);
  expect(third.items.filter(({ kind }) => kind === 'rule changed')).toEqual([]);
  expect(third.changes).toHaveLength(1);
});

test('the same definition with its keys in another order is no change', () => {
  const turned = JSON.parse(JSON.stringify(VIP.definition), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).reverse()) : value,
  ) as unknown;
  expect(JSON.stringify(turned)).not.toBe(JSON.stringify(VIP.definition));
  expect(refreshed({ segments: [{ ...VIP, definition: turned }, LAPSED] }, first.memory, 7).items).toEqual([]);
});

test('a vanished segment is told and its definition can be copied back, in the tab and in its row', () => {
  const news = refreshed({ segments: [LAPSED] }, first.memory, 7);
  expect(sentences(news)).toEqual(['“VIP” is no longer in Klaviyo; its rule can be copied back from its row in Segments.']);
  const inventory = anInventory({ segments: [LAPSED] });
  const report = aReport({ inventory, news });
  const tab = segmentsTab(report);
  expect(columnOf(tab, 'State')).toEqual(['Active', 'Gone from Klaviyo']);
  expect(cellOf(tab, 'Rule', 1).note).toContain(JSON.stringify(VIP.definition).slice(0, 20));
  const kept = cellOf(tab, 'Rule', 1).note!.split('\n').pop()!;
  expect(JSON.parse(kept)).toEqual(VIP.definition);
  const store = createMemoryStore();
  store.commit(pageTexts(report, createContext(report), parseAccount(inventory, settings(), TODAY)));
  expect(JSON.parse(readRowDetails(store, 'retire:S1')?.past?.[0]?.definition ?? 'null')).toEqual(VIP.definition);
});

test('what was not read is neither gone nor changed, and what comes later is compared with what was last read', () => {
  const unread = refreshed({}, first.memory, 7, {}, { segments: unknown('the key lacks segments:read') });
  expect([unread.items, unread.unknown]).toEqual([[], ['segments could not be read: the key lacks segments:read']]);
  const part = refreshed({ segments: [LAPSED] }, unread.memory, 14, {}, { incomplete: { segments: 'a record could not be understood' } });
  expect(part.items).toEqual([]);
  const back = refreshed({ segments: [LAPSED] }, part.memory, 21);
  expect(back.items.map(({ kind }) => kind)).toEqual(['segment gone']);
});

test('members are told from more than a quarter and twenty people on', () => {
  const at = (segment: Segment, total: number): Segment => ({
    ...segment,
    members: known({ total, added: 0, removed: 0, net: 0, days: 30, asOf: TODAY, max: null }),
  });
  expect(sentences(refreshed({ segments: [at(VIP, 740), at(LAPSED, 625)] }, first.memory, 7))).toEqual([
    '“VIP” lost 260 members (26%): 1,000 before, 740 now.',
  ]);
  const small = refreshed({ segments: [aSegment('S1', within(60), { members: 10 })] }, null, 0);
  expect(refreshed({ segments: [aSegment('S1', within(60), { members: 29 })] }, small.memory, 7).items).toEqual([]);
  expect(refreshed({ segments: [{ ...VIP, members: unknown('not read') }, LAPSED] }, first.memory, 7).items).toEqual([]);
});

test('broken references, silent metrics, new flows that hide an audience and campaigns to everybody are told when they appear', () => {
  const finding = aFinding({ kind: 'dead-reference', subject: { type: 'segment', id: 'S2' }, evidence: 'It names a list that was deleted.' });
  const silent = aFinding({ kind: 'dead-metric', subject: { type: 'segment', id: 'S1' }, evidence: 'Counts Checkout Started, silent for 120 days.' });
  const flowTexts = new Map([['F1', { trigger: '', triggerFilter: '', profileFilter: '', branches: [], hides: 'Ordered twice or more.' }]]);
  const sent = { recipients: 9_000 } as never;
  const parts = {
    segments: [VIP, LAPSED],
    flows: [aFlow('F1', {}, { name: 'Second order' })],
    campaigns: [
      aCampaign('C1', ['L'], -3, { name: 'Blast', results: known(sent) }),
      aCampaign('C2', ['L'], 3, { name: 'Before', results: known(sent) }),
      aCampaign('C3', ['L'], -2, { name: 'Few', results: known({ recipients: 900 } as never) }),
    ],
  };
  const second = refreshed(parts, first.memory, 7, { findings: [finding, silent], flowTexts });
  expect(sentences(second)).toEqual([
    '“Lapsed”: It names a list that was deleted.',
    '“VIP”: Counts Checkout Started, silent for 120 days.',
    'The new flow “Second order” holds an audience that no segment has: Ordered twice or more.',
    'The campaign “Blast” went to 9,000 people: 90% of everyone who can be mailed.',
  ]);
  expect(newsLine(second, () => 'Nov 23', 2)).toBe(
    'Since Nov 23: “Lapsed”: It names a list that was deleted; “VIP”: Counts Checkout Started, silent for 120 days; and 2 more.',
  );
  expect(refreshed(parts, second.memory, 14, { findings: [finding, silent], flowTexts }).items).toEqual([]);
  // Flows that had not been read the last time are not all new.
  const dark = { ...first.memory, flows: null };
  expect(refreshed(parts, dark, 7, { flowTexts }).unknown).toEqual(['flows had not been read the last time']);
});

test('the summary’s Changes begin with them', () => {
  const news = refreshed({ segments: [LAPSED] }, first.memory, 7);
  const history = { version: 1 as const, entries: [{ at: TODAY, stages: {}, actions: {}, statuses: {}, values: {} }], lines: [], states: {} };
  const table = summaryPage(aReport({ news, history })).tables.find(({ id }) => id === 'changes')!;
  expect(table.title).toBe('Changes');
  expect(table.explanation).toMatch(/^Since .*: “VIP” is no longer in Klaviyo; .* In the tracker: /);
  expect(table.rows[0]?.map(({ value }) => value)).toEqual([
    'Gone',
    'VIP',
    '–',
    '“VIP” is no longer in Klaviyo; its rule can be copied back from its row in Segments.',
  ]);
});

test('the memory is bounded, comes back as it was, and begins anew for another account, an older store or a damaged text', () => {
  let memory = first.memory;
  for (let at = 1; at <= MOST_CHANGES_EACH + 5; at += 1) memory = refreshed({ segments: [{ ...VIP, definition: within(60 + at) }, LAPSED] }, memory, at).memory;
  expect(memory.changes).toHaveLength(MOST_CHANGES_EACH);
  expect(memory.changes[0]?.to).toContain(`${60 + MOST_CHANGES_EACH + 5} days`);
  const many = refreshed({ segments: Array.from({ length: 300 }, (_, at) => aSegment(`M${at}`, within(10 + at))) }, null, 0);
  expect(refreshed({ segments: [] }, many.memory, 7).changes).toHaveLength(MOST_CHANGES);
  expect(memoryOf('AcCt01', ACCOUNT_MEMORY.text(memory))).toEqual(memory);
  expect(memoryOf('Other1', ACCOUNT_MEMORY.text(memory))).toBeNull();
  for (const text of [null, '', '{}', '{"version":2}', ACCOUNT_MEMORY.text(memory).slice(0, 200)]) expect(memoryOf('AcCt01', text)).toBeNull();
});
