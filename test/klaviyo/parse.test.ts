import { instantOf, resourceOf, type Resource } from '../../src/klaviyo/http/json';
import { parseAccount } from '../../src/klaviyo/collections/account';
import { parseCampaign } from '../../src/klaviyo/collections/campaigns';
import { parseFlow } from '../../src/klaviyo/collections/flows';
import { parseList } from '../../src/klaviyo/collections/lists';
import { parseMetric } from '../../src/klaviyo/collections/metrics';
import { parseSegment } from '../../src/klaviyo/collections/segments';
import { parseEventsPage, parseProfilesPage } from '../../src/klaviyo/collections/parse-rows';
import { slimFlowDefinition } from '../../src/klaviyo/collections/slim-flow-definition';

const resource = (attributes: Record<string, unknown>, relationships: Record<string, unknown> = {}): Resource => ({
  type: 'x',
  id: 'AbC123',
  attributes,
  relationships,
});
const names = (ids: readonly string[]): readonly string[] => ids.map((id) => `tag ${id}`);

describe('objects at the door', () => {
  test('a segment keeps a definition of a kind that nobody knows yet', () => {
    const definition = { condition_groups: [{ conditions: [{ type: 'profile-telepathy', mood: 'good' }] }], new_field: 1 };
    const segment = parseSegment(
      resource({ name: 'VIP', definition, created: '2026-01-01T00:00:00+00:00', updated: null, is_active: true, is_processing: false, is_starred: true }),
      names,
    );
    expect(segment?.definition).toEqual(definition);
    expect(segment).toMatchObject({ id: 'AbC123', name: 'VIP', isActive: true, isStarred: true, created: Date.UTC(2026, 0, 1), updated: null });
  });
  test('attributes that are null or missing become empty or unknown, not a crash', () => {
    expect(parseList(resource({ name: null }), names)).toMatchObject({
      name: '',
      created: null,
      updated: null,
      optInProcess: null,
      tags: [],
      triggersFlowIds: [],
    });
    expect(parseFlow(resource({}))).toMatchObject({ name: '', status: 'unknown', archived: false, triggerType: null });
    expect(parseCampaign(resource({ name: 'A', status: 'Sent', audiences: { included: ['L1', 7, null], excluded: null } }), 'email')).toMatchObject({
      included: ['L1'],
      excluded: [],
      smartSending: null,
      sendTime: null,
    });
    expect(parseMetric(resource({ name: 'Placed Order', integration: 'odd' }))).toMatchObject({
      name: 'Placed Order',
      integration: { name: null, category: null },
    });
  });
  test.each([
    ['Scheduled', { method: 'static', datetime: '2026-12-01T09:00:00+00:00', options: null }, Date.UTC(2026, 11, 1, 9)],
    ['Scheduled', { method: 'throttled', datetime: '2026-12-01T09:00:00+00:00', throttle_percentage: 20 }, Date.UTC(2026, 11, 1, 9)],
    ['Scheduled', { method: 'smart_send_time', date: '2026-12-02' }, Date.UTC(2026, 11, 2, 12)],
    ['Scheduled', { method: 'ab_test_campaign' }, null],
    ['Preparing to schedule', null, null],
    ['Scheduled', 'tomorrow', null],
    ['Sent', { method: 'immediate' }, Date.UTC(2026, 10, 20, 8)],
    ['Draft', { method: 'static', datetime: '2026-12-01T09:00:00+00:00' }, null],
    ['Cancelled', { method: 'static', datetime: '2026-12-01T09:00:00+00:00' }, null],
  ])('a campaign that is %s by %p is set for %p, not for when it was scheduled', (status, send_strategy, expected) => {
    const campaign = parseCampaign(
      resource({ name: 'Cyber Monday', status, send_strategy, scheduled_at: '2026-11-20T08:00:00+00:00', send_time: null }),
      'email',
    );
    expect(campaign).toMatchObject({ scheduledAt: expected, sendTime: null });
  });
  test('a record of which a needed part has another type is refused, so that it is counted as unread', () => {
    expect(parseSegment(resource({ name: 42 }), names)).toBeNull();
    expect(parseMetric(resource({ name: null }))).toBeNull();
    expect(parseAccount(resource({ timezone: 5, preferred_currency: 'USD' }))).toBeNull();
    expect(resourceOf({ type: 'list', attributes: {} })).toBeNull();
    expect(resourceOf('list')).toBeNull();
  });
  test('related flows and tags come from the relationships that were included', () => {
    const list = parseList(resource({ name: 'A' }, { 'flow-triggers': { data: [{ type: 'flow', id: 'F1' }, { id: 3 }] }, tags: { links: {} } }), names);
    expect(list?.triggersFlowIds).toEqual(['F1']);
    expect(list?.tags).toEqual([]);
  });
  test.each([
    ['2026-01-02T03:04:05+00:00', Date.UTC(2026, 0, 2, 3, 4, 5)],
    ['2026-01-02T03:04:05', Date.UTC(2026, 0, 2, 3, 4, 5)],
    ['2026-01-02T03:04:05.5Z', Date.UTC(2026, 0, 2, 3, 4, 5, 500)],
    ['yesterday', null],
    [5, null],
    ['', null],
  ])('%p is the instant %p', (text, expected) => {
    expect(instantOf(text)).toBe(expected);
  });
});

describe('events and profiles at the door', () => {
  const event = (attributes: unknown, profile: unknown = { id: 'P1' }, id: unknown = 'E1') => ({
    type: 'event',
    id,
    attributes,
    relationships: { profile: { data: profile } },
  });
  test('an event brings its time, value and only the properties asked for', () => {
    const page = parseEventsPage(
      { data: [event({ datetime: '2026-01-02T03:04:05+00:00', event_properties: { $value: '12.50', Category: 'Wool', secret: 'x' } })] },
      ['Category', 'Missing'],
    );
    expect(page.events).toEqual([
      { eventId: 'E1', row: { profileId: 'P1', at: Date.UTC(2026, 0, 2, 3, 4, 5), value: 12.5, properties: { Category: 'Wool' } } },
    ]);
  });
  test.each([
    [null, null],
    ['', null],
    ['12 EUR', null],
    [Number.NaN, null],
    [{}, null],
    [0, 0],
    ['-3', -3],
  ])('a $value of %p reads as %p', (value, expected) => {
    expect(parseEventsPage({ data: [event({ timestamp: 10, event_properties: { $value: value } })] }, []).events[0]?.row.value).toBe(expected);
  });
  test('unreadable events are counted, and those without a profile apart from them', () => {
    const page = parseEventsPage(
      {
        data: [
          event({ datetime: 'never' }),
          event({ datetime: '2026-01-01T00:00:00Z' }, null),
          null,
          7,
          event({ datetime: '2026-01-01T00:00:00Z' }, { id: 'P' }, 9),
        ],
      },
      [],
    );
    expect(page).toMatchObject({ events: [], broken: 4, withoutProfile: 1, size: 5 });
  });
  test('properties named like methods of objects are taken from the event only', () => {
    expect(parseEventsPage({ data: [event({ timestamp: 1, event_properties: {} })] }, ['constructor', 'toString']).events[0]?.row.properties).toEqual({});
  });
  test('a profile brings consent, suppression and place, and null where nothing is told', () => {
    const page = parseProfilesPage(
      {
        data: [
          {
            id: 'P1',
            attributes: {
              created: '2026-01-01T00:00:00Z',
              location: { country: 'US', zip: '10001' },
              subscriptions: {
                email: {
                  marketing: {
                    can_receive_email_marketing: false,
                    consent: 'SUBSCRIBED',
                    suppression: [{ reason: 'HARD_BOUNCE', timestamp: '2026-01-02T00:00:00Z' }, 'odd'],
                  },
                },
                sms: null,
              },
              properties: { Tier: 'Gold', Other: 1 },
              predictive_analytics: { historic_clv: null },
            },
          },
          { id: 5 },
        ],
      },
      ['Tier'],
      2.5,
    );
    expect(page.broken).toBe(1);
    expect(page.rows[0]).toMatchObject({
      id: 'P1',
      weight: 2.5,
      country: 'US',
      region: null,
      postalCode: '10001',
      properties: { Tier: 'Gold' },
      predictions: null,
      email: { consent: 'SUBSCRIBED', canReceive: false, suppressions: [{ reason: 'HARD_BOUNCE', at: Date.UTC(2026, 0, 2) }] },
      sms: { consent: null, canReceive: null },
    });
  });
});

describe('flow definitions', () => {
  test('message content and webhook headers stay in Klaviyo, filters stay with us', () => {
    const slim = JSON.stringify(
      slimFlowDefinition({
        triggers: [{ type: 'metric', id: 'M' }],
        profile_filter: { condition_groups: [] },
        actions: [
          {
            id: '1',
            type: 'send-email',
            data: { status: 'live', message: { subject_line: 'Dear', body: 'Text', additional_filters: { condition_groups: [1] } } },
          },
          { id: '2', type: 'send-webhook', data: { message: { url: 'https://x', headers: { Authorization: 'Bearer secret' } } } },
          { id: '3', type: 'conditional-split', data: { profile_filter: { condition_groups: [2] } }, links: { next_if_true: '1' } },
          { id: '4', type: 'teleport', data: { anything: true } },
          'odd',
        ],
      }),
    );
    expect(slim).not.toMatch(/Dear|Text|secret|https/);
    expect(slim).toContain('"additional_filters":{"condition_groups":[1]}');
    expect(slim).toContain('"profile_filter":{"condition_groups":[2]}');
    expect(slim).toContain('"anything":true');
  });
  test.each([null, 'text', 7, []])('%p comes through as it is', (definition) => {
    expect(slimFlowDefinition(definition)).toEqual(definition);
  });
});
