import fc from 'fast-check';
import { isKnown, known } from '../../src/domain/account/known';
import { ALIASES, declarationOf } from '../../src/domain/catalogue/metric-alias';
import { metricsToRead } from '../../src/domain/catalogue/metric-meaning';
import { recognizeMetrics } from '../../src/domain/catalogue/recognize-metrics';
import type { AccountData } from '../../src/local/klaviyo/account-data';
import { anAccount } from '../build/inventory';
import { testAccount } from '../build/klaviyo-account';
import { NOW, openSession, readAll, virtualKlaviyo } from '../build/klaviyo-virtual';
import { readAccount } from '../build/read-account';

const DAY = 86_400_000;
const small = testAccount(NOW, {
  lists: 1,
  segments: 4,
  flows: 1,
  campaigns: 1,
  profiles: 200,
  events: { Morder: 400, Mitems: 400, Mviews: 100, Mclick: 100, Mjoins: 10 },
});
const listed = (names: readonly string[]) => ({
  metrics: names.map((name, at) => ({ id: `M${at}`, name, created: null, updated: null, integration: null })),
  mappedMetrics: known([]),
});

describe('metrics by whatever name', () => {
  test('the reader looks into the names that only the catalogue knows', () => {
    const names = ['Product Added', 'Page Viewed', 'Left Review', 'Viewed Item', 'Canceled Payment'];
    const read = metricsToRead(listed(names), new Map());
    expect([...read.activity].sort()).toEqual(['M0', 'M1', 'M2', 'M3', 'M4']);
    expect([...read.properties].sort()).toEqual(['M0', 'M2', 'M3']);
  });

  test('law: what recognition takes for an alias, under any spelling, the reader has looked into', () => {
    const spelled = fc
      .constantFrom(...ALIASES.flatMap((alias) => [...declarationOf(alias).names, ...declarationOf(alias).synonyms]))
      .chain((name) => fc.constantFrom(name, name.toUpperCase(), name.replace(/ /g, '_'), name.split(' ').reverse().join('-')));
    fc.assert(
      fc.property(fc.uniqueArray(spelled, { minLength: 1, maxLength: 20 }), (names) => {
        const account = listed(names);
        const recognized = recognizeMetrics({ ...account, activity: known([]), metricProperties: [], account: anAccount(), readAt: NOW }, new Map());
        const used = [...recognized.byAlias.values()].flatMap(({ metricIds }) => metricIds);
        expect(used.length).toBeGreaterThan(0);
        for (const id of used) expect(metricsToRead(account, new Map()).activity).toContain(id);
      }),
      { numRuns: 200 },
    );
  });

  test('what a person names in the settings is looked into, and counts as the conversion', () => {
    const account = listed(['Booked a Table', 'Opened Email']);
    const settings = new Map([['metric for placed order', 'Booked a Table']]);
    expect(metricsToRead(account, settings)).toMatchObject({ activity: ['M0', 'M1'], properties: ['M0', 'M1'], conversion: { id: 'M0', standIn: false } });
    expect(metricsToRead(account, new Map()).activity).not.toContain('M0');
  });
});

test('a property that only a segment’s rule spells so is read, and nobody is told that no profile has it', () => {
  const rule = {
    condition_groups: [
      { conditions: [{ type: 'profile-property', property: "properties['LOYALTY  TIER']", filter: { type: 'string', operator: 'equals', value: 'Gold' } }] },
    ],
  };
  const account: AccountData = {
    ...small,
    segments: small.segments.map((segment, at) => (at === 0 ? { ...segment, definition: rule } : segment)),
    profiles: { ...small.profiles, read: (index) => ({ ...small.profiles.read(index), properties: index < 42 ? { 'LOYALTY  TIER': 'Gold' } : {} }) },
  };
  const read = readAccount(account);
  const tier = read.coverage.gaps.find(({ audienceId }) => audienceId === 'E6');
  expect([tier?.state, tier !== undefined && isKnown(tier.size) ? tier.size.value.value : null]).toEqual([
    expect.not.stringMatching('Not applicable'),
    // Those of the 42 who opted in to email: the audience is for campaigns.
    { value: 14 },
  ]);
  expect(read.text).not.toMatch(/None of the 200 profiles read has a loyalty tier/);
});

test('a metric that only a flow names is looked for too, and the flow that starts by one silent for years is told', () => {
  const at = NOW - 900 * DAY;
  const account: AccountData = {
    ...small,
    metrics: [...small.metrics, { ...small.metrics[0]!, id: 'Mquiz', name: 'Finished Quiz', created: NOW - 1500 * DAY }],
    flows: small.flows.map((flow) => ({ ...flow, status: 'live', definition: { ...flow.definition, triggers: [{ type: 'metric', id: 'Mquiz' }] } })),
    events: new Map([
      ...small.events,
      [
        'Mquiz',
        {
          metricId: 'Mquiz',
          times: Float64Array.from([at]),
          profiles: Uint32Array.from([1]),
          values: Float64Array.from([0]),
          properties: () => ({}),
          attribution: () => null,
        },
      ],
    ]),
  };
  expect(account.flows.length).toBe(1);
  const read = readAccount(account);
  const months = isKnown(read.inventory.activity) ? read.inventory.activity.value.find(({ metricId }) => metricId === 'Mquiz') : undefined;
  expect(months?.counts.some((count) => count > 0)).toBe(true);
  expect(read.coverage.findings.find(({ kind, subject }) => kind === 'dead-metric' && subject.type === 'flow')?.evidence).toBe(
    'Finished Quiz has had no event for at least 90 days (last month with events: March 2024). Nobody new can meet the rule.',
  );
});

test('a metric silent for years is looked for further back, a year a call, until it is found', () => {
  const at = NOW - 900 * DAY;
  const account: AccountData = {
    ...small,
    metrics: small.metrics.map((metric) => (metric.id === 'Mothers' ? { ...metric, created: NOW - 1500 * DAY } : metric)),
    events: new Map([
      ...small.events,
      [
        'Mothers',
        {
          metricId: 'Mothers',
          times: Float64Array.from([at]),
          profiles: Uint32Array.from([1]),
          values: Float64Array.from([0]),
          properties: () => ({}),
          attribution: () => null,
        },
      ],
    ]),
  };
  const virtual = virtualKlaviyo(account);
  const session = openSession(virtual, null);
  readAll(session);
  const { activity } = session.reader.inventory();
  const months = isKnown(activity) ? activity.value.find(({ metricId }) => metricId === 'Mothers') : undefined;
  const last = months?.months[months.counts.findIndex((count) => count > 0)] ?? 0;
  expect([last <= at && at - last < 31 * DAY, months?.months.length]).toEqual([true, 36]);
});
