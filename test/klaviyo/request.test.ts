import { PLAN } from '../../src/klaviyo/collections/table';
import { anyOf, filterTime, klaviyoRequest, nextPath, pathOf, pathWithQuery, quoted } from '../../src/klaviyo/http/request';
import { ENDPOINTS as SERVED } from '../../src/local/klaviyo/endpoints';

describe('a request to Klaviyo', () => {
  test('carries key, revision and media type, and encodes brackets', () => {
    const request = klaviyoRequest('pk_x', 'get', pathWithQuery('/api/lists', { 'page[size]': 10, filter: undefined, include: 'tags' }));
    expect(request).toEqual({
      url: 'https://a.klaviyo.com/api/lists?page%5Bsize%5D=10&include=tags',
      method: 'get',
      headers: { authorization: 'Klaviyo-API-Key pk_x', revision: '2026-07-15', accept: 'application/vnd.api+json' },
    });
  });

  test('ids go into paths encoded, texts into filters quoted, instants unquoted', () => {
    expect(pathOf(PLAN.endpoint('listSize'), 'a/b?c')).toBe('/api/lists/a%2Fb%3Fc');
    expect(quoted('say "hi" \\')).toBe('"say \\"hi\\" \\\\"');
    expect(anyOf('id', ['A', 'B'])).toBe('any(id,["A","B"])');
    expect(filterTime(Date.UTC(2026, 0, 2))).toBe('2026-01-02T00:00:00Z');
    expect(filterTime(Date.UTC(2026, 0, 2) + 5)).toBe('2026-01-02T00:00:00.005Z');
  });

  test.each([
    ["the next page on Klaviyo's host", 'https://a.klaviyo.com/api/lists?page%5Bcursor%5D=x', '/api/lists?page%5Bcursor%5D=x'],
    ['a slash before the query', 'https://a.klaviyo.com/api/lists/?page%5Bcursor%5D=x', '/api/lists/?page%5Bcursor%5D=x'],
    ['a link without a host', '/api/lists?page%5Bcursor%5D=x', '/api/lists?page%5Bcursor%5D=x'],
    ['another path, which is not followed', 'https://a.klaviyo.com/api/profiles?x=1', null],
    ['a path outside the API, which is not followed', 'https://evil.example/steal?x=1', null],
    ['null', null, null],
    ['nothing', undefined, null],
    ['a number', 7, null],
  ])('links.next: %s', (_name, next, expected) => {
    expect(nextPath({ links: { next } }, '/api/lists?include=tags')).toBe(expected);
  });

  test('a next link on a foreign host keeps its cursor and loses its host, so the key stays at home', () => {
    expect(nextPath({ links: { next: 'https://evil.example/api/lists?page%5Bcursor%5D=x' } }, '/api/lists')).toBe('/api/lists?page%5Bcursor%5D=x');
  });
});

describe('the table of endpoints', () => {
  test.each([...PLAN.endpoints])('%s has the limits, scopes and page size that the independently written server holds us to', (_name, endpoint) => {
    const served = SERVED.find((candidate) => `/api/${candidate.path}` === endpoint.path && candidate.method === endpoint.method.toUpperCase());
    expect(served).toBeDefined();
    const slow = served?.slow.map(({ limits }) => limits) ?? [];
    const offered = [served?.limits, ...slow].map((limits) => JSON.stringify([limits?.[0], limits?.[1], limits?.[2] ?? null]));
    expect(offered).toContain(JSON.stringify([endpoint.limits.burst, endpoint.limits.steady, endpoint.limits.daily]));
    expect([...(served?.scopes ?? [])].sort()).toEqual([...endpoint.scopes].sort());
    if (endpoint.pageSize !== null) expect(Array.isArray(served?.page) ? served.page[1] : null).toBe(endpoint.pageSize);
    expect(endpoint.why.length).toBeGreaterThan(10);
  });
});

describe('the table of collections', () => {
  const declared = PLAN.collections.flatMap((one) => one.scopes ?? []).map(({ scope }) => scope);
  test('says each read scope once, and every scope that a request needs is one that a key is asked after', () => {
    expect(new Set(declared).size).toBe(declared.length);
    expect([...PLAN.endpoints.values()].flatMap(({ scopes }) => scopes).filter((scope) => !declared.includes(scope))).toEqual([]);
  });
  test('a step comes only after steps that there are, and no name is given twice', () => {
    const names = PLAN.steps.map(({ name }) => name);
    const head = { previousAt: 1 } as never;
    expect(new Set(names).size).toBe(names.length);
    expect(PLAN.steps.flatMap((step) => step.after(head)).filter((name) => !names.includes(name))).toEqual([]);
    const endpoints = PLAN.collections.flatMap((one) => one.endpoints ?? []).map(({ name }) => name);
    expect(new Set(endpoints).size).toBe(endpoints.length);
  });
});
