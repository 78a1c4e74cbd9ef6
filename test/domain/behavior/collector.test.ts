import fc from 'fast-check';
import { DAY } from '../../../src/domain/account/known';
import { BehaviorState } from '../../../src/domain/behavior/behavior-state';
import { createCollector } from '../../../src/domain/behavior/collector';
import type { BehaviorCollector } from '../../../src/domain/behavior/collector';
import { factsOf } from '../../../src/domain/behavior/facts-of-profile';
import type { EventRow, ReadingNeeds } from '../../../src/domain/behavior/rows';
import { CLICK, CROWD_NEEDS, NOW, ORDER, collectCrowd, crowdOf, crowdProfile, rowsOf } from '../../build/behavior-crowd';

/** Commits to a store of parts as the job does. */
function commit(store: Map<string, string>, collector: BehaviorCollector): readonly string[] {
  const changes = collector.changedParts();
  for (const [key, text] of changes) {
    if (text === null) store.delete(key);
    else store.set(key, text);
  }
  return [...changes.keys()].sort();
}

const FROM = NOW - 730 * DAY;
const row = (profileId: string, daysAgo: number, value: number | null = null, properties: EventRow['properties'] = {}): EventRow => ({
  profileId,
  at: NOW - daysAgo * DAY,
  value,
  properties,
});

/** Everything that measuring could see of a collector. */
function seen(collector: BehaviorCollector): unknown {
  const state = new BehaviorState(collector.kept(), NOW, [ORDER]);
  return state.ids.map((id, profile) => {
    const facts = factsOf(state, profile);
    return {
      id,
      orders: facts.metricEvents(ORDER, []),
      clicks: facts.metricEvents(CLICK, []),
      email: facts.consent('email'),
      sms: facts.consent('sms'),
      push: facts.consent('push'),
      created: facts.property('created'),
      tier: facts.property("properties['Tier']"),
      country: facts.property("location['country']"),
      clv: facts.predictedNumber('historic_clv'),
      next: facts.expectedNextPurchase(),
      affinity: facts.affinity('sms'),
      weight: collector.kept().profiles.weight[profile],
    };
  });
}

test('what was collected is the same after storing and opening it again', () => {
  const collector = collectCrowd(crowdOf(3, 400));
  const rich = crowdProfile(crowdOf(3, 1).people[0]!, 2.5);
  collector.begin({ ...CROWD_NEEDS, profileProperties: ['Tier'] });
  collector.addProfiles([
    {
      ...rich,
      country: 'Österreich 🇦🇹',
      properties: { Tier: ['Gold', '=1+1'] },
      predictions: {
        historicClv: 12.345678,
        predictedClv: null,
        totalClv: 0,
        historicOrders: 2,
        predictedOrders: 0.25,
        averageDaysBetweenOrders: 31,
        averageOrderValue: 99.99,
        churnProbability: 1 / 3,
        expectedNextOrder: NOW + DAY,
        channelAffinity: ['sms', 'email'],
      },
    },
  ]);
  const store = new Map<string, string>();
  commit(store, collector);
  expect(seen(createCollector(store))).toEqual(seen(collector));
});

test('a second commit stores only what changed, and nothing when nothing did', () => {
  const crowd = crowdOf(4, 9000);
  const collector = collectCrowd(crowd);
  const store = new Map<string, string>();
  const all = commit(store, collector);
  expect(all.filter((key) => key.startsWith('behavior/profiles/'))).toHaveLength(3);
  expect(commit(store, collector)).toEqual([]);
  collector.addEvents(CLICK, [row(crowd.people[0]!.id, 1)]);
  collector.addProfiles([crowdProfile(crowd.people[5000]!, 1)]);
  const last = Math.floor((collector.eventCount(CLICK) - 1) / 32_768);
  expect(commit(store, collector)).toEqual([`behavior/events/${CLICK}/${last}`, 'behavior/index', 'behavior/profiles/1']);
  expect(seen(createCollector(store))).toEqual(seen(collector));
});

test('pieces that are full are not written again, however many commits there are', () => {
  const people = crowdOf(5, 100).people;
  const collector = createCollector(null);
  collector.begin(CROWD_NEEDS);
  const store = new Map<string, string>();
  const written: string[] = [];
  for (let batch = 0; batch < 40; batch += 1) {
    collector.addEvents(
      CLICK,
      Array.from({ length: 2000 }, (_, at) => row(people[(batch * 7 + at) % 100]!.id, 1 + ((batch * 2000 + at) % 700))),
    );
    written.push(...commit(store, collector).filter((key) => key.startsWith('behavior/events/')));
  }
  expect(written.filter((key) => key.endsWith('/0')).length).toBeLessThanOrEqual(17);
  expect(new Set(written).size).toBe(3);
  expect(createCollector(store).eventCount(CLICK)).toBe(80_000);
});

test('only what is missing is asked for: first everything, then what is new, then what a longer look-back adds', () => {
  const collector = createCollector(null);
  collector.begin(CROWD_NEEDS);
  expect(collector.missing(ORDER, NOW)).toEqual([{ from: FROM, to: NOW }]);
  collector.finish(ORDER, { from: FROM, to: FROM + 100 * DAY });
  expect(collector.missing(ORDER, NOW)).toEqual([{ from: FROM + 100 * DAY, to: NOW }]);
  collector.finish(ORDER, { from: FROM + 100 * DAY, to: NOW });
  expect(collector.missing(ORDER, NOW)).toEqual([]);
  expect(collector.missing(ORDER, NOW + DAY)).toEqual([{ from: NOW, to: NOW + DAY }]);
  expect(collector.readSpans(ORDER)).toEqual([{ from: FROM, to: NOW }]);
  collector.begin({ ...CROWD_NEEDS, events: [{ ...CROWD_NEEDS.events[0]!, from: FROM - 90 * DAY }] });
  expect(collector.missing(ORDER, NOW)).toEqual([{ from: FROM - 90 * DAY, to: FROM }]);
});

test('rows of a span that was never finished are dropped when the next reading begins, so that they do not count twice', () => {
  const collector = createCollector(null);
  collector.begin(CROWD_NEEDS);
  collector.addEvents(ORDER, [row('a', 400, 10), row('b', 3, 20)]);
  collector.finish(ORDER, { from: FROM, to: NOW - 10 * DAY });
  const store = new Map<string, string>();
  commit(store, collector);
  const next = createCollector(store);
  next.begin(CROWD_NEEDS);
  expect(next.eventCount(ORDER)).toBe(1);
  expect(next.missing(ORDER, NOW)).toEqual([{ from: NOW - 10 * DAY, to: NOW }]);
  next.addEvents(ORDER, [row('b', 3, 20)]);
  next.finish(ORDER, { from: NOW - 10 * DAY, to: NOW });
  commit(store, next);
  expect(createCollector(store).eventCount(ORDER)).toBe(2);
});

test('within a reading that is resumed, unfinished rows stay', () => {
  const collector = createCollector(null);
  collector.begin(CROWD_NEEDS);
  collector.addEvents(ORDER, [row('a', 400, 10)]);
  const store = new Map<string, string>();
  commit(store, collector);
  expect(createCollector(store).eventCount(ORDER)).toBe(1);
});

test('a metric that is no longer wanted, or whose properties changed, is forgotten with its pieces', () => {
  const collector = createCollector(null);
  collector.begin(CROWD_NEEDS);
  collector.addEvents(ORDER, [row('a', 400, 10)]);
  collector.addEvents(CLICK, [row('a', 40)]);
  for (const { metricId } of CROWD_NEEDS.events) collector.finish(metricId, { from: FROM, to: NOW });
  const store = new Map<string, string>();
  commit(store, collector);
  const needs: ReadingNeeds = { ...CROWD_NEEDS, events: [{ ...CROWD_NEEDS.events[0]!, properties: ['Discount Codes'] }] };
  collector.begin(needs);
  expect(collector.missing(ORDER, NOW)).toEqual([{ from: FROM, to: NOW }]);
  expect(collector.missing(CLICK, NOW)).toEqual([]);
  commit(store, collector);
  expect([...store.keys()].filter((key) => key.startsWith('behavior/events/'))).toEqual([]);
  expect(collector.eventCount(CLICK)).toBe(0);
});

test('history far before the look-back is given up, and its pieces with it', () => {
  const collector = createCollector(null);
  collector.begin({ ...CROWD_NEEDS, events: [{ metricId: ORDER, from: FROM - 400 * DAY, properties: [], value: true }] });
  collector.addEvents(ORDER, [row('a', 1100, 1), row('a', 800, 1), row('a', 100, 1)]);
  collector.finish(ORDER, { from: FROM - 400 * DAY, to: NOW });
  collector.begin(CROWD_NEEDS);
  expect(collector.eventCount(ORDER)).toBe(1);
  expect(collector.readSpans(ORDER)).toEqual([{ from: FROM, to: NOW }]);
});

test('profiles read again replace what was known of them; a restart forgets all and keeps events', () => {
  const collector = collectCrowd(crowdOf(6, 50));
  const one = crowdOf(6, 50).people[7]!;
  collector.addProfiles([crowdProfile({ ...one, subscribed: !one.subscribed }, 1)]);
  expect(collector.profileCount()).toBe(50);
  const orders = collector.eventCount(ORDER);
  const store = new Map<string, string>();
  commit(store, collector);
  collector.restartProfiles();
  expect(collector.profilesReadAt()).toBeNull();
  commit(store, collector);
  const again = createCollector(store);
  expect(again.profileCount()).toBe(0);
  expect(again.eventCount(ORDER)).toBe(orders);
});

test.each([
  ['an index that is no JSON', (store: Map<string, string>) => store.set('behavior/index', '{')],
  ['a missing piece', (store: Map<string, string>) => store.delete('behavior/events/ORDER1/0')],
  ['a cut piece', (store: Map<string, string>) => store.set('behavior/profiles/0', store.get('behavior/profiles/0')!.slice(0, 40))],
  [
    'parts of another version',
    (store: Map<string, string>) => store.set('behavior/index', store.get('behavior/index')!.replace('"version":2', '"version":99')),
  ],
])('%s makes it begin anew and clear the rest away', (_, damage) => {
  const store = new Map<string, string>([['other/part', 'stays']]);
  commit(store, collectCrowd(crowdOf(7, 60)));
  damage(store);
  const fresh = createCollector(store);
  expect(fresh.profileCount()).toBe(0);
  fresh.begin(CROWD_NEEDS);
  expect(fresh.missing(ORDER, NOW)).toEqual([{ from: FROM, to: NOW }]);
  commit(store, fresh);
  expect([...store.keys()].sort()).toEqual(['behavior/index', 'other/part']);
});

test('event properties come back as they were kept: codes by their number, texts and lists as they are, absurd ones as not known', () => {
  const needs: ReadingNeeds = { ...CROWD_NEEDS, events: [{ metricId: ORDER, from: FROM, properties: ['Codes', 'Name'], keepLengthOf: ['Codes'] }] };
  const collector = createCollector(null);
  collector.begin(needs);
  collector.addEvents(ORDER, [
    row('a', 5, 10, { Codes: ['X1', 'Y2'], Name: 'Serum' }),
    row('a', 4, 10, { Codes: [], Name: 'Serum' }),
    row('a', 3, 10, { Name: 'x'.repeat(5000) }),
  ]);
  collector.finish(ORDER, { from: FROM, to: NOW });
  const store = new Map<string, string>();
  commit(store, collector);
  const state = new BehaviorState(createCollector(store).kept(), NOW, []);
  const facts = factsOf(state, 0);
  const count = (operator: 'length-equals' | 'length-greater-than-or-equal', value: number) =>
    facts.metricCount(ORDER, { from: NOW - 10 * DAY, to: NOW }, [
      { property: 'Codes', filter: { type: 'list', operator, value } },
      { property: 'Name', filter: { type: 'string', operator: 'equals', value: 'Serum' } },
    ]);
  expect(count('length-equals', 2)).toBeNull();
  const early = { from: NOW - 10 * DAY, to: NOW - 3.5 * DAY };
  expect(facts.metricCount(ORDER, early, [{ property: 'Codes', filter: { type: 'list', operator: 'length-equals', value: 2 } }])).toBe(1);
  expect(facts.metricCount(ORDER, early, [{ property: 'Codes', filter: { type: 'list', operator: 'length-greater-than-or-equal', value: 0 } }])).toBe(2);
  expect(facts.metricCount(ORDER, early, [{ property: 'Name', filter: { type: 'string', operator: 'equals', value: 'Serum' } }])).toBe(2);
});

test('rows in any order and any batches give the same state', () => {
  const crowd = crowdOf(8, 60);
  const rows = rowsOf(crowd, crowd.orders);
  const counts = (collector: BehaviorCollector): unknown => {
    const state = new BehaviorState(collector.kept(), NOW, []);
    return Object.fromEntries(state.ids.map((id, profile) => [id, factsOf(state, profile).metricEvents(ORDER, [])]));
  };
  const collected = (batches: readonly (readonly EventRow[])[]): BehaviorCollector => {
    const collector = createCollector(null);
    collector.begin(CROWD_NEEDS);
    batches.forEach((batch) => collector.addEvents(ORDER, batch));
    collector.finish(ORDER, { from: FROM, to: NOW });
    return collector;
  };
  const straight = counts(collected([rows]));
  fc.assert(
    fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), fc.integer({ min: 1, max: rows.length }), (mixed, cut) => {
      expect(counts(collected([mixed.slice(0, cut), mixed.slice(cut)]))).toEqual(straight);
    }),
    { numRuns: 30 },
  );
});

test('an event takes at most 16 letters stored and 17 bytes in memory; a profile, with its id, at most 110 letters; no piece exceeds 1 MB', () => {
  const crowd = crowdOf(9, 40_000, 0.5, 4);
  const collector = collectCrowd(crowd);
  const parts = collector.changedParts();
  const letters = (prefix: string): number => [...parts].filter(([key]) => key.startsWith(prefix)).reduce((sum, [, text]) => sum + (text?.length ?? 0), 0);
  expect(letters('behavior/events/ORDER1') / crowd.orders.length).toBeLessThanOrEqual(16);
  expect(letters('behavior/events/CLICK1') / crowd.clicks.length).toBeLessThanOrEqual(16);
  expect((letters('behavior/profiles') + letters('behavior/ids')) / crowd.people.length).toBeLessThanOrEqual(110);
  expect(Math.max(...[...parts.values()].map((text) => text?.length ?? 0))).toBeLessThan(1_000_000);
  const { events } = collector.kept().metrics.get(ORDER)!;
  // 4 bytes each of profile and second, 8 of value; a column grows by half when it is full.
  const bytes = events.profiles.byteLength + events.seconds.byteLength + (events.values?.byteLength ?? 0) + (events.words?.byteLength ?? 0);
  expect(bytes / events.rows).toBeLessThanOrEqual(16 * 1.5 + 1);
});

test('what was read in a poorer way is read again once more is needed, and what is rich enough is kept', () => {
  const need = fc.record({
    months: fc.integer({ min: 1, max: 36 }),
    value: fc.boolean(),
    properties: fc.subarray(['Name', 'Brand']),
    keepLength: fc.boolean(),
    present: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(need, { minLength: 2, maxLength: 6 }), fc.boolean(), (refreshes, restored) => {
      let collector = createCollector(null);
      const store = new Map<string, string>();
      let before: (typeof refreshes)[number] | null = null;
      for (const one of refreshes) {
        const from = NOW - one.months * 30 * DAY;
        const keepLengthOf = one.keepLength ? one.properties.slice(0, 1) : [];
        collector.begin({
          ...CROWD_NEEDS,
          events: one.present ? [{ metricId: ORDER, from, properties: one.properties, keepLengthOf, ...(one.value ? { value: true } : {}) }] : [],
        });
        const bare = !one.value && one.properties.length === 0;
        const enough: boolean =
          before !== null &&
          before.present &&
          one.present &&
          before.months >= one.months &&
          String(before.properties) === String(one.properties) &&
          (before.keepLength === one.keepLength || one.properties.length === 0) &&
          (bare || before.value || before.properties.length > 0);
        if (one.present && enough) expect(collector.missing(ORDER, NOW)).toEqual([]);
        for (const span of collector.missing(ORDER, NOW)) {
          const own = [5, 400, 900].filter((days) => NOW - days * DAY >= span.from && NOW - days * DAY < span.to);
          collector.addEvents(
            ORDER,
            own.map((days) => row('a', days, bare ? null : 7, Object.fromEntries(one.properties.map((name) => [name, [name]])))),
          );
          collector.finish(ORDER, span);
        }
        if (one.present) {
          const kept = collector.kept();
          const metric = kept.metrics.get(ORDER)!;
          const inside = Array.from({ length: metric.events.rows }, (_, at) => at).filter((at) => metric.events.seconds[at]! * 1000 >= from);
          expect(inside).toHaveLength([5, 400, 900].filter((days) => days <= one.months * 30).length);
          if (!bare) expect(inside.every((at) => metric.events.values![at] === 7)).toBe(true);
          if (one.properties.length > 0) {
            const told = one.properties.map((name, place) => (one.keepLength && place === 0 ? 1 : [name]));
            expect(inside.every((at) => JSON.stringify(kept.words.valueOf(metric.events.words![at]!)) === JSON.stringify(told))).toBe(true);
          }
        }
        // Of a longer history no more than 60 days are kept once a shorter one is wanted.
        before = { ...one, months: enough && before !== null && before.months - one.months <= 2 ? before.months : one.months };
        commit(store, collector);
        if (restored) collector = createCollector(store);
      }
    }),
    { numRuns: 150, examples: [[[4, 1, 2].map((months) => ({ months, value: false, properties: [], keepLength: false, present: true })), false]] },
  );
});

test('events stored before it was told whether values were read are taken to have them only where properties came', () => {
  const needs = (value: boolean, properties: readonly string[]): ReadingNeeds => ({
    ...CROWD_NEEDS,
    events: [{ metricId: ORDER, from: FROM, properties, value }],
  });
  for (const properties of [[], ['Codes']]) {
    const store = new Map<string, string>();
    commit(store, collectorOf(needs(true, properties)));
    const index = JSON.parse(store.get('behavior/index')!) as { metrics: { valued?: boolean }[] };
    index.metrics.forEach((metric) => delete metric.valued);
    store.set('behavior/index', JSON.stringify(index));
    const opened = createCollector(store);
    opened.begin(needs(true, properties));
    expect(opened.missing(ORDER, NOW)).toHaveLength(properties.length === 0 ? 1 : 0);
  }
});

/** A collector through with the needs' orders, of which there were none. */
function collectorOf(needs: ReadingNeeds): BehaviorCollector {
  const collector = createCollector(null);
  collector.begin(needs);
  collector.finish(ORDER, { from: FROM, to: NOW });
  return collector;
}
