import { recognizeMetrics } from '../../src/domain/catalogue/recognize-metrics';
import { isKnown, unknown } from '../../src/domain/account/known';
import { firstLook } from '../../src/klaviyo/first-look';
import { READ_SCOPES } from '../../src/local/klaviyo/handler';
import { createSampleAccount } from '../../src/local/demo/sample/sample-account';
import { createEmptyAccount } from '../build/accounts/small-accounts';
import { KEY, NOW, virtualKlaviyo } from '../build/klaviyo-virtual';

const sample = createSampleAccount({ seed: 1, now: NOW, people: 150 });
const EMAIL_OR_TEXT = new Set(['email', 'sms']);

test('lists every metric by a handful of requests, without one event, profile or segment', () => {
  const virtual = virtualKlaviyo(sample);
  const look = firstLook(virtual.transport, KEY);
  expect(look?.metrics.map(({ id }) => id).sort()).toEqual(sample.metrics.map(({ id }) => id).sort());
  expect(look && isKnown(look.mappedMetrics)).toBe(true);
  expect(virtual.klaviyo.total()).toBeLessThanOrEqual(6);
  expect([...virtual.klaviyo.requests.keys()].join(' ')).not.toMatch(/event|profile|segment|aggregate/i);
});

test('names alone recognize what the refresh recognizes where each metric still arrives', () => {
  const look = firstLook(virtualKlaviyo(sample).transport, KEY);
  const recognized = recognizeMetrics(
    {
      account: { id: '', name: '', locale: null, testAccount: false, currency: 'USD', timezone: 'UTC' },
      metrics: look?.metrics ?? [],
      mappedMetrics: look?.mappedMetrics ?? unknown(''),
      activity: unknown('not read yet'),
      metricProperties: [],
      readAt: NOW,
    },
    new Map(),
  );
  expect(recognized.byAlias.get('order')?.metricIds.length).toBeGreaterThan(0);
});

test('more metrics than a page holds are all listed', () => {
  const [metric] = sample.metrics;
  if (metric === undefined) throw new Error('The sample has no metric.');
  const many = { ...sample, metrics: Array.from({ length: 450 }, (_, at) => ({ ...metric, id: `M${String(at).padStart(5, '0')}`, name: `Event ${at}` })) };
  expect(firstLook(virtualKlaviyo(many).transport, KEY)?.metrics).toHaveLength(450);
});

test('tells an account that sends campaigns from one that lives by flows', () => {
  const flows = sample.flows.map((flow, at) => (at === 0 ? { ...flow, status: 'live' as const, archived: false } : flow));
  const [campaign] = sample.campaigns.filter(({ channel }) => EMAIL_OR_TEXT.has(channel));
  if (campaign === undefined) throw new Error('The sample has no campaign.');
  const sent = { ...campaign, status: 'Sent', archived: false, updatedAt: NOW - 10 * 86_400_000 } as const;
  const lookOf = (campaigns: typeof sample.campaigns) => firstLook(virtualKlaviyo({ ...sample, flows, campaigns }).transport, KEY);
  expect(lookOf([sent])).toMatchObject({ sendsCampaigns: true, hasLiveFlow: true });
  expect(lookOf([{ ...sent, channel: 'sms' }])).toMatchObject({ sendsCampaigns: true });
  expect(lookOf([{ ...sent, updatedAt: NOW - 200 * 86_400_000 }])).toMatchObject({ sendsCampaigns: false });
  expect(lookOf([{ ...sent, status: 'Draft' }])).toMatchObject({ sendsCampaigns: false });
});

test('what a key may not read is unknown, and without metrics there is nothing to know', () => {
  const without = (scope: string) =>
    firstLook(virtualKlaviyo(createEmptyAccount({ now: NOW }), { scopes: READ_SCOPES.filter((one) => one !== scope) }).transport, KEY);
  expect(without('campaigns:read')).toMatchObject({ sendsCampaigns: null, hasLiveFlow: false });
  expect(without('flows:read')).toMatchObject({ hasLiveFlow: null });
  expect(without('metrics:read')).toBeNull();
});
