import { createKlaviyo, READ_SCOPES } from '../../../src/local/klaviyo/handler';
import { ENDPOINTS } from '../../../src/local/klaviyo/endpoints';
import { asker, HEADERS, KEY, NOW, smallSample } from '../../build/sample-klaviyo';

const { get, post, klaviyo } = asker(smallSample());

describe('the door', () => {
  test.each([
    ['no key', { ...HEADERS, authorization: '' }, 401, 'not_authenticated'],
    ['a key that is not one', { ...HEADERS, authorization: 'Klaviyo-API-Key nonsense!' }, 401, 'authentication_failed'],
    ['another scheme', { ...HEADERS, authorization: `Bearer ${KEY}` }, 401, 'authentication_failed'],
    ['a wrong key', { ...HEADERS, authorization: 'Klaviyo-API-Key pk_someoneelse' }, 401, 'authentication_failed'],
    ['no revision', { ...HEADERS, revision: '' }, 400, 'invalid'],
    ['another revision', { ...HEADERS, revision: '2020-01-01' }, 400, 'invalid'],
  ])('refuses %s', (_, headers, status, code) => {
    const answer = get('accounts', NOW, headers);
    expect([answer.status, answer.document.errors?.[0]?.code]).toEqual([status, code]);
  });

  test('names the scope that a key lacks', () => {
    const narrow = asker(smallSample(), { keys: [{ key: KEY, scopes: READ_SCOPES.filter((scope) => scope !== 'flows:read') }] });
    const answer = narrow.get('flows');
    expect(answer.status).toBe(403);
    expect(answer.document.errors?.[0]?.detail).toContain('flows:read');
    expect(narrow.get('segments').status).toBe(200);
  });

  test('does not know paths that Klaviyo does not have', () => {
    expect(get('segment').status).toBe(404);
    expect(get('lists/NoSuch').status).toBe(404);
  });

  test('takes no writing from a key that only reads, and no method that Klaviyo lacks', () => {
    const patched = klaviyo.handle({ method: 'PATCH', url: 'https://a.klaviyo.com/api/segments/abc', headers: HEADERS, body: '{}' }, NOW);
    expect(patched.status).toBe(403);
    const deleted = klaviyo.handle({ method: 'DELETE', url: 'https://a.klaviyo.com/api/segments/abc', headers: HEADERS }, NOW);
    expect(deleted.status).toBe(405);
    expect(post('segments', 'segment', { name: 'New' }).status).toBe(403);
  });

  test.each([
    ['segments?page[number]=2', 'page[number]'],
    ['segments?page[size]=11', 'page[size]'],
    ['events?page[size]=1001', 'page[size]'],
    ['events?page[size]=0', 'page[size]'],
    ['metrics?page[size]=50', 'page[size]'],
    ['segments?include=profiles', 'include'],
    ['segments?sort=size', 'sort'],
    ['segments?fields[segment]=name,profile_count', 'fields[segment]'],
    ['segments?additional-fields[segment]=profile_count', 'additional-fields[segment]'],
    ['flows?additional-fields[flow]=definition', 'additional-fields[flow]'],
    ['flows?fields[profile]=email', 'fields[profile]'],
  ])('answers 400 to %s and names the parameter', (path, parameter) => {
    const answer = get(path);
    expect([answer.status, answer.document.errors?.[0]?.source.parameter]).toEqual([400, parameter]);
  });

  test('has an answer for every read operation that Klaviyo lists', () => {
    const account = smallSample();
    const [firstCampaign] = account.campaigns;
    const ids: Readonly<Record<string, string | undefined>> = {
      accounts: account.account.id,
      campaigns: firstCampaign?.id,
      'campaign-messages': firstCampaign?.messages[0]?.id,
      'campaign-recipient-estimations': firstCampaign?.id,
      'catalog-items': encodeURIComponent(account.catalogItems[0]?.id ?? ''),
      'catalog-categories': encodeURIComponent(account.catalogCategories[0]?.id ?? ''),
      events: get('events?page[size]=1').document.data[0]?.id,
      flows: account.flows[0]?.id,
      'flow-actions': account.flows[0]?.definition.actions[0]?.id,
      'flow-messages': (account.flows[0]?.definition.actions[0]?.data.message as { id: string }).id,
      forms: account.forms[0]?.id,
      'form-versions': `${account.forms[0]?.id ?? ''}1`,
      lists: account.lists[0]?.id,
      metrics: account.metrics[0]?.id,
      'metric-properties': get(`metrics/${account.metrics[0]?.id ?? ''}/metric-properties`).document.data[0]?.id,
      'custom-metrics': account.customMetrics[0]?.id,
      'mapped-metrics': 'revenue',
      profiles: account.profiles.id(0),
      segments: account.segments[0]?.id,
      tags: account.tags[0]?.id,
      'tag-groups': account.tagGroups[0]?.id,
    };
    const statuses = ENDPOINTS.filter(({ method }) => method === 'GET').map(({ path }) => {
      const target = `https://a.klaviyo.com/api/${path.replace('{id}', ids[path.split('/')[0] ?? ''] ?? 'missing')}`;
      const filter = path === 'campaigns' ? `?filter=${encodeURIComponent("equals(messages.channel,'email')")}` : '';
      return [path, klaviyo.handle({ method: 'GET', url: `${target}${filter}`, headers: HEADERS }, NOW).status];
    });
    expect(statuses.filter(([, status]) => status !== 200)).toEqual([]);
    expect(statuses.length).toBeGreaterThan(70);
  });

  test('counts what was asked of each endpoint', () => {
    const counted = createKlaviyo(smallSample(), { keys: [{ key: KEY, scopes: READ_SCOPES }], limits: true });
    const ask = (path: string): number => counted.handle({ method: 'GET', url: `https://a.klaviyo.com/api/${path}`, headers: HEADERS }, NOW).status;
    expect([ask('accounts'), ask('accounts'), ask('lists'), ask('lists/none')]).toEqual([200, 429, 200, 404]);
    expect(Object.fromEntries(counted.requests)).toEqual({
      'GET accounts': { requests: 2, refused: 1, failed: 0 },
      'GET lists': { requests: 1, refused: 0, failed: 0 },
      'GET lists/{id}': { requests: 1, refused: 0, failed: 1 },
    });
  });
});

describe('documents', () => {
  test('show relationship data only where it was asked for', () => {
    const bare = get('segments').document.data[0];
    const full = get('segments?include=tags,flow-triggers').document;
    expect(bare?.relationships.tags).not.toHaveProperty('data');
    expect(full.data[0]?.relationships.tags).toHaveProperty('data');
    expect(full.included?.every((item) => item.type === 'tag' || item.type === 'flow')).toBe(true);
  });

  test('leave out what a sparse fieldset does not name, also within a definition', () => {
    expect(get('segments?fields[segment]=name').document.data.map((item) => Object.keys(item.attributes))).toEqual(Array.from({ length: 10 }, () => ['name']));
    const [flow] = smallSample().flows;
    const asked = get(`flows/${flow?.id ?? ''}?additional-fields[flow]=definition&fields[flow]=name,definition.triggers,definition.profile_filter`).document
      .data;
    expect(Object.keys(asked.attributes.definition as object).sort()).toEqual(['profile_filter', 'triggers']);
  });

  test('tell member counts only of the single object and only on request', () => {
    const [segment] = smallSample().segments;
    const path = `segments/${segment?.id ?? ''}`;
    expect(get(path).document.data.attributes).not.toHaveProperty('profile_count');
    expect(get(`${path}?additional-fields[segment]=profile_count`).document.data.attributes.profile_count).toBe(
      smallSample().membership.size(segment?.id ?? ''),
    );
  });

  test('write their links on the address that was asked, or on the one that was set', () => {
    const local = klaviyo.handle({ method: 'GET', url: 'http://127.0.0.1:8123/api/segments', headers: HEADERS }, NOW);
    expect(local.body).toContain('"next":"http://127.0.0.1:8123/api/segments?');
    const set = asker(smallSample(), { linkBase: 'https://a.klaviyo.com' }).klaviyo.handle({ method: 'GET', url: '/api/segments', headers: HEADERS }, NOW);
    expect(set.body).toContain('"next":"https://a.klaviyo.com/api/segments?');
  });

  test('tell flow-triggers of lists, segments and metrics, and actions with their definitions in the flow listing', () => {
    const flow = smallSample().flows.find(({ definition }) => definition.triggers[0]?.type === 'segment');
    const segmentId = String(flow?.definition.triggers[0]?.id);
    expect(get(`segments/${segmentId}/relationships/flow-triggers`).document.data.map((item) => item.id)).toContain(flow?.id);
    const included = get('flows?include=flow-actions&fields[flow-action]=definition').document.included ?? [];
    expect(included.some((item) => JSON.stringify(item.attributes.definition).includes('conditional-split'))).toBe(true);
  });
});
