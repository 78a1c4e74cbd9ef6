import type {
  AccountData,
  FlowDefinition,
  Members,
  StoredCampaign,
  StoredFlow,
  StoredList,
  StoredMetric,
  StoredProfile,
  StoredSegment,
} from '../../src/local/klaviyo/account-data';
import type { RawEvent } from '../../src/local/klaviyo/event-series';
import { seriesOf } from '../../src/local/klaviyo/event-series';
import { createMembership } from '../../src/local/klaviyo/membership';
import { profileStoreOf } from '../../src/local/klaviyo/profile-store';
import { randomOf } from './behavior-crowd';

const DAY = 86_400_000;

/** Noon in New York on Tuesday 1 September 2026: when most shops are looked at. */
export const SHOP_DAY = Date.UTC(2026, 8, 1, 16);

/** What a shop's metrics are called, by the id that its rules name. */
const METRIC_NAMES = {
  ORDER: ['Placed Order', 'Shopify'],
  CHECKOUT: ['Checkout Started', 'Shopify'],
  VIEWED: ['Viewed Product', 'API'],
  SITE: ['Active on Site', 'API'],
  RECEIVED: ['Received Email', 'Klaviyo'],
  OPEN: ['Opened Email', 'Klaviyo'],
  CLICK: ['Clicked Email', 'Klaviyo'],
  SMSCLICK: ['Clicked SMS', 'Klaviyo'],
} as const;
export type ShopMetric = keyof typeof METRIC_NAMES;

/** Something that a person did: how many days ago, and for what money. */
export type Did = number | readonly [daysAgo: number, value: number];

/** One person of the shop. All times are days ago. */
export interface Person {
  /** When the profile came in. */
  readonly joined: number;
  /** `opted in` by default, on the day of joining; `never`: came by a checkout or an import; `left`: unsubscribed; `bounced`; `none`: has no address. */
  readonly email?: 'opted in' | 'never' | 'left' | 'bounced' | 'none';
  readonly optedIn?: number;
  /** Since when they are subscribed to SMS. */
  readonly sms?: number;
  readonly country?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly lists?: readonly string[];
  /** What they did, by metric: one of the shop's own, or any other id that the shop names under `metrics`. */
  readonly did?: Readonly<Partial<Record<string, readonly Did[]>>>;
}

/** A shop as a marketer would tell it: who is in it and what is set up. */
export interface Shop {
  readonly name: string;
  readonly now?: number;
  readonly currency?: string;
  readonly people: readonly Person[];
  readonly segments?: readonly StoredSegment[];
  readonly lists?: readonly StoredList[];
  readonly campaigns?: readonly StoredCampaign[];
  readonly flows?: readonly StoredFlow[];
  /** Metrics beside the usual ones: id to name and integration. */
  readonly metrics?: Readonly<Record<string, readonly [name: string, integration: string]>>;
}

/** The same people each time: `count` of them, made one by one with their own draw of luck. */
export function crowd(seed: number, count: number, make: (luck: Luck, place: number) => Person): readonly Person[] {
  const luck = luckOf(randomOf(seed));
  return Array.from({ length: count }, (_, place) => make(luck, place));
}

export interface Luck {
  /** True so often. */
  readonly chance: (share: number) => boolean;
  /** A number of days from `from` to `to`, in parts of a day. */
  readonly between: (from: number, to: number) => number;
  /** Days ago of things done again and again, each `from` to `to` days after the one before, the first `start` days ago, until today. */
  readonly again: (start: number, from: number, to: number) => readonly number[];
  /** So many moments between `from` and `to` days ago. */
  readonly some: (count: number, from: number, to: number) => readonly number[];
}

function luckOf(random: () => number): Luck {
  const between = (from: number, to: number): number => from + random() * (to - from);
  return {
    chance: (share) => random() < share,
    between,
    again: (start, from, to) => {
      const times: number[] = [];
      for (let at = start; at > 0; at -= between(from, to)) times.push(at);
      return times;
    },
    some: (count, from, to) => Array.from({ length: count }, () => between(from, to)),
  };
}

/** Whole cents, so that money adds up as a shop's does. */
export const worth = (times: readonly number[], value: (place: number) => number): readonly Did[] =>
  times.map((at, place) => [at, Math.round(value(place) * 100) / 100]);

/** The account behind Klaviyo's API: every member of every segment follows from its rule. */
export function accountOf(shop: Shop): AccountData {
  const now = shop.now ?? SHOP_DAY;
  const people = [...shop.people].sort((one, other) => other.joined - one.joined);
  const names: Readonly<Record<string, readonly [string, string]>> = { ...METRIC_NAMES, ...shop.metrics };
  const ago = (days: number): number => Math.floor((now - days * DAY) / 1000) * 1000;
  const raw = new Map<string, RawEvent[]>();
  people.forEach((person, profile) => {
    for (const [metricId, done] of Object.entries(person.did ?? {})) {
      if (names[metricId] === undefined) throw new Error(`The shop has no metric ${metricId}`);
      const events = raw.get(metricId) ?? [];
      for (const one of done ?? []) {
        const [at, value] = typeof one === 'number' ? [one, null] : one;
        events.push({ profile, at: ago(at), value, properties: {}, attributed: null });
      }
      raw.set(metricId, events);
    }
  });
  const events = new Map([...raw].map(([metricId, of]) => [metricId, seriesOf(metricId, of)]));
  const profiles = profileStoreOf(people.map((person, place) => profileOf(person, place, ago)));
  const lists = shop.lists ?? [];
  const segments = shop.segments ?? [];
  const onList = (id: string): Members => {
    const members = people.flatMap(({ lists: of }, place) => (of?.includes(id) ? [place] : []));
    return { profiles: Uint32Array.from(members), joinedAt: Float64Array.from(members, (place) => ago(people[place]!.joined)) };
  };
  return {
    asOf: now,
    account: {
      id: 'ShOp01',
      organization: shop.name,
      timezone: 'America/New_York',
      currency: shop.currency ?? 'USD',
      locale: 'en-US',
      industry: null,
      website: 'https://shop.example',
      testAccount: false,
    },
    metrics: [...raw.keys()].map((id): StoredMetric => ({
      id,
      name: names[id]![0],
      created: ago(1500),
      updated: ago(1),
      integration: {
        id: `int-${names[id]![1]}`,
        name: names[id]![1],
        category: names[id]![1] === 'Shopify' ? 'eCommerce' : names[id]![1] === 'Klaviyo' ? 'Internal' : 'API',
      },
    })),
    customMetrics: [],
    mappedMetrics: [],
    tagGroups: [],
    tags: [],
    lists,
    segments,
    campaigns: shop.campaigns ?? [],
    flows: shop.flows ?? [],
    forms: [],
    catalogItems: [],
    catalogCategories: [],
    profiles,
    events,
    membership: createMembership({
      asOf: now,
      timezone: 'America/New_York',
      profiles,
      events,
      lists: new Map(lists.map(({ id }) => [id, onList(id)])),
      segments,
    }),
    results: { campaign: () => [], flow: () => [], form: () => ({ views: 0, submits: 0 }) },
  };
}

function profileOf(person: Person, place: number, ago: (days: number) => number): StoredProfile {
  const email = person.email ?? 'opted in';
  const joined = ago(person.joined);
  const consented = email === 'opted in' || email === 'bounced';
  return {
    id: `P${String(place).padStart(25, '0')}`,
    email: email === 'none' ? null : `person${place}@example.com`,
    phone: person.sms === undefined ? null : `+1555${String(place).padStart(7, '0')}`,
    externalId: null,
    firstName: null,
    lastName: null,
    locale: null,
    created: joined,
    updated: joined,
    lastEvent: null,
    location: { city: null, region: null, country: person.country ?? 'United States', zip: null, timezone: null, latitude: null, longitude: null },
    properties: person.properties ?? {},
    emailConsent: {
      status: consented ? 'SUBSCRIBED' : email === 'left' ? 'UNSUBSCRIBED' : 'NEVER_SUBSCRIBED',
      at: consented || email === 'left' ? ago(person.optedIn ?? person.joined) : null,
      method: consented ? 'FORM' : null,
      methodDetail: '',
      doubleOptIn: false,
      suppressions: email === 'bounced' ? [{ reason: 'HARD_BOUNCE', at: joined }] : email === 'left' ? [{ reason: 'UNSUBSCRIBE', at: joined }] : [],
      listSuppressions: [],
    },
    smsConsent:
      person.sms === undefined ? { status: 'NEVER_SUBSCRIBED', at: null, method: null } : { status: 'SUBSCRIBED', at: ago(person.sms), method: 'FORM' },
    pushSince: null,
    predictions: null,
  };
}

interface SegmentDetail {
  readonly age?: number;
  readonly starred?: boolean;
}

/** The makers of what stands in a shop looked at on `now`. Ages are days. */
export function furnish(now: number = SHOP_DAY): {
  readonly segment: (id: string, name: string, definition: unknown, detail?: SegmentDetail) => StoredSegment;
  readonly list: (id: string, name: string, age?: number) => StoredList;
  readonly sent: (
    id: string,
    name: string,
    daysAgo: number,
    included: readonly string[],
    excluded?: readonly string[],
    channel?: StoredCampaign['channel'],
  ) => StoredCampaign;
  readonly scheduled: (
    id: string,
    name: string,
    inDays: number,
    included: readonly string[],
    excluded?: readonly string[],
    channel?: StoredCampaign['channel'],
  ) => StoredCampaign;
  readonly flow: (id: string, name: string, definition: object) => StoredFlow;
} {
  const ago = (days: number): number => now - days * DAY;
  const campaign = (
    id: string,
    name: string,
    at: number,
    status: string,
    included: readonly string[],
    excluded: readonly string[],
    channel: StoredCampaign['channel'],
  ): StoredCampaign => ({
    id,
    name,
    channel,
    status,
    archived: false,
    included,
    excluded,
    createdAt: Math.min(at, now) - 3 * DAY,
    scheduledAt: Math.min(at, now) - DAY,
    updatedAt: Math.min(at, now) - DAY,
    sendTime: at,
    smartSending: true,
    sendStrategy: { method: 'static' },
    tagIds: [],
    messages: [{ id: `${id}M`, label: 'A', subject: name }],
  });
  return {
    segment: (id, name, definition, { age = 700, starred = false } = {}) => ({
      id,
      name,
      created: ago(age),
      updated: ago(age),
      isActive: true,
      isProcessing: false,
      isStarred: starred,
      definition,
      tagIds: [],
    }),
    list: (id, name, age = 900) => ({ id, name, created: ago(age), updated: ago(10), optIn: 'single_opt_in', tagIds: [] }),
    sent: (id, name, daysAgo, included, excluded = [], channel = 'email') => campaign(id, name, ago(daysAgo), 'Sent', included, excluded, channel),
    scheduled: (id, name, inDays, included, excluded = [], channel = 'email') =>
      campaign(id, name, now + inDays * DAY, 'Scheduled', included, excluded, channel),
    flow: (id, name, definition) => ({
      id,
      name,
      status: 'live',
      archived: false,
      created: ago(600),
      updated: ago(100),
      triggerType: 'Metric',
      definition: definition as FlowDefinition,
      tagIds: [],
    }),
  };
}
