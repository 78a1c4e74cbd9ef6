import {
  AccountsApi,
  ApiKeySession,
  CampaignsApi,
  EventsApi,
  FlowsApi,
  ListsApi,
  MetricsApi,
  ProfilesApi,
  ReportingApi,
  RetryWithExponentialBackoff,
  SegmentsApi,
  TagsApi,
} from 'klaviyo-api';
import type { KlaviyoServer } from '../../src/local/klaviyo/server';
import { startKlaviyoServer } from '../../src/local/klaviyo/server';
import { READ_SCOPES } from '../../src/local/klaviyo/handler';
import { KEY, NOW, smallSample } from '../build/sample-klaviyo';

const account = smallSample();
const { order } = account.raw.metricIds;
const DAY = 86_400_000;

interface Based {
  basePath: string;
}

let server: KlaviyoServer;

beforeAll(async () => {
  // The SDK unpacks a next link only where it is on https.
  server = await startKlaviyoServer({
    account,
    port: 0,
    keys: [{ key: KEY, scopes: READ_SCOPES }],
    limits: false,
    linkBase: 'https://a.klaviyo.com',
    now: () => NOW,
  });
});

afterAll(async () => {
  await server.close();
});

/** One of the SDK's classes, pointed at a server of ours; three attempts unless told otherwise. */
function on<T extends Based>(make: new (session: ApiKeySession) => T, url = server.url, key = KEY, attempts = 1): T {
  const api = new make(new ApiKeySession(key, new RetryWithExponentialBackoff({ numRetries: attempts })));
  api.basePath = url;
  return api;
}

/** Every page of a listing, following `links.next` as the SDK does. */
async function pages<T>(ask: (cursor: string | undefined) => Promise<{ body: { data: T[]; links?: { next?: string | null } } }>): Promise<T[]> {
  const all: T[] = [];
  for (let cursor: string | undefined | null; cursor !== null;) {
    const { body } = await ask(cursor ?? undefined);
    all.push(...body.data);
    cursor = body.links?.next ?? null;
  }
  return all;
}

interface Failure {
  readonly response: { readonly status: number; readonly data: { readonly errors: readonly { readonly code: string; readonly detail: string }[] } };
}

async function failure(promise: Promise<unknown>): Promise<Failure['response']> {
  try {
    await promise;
  } catch (error) {
    return (error as Failure).response;
  }
  throw new Error('It was answered.');
}

describe('the official SDK, as a client that knows nothing of ours', () => {
  test('names the account', async () => {
    const { body } = await on(AccountsApi).getAccounts();
    expect(body.data[0]?.attributes).toMatchObject({
      timezone: 'America/Los_Angeles',
      preferredCurrency: 'USD',
      contactInformation: { organizationName: 'Juniper & Salt' },
    });
  });

  test('pages through segments with definitions, and lists with their flows', async () => {
    const segments = await pages((pageCursor) => on(SegmentsApi).getSegments({ ...(pageCursor ? { pageCursor } : {}), include: ['tags', 'flow-triggers'] }));
    expect(segments.map(({ id }) => id)).toEqual(account.segments.map(({ id }) => id));
    const first = segments.find(({ attributes }) => attributes.name === 'Repeat buyers')?.attributes.definition?.conditionGroups[0]?.conditions[0];
    expect(first).toMatchObject({ type: 'profile-metric', metricId: order, measurementFilter: { operator: 'greater-than-or-equal', value: 2 } });
    // A condition that the SDK has never heard of comes through as it is.
    const future = segments.find(({ attributes }) => attributes.name === 'Likely to love the new mask');
    expect(JSON.stringify(future?.attributes.definition)).toContain('profile-affinity-score');
    const lists = await pages((pageCursor) => on(ListsApi).getLists(pageCursor ? { pageCursor } : {}));
    expect(lists).toHaveLength(account.lists.length);
  });

  test('tells member counts of one segment and one list', async () => {
    const [segment] = account.segments;
    const [list] = account.lists;
    const counted = await on(SegmentsApi).getSegment(segment?.id ?? '', { additionalFieldsSegment: ['profile_count'] });
    expect(counted.body.data.attributes.profileCount).toBe(account.membership.size(segment?.id ?? ''));
    const listed = await on(ListsApi).getList(list?.id ?? '', { additionalFieldsList: ['profile_count'] });
    expect(listed.body.data.attributes.profileCount).toBe(account.membership.size(list?.id ?? ''));
  });

  test('reads campaigns of each channel with their audiences', async () => {
    for (const channel of ['email', 'sms', 'mobile_push']) {
      const campaigns = await pages((pageCursor) =>
        on(CampaignsApi).getCampaigns(`equals(messages.channel,'${channel}')`, { ...(pageCursor ? { pageCursor } : {}), include: ['campaign-messages'] }),
      );
      const wanted = account.campaigns.filter((campaign) => campaign.channel === channel);
      expect(campaigns.map(({ id, attributes }) => [id, attributes.audiences?.included, attributes.audiences?.excluded])).toEqual(
        wanted.map(({ id, included, excluded }) => [id, included, excluded]),
      );
    }
    expect((await failure(on(CampaignsApi).getCampaigns("contains(name,'a')"))).status).toBe(400);
  });

  test('reads every flow with its definition', async () => {
    const flows = await pages((pageCursor) => on(FlowsApi).getFlows(pageCursor ? { pageCursor } : {}));
    expect(flows).toHaveLength(account.flows.length);
    for (const flow of account.flows) {
      const { body } = await on(FlowsApi).getFlow(flow.id, { additionalFieldsFlow: ['definition'] });
      const { definition } = body.data.attributes;
      expect([definition?.triggers.length, definition?.actions.map(({ id }) => id)]).toEqual([
        flow.definition.triggers.length,
        flow.definition.actions.map(({ id }) => id),
      ]);
    }
  });

  test('lists metrics, mappings, properties and tags', async () => {
    const metrics = await on(MetricsApi).getMetrics();
    expect(metrics.body.data.filter(({ attributes }) => attributes.name === 'Placed Order')).toHaveLength(3);
    const mapped = await on(MetricsApi).getMappedMetrics({ include: ['metric', 'custom-metric'] });
    expect(mapped.body.data.find(({ id }) => String(id) === 'revenue')?.relationships?.metric?.data?.id).toBe(order);
    const properties = await on(MetricsApi).getPropertiesForMetric(order, { additionalFieldsMetricProperty: ['sample_values'] });
    expect(properties.body.data.map(({ attributes }) => attributes.property)).toContain('Discount Codes');
    expect((await on(TagsApi).getTags()).body.data).toHaveLength(account.tags.length);
  });

  test('pages through all orders, a thousand at a time', async () => {
    const events = await pages((pageCursor) =>
      on(EventsApi).getEvents({
        filter: `equals(metric_id,"${order}")`,
        sort: 'datetime',
        pageSize: 1000,
        fieldsEvent: ['datetime', 'event_properties'],
        include: ['profile'],
        fieldsProfile: ['id'],
        ...(pageCursor ? { pageCursor } : {}),
      }),
    );
    const series = account.events.get(order);
    expect(events.map(({ attributes }) => attributes.datetime?.getTime())).toEqual([...(series?.times ?? [])]);
    expect(events.map(({ relationships }) => relationships?.profile?.data?.id)).toEqual(
      [...(series?.profiles ?? [])].map((index) => account.profiles.id(index)),
    );
    const known = await on(EventsApi).getEvents({
      filter: `equals(metric_id,"${order}"),greater-or-equal(datetime,${new Date(NOW - 30 * DAY).toISOString()})`,
    });
    expect(known.body.data.every(({ attributes }) => (attributes.datetime?.getTime() ?? 0) >= NOW - 30 * DAY)).toBe(true);
  });

  test('reads profiles with consent and predictions', async () => {
    const profiles = await pages((pageCursor) =>
      on(ProfilesApi).getProfiles({ additionalFieldsProfile: ['subscriptions', 'predictive_analytics'], pageSize: 100, ...(pageCursor ? { pageCursor } : {}) }),
    );
    expect(profiles).toHaveLength(account.profiles.size);
    profiles.forEach(({ id, attributes }, index) => {
      const stored = account.profiles.read(index);
      expect([
        id,
        attributes.email ?? null,
        attributes.subscriptions?.email?.marketing?.consent ?? 'NEVER_SUBSCRIBED',
        attributes.predictiveAnalytics?.historicNumberOfOrders ?? null,
      ]).toEqual([
        stored.id,
        stored.email,
        stored.email === null ? 'NEVER_SUBSCRIBED' : stored.emailConsent.status,
        stored.predictions?.historic_number_of_orders ?? null,
      ]);
    });
  });

  test('lists members of a segment', async () => {
    const id = account.segments.find(({ name }) => name === 'Repeat buyers')?.id ?? '';
    const members = await pages((pageCursor) => on(SegmentsApi).getProfileIdsForSegment(id, { pageSize: 100, ...(pageCursor ? { pageCursor } : {}) }));
    expect(members).toHaveLength(account.membership.size(id));
  });

  test('asks for reports and aggregates', async () => {
    const segments = await on(ReportingApi).querySegmentValues({
      data: { type: 'segment-values-report', attributes: { statistics: ['total_members'], timeframe: { key: 'last_7_days' } } },
    } as never);
    expect(segments.body.data.attributes.results).toHaveLength(account.segments.length);
    const campaigns = await on(ReportingApi).queryCampaignValues({
      data: {
        type: 'campaign-values-report',
        attributes: { statistics: ['recipients', 'open_rate'], timeframe: { key: 'last_365_days' }, conversionMetricId: order },
      },
    } as never);
    expect(campaigns.body.data.attributes.results.length).toBeGreaterThan(20);
    const flows = await on(ReportingApi).queryFlowValues({
      data: { type: 'flow-values-report', attributes: { statistics: ['recipients'], timeframe: { key: 'last_30_days' }, conversionMetricId: order } },
    } as never);
    expect(flows.body.data.attributes.results.length).toBeGreaterThan(3);
    const aggregate = await on(MetricsApi).queryMetricAggregates({
      data: {
        type: 'metric-aggregate',
        attributes: {
          metricId: order,
          measurements: ['count'],
          interval: 'month',
          timezone: 'America/Los_Angeles',
          filter: ['greater-or-equal(datetime,2025-11-01T07:00:00Z)', 'less-than(datetime,2026-11-01T07:00:00Z)'],
        },
      },
    } as never);
    expect(aggregate.body.data.attributes.dates).toHaveLength(12);
  });
});

describe('the two writes, as the official SDK makes them', () => {
  const WRITE_KEY = 'pk_made_up_writer_of_tests';
  const definition = {
    conditionGroups: [
      {
        conditions: [
          {
            type: 'profile-metric',
            metricId: order,
            measurement: 'count',
            measurementFilter: { type: 'numeric', operator: 'greater-than-or-equal', value: 3 },
            timeframeFilter: { type: 'date', operator: 'in-the-last', unit: 'day', quantity: 90 },
          },
        ],
      },
    ],
  };

  test('creates a segment, deactivates it alone in the body, and takes that back', async () => {
    const writable = await startKlaviyoServer({
      account,
      port: 0,
      keys: [
        { key: KEY, scopes: READ_SCOPES },
        { key: WRITE_KEY, scopes: ['segments:write'] },
      ],
      limits: false,
      now: () => NOW,
    });
    const api = on(SegmentsApi, writable.url, WRITE_KEY);
    const created = await api.createSegment({ data: { type: 'segment', attributes: { name: 'Three in a quarter', definition } } } as never);
    expect([created.response.status, created.body.data.attributes.name, created.body.data.attributes.isActive]).toEqual([201, 'Three in a quarter', true]);
    const { id } = created.body.data;
    const read = () => on(SegmentsApi, writable.url).getSegment(id);
    expect((await read()).body.data.attributes.definition).toEqual(created.body.data.attributes.definition);
    const change = (attributes: object) => api.updateSegment(id, { data: { type: 'segment', id, attributes } } as never);
    expect((await change({ isActive: false })).body.data.attributes.isActive).toBe(false);
    expect((await read()).body.data.attributes.isActive).toBe(false);
    expect((await failure(change({ isActive: false, name: 'Other' }))).status).toBe(400);
    expect((await change({ isActive: true })).body.data.attributes.isActive).toBe(true);
    expect(
      (await failure(on(SegmentsApi, writable.url).createSegment({ data: { type: 'segment', attributes: { name: 'x', definition } } } as never))).data.errors[0]
        ?.detail,
    ).toContain('segments:write');
    await writable.close();
  });
});

describe('errors, as the official SDK meets them', () => {
  test('a wrong key is 401, a missing scope 403 by name, an unknown id 404', async () => {
    expect((await failure(on(ListsApi, server.url, 'pk_wrong12345').getLists())).status).toBe(401);
    const narrow = await startKlaviyoServer({ account, port: 0, keys: [{ key: KEY, scopes: ['lists:read'] }], limits: false });
    const refused = await failure(on(SegmentsApi, narrow.url).getSegments());
    expect([refused.status, refused.data.errors[0]?.detail]).toEqual([403, expect.stringContaining('segments:read')]);
    await narrow.close();
    expect((await failure(on(FlowsApi).getFlow('NoSuch'))).data.errors[0]?.code).toBe('not_found');
  });

  test('a 429 is retried after the time that it tells', async () => {
    const paced = await startKlaviyoServer({ account, port: 0, keys: [{ key: KEY, scopes: READ_SCOPES }], limits: true });
    await on(AccountsApi, paced.url).getAccounts();
    const { body } = await on(AccountsApi, paced.url, KEY, 4).getAccounts();
    expect(body.data).toHaveLength(1);
    const counter = paced.klaviyo.requests.get('GET accounts');
    expect([counter?.refused, (counter?.requests ?? 0) - (counter?.refused ?? 0)]).toEqual([expect.any(Number), 2]);
    expect(counter?.refused).toBeGreaterThanOrEqual(1);
    await paced.close();
  });
});
