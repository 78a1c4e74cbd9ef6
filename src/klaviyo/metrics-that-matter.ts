import type { MappedMetric, Metric } from '../domain/account/inventory';
import { ALIASES, declarationOf, type MetricAlias } from '../domain/catalogue/metric-alias';

/** Most metrics whose activity is read for two years: at two calls each and 60 a minute, about as many as a minute allows. */
const MOST_ACTIVE = 40;
/** Most metrics whose event properties are read: a minute's worth at 15 a minute. */
const MOST_PROPERTIES = 14;
/** Kinds whose event properties the thresholds and audiences look into. */
const WITH_PROPERTIES: readonly MetricAlias[] = ['order', 'ordered', 'viewed', 'review', 'open', 'cart', 'checkout'];

/** Name without case, punctuation and word order, as the catalogue's spellings are meant. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim().split(' ').sort().join(' ');
}

function aliasesOf(metric: Metric): readonly MetricAlias[] {
  const name = plain(metric.name);
  return ALIASES.filter((alias) => declarationOf(alias).names.some((spelling) => plain(spelling) === name) || plain(declarationOf(alias).name) === name);
}

/** Metrics that shops, the site and Klaviyo's own channels send, mapped ones first: candidates for what the catalogue needs. */
export function activeCandidates(metrics: readonly Metric[], mapped: readonly MappedMetric[]): readonly string[] {
  const chosen = new Set(mapped.flatMap((entry) => entry.metricIds));
  for (const alias of ALIASES) for (const metric of metrics) if (aliasesOf(metric).includes(alias)) chosen.add(metric.id);
  // Shops that name their events otherwise.
  for (const metric of metrics) if (/order|purchase|checkout|subscri/i.test(metric.name)) chosen.add(metric.id);
  const existing = new Set(metrics.map((metric) => metric.id));
  return [...chosen].filter((id) => existing.has(id)).slice(0, MOST_ACTIVE);
}

/** Metrics whose event properties are worth reading. */
export function propertyCandidates(metrics: readonly Metric[], mapped: readonly MappedMetric[]): readonly string[] {
  const roles = WITH_PROPERTIES.map((alias) => declarationOf(alias).mapping);
  const chosen = new Set(mapped.filter((entry) => roles.includes(entry.role)).flatMap((entry) => entry.metricIds));
  for (const alias of WITH_PROPERTIES) for (const metric of metrics) if (aliasesOf(metric).includes(alias)) chosen.add(metric.id);
  const existing = new Set(metrics.map((metric) => metric.id));
  return [...chosen].filter((id) => existing.has(id)).slice(0, MOST_PROPERTIES);
}

/** The metric that counts as conversion; `standIn` true when the account has no orders and a report needs some metric. */
export function conversionMetric(metrics: readonly Metric[], mapped: readonly MappedMetric[]): { readonly id: string; readonly standIn: boolean } | null {
  const existing = new Set(metrics.map((metric) => metric.id));
  const revenue = mapped.find((entry) => entry.role === 'revenue' && !entry.viaCustomMetric)?.metricIds.find((id) => existing.has(id));
  const order = revenue ?? metrics.find((metric) => aliasesOf(metric).includes('order'))?.id;
  if (order !== undefined) return { id: order, standIn: false };
  const other = metrics.find((metric) => aliasesOf(metric).includes('click')) ?? metrics[0];
  return other === undefined ? null : { id: other.id, standIn: true };
}

/** Klaviyo's own metric of joining a list, which carries the list as a dimension. */
export function listJoinMetric(metrics: readonly Metric[]): string | null {
  return metrics.find((metric) => plain(metric.name) === plain('Subscribed to List'))?.id ?? null;
}
