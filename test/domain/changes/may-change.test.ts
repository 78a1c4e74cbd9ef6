import { unknown } from '../../../src/domain/account/known';
import type { Inventory } from '../../../src/domain/account/inventory';
import { askedDeed, type AskedRow } from '../../../src/domain/changes/change';
import { mayCreate } from '../../../src/domain/changes/may-create';
import { mayDeactivate } from '../../../src/domain/changes/may-deactivate';
import { parseAccount } from '../../../src/domain/model/parsed-account';
import { readSegmentRules } from '../../../src/domain/model/segment-rules';
import { settings } from '../../build/analysis';
import { definition, did, flowDefinition, inGroup, inTheLast, never, notInFlow, subscribed } from '../../build/definition';
import { aCampaign, aFlow, aList, anInventory, aScheduledCampaign, aSegment, TODAY } from '../../build/inventory';

const LAPSED = definition(did('ORDER'), never('ORDER', inTheLast(90)), subscribed());
const row = (change: Partial<AskedRow> = {}): AskedRow => ({
  key: 'create:L1',
  action: 'Create',
  segment: 'Lapsed buyers',
  status: 'Approved',
  rule: 'Bought, but not in 90 days',
  size: 120,
  definition: JSON.stringify(LAPSED),
  holds: true,
  ...change,
});

describe('which rows ask for anything', () => {
  test.each([
    [row(), { deed: 'create' }],
    [row({ key: 'hidden:abc' }), { deed: 'create' }],
    [row({ status: ' approved ' }), { deed: 'create' }],
    [row({ key: 'retire:S1', action: 'Retire' }), { deed: 'deactivate', segmentId: 'S1' }],
    [row({ key: 'merge:S1', action: 'Merge' }), { deed: 'deactivate', segmentId: 'S1' }],
  ])('%j', (given, asked) => expect(askedDeed(given)).toEqual(asked));

  test.each([
    ['not approved', { status: 'Proposed' }],
    ['created already', { status: 'Created' }],
    ['rejected', { status: 'Rejected' }],
    ['a refresh, which is copied by hand', { key: 'refresh:S1', action: 'Refresh' }],
    ['a refresh whose action somebody changed', { key: 'refresh:S1', action: 'Create' }],
    ['a creation whose action somebody changed', { action: 'Retire' }],
    ['a row that somebody typed', { key: 'row 12' }],
  ])('nothing from one that is %s', (_, change) => expect(askedDeed(row(change))).toBeNull());
});

describe('creating', () => {
  const asked = (inventory: Inventory, change: Partial<AskedRow> = {}) => mayCreate(row(change), inventory, readSegmentRules(inventory, TODAY));
  const why = (inventory: Inventory, change: Partial<AskedRow> = {}): string => {
    const given = asked(inventory, change);
    return given.may ? '' : given.why;
  };
  const others = anInventory({ segments: [aSegment('S1', definition(did('ORDER')))], lists: [aList('L1', { name: 'Newsletter' })] });

  test('is allowed where nothing means the same and the name is free', () => {
    expect(asked(others)).toMatchObject({ may: true, name: 'Lapsed buyers', definition: LAPSED });
  });

  test('is refused where a segment means the same, whatever it is called and however its rule is written', () => {
    const twice = definition(subscribed(), never('ORDER', inTheLast(90)), did('ORDER'), did('ORDER'));
    expect(why(anInventory({ segments: [aSegment('S1', twice, { name: 'Zombies' })] }))).toBe(
      '“Zombies” in Klaviyo means the same already. The next refresh links it here.',
    );
    expect(why(anInventory({ segments: [aSegment('S1', twice, { name: 'Zombies', isActive: false })] }))).toContain('is inactive: making it active again');
  });

  test('is refused where the name is taken by a segment, an inactive one or a list', () => {
    for (const taken of [
      anInventory({ segments: [aSegment('S1', definition(did('CART')), { name: 'lapsed  Buyers' })] }),
      anInventory({ segments: [aSegment('S1', definition(did('CART')), { name: 'Lapsed buyers', isActive: false })] }),
      anInventory({ lists: [aList('L1', { name: 'Lapsed buyers' })] }),
    ])
      expect(why(taken)).toContain('called “Lapsed buyers” already');
  });

  test('is refused where what exists was not read, whole or in part', () => {
    expect(why({ ...others, segments: unknown('the key lacks segments:read') })).toContain('the key lacks segments:read');
    expect(why({ ...others, incomplete: { segments: 'one of them came in a form that could not be understood' } })).toContain('not everything was read');
    expect(why({ ...others, lists: unknown('Klaviyo did not answer') })).toContain('Klaviyo did not answer');
  });

  test.each([
    ['no longer holds', { holds: false }, 'no longer recommended'],
    ['has no name', { segment: '  ' }, 'has no name'],
    ['has no definition', { definition: '' }, 'a person has to build it'],
    ['has a broken one', { definition: '{"condition_groups":[' }, 'cannot be read'],
    ['has a key that Klaviyo does not know', { definition: JSON.stringify({ ...LAPSED, extra: 1 }) }, 'cannot be read'],
    ['has no groups', { definition: '{"condition_groups":[]}' }, 'not understood'],
    ['has an unknown condition', { definition: JSON.stringify(definition({ type: 'profile-mood', mood: 'good' })) }, 'not understood'],
    ['has a condition of flows', { definition: JSON.stringify(definition(did('ORDER'), notInFlow())) }, 'in flows only'],
    ['contradicts itself', { definition: JSON.stringify(definition(did('ORDER'), never('ORDER'))) }, 'Nobody could ever be in it'],
    ['leaves nobody out', { definition: JSON.stringify(definition([did('ORDER'), never('ORDER')])) }, 'Everybody would be in it'],
    ['refers to a list that is gone', { definition: JSON.stringify(definition(inGroup('L9'))) }, 'no longer in Klaviyo'],
    ['counts a metric that is not there', { definition: JSON.stringify(definition(did('NOSUCH'))) }, 'does not record'],
  ])('is refused for a row that %s', (_, change, words) => expect(why(others, change)).toContain(words));

  test('is refused where its rule refers to a segment that is inactive', () => {
    expect(
      why(anInventory({ segments: [aSegment('S1', definition(did('CART')), { name: 'Carts', isActive: false })] }), {
        definition: JSON.stringify(definition(inGroup('S1'), did('ORDER'))),
      }),
    ).toContain('“Carts”, which is inactive');
  });
});

describe('making inactive', () => {
  const OLD = definition(did('CART', inTheLast(30)));
  const why = (inventory: Inventory, change: { key?: string; holds?: boolean; into?: string | null } = {}): string => {
    const given = mayDeactivate(
      { key: change.key ?? 'retire:S1', holds: change.holds ?? true },
      'S1',
      change.into ?? null,
      parseAccount(inventory, settings(), TODAY),
    );
    return given.may ? '' : given.why;
  };
  const alone = aSegment('S1', OLD, { name: 'Old carts' });

  test('is allowed where nothing uses it: archived flows, campaigns long past and inactive segments are no use', () => {
    expect(
      why(
        anInventory({
          segments: [alone, aSegment('S2', definition(inGroup('S1')), { isActive: false })],
          campaigns: [aCampaign('C', ['S1'], 200)],
          flows: [aFlow('F', flowDefinition({ profileFilter: definition(inGroup('S1')) }), { archived: true })],
        }),
      ),
    ).toBe('');
  });

  test.each([
    ['a live flow', { flows: [aFlow('F', flowDefinition({ trigger: { type: 'segment', id: 'S1' } }))] }, 'flow “Flow F”'],
    [
      'a flow in draft, however old',
      { flows: [aFlow('F', flowDefinition({ profileFilter: definition(inGroup('S1')) }), { status: 'draft', updated: TODAY - 900 * 86_400_000 })] },
      'flow “Flow F”',
    ],
    ['a scheduled campaign', { campaigns: [aScheduledCampaign('C', ['S1'])] }, 'campaign “Campaign C”'],
    ['a draft campaign', { campaigns: [aCampaign('C', [], 5, { excluded: ['S1'], status: 'Draft', sendTime: null })] }, 'campaign “Campaign C”'],
    ['a campaign that went out yesterday', { campaigns: [aCampaign('C', ['S1'], 1)] }, 'campaign “Campaign C”'],
    ['an active segment', { segments: [alone, aSegment('S2', definition(inGroup('S1')))] }, 'segment “Segment S2”'],
  ])('is refused while %s uses it', (_, parts, words) => expect(why(anInventory({ segments: [alone], ...parts }))).toContain(words));

  test('is refused where a star, a list, or anything unread stands against it', () => {
    expect(why(anInventory({ segments: [{ ...alone, isStarred: true }] }))).toContain('starred');
    expect(why(anInventory({ lists: [aList('S1')] }))).toContain('It is a list');
    for (const part of ['flows', 'campaigns', 'forms', 'segments'] as const)
      expect(why({ ...anInventory({ segments: [alone] }), [part]: unknown('the key lacks a scope') })).toContain('could not be read');
    expect(why(anInventory({ segments: [alone], flows: [{ ...aFlow('F', {}), definition: unknown('Klaviyo did not send it') }] }))).toContain(
      'could not be read',
    );
    expect(why(anInventory({ segments: [] }))).toContain('no longer in Klaviyo');
    expect(why(anInventory({ segments: [{ ...alone, isActive: false }] }))).toContain('inactive in Klaviyo already');
    expect(why(anInventory({ segments: [alone] }), { holds: false })).toContain('no longer recommended');
  });

  test('of a merge also asks that the one it goes into is there and active; what was sent before is no use then', () => {
    const merge = { key: 'merge:S1', into: 'S2' };
    expect(why(anInventory({ segments: [alone, aSegment('S2', OLD)], campaigns: [aCampaign('C', ['S1'], 1)] }), merge)).toBe('');
    expect(why(anInventory({ segments: [alone] }), merge)).toContain('goes into is no longer in Klaviyo');
    expect(why(anInventory({ segments: [alone, aSegment('S2', OLD, { isActive: false })] }), merge)).toContain('“Segment S2”, which it goes into, is inactive');
    expect(why(anInventory({ segments: [alone, aSegment('S2', OLD)] }), { key: 'merge:S1' })).toContain('Refresh');
  });
});
