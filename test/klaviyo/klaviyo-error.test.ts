import { checkKeyFormat } from '../../src/klaviyo/http/key';
import { sentenceFor, type KlaviyoError } from '../../src/klaviyo/http/klaviyo-error';

const EVERY: { readonly [Kind in KlaviyoError['kind']]: Extract<KlaviyoError, { kind: Kind }> } = {
  'no-key': { kind: 'no-key' },
  'malformed-key': { kind: 'malformed-key', looksLike: 'something-else' },
  'wrong-key': { kind: 'wrong-key' },
  'revoked-key': { kind: 'revoked-key' },
  'missing-scope': { kind: 'missing-scope', scope: 'flows:read', brings: 'flows' },
  'other-account': { kind: 'other-account', expectedId: 'AAAAAA', foundId: 'BBBBBB', foundName: 'Wool & Wander' },
  'klaviyo-down': { kind: 'klaviyo-down', status: 503 },
  'daily-limit': { kind: 'daily-limit', what: 'the results of flows', continueAt: 0 },
  'quota-spent': { kind: 'quota-spent' },
  unreadable: { kind: 'unreadable', what: 'the account' },
};

describe('what a marketer is told', () => {
  test.each(Object.values(EVERY))('$kind: what happened and what to do, without a status code', (error) => {
    const sentence = sentenceFor(error);
    expect(sentence).toMatch(/[.]$/);
    expect(sentence).toMatch(/refresh|create|paste|copy|check|enter|continues/i);
    expect(sentence).not.toMatch(/\b(HTTP|JSON|API error|\d{3})\b/);
  });

  test('a missing scope is named, another account by its name', () => {
    expect(sentenceFor(EVERY['missing-scope'])).toContain('flows:read');
    expect(sentenceFor(EVERY['other-account'])).toContain('Wool & Wander');
  });

  test('the public key gets a hint of its own', () => {
    expect(sentenceFor({ kind: 'malformed-key', looksLike: 'public-key' })).toContain('public API key');
  });
});

describe('the form of a key', () => {
  test.each([
    ['', { kind: 'no-key' }],
    ['   ', { kind: 'no-key' }],
    ['AbC123', { kind: 'malformed-key', looksLike: 'public-key' }],
    ['hunter2', { kind: 'malformed-key', looksLike: 'something-else' }],
    ['pk_', { kind: 'malformed-key', looksLike: 'something-else' }],
    ['pk_abc def0123456789', { kind: 'malformed-key', looksLike: 'something-else' }],
    ['pk_0123456789\nX-Other: 1', { kind: 'malformed-key', looksLike: 'something-else' }],
    ['PK_0123456789abcdef0123456789abcdef01', { kind: 'malformed-key', looksLike: 'something-else' }],
    [`pk_${'0a'.repeat(17)}`, null],
    ['  pk_made_up_for_tests_first ', null],
  ])('%p is judged without sending anything', (key, expected) => {
    expect(checkKeyFormat(key)).toEqual(expected);
  });
});
