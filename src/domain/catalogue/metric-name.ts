import type { Metric } from '../account/inventory';

const SPELLINGS: Readonly<Record<string, string>> = { canceled: 'cancelled', canceling: 'cancelling', fulfilment: 'fulfillment', fulfiled: 'fulfilled' };

/** A name by which spellings of the same metric are equal: no case, punctuation or word order, one English. */
export function nameKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .map((word) => SPELLINGS[word] ?? word)
    .sort()
    .join(' ');
}

/** `Placed Order (Shopify)`, or the bare name where the integration is not told. */
export function displayName(metric: Pick<Metric, 'name' | 'integration'>): string {
  return metric.integration?.name ? `${metric.name} (${metric.integration.name})` : metric.name;
}

/** Metrics that a setting's text names: an id, `name (integration)` or a name; several separated by commas. */
export function metricsNamed(text: string, metrics: readonly Metric[]): { readonly found: readonly Metric[]; readonly missing: readonly string[] } {
  const one = (wanted: string): readonly Metric[] => {
    const same = (other: string): boolean => other.trim().toLowerCase() === wanted.trim().toLowerCase();
    const byId = metrics.filter((metric) => metric.id === wanted.trim());
    if (byId.length > 0) return byId;
    const full = metrics.filter((metric) => same(displayName(metric)));
    return full.length > 0 ? full : metrics.filter((metric) => same(metric.name));
  };
  const whole = one(text);
  if (whole.length > 0) return { found: whole, missing: [] };
  const found = new Map<string, Metric>();
  const missing: string[] = [];
  for (const part of text
    .split(',')
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')) {
    const matches = one(part);
    if (matches.length === 0) missing.push(part);
    for (const metric of matches) found.set(metric.id, metric);
  }
  return { found: [...found.values()], missing };
}
