import { audienceOf } from '../../../src/domain/catalogue/catalogue';
import { channelOf } from '../../../src/domain/catalogue/plan-audiences';
import type { Recommendation } from '../../../src/domain/coverage/recommendation';
import type { AccountData, StoredCampaign, StoredFlow, StoredSegment } from '../../../src/local/klaviyo/account-data';
import { createCustomOrdersAccount, createTwoShopsAccount, rebuilt, sampleOf } from '../../build/accounts/small-accounts';
import { NOW } from '../../build/klaviyo-virtual';
import type { ReadAccount } from '../../build/read-account';
import { readAccount } from '../../build/read-account';
import { furnish } from '../../build/shop';

const DAY = 86_400_000;
const { scheduled } = furnish(NOW);
const idOf = ({ key }: Recommendation): string => `NEW-${key.replace(/[^A-Za-z0-9]/g, '')}`;

/** What a row's segment is used as: what its audience is made for; a hidden rule where it was found. */
function usedAs(row: Recommendation): 'campaign' | 'flow' | 'exclusion' | 'reporting' {
  if (row.audienceId !== null) return audienceOf(row.audienceId)!.usedAs;
  return row.use === 'Flow branching' ? 'flow' : 'campaign';
}

/** The account after every proposal was created as it stands and used as intended. */
function afterCreating(account: AccountData, rows: readonly Recommendation[]): AccountData {
  const segments = rows.map((row): StoredSegment => ({
    id: idOf(row),
    name: row.segment,
    created: NOW - DAY,
    updated: NOW - DAY,
    isActive: true,
    isProcessing: false,
    isStarred: false,
    definition: JSON.parse(row.definition!),
    tagIds: [],
  }));
  const list = account.lists[0]!.id;
  const campaigns = rows.flatMap((row, at): readonly StoredCampaign[] => {
    const audience = row.audienceId === null ? null : audienceOf(row.audienceId)!;
    const from = row.touches.flatMap(({ type, id }) => (type === 'campaign' ? account.campaigns.filter((one) => one.id === id) : []))[0];
    const own = audience === null ? (from?.channel ?? 'email') : channelOf(audience, 'email');
    const channel = own === 'push' ? 'mobile_push' : own;
    return usedAs(row) === 'campaign'
      ? [scheduled(`USE${at}`, `To ${row.segment}`, 5 + at, [idOf(row)], [], channel)]
      : usedAs(row) === 'exclusion'
        ? [scheduled(`USE${at}`, `Without ${row.segment}`, 5 + at, [list], [idOf(row)])]
        : [];
  });
  const flows = rows.flatMap((row, at): readonly StoredFlow[] =>
    usedAs(row) !== 'flow'
      ? []
      : [
          {
            id: `USEF${at}`,
            name: `For ${row.segment}`,
            status: 'live',
            archived: false,
            created: NOW - DAY,
            updated: NOW - DAY,
            triggerType: 'Added to List',
            tagIds: [],
            definition: {
              triggers: [{ type: 'list', id: list }],
              entry_action_id: 'a1',
              reentry_criteria: { duration: 1, unit: 'alltime' },
              profile_filter: {
                condition_groups: [{ conditions: [{ type: 'profile-group-membership', is_member: true, group_ids: [idOf(row)], timeframe_filter: null }] }],
              },
              actions: [{ id: 'a1', type: 'send-email', data: { message: { id: `M${at}`, name: 'Hello' }, status: 'live' }, links: { next: null } }],
            } as unknown as StoredFlow['definition'],
          },
        ],
  );
  return rebuilt(account, {
    segments: [...account.segments, ...segments],
    campaigns: [...account.campaigns, ...campaigns],
    flows: [...account.flows, ...flows],
  });
}

const buildable = ({ coverage }: ReadAccount): readonly Recommendation[] =>
  coverage.recommendations.filter(({ action, definition }) => action === 'Create' && definition !== null);

describe.each([
  ['the sample', () => sampleOf({ now: NOW, people: 500 })],
  ['two shops', () => createTwoShopsAccount({ now: NOW, people: 400 })],
  ['a shop of its own making', () => createCustomOrdersAccount({ now: NOW, people: 400 })],
])('%s, with every proposal created and used as intended', (_name, make) => {
  const account = make();
  const before = readAccount(account);
  const rows = buildable(before);
  const after = readAccount(afterCreating(account, rows));

  test('has proposals for campaigns, flows and exclusions', () => {
    expect(rows.length).toBeGreaterThan(12);
    expect(new Set(rows.map(usedAs)).size).toBeGreaterThan(2);
  });

  test('has no finding on any of them: what is proposed is never called a defect', () => {
    const made = new Map(rows.map((row) => [idOf(row), row]));
    // An older segment that is itself called faulty may lie near: that is said of it.
    const faulty = new Set(after.coverage.findings.filter(({ kind }) => kind === 'fixed-dates').map(({ subject }) => subject.id));
    const found = after.coverage.findings
      .filter(({ subject, kind, related }) => made.has(subject.id) && !(kind === 'near-duplicate' && related.every(({ id }) => faulty.has(id))))
      .map((finding) => `${made.get(finding.subject.id)!.key}: ${finding.kind} (${finding.severity}) ${finding.evidence}`);
    expect(found).toEqual([]);
  });

  test('calls each audience covered that a row was made for', () => {
    const open = rows.flatMap((row) =>
      row.audienceId === null
        ? []
        : after.coverage.gaps.filter((gap) => gap.audienceId === row.audienceId && gap.state !== 'Covered').map((gap) => `${row.key}: ${gap.state} ${gap.why}`),
    );
    expect(open).toEqual([]);
  });
});
