import { READS } from '../../../src/klaviyo/collections/table';
import { isAllowed, RefusedRequest, type AllowedRequest } from '../../../src/klaviyo/http/allowed';
import { authorizationOf, KLAVIYO, klaviyoRequest } from '../../../src/klaviyo/http/request';
import type { HttpRequest } from '../../../src/klaviyo/http/transport';
import { writesWith } from '../../../src/klaviyo/writes/allowed-writes';
import { googleTransport } from '../../../src/addon/google-transport';
import { ENDPOINTS } from '../../../src/local/klaviyo/endpoints';

const READER = 'pk_made_up_reader_of_tests';
const WRITER = 'pk_made_up_writer_of_tests';
const METHODS = ['get', 'post', 'patch', 'put', 'delete', 'head', 'options'] as const;
/** Every path that Klaviyo lists, and what its API has beside them that could change something. */
const PATHS = [
  ...new Set([
    ...ENDPOINTS.map(({ path }) => path),
    'segments/{id}/relationships/profiles',
    'lists/{id}/relationships/profiles',
    'profile-suppression-bulk-create-jobs',
    'profile-subscription-bulk-create-jobs',
    'profiles/{id}',
    'profile-import',
    'campaign-send-jobs',
    'campaigns/{id}',
    'flows/{id}',
    'lists',
    'lists/{id}',
    'data-privacy-deletion-jobs',
    'tags',
    'events',
    'segments/{id}/clone',
  ]),
];

const CREATION = { data: { type: 'segment', attributes: { name: 'New', definition: { condition_groups: [] } } } };
const SWITCH = { data: { type: 'segment', id: 'AbC123', attributes: { is_active: false } } };

/** Every method on every path, with each body that a write may have and with none. */
function everyRequest(key: string): readonly HttpRequest[] {
  return METHODS.flatMap((method) =>
    PATHS.flatMap((path) =>
      [undefined, CREATION, SWITCH, {}].map((body) => klaviyoRequest(key, method as 'get', `/api/${path.replaceAll('{id}', 'AbC123')}`, body)),
    ),
  );
}

const words = (requests: readonly HttpRequest[]): readonly string[] =>
  [...new Set(requests.map(({ method, url }) => `${method} ${url.slice(KLAVIYO.length + 5)}`))].sort();
const mayLeave = (allowed: readonly AllowedRequest[], key = READER): readonly HttpRequest[] =>
  everyRequest(key).filter((request) => isAllowed(request, allowed));

test('of every method on every path, reading lets only reads through: GETs, and the POSTs that ask for a report', () => {
  const through = words(mayLeave(READS));
  expect(through.filter((one) => !one.startsWith('get '))).toEqual([
    'post campaign-values-reports',
    'post flow-values-reports',
    'post metric-aggregates',
    'post segment-values-reports',
  ]);
  expect(through).toContain('get segments');
});

test('what the transport is not handed another list for is refused before anything of the call is sent', () => {
  const sent: string[] = [];
  const before = globalThis as Record<string, unknown>;
  before['UrlFetchApp'] = {
    fetchAll: (requests: readonly { method: string; url: string }[]) => {
      sent.push(...requests.map(({ method, url }) => `${method} ${url}`));
      return requests.map(() => ({ getResponseCode: () => 200, getAllHeaders: () => ({}), getContentText: () => '{}' }));
    },
  };
  try {
    const transport = googleTransport(Date.now() + 600_000);
    for (const request of everyRequest(WRITER)) {
      const fits = isAllowed(request, READS);
      if (fits) transport.fetchAll([request]);
      else expect(() => transport.fetchAll([klaviyoRequest(READER, 'get', '/api/segments'), request])).toThrow(RefusedRequest);
    }
    expect(sent.filter((one) => /^(patch|put|delete)/.test(one) || one === `post ${KLAVIYO}/api/segments`)).toEqual([]);
    expect(sent.length).toBeGreaterThan(50);
  } finally {
    delete before['UrlFetchApp'];
  }
});

test('writing lets two requests through and nothing else, and those with the second key only', () => {
  const requests = everyRequest(WRITER).filter((request) => isAllowed(request, writesWith(WRITER)));
  expect(requests.map(({ method, url, body }) => [method, url, JSON.parse(body ?? '')])).toEqual([
    ['post', `${KLAVIYO}/api/segments`, CREATION],
    ['patch', `${KLAVIYO}/api/segments/AbC123`, SWITCH],
  ]);
  expect(mayLeave(writesWith(WRITER), READER)).toEqual([]);
});

test.each([
  ['a name beside is_active', 'patch', '/api/segments/AbC123', { data: { ...SWITCH.data, attributes: { is_active: false, name: 'Other' } } }],
  ['a new definition', 'patch', '/api/segments/AbC123', { data: { ...SWITCH.data, attributes: { definition: {} } } }],
  ['a star', 'patch', '/api/segments/AbC123', { data: { ...SWITCH.data, attributes: { is_starred: true } } }],
  ['relationships', 'patch', '/api/segments/AbC123', { data: { ...SWITCH.data, relationships: {} } }],
  ['a starred creation', 'post', '/api/segments', { data: { type: 'segment', attributes: { ...CREATION.data.attributes, is_starred: true } } }],
  ['a step up in the path', 'patch', '/api/segments/..', SWITCH],
  ['a hidden slash', 'patch', '/api/segments/a%2Fprofiles', SWITCH],
  ['a query', 'post', '/api/segments?include=tags', CREATION],
])('a write with %s is refused', (_, method, path, body) => {
  expect(isAllowed(klaviyoRequest(WRITER, method as 'post', path, body), writesWith(WRITER))).toBe(false);
});

test('nothing leaves for another host, whatever its path', () => {
  const request = { url: 'https://a.klaviyo.com.example.org/api/segments', method: 'get', headers: { authorization: authorizationOf(READER) } } as const;
  expect(isAllowed(request, READS)).toBe(false);
});
