import { checkKey, READ_SCOPES } from '../../src/klaviyo/connect';
import type { HttpRequest, HttpResponse, Transport } from '../../src/klaviyo/http/transport';
import { QuotaSpent } from '../../src/klaviyo/http/quota-spent';
import { READ_SCOPES as SERVED_SCOPES } from '../../src/local/klaviyo/handler';
import { createEmptyAccount } from '../build/accounts/small-accounts';
import { KEY, NOW, virtualKlaviyo } from '../build/klaviyo-virtual';

const account = createEmptyAccount({ now: NOW });

function answering(respond: (request: HttpRequest) => HttpResponse): Transport {
  return { fetchAll: (requests) => requests.map(respond), now: () => NOW, sleep: () => undefined, random: () => 0.5 };
}

describe('checking a key', () => {
  test('names the account and finds every read scope present with one request each, in one call', () => {
    const virtual = virtualKlaviyo(account);
    const check = checkKey(virtual.transport, ` ${KEY} `);
    expect(check).toMatchObject({ account: { id: 'EmPty1', name: 'Untouched Goods', timezone: 'America/New_York' } });
    expect('scopes' in check && check.scopes.every(({ present }) => present === true)).toBe(true);
    expect(virtual.klaviyo.total()).toBe(READ_SCOPES.length);
    expect([...virtual.klaviyo.requests.keys()].every((name) => name.startsWith('GET '))).toBe(true);
    expect(virtual.clock.now - NOW).toBeLessThan(1000);
  });

  test.each(READ_SCOPES.filter((scope) => scope !== 'accounts:read'))('a key without %s lacks just that, with what it would have brought', (missing) => {
    const check = checkKey(virtualKlaviyo(account, { scopes: SERVED_SCOPES.filter((scope) => scope !== missing) }).transport, KEY);
    const lacking = 'scopes' in check ? check.scopes.filter(({ present }) => present !== true) : [];
    expect(lacking.map(({ scope, present }) => [scope, present])).toEqual([[missing, false]]);
    expect(lacking[0]?.brings.length).toBeGreaterThan(3);
  });

  test('without accounts:read the account cannot be named, and the scope is told', () => {
    const check = checkKey(virtualKlaviyo(account, { scopes: SERVED_SCOPES.filter((scope) => scope !== 'accounts:read') }).transport, KEY);
    expect(check).toMatchObject({ error: { kind: 'missing-scope', scope: 'accounts:read' } });
  });

  test.each([
    ['', 'no-key'],
    ['AbC123', 'malformed-key'],
  ])('%p is refused without a request', (key, kind) => {
    const virtual = virtualKlaviyo(account);
    expect(checkKey(virtual.transport, key)).toMatchObject({ error: { kind } });
    expect(virtual.klaviyo.total()).toBe(0);
  });

  test('an unknown key is a wrong key, with 401 as with 400', () => {
    expect(checkKey(virtualKlaviyo(account).transport, 'pk_made_up_for_tests_unknown')).toEqual({ error: { kind: 'wrong-key' } });
    expect(
      checkKey(
        answering(() => ({ status: 400, headers: {}, text: '{"errors":[{"code":"invalid"}]}' })),
        KEY,
      ),
    ).toEqual({ error: { kind: 'wrong-key' } });
  });

  test.each([
    ["a gateway's page", { status: 502, headers: {}, text: '<html>' }, { kind: 'klaviyo-down', status: 502 }],
    ['no connection', { failed: 'DNS' }, { kind: 'klaviyo-down', status: null }],
    ['too many requests', { status: 429, headers: {}, text: '' }, { kind: 'klaviyo-down', status: 429 }],
    ['an account without a zone', { status: 200, headers: {}, text: '{"data":[{"id":"A","attributes":{}}]}' }, { kind: 'unreadable', what: 'the account' }],
  ] as const)('%s is told as what it is', (_name, response, error) => {
    expect(
      checkKey(
        answering(() => response),
        KEY,
      ),
    ).toEqual({ error });
  });

  test('one answer that did not come leaves that scope undecided, not missing', () => {
    const virtual = virtualKlaviyo(account);
    const flaky: Transport = {
      ...virtual.transport,
      fetchAll: (requests) => virtual.transport.fetchAll(requests).map((response, place) => (place === 3 ? { failed: 'reset' } : response)),
    };
    const check = checkKey(flaky, KEY);
    expect('scopes' in check && check.scopes.filter(({ present }) => present === null)).toHaveLength(1);
  });

  test('a spent quota of Google is told as such', () => {
    expect(
      checkKey(
        {
          ...answering(() => ({ failed: '' })),
          fetchAll: () => {
            throw new QuotaSpent('urlfetch');
          },
        },
        KEY,
      ),
    ).toEqual({ error: { kind: 'quota-spent' } });
  });
});
