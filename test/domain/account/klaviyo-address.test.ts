import { klaviyoAddress } from '../../../src/domain/account/klaviyo-address';

test('every kind of object opens at its page in Klaviyo', () => {
  expect((['segment', 'list', 'campaign', 'flow'] as const).map((type) => klaviyoAddress(type, 'Ab12'))).toEqual([
    'https://www.klaviyo.com/list/Ab12',
    'https://www.klaviyo.com/list/Ab12',
    'https://www.klaviyo.com/campaign/Ab12/wizard',
    'https://www.klaviyo.com/flow/Ab12/edit',
  ]);
});

test('an id can lead to no other address, and half a surrogate pair breaks nothing', () => {
  expect(klaviyoAddress('flow', '../"><x> \ud800')).toBe('https://www.klaviyo.com/flow/..%2F%22%3E%3Cx%3E%20/edit');
});
