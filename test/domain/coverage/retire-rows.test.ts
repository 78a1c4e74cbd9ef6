import { known } from '../../../src/domain/account/known';
import { analyzed, rowOf, settings, verdictOn } from '../../build/analysis';
import { definition, did, inGroup, inTheLast, never } from '../../build/definition';
import { aList, aSegment, anInventory } from '../../build/inventory';

const odd = definition(did('CART', inTheLast(17)), never('SMSCLICK', inTheLast(3)));
const one = anInventory({ segments: [aSegment('S', odd, { name: 'Old test' })] });
const SHOWN = /reaches nobody|Ready to create/;

describe('a row that retires', () => {
  test('says to check first until Settings say which ad platforms the account syncs to', () => {
    const row = rowOf(analyzed(anInventory({ segments: [aSegment('S', odd, { name: 'Cart curious' })] })), 'retire:S');
    expect(row).toMatchObject({ readiness: 'needs review', readinessReason: expect.stringContaining('Check first whether an ad platform syncs it') });
    expect(row.evidence).toContain('Klaviyo does not show ad syncs, exports and other apps that use it.');
    expect(row.steps[0]).toBe(
      'Check first whether an ad platform, an export or another app uses “Cart curious”, and name your ad platforms in Settings, “Ad platforms”.',
    );
    expect(`${row.readinessReason} ${row.scoreReason}`).not.toMatch(SHOWN);
  });

  test('names the platforms once they are known, and asks no more for ad audiences where there are none', () => {
    const inventory = anInventory({ segments: [aSegment('S', odd, { name: 'Cart curious' })] });
    const named = rowOf(analyzed(inventory, undefined, settings({ 'Ad platforms': 'Meta, Google Ads' })), 'retire:S');
    expect(named).toMatchObject({ readiness: 'ready', readinessReason: 'No campaign, live flow, form or kept segment uses it.' });
    expect(named.steps[0]).toBe(
      'See in Meta and Google Ads that no audience there comes from “Cart curious”, and ask whether an export or another app uses it.',
    );
    const none = rowOf(analyzed(inventory, undefined, settings({ 'Ad platforms': 'None' })), 'retire:S');
    expect(none.readiness).toBe('ready');
    expect(`${none.evidence} ${none.steps.join(' ')}`).not.toMatch(/\bads?\b/i);
    expect(none.evidence).toContain('Klaviyo does not show exports and other apps that use it.');
  });

  test('promises no button that Klaviyo lacks, and names the day a month later, on a day that is said; a list is exported before', () => {
    const [, deactivate, later] = rowOf(analyzed(anInventory({ segments: [aSegment('S', odd, { name: 'Cart curious' })] })), 'retire:S').steps;
    expect(deactivate).toMatch(/^Leave “Cart curious” unused: Klaviyo has no button to make a segment inactive/);
    expect(later).toBe('If nobody has missed it 30 days later (done today: on Dec 23, 2026), delete “Cart curious”.');
    const list = rowOf(
      analyzed(anInventory({ lists: [aList('L', { name: 'Trade fair', joinedRecently: known(0) })] }), undefined, settings({ 'Ad platforms': 'None' })),
      'retire:L',
    );
    expect(list.readiness).toBe('needs review');
    expect(list.steps.slice(1)).toEqual([
      'Export “Trade fair”: the sign-up record goes with the list.',
      'In Klaviyo open Audience › Lists & segments, find “Trade fair”, click the three dots and choose Archive.',
      'If nobody has missed it 30 days later (done today: on Dec 23, 2026), delete “Trade fair”.',
    ]);
  });

  test('holds two segments that refer to each other, which neither row alone could say how to begin with', () => {
    const coverage = analyzed(
      anInventory({
        segments: [
          aSegment('A', definition(inGroup('B'), did('CART', inTheLast(17))), { name: 'Core' }),
          aSegment('B', definition(inGroup('A'), never('SMSCLICK', inTheLast(3))), { name: 'Core extended' }),
          aSegment('C', odd, { name: 'Cart curious' }),
          aSegment('D', definition(inGroup('C')), { name: 'On top' }),
        ],
      }),
    );
    const retired = coverage.recommendations.filter(({ action }) => action === 'Retire');
    expect(retired.map(({ key, segment }) => [key, segment]).sort()).toEqual([
      ['retire:A', 'Core + Core extended'],
      ['retire:C', 'Cart curious'],
      ['retire:D', 'On top'],
    ]);
    const both = rowOf(coverage, 'retire:A');
    expect(both.evidence).toMatch(/^“Core” and “Core extended” refer to each other and nothing else uses them\./);
    expect(both.touches).toEqual([
      { type: 'segment', id: 'A' },
      { type: 'segment', id: 'B' },
    ]);
    expect(both.steps[1]).toContain('Leave “Core” and “Core extended” unused');
  });

  test('does not come for a lifecycle classic in good order that is merely unused: it is to be sent to first', () => {
    const classic = anInventory({ segments: [aSegment('S', odd, { name: 'VIP – cart lovers' })] });
    expect(verdictOn(analyzed(classic), 'S')).toMatchObject({ verdict: 'Keep', reason: expect.stringContaining('send to it before it is let go') });
    // Empty ones are in no good order, and a name alone that means nothing guards nothing.
    expect(verdictOn(analyzed(anInventory({ segments: [aSegment('S', odd, { name: 'VIP – cart lovers', members: 0 })] })), 'S').verdict).toBe('Retire');
    expect(verdictOn(analyzed(one), 'S').verdict).toBe('Keep');
    expect(verdictOn(analyzed(anInventory({ segments: [aSegment('S', odd, { name: 'Cart curious' })] })), 'S').verdict).toBe('Retire');
  });
});
