import type { Inventory, Metric } from '../account/inventory';
import { isKnown } from '../account/known';
import { valueOf } from '../settings/setting';
import type { SettingValues } from '../settings/setting';
import { ALIASES, declarationOf } from './metric-alias';
import type { MetricAlias } from './metric-alias';
import { metricsNamed, nameKey } from './metric-name';
import { metricSettings } from './catalogue-settings';

/** What is known of an account's metrics before any of their events are looked at. */
export type ListedMetrics = Pick<Inventory, 'metrics' | 'mappedMetrics'>;

/** Metrics that may mean one alias, before their activity decides between them. */
export interface MetricMeaning {
  /** Those that a person named in the settings: nothing else counts then. */
  readonly set: readonly Metric[];
  /** Names in the setting that are no metric of the account. */
  readonly missing: readonly string[];
  /** Mapped in Klaviyo, or called as Klaviyo's own integrations call it. */
  readonly named: readonly Metric[];
  /** Called as custom code calls it: used where none of `named` arrives. */
  readonly alike: readonly Metric[];
  /** Ids that Klaviyo's own mapping names. */
  readonly mapped: ReadonlySet<string>;
}

/** The one place that says which metrics may mean an alias; the reader asks it what to read, recognition what to choose from. */
export function meaningOf(alias: MetricAlias, { metrics, mappedMetrics }: ListedMetrics, settings: SettingValues): MetricMeaning {
  const declared = declarationOf(alias);
  const text = valueOf(settings, metricSettings.get(alias)!);
  const { found, missing } = text.trim() === '' ? { found: [], missing: [] } : metricsNamed(text, metrics);
  const mapped = new Set(
    declared.mapping !== null && isKnown(mappedMetrics)
      ? mappedMetrics.value.filter(({ role }) => role === declared.mapping).flatMap(({ metricIds }) => metricIds)
      : [],
  );
  const keys = (names: readonly string[]): ReadonlySet<string> => new Set(names.map(nameKey));
  const [usual, synonyms] = [keys(declared.names), keys(declared.synonyms)];
  const isNamed = ({ id, name }: Metric): boolean => mapped.has(id) || usual.has(nameKey(name));
  return {
    set: found,
    missing,
    mapped,
    named: metrics.filter(isNamed),
    alike: metrics.filter((metric) => !isNamed(metric) && synonyms.has(nameKey(metric.name))),
  };
}

/** What the reader looks into before it can be decided which metrics the audiences are built on. Ids, the most telling first. */
export interface MetricsToRead {
  /** Their activity by month. */
  readonly activity: readonly string[];
  /** The names of their events' properties. */
  readonly properties: readonly string[];
  /** What reports count as conversion; `standIn` true where the account has no order and a report needs some metric. Null without any metric. */
  readonly conversion: { readonly id: string; readonly standIn: boolean } | null;
  /** Klaviyo's own metric of joining a list, whose events name the list. */
  readonly listJoins: string | null;
}

/** Most metrics whose activity is read for two years: at two calls each and 60 a minute, about as many as a minute allows. */
const MOST_ACTIVE = 40;
/** Most metrics whose event properties are read: a minute's worth at 15 a minute. */
const MOST_PROPERTIES = 14;
/** Kinds whose event properties the thresholds and audiences look into. */
const WITH_PROPERTIES: readonly MetricAlias[] = ['order', 'ordered', 'viewed', 'review', 'open', 'cart', 'checkout'];
/** Shops that name their events otherwise: their activity tells a person what to name in the settings. */
const SOUNDS_LIKE_A_SHOP = /order|purchase|checkout|subscri/i;

/** Chooses what to read of the metrics that any alias may mean. */
export function metricsToRead(listed: ListedMetrics, settings: SettingValues): MetricsToRead {
  const meanings = new Map(ALIASES.map((alias) => [alias, meaningOf(alias, listed, settings)]));
  const idsOf = (aliases: readonly MetricAlias[]): readonly string[] =>
    (['set', 'named', 'alike'] as const).flatMap((how) => aliases.flatMap((alias) => meanings.get(alias)![how].map(({ id }) => id)));
  const sounding = listed.metrics.filter(({ name }) => SOUNDS_LIKE_A_SHOP.test(name)).map(({ id }) => id);
  return {
    activity: distinct([...idsOf(ALIASES), ...sounding]).slice(0, MOST_ACTIVE),
    properties: distinct(idsOf(WITH_PROPERTIES)).slice(0, MOST_PROPERTIES),
    conversion: conversionOf(listed, meanings),
    listJoins: listed.metrics.find(({ name }) => nameKey(name) === nameKey('Subscribed to List'))?.id ?? null,
  };
}

function conversionOf({ metrics, mappedMetrics }: ListedMetrics, meanings: ReadonlyMap<MetricAlias, MetricMeaning>): MetricsToRead['conversion'] {
  const order = meanings.get('order')!;
  // A custom metric's parts are not what Klaviyo counts as revenue one by one: an order by its own name comes before them.
  const parts = new Set(
    isKnown(mappedMetrics) ? mappedMetrics.value.filter(({ viaCustomMetric }) => viaCustomMetric).flatMap(({ metricIds }) => metricIds) : [],
  );
  const whole = order.named.filter(({ id }) => !parts.has(id));
  const found = [
    ...meanings.get('conversion')!.set,
    ...order.set,
    ...whole.filter(({ id }) => order.mapped.has(id)),
    ...whole,
    ...order.named,
    ...order.alike,
  ][0];
  if (found !== undefined) return { id: found.id, standIn: false };
  const other = meanings.get('click')!.named[0] ?? metrics[0];
  return other === undefined ? null : { id: other.id, standIn: true };
}

function distinct(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}
