import type { AccountData, EventSeries, Members, StoredMetric } from '../../../src/local/klaviyo/account-data';
import type { RawEvent } from '../../../src/local/klaviyo/event-series';
import { seriesOf } from '../../../src/local/klaviyo/event-series';
import { createMembership } from '../../../src/local/klaviyo/membership';
import { profileStoreOf } from '../../../src/local/klaviyo/profile-store';
import { createSampleAccount } from '../../../src/local/demo/sample/sample-account';
import { INTEGRATIONS, M } from '../../../src/local/demo/sample/shop';

const NOBODY: Members = { profiles: new Uint32Array(0), joinedAt: new Float64Array(0) };

interface SmallOptions {
  readonly now: number;
  readonly seed?: number;
  /** 500 by default. */
  readonly people?: number;
}

/** A Klaviyo account in which nothing was ever set up and nothing happened. */
export function createEmptyAccount(options: { readonly now: number }): AccountData {
  return {
    asOf: options.now,
    account: {
      id: 'EmPty1',
      organization: 'Untouched Goods',
      timezone: 'America/New_York',
      currency: 'USD',
      locale: 'en-US',
      industry: null,
      website: 'https://www.untouched.example',
      testAccount: false,
    },
    metrics: [],
    customMetrics: [],
    mappedMetrics: [],
    tagGroups: [],
    tags: [],
    lists: [],
    segments: [],
    campaigns: [],
    flows: [],
    forms: [],
    catalogItems: [],
    catalogCategories: [],
    profiles: profileStoreOf([]),
    events: new Map(),
    membership: { list: () => NOBODY, segment: () => NOBODY, size: () => 0, movement: () => ({ total: 0, added: 0, removed: 0 }) },
    results: { campaign: () => [], flow: () => [], form: () => ({ views: 0, submits: 0 }) },
  };
}

const KEPT_WITHOUT_ORDERS: readonly string[] = [
  M.site,
  M.received,
  M.open,
  M.click,
  M.bounced,
  M.spam,
  M.unsubscribed,
  M.subscribedTo,
  M.receivedSms,
  M.clickedSms,
  M.consentedSms,
  M.quiz,
];

/** A business that sells by appointment: leads, mail, a quiz that became 'Requested Quote', and no orders at all. */
export function createNoOrdersAccount(options: SmallOptions): AccountData {
  const base = sampleOf(options);
  const metrics = base.metrics
    .filter((metric) => KEPT_WITHOUT_ORDERS.includes(metric.id))
    .map((metric) => (metric.id === M.quiz ? { ...metric, name: 'Requested Quote' } : metric));
  const dropped = base.metrics.filter((metric) => !KEPT_WITHOUT_ORDERS.includes(metric.id)).map((metric) => metric.id);
  const speaks = (json: unknown): boolean => {
    const text = JSON.stringify(json);
    return dropped.some((metricId) => text.includes(metricId));
  };
  return rebuilt(base, {
    account: { ...base.account, id: 'LeaDs1', organization: 'Harbor Kitchens', industry: 'Home improvement', website: 'https://www.harborkitchens.example' },
    metrics,
    mappedMetrics: [],
    customMetrics: [],
    catalogItems: [],
    catalogCategories: [],
    segments: base.segments.filter((segment) => !speaks(segment.definition)),
    flows: base.flows.filter((flow) => !speaks(flow.definition)),
    events: new Map([...base.events].filter(([metricId]) => KEPT_WITHOUT_ORDERS.includes(metricId))),
  });
}

/** A shop of its own making, whose orders arrive through the API as 'Order Completed'; nothing is mapped. */
export function createCustomOrdersAccount(options: SmallOptions): AccountData {
  const base = sampleOf(options);
  const gone: readonly string[] = [M.orderEu, M.orderWoo, M.checkoutWoo, M.ordered, M.fulfilled, M.refund, M.cancel, M.search, M.inStore];
  const renamed = (metric: StoredMetric): StoredMetric =>
    metric.id === M.order
      ? { ...metric, name: 'Order Completed', integration: INTEGRATIONS.api }
      : metric.id === M.checkout
        ? { ...metric, name: 'Began Checkout', integration: INTEGRATIONS.api }
        : metric;
  return rebuilt(base, {
    account: { ...base.account, id: 'CuStm1', organization: 'Handmade & Co' },
    metrics: base.metrics.filter((metric) => !gone.includes(metric.id)).map(renamed),
    mappedMetrics: [],
    customMetrics: [],
    events: new Map([...base.events].filter(([metricId]) => !gone.includes(metricId))),
  });
}

/** Two shops that both sell today, on Shopify and on WooCommerce: every second customer buys at the second. */
export function createTwoShopsAccount(options: SmallOptions): AccountData {
  const base = sampleOf(options);
  const orders = base.events.get(M.order);
  const events = new Map(base.events);
  if (orders) {
    events.set(
      M.order,
      part(orders, M.order, (profile) => profile % 2 === 0),
    );
    events.set(
      M.orderWoo,
      part(orders, M.orderWoo, (profile) => profile % 2 === 1),
    );
  }
  return rebuilt(base, { account: { ...base.account, id: 'TwOsh1', organization: 'Two Shops' }, events });
}

export function sampleOf({ now, seed = 3, people = 500 }: SmallOptions): AccountData {
  const { raw: _, ...account } = createSampleAccount({ seed, now, people });
  return account;
}

function part(series: EventSeries, metricId: string, keep: (profile: number) => boolean): EventSeries {
  const events: RawEvent[] = [];
  series.profiles.forEach((profile, position) => {
    if (!keep(profile)) return;
    const { $value, ...properties } = series.properties(position);
    events.push({
      profile,
      at: series.times[position] as number,
      value: typeof $value === 'number' ? $value : null,
      properties,
      attributed: series.attribution(position),
    });
  });
  return seriesOf(metricId, events);
}

/** A changed copy of an account, with memberships that follow from the changes. */
export function rebuilt(base: AccountData, changes: Partial<AccountData>): AccountData {
  const account = { ...base, ...changes };
  return {
    ...account,
    membership:
      changes.membership ??
      createMembership({
        asOf: account.asOf,
        timezone: account.account.timezone,
        profiles: account.profiles,
        events: account.events,
        segments: account.segments,
        lists: new Map(account.lists.map((list) => [list.id, base.membership.list(list.id)])),
      }),
  };
}
