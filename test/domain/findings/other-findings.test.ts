import { known, unknown } from '../../../src/domain/account/known';
import { ALL_FINDINGS, findingTitle } from '../../../src/domain/findings/all-findings';
import { FINDINGS_SETTINGS } from '../../../src/domain/findings/findings-settings';
import { PLAN_SETTINGS } from '../../../src/domain/settings/plan';
import { analyzed, findingOn, found, settings } from '../../build/analysis';
import { allTime, definition, did, flowDefinition, inTheLast, never, spent, subscribed } from '../../build/definition';
import { aBehavior, aCampaign, aFigure, aFlow, aList, aScheduledCampaign, aSegment, anInventory } from '../../build/inventory';

describe('the table of findings', () => {
  test('has each kind once, with words for people and settings that exist', () => {
    const kinds = ALL_FINDINGS.map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    for (const { kind, title, meaning, settings: used } of ALL_FINDINGS) {
      expect(findingTitle(kind)).toBe(title);
      expect(meaning.endsWith('.')).toBe(true);
      for (const setting of used) expect([...FINDINGS_SETTINGS, ...PLAN_SETTINGS]).toContain(setting);
    }
  });

  test('every setting of the findings decides something', () => {
    const used = new Set(ALL_FINDINGS.flatMap((declaration) => declaration.settings));
    expect(FINDINGS_SETTINGS.filter((setting) => !used.has(setting))).toEqual([]);
  });
});

describe('threshold drift', () => {
  const inventory = anInventory({ segments: [aSegment('S', definition(did('ORDER', allTime, 2), did('ORDER', inTheLast(200))))] });
  test('a window more than half off the account’s own is told, with the difference and the setting', () => {
    const drift = findingOn(analyzed(inventory), 'threshold-drift', 'S');
    expect(drift.evidence).toContain('“Active repeat customers”');
    expect(drift.evidence).toContain('200 days instead of 120 days');
    expect(drift.threshold).toEqual({ setting: 'Threshold drift (%)', value: '50' });
  });

  test.each([
    ['measured', {}, 'Against the account’s own figures for “Active repeat customers”'],
    ['set by a person', {}, 'Against the values that a person set for'],
    ['fallback', { working: true }, 'Against usual values (the account’s own could not be told) for'],
  ] as const)('what a rule is held against is the account’s own only where it was measured: %s', (method, more, words) => {
    const p80 = { name: 'p80', meaning: 'days since the last order', value: 120, because: '120 days', figure: aFigure(120, { unit: 'days', method }), ...more };
    const behavior = aBehavior({ parameters: new Map([['D1', [p80]]]) });
    expect(findingOn(analyzed(inventory, behavior), 'threshold-drift', 'S').evidence).toContain(words);
  });

  test('within the setting there is no finding', () => {
    expect(found(analyzed(inventory, aBehavior(), settings({ 'Threshold drift (%)': 70 })), 'threshold-drift')).toEqual([]);
  });

  test('a VIP segment that holds every second customer is too loose', () => {
    const buyers = { id: 'buyers', topic: 'Orders' as const, name: 'Buyers', figure: aFigure(2_000) };
    const vip = anInventory({ segments: [aSegment('VIP', definition(spent('ORDER', 400, inTheLast(365))), { members: 1_000 })] });
    expect(findingOn(analyzed(vip, aBehavior({ figures: [buyers] })), 'threshold-drift', 'VIP')).toMatchObject({
      evidence: expect.stringContaining('50% of the 2,000 customers, too many'),
      threshold: { setting: 'VIP share at most (%)', value: '30' },
    });
  });
});

describe('campaigns and lists', () => {
  test('a whole list, or nearly everybody, without exclusions is told of campaigns of the window', () => {
    const coverage = analyzed(
      anInventory({
        lists: [aList('L')],
        segments: [aSegment('ALL', definition(subscribed()), { members: 9_000 }), aSegment('FEW', definition(did('CART')), { members: 300 })],
        campaigns: [
          aCampaign('BLAST', ['L'], 10),
          aScheduledCampaign('NEXT', ['ALL']),
          aCampaign('OK', ['L'], 10, { excluded: ['FEW'] }),
          aCampaign('SMALL', ['FEW'], 10),
          aCampaign('OLD', ['L'], 300),
        ],
      }),
    );
    expect(found(coverage, 'no-exclusion')).toEqual(['campaign BLAST', 'campaign NEXT']);
    expect(findingOn(coverage, 'no-exclusion', 'BLAST').evidence).toBe(
      'It goes to the whole list “List L” (50% of everyone reachable by email) and excludes nobody.',
    );
  });

  test('a list that nobody joins any more, yet campaigns go to, is misused; one whose joins are unknown is not accused', () => {
    const coverage = analyzed(
      anInventory({
        lists: [
          aList('STALE', { joinedRecently: known(0) }),
          aList('IDLE', { joinedRecently: known(0) }),
          aList('UNKNOWN', { joinedRecently: unknown('not told') }),
        ],
        campaigns: [aCampaign('C', ['STALE', 'UNKNOWN'], 10)],
      }),
    );
    expect(found(coverage, 'list-misuse')).toEqual(['list STALE']);
  });
});

describe('flows', () => {
  test('a definition that could not be read is told', () => {
    const coverage = analyzed(anInventory({ flows: [aFlow('F', {}, { definition: unknown('the key lacks flows:read') })] }));
    expect(found(coverage, 'unread')).toEqual(['flow F']);
    expect(coverage.flowTexts.get('F')?.profileFilter).toBe('Unknown: the key lacks flows:read');
  });

  test('a hidden rule is told on each flow that holds it', () => {
    const filter = definition(subscribed(), never('ORDER', inTheLast(30)));
    const coverage = analyzed(anInventory({ flows: ['F1', 'F2'].map((id) => aFlow(id, flowDefinition({ profileFilter: filter }))) }));
    expect(found(coverage, 'hidden-rule')).toEqual(['flow F1', 'flow F2']);
    expect(coverage.flowTexts.get('F1')?.hides).toContain('(no segment says this)');
  });
});
