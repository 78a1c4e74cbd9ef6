import type {
  AccountData,
  EventSeries,
  ProfileStore,
  StoredCampaign,
  StoredFlow,
  StoredList,
  StoredProfile,
  StoredSegment,
} from '../../src/local/klaviyo/account-data';

/** How much of everything a test account has. */
export interface AccountSize {
  readonly lists: number;
  readonly segments: number;
  readonly flows: number;
  readonly campaigns: number;
  readonly profiles: number;
  /** Events by metric id; the ids of METRICS. */
  readonly events: Readonly<Record<string, number>>;
  /** Members of the n-th list; by default every third list is small. */
  readonly listMembers?: (place: number) => number;
}

export const METRICS = [
  { id: 'Morder', name: 'Placed Order' },
  { id: 'Mitems', name: 'Ordered Product' },
  { id: 'Mviews', name: 'Viewed Product' },
  { id: 'Mclick', name: 'Clicked Email' },
  { id: 'Mjoins', name: 'Subscribed to List' },
  { id: 'Mothers', name: 'Loyalty Points Earned' },
] as const;

const DAY = 86_400_000;
export const TWO_YEARS = 730 * DAY;

/** An account of plain, regular objects: what matters is how many there are, not what they mean. */
export function testAccount(now: number, size: AccountSize): AccountData {
  const profiles = profileStore(now, size.profiles);
  const listMembers = size.listMembers ?? ((place: number) => (place % 3 === 0 ? 40 : 400 + place));
  const lists = many(size.lists, (place) => listOf(place, now));
  const segments = many(size.segments, (place) => segmentOf(place, now));
  const events = new Map(Object.entries(size.events).map(([metricId, count]) => [metricId, eventSeries(metricId, count, now, size.profiles)]));
  const members = (groupId: string): number =>
    groupId.startsWith('L') ? Math.min(size.profiles, listMembers(Number(groupId.slice(1)) - 10_000)) : 100 + (Number(groupId.slice(1)) % 97);
  const membersOf = (groupId: string) => {
    const count = members(groupId);
    return {
      profiles: Uint32Array.from({ length: count }, (_, place) => place),
      joinedAt: Float64Array.from({ length: count }, (_, place) => now - TWO_YEARS + place),
    };
  };
  return {
    asOf: now,
    account: {
      id: 'AcCt01',
      organization: 'Wool & Wander',
      timezone: 'America/New_York',
      currency: 'USD',
      locale: 'en-US',
      industry: null,
      website: 'https://wool.example',
      testAccount: false,
    },
    metrics: METRICS.map(({ id, name }) => ({
      id,
      name,
      created: now - TWO_YEARS,
      updated: now - TWO_YEARS,
      integration: { id: '0eMvjm', name: 'Shopify', category: 'eCommerce' },
    })),
    customMetrics: [],
    mappedMetrics: [
      { role: 'revenue', updated: now - DAY, metricId: 'Morder', customMetricId: null },
      { role: 'ordered_product', updated: now - DAY, metricId: 'Mitems', customMetricId: null },
    ],
    tagGroups: [],
    tags: [],
    lists,
    segments,
    campaigns: many(size.campaigns, (place) => campaignOf(place, now)),
    flows: many(size.flows, (place) => flowOf(place, now)),
    forms: [],
    catalogItems: [],
    catalogCategories: [],
    profiles,
    events,
    membership: { list: membersOf, segment: membersOf, size: members, movement: (segmentId) => ({ total: members(segmentId), added: 3, removed: 1 }) },
    results: { campaign: () => [], flow: () => [], form: () => ({ views: 0, submits: 0 }) },
  };
}

function many<T>(count: number, make: (place: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, place) => make(place));
}

function listOf(place: number, now: number): StoredList {
  return { id: `L${10_000 + place}`, name: `List ${place}`, created: now - 400 * DAY + place, updated: now - 90 * DAY, optIn: 'double_opt_in', tagIds: [] };
}

function segmentOf(place: number, now: number): StoredSegment {
  const condition = {
    type: 'profile-metric',
    metric_id: place % 2 === 0 ? 'Morder' : 'Mothers',
    measurement: 'count',
    measurement_filter: { type: 'numeric', operator: 'greater-than', value: place },
    timeframe_filter: { type: 'date', operator: 'alltime' },
    metric_filters: null,
  };
  return {
    id: `S${10_000 + place}`,
    name: `Segment ${place}`,
    created: now - 500 * DAY + place,
    updated: now - 100 * DAY,
    isActive: place % 50 !== 49,
    isProcessing: false,
    isStarred: false,
    definition: { condition_groups: [{ conditions: [condition] }] },
    tagIds: [],
  };
}

function flowOf(place: number, now: number): StoredFlow {
  return {
    id: `F${10_000 + place}`,
    name: `Flow ${place}`,
    status: place % 5 === 0 ? 'draft' : 'live',
    archived: place % 10 === 9,
    created: now - 300 * DAY,
    updated: now - 60 * DAY,
    triggerType: 'Metric',
    tagIds: [],
    definition: {
      triggers: [{ type: 'metric', id: 'Morder' }],
      profile_filter: null,
      entry_action_id: '1',
      actions: [
        {
          id: `${10_000 + place}1`,
          temporary_id: null,
          type: 'send-email',
          links: { next: null },
          data: { status: 'live', message: { name: 'Hello', subject_line: 'A secret subject' } },
        },
      ],
    },
  };
}

function campaignOf(place: number, now: number): StoredCampaign {
  const sent = now - (place % 80) * DAY - DAY;
  return {
    id: `C${10_000 + place}`,
    name: `Campaign ${place}`,
    channel: place % 4 === 3 ? 'sms' : 'email',
    status: 'Sent',
    archived: place % 7 === 6,
    included: ['L10000'],
    excluded: [],
    createdAt: sent - DAY,
    scheduledAt: sent,
    updatedAt: sent,
    sendTime: sent,
    smartSending: true,
    sendStrategy: { method: 'immediate' },
    tagIds: [],
    messages: [{ id: `C${10_000 + place}M`, label: 'A', subject: 'Hello' }],
  };
}

/** When the n-th of `count` happened: over two years, twice as dense at the end as at the beginning. */
function spread(place: number, count: number, now: number): number {
  const share = (place + 0.5) / count;
  // Inverse of the integral of a density that grows from 2/3 to 4/3.
  const at = (Math.sqrt(4 / 9 + (4 / 3) * share) - 2 / 3) / (2 / 3);
  return Math.floor((now - TWO_YEARS + at * TWO_YEARS * 0.9999) / 1000) * 1000;
}

function eventSeries(metricId: string, count: number, now: number, people: number): EventSeries {
  return {
    metricId,
    times: Float64Array.from({ length: count }, (_, place) => spread(place, count, now)),
    profiles: Uint32Array.from({ length: count }, (_, place) => (place * 7919) % Math.max(1, people)),
    values: Float64Array.from({ length: count }, (_, place) => 10 + (place % 90)),
    properties: (place) => ({ $value: 10 + (place % 90), Category: `C${place % 5}`, List: metricId === 'Mjoins' ? `List ${place % 20}` : undefined }),
    attribution: () => null,
  };
}

function profileStore(now: number, count: number): ProfileStore {
  const times = Float64Array.from({ length: count }, (_, place) => spread(place, count, now));
  const created = (index: number): number => times[index] ?? 0;
  return {
    size: count,
    id: (index) => `P${String(index).padStart(25, '0')}`,
    indexOf: (id) => Number(id.slice(1)),
    created,
    updated: created,
    read: (index): StoredProfile => ({
      id: `P${String(index).padStart(25, '0')}`,
      email: `person${index}@example.com`,
      phone: null,
      externalId: null,
      firstName: 'A',
      lastName: 'B',
      locale: null,
      created: created(index),
      updated: created(index),
      lastEvent: null,
      location: { city: null, region: 'NY', country: 'United States', zip: '10001', timezone: null, latitude: null, longitude: null },
      properties: {},
      emailConsent: {
        status: index % 3 === 0 ? 'SUBSCRIBED' : 'NEVER_SUBSCRIBED',
        at: created(index),
        method: 'FORM',
        methodDetail: '',
        doubleOptIn: true,
        suppressions: [],
        listSuppressions: [],
      },
      smsConsent: { status: 'NEVER_SUBSCRIBED', at: null, method: null },
      pushSince: null,
      predictions: null,
    }),
  };
}
