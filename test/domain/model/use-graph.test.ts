import { unknown } from '../../../src/domain/account/known';
import { parseAccount } from '../../../src/domain/model/parsed-account';
import { settings } from '../../build/analysis';
import { definition, did, flowDefinition, inGroup, notInGroup } from '../../build/definition';
import { TODAY, aCampaign, aFlow, aForm, aList, aScheduledCampaign, aSegment, anInventory, daysAgo } from '../../build/inventory';

const graph = (inventory: Parameters<typeof parseAccount>[0]) => parseAccount(inventory, settings(), TODAY).uses;

describe('direct uses', () => {
  const inventory = anInventory({
    segments: ['INC', 'EXC', 'TRIG', 'FILT', 'SPLIT', 'MSG'].map((id) => aSegment(id, definition(did('ORDER')))),
    lists: [aList('UPD'), aList('FORM'), aList('API', { triggersFlowIds: ['F9'] })],
    campaigns: [aCampaign('C', ['INC'], 10, { excluded: ['EXC'] })],
    flows: [
      aFlow(
        'F',
        flowDefinition({
          trigger: { type: 'segment', id: 'TRIG' },
          profileFilter: definition(inGroup('FILT')),
          splits: [definition(notInGroup('SPLIT'))],
          messageFilters: [definition(inGroup('MSG'))],
          listUpdates: ['UPD'],
        }),
      ),
    ],
    forms: [aForm('W', ['FORM'])],
  });

  test('are found in campaigns, in every part of a flow, in forms, and where only the list itself tells of a flow', () => {
    const uses = graph(inventory);
    const how = ['INC', 'EXC', 'TRIG', 'FILT', 'SPLIT', 'MSG', 'UPD', 'FORM', 'API'].map((id) =>
      uses
        .directUsesOf(id)
        .map((use) => use.how)
        .join(),
    );
    expect(how).toEqual([
      'campaign include',
      'campaign exclude',
      'flow trigger',
      'flow filter',
      'flow branch',
      'flow message filter',
      'flow list update',
      'form submits to',
      'flow trigger',
    ]);
    expect(uses.unknownBecause).toEqual([]);
  });

  test('in a condition that this version does not know count by the id that stands in it', () => {
    const uses = graph(
      anInventory({
        lists: [aList('L')],
        segments: [aSegment('S', definition({ type: 'profile-new-thing', lists: { any: ['L'] } }))],
        flows: [aFlow('F', { triggers: [], profile_filter: null, entry_action_id: null, actions: [{ id: 'x', type: 'teleport', data: { target: 'S' } }] })],
      }),
    );
    expect(uses.directUsesOf('L').map((use) => use.by.id)).toEqual(['S']);
    expect(uses.isLive('S')).toBe(true);
    expect(uses.isLive('L')).toBe(true);
  });
});

describe('what is live', () => {
  test('live and manual flows, scheduled campaigns and campaigns of the window are; drafts, archived flows and older campaigns are not', () => {
    const ids = ['LIVE', 'MANUAL', 'DRAFT', 'ARCHIVED', 'ODD', 'NEXT', 'RECENT', 'OLD', 'CANCELLED'];
    const flow = (id: string, status: string, archived = false) =>
      aFlow(`F${id}`, flowDefinition({ profileFilter: definition(inGroup(id)) }), { status, archived });
    const uses = graph(
      anInventory({
        segments: ids.map((id) => aSegment(id, definition(did('ORDER')))),
        flows: [flow('LIVE', 'live'), flow('MANUAL', 'manual'), flow('DRAFT', 'draft'), flow('ARCHIVED', 'live', true), flow('ODD', 'hibernating')],
        campaigns: [
          aScheduledCampaign('C1', ['NEXT']),
          aCampaign('C2', ['RECENT'], 89),
          aCampaign('C3', ['OLD'], 91),
          aCampaign('C4', ['CANCELLED'], 5, { status: 'Cancelled: Smart Sending' }),
        ],
      }),
    );
    expect(ids.filter((id) => uses.isLive(id))).toEqual(['LIVE', 'MANUAL', 'ODD', 'NEXT', 'RECENT']);
    expect(ids.filter((id) => uses.isInDraft(id))).toEqual(['DRAFT']);
    expect(uses.lastUsedOf('OLD')).toBe(daysAgo(91));
    expect(uses.lastUsedOf('NEXT')).toBeNull();
    expect(uses.lastUsedOf('CANCELLED')).toBeNull();
  });
});

describe('indirect uses', () => {
  const inventory = anInventory({
    lists: [aList('L')],
    segments: [
      aSegment('MID', definition(inGroup('L'))),
      aSegment('TOP', definition(notInGroup('MID'))),
      aSegment('X', definition(inGroup('Y'))),
      aSegment('Y', definition(inGroup('X'))),
    ],
    campaigns: [aCampaign('C', ['TOP'], 20), aCampaign('CX', ['X'], 300)],
  });

  test('come through segments that refer to segments, however deep', () => {
    const uses = graph(inventory);
    expect(uses.usesOf('L').map((use) => [use.by.id, use.indirect, use.live])).toEqual([
      ['MID', false, true],
      ['TOP', true, true],
      ['C', true, true],
    ]);
    expect(uses.isLive('L')).toBe(true);
    expect(uses.lastUsedOf('L')).toBe(daysAgo(20));
  });

  test('end where references go round in a circle', () => {
    const uses = graph(inventory);
    expect(uses.usesOf('Y').map((use) => use.by.id)).toEqual(['X', 'CX', 'Y']);
    expect(uses.lastUsedOf('Y')).toBe(daysAgo(300));
  });

  test('are listed up to a limit, while the flags stay right', () => {
    const uses = graph(inventory);
    expect(uses.usesOf('L', 1)).toHaveLength(1);
  });
});

describe('what could not be read', () => {
  test('makes the use unknown, part by part', () => {
    const inventory = anInventory({
      flows: [aFlow('F', {}, { definition: unknown('Klaviyo did not answer') }), aFlow('OFF', {}, { definition: unknown('x'), archived: true })],
    });
    expect(graph(inventory).unknownBecause).toEqual(['The definition of one flow could not be read: Klaviyo did not answer']);
    expect(
      graph({ ...anInventory(), forms: unknown('the key lacks forms:read'), campaigns: unknown('the key lacks campaigns:read') }).unknownBecause,
    ).toHaveLength(2);
  });
});
