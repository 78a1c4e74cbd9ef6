import type { Inventory } from '../../src/domain/account/inventory';
import { DAY, known } from '../../src/domain/account/known';
import type { BehaviorCollector } from '../../src/domain/behavior/collector';
import { createCollector } from '../../src/domain/behavior/collector';
import type { ChannelConsent, EventRow, ProfileRow, ReadingNeeds } from '../../src/domain/behavior/rows';

/** A small repeatable source of randomness (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const NOW = Date.UTC(2026, 10, 23, 9);
export const ORDER = 'ORDER1';
export const CLICK = 'CLICK1';

export interface CrowdEvent {
  readonly profile: number;
  readonly at: number;
  readonly value: number | null;
}
export interface CrowdPerson {
  readonly id: string;
  readonly created: number;
  readonly subscribed: boolean;
  readonly suppressed: boolean;
  readonly sms: boolean;
}

/** People and what they did: the raw truth of tests that need many accounts or large ones. */
export interface Crowd {
  readonly people: readonly CrowdPerson[];
  readonly orders: readonly CrowdEvent[];
  readonly clicks: readonly CrowdEvent[];
}

/** `buyers` of the people order again and again with gaps around 60 days; the others only click now and then, or do nothing. */
export function crowdOf(seed: number, size: number, buyerShare = 0.4, eventsEach = 3): Crowd {
  const random = randomOf(seed);
  const people: CrowdPerson[] = [];
  const orders: CrowdEvent[] = [];
  const clicks: CrowdEvent[] = [];
  for (let profile = 0; profile < size; profile += 1) {
    const created = NOW - Math.floor((1 + random() * 700) * DAY);
    const subscribed = random() < 0.7;
    people.push({ id: `01H${String(profile).padStart(10, '0')}QWERTYUIOPASD`, created, subscribed, suppressed: random() < 0.08, sms: random() < 0.2 });
    if (random() < buyerShare) {
      for (let at = created + random() * 30 * DAY, made = 0; at < NOW && made < eventsEach * 2; at += (20 + random() * 80) * DAY, made += 1) {
        orders.push({ profile, at: Math.floor(at / 1000) * 1000, value: Math.round((10 + random() * 120) * 100) / 100 });
      }
    }
    if (random() < 0.5) {
      for (let made = 0; made < eventsEach; made += 1)
        clicks.push({ profile, at: Math.floor((created + random() * (NOW - created)) / 1000) * 1000, value: null });
    }
  }
  return { people, orders, clicks };
}

const NONE: ChannelConsent = { consent: null, canReceive: null, consentAt: null, method: null, doubleOptIn: null, suppressions: [] };

export function crowdProfile(person: CrowdPerson, weight: number): ProfileRow {
  return {
    id: person.id,
    created: person.created,
    country: null,
    region: null,
    postalCode: null,
    predictions: null,
    properties: {},
    weight,
    email: {
      ...NONE,
      consent: person.subscribed ? 'SUBSCRIBED' : 'NEVER_SUBSCRIBED',
      canReceive: !person.suppressed,
      consentAt: person.subscribed ? person.created : null,
      suppressions: person.suppressed ? [{ reason: 'HARD_BOUNCE', at: person.created + DAY }] : [],
    },
    sms: { ...NONE, consent: person.sms ? 'SUBSCRIBED' : 'NEVER_SUBSCRIBED', canReceive: person.sms },
    push: NONE,
  };
}

export const CROWD_NEEDS: ReadingNeeds = {
  events: [
    { metricId: ORDER, from: NOW - 730 * DAY, properties: [], value: true },
    { metricId: CLICK, from: NOW - 730 * DAY, properties: [] },
  ],
  profilesAtMost: 1_000_000,
  predictions: true,
  profileProperties: [],
};

export function rowsOf(crowd: Crowd, events: readonly CrowdEvent[]): EventRow[] {
  return events.map(({ profile, at, value }) => ({ profileId: crowd.people[profile]!.id, at, value, properties: {} }));
}

/** A collector that has read all events, and the profiles that `chosen` names with their weights (all where null). */
export function collectCrowd(crowd: Crowd, chosen: ReadonlyMap<number, number> | null = null): BehaviorCollector {
  const collector = createCollector(null);
  collector.begin(CROWD_NEEDS);
  collector.addEvents(ORDER, rowsOf(crowd, crowd.orders));
  collector.addEvents(CLICK, rowsOf(crowd, crowd.clicks));
  for (const { metricId, from } of CROWD_NEEDS.events) collector.finish(metricId, { from, to: NOW });
  const rows: ProfileRow[] = [];
  crowd.people.forEach((person, profile) => {
    const weight = chosen === null ? 1 : chosen.get(profile);
    if (weight !== undefined) rows.push(crowdProfile(person, weight));
  });
  collector.addProfiles(rows);
  collector.finishProfiles(NOW);
  return collector;
}

/** The inventory of such an account: two metrics and nothing else. */
export function crowdInventory(): Inventory {
  const metric = (id: string, name: string, integration: string): Inventory['metrics'][number] => ({
    id,
    name,
    created: NOW - 800 * DAY,
    updated: null,
    integration: { name: integration, category: integration === 'Shopify' ? 'eCommerce' : 'Internal' },
  });
  return {
    account: { id: 'ACCT01', name: 'Crowd', timezone: 'UTC', currency: 'USD', locale: null, testAccount: false },
    readAt: NOW,
    metrics: [metric(ORDER, 'Placed Order', 'Shopify'), metric(CLICK, 'Clicked Email', 'Klaviyo')],
    mappedMetrics: known([]),
    activity: { unknown: 'not read' },
    metricProperties: [],
    lists: known([]),
    segments: known([]),
    campaigns: known([]),
    flows: known([]),
    forms: known([]),
    audienceResults: known([]),
    resultsDays: 90,
    unread: [],
  };
}
