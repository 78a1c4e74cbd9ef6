import type { Account, Campaign, Flow, Form, Inventory, Metric, Segment, SegmentMembers, SubscriberList } from '../../src/domain/account/inventory';
import { DAY, known, unknown } from '../../src/domain/account/known';
import type { BehaviorReading, Figure } from '../../src/domain/behavior/figure';

/** 23 November 2026, noon in UTC: the time of every built account. */
export const TODAY = Date.UTC(2026, 10, 23, 12);

export const daysAgo = (days: number): number => TODAY - days * DAY;

export function anAccount(change: Partial<Account> = {}): Account {
  return { id: 'AcCt01', name: 'Fern & Fig', timezone: 'America/New_York', currency: 'USD', locale: 'en-US', testAccount: false, ...change };
}

/** A segment of two years with 1,000 members, 60 in and 20 out in 30 days. `members` may be a plain number. */
export function aSegment(
  id: string,
  definition: unknown,
  change: Partial<Omit<Segment, 'members'>> & { readonly members?: number | Segment['members'] } = {},
): Segment {
  const { members = 1_000, ...rest } = change;
  return {
    id,
    name: `Segment ${id}`,
    created: daysAgo(730),
    updated: daysAgo(400),
    isActive: true,
    isProcessing: false,
    isStarred: false,
    definition,
    tags: [],
    triggersFlowIds: [],
    members: typeof members === 'number' ? known(movement(members)) : members,
    ...rest,
  };
}

/** Members with usual movement. */
export function movement(total: number, change: Partial<SegmentMembers> = {}): SegmentMembers {
  return { total, added: 60, removed: 20, net: 40, days: 30, asOf: TODAY, max: null, ...change };
}

export function aList(id: string, change: Partial<SubscriberList> = {}): SubscriberList {
  return {
    id,
    name: `List ${id}`,
    created: daysAgo(900),
    updated: daysAgo(10),
    optInProcess: 'double_opt_in',
    members: known(5_000),
    membersAsOf: TODAY,
    joinedRecently: known(300),
    tags: [],
    triggersFlowIds: [],
    ...change,
  };
}

/** An email campaign sent `sent` days ago. */
export function aCampaign(id: string, included: readonly string[], sent: number, change: Partial<Campaign> = {}): Campaign {
  return {
    id,
    name: `Campaign ${id}`,
    channel: 'email',
    status: 'Sent',
    archived: false,
    included,
    excluded: [],
    createdAt: daysAgo(sent + 3),
    scheduledAt: daysAgo(sent),
    updatedAt: daysAgo(sent),
    sendTime: daysAgo(sent),
    smartSending: true,
    results: unknown('not read'),
    ...change,
  };
}

/** A campaign that is scheduled but not sent. */
export function aScheduledCampaign(id: string, included: readonly string[], change: Partial<Campaign> = {}): Campaign {
  return aCampaign(id, included, 0, { status: 'Scheduled', sendTime: TODAY + 2 * DAY, scheduledAt: daysAgo(1), ...change });
}

/** A live flow with Klaviyo's definition. */
export function aFlow(id: string, definition: unknown, change: Partial<Flow> = {}): Flow {
  return {
    id,
    name: `Flow ${id}`,
    status: 'live',
    archived: false,
    created: daysAgo(600),
    updated: daysAgo(100),
    triggerType: 'Metric',
    definition: known(definition),
    results: unknown('not read'),
    ...change,
  };
}

export function aForm(id: string, listIds: readonly string[], change: Partial<Form> = {}): Form {
  return { id, name: `Form ${id}`, status: 'live', listIds, ...change };
}

/** Metrics that most accounts have; ids are short for reading. */
export const METRICS: readonly Metric[] = [
  ['ORDER', 'Placed Order', 'Shopify'],
  ['ORDERED', 'Ordered Product', 'Shopify'],
  ['CHECKOUT', 'Checkout Started', 'Shopify'],
  ['CART', 'Added to Cart', 'API'],
  ['VIEWED', 'Viewed Product', 'API'],
  ['SITE', 'Active on Site', 'API'],
  ['OPEN', 'Opened Email', 'Klaviyo'],
  ['CLICK', 'Clicked Email', 'Klaviyo'],
  ['RECEIVED', 'Received Email', 'Klaviyo'],
  ['SMSCLICK', 'Clicked SMS', 'Klaviyo'],
].map(([id, name, integration]) => ({
  id: id!,
  name: name!,
  created: daysAgo(900),
  updated: daysAgo(1),
  integration: { name: integration!, category: integration === 'Shopify' ? 'eCommerce' : 'Internal' },
}));

/** Monthly counts of a metric over the last 24 months: `count` each, none in the last `silentMonths`. */
export function activityOf(
  metricId: string,
  count = 500,
  silentMonths = 0,
): { metricId: string; months: number[]; counts: number[]; sums: number[]; uniques: number[] } {
  const months = Array.from({ length: 24 }, (_, at) => Date.UTC(2026, 10 - 23 + at, 1));
  const counts = months.map((_, at) => (at >= 24 - silentMonths ? 0 : count));
  return { metricId, months, counts, sums: counts.map((one) => one * 60), uniques: counts.map((one) => Math.ceil(one * 0.8)) };
}

/** An account in which everything was read; give the parts that matter. */
export function anInventory(
  parts: {
    readonly segments?: readonly Segment[];
    readonly lists?: readonly SubscriberList[];
    readonly campaigns?: readonly Campaign[];
    readonly flows?: readonly Flow[];
    readonly forms?: readonly Form[];
    readonly metrics?: readonly Metric[];
  } & Partial<Pick<Inventory, 'activity' | 'mappedMetrics' | 'memberOverlaps'>> = {},
): Inventory {
  const metrics = parts.metrics ?? METRICS;
  return {
    account: anAccount(),
    readAt: TODAY,
    metrics,
    mappedMetrics: parts.mappedMetrics ?? known([]),
    activity: parts.activity ?? known(metrics.map((metric) => activityOf(metric.id))),
    metricProperties: [],
    lists: known(parts.lists ?? []),
    segments: known(parts.segments ?? []),
    campaigns: known(parts.campaigns ?? []),
    flows: known(parts.flows ?? []),
    forms: known(parts.forms ?? []),
    audienceResults: known([]),
    resultsDays: 90,
    unread: [],
    ...(parts.memberOverlaps === undefined ? {} : { memberOverlaps: parts.memberOverlaps }),
  };
}

/** A measured figure. */
export function aFigure(value: number | null, change: Partial<Figure> = {}): Figure {
  return {
    value: value === null ? unknown('not measured') : known(value),
    low: null,
    high: null,
    unit: 'profiles',
    method: 'measured',
    period: '2024-11-23 to 2026-11-23',
    sample: 'all profiles',
    explanation: 'Counted.',
    ...change,
  };
}

/** Behavior of an account with 10,000 reachable people; no populations or thresholds unless given. */
export function aBehavior(change: Partial<BehaviorReading> = {}): BehaviorReading {
  return {
    at: TODAY,
    state: null,
    figures: [],
    parameters: new Map(),
    populations: new Map(),
    segmentPopulations: new Map(),
    reachableBase: aFigure(10_000),
    profilesTotal: aFigure(14_000),
    windowRevenue: aFigure(250_000, { unit: 'money' }),
    averageOrderValue: aFigure(60, { unit: 'money per order' }),
    customers: null,
    ...change,
  };
}
