import type { AccountData, EventSeries, StoredProfile } from '../../src/local/klaviyo/account-data';
import type { Inventory, MetricActivity, MetricProperty } from '../../src/domain/account/inventory';
import { known } from '../../src/domain/account/known';
import type { ChannelConsent, EventRow, ProfileRow, ReadingNeeds } from '../../src/domain/behavior/rows';
import { createCollector } from '../../src/domain/behavior/collector';
import type { BehaviorCollector } from '../../src/domain/behavior/collector';
import { readingNeeds } from '../../src/domain/behavior/reading-needs';
import { recognizeMetrics } from '../../src/domain/catalogue/recognize-metrics';
import type { RecognizedMetrics } from '../../src/domain/catalogue/recognize-metrics';
import type { SettingValues } from '../../src/domain/settings/setting';

/** The account's objects as a reader would hand them over, straight from the raw data. */
export function inventoryOf(account: AccountData): Inventory {
  const nothing = { lists: known([]), flows: known([]), forms: known([]), audienceResults: known([]), unread: [], resultsDays: 90 };
  return {
    ...nothing,
    account: { ...account.account, name: account.account.organization },
    readAt: account.asOf,
    metrics: account.metrics.map(({ id, name, created, updated, integration }) => ({ id, name, created, updated, integration })),
    mappedMetrics: known(
      account.mappedMetrics.flatMap(({ role, metricId }) => (metricId === null ? [] : [{ role, metricIds: [metricId], viaCustomMetric: false }])),
    ),
    activity: known(account.metrics.map(({ id }) => activityOf(id, account.events.get(id), account.asOf))),
    metricProperties: account.metrics.flatMap(({ id }) => propertiesOf(id, account.events.get(id))),
    segments: known(
      account.segments.map((segment) => ({
        ...segment,
        members: known({ total: account.membership.size(segment.id), added: null, removed: null, net: null, days: 30, asOf: account.asOf, max: null }),
        tags: [],
        triggersFlowIds: [],
      })),
    ),
    campaigns: known(account.campaigns.map((campaign) => ({ ...campaign, results: { unknown: 'not asked for' } }))),
  };
}

function activityOf(metricId: string, series: EventSeries | undefined, at: number): MetricActivity {
  const now = new Date(at);
  const months = Array.from({ length: 24 }, (_, back) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 23 + back, 1));
  const counts = months.map(() => 0);
  const sums = months.map(() => 0);
  series?.times.forEach((time, position) => {
    const date = new Date(time);
    const month = 23 - (now.getUTCFullYear() - date.getUTCFullYear()) * 12 - (now.getUTCMonth() - date.getUTCMonth());
    if (month < 0) return;
    counts[month]! += 1;
    sums[month]! += series.values?.[position] || 0;
  });
  return { metricId, months, counts, sums, uniques: counts };
}

function propertiesOf(metricId: string, series: EventSeries | undefined): readonly MetricProperty[] {
  const found = new Map<string, unknown[]>();
  for (let position = (series?.times.length ?? 0) - 1, seen = 0; series && position >= 0 && seen < 50; position -= 1, seen += 1) {
    for (const [name, value] of Object.entries(series.properties(position))) found.set(name, [...(found.get(name) ?? []), value]);
  }
  return [...found].map(([property, samples]) => ({ metricId, property, type: null, samples }));
}

/** One stored profile as the API tells it. */
export function profileRowOf(profile: StoredProfile, weight = 1): ProfileRow {
  const { emailConsent: email, smsConsent: sms, pushSince, predictions } = profile;
  const none: ChannelConsent = { consent: null, canReceive: null, consentAt: null, method: null, doubleOptIn: null, suppressions: [] };
  return {
    id: profile.id,
    created: profile.created,
    email:
      profile.email === null
        ? none
        : {
            consent: email.status,
            canReceive: email.status !== 'UNSUBSCRIBED' && email.suppressions.length === 0,
            consentAt: email.at,
            method: email.method,
            doubleOptIn: email.doubleOptIn,
            suppressions: email.suppressions,
          },
    sms: profile.phone === null ? none : { ...none, consent: sms.status, canReceive: sms.status === 'SUBSCRIBED', consentAt: sms.at, method: sms.method },
    push: { ...none, consent: pushSince === null ? 'NEVER_SUBSCRIBED' : 'SUBSCRIBED', canReceive: pushSince !== null, consentAt: pushSince },
    predictions: predictions && {
      historicClv: predictions.historic_clv,
      predictedClv: predictions.predicted_clv,
      totalClv: predictions.total_clv,
      historicOrders: predictions.historic_number_of_orders,
      predictedOrders: predictions.predicted_number_of_orders,
      averageDaysBetweenOrders: predictions.average_days_between_orders,
      averageOrderValue: predictions.average_order_value,
      churnProbability: predictions.churn_probability,
      expectedNextOrder: predictions.expected_date_of_next_order,
      channelAffinity: predictions.ranked_channel_affinity ?? [],
    },
    country: profile.location.country,
    region: profile.location.region,
    postalCode: profile.location.zip,
    properties: profile.properties,
    weight,
  };
}

export interface Fed {
  readonly inventory: Inventory;
  readonly recognized: RecognizedMetrics;
  readonly needs: ReadingNeeds;
  readonly collector: BehaviorCollector;
}

/** Reads a whole account into a collector. `sample`: index of each profile that is read, with its weight; all when null. */
export function feed(account: AccountData, settings: SettingValues, sample: readonly (readonly [index: number, weight: number])[] | null = null): Fed {
  const inventory = inventoryOf(account);
  const recognized = recognizeMetrics(inventory, settings);
  const needs = readingNeeds(settings, recognized, account.asOf, account.account.timezone);
  const collector = createCollector(null);
  collector.begin(needs);
  for (const { metricId, properties } of needs.events) {
    const series = account.events.get(metricId);
    for (const span of collector.missing(metricId, account.asOf)) {
      if (series) collector.addEvents(metricId, rowsOf(series, account, span.from, span.to, properties));
      collector.finish(metricId, span);
    }
  }
  const chosen = sample ?? Array.from({ length: account.profiles.size }, (_, index) => [index, 1] as const);
  const there = chosen.filter(([index]) => account.profiles.created(index) <= account.asOf);
  collector.addProfiles(there.map(([index, weight]) => profileRowOf(account.profiles.read(index), weight)));
  collector.finishProfiles(account.asOf);
  return { inventory, recognized, needs, collector };
}

function rowsOf(series: EventSeries, account: AccountData, from: number, to: number, keep: readonly string[]): readonly EventRow[] {
  const rows: EventRow[] = [];
  series.times.forEach((at, position) => {
    if (at < from || at >= to) return;
    const all = keep.length === 0 ? {} : series.properties(position);
    const value = series.values?.[position] ?? Number.NaN;
    rows.push({
      profileId: account.profiles.id(series.profiles[position]!),
      at,
      value: Number.isNaN(value) ? null : value,
      properties: Object.fromEntries(keep.filter((name) => name in all).map((name) => [name, all[name]])),
    });
  });
  return rows;
}
