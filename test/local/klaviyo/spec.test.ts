import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ENDPOINTS, REVISION } from '../../../src/local/klaviyo/endpoints';
import { REVISION as ASKED } from '../../../src/klaviyo/http/revision';

const of = (method: string, path: string) => ENDPOINTS.find((one) => one.method === method && one.path === path)!;

/** What the official document says in words, looked up by hand: the extract has to have found it. */
test('the extract has limits, slower limits, scopes, pages, filters and fields of the official document', () => {
  expect(REVISION).toBe(ASKED);
  expect(of('GET', 'segments')).toMatchObject({
    limits: [75, 750],
    slow: [],
    scopes: ['segments:read'],
    page: [10, 10],
    sort: ['created', 'id', 'name', 'updated'],
  });
  expect(of('GET', 'segments').filter?.get('is_active')).toEqual(['any', 'equals']);
  expect(of('GET', 'segments/{id}')).toMatchObject({
    slow: [{ when: 'additional-fields[segment]=profile_count', limits: [1, 15] }],
    additional: { segment: ['profile_count'] },
  });
  expect(of('GET', 'profiles/{id}').slow).toEqual([
    { when: 'include=lists', limits: [1, 15] },
    { when: 'include=segments', limits: [1, 15] },
  ]);
  expect(of('GET', 'campaigns').filterRequired).toBe(true);
  expect(of('GET', 'metrics').page).toBe('fixed');
  expect(of('GET', 'tags/{id}')).toMatchObject({ page: null, filter: null, filterRequired: false });
  expect(of('POST', 'segment-values-reports').limits).toEqual([1, 2, 225]);
  expect(of('PATCH', 'segments/{id}')).toMatchObject({ limits: [1, 15, 100], scopes: ['segments:write'] });
  expect(of('GET', 'lists/{id}').fields['list']).toContain('profile_count');
  expect(of('GET', 'lists').fields['list']).not.toContain('profile_count');
});

test('the extract has no operation twice, and one operation a line to be read in a diff', () => {
  const names = ENDPOINTS.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(names).size).toBe(names.length);
  expect(readFileSync(resolve(__dirname, '../../../src/local/klaviyo/spec.json'), 'utf8').split('\n').length).toBe(names.length + 6);
});
