import { createCollector, type BehaviorCollector } from '../../src/domain/behavior/collector';
import type { ProfileRow } from '../../src/domain/behavior/rows';
import { createReader } from '../../src/klaviyo/reader';
import { DAY } from '../../src/domain/account/known';
import { CROWD_NEEDS, NOW as CROWD_NOW, ORDER, CLICK, crowdProfile, randomOf, rowsOf, type Crowd, type CrowdEvent, type CrowdPerson } from './behavior-crowd';
import { testAccount } from './klaviyo-account';
import { KEY, NOW, virtualKlaviyo } from './klaviyo-virtual';

/** How an account came by its people. */
export type Growth = 'steady' | 'growing' | 'imports' | 'campaigns';

/**
 * Customers whose consent depends on when they joined: from nine in ten at the start to three in ten now, in imports all or none, and in campaigns
 * day by day as the campaign went.
 */
export function joinedCrowd(seed: number, size: number, growth: Growth): Crowd {
  const random = randomOf(seed);
  const people: CrowdPerson[] = [];
  const orders: CrowdEvent[] = [];
  const clicks: CrowdEvent[] = [];
  const times = Array.from({ length: size }, (_, place) => {
    const share = (place + random()) / size;
    if (growth === 'growing') return Math.sqrt(share) * 700;
    if (growth === 'imports' && place % 2 === 0) return [0.2, 300.5, 600.1][Math.floor(3 * share)]! + random() / 24;
    if (growth === 'campaigns') return 20 * Math.floor(35 * share) + 3 * random() ** 2;
    return share * 700;
  }).sort((one, other) => one - other);
  times.forEach((days, profile) => {
    const created = Math.floor((CROWD_NOW - (701 - days) * DAY) / 1000) * 1000;
    const wave = Math.floor(days / 20);
    const consents = growth === 'campaigns' ? ((wave * 7) % 10) / 10 : growth === 'imports' && days % 300 < 1 ? (days < 1 ? 1 : 0.1) : 0.9 - (0.6 * days) / 700;
    people.push({ id: `P${String(profile).padStart(25, '0')}`, created, subscribed: random() < consents, suppressed: random() < 0.05, sms: random() < 0.2 });
    if (random() < 0.4) {
      for (let at = created + random() * 30 * DAY, made = 0; at < CROWD_NOW && made < 5; at += (20 + random() * 80) * DAY, made += 1)
        orders.push({ profile, at: Math.floor(at / 1000) * 1000, value: 40 });
    }
    if (random() < 0.3) clicks.push({ profile, at: Math.floor((created + random() * (CROWD_NOW - created)) / 1000) * 1000, value: null });
  });
  return { people, orders, clicks };
}

/** The crowd as an account, to be drawn from again and again: each draw is read by the reader itself. */
export function samplerOf(crowd: Crowd, most: number): (seed: number) => BehaviorCollector {
  const shift = NOW - CROWD_NOW;
  const base = testAccount(NOW, { lists: 0, segments: 0, flows: 0, campaigns: 0, profiles: crowd.people.length, events: {} });
  const created = (index: number): number => (crowd.people[index]?.created ?? 0) + shift;
  const { read } = base.profiles;
  const account = {
    ...base,
    profiles: { ...base.profiles, created, updated: created, read: (index: number) => ({ ...read(index), created: created(index), updated: created(index) }) },
  };
  const events = [
    [ORDER, rowsOf(crowd, crowd.orders)],
    [CLICK, rowsOf(crowd, crowd.clicks)],
  ] as const;
  return (seed) => {
    const { transport } = virtualKlaviyo(account);
    const random = randomOf(seed);
    for (let place = 0; place < 5; place += 1) random();
    let rows: ProfileRow[] = [];
    const nothing = (): void => undefined;
    const reader = createReader({
      transport: { ...transport, random },
      key: KEY,
      saved: null,
      mode: 'full',
      expectedAccountId: null,
      needs: () => ({ events: [], profilesAtMost: most, predictions: false, profileProperties: [] }),
      collector: {
        begin: nothing,
        missing: () => [],
        addEvents: nothing,
        finish: nothing,
        finishProfiles: nothing,
        profilesReadAt: () => null,
        addProfiles: (more) => rows.push(...more),
        restartProfiles: () => {
          rows = [];
        },
      },
    });
    while (reader.advance(Number.MAX_SAFE_INTEGER).state !== 'done') reader.changedParts();
    const collector = createCollector(null);
    collector.begin(CROWD_NEEDS);
    for (const [metricId, own] of events) {
      collector.addEvents(metricId, own);
      collector.finish(metricId, { from: CROWD_NEEDS.events[0]!.from, to: CROWD_NOW });
    }
    collector.addProfiles(
      rows.map((row) => ({
        ...crowdProfile(crowd.people[Number(row.id.slice(1))]!, row.weight),
        ...(row.stratum === undefined ? {} : { stratum: row.stratum }),
      })),
    );
    collector.finishProfiles(CROWD_NOW);
    return collector;
  };
}
